from django.db.models import TextChoices


class Verb(TextChoices):
    """The audit verbs of users, of signing in and of API tokens."""

    USER_ADDED = "user_added", "Added a user"
    SIGNED_IN = "signed_in", "Signed in"
    SIGN_IN_FAILED = "sign_in_failed", "Sign-in failed"
    SIGNED_OUT = "signed_out", "Signed out"
    PASSWORD_CHANGED = "password_changed", "Changed the password"
    TOKEN_MADE = "token_made", "Made an API token"
    TOKEN_REVOKED = "token_revoked", "Revoked an API token"
