"""Every vector through every box that somebody types into; every page that shows it is read as a browser reads it."""

from html.parser import HTMLParser
from itertools import count
from typing import Any

import pytest
from django.conf import settings as site
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from forums.markup import render, tidy
from forums.models import Act, Appeal, Assessment, HouseRule, Member, PartnershipQuestion, Picture, Post, Report, Thread
from forums.services.posting import refresh_thread
from tests.forums.factories import make_forum, make_member, make_thread, rule_of
from tests.forums.test_pages import signed_in
from tests.forums.test_pictures import drawn
from tests.forums.vectors import VECTORS

pytestmark = pytest.mark.django_db
OURS = ("/static/", "/forum-pictures/", "/media/images/", "data:image/")
FOREIGN = {"iframe", "object", "embed", "base", "math", "style", "video", "audio", "mtext", "noscript", "mglyph"}
LINKS = ("http://", "https://", "mailto:", "tel:", "/", "#", "?")
OUR_HOST = f"{site.SITE_URL}/"
_number = count(1)


class PageLooker(HTMLParser):
    """Collects what no page of ours holds, whatever people type."""

    #: Whether links to other hosts are members' own: search engines are told so.
    is_by_members = True

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sins: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag in FOREIGN or (tag == "script" and not known.get("src", "").startswith("/static/")):
            self.sins.append(tag)
        self.sins += [f"{tag} {name}" for name in known if name.startswith("on") or name == "style"]
        self.sins += [f"{tag} {name}" for name in known if not name.replace("-", "").isalnum()]
        for name in ("src", "srcset", "data", "poster"):
            if name in known and not known[name].startswith(OURS):
                self.sins.append(f"{tag} {name}={known[name]}")
        for name in ("href", "action", "formaction", "xlink:href"):
            if known.get(name) and not known[name].lower().startswith(LINKS):
                self.sins.append(f"{tag} {name}={known[name]}")
        target = known.get("href", "").lower() if tag == "a" else ""
        leads_away = target.startswith(("http", "mailto:", "tel:", "//", "/\\")) and not target.startswith(OUR_HOST)
        if self.is_by_members and leads_away and known.get("rel") != "nofollow ugc noopener":
            self.sins.append(f"a rel={known.get('rel')}")


def sins(client: Client, url: str) -> list[str]:
    response = client.get(url)
    assert response.status_code == 200, url
    looker = PageLooker()
    looker.feed(response.content.decode())
    looker.close()
    return looker.sins


def test_the_looker_sees_what_it_is_for():
    looker = PageLooker()
    looker.feed('<img src=x onerror=alert(1)><a href="javascript:x">x</a><script>x</script><p style="x"></p><iframe>')
    looker.feed('<a href="https://x.example" rel="noopener">x</a><a href="//x.example">x</a>')
    assert len(looker.sins) == 8


def rows(forum: Any, cast: Any) -> None:
    """Put every vector into a row of its own, for each text that a page shows many of."""
    at = timezone.now()
    sources = [tidy(vector) for vector in VECTORS]
    names = [f"{number}{vector}"[:40] for number, vector in enumerate(sources)]
    common = {"forum": forum, "joined_on": at.date()}
    Member.objects.bulk_create(
        Member(key=f"key-{number}", display_name=name, **common) for number, name in enumerate(names)
    )
    Member.objects.bulk_create(
        Member(key=f"door-{number}", state="waiting", request=vector, display_name=f"Door {number}", **common)
        for number, vector in enumerate(sources)
    )
    members = list(Member.objects.filter(key__startswith="key-").order_by("pk"))
    talk = make_thread(members[0])
    shown = {"state": "public", "written_at": at, "published_at": at}
    Post.objects.bulk_create(
        Post(thread=talk, number=number, member=member, source=source, html=render(source), **shown)
        for number, (member, source) in enumerate(zip(members, sources, strict=True), start=2)
    )
    posts = list(talk.posts.filter(number__gt=1).order_by("number"))
    Picture.objects.bulk_create(
        Picture(post=post, token=f"t-{post.pk}", alt=source[:300], width=9, height=9, digest="", made_at=at)
        for post, source in zip(posts, sources, strict=True)
    )
    Report.objects.bulk_create(
        Report(post=post, reason="other", words=one, made_at=at) for post, one in zip(posts, sources, strict=True)
    )
    titled(forum, sources, members[0], cast, at)
    refresh_thread(talk)
    judged(forum, sources, posts, talk, at)


def titled(forum: Any, sources: list[str], member: Member, cast: Any, at: Any) -> None:
    """Give every vector a thread, whose title it is, and a question."""
    for number, source in enumerate(sources, start=100):
        title = " ".join(source.split())[:150] or "x"
        thread = Thread(forum=forum, number=number, title=title, created_at=at, published_at=at, last_post_at=at)
        thread.public_count = thread.last_number = thread.last_public_number = 1
        thread.started_by = member
        Thread.objects.bulk_create([thread])
        PartnershipQuestion.objects.create(
            thread=thread,
            code=f"C{number}",
            asked_at=at,
            asked_by=member,
            organisation=cast.county,
            title=title,
            text=source,
            supporters_needed=1,
            state="put",
            put_at=at,
            due_on=at.date(),
        )


def judged(forum: Any, sources: list[str], posts: list[Post], talk: Thread, at: Any) -> None:
    """Give every vector a rule, an assessment, a removal and an appeal."""
    HouseRule.objects.bulk_create(
        HouseRule(forum=forum, number=number, title=source[:120], text=source)
        for number, source in enumerate(sources, start=10)
    )
    Assessment.objects.bulk_create(
        Assessment(
            forum=forum,
            kind="illegal",
            made_on=at.date(),
            review_on=at.date().replace(year=2999),
            made_by_role=one[:120],
            conclusion=one,
        )
        for one in sources
    )
    rules = list(forum.rules.filter(number__gte=10).order_by("number"))
    acts = Act.objects.bulk_create(
        Act(
            forum=forum,
            kind="remove",
            thread=talk,
            post=post,
            member=posts[0].member,
            rule=rule,
            reason=source,
            made_at=at,
        )
        for post, rule, source in zip(posts, rules, sources, strict=True)
    )
    Appeal.objects.bulk_create(Appeal(act=act, words=one, made_at=at) for act, one in zip(acts, sources, strict=True))


def test_no_vector_in_any_text_makes_markup_on_any_page(cast):
    forum = make_forum("Carers", moderator=cast.moderator)
    rows(forum, cast)
    base, moderator = forum.get_absolute_url(), signed_in(cast.moderator)
    pages = [base, f"{base}rules/", f"{base}queue/", f"{base}threads/100/", "/asked/C150/"]
    found = {page: wrong for page in pages if (wrong := sins(moderator, page))}
    PartnershipQuestion.objects.update(state="gathering")  # they were all on the first page
    Appeal.objects.all().delete()
    pages = [f"{base}?page={page}" for page in range(2, 9)] + [f"{base}log/?page={page}" for page in (1, 3)]
    pages += [f"{base}queue/?page={page}" for page in range(2, 9)]
    pages += [f"{base}threads/1/?page={page}" for page in range(1, 6)]
    found |= {page: wrong for page in pages if (wrong := sins(moderator, page))}
    assert found == {}


def type_everything(cast: Any, words: str) -> tuple[Any, list[str]]:
    """Send these words through every box, as each person does who has one before them; return where they show."""
    forum = make_forum(f"Community {next(_number)}", moderator=cast.moderator, supporters_needed=9)
    base, member = forum.get_absolute_url(), signed_in(cast.resident)
    moderator, stranger = signed_in(cast.moderator), Client()
    member.post(f"{base}join/", {"name": f"{next(_number)} {words}"[:40]})
    known = Member.objects.filter(forum=forum).first() or make_member(forum, cast.resident)
    thread = make_thread(known, f"{words} x"[:150], f"{words} x")
    url = thread.get_absolute_url()
    picture = SimpleUploadedFile("x.png", drawn("PNG"), content_type="image/png")
    member.post(url, {"source": f"{words} .", "alt": f"{words} x"[:300], "picture": picture, "action": "send"})
    member.post(url, {"source": words, "action": "draft"})
    member.post(f"{base}new/", {"title": words[:150], "source": words, "action": "draft"})
    member.post(f"{url}posts/1/edit/", {"source": f"{words} y"})
    Post.objects.filter(thread=thread).update(state="public", published_at=timezone.now())
    refresh_thread(Thread.objects.get(pk=thread.pk))
    stranger.post(f"{url}posts/1/report/", {"reason": "rules", "words": words})
    member.post(f"{url}ask/", {"organisation": cast.county.pk, "title": f"{words} x"[:150], "text": words})
    moderator.post(f"{url}put/", {"public_title": words[:150], "public_text": words})
    asked = PartnershipQuestion.objects.filter(thread=thread).first()
    if asked is not None:
        signed_in(cast.county_officer).post(
            asked.get_absolute_url(), {"role": f"{words} x"[:80], "answer": f"{words} x"}
        )
    moderator.post(f"{base}keep/rules/", {"title": f"{words} x"[:120], "text": words, "action": "add"})
    judge(forum, url, moderator, member, words)
    pages = [base, url, f"{base}rules/", f"{base}log/", f"{base}new/", f"{base}yours/", f"{url}?quote=1", "/whats-new/"]
    pages += [f"{url}posts/1/history/"] + ([asked.get_absolute_url()] if asked is not None else [])
    return forum, pages


def judge(forum: Any, url: str, moderator: Client, member: Client, words: str) -> None:
    """Pause the author, remove a post, appeal against it, with these words for reasons."""
    rule = rule_of(forum).pk
    moderator.post(f"{url}posts/1/pause/", {"days": 7, "rule": rule, "reason": f"{words} x"})
    post = Post.objects.filter(thread__forum=forum, number=2).first()
    sent = {"about": "posts", "post": post.pk if post else 0, "action": "remove", "rule": rule, "reason": f"{words} x"}
    moderator.post(f"{forum.get_absolute_url()}queue/", sent)
    act = Act.objects.filter(forum=forum, kind="remove").first()
    if act is not None:
        member.post(f"{forum.get_absolute_url()}yours/", {"action": "appeal", "act": act.pk, "words": f"{words} x"})


mixtures = st.builds(
    lambda parts, between: between.join(parts),
    st.lists(st.one_of(st.sampled_from(VECTORS), st.text(max_size=30)), min_size=2, max_size=6),
    st.sampled_from([" ", "\n\n", "> ", "\"'>"]),
)


@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a failure says enough as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=mixtures)
def test_no_mixture_typed_into_every_box_makes_markup_or_breaks_a_page(cast, words):
    caches["counters"].clear()
    forum, pages = type_everything(cast, words)
    member, moderator = signed_in(cast.resident), signed_in(cast.moderator)
    own = {page: wrong for page in pages if (wrong := sins(member, page))}
    assert own == {}
    base = forum.get_absolute_url()
    for page in (f"{base}queue/", f"{base}keep/rules/", f"{base}threads/1/", f"{base}threads/1/posts/1/pause/"):
        assert sins(moderator, page) == [], page
    response = member.get(base, {"q": words.replace("\ud800", "")[:200]})
    looker = PageLooker()
    looker.feed(response.content.decode())
    assert looker.sins == []


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Any) -> None:
    settings.FORUM_PICTURES = tmp_path / "pictures"
