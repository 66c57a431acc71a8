"""``manage.py seed_demo``: load the demonstration and print how to sign in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from boards.bodies.models import BodyRole
from ics_portal.accounts.models import User
from ics_portal.demo import world
from ics_portal.demo.people import PASSWORD, SIGN_INS


class Command(BaseCommand):
    help = "Load the demonstration: the ICS Board and its meeting of 2 December 2020."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing but print the sign-ins where there is data already",
        )

    def handle(self, *, if_empty: bool, **_options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "The demonstration is not loaded here: its passwords are public. "
                "It is for a local portal only."
            )
        if world.was_interrupted():
            raise CommandError(
                "Loading the demonstration was interrupted, so its data is not whole. "
                "Type “make reset”, then start again."
            )
        if world.is_empty():
            world.tell(at=timezone.now())
        elif not if_empty:
            raise CommandError(
                "There is data already, and the demonstration changes nobody's data. "
                "Use an empty database, or give --if-empty."
            )
        self.stdout.write(self._sign_ins())

    def _sign_ins(self) -> str:
        known = set(
            User.objects.filter(email__in=[email for email, _ in SIGN_INS]).values_list(
                "email", flat=True
            )
        )
        if not known or not BodyRole.objects.exists():
            return ""
        lines = [
            f"  {email:<26} {title}" for email, title in SIGN_INS if email in known
        ]
        return "\n".join(
            ["Sign in as one of these; the password is", f"  {PASSWORD}", *lines]
        )
