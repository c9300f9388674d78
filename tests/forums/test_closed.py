"""Nobody outside a closed community learns that a thread exists: by no address, count, search, letter or work."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.models import Member, PartnershipQuestion, Picture, Post
from forums.reads.subjects import find_subject
from forums.services.appeals import appeal, suspend
from forums.services.joining import admit, join, leave
from forums.services.linking import link_subject
from forums.services.moderating import Verdict, decide
from forums.services.own_posts import save_draft
from forums.services.picturing import add_picture
from forums.services.reminding import remind_bodies
from forums.services.reporting import report_post
from forums.services.scrutiny import answer_question, ask_partnership, put_question
from forums.services.telling import send_letters
from people.models import CommunityOfInterest, Notice
from people.notices import letter_of
from people.roles import Role
from people.services import give_role
from people.voices import Kind
from tests import factories
from tests.actions.plans import make_action, make_plan
from tests.engage.communities import make_community_page
from tests.forums.addresses import all_addresses
from tests.forums.factories import make_forum, make_member, make_thread, reply, rule_of
from tests.forums.test_pages import shown, signed_in
from tests.forums.test_pictures import drawn

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


@pytest.fixture
def everywhere(cast, closed, open_forum, settings, tmp_path):
    """The closed community with all that can hang on its talk; who leads it leads it, and its page is public."""
    settings.FORUM_PICTURES = tmp_path / "pictures"
    at, member = timezone.now(), Member.objects.get(display_name="Hidden Otter")
    CommunityOfInterest.objects.filter(pk=closed.community_id).update(lead_officer=cast.county_officer)
    make_community_page(closed.community, lead=cast.county)
    make_community_page(open_forum.community, lead=cast.borough)
    action, consultation = make_action(make_plan(cast.county)), factories.make_consultation(cast.county)
    for title, kind, pk in (("on it", Kind.ACTION, action.pk), ("to say", Kind.CONSULTATION, consultation.pk)):
        link_subject(thread=make_thread(member, f"Hidden title {title}"), subject=find_subject(kind.value, pk))
    save_draft(member=member, thread=None, title="Hidden title of a draft", source="hidden words", at=at)
    pictured = SimpleUploadedFile("ramp.jpg", drawn(), content_type="image/jpeg")
    add_picture(member=member, thread=None, sent=pictured, alt="hidden words", at=at)
    Picture.objects.update(draft=None, post=Post.objects.filter(member=member).first())
    last = reply(make_thread(member, "Hidden title of what was removed"), member, "hidden words")
    report_post(post=last, reason="other", words="hidden reason", network="n", at=at)
    verdict = Verdict("remove", rule_of(closed), "hidden reason")
    appeal(act=decide(post=last, verdict=verdict, by=cast.moderator, at=at), member=member, words="hidden words", at=at)
    return {"action": action, "consultation": consultation, "picture": Picture.objects.get()}


def strangers(cast, closed):
    """Everybody who is outside, by what they are. Whoever left is paused besides."""
    at, left, refused, elsewhere, moderator = timezone.now(), *(factories.make_user() for _number in range(4))
    member = make_member(closed, left, "Gone")
    suspend(member=member, until=at + timedelta(days=1), rule=rule_of(closed), reason="No", by=cast.moderator, at=at)
    leave(member=member, at=at)
    admit(member=join(forum=closed, user=refused, name="Refused", at=at), is_let_in=False, by=cast.moderator, at=at)
    join(forum=closed, user=cast.borough_officer, organisation=cast.borough, role="Officer", at=at)
    make_member(make_forum(is_closed=True), elsewhere, "Elsewhere")
    give_role(user=moderator, role=Role.MODERATOR)
    people = {"officer of another body, at the door": cast.borough_officer, "left": left, "refused": refused}
    people |= {"in another closed one": elsewhere, "moderator of open ones": moderator}
    people |= {"leads it": cast.county_officer, "administrator": cast.administrator}
    return {"nobody": Client()} | {name: signed_in(user) for name, user in people.items()}


def told(response):
    """Return all that an answer tells, headers too."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers} {content.decode(errors='replace')}".lower()


#: What differs from one person to another is asked by all; the rest of the site by nobody, what officers have by an
#: administrator, who sees most.
NEAR = re.compile(r"/(forums|asked|talk|whats-new|communities|forum-pictures)/")
DESKS = re.compile(
    r"/cms/(|forums/.*|reports/.*|pages/search/.*|snippets/.*|people/.*|users/.*|groups/.*|.*history.*)$"
)


def test_no_address_of_the_site_tells_any_stranger(cast, closed, open_forum, everywhere):
    action, consultation = everywhere["action"], everywhere["consultation"]
    planted = {
        "slug": [closed.community.slug],
        "number": [1],
        "code": [PartnershipQuestion.objects.get().code],
        "plans slug": [action.plan.slug],
        "plans reference": [action.reference],
        "asked slug": [cast.county.slug],
        "consultations organisation": [cast.county.slug],
        "consultations slug": [consultation.slug],
        "forum-pictures token": [everywhere["picture"].token],
        "talk kind": [kind.value for kind in Kind],
        "talk pk": {action.pk, consultation.pk},
    }
    site = [url for url in all_addresses(planted) if not url.startswith("/cms/")]
    office = [url for url in all_addresses(planted, anything=()) if DESKS.match(url)]
    near = [url for url in site if NEAR.match(url)]
    near += ["/forums/?q=hidden", f"{closed.get_absolute_url()}?q=hidden"]
    assert (len(near) > 50, len(site) > 200, len(office) > 20) == (True, True, True)
    more = {"nobody": site, "administrator": office, "leads it": [url for url in office if "forums" in url]}
    people = strangers(cast, closed)
    leaks = []
    for name, client in people.items():
        for url in [*near, *more.get(name, [])]:
            response = client.get(url)
            answer = told(response)
            assert response.status_code < 500, (name, url)
            leaks += [(name, url, secret) for secret in SECRETS if secret.lower() in answer]
    assert leaks == []
    inside = signed_in(cast.resident)
    seen = [url for url in near if "hidden" in told(inside.get(url))]
    assert len(seen) > 20  # there is something to leak


def test_no_letter_names_it(cast, closed, everywhere):
    members = Member.objects.filter(forum=closed)
    make_member(closed, cast.facilitator, "Reader")
    put = PartnershipQuestion.objects.get()
    for notices, wait in (("at_once", timedelta(minutes=10)), ("daily", timedelta(days=1))):
        members.update(notices=notices)
        assert send_letters(at=timezone.now() + wait) > 0
    assert remind_bodies(at=timezone.now()) == 1
    answer_question(question=put, by=cast.county_officer, role="Officer", answer="In March", at=timezone.now())
    suspend(
        member=members.first(),
        until=timezone.now() + timedelta(days=1),
        rule=rule_of(closed),
        reason="hidden reason",
        by=cast.moderator,
        at=timezone.now(),
    )
    kinds = set()
    for notice in Notice.objects.all():
        letter = letter_of(notice)
        kinds.add(notice.kind)
        said = f"{letter.subject} {letter.body} {letter.leave_url}".lower()
        for secret in (*SECRETS, "quiet circle", closed.community.slug):
            assert secret.lower() not in said
        assert closed.community.slug not in f"{notice.kind} {notice.key} {notice.about}"
    assert kinds >= {"forum-door", "forum-removed", "forum-paused", "forum-at-once", "forum-daily"}
