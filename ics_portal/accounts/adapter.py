"""How allauth behaves here: sign-in only, for people the board office has added."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody adds themselves: a user is made with their person and roles."""
        return False

    def _get_login_attempts_cache_key(
        self, request: HttpRequest, **credentials: Any
    ) -> str:
        """Wrong passwords are counted by the address tried and by nothing else.

        allauth adds the host as the client named it. Any port may be written behind it,
        and each would be a count of its own.
        """
        tried = credentials.get("email") or credentials.get("username") or ""
        return str(tried).strip().lower()
