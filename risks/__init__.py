"""Risks, controls and the assurance framework."""
