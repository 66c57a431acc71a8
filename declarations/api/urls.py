from rest_framework.routers import BaseRouter

from declarations.api.viewsets import (
    ConflictViewSet,
    GiftViewSet,
    InterestViewSet,
    RulingViewSet,
)


def register(router: BaseRouter) -> None:
    router.register("interests", InterestViewSet, basename="interest")
    router.register("gifts", GiftViewSet, basename="gift")
    router.register("conflicts", ConflictViewSet, basename="conflict")
    router.register("rulings", RulingViewSet, basename="ruling")
