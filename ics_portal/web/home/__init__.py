"""Home: what needs this person, first."""
