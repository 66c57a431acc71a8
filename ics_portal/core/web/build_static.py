"""Puts the pinned front-end packages where the portal serves them from: static/dist/.

Run by ``make setup`` as ``python -m ics_portal.core.web.build_static`` after npm. The
design system's style sheet is taken without two things we have no licence for: the
Frutiger typeface it fetches from assets.nhs.uk, and its pictures of the NHS logo.
"""

import hashlib
import logging
import re
import sys
from pathlib import Path

logger = logging.getLogger(__name__)

STATIC = Path(__file__).resolve().parents[3] / "static"

NHSUK = "nhsuk-frontend/dist/nhsuk"
ICONS = (
    "nhsuk-icon-arrow-down.svg",
    "nhsuk-icon-arrow-up-down.svg",
    "nhsuk-icon-arrow-up.svg",
    "nhsuk-icon-cross.svg",
)

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S+")
STYLES_PUT_IN = re.compile(
    r",?document\.head\.insertBefore\(\w+,document\.head\.firstChild\)"
)
URL = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")


class StaticFilesRefused(Exception):
    """A package is missing, or holds what must not be served; says which and what."""


def own_css(css: str) -> str:
    """Return the design system's CSS with our icons' addresses and without Frutiger."""
    css = SOURCE_MAP.sub("", FONT_FACE.sub("", css))
    return css.replace("url(/assets/images/", "url(icons/")


def own_js(script: str) -> str:
    """Return a script without its source map, which static/dist does not hold."""
    return SOURCE_MAP.sub("", script)


def editor_js(script: str) -> str:
    """Return the editor without the style element it puts into the page.

    Our content security policy refuses that; the few styles it needs are in ours
    (css/components/minutes.css). Raises StaticFilesRefused when a new version does it
    otherwise, so that somebody looks.
    """
    script, count = STYLES_PUT_IN.subn("", own_js(script))
    if count != 1:
        raise StaticFilesRefused("The editor puts its styles in by another way now.")
    return script


def outside_addresses(css: str) -> list[str]:
    """Addresses the style sheet would fetch that are not beside it, sorted."""
    found = set(URL.findall(css))
    found |= set(re.findall(r"https?://(?!www\.w3\.org/)[^\s\"')]+", css))
    ours = {f"icons/{name}" for name in ICONS}
    return sorted(
        url for url in found - ours if not url.startswith("data:image/svg+xml")
    )


def planned_files(packages: Path) -> dict[str, bytes]:
    """What static/dist holds: its path there, and the bytes.

    Raises StaticFilesRefused when a package is not installed, when the style sheet
    still asks for anything from outside, or when an icon here is no longer used.
    """
    try:
        css = own_css((packages / NHSUK / "nhsuk-frontend.min.css").read_text("utf-8"))
        script = own_js((packages / NHSUK / "nhsuk-frontend.min.js").read_text("utf-8"))
        sortable = own_js((packages / "sortablejs/Sortable.min.js").read_text("utf-8"))
        editor = editor_js((packages / "trix/dist/trix.umd.min.js").read_text("utf-8"))
        icons = {
            name: (packages / NHSUK / "assets/images" / name).read_bytes()
            for name in ICONS
        }
    except FileNotFoundError as missing:
        raise StaticFilesRefused(
            f"{missing.filename} is not there. Run `make setup`, which installs it."
        ) from missing
    if urls := outside_addresses(css):
        raise StaticFilesRefused(
            f"The design system's style sheet still fetches {', '.join(urls)}."
        )
    if unused := [name for name in ICONS if f"url(icons/{name})" not in css]:
        raise StaticFilesRefused(f"The style sheet no longer uses {', '.join(unused)}.")
    return {
        "nhsuk-frontend.min.css": css.encode(),
        "nhsuk-frontend.min.js": script.encode(),
        "Sortable.min.js": sortable.encode(),
        "trix.min.js": editor.encode(),
        **{f"icons/{name}": content for name, content in icons.items()},
    }


def build(static: Path = STATIC) -> bool:
    """Write static/dist from static/node_modules; True if anything changed."""
    files = planned_files(static / "node_modules")
    dist = static / "dist"
    if _digests(dist) == {name: _digest(data) for name, data in files.items()}:
        return False
    for name, data in files.items():
        target = dist / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    for left_over in dist.rglob("*"):
        if left_over.is_file() and str(left_over.relative_to(dist)) not in files:
            left_over.unlink()
    return True


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): _digest(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def main() -> int:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        changed = build()
    except StaticFilesRefused as refusal:
        logger.error("%s", refusal)
        return 1
    if changed:
        logger.info("Put the design system's files into static/dist.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
