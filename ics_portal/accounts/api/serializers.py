from rest_framework import serializers

from ics_portal.accounts.services import IssuedToken


class CredentialsSerializer(serializers.Serializer[dict[str, str]]):
    """What is sent to get a token."""

    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, write_only=True)


class IssuedTokenSerializer(serializers.Serializer[IssuedToken]):
    """The token, shown this once, and when it ends."""

    token = serializers.CharField(read_only=True)
    expires_at = serializers.DateTimeField(read_only=True)
