"""Rankings at conferences: put on an agenda, recorded once the event has ended, kept when its votes are erased."""

from decimal import Decimal
from itertools import chain, repeat

import pytest

from actions.models import Action, ActionPlan
from actions.priorities import officer_urls, priorities_of_actions
from juries.models import ConferenceRanking
from juries.priority_reads import priorities_of_recommendations
from juries.room_errors import NotYetOver, TooFewToRank
from juries.services.priorities import put_to_event, record, record_due
from live.models import Ballot
from tests.admin_walk import client_of
from tests.juries.factories import make_jury, make_recommendation
from tests.live.halls import NOW, choices_of, make_event
from tests.live.past import end, make_round, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def jury(cast):
    return make_jury(cast.county)


def ranked(event, things, organisation, orders):
    """Put things to an event and have people put them in these orders, each given as (order, how many people)."""
    ranking = put_to_event(event=event, things=things, organisation=organisation, title="First?", at=NOW, by=None)
    ids = choices_of(ranking.poll)
    values = chain.from_iterable(repeat([ids[place] for place in order], number) for order, number in orders)
    vote(make_round(ranking.poll), list(values))
    return ranking


def test_what_a_conference_put_first_is_kept(jury, cast):
    event = make_event(cast.county)
    things = [make_recommendation(jury) for _number in range(3)]
    ranking = ranked(event, things, cast.county, [((1, 0, 2), 8), ((1, 2, 0), 4)])
    with pytest.raises(NotYetOver):
        record(ranking=ranking, at=NOW)
    assert record_due(NOW) == 0
    end(event)
    assert (record_due(NOW), record_due(NOW)) == (1, 0)
    found = priorities_of_recommendations([one.pk for one in things])
    told = [(one.place, one.of, one.people, one.points) for thing in things for one in found[thing.pk]]
    assert told == [(2, 3, 12, "1.67"), (1, 3, 12, "3.00"), (3, 3, 12, "1.33")]
    Ballot.objects.all().delete()
    event.delete()
    record(ranking=ConferenceRanking.objects.get(), at=NOW)
    assert priorities_of_recommendations([one.pk for one in things]) == found
    assert found[things[1].pk][0].event == "Annual conference"


@pytest.mark.parametrize(("people", "is_told"), [(9, False), (10, True)])
def test_fewer_than_the_public_minimum_are_not_told_of(jury, cast, people, is_told):
    event = make_event(cast.county)
    things = [make_recommendation(jury) for _number in range(2)]
    ranking = ranked(event, things, cast.county, [((0, 1), people)])
    end(event)
    recorded = record(ranking=ranking, at=NOW)
    assert recorded.recorded_at == NOW
    assert recorded.people == (people if is_told else None)
    assert bool(priorities_of_recommendations([one.pk for one in things])) is is_told
    assert (recorded.things.first().score is not None) is is_told


def test_actions_are_ranked_as_well_and_equals_share_a_place(cast):
    plan = ActionPlan.objects.create(
        title="Plan", slug="plan", lead_organisation=cast.county, created_at=NOW, published_at=NOW
    )
    things = [
        Action.objects.create(plan=plan, reference=f"A{number}", title=f"Action {number}", created_at=NOW)
        for number in range(3)
    ]
    event = make_event(cast.county)
    ranked(event, things, cast.county, [((0, 1, 2), 6), ((1, 0, 2), 6)])
    end(event)
    record_due(NOW)
    found = priorities_of_actions([one.pk for one in things])
    assert [found[one.pk][0].place for one in things] == [1, 1, 3]
    assert Decimal(found[things[0].pk][0].points) == Decimal("2.50")
    (address,) = officer_urls(plan.pk)
    assert "place 1" in client_of(cast.county_officer).get(address).content.decode()
    for stranger in (cast.borough_officer, cast.outsider):
        assert client_of(stranger).get(address).status_code in (403, 404)


def test_an_officer_puts_recommendations_to_an_event_of_their_own(jury, cast):
    things = [make_recommendation(jury) for _number in range(3)]
    draft = make_recommendation(jury, published=False)
    event, other = make_event(cast.county), make_event(cast.borough)
    client = client_of(cast.county_officer)
    page = f"/cms/juries/{jury.pk}/room/priorities/"
    sent = {"title": "Which first?", "event": event.pk, "things": [one.pk for one in things]}
    for wrong in ({"event": other.pk}, {"things": [things[0].pk]}, {"things": [things[0].pk, draft.pk]}):
        assert client.post(page, sent | wrong).status_code == 200
    assert not ConferenceRanking.objects.exists()
    assert client.post(page, sent).status_code == 302
    ranking = ConferenceRanking.objects.get()
    assert (ranking.poll.event, ranking.poll.question.kind) == (event, "ranking")
    assert next(choice.text for choice in ranking.poll.question.choices.all()) == f"1: {things[0].title}"
    assert "on the agenda; no result yet" in client.get(page).content.decode()
    with pytest.raises(TooFewToRank):
        put_to_event(event=event, things=things[:1], organisation=cast.county, title="?", at=NOW, by=None)
    assert client_of(cast.borough_officer).post(page, sent | {"event": other.pk}).status_code in (403, 404)
    assert ConferenceRanking.objects.count() == 1


def test_the_pages_of_recommendation_and_action_say_what_a_conference_put_first(jury, cast, client):
    first, second = (make_recommendation(jury) for _number in range(2))
    event = make_event(cast.county)
    ranked(event, [first, second], cast.county, [((1, 0), 12)])
    assert "The conference" not in client.get(second.get_absolute_url()).content.decode()
    end(event)
    record_due(NOW)
    words = "put this <strong>1st of 2</strong>: 12 people put them in order."
    assert words in client.get(second.get_absolute_url()).content.decode()
    assert words not in client.get(first.get_absolute_url()).content.decode()
    plan = ActionPlan.objects.create(
        title="Plan", slug="plan", lead_organisation=cast.county, created_at=NOW, published_at=NOW
    )
    things = [
        Action.objects.create(plan=plan, reference=f"A{number}", title=f"Action {number}", created_at=NOW)
        for number in range(2)
    ]
    later = make_event(cast.county)
    ranked(later, things, cast.county, [((0, 1), 12)])
    end(later)
    record_due(NOW)
    assert words in client.get(things[0].get_absolute_url()).content.decode()
    officer = client_of(cast.county_officer)
    assert "Put to a conference" in officer.get(f"/cms/plans/{plan.pk}/").content.decode()
