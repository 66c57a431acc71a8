"""Interests, gifts and conflicts: what people declare and what follows from it."""
