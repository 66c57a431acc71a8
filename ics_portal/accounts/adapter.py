"""How allauth behaves here: sign-in only, for people the board office has added."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody adds themselves: a user is made with their person and roles."""
        return False
