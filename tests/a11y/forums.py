"""The forums: communities, threads, questions to bodies, the moderators' queue."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from actions.models import Action
from forums.models import Act, Forum, Member, Moderator, PartnershipQuestion, Post, Support, Thread
from forums.permissions import bodies_of
from forums.reads.subjects import find_subject
from forums.services.joining import choose_notices, join
from forums.services.keeping import open_forum, record_assessment
from forums.services.linking import link_subject
from forums.services.moderating import Verdict, decide
from forums.services.posting import add_post, start_thread
from forums.services.reporting import report_post
from forums.services.scrutiny import answer_question, ask_partnership, put_question
from forums.services.telling import leave_url
from people.models import CommunityOfInterest, Organisation, User
from tests.a11y.address import Address
from tests.journeys import inside
from tests.sites import LiveSite

RESIDENT = "resident@engage.example"
OFFICER = "county@engage.example"
SLUG = "river-walkers"
CLOSED = "quiet-walkers"


def community(slug: str, *, is_closed: bool = False) -> Forum:
    """Return a community with its forum, made on first use; the officer moderates it."""
    officer = User.objects.get(email=OFFICER)
    found, _is_new = CommunityOfInterest.objects.get_or_create(
        slug=slug, defaults={"name": slug.replace("-", " ").capitalize(), "description": "People who walk by rivers."}
    )
    at = timezone.now() - timedelta(days=2)
    forum = open_forum(community=found, is_closed=is_closed, by=officer, at=at, supporters_needed=2)
    Moderator.objects.get_or_create(forum=forum, user=officer, defaults={"since": at})
    return forum


def person(forum: Forum, email: str, name: str) -> tuple[Member, User]:
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    body = next(iter(bodies_of(user)), None)
    role = "Policy officer" if body else ""
    member = join(forum=forum, user=user, name=name, organisation=body, role=role, at=timezone.now())
    choose_notices(member=member, notices=Member.Notices.NEVER)
    return member, user


def talk() -> Thread:
    """A thread with all kinds of posts, whose question is answered."""
    forum = community(SLUG)
    found = Thread.objects.filter(forum=forum).order_by("pk").first()
    if found is not None:
        return found
    forum.first_posts_wait = 0
    forum.save()
    at = timezone.now() - timedelta(minutes=20)
    (heron, heron_user), (otter, otter_user) = (
        person(forum, "heron@post.example", "Heron"),
        person(forum, RESIDENT, "Otter"),
    )
    words = "The path by the **mill** floods.\n\n- in winter\n- after rain\n\n> It always did"
    thread = start_thread(
        forum=forum, member=heron, user=heron_user, title="The path by the mill", source=words, at=at
    ).thread
    mine = add_post(thread=thread, member=otter, user=otter_user, source="See #1. [A map](https://example.org)", at=at)
    gone = add_post(thread=thread, member=heron, user=heron_user, source="Something unkind", at=at)
    add_post(thread=thread, member=otter, user=otter_user, source="Ring me on 07700 900123", at=timezone.now())
    officer = User.objects.get(email=OFFICER)
    rule = forum.rules.first()
    decide(post=gone, verdict=Verdict("remove", rule=rule, reason="It is about somebody"), by=officer, at=at)
    decide(post=mine, verdict=Verdict("keep"), by=officer, at=at)
    report_post(post=mine, reason="other", words="The map is wrong", network="192.0.2.1", at=timezone.now())
    question = ask_partnership(
        thread=thread, member=heron, organisation=bodies_of(officer)[0], title="When will it be raised?", at=at
    )
    put_question(question=question, by=officer, at=at)
    record_assessment(
        forum=forum,
        kind="illegal",
        made_on=at.date(),
        review_on=at.date() + timedelta(days=365),
        made_by_role="Policy team",
        conclusion="The risk is low: posts of newcomers wait.",
        by=officer,
    )
    return thread


def in_thread(end: str = "") -> str:
    return talk().get_absolute_url() + end


def answered() -> str:
    thread = talk()
    officer = User.objects.get(email=OFFICER)
    if thread.question.state == "put":
        answer_question(
            question=thread.question, by=officer, role="Head of paths", answer="In March.", at=timezone.now()
        )
    return thread.question.get_absolute_url()


def waiting_question() -> Thread:
    """A thread of the resident's whose question looks for supporters."""
    forum = talk().forum
    found = Thread.objects.filter(forum=forum, title="Benches").first()
    if found is not None:
        return found
    member, user = person(forum, RESIDENT, "Otter")
    thread = start_thread(
        forum=forum, member=member, user=user, title="Benches", source="Where?", at=timezone.now()
    ).thread
    ask_partnership(
        thread=thread, member=member, organisation=Organisation.objects.first(), title="Benches?", at=timezone.now()
    )
    return thread


def plain_thread() -> str:
    """A thread of the resident's, new enough to be changed."""
    forum = talk().forum
    member, user = person(forum, RESIDENT, "Otter")
    title = "Stiles"
    found = Thread.objects.filter(forum=forum, title=title).first()
    thread = (
        found
        or start_thread(forum=forum, member=member, user=user, title=title, source="Too high", at=timezone.now()).thread
    )
    Post.objects.filter(thread=thread).update(written_at=timezone.now())
    return thread.get_absolute_url()


def said_about() -> str:
    """The talk about a promise, on which the thread by the mill hangs."""
    action = Action.objects.filter(plan__published_at__isnull=False).earliest("pk")
    link_subject(thread=talk(), subject=find_subject("action", action.pk))
    return f"/talk/action/{action.pk}/"


def about_a_promise() -> str:
    said_about()
    return Action.objects.filter(plan__published_at__isnull=False).earliest("pk").get_absolute_url()


def door() -> str:
    return community(CLOSED, is_closed=True).get_absolute_url()


def own_page() -> str:
    """The resident's page, with a post that was removed."""
    forum = talk().forum
    if not Act.objects.filter(kind="remove", member__display_name="Otter").exists():
        member, user = person(forum, RESIDENT, "Otter")
        post = add_post(thread=talk(), member=member, user=user, source="Buy my boots", at=timezone.now())
        verdict = Verdict("remove", rule=forum.rules.last(), reason="Nothing is sold here.")
        decide(post=post, verdict=verdict, by=User.objects.get(email=OFFICER), at=timezone.now())
    return f"/forums/{SLUG}/yours/"


def in_forum(end: str) -> str:
    return talk().forum.get_absolute_url() + end


def letters() -> str:
    return leave_url(User.objects.get(email=RESIDENT).pk).partition("//")[2].partition("/")[2].join(["/", ""])


def send_empty(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Send your post").click()
    expect(page.get_by_text("Write something first.").first).to_be_visible()


def report_it(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def support_too_late(page: Page, site: LiveSite) -> None:
    """Press the button to support a question that was taken back while one read it."""
    button = page.get_by_role("button", name="Support this question")
    expect(button).to_be_visible()
    with inside(site):
        PartnershipQuestion.objects.filter(thread__title="Benches").update(state="taken_back")
    button.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This was not done")


def unsupported() -> str:
    """The thread of a question that the resident does not support."""
    thread = waiting_question()
    PartnershipQuestion.objects.filter(thread=thread).update(state="gathering")
    Support.objects.filter(question__thread=thread).delete()
    return thread.get_absolute_url()


ADDRESSES = [
    Address("communities", lambda: in_forum("")[:8], "forums/forum_list.html"),
    Address("communities, searched", lambda: in_forum("")[:8] + "?q=mill", "forums/forum_list.html", is_variant=True),
    Address("community", lambda: in_forum(""), "forums/forum.html"),
    Address("community, for a member", lambda: in_forum(""), "forums/forum.html", as_whom=RESIDENT, is_variant=True),
    Address("community, closed", door, "forums/forum_door.html"),
    Address("community, its rules", lambda: in_forum("rules/"), "forums/forum_rules.html"),
    Address("community, its log", lambda: in_forum("log/"), "forums/forum_log.html"),
    Address("community, join", lambda: door() + "join/", "forums/member_join.html", as_whom=RESIDENT),
    Address("community, your page", own_page, "forums/member_own.html", as_whom=RESIDENT),
    Address("thread", in_thread, "forums/thread.html"),
    Address("thread, reply refused", in_thread, "forums/thread.html", send_empty, as_whom=RESIDENT, is_variant=True),
    Address("thread, start", lambda: in_forum("new/"), "forums/thread_new.html", as_whom=RESIDENT),
    Address("thread, arrange", lambda: in_thread("arrange/"), "forums/thread_arrange.html", as_whom=OFFICER),
    Address("thread, what it is about", lambda: in_thread("about/"), "forums/thread_about.html", as_whom=OFFICER),
    Address("promise that people talk about", about_a_promise, "actions/action.html", is_variant=True),
    Address("what people say about a page", said_about, "forums/about.html"),
    Address(
        "what people say about a page, for a member", said_about, "forums/about.html", as_whom=RESIDENT, is_variant=True
    ),
    Address("post, change", lambda: plain_thread() + "posts/1/edit/", "forums/post_edit.html", as_whom=RESIDENT),
    Address("post, delete", lambda: plain_thread() + "posts/1/delete/", "forums/post_delete.html", as_whom=RESIDENT),
    Address("post, pause", lambda: in_thread("posts/1/pause/"), "forums/member_pause.html", as_whom=OFFICER),
    Address("post, report", lambda: in_thread("posts/1/report/"), "forums/post_report.html"),
    Address("post, reported", lambda: in_thread("posts/1/report/"), "forums/post_reported.html", report_it),
    Address("question, ask", lambda: plain_thread() + "ask/", "forums/question_ask.html", as_whom=RESIDENT),
    Address(
        "question, send on",
        lambda: waiting_question().get_absolute_url() + "put/",
        "forums/question_put.html",
        as_whom=OFFICER,
    ),
    Address("question, answered", answered, "forums/question.html"),
    Address("queue", lambda: in_forum("queue/"), "forums/queue.html", as_whom=OFFICER),
    Address("question, too late", unsupported, "forums/refused.html", support_too_late, as_whom=RESIDENT),
    Address("letters no more", letters, "forums/letters_leave.html"),
]
