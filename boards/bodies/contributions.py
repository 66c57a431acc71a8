"""What bodies add to the portal's frame: the door to the system's structure."""

from ics_portal.core.web.navigation import register_entry

register_entry("system", "System", "bodies:map", 80)
