"""The pages on which events are made and looked after: who sees them, what they change, what they refuse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import generation
from live.errors import AlreadyBegun
from live.models import Event, Facilitator
from live.services.events import change_event, copy_event, end_event, invite_facilitator
from people.models import Notice
from tests.admin_walk import client_of
from tests.live.halls import NOW, make_event, make_poll, open_round

pytestmark = [pytest.mark.django_db]

#: Every page of the desk that shows one event.
PAGES = (
    "event",
    "event_edit",
    "event_copy",
    "event_end",
    "poster",
    "agenda",
    "agenda_choose",
    "agenda_copy",
    "cards",
    "keypad",
    "paper",
)
#: Those that decide about the event itself.
OF_OWNERS = {"event_edit", "event_copy", "invite", "uninvite"}
WRITES = ("event_edit", "event_copy", "event_end", "invite", "uninvite", "agenda_arrange", "agenda_copy", "cards")


@pytest.fixture
def event(cast):
    return make_event(cast.county, title="Rivers night", cards=12)


def details(**changes):
    plain = {
        "title": "Rivers night",
        "place": "Town hall",
        "starts_at": "2026-03-14T18:30",
        "ends_at": "2026-03-14T21:00",
        "language": "en-gb",
        "admission": "open",
        "minimum": "5",
        "has_receipts": "on",
    }
    return plain | changes


def invite(event, user):
    return Facilitator.objects.create(event=event, user=user, invited_at=NOW)


@pytest.mark.parametrize("name", PAGES)
def test_an_officer_of_the_organisation_sees_each_page(cast, event, name):
    response = client_of(cast.county_officer).get(reverse(f"live:{name}", args=[event.pk]))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("who", ["borough_officer", "outsider", "resident", "facilitator", "moderator"])
def test_for_others_no_page_is_there(cast, event, who):
    client = client_of(getattr(cast, who))
    for name in PAGES:
        assert client.get(reverse(f"live:{name}", args=[event.pk])).status_code == 404
    for name in WRITES:
        assert client.post(reverse(f"live:{name}", args=[event.pk]), details()).status_code == 404
    event.refresh_from_db()
    assert (event.ended_at, event.cards) == (None, 12)


def test_a_stranger_is_sent_to_sign_in(client, event):
    for name in (*PAGES, *WRITES):
        response = client.post(reverse(f"live:{name}", args=[event.pk]))
        assert response.status_code == 302
        assert response.url.startswith("/accounts/login/")


def test_who_is_invited_runs_that_event_and_sees_no_other(cast, event):
    make_event(cast.county, title="Budget night")
    invite(event, cast.outsider)
    client = client_of(cast.outsider)
    listing = client.get(reverse("live:events")).content.decode()
    assert "Rivers night" in listing
    assert "Budget night" not in listing
    for name in PAGES:
        expected = 404 if name in OF_OWNERS else 200
        assert client.get(reverse(f"live:{name}", args=[event.pk])).status_code == expected, name


def test_who_was_taken_back_is_out_at_the_next_request(cast, event):
    invite(event, cast.outsider)
    client = client_of(cast.outsider)
    page = reverse("live:event", args=[event.pk])
    assert client.get(page).status_code == 200
    gone = client_of(cast.county_officer).post(reverse("live:uninvite", args=[event.pk]), {"user": cast.outsider.pk})
    assert gone.status_code == 302
    assert client.get(page).status_code == 404
    assert client.get(reverse("live:events")).status_code == 404


def test_an_administrator_sees_the_events_of_all(cast, event):
    client = client_of(cast.administrator)
    assert "Rivers night" in client.get(reverse("live:events")).content.decode()
    assert client.get(reverse("live:event_edit", args=[event.pk])).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("resident", 404), ("facilitator", 200)])
def test_the_list_is_there_for_those_who_may_come_to_run_events(cast, who, status):
    assert client_of(getattr(cast, who)).get(reverse("live:events")).status_code == status


def test_the_empty_list_says_what_to_do(cast):
    assert "Make an event" in client_of(cast.county_officer).get(reverse("live:events")).content.decode()
    facilitator = client_of(cast.facilitator).get(reverse("live:events")).content.decode()
    assert "Make an event" not in facilitator
    assert "Nobody has invited you" in facilitator


def test_the_list_tells_what_goes_on_from_what_comes_and_what_was(cast):
    now = timezone.now()
    times = {"starts_at": now + timedelta(days=2), "ends_at": now + timedelta(days=2, hours=1)}
    make_event(cast.county, title="Tomorrow's", **times)
    end_event(event=make_event(cast.county, title="Yesterday's"), at=now)
    make_event(cast.county, title="Now")
    context = client_of(cast.county_officer).get(reverse("live:events")).context
    found = {name: [event.title for event, _when in context[name]] for name in ("running", "ahead", "past")}
    assert found == {"running": ["Now"], "ahead": ["Tomorrow's"], "past": ["Yesterday's"]}


@pytest.mark.parametrize("page", ["events", "event", "agenda", "agenda_copy", "paper"])
def test_a_page_takes_as_many_statements_for_three_as_for_one(cast, django_assert_num_queries, page):
    client = client_of(cast.county_officer)
    event = _grown(cast, None)
    address = reverse(f"live:{page}", args=[event.pk] if page != "events" else [])
    client.get(address)
    before = _statements(client, address)
    _grown(cast, event)
    _grown(cast, event)
    assert _statements(client, address) == before


def _statements(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def _grown(cast, event):
    """One more of everything: an event, a step, a round, a facilitator."""
    other = make_event(cast.county)
    make_poll(other)
    event = event or make_event(cast.county)
    open_round(make_poll(event))
    from tests import factories

    invite(event, factories.make_user())
    return event


# Making and changing -------------------------------------------------------------------------------------------------


def test_an_officer_makes_an_event_for_their_own_organisation(cast):
    client = client_of(cast.county_officer)
    response = client.post(reverse("live:event_make"), details(organisation=cast.county.pk))
    event = Event.objects.get()
    assert response.url == reverse("live:agenda", args=[event.pk])
    assert (event.organisation, event.created_by) == (cast.county, cast.county_officer)
    assert timezone.localtime(event.starts_at).strftime("%d %H:%M") == "14 18:30"


def test_an_officer_makes_none_for_another_organisation(cast):
    client = client_of(cast.county_officer)
    response = client.post(reverse("live:event_make"), details(organisation=cast.borough.pk))
    assert response.status_code == 400
    assert not Event.objects.exists()


def test_who_is_no_officer_makes_none(cast):
    for who in (cast.facilitator, cast.outsider):
        assert client_of(who).post(reverse("live:event_make"), details()).status_code == 404
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"minimum": "2"}, "Write 3 or more."),
        ({"minimum": ""}, "Write a number, 3 or more."),
        ({"title": ""}, "Give the event a title."),
        ({"starts_at": "next Friday"}, "Write day and time like"),
        ({"ends_at": "2026-03-14T18:30"}, "It ends before it starts."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(cast, event, wrong, words):
    before = Event.objects.values().get()
    address = reverse("live:event_edit", args=[event.pk])
    response = client_of(cast.county_officer).post(address, details(place="Somewhere else", **wrong))
    body = response.content.decode()
    assert response.status_code == 400
    assert words in body
    assert 'value="Somewhere else"' in body
    assert Event.objects.values().get() == before


def test_what_people_read_before_joining_puts_kept_pages_out_of_date(cast, event):
    client = client_of(cast.county_officer)
    address = reverse("live:event_edit", args=[event.pk])
    client.post(address, details())
    before = generation.current()
    client.post(address, details(minimum="6"))
    assert generation.current() == before
    client.post(address, details(place="The barn"))
    assert generation.current() > before


def test_once_asked_the_rules_of_voting_stay(cast, event):
    open_round(make_poll(event))
    client = client_of(cast.county_officer)
    address = reverse("live:event_edit", args=[event.pk])
    client.post(address, details(admission="card", title="Rivers"))
    event.refresh_from_db()
    assert (event.title, event.admission) == ("Rivers", "open")
    response = client.post(address, details(minimum="4"))
    assert response.status_code == 400
    assert "stays as it is" in response.content.decode()
    event.refresh_from_db()
    assert event.minimum == 5


def test_an_ended_event_keeps_all_but_what_is_said_of_it(cast, event):
    end_event(event=event, at=NOW)
    address = reverse("live:event_edit", args=[event.pk])
    client_of(cast.county_officer).post(address, details(title="Rivers", minimum="9", are_results_public="on"))
    event.refresh_from_db()
    assert (event.title, event.are_results_public, event.minimum) == ("Rivers", True, 5)


def test_a_copy_has_the_agenda_and_other_days(cast, event):
    make_poll(event)
    address = reverse("live:event_copy", args=[event.pk])
    sent = {"title": "Rivers again", "starts_at": "2026-05-01T18:00", "ends_at": "2026-05-01T20:00"}
    client_of(cast.county_officer).post(address, sent)
    copy = Event.objects.get(title="Rivers again")
    assert copy.agenda.get().question == event.agenda.get().question
    assert copy.code != event.code
    assert copy.cards == 12


def test_ending_asks_once_and_says_what_is_destroyed(cast, event):
    client = client_of(cast.county_officer)
    address = reverse("live:event_end", args=[event.pk])
    assert "is destroyed" in client.get(address).content.decode()
    event.refresh_from_db()
    assert event.ended_at is None
    client.post(address)
    event.refresh_from_db()
    assert event.is_over


def test_forms_without_their_token_are_refused(cast, event):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.county_officer)
    for name in WRITES:
        assert client.post(reverse(f"live:{name}", args=[event.pk])).status_code == 403
    event.refresh_from_db()
    assert event.ended_at is None


# Facilitators --------------------------------------------------------------------------------------------------------


def test_an_invited_person_is_told_once(cast, event):
    client = client_of(cast.county_officer)
    address = reverse("live:invite", args=[event.pk])
    for _time in range(2):
        client.post(address, {"email": "OUTSIDER@example.org"})
    assert event.facilitators.get().user == cast.outsider
    assert Notice.objects.filter(kind="facilitator").count() == 1


def test_who_was_taken_back_and_is_invited_again_is_told_again(cast, event):
    for hours in range(2):
        invitation = invite_facilitator(
            event=event, email=cast.outsider.email, by=cast.county_officer, at=NOW + timedelta(hours=hours)
        )
        invitation.delete()
    assert Notice.objects.filter(kind="facilitator").count() == 2


@pytest.mark.parametrize(("email", "words"), [("nobody@example.org", "has an account yet"), ("nobody", "such as")])
def test_who_has_no_account_is_not_invited(cast, event, email, words):
    response = client_of(cast.county_officer).post(reverse("live:invite", args=[event.pk]), {"email": email})
    assert response.status_code == 400
    body = response.content.decode()
    assert words in body
    assert f'value="{email}"' in body
    assert not event.facilitators.exists()


def test_a_facilitator_invites_nobody(cast, event):
    invite(event, cast.facilitator)
    client = client_of(cast.facilitator)
    assert client.post(reverse("live:invite", args=[event.pk]), {"email": cast.outsider.email}).status_code == 404
    assert event.facilitators.count() == 1


def test_the_header_leads_to_events_those_who_run_them(cast, event):
    invite(event, cast.outsider)
    for who, is_led in [("county_officer", True), ("outsider", True), ("resident", False)]:
        body = client_of(getattr(cast, who)).get("/my-data/").content.decode()
        assert ("/live/events/" in body) is is_led, who


def test_the_admin_leads_to_events(cast, event):
    assert "live/events/" in client_of(cast.county_officer).get(reverse("wagtailadmin_home")).content.decode()


def test_an_event_for_young_people_stays_one_once_anybody_has_joined(cast, client, event):
    officer, edit = client_of(cast.county_officer), reverse("live:event_edit", args=[event.pk])
    join = reverse("live:join", args=[event.code])

    def is_young() -> bool:
        return Event.objects.get(pk=event.pk).is_for_young_people

    for sent in ({"is_for_young_people": "on"}, {}, {"is_for_young_people": "on"}):
        assert officer.post(edit, details(**sent)).status_code == 302
        assert is_young() is bool(sent)
    client.get(join)
    assert Event.objects.get(pk=event.pk).first_joined_at is None
    client.post(join)
    assert 'name="is_for_young_people"' not in officer.get(edit).content.decode()
    assert officer.post(edit, details(title="Rivers day")).status_code == 302
    assert is_young()
    with pytest.raises(AlreadyBegun, match="stays one"):
        change_event(event=event, is_for_young_people=False)
    assert copy_event(event=Event.objects.get(pk=event.pk), at=NOW, by=None).first_joined_at is None
