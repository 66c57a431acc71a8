"""What is taken from the packages, and what must not be."""

import pytest

from ics_portal.core.web.build_static import (
    ICONS,
    NHSUK,
    StaticFilesRefused,
    build,
    outside_addresses,
)
from tests.packaging.project import ROOT

FRUTIGER = (
    "@font-face{font-family:Frutiger W01;"
    "src:url(https://assets.nhs.uk/fonts/Frutiger.woff2) format('woff2')}"
)
SHEET = "".join(
    f".i{n}{{background:url(/assets/images/{i})}}" for n, i in enumerate(ICONS)
)


STYLES_PUT_IN = ",document.head.insertBefore(e,document.head.firstChild)"


@pytest.fixture
def static(tmp_path):
    """A folder of packages as npm leaves it, with a small style sheet."""
    for name, text in {
        f"{NHSUK}/nhsuk-frontend.min.css": f"{FRUTIGER}{SHEET}/*# sourceMappingURL=a.map */",
        f"{NHSUK}/nhsuk-frontend.min.js": "export{};//# sourceMappingURL=b.map",
        f"{NHSUK}/assets/images/favicon.svg": "<svg>the logo</svg>",
        "sortablejs/Sortable.min.js": "Sortable=1",
        "trix/dist/trix.umd.min.js": f"Trix=1{STYLES_PUT_IN}",
        **{f"{NHSUK}/assets/images/{icon}": "<svg/>" for icon in ICONS},
    }.items():
        path = tmp_path / "node_modules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_exactly_these_files_are_served(static):
    build(static)

    found = {
        path.relative_to(static / "dist").as_posix()
        for path in (static / "dist").rglob("*")
        if path.is_file()
    }
    assert found == {
        "nhsuk-frontend.min.css",
        "nhsuk-frontend.min.js",
        "Sortable.min.js",
        "trix.min.js",
        *(f"icons/{icon}" for icon in ICONS),
    }


def test_frutiger_and_source_maps_are_left_out(static):
    build(static)

    css = (static / "dist/nhsuk-frontend.min.css").read_text("utf-8")
    assert css == SHEET.replace("/assets/images/", "icons/")
    assert (static / "dist/nhsuk-frontend.min.js").read_text("utf-8") == "export{};"


def test_nothing_is_written_when_nothing_changed(static):
    assert build(static) is True
    assert build(static) is False


def test_a_file_no_longer_served_is_removed(static):
    build(static)
    (static / "dist" / "old.css").write_text("old", "utf-8")

    assert build(static) is True
    assert not (static / "dist" / "old.css").exists()


@pytest.mark.parametrize(
    "rule",
    [
        "a{background:url(https://assets.nhs.uk/logo.svg)}",
        "a{background:url('//elsewhere.example/x.png')}",
        '@import "https://elsewhere.example/x.css";',
        "a{background:url(/assets/images/nhs-logo.svg)}",
    ],
)
def test_a_style_sheet_that_asks_for_anything_else_is_refused(static, rule):
    sheet = static / "node_modules" / NHSUK / "nhsuk-frontend.min.css"
    sheet.write_text(SHEET + rule, "utf-8")

    with pytest.raises(StaticFilesRefused, match="still fetches"):
        build(static)
    assert not (static / "dist").exists()


def test_a_missing_package_names_the_cure(static):
    (static / "node_modules/sortablejs/Sortable.min.js").unlink()

    with pytest.raises(StaticFilesRefused, match="Run `make setup`"):
        build(static)


def test_the_real_style_sheet_fetches_nothing():
    css = (ROOT / "static/dist/nhsuk-frontend.min.css").read_text("utf-8")

    assert ".nhsuk-button" in css
    assert "assets.nhs.uk" not in css
    assert outside_addresses(css) == []


def test_the_editor_puts_no_styles_into_the_page(static):
    build(static)

    assert (static / "dist/trix.min.js").read_text("utf-8") == "Trix=1"


@pytest.mark.parametrize("script", ["Trix=1", STYLES_PUT_IN * 2])
def test_an_editor_that_puts_its_styles_in_otherwise_is_refused(static, script):
    path = static / "node_modules/trix/dist/trix.umd.min.js"
    path.write_text(script, "utf-8")

    with pytest.raises(StaticFilesRefused, match="another way"):
        build(static)
