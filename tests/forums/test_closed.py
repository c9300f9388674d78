"""Nobody outside a closed community learns that a thread exists: by no address, count, search, letter or work."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.models import Member, PartnershipQuestion
from forums.services.joining import join, leave
from forums.services.scrutiny import answer_question, ask_partnership, put_question
from people.models import Notice
from people.notices import letter_of
from tests.forums.factories import make_forum, make_member, make_thread, reply
from tests.forums.test_pages import shown, signed_in

pytestmark = pytest.mark.django_db
#: What only members may come across.
SECRETS = ("Hidden title", "hidden words", "Hidden Otter", "hidden question", "hidden reason")


@pytest.fixture
def closed(cast):
    """A closed community with everything in it that could leak."""
    forum = make_forum("Quiet circle", is_closed=True, moderator=cast.moderator, supporters_needed=1)
    member = make_member(forum, cast.resident, "Hidden Otter")
    thread = make_thread(member, "Hidden title", "hidden words, see #1")
    reply(thread, member, "hidden words again")
    question = ask_partnership(
        thread=thread,
        member=member,
        organisation=cast.county,
        title="hidden question",
        text="hidden reason",
        at=timezone.now(),
    )
    put_question(question=question, by=cast.moderator, public_title="Are ramps planned?", at=timezone.now())
    return forum


@pytest.fixture
def open_forum(cast):
    """An open one whose posts name threads of the closed one."""
    forum = make_forum()
    member = make_member(forum, cast.young_person)
    make_thread(member, "Open", "See community-x#1")
    return forum


def addresses(forum, number=1):
    base = f"/forums/{forum.community.slug}/threads/{number}/"
    inside = [base, *(f"{base}{end}" for end in ("follow/", "ask/", "support/", "put/", "arrange/"))]
    inside += [f"{base}posts/1/", *(f"{base}posts/1/{end}" for end in ("edit/", "delete/", "report/"))]
    return [*inside, *(f"/forums/{forum.community.slug}/{end}" for end in ("new/", "queue/", "rules/", "log/"))]


def outsiders(cast, closed):
    """A stranger, an outsider, officers, an administrator, one who waits at the door, one who left."""
    join(forum=closed, user=cast.borough_officer, organisation=cast.borough, role="Officer", at=timezone.now())
    gone = make_member(closed, cast.facilitator, "Gone")
    leave(member=gone, at=timezone.now())
    people = (cast.outsider, cast.county_officer, cast.borough_officer, cast.administrator, cast.facilitator)
    return [Client(), *(signed_in(person) for person in people)]


def test_every_address_is_as_if_it_were_not_there(cast, closed):
    clients = outsiders(cast, closed)
    for client in clients:
        for url in addresses(closed):
            there, nowhere = client.get(url), client.get(url.replace("/threads/1/", "/threads/99/"))
            assert there.status_code in {302, 404, 405}, url
            assert (there.status_code, there.headers.get("Location", "").partition("?")[0]) == (
                nowhere.status_code,
                nowhere.headers.get("Location", "").partition("?")[0],
            )
            sent = client.post(url, {"source": "x", "action": "support", "reason": "rules"})
            assert sent.status_code in {302, 404, 405}, url
            for secret in SECRETS:
                assert secret.lower() not in shown(there).lower()
    assert Member.objects.get(display_name="Hidden Otter").posts.count() == 2
    inside = signed_in(cast.resident)
    assert "hidden words" in shown(inside.get(addresses(closed)[0]))  # there is something to leak


def test_no_list_search_or_count_tells_of_it(cast, closed, open_forum):
    for client in outsiders(cast, closed):
        pages = ["/forums/", "/forums/?q=hidden", f"{closed.get_absolute_url()}?q=hidden", closed.get_absolute_url()]
        for url in pages:
            said = shown(client.get(url)).lower()
            assert not [secret for secret in SECRETS if secret.lower() in said], url
            assert not re.search(r"\d+ (post|thread|member|supporter|with something new)", said), url
    assert "Found" in shown(signed_in(cast.resident).get("/forums/?q=hidden"))


def test_an_address_in_it_costs_an_outsider_the_same_as_one_that_never_was(cast, closed):
    statements = {}
    for client in (Client(), signed_in(cast.outsider)):
        for name, url in {
            "there": addresses(closed)[0],
            "no thread": addresses(closed, 99)[0],
            "no forum": "/forums/nowhere/threads/1/",
        }.items():
            client.get(url)
            with CaptureQueriesContext(connection) as context:
                assert client.get(url).status_code == 404
            statements[name] = [re.sub(r"'[^']*'|\b\d+\b", "?", one["sql"]) for one in context]
        assert statements["there"] == statements["no thread"] == statements["no forum"]


def test_a_mention_is_a_link_for_members_alone(cast, closed):
    forum = make_forum()
    make_member(forum, cast.resident, "Otter")
    thread = make_thread(Member.objects.get(display_name="Otter"), "Open", f"See {closed.community.slug}#1 and #1")
    link = f'href="/forums/{closed.community.slug}/threads/1/"'
    assert link in signed_in(cast.resident).get(thread.get_absolute_url()).content.decode()
    for client in (Client(), signed_in(cast.outsider)):
        page = client.get(thread.get_absolute_url()).content.decode()
        assert link not in page
        assert "Hidden" not in page


def test_only_the_approved_text_of_its_question_goes_out_and_the_answer_comes_back(cast, closed):
    question = PartnershipQuestion.objects.get()
    url = question.get_absolute_url()
    page = shown(Client().get(url))
    assert "Are ramps planned?" in page
    for secret in (*SECRETS, "Quiet circle", closed.community.slug, "supporter"):
        assert secret.lower() not in page.lower()
    answer_question(question=question, by=cast.county_officer, role="Officer", answer="In March", at=timezone.now())
    assert "In March" in shown(signed_in(cast.resident).get(addresses(closed)[0]))
    assert "Quiet" not in shown(Client().get(url))


def test_no_letter_names_it(cast, closed):
    for notice in Notice.objects.all():
        letter = letter_of(notice)
        said = f"{letter.subject} {letter.body} {letter.leave_url}".lower()
        for secret in (*SECRETS, "quiet circle", closed.community.slug):
            assert secret.lower() not in said
