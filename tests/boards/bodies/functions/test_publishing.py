"""Publishing the map, and its API."""

import io

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from boards.bodies.models import Delegation, Function, InstrumentVersion
from tests.boards.bodies.functions.common import DAY, csv, page, seen_in, words
from tests.factories.accounts import UserFactory
from tests.factories.bodies import (
    FunctionFactory,
    InstrumentFactory,
    InstrumentVersionFactory,
)

pytestmark = pytest.mark.django_db


class TestPublishing:
    url = property(lambda self: reverse("bodies:publish_functions") + f"?on={DAY}")

    def typed(self, keeper, **given):
        return {
            "approved_by": "Board of the ICS NHS body",
            "approved_on": timezone.localdate().isoformat(),
            "places": "Places decide together.",
            "collaboratives": "Every trust is in one.",
            "organisations": "They keep their duties.",
            "seen": seen_in(keeper.get(self.url)),
            **given,
        }

    @pytest.mark.requirement("FDM-01")
    @pytest.mark.requirement("FDM-04")
    def test_a_published_version_can_be_shown_again_as_it_was(self, keeper, scene):
        answer = keeper.post(self.url, self.typed(keeper), follow=True)
        assert "The version is published." in words(answer)
        Function.objects.filter(pk=scene.pk).update(name="Something else")
        Delegation.objects.filter(function=scene).update(limit=1)

        version = InstrumentVersion.objects.get()
        url = reverse("bodies:functions_version", args=[version.pk])
        shown = words(keeper.get(url))
        for each in (
            "Functions and decisions map, version 1",
            "In force from 1 July 2022",
            "Approved by Board of the ICS NHS body",
            "Provider collaboratives Every trust is in one.",
            "Plan community beds",
            "£250,000",
        ):
            assert each in shown
        assert "Something else" not in shown
        assert "Say who decides" not in shown
        assert any("250000" in line for line in csv(keeper.get(url, {"format": "csv"})))
        printed = keeper.get(url, {"format": "pdf"}).content
        text = pypdf.PdfReader(io.BytesIO(printed)).pages[0].extract_text()
        assert "Version 1, in force from 1 July 2022" in " ".join(text.split())
        assert "Version 1" in page(keeper)

    def test_the_next_version_starts_from_the_chapters_of_the_last(self, keeper):
        keeper.post(self.url, self.typed(keeper))
        shown = words(keeper.get(self.url))
        assert "Every trust is in one." in shown

    @pytest.mark.requirement("FDM-04")
    @pytest.mark.parametrize("chapter", ["places", "collaboratives", "organisations"])
    def test_a_chapter_that_is_missing_is_said_beside_it(self, keeper, chapter):
        answer = keeper.post(self.url, self.typed(keeper, **{chapter: " "}))

        assert answer.status_code == 422
        assert f'href="#id_{chapter}"' in answer.content.decode()
        assert "Board of the ICS NHS body" in answer.content.decode()
        assert not InstrumentVersion.objects.exists()

    @pytest.mark.requirement("ICP-07")
    def test_a_gap_is_said_before_and_refused(self, keeper, system):
        FunctionFactory(name="Screening", system=system)
        typed = self.typed(keeper)
        assert "Not ready. Nobody decides on Screening." in words(keeper.get(self.url))

        answer = keeper.post(self.url, typed)
        assert answer.status_code == 422
        assert not InstrumentVersion.objects.exists()

    def test_a_map_that_changed_meanwhile_is_shown_before_it_is_published(
        self, keeper, scene
    ):
        typed = self.typed(keeper, note_text="As agreed")
        Delegation.objects.filter(function=scene).update(limit=999)
        clash = keeper.post(self.url, typed)

        assert clash.status_code == 409
        assert "Not published. The map changed after you opened this page" in words(
            clash
        )
        assert "£999" in words(clash)
        assert 'value="As agreed"' in clash.content.decode()
        again = typed | {"seen": seen_in(clash)}
        assert "published" in words(keeper.post(self.url, again, follow=True))

    def test_a_version_recorded_as_a_document_says_that_it_holds_no_map(
        self, keeper, board
    ):
        recorded = InstrumentVersionFactory(
            instrument=InstrumentFactory(body=board, kind="functions_and_decisions_map")
        )
        answer = keeper.get(reverse("bodies:functions_version", args=[recorded.pk]))
        assert "What this version said is not kept here" in words(answer)
        assert "Not published" in page(keeper)

    def test_a_version_of_another_document_is_none_of_these(self, keeper):
        other = InstrumentVersionFactory()
        url = reverse("bodies:functions_version", args=[other.pk])
        assert keeper.get(url).status_code == 404


class TestApi:
    def test_the_map_of_a_day(self, reader, system, place):
        answer = reader.get("/api/v1/functions/", {"on": DAY}).json()

        assert (answer["system"], answer["on"]) == (system.name, DAY)
        assert (answer["gaps"], answer["depth"], answer["published"]) == ([], 2, [])
        plan, beds = answer["functions"]
        assert (plan["lacks_reason"], plan["is_gap"]) == (True, False)
        [decision] = beds["decisions"]
        assert (decision["holder_id"], decision["limit"]) == (place.pk, "250000.00")
        assert decision["chain"] == ["Board of the ICS NHS body", place.name]

    def test_another_day_has_the_gap(self, reader):
        answer = reader.get("/api/v1/functions/", {"on": "2022-06-30"}).json()
        assert answer["gaps"] == ["Plan community beds"]

    def test_versions_are_listed(self, reader, board):
        version = InstrumentVersionFactory(
            instrument=InstrumentFactory(
                body=board, kind="functions_and_decisions_map"
            ),
            approved_by="Board",
        )
        [told] = reader.get("/api/v1/functions/").json()["published"]
        assert (told["id"], told["approved_by"]) == (version.pk, "Board")

    @pytest.mark.parametrize("query", [{"on": "yesterday"}, {"system": "0"}])
    def test_bad_input_is_a_sentence(self, reader, query):
        answer = reader.get("/api/v1/functions/", query)
        assert answer.status_code == 400
        assert answer.json()

    def test_a_portal_without_a_system(self, client):
        client.force_login(UserFactory())
        answer = client.get("/api/v1/functions/")
        assert answer.json() == {"system": ["There is no integrated care system yet."]}
