"""Static files of a real installation."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage

from ics_portal.core.web.storage import PortalStaticStorage

STATIC = Path(settings.BASE_DIR) / "static"


@pytest.mark.slow
@pytest.mark.skipif(
    not (STATIC / "dist" / "nhsuk-frontend.min.css").exists(),
    reason="the front-end packages are not installed (make setup)",
)
def test_what_a_page_loads_is_named_by_its_content(tmp_path: Path) -> None:
    storage = PortalStaticStorage(location=str(tmp_path), base_url="/static/")
    paths = {}
    for prefix, folder in settings.STATICFILES_DIRS:
        source = FileSystemStorage(location=str(folder))
        for each in sorted(path for path in folder.rglob("*") if path.is_file()):
            path = str(each.relative_to(folder))
            with each.open("rb") as content:
                storage.save(f"{prefix}/{path}", File(content))
            paths[f"{prefix}/{path}"] = (source, path)

    done = list(storage.post_process(paths))

    assert [fault for _, _, fault in done if isinstance(fault, Exception)] == []
    for loaded in ("css/app.css", "js/app.js"):
        text = (tmp_path / storage.stored_name(loaded)).read_text(encoding="utf-8")
        named = re.findall(r'(?:url\(|from )"([^"]+)"', text)
        assert named
        assert [
            n for n in named if not re.search(r"\.[0-9a-f]{12}\.(css|js)$", n)
        ] == []
