"""Gathers the rooms' job handlers; loaded at the start of web and worker."""

from boards.actions.tasks import remind_of_actions
from boards.minutes.tasks import print_minutes
from boards.packs.tasks import build_pack
from boards.papers.tasks import convert

__all__ = ["build_pack", "convert", "print_minutes", "remind_of_actions"]
