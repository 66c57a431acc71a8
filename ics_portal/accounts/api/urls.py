from django.urls import path

from ics_portal.accounts.api.views import CurrentTokenView, TokenView

urlpatterns = [
    path("tokens/", TokenView.as_view(), name="token-list"),
    path("tokens/current/", CurrentTokenView.as_view(), name="token-current"),
]
