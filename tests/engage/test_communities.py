"""The page of a community: everything about it in one place, nothing of a closed one from inside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.rich_text import RichText

from consultations.models import ConsultationEvent
from core import generation
from engage.community_blocks import EasyReadBlocks, MediaBlocks
from engage.community_rights import grant_page
from engage.models import CommunityPage, PictureNote
from forums.models import Forum, PartnershipQuestion, Thread
from forums.services.moderating import Verdict, decide
from forums.services.scrutiny import answer_question, ask_partnership, put_question
from live.models import Event
from people.models import Notice
from people.notices import send_waiting
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
)
from tests.forums.factories import make_forum, make_member, make_thread, rule_of
from tests.juries.factories import make_jury
from tests.live.halls import make_event

pytestmark = pytest.mark.django_db


def text_of(client: Client, page: Any, end: str = "") -> str:
    response = client.get(page.url + end)
    assert response.status_code == 200
    return response.content.decode()


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


class TestFormats:
    def test_easy_read_shows_each_line_beside_its_picture(self, client: Client) -> None:
        lines = [
            ("heading", "Who we are"),
            line_item("We walk.", make_picture(alt="Two boots.")),
            line_item("We talk."),
        ]
        page = make_community_page(easy_read=lines, easy_read_file=make_file("easy.pdf"))
        assert "easy-read/" in text_of(client, page)
        text = text_of(client, page, "easy-read/")
        assert [words for words in ("Who we are", "We walk.", 'alt="Two boots."', "(PDF") if words not in text] == []
        assert "There is no easy-read version yet" in text_of(client, make_community_page(), "easy-read/")

    def test_pages_that_are_not_published_have_none(self, client: Client) -> None:
        page = make_community_page(live=False)
        for end in ("", "easy-read/", "contact/", "contact/sent/"):
            assert client.get(f"/communities/{page.slug}/{end}").status_code == 404

    def test_film_comes_with_captions_and_a_transcript(self, client: Client) -> None:
        film, captions = make_file("film.webm"), make_file("words.vtt", b"WEBVTT\n")
        page = make_community_page(media=[media_item(file=film, captions=captions)])
        text = text_of(client, page)
        assert f'<source src="{film.url}" type="video/webm">' in text
        assert f'src="{captions.url}"' in text
        assert "Hello." in text
        assert client.get(captions.url)["Content-Type"] == "text/vtt"

    @pytest.mark.parametrize(
        ("asked", "status", "body"),
        [
            ("", 200, b"0123456789"),
            ("bytes=2-4", 206, b"234"),
            ("bytes=7-", 206, b"789"),
            ("bytes=-2", 206, b"89"),
            ("bytes=8-99", 206, b"89"),
            ("bytes=9-9", 206, b"9"),
            ("bytes=10-", 416, b""),
            ("bytes=5-3", 416, b""),
            ("bytes=-0", 416, b""),
            ("lines=1-2", 200, b"0123456789"),
        ],
    )
    def test_a_player_may_begin_in_the_middle(self, client: Client, asked: str, status: int, body: bytes) -> None:
        film = make_file("film.mp4")
        make_community_page(media=[media_item(file=film)]).save_revision().publish()
        headers = {"Range": asked} if asked else {}
        response = client.get(film.url, headers=headers | {"Accept-Encoding": "gzip"})
        sent = b"".join(response.streaming_content) if response.streaming else response.content
        assert (response.status_code, sent) == (status, body)
        if status == 206:
            assert response["Content-Length"] == str(len(body))
            assert response["Content-Range"].endswith("/10")

    def test_a_film_that_nothing_public_shows_is_not_there(self, client: Client, cast: Any) -> None:
        film = make_file("film.mp4")
        make_community_page(live=False, media=[media_item(file=film)]).save_revision()
        assert client.get(film.url).status_code == 404
        assert client.get(film.url.replace("film", "other")).status_code == 404
        client.force_login(cast.county_officer)
        assert client.get(film.url).status_code == 200

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"transcript": RichText("<p> </p>")}, "transcript"),
            ({"captions": None}, "captions"),
            ({"captions": "film.mp4"}, "captions"),
            ({"file": "paper.pdf"}, "file"),
            ({"file": "song.mp3"}, "file"),
            ({"kind": "audio"}, "file"),
        ],
    )
    def test_what_somebody_could_not_follow_is_refused(self, wrong: dict[str, Any], field: str) -> None:
        right = {"file": make_file("film.mp4"), "captions": make_file("words.vtt")}
        files = {name: make_file(value) for name, value in wrong.items() if isinstance(value, str) and "." in value}
        block = MediaBlocks()
        block.clean(block.to_python(_raw(block, [media_item(**right)])))
        with pytest.raises(ValidationError) as refused:
            block.clean(block.to_python(_raw(block, [media_item(**right | wrong | files)])))
        assert field in refused.value.block_errors[0].block_errors

    def test_signed_films_and_sound_need_no_captions(self) -> None:
        block = MediaBlocks()
        items = [media_item(kind="signed", file=make_file("a.webm")), media_item(kind="audio", file=make_file("a.mp3"))]
        assert len(block.clean(block.to_python(_raw(block, items)))) == 2

    def test_a_picture_needs_words_and_a_note_that_people_agreed(self) -> None:
        block = EasyReadBlocks()
        block.clean(block.to_python(_raw(block, [line_item("We walk.", make_picture())])))
        for picture, field in ((make_picture(alt=" "), "alt_text"), (make_picture(has_note=False), "image")):
            with pytest.raises(ValidationError) as refused:
                block.clean(block.to_python(_raw(block, [line_item("We walk.", picture)])))
            assert field in refused.value.block_errors[0].block_errors["picture"].block_errors


class TestContact:
    def test_reaches_the_officers_who_lead_and_nobody_else(self, client: Client, cast: Any) -> None:
        page = make_community_page(lead=cast.county)
        response = client.post(page.url + "contact/", {"text": "The gate is stuck.", "email": "ada@post.example"})
        assert response.url == page.url + "contact/sent/"
        assert "on its way" in client.get(response.url).content.decode()
        send_waiting(at=timezone.now())
        assert [letter.to for letter in mail.outbox] == [[cast.county_officer.email]]
        assert "The gate is stuck." in mail.outbox[0].body
        assert "ada@post.example" in mail.outbox[0].body
        assert not bytes(Notice.objects.get().sealed)

    @pytest.mark.parametrize(
        "wrong",
        [{"text": " "}, {"text": "x" * 4001}, {"email": "ada"}, {"website": "https://spam.example"}, {"text": "a\x00"}],
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self, client: Client, cast: Any, wrong: Any) -> None:
        page = make_community_page(lead=cast.county)
        typed = {"text": "The gate is stuck.", "email": "ada@post.example"} | wrong
        response = client.post(page.url + "contact/", typed)
        assert response.status_code == 422
        text = response.content.decode()
        assert "There is a problem" in text
        assert typed["text"].strip() in text
        assert typed["email"] in text
        assert not Notice.objects.exists()

    def test_many_from_one_network_wait(self, client: Client, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        at = datetime(2026, 11, 20, 12, 5, tzinfo=UTC)
        monkeypatch.setattr("engage.community_views.timezone.now", lambda: at)
        page = make_community_page(lead=cast.county)
        sent = [client.post(page.url + "contact/", {"text": f"Message {number}"}).status_code for number in range(11)]
        assert sent == [302] * 10 + [429]
        refused = client.post(page.url + "contact/", {"text": "One more"})
        assert "One more" in refused.content.decode()
        assert client.post(page.url + "contact/", {"text": "x"}, REMOTE_ADDR="192.0.2.7").status_code == 302
        monkeypatch.setattr("engage.community_views.timezone.now", lambda: at + timedelta(hours=1))
        assert client.post(page.url + "contact/", {"text": "Later"}).status_code == 302

    def test_where_nobody_listens_there_is_no_form_and_what_was_sent_is_kept(self, client: Client) -> None:
        page = make_community_page()
        assert "<textarea" not in text_of(client, page, "contact/")
        response = client.post(page.url + "contact/", {"text": "The gate is stuck."})
        assert response.status_code == 422
        assert "The gate is stuck." in response.content.decode()


class TestRights:
    def test_the_leading_bodys_officers_edit_it_and_nobody_elses(self, client: Client, cast: Any) -> None:
        page = make_community_page(lead=cast.county)
        answers = {}
        for name in ("county_officer", "borough_officer", "moderator", "outsider", "administrator"):
            client.force_login(getattr(cast, name))
            answers[name] = client.get(f"/cms/pages/{page.pk}/edit/").status_code
        assert answers == {
            "county_officer": 200,
            "borough_officer": 404,
            "moderator": 403,
            "outsider": 403,
            "administrator": 200,
        }

    def test_they_follow_who_leads(self, client: Client, cast: Any) -> None:
        page = make_community_page(lead=cast.county)
        client.force_login(cast.administrator)
        community = page.community
        response = client.post(
            f"/cms/communityofinterest/edit/{community.pk}/",
            {
                "name": community.name,
                "slug": community.slug,
                "description": "",
                "lead_organisation": cast.borough.pk,
                "lead_role": "Walks officer",
                "lead_officer": "",
            },
        )
        assert response.status_code == 302
        client.force_login(cast.borough_officer)
        assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
        client.force_login(cast.county_officer)
        assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 404
        community.lead_organisation = None
        community.save()
        grant_page(page)
        client.force_login(cast.borough_officer)
        assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 404

    def test_the_editor_offers_no_other_bodys_drafts(self, client: Client, cast: Any) -> None:
        page = make_community_page(lead=cast.county)
        make_plan(cast.borough, title="Borough draft", published_at=None)
        make_event(cast.borough, title="Borough event")
        make_plan(cast.county, title="County draft", published_at=None)
        client.force_login(cast.county_officer)
        text = client.get(f"/cms/pages/{page.pk}/edit/").content.decode()
        assert "County draft" in text
        assert "Borough draft" not in text
        assert "Borough event" not in text


class TestPictureLibrary:
    def test_a_picture_keeps_its_licence_and_who_agreed(self, client: Client, cast: Any) -> None:
        picture = make_picture(has_note=False)
        client.force_login(cast.administrator)
        url = f"/cms/images/{picture.pk}/"
        values = {"title": "A bridge", "collection": picture.collection_id, "tags": "rivers", "description": "A bridge"}
        focal = {f"focal_point_{name}": "" for name in ("x", "y", "width", "height")}
        half = client.post(url, values | focal | {"licence": "County council", "consent": ""})
        assert "Say who is in it" in half.content.decode()
        assert not PictureNote.objects.exists()
        note = {"licence": "County council", "consent": "Two walkers; forms with the paths team"}
        assert client.post(url, values | focal | note).status_code == 302
        assert PictureNote.objects.get().consent == note["consent"]
        assert note["consent"] in client.get(url).content.decode()
        assert client.post(url, values | focal | {"licence": "", "consent": ""}).status_code == 302
        assert not PictureNote.objects.exists()

    def test_the_chooser_finds_by_tag(self, client: Client, cast: Any) -> None:
        tagged, other = make_picture("A footbridge"), make_picture("A library")
        tagged.tags.add("rivers")
        client.force_login(cast.county_officer)
        text = client.get("/cms/images/chooser/results/?tag=rivers").content.decode()
        assert tagged.title in text
        assert other.title not in text


def _hours(ahead: int) -> dict[str, datetime]:
    starts_at = timezone.now() + timedelta(hours=ahead)
    return {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}


def _now() -> datetime:
    return timezone.now()


def _raw(block: Any, items: list[Any]) -> Any:
    """Return what is stored of these items, as the editor's form makes it."""
    return block.get_prep_value(block.normalize(items))
