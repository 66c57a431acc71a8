"""Measures of speed and size: `make bench`. Never a test: nothing here has a limit."""
