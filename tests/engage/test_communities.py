"""The page of a community: everything about it in one place, nothing of a closed one from inside."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.rich_text import RichText

from consultations.models import ConsultationEvent
from core import generation
from engage.models import CommunityPage
from forums.models import Forum, PartnershipQuestion, Thread
from forums.services.moderating import Verdict, decide
from forums.services.scrutiny import answer_question, ask_partnership, put_question
from live.models import Event
from tests import factories
from tests.actions.plans import make_action, make_plan
from tests.engage.communities import (
    day_item,
    line_item,
    make_community_index,
    make_community_page,
    make_file,
    make_picture,
    media_item,
    news_item,
    page_of_forum,
    text_of,
)
from tests.forums.factories import make_forum, make_member, make_thread, rule_of
from tests.juries.factories import make_jury
from tests.live.halls import make_event

pytestmark = pytest.mark.django_db


def put(forum: Forum, title: str, body: Any, *, at: datetime, moderator: Any) -> PartnershipQuestion:
    """A question of an open forum that a body owes an answer to."""
    member = make_member(forum)
    thread = make_thread(member, title)
    question = ask_partnership(thread=thread, member=member, organisation=body, title=title, at=at)
    return put_question(question=question, by=moderator, at=at) or question


class TestWhatItShows:
    def test_everything_that_stands_about_a_community(self, client: Client, cast: Any) -> None:
        forum = make_forum("Carers", moderator=cast.moderator, answer_days=10)
        make_thread(make_member(forum), "Ramps at the library")
        asked = timezone.now() - timedelta(days=15)
        put(forum, "When will it be raised?", cast.county, at=asked, moderator=cast.moderator)
        answered = put(forum, "Who sweeps the path?", cast.county, at=asked, moderator=cast.moderator)
        action = make_action(make_plan(cast.county), title="Sweep it", owner=cast.county)
        officer = cast.county_officer
        answer_question(
            question=answered, by=officer, role="Paths", answer="We do.", actions=[action], at=timezone.now()
        )
        consultation = factories.make_consultation(cast.borough, title="Paths by rivers")
        consultation.communities.add(forum.community)
        consultation.save()
        jury, plan = make_jury(cast.county, title="A jury of carers"), make_plan(cast.county, title="A plan for carers")
        event = make_event(cast.county, title="In the hall", **_hours(30))
        page = page_of_forum(
            forum,
            lead=cast.county,
            summary="People who look after somebody.",
            who_for="<p>Anybody who cares.</p>",
            body=[("heading", "How it began"), ("text", RichText("<p>In a kitchen.</p>")), ("picture", make_picture())],
            news=[news_item("The first year"), news_item("Not yet", days_ago=-2)],
            days=[day_item("Forum day"), day_item("Long past", hours=-72)],
            juries=[jury],
            plans=[plan],
            events=[event],
        )
        text = text_of(client, page)
        shown = [
            *("People who look after somebody.", "Anybody who cares.", "How it began", "In a kitchen."),
            *("A bridge over a river.", "The first year", "Forum day", "The mill", "In the hall"),
            *("Ramps at the library", "When will it be raised?", "waits since 15 days", "5 days late"),
            *("Who sweeps the path?", "Sweep it", "Paths by rivers", "A jury of carers", "A plan for carers"),
            *("Paths officer", "County Council", "Join this community", "Open community"),
        ]
        assert [words for words in shown if words not in text] == []
        assert [words for words in ("Long past", "Not yet", officer.email) if words in text] == []

    def test_what_is_not_public_stays_away(self, client: Client, cast: Any) -> None:
        forum = make_forum()
        draft = factories.make_consultation(cast.county, title="Secret consultation", live=False)
        draft.communities.add(forum.community)
        draft.save()
        page = page_of_forum(
            forum,
            juries=[make_jury(cast.county, title="Secret jury", live=False)],
            plans=[make_plan(cast.county, title="Secret plan", published_at=None)],
        )
        assert "Secret" not in text_of(client, page)

    def test_events_of_its_consultations_are_those_anybody_may_come_to(self, client: Client, cast: Any) -> None:
        forum, at = make_forum(), timezone.now()
        consultation = factories.make_consultation(cast.county)
        consultation.communities.add(forum.community)
        consultation.save()
        for title, admission in (("Come all", Event.Admission.OPEN), ("By card alone", Event.Admission.CARD)):
            event = make_event(cast.county, title=title, admission=admission, **_hours(20))
            ConsultationEvent.objects.create(consultation=consultation, event=event, linked_at=at)
        ended = make_event(cast.county, title="It is over", **_hours(20))
        Event.objects.filter(pk=ended.pk).update(ended_at=at)
        text = text_of(client, page_of_forum(forum, events=[ended]))
        assert "Come all" in text
        assert "By card alone" not in text
        assert "It is over" not in text

    def test_without_anything_it_says_what_would_be_there(self, client: Client) -> None:
        text = text_of(client, make_community_page())
        assert "No partner has been named yet" in text
        assert "No event has a date yet" in text
        assert "Nothing has been asked of this community yet" in text
        assert "Join this community" not in text

    def test_a_member_finds_the_way_in_and_the_way_out(self, client: Client, cast: Any) -> None:
        forum = make_forum()
        page = page_of_forum(forum)
        make_member(forum, cast.resident)
        client.force_login(cast.resident)
        text = text_of(client, page)
        assert f"/forums/{forum.community.slug}/yours/" in text
        assert "Join this community" not in text

    def test_its_forum_leads_back_to_it(self, client: Client) -> None:
        for is_closed in (False, True):
            forum = make_forum(is_closed=is_closed)
            page = page_of_forum(forum)
            assert f'href="{page.get_url()}"' in text_of(client, forum)
            page.unpublish()
            assert f'href="{page.get_url()}"' not in text_of(client, forum)


class TestClosed:
    def test_nobody_outside_learns_anything_from_inside(self, client: Client, cast: Any) -> None:
        forum = make_forum("Quiet", is_closed=True, moderator=cast.moderator)
        page = page_of_forum(forum, lead=cast.county)
        index = make_community_index()
        empty, listed = text_of(client, page), text_of(client, index)
        member = make_member(forum, cast.resident)
        thread = make_thread(member, "Something private")
        question = ask_partnership(thread=thread, member=member, organisation=cast.county, title="Private?", at=_now())
        put_question(question=question, by=cast.moderator, public_title="In public words", at=_now())
        outside = Client()
        outside.force_login(cast.outsider)
        for who in (client, outside):
            assert "Ask to be let in" in text_of(who, page)
            for secret in ("Something private", "Private?", "In public words", "Last post"):
                assert secret not in text_of(who, page)
                assert secret not in text_of(who, index)
        assert text_of(client, page) == empty
        assert text_of(client, index) == listed

    def test_its_members_see_the_latest(self, client: Client, cast: Any) -> None:
        forum = make_forum(is_closed=True)
        make_thread(make_member(forum, cast.resident), "Something private")
        page = page_of_forum(forum)
        client.force_login(cast.resident)
        assert "Something private" in text_of(client, page)

    def test_what_was_asked_while_it_was_closed_stays_apart_when_it_opens(self, client: Client, cast: Any) -> None:
        forum = make_forum(is_closed=True, moderator=cast.moderator)
        member = make_member(forum)
        thread = make_thread(member, "Private")
        question = ask_partnership(thread=thread, member=member, organisation=cast.county, title="Private?", at=_now())
        put_question(question=question, by=cast.moderator, public_title="In public words", at=_now())
        Thread.objects.all().update(public_count=0)
        forum.is_closed = False
        forum.save()
        assert "In public words" not in text_of(client, page_of_forum(forum))

    def test_closing_it_or_removing_a_thread_puts_kept_pages_out_of_date(self, cast: Any) -> None:
        forum = make_forum(moderator=cast.moderator)
        thread = make_thread(make_member(forum), "Unkind")
        before = generation.current()
        verdict = Verdict("remove", rule=rule_of(forum), reason="It is about somebody")
        decide(post=thread.posts.get(), verdict=verdict, by=cast.moderator, at=_now())
        removed = generation.current()
        forum.is_closed = True
        forum.save()
        assert before < removed < generation.current()


class TestIndex:
    def test_lists_each_community_once_with_its_latest_where_it_is_open(self, client: Client) -> None:
        open_one, closed, alone = (
            make_forum("Open ones"),
            make_forum("Closed ones", is_closed=True),
            make_forum("Alone"),
        )
        for forum in (open_one, closed, alone):
            make_thread(make_member(forum))
        page_of_forum(open_one, summary="For all.", picture=make_picture(), picture_alt="A bridge.")
        page_of_forum(closed)
        hidden = make_community_page(live=False)
        text = text_of(client, make_community_index())
        assert text.count("Last post:") == 2
        assert text.count("Members alone read it") == 1
        assert text.count('alt="A bridge."') == 1
        assert f'href="/forums/{alone.community.slug}/"' in text
        assert hidden.title not in text

    def test_empty(self, client: Client) -> None:
        assert "No community has its page yet" in text_of(client, make_community_index())


class TestStatements:
    def test_three_of_everything_cost_what_one_costs(self, client: Client, cast: Any) -> None:
        pages = [self.full(cast, number) for number in (1, 3)]
        index = make_community_index()
        counts = []
        for url in (*(page.url for page in pages), *(page.url + "easy-read/" for page in pages)):
            client.get(url)
            with CaptureQueriesContext(connection) as context:
                assert client.get(url).status_code == 200
            counts.append(len(context))
        assert counts[0] == counts[1] <= 50
        assert counts[2] == counts[3] <= 14
        client.get(index.url)
        with CaptureQueriesContext(connection) as two:
            client.get(index.url)
        for _number in range(3):
            page_of_forum(make_forum(), picture=make_picture(), picture_alt="A bridge.")
        client.get(index.url)
        with CaptureQueriesContext(connection) as five:
            client.get(index.url)
        assert len(two) == len(five) <= 14

    def full(self, cast: Any, number: int) -> CommunityPage:
        """Return the page of a community that has this many of everything."""
        forum = make_forum(moderator=cast.moderator)
        for place in range(number):
            make_thread(make_member(forum), f"Thread {place}")
            put(forum, f"Owed {place}", cast.county, at=_now(), moderator=cast.moderator)
            answered = put(forum, f"Answered {place}", cast.county, at=_now(), moderator=cast.moderator)
            action = make_action(make_plan(cast.county), owner=cast.county)
            values = {"role": "Paths", "answer": "Yes.", "actions": [action], "at": _now()}
            answer_question(question=answered, by=cast.county_officer, **values)
            consultation = factories.make_consultation(cast.county)
            consultation.communities.add(forum.community)
            consultation.save()
        return page_of_forum(
            forum,
            lead=cast.county,
            picture=make_picture(),
            picture_alt="A bridge.",
            body=[("picture", make_picture()) for _place in range(number)],
            news=[news_item(f"News {place}", picture=make_picture()) for place in range(number)],
            days=[day_item(f"Day {place}") for place in range(number)],
            easy_read=[line_item("Easy", make_picture()) for _place in range(number)],
            media=[
                media_item(file=make_file("film.webm"), captions=make_file("words.vtt")) for _place in range(number)
            ],
            juries=[make_jury(cast.county) for _place in range(number)],
            plans=[make_plan(cast.county) for _place in range(number)],
            events=[make_event(cast.county, **_hours(9)) for _place in range(number)],
        )

    def test_the_page_is_the_same_for_all_without_a_cookie(self, client: Client) -> None:
        response = client.get(page_of_forum(make_forum()).url)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def _hours(ahead: int) -> dict[str, datetime]:
    starts_at = timezone.now() + timedelta(hours=ahead)
    return {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}


def _now() -> datetime:
    return timezone.now()
