from django.contrib.auth import authenticate
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from knox.auth import TokenAuthentication
from rest_framework import status
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ics_portal.accounts.api.serializers import (
    CredentialsSerializer,
    IssuedTokenSerializer,
)
from ics_portal.accounts.api.throttles import TokenAddressThrottle, TokenEmailThrottle
from ics_portal.accounts.models import User
from ics_portal.accounts.services import actor_of_user, issue_token, revoke_token

WRONG = "The e-mail address or the password is wrong."


class TokenView(APIView):
    """Get a token for an e-mail address and password: the one door without a sign-in."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (TokenAddressThrottle, TokenEmailThrottle)

    def get_authenticate_header(self, request: Request) -> str:
        """Named so that wrong credentials are answered by 401 and not by 403."""
        return "Token"

    @extend_schema(
        operation_id="token_create",
        request=CredentialsSerializer,
        responses={201: IssuedTokenSerializer},
        auth=[],
    )
    def post(self, request: Request) -> Response:
        sent = CredentialsSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        user = authenticate(
            request._request,
            email=sent.validated_data["email"],
            password=sent.validated_data["password"],
        )
        if not isinstance(user, User):
            raise AuthenticationFailed(WRONG)
        issued = issue_token(user=user, actor=actor_of_user(user), at=timezone.now())
        return Response(
            IssuedTokenSerializer(issued).data, status=status.HTTP_201_CREATED
        )


class CurrentTokenView(APIView):
    """Revoke the token this request was sent with."""

    authentication_classes = (TokenAuthentication,)
    verdicts = {"delete": None}

    @extend_schema(operation_id="token_revoke", request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        revoke_token(
            stored=request.auth,
            actor=actor_of_user(request.auth.user),
            at=timezone.now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
