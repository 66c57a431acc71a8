"""Prints pictures to PDF without spoiling them. A script of Pillow and pikepdf only.

Started under the guard as ``python -I picture_pdf.py SOURCE FORMAT OUT``: a decoder that
a crafted picture could crash or fill memory with is then not the worker's own.

A JPEG is stored as it is (less what its camera wrote about place and time), other
pictures without loss. Each frame of a TIFF is a page; of moving pictures the first is.
"""

import io
import re
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms, ImageOps

POINTS = 72.0
A4 = (595.276, 841.89)
MARGIN = 34.0  # 12 mm
SHEETS = (A4, (841.89, 1190.551), (419.528, 595.276), (612.0, 792.0), (612.0, 1008.0))
"""A4, A3, A5, Letter, Legal: a scan of this size is printed edge to edge."""

SAME_SIZE = 0.03
SENSIBLE_DPI = (50.0, 2400.0)
SCREEN_DPI = 96.0
ORIENTATION = 0x0112
TURNED_BY_A_QUARTER = 5
LARGEST_PROFILE = 1024 * 1024
UNREADABLE = 3

# How the unit square of a picture lies on the page for each way a camera was held
# (EXIF 2.32, 4.6.4 A), as a matrix to be scaled by the width and height shown.
TURNS = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
CHANNELS = ((Name.DeviceGray, 1), (Name.DeviceRGB, 3), (Name.DeviceCMYK, 4))
PNG_MARK = b"\x89PNG\r\n\x1a\n"
PNG_GREY, PNG_COLOUR, PNG_PALETTE = 0, 2, 3
PNG_PREDICTOR = 15
START_OF_SCAN = 0xDA
END_OF_IMAGE = 0xD9
KEPT_SEGMENTS = (0xE0, 0xEE)  # JFIF, and Adobe's word on the colours
FIRST_APP, LAST_APP, COMMENT = 0xE0, 0xEF, 0xFE
NEXT_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")


@dataclass(frozen=True)
class Page:
    """One picture ready to print: its stream, its size in points, and its turn."""

    stream: pikepdf.Stream
    width: float
    height: float
    turn: int = 1


def main(arguments: list[str]) -> int:
    """Write OUT; 3 says that the picture could not be read, and why on the output."""
    source, kind, out = Path(arguments[0]), arguments[1], Path(arguments[2])
    Image.MAX_IMAGE_PIXELS = None  # counted at upload; here the memory limit holds
    try:
        with Image.open(source, formats=[kind]) as picture, pikepdf.new() as pdf:
            for frame in range(
                getattr(picture, "n_frames", 1) if kind == "TIFF" else 1
            ):
                picture.seek(frame)
                add_page(pdf, page_for(pdf, picture, source, kind))
            pdf.save(out, deterministic_id=True)
    except MemoryError:
        raise  # the guard's to report
    except Exception as fault:  # noqa: BLE001 -- decoders raise whatever they like
        print(f"{type(fault).__name__}: {fault}")  # noqa: T201 -- read by the caller
        return UNREADABLE
    return 0


def page_for(pdf: pikepdf.Pdf, picture: Image.Image, source: Path, kind: str) -> Page:
    """The frame the picture now stands at, loaded in full so that damage shows."""
    dots = dots_per_inch(picture)
    turn = turn_of(picture)
    profile = picture.info.get("icc_profile", b"")
    picture.load()
    if kind == "JPEG":
        stream = jpeg_stream(pdf, picture, source.read_bytes())
        upright_size = picture.size
        if turn >= TURNED_BY_A_QUARTER:
            upright_size = (picture.height, picture.width)
    else:
        # A TIFF has been turned by loading it, and its tag with it.
        upright = picture if turn_of(picture) == 1 else ImageOps.exif_transpose(picture)
        opaque = on_white(upright)
        stream = png_stream(pdf, as_png(opaque, source, kind, whole=opaque is picture))
        upright_size = upright.size
    use_profile(pdf, stream, profile)
    across, down = dots if turn < TURNED_BY_A_QUARTER else (dots[1], dots[0])
    return Page(
        stream,
        width=upright_size[0] * POINTS / across,
        height=upright_size[1] * POINTS / down,
        turn=turn if kind == "JPEG" else 1,
    )


def turn_of(picture: Image.Image) -> int:
    """How the camera was held, 1 to 8; 1 is upright, and so is what makes no sense."""
    turn = picture.getexif().get(ORIENTATION, 1)
    return turn if turn in TURNS else 1


def dots_per_inch(picture: Image.Image) -> tuple[float, float]:
    """What the picture says of itself, if it can be meant; a screen's otherwise."""
    low, high = SENSIBLE_DPI
    try:
        across, down = (float(dots) for dots in picture.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return SCREEN_DPI, SCREEN_DPI
    if low <= across <= high and low <= down <= high:
        return across, down
    return SCREEN_DPI, SCREEN_DPI


# --- Colours ------------------------------------------------------------------------


def on_white(picture: Image.Image) -> Image.Image:
    """The picture without transparency, in a mode that PNG can hold without loss."""
    if picture.has_transparency_data:
        glass = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        paper = Image.new("RGB", glass.size, "white")
        paper.paste(glass, mask=glass)
        return paper
    if picture.mode == "F":  # any numbers: the lowest prints black, the highest white
        low, high = cast("tuple[float, float]", picture.getextrema())
        steps = 255 / ((high - low) or 1)
        return picture.point(lambda dot: dot * steps - low * steps).convert("L")
    if picture.mode in {"1", "L", "P", "RGB", "I;16"}:
        return picture
    return picture.convert("I;16" if picture.mode == "I" else "RGB")


def use_profile(pdf: pikepdf.Pdf, stream: pikepdf.Stream, profile: bytes) -> None:
    """Give the picture its own colour profile, when that is one for its colours."""
    plain = stream.ColorSpace
    channels = next((n for name, n in CHANNELS if plain == name), 0)
    if not profile or not channels or len(profile) > LARGEST_PROFILE:
        return
    try:
        space = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile.xcolor_space
    except (OSError, ValueError, TypeError, SyntaxError):
        return
    wanted = {"GRAY": 1, "RGB": 3, "CMYK": 4}.get(space.strip())
    if wanted == channels:
        embedded = pdf.make_stream(profile, N=wanted, Alternate=plain)
        stream.ColorSpace = Array([Name.ICCBased, embedded])


# --- JPEG, byte for byte ------------------------------------------------------------


def jpeg_stream(
    pdf: pikepdf.Pdf, picture: Image.Image, content: bytes
) -> pikepdf.Stream:
    spaces = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
    facts = image_facts(picture.width, picture.height, 8, spaces[picture.mode])
    if picture.mode == "CMYK":  # as Photoshop writes it, and Pillow assumes: inverted
        facts["/Decode"] = Array([1, 0, 1, 0, 1, 0, 1, 0])
    return pikepdf.Stream(
        pdf, without_private_parts(content), Filter=Name.DCTDecode, **named(facts)
    )


def without_private_parts(content: bytes) -> bytes:
    """A JPEG without EXIF, thumbnails, comments and what follows its end.

    A photograph on a public paper should not say where it was taken. The picture itself
    is copied unchanged. Source: ITU-T T.81, annex B.
    """
    kept = [content[:2]]
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise ValueError("a marker was expected")
        marker = content[at + 1]
        if marker == 0xFF:  # fill
            at += 1
            continue
        if marker == END_OF_IMAGE:
            break
        end = at + 2 + int(struct.unpack_from(">H", content, at + 2)[0])
        private = FIRST_APP <= marker <= LAST_APP or marker == COMMENT
        if marker in KEPT_SEGMENTS or not private:
            kept.append(content[at:end])
        if marker == START_OF_SCAN:
            found = NEXT_MARKER.search(content, end)
            scan_end = found.start() if found else len(content)
            kept.append(content[end:scan_end])
            end = scan_end
        at = end
    kept.append(b"\xff\xd9")
    return b"".join(kept)


# --- Everything else, as the packed rows of a PNG -------------------------------------


def as_png(upright: Image.Image, source: Path, kind: str, *, whole: bool) -> bytes:
    """The picture as PNG: the file itself if it can be used as it is."""
    if kind == "PNG" and whole:
        content = source.read_bytes()
        if content[28] == 0:  # not interlaced
            return content
    packed = io.BytesIO()
    upright.save(packed, "PNG")
    return packed.getvalue()


def png_stream(pdf: pikepdf.Pdf, content: bytes) -> pikepdf.Stream:
    """The rows of a PNG without transparency, which PDF can hold packed as they are."""
    chunks: dict[bytes, bytes] = {}
    at = len(PNG_MARK)
    rows = []
    while at + 8 <= len(content):
        length, name = struct.unpack_from(">L4s", content, at)
        body = content[at + 8 : at + 8 + length]
        if name == b"IDAT":
            rows.append(body)
        else:
            chunks.setdefault(name, body)
        at += 12 + length
    width, height, bits, kind = struct.unpack_from(">LLBB", chunks[b"IHDR"])
    colours = {PNG_GREY: 1, PNG_COLOUR: 3, PNG_PALETTE: 1}[kind]
    space: pikepdf.Object = Name.DeviceGray
    if kind == PNG_PALETTE:
        palette = chunks[b"PLTE"]
        space = Array(
            [
                Name.Indexed,
                Name.DeviceRGB,
                len(palette) // 3 - 1,
                pikepdf.String(palette),
            ]
        )
    elif kind == PNG_COLOUR:
        space = Name.DeviceRGB
    packed = b"".join(rows)
    return pikepdf.Stream(
        pdf,
        packed,
        Filter=Name.FlateDecode,
        DecodeParms=Dictionary(
            Predictor=PNG_PREDICTOR,
            Colors=colours,
            BitsPerComponent=bits,
            Columns=width,
        ),
        **named(image_facts(width, height, bits, space)),
    )


def image_facts(
    width: int, height: int, bits: int, space: pikepdf.Object
) -> dict[str, object]:
    return {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": width,
        "/Height": height,
        "/BitsPerComponent": bits,
        "/ColorSpace": space,
    }


def named(facts: dict[str, object]) -> dict[str, object]:
    """For pikepdf's keyword arguments, which go without the stroke."""
    return {name.removeprefix("/"): value for name, value in facts.items()}


# --- The page -----------------------------------------------------------------------


def add_page(pdf: pikepdf.Pdf, page: Page) -> None:
    sheet, (left, bottom, width, height) = place(page.width, page.height)
    a, b, c, d, e, f = TURNS[page.turn]
    matrix = (
        a * width,
        b * height,
        c * width,
        d * height,
        e * width + left,
        f * height + bottom,
    )
    numbers = " ".join(f"{number:.3f}" for number in matrix)
    added = pdf.add_blank_page(page_size=sheet)
    added.Resources = Dictionary(XObject=Dictionary(Picture=page.stream))
    added.Contents = pdf.make_stream(f"q {numbers} cm /Picture Do Q".encode())


def place(
    width: float, height: float
) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
    """The sheet for a picture of this size in points, and where on it the picture lies.

    A scan of a whole sheet keeps its sheet. Anything else goes on an A4 turned like the
    picture, in the middle, made smaller if need be and never larger.
    """
    wide = width > height
    for sheet in SHEETS:
        turned = (sheet[1], sheet[0]) if wide else sheet
        if all(
            abs(own - whole) <= SAME_SIZE * whole
            for own, whole in zip((width, height), turned, strict=True)
        ):
            return turned, centred(width, height, turned, margin=0.0, grow=True)
    sheet = (A4[1], A4[0]) if wide else A4
    return sheet, centred(width, height, sheet, margin=MARGIN, grow=False)


def centred(
    width: float,
    height: float,
    sheet: tuple[float, float],
    *,
    margin: float,
    grow: bool,
) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of the picture on the sheet."""
    scale = min((sheet[0] - 2 * margin) / width, (sheet[1] - 2 * margin) / height)
    scale = scale if grow else min(1.0, scale)
    width, height = width * scale, height * scale
    return (sheet[0] - width) / 2, (sheet[1] - height) / 2, width, height


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
