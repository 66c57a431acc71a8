"""What the action log adds to the portal's frame: its entry in the navigation."""

from ics_portal.core.web.navigation import register_entry

register_entry("actions", "Actions", "actions:list", 30)
