"""What the finder never shows, and what it shows as soon as it is so."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from consultations.catalogue import Shelf, shelf
from consultations.filters import Filters
from consultations.finding import find
from consultations.models import OutcomePage
from consultations.status import Status
from tests.consultations.test_finder import five, make, text, titles  # noqa: F401  `five` is a fixture

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_drafts_scheduled_unpublished_and_private_pages_never_show(client, cast):
    make("Seen by all", cast.county)
    make("Zebrafish draft", cast.county, live=False)
    gone = make("Zebrafish gone", cast.county)
    gone.unpublish()
    private = make("Zebrafish private", cast.county)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    later = make("Zebrafish later", cast.county, live=False)
    later.go_live_at = NOW + timedelta(days=3)
    later.save_revision().publish()
    edited = make("Seen too", cast.county)
    edited.title = "Zebrafish edit"
    edited.save_revision()
    assert set(titles(client)) == {"Seen by all", "Seen too"}
    assert titles(client, "q=zebrafish") == []
    assert "2 consultations" in text(client)


def test_a_private_shelf_hides_all_below_it(client, cast):
    page = make("Zebrafish below", cast.county)
    make("Seen", cast.borough)
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="password", password="x")
    assert titles(client) == ["Seen"]


def test_publishing_shows_and_unpublishing_hides_at_once(client, cast):
    page = make("Soon here", cast.county, live=False)
    assert titles(client) == []
    page.save_revision().publish()
    assert titles(client) == ["Soon here"]
    page.refresh_from_db()
    page.unpublish()
    assert titles(client) == []


def test_a_published_outcome_changes_the_status_at_once(client, five):
    assert titles(client, "status=overdue") == ["Overdue"]
    outcome = OutcomePage(title="Outcome", live=False, we_asked="<p>a</p>", you_said="<p>b</p>", we_did="<p>c</p>")
    outcome.decided_on, outcome.decided_by = NOW.date(), "The cabinet"
    five["Overdue"].add_child(instance=outcome)
    assert titles(client, "status=overdue") == ["Overdue"]
    outcome.save_revision().publish()
    assert titles(client, "status=overdue") == []
    assert set(titles(client, "status=outcome_published")) == {"Overdue", "Answered"}


def test_another_process_notices(five, cast):
    other = Shelf()
    assert len(other.catalogue().rows) == 5
    make("Sixth", cast.county)
    assert len(other.catalogue().rows) == 6
    assert len(shelf.catalogue().rows) == 6


def test_the_clock_alone_changes_what_is_found(cast):
    page = make("One", cast.county, opens_at=NOW + timedelta(days=1), closes_at=NOW + timedelta(days=30))
    catalogue = shelf.catalogue()
    second = timedelta(seconds=1)

    def status(at):
        found = find(catalogue, Filters(), at=at)
        return found.reading.statuses[catalogue.places[page.pk]]

    assert status(page.opens_at - second) == Status.PLANNED
    assert status(page.opens_at) == Status.OPEN
    assert status(page.closes_at - second) == Status.OPEN
    assert status(page.closes_at) == Status.OUTCOME_DUE
    assert status(page.closes_at + timedelta(days=84)) == Status.OVERDUE
    assert status(page.opens_at - second) == Status.PLANNED
