"""Gathers the rooms' parts of the API under one versioned address."""
