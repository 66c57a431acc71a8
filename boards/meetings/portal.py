"""What meetings add to the portal's frame: their entry in the navigation, their checks."""

from boards.meetings.contributions import agenda_checks, register_stage
from boards.meetings.presenters.forward import plan_check
from boards.meetings.presenters.warnings import own_check
from boards.meetings.selectors.withholding import ITEMS, ItemPlaces
from boards.meetings.withholding import AGENDA_ITEM, withheld_records
from ics_portal.core.web.navigation import register_entry

register_entry("meetings", "Meetings", "meetings:list", 20)
agenda_checks.register(own_check)
register_stage("questions", "Questions", "meetings:questions", 75)
agenda_checks.register(plan_check)
withheld_records.register(ITEMS)
withheld_records.register_places(AGENDA_ITEM, ItemPlaces())
