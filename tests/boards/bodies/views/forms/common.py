"""The day from which most forms let something hold."""

from datetime import date

APRIL = date(2022, 4, 1)
