"""Pictures on paper: nothing lost, nothing told that should not be."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms, ImageOps

from ics_portal.core.files import picture_pdf
from ics_portal.core.files.convert import convert_to_pdf
from ics_portal.core.files.errors import ConversionFailed
from ics_portal.core.files.kinds import FileKind
from tests.core.files import samples

A4 = (595.3, 841.9)
A4_WIDE = (841.9, 595.3)
A3_WIDE = (1190.6, 841.9)
GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """``printed(content, format)`` prints in this process and opens the result."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)  # put back
    opened = []

    def make(content: bytes, kind: str) -> pikepdf.Pdf:
        source = samples.on_disk(tmp_path, content)
        out = tmp_path / "out.pdf"
        assert picture_pdf.main([str(source), kind, str(out)]) == 0
        opened.append(pikepdf.open(out, allow_overwriting_input=True))
        return opened[-1]

    yield make
    for pdf in opened:
        pdf.close()


def sheets(pdf: pikepdf.Pdf) -> list[tuple[float, float]]:
    boxes = [page.mediabox for page in pdf.pages]
    return [(round(float(box[2]), 1), round(float(box[3]), 1)) for box in boxes]


def stored(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    return pdf.pages[0].Resources.XObject.Picture


def dots(pdf: pikepdf.Pdf) -> Image.Image:
    return pikepdf.PdfImage(stored(pdf)).as_pil_image()


def place(pdf: pikepdf.Pdf) -> list[float]:
    return [float(number) for number in pdf.pages[0].Contents.read_bytes().split()[1:7]]


def saved(image: Image.Image, kind: str, **options) -> bytes:
    packed = io.BytesIO()
    image.save(packed, kind, **options)
    return packed.getvalue()


# --- Nothing lost ---------------------------------------------------------------------


def test_a_jpeg_is_stored_byte_for_byte(printed):
    content = samples.picture("JPEG", (64, 48))

    assert stored(printed(content, "JPEG")).read_raw_bytes() == content


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(samples.corners(), id="colour"),
        pytest.param(samples.corners().convert("L"), id="grey"),
        pytest.param(samples.corners().convert("1"), id="black and white"),
        pytest.param(samples.corners().quantize(4), id="palette"),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP", "GIF"])
def test_every_dot_of_other_pictures_is_kept(printed, picture, kind):
    pdf = printed(saved(picture, kind), kind)

    assert dots(pdf).convert("RGB").tobytes() == picture.convert("RGB").tobytes()


def test_a_lossless_webp_keeps_every_dot(printed):
    content = saved(samples.corners(), "WEBP", lossless=True)

    assert dots(printed(content, "WEBP")).tobytes() == samples.corners().tobytes()


def test_an_interlaced_png_is_packed_anew(printed):
    assert dots(printed(_adam7(samples.corners((8, 8))), "PNG")).tobytes() == (
        samples.corners((8, 8)).tobytes()
    )


def test_sixteen_bits_of_grey_stay_sixteen(printed):
    deep = Image.new("I;16", (2, 1))
    deep.putpixel((0, 0), 40_000)

    pdf = printed(saved(deep, "PNG"), "PNG")

    assert stored(pdf).BitsPerComponent == 16
    assert stored(pdf).read_bytes() == b"\x9c\x40\x00\x00"


def test_what_is_see_through_shows_white_paper(printed):
    glass = Image.new("RGBA", (2, 1), (0, 0, 0, 0))
    glass.putpixel((1, 0), (255, 0, 0, 255))

    assert list(dots(printed(saved(glass, "PNG"), "PNG")).tobytes()) == [
        *(255, 255, 255),
        *(255, 0, 0),
    ]


def test_numbers_instead_of_colours_run_from_black_to_white(printed):
    heights = Image.new("F", (2, 1))
    heights.putpixel((0, 0), -3.5)
    heights.putpixel((1, 0), 0.5)

    assert list(dots(printed(saved(heights, "TIFF"), "TIFF")).tobytes()) == [0, 255]


def test_the_inks_of_a_photoshop_jpeg_are_not_turned_over(printed):
    inks = Image.new("CMYK", (8, 8), (255, 0, 0, 0))

    picture = stored(printed(saved(inks, "JPEG"), "JPEG"))

    assert picture.ColorSpace == pikepdf.Name.DeviceCMYK
    assert list(picture.Decode) == [1, 0, 1, 0, 1, 0, 1, 0]


def test_a_colour_profile_goes_with_its_picture(printed):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = saved(samples.corners(), "PNG", icc_profile=profile)

    space = stored(printed(content, "PNG")).ColorSpace

    assert space[0] == pikepdf.Name.ICCBased
    assert space[1].read_bytes() == profile


@pytest.mark.parametrize("profile", [b"not a profile", "of another kind of colour"])
def test_a_colour_profile_that_does_not_fit_is_left_out(printed, profile):
    if isinstance(profile, str):
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = saved(samples.corners().convert("L"), "PNG", icc_profile=profile)

    assert stored(printed(content, "PNG")).ColorSpace == pikepdf.Name.DeviceGray


# --- Nothing told ---------------------------------------------------------------------


def test_where_a_photograph_was_taken_is_not_published(printed):
    exif = Image.Exif()
    exif[MAKE] = "Telephone of the chair"
    exif.get_ifd(GPS)[2] = (53.0, 45.0, 0.0)
    content = saved(
        samples.corners(), "JPEG", exif=exif, comment=b"at home", quality=95
    )
    content += b"a film that follows the photograph"

    kept = stored(printed(content, "JPEG")).read_raw_bytes()

    for private in (b"Exif", b"Telephone", b"at home", b"a film"):
        assert private in content
        assert private not in kept
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(kept)) as now:
        assert now.tobytes() == before.tobytes()


def test_a_photograph_in_several_passes_survives_that_unchanged(printed):
    picture = Image.effect_noise((120, 90), 60)
    content = saved(picture, "JPEG", progressive=True, exif=Image.Exif(), comment=b"x")

    kept = stored(printed(content, "JPEG")).read_raw_bytes()

    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(kept)) as now:
        assert now.tobytes() == before.tobytes()


# --- The right way up -----------------------------------------------------------------


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_picture_is_printed_as_the_camera_was_held(printed, tmp_path, kind, turn):
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    options = {"quality": 100, "subsampling": 0} if kind == "JPEG" else {}
    content = saved(
        samples.corners((320, 160)), kind, exif=exif, dpi=(72, 72), **options
    )
    with Image.open(io.BytesIO(content)) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")

    page = _drawn(printed(content, kind), tmp_path)

    # At 72 dpi a dot is a point: the picture lies in the middle of the page as it is.
    left = (page.width - upright.width) // 2
    top = (page.height - upright.height) // 2
    for across in (0.25, 0.75):
        for down in (0.25, 0.75):
            at = (int(upright.width * across), int(upright.height * down))
            seen = page.getpixel((left + at[0], top + at[1]))
            assert _near(seen, upright.getpixel(at)), (at, seen)


def _adam7(picture: Image.Image) -> bytes:
    """The picture as an interlaced PNG, which Pillow reads but does not write."""
    passes = (
        *((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4)),
        *((0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2)),
    )
    rows = b"".join(
        b"\0" + b"".join(bytes(picture.getpixel((x, y))) for x in range(x0, 8, dx))
        for x0, dx, y0, dy in passes
        for y in range(y0, 8, dy)
    )
    plain = bytearray(saved(picture, "PNG"))
    plain[28] = 1
    header = bytes(plain[12:29])
    data = b"IDAT" + zlib.compress(rows)
    return b"".join(
        (
            bytes(plain[:12]),
            header + struct.pack(">L", zlib.crc32(header)),
            struct.pack(">L", len(data) - 4)
            + data
            + struct.pack(">L", zlib.crc32(data)),
            b"\0\0\0\0IEND\xaeB`\x82",
        )
    )


def _drawn(pdf: pikepdf.Pdf, folder: Path) -> Image.Image:
    path = folder / "drawn.pdf"
    pdf.save(path)
    subprocess.run(
        ["pdftoppm", "-r", "72", "-png", "-singlefile", path, folder / "drawn"],
        check=True,
    )
    with Image.open(folder / "drawn.png") as page:
        return page.convert("RGB")


def _near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


# --- On a sensible sheet --------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "dpi", "sheet"),
    [
        ((1240, 1754), 150, A4),
        ((1754, 1240), 150, A4_WIDE),
        ((2480, 1754), 150, A3_WIDE),
        ((874, 1240), 150, (419.5, 595.3)),
        ((1275, 1650), 150, (612.0, 792.0)),
    ],
)
def test_a_scan_of_a_whole_sheet_keeps_its_sheet_to_the_edges(
    printed, size, dpi, sheet
):
    pdf = printed(
        samples.picture("PNG", size, mode="L", colour=200, dpi=(dpi, dpi)), "PNG"
    )

    assert sheets(pdf) == [sheet]
    width, _, _, height, left, bottom = place(pdf)
    assert width == pytest.approx(sheet[0], rel=0.01)
    assert height == pytest.approx(sheet[1], rel=0.01)
    assert (left, bottom) == (pytest.approx(0, abs=3), pytest.approx(0, abs=3))


def test_a_photograph_is_made_smaller_to_fit_the_sheet_turned_like_it(printed):
    pdf = printed(samples.picture("JPEG", (4000, 3000), mode="L", colour=9), "JPEG")

    assert sheets(pdf) == [A4_WIDE]
    width, _, _, height, left, bottom = place(pdf)
    assert width / height == pytest.approx(4 / 3, rel=0.001)
    assert height == pytest.approx(595.276 - 2 * 34, abs=0.1)
    assert (left, bottom) == (pytest.approx((841.89 - width) / 2, abs=0.1), 34)


def test_a_small_picture_is_not_blown_up(printed):
    pdf = printed(samples.picture("PNG", (96, 192)), "PNG")

    assert sheets(pdf) == [A4]
    assert place(pdf)[0:4:3] == [72.0, 144.0]


@pytest.mark.parametrize("dpi", [(1, 1), (90_000, 90_000)])
def test_a_resolution_that_cannot_be_meant_is_not_believed(printed, dpi):
    pdf = printed(samples.picture("PNG", (96, 192), dpi=dpi), "PNG")

    assert place(pdf)[0:4:3] == [72.0, 144.0]


def test_a_fax_with_dots_that_are_not_square_keeps_its_shape(printed):
    fax = samples.picture("TIFF", (1728, 1145), mode="1", colour=1, dpi=(204, 98))

    width, _, _, height, _, _ = place(printed(fax, "TIFF"))

    assert sheets(printed(fax, "TIFF")) == [A4]
    assert height / width == pytest.approx((1145 / 98) / (1728 / 204), rel=0.001)


def test_each_page_of_a_scan_is_a_page(printed):
    pdf = printed(samples.scan(5), "TIFF")

    assert sheets(pdf) == [A4] * 5
    shades = {page.Resources.XObject.Picture.read_bytes()[0] for page in pdf.pages}
    assert shades == {250, 249, 248, 247, 246}


def test_of_a_moving_picture_the_first_frame_is_printed(printed):
    film = saved(
        samples.corners(),
        "GIF",
        save_all=True,
        append_images=[Image.new("RGB", (40, 20))],
    )

    assert len(printed(film, "GIF").pages) == 1


def test_the_same_picture_gives_the_same_bytes_every_time(tmp_path):
    source = samples.on_disk(tmp_path, samples.scan(2))
    script = Path(picture_pdf.__file__)

    for number, seed in enumerate(("1", "2")):
        subprocess.run(
            [sys.executable, script, source, "TIFF", tmp_path / f"{number}.pdf"],
            check=True,
            env={"PYTHONHASHSEED": seed},
        )

    assert (tmp_path / "0.pdf").read_bytes() == (tmp_path / "1.pdf").read_bytes()


# --- Through the worker's door --------------------------------------------------------


def test_a_picture_is_converted_outside_the_worker(tmp_path):
    source = samples.on_disk(tmp_path, samples.scan(3))
    out = tmp_path / "out.pdf"

    report = convert_to_pdf(source=source, kind=FileKind.TIFF, out=out)

    with pikepdf.open(out) as pdf:
        assert sheets(pdf) == [A4] * 3
    assert (report.fonts_replaced, report.remarks) == ((), ())


def test_damage_inside_a_large_picture_is_found_when_it_is_printed(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("ics_portal.core.files.pictures.DECODED_AT_UPLOAD_PIXELS", 10)
    content = samples.picture("JPEG", (400, 300), mode="L", colour=7)
    source = samples.on_disk(tmp_path, content[: len(content) // 2])

    with pytest.raises(ConversionFailed) as failed:
        convert_to_pdf(source=source, kind=FileKind.JPEG, out=tmp_path / "out.pdf")

    assert failed.value.sentence == (
        "The picture printer could not read this JPEG picture, which is damaged or "
        "unusual."
    )
    assert not (tmp_path / "out.pdf").exists()


def test_a_picture_that_needs_too_much_memory_ends_with_a_sentence(tmp_path, settings):
    settings.OFFICE_MEMORY_MB = 150
    source = samples.on_disk(
        tmp_path, samples.picture("PNG", (9000, 9000), mode="RGB", colour="red")
    )

    with pytest.raises(ConversionFailed) as failed:
        convert_to_pdf(source=source, kind=FileKind.PNG, out=tmp_path / "out.pdf")

    assert failed.value.sentence == (
        "The picture printer needed more than 150 MB of memory for this file and was "
        "stopped."
    )
