"""What lower rooms ask of rulings and settings: what is withheld beside an item, and whose
copies bear their reader's name."""

from __future__ import annotations

from boards.meetings.withholding import withheld_records
from boards.packs.naming import names_on_pages
from declarations.models import ConflictSettings
from declarations.selectors.withheld import RecordsOfRulings

withheld_records.answered_by(RecordsOfRulings())


@names_on_pages.answered_by
def name_on_pages(body_id: int) -> bool:
    """As the body has set it, and where it has set nothing, as the setting begins."""
    found = ConflictSettings.objects.filter(body_id=body_id)
    wanted = found.values_list("name_on_pages", flat=True).first()
    default: bool = ConflictSettings._meta.get_field("name_on_pages").default
    return default if wanted is None else wanted
