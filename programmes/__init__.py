"""Programmes, their products, milestones and benefits."""
