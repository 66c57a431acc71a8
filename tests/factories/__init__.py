"""Makers of the plainest valid object of each kind; stories are told by services."""
