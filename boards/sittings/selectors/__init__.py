"""Reads of a sitting."""
