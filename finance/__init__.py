"""The system's envelope, plans and monthly position."""
