"""Add someone who may sign in: the first user of a new installation, for one."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.accounts.services import add_user
from ics_portal.core.errors import RuleBroken


class Command(BaseCommand):
    help = (
        "Adds a user. The password is asked for, or read from a pipe; an empty one "
        "leaves the user unable to sign in. Roles in a body are given separately."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        try:
            user = add_user(
                email=email,
                name=name,
                password=self._password() or None,
                actor=SYSTEM_ACTOR,
                at=timezone.now(),
            )
        except RuleBroken as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{user.email} can sign in as {user.name}.")

    def _password(self) -> str:
        if sys.stdin.isatty():
            return getpass.getpass("Password: ")
        return sys.stdin.readline().rstrip("\n")
