"""Every vector through the boxes beside the forums: communities' pages, jurors' talk, opening a name, old tables."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from datetime import timedelta
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import RichText

from engage.community_blocks import PLAIN
from forums.markup import render, tidy
from forums.models import NameOpening, Post, Report
from forums.services.posting import refresh_thread
from juries.models import Juror
from juries.services.talking import open_discussion, say
from tests.admin_walk import client_of
from tests.engage.communities import day_item, make_community_page, make_file, media_item
from tests.forums import test_vectors
from tests.forums.factories import make_forum, make_member, make_thread
from tests.forums.test_entries import PageLooker
from tests.forums.test_entries import sins as page_sins
from tests.forums.test_pages import signed_in
from tests.forums.vectors import SCHEMES, VECTORS
from tests.juries.factories import make_jury, make_session
from tests.juries.rooms import enter, seat

pytestmark = pytest.mark.django_db
SOURCES = [tidy(vector) for vector in VECTORS]
ONE_LINE = [" ".join(source.split()) for source in SOURCES]
POISON = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"


class OfficeLooker(HTMLParser):
    """Collects what the vectors would make of an officers' screen, which has scripts of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sins: list[str] = []
        self.is_in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_in_script = tag == "script"
        for name, value in attrs:
            words = value or ""
            if name.startswith("on") and "alert" in words:
                self.sins.append(f"{tag} {name}")
            if name in {"src", "href", "action"} and re.search(r"^x$|script:|elsewhere|data:text|^file|^blob", words):
                self.sins.append(f"{tag} {name}={words}")

    def handle_endtag(self, tag: str) -> None:
        self.is_in_script = False

    def handle_data(self, data: str) -> None:
        if self.is_in_script and data.startswith("alert"):
            self.sins.append(data)


def office_sins(client: Client, url: str) -> list[str]:
    response = client.get(url)
    assert response.status_code == 200, url
    looker = OfficeLooker()
    looker.feed(response.content.decode())
    return looker.sins


def tags_in(html: str) -> list[str]:
    """Return the elements of an HTML text that should have none."""
    found: list[str] = []
    looker = HTMLParser()
    looker.handle_starttag = lambda tag, attrs: found.append(tag)  # type: ignore[method-assign]
    looker.feed(html)
    return found


def test_the_looker_sees_what_it_is_for():
    looker = OfficeLooker()
    assert tags_in("&lt;b&gt; <i>") == ["i"]
    looker.feed("<img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a><script>alert(1)</script>alert(1)")
    assert looker.sins == ["img src=x", "img onerror", "a href=javascript:alert(1)", "alert(1)"]


def typed_by_an_officer() -> RichText:
    """What the editor keeps of every vector as words, and of every scheme as the address of a link.

    An officer may link to another host; nothing may come from there.
    """
    plain = {"type": "unstyled", "depth": 0, "inlineStyleRanges": [], "data": {}}
    link = {"type": "LINK", "mutability": "MUTABLE"}
    blocks = [plain | {"key": f"v{number}", "text": one, "entityRanges": []} for number, one in enumerate(SOURCES)]
    blocks += [
        plain | {"key": f"s{number}", "text": "x", "entityRanges": [{"offset": 0, "length": 1, "key": number}]}
        for number in range(len(SCHEMES))
    ]
    entities = {str(number): link | {"data": {"url": scheme}} for number, scheme in enumerate(SCHEMES)}
    state = json.dumps({"blocks": blocks, "entityMap": entities})
    return RichText(ContentstateConverter(features=PLAIN).to_database_format(state))


def test_no_vector_that_an_officer_writes_makes_markup_on_a_communitys_page(cast, client):
    text, line = typed_by_an_officer(), POISON[:120]
    assert text.source.count("<p") >= len(VECTORS)
    film = media_item(kind="signed", title=line, transcript=text, file=make_file("film.webm"))
    news = ("news", {"day": timezone.localdate(), "title": line, "text": text, "picture": None})
    day = day_item(line)
    day[1].update(text=text, place=line)
    easy = ("line", {"picture": None, "text": text})
    page = make_community_page(
        lead=cast.county,
        summary=POISON,
        who_for=text.source,
        body=[("heading", line), ("text", text)],
        news=[news],
        days=[day],
        easy_read=[("heading", line), easy],
        media=[film],
    )
    type(page.community).objects.filter(pk=page.community_id).update(
        name=POISON, description=POISON, lead_role=POISON[:80]
    )
    page.title = POISON
    page.save()

    class Looker(PageLooker):
        is_by_members = False

    for end in ("", "easy-read/", "contact/", "contact/sent/"):
        looker = Looker()
        looker.feed(client.get(f"{page.url}{end}").content.decode())
        wrong = [sin for sin in looker.sins if sin not in {"video", f"video src={film[1]['file'].url}"}]
        # "&#106;…" is no scheme there but the beginning of an address on this site: a browser reads it once, as we do.
        wrong = [sin for sin in wrong if not sin.startswith(("source src=/documents/", "a href=&#"))]
        assert wrong == [], end
    for sent in ({"text": POISON, "email": POISON}, {"text": "\n\n".join(VECTORS)}, {"text": "x", "website": POISON}):
        response = client.post(f"{page.url}contact/", sent)
        assert response.status_code == 422
        looker = Looker()
        looker.feed(response.content.decode())
        assert looker.sins == []


def test_no_vector_makes_markup_where_a_name_is_opened(cast):
    forum = make_forum("Faith groups", moderator=cast.moderator)
    forum.moderators.update(may_open_names=True)
    member, at = make_member(forum, cast.resident, POISON[:40]), timezone.now()
    post = f"{make_thread(member).get_absolute_url()}posts/1/name/"
    NameOpening.objects.bulk_create(
        NameOpening(member=member, reason=one, is_endangering=True, endangers=one, asked_by=cast.moderator, asked_at=at)
        for one in SOURCES
    )
    names, moderator = f"{forum.get_absolute_url()}names/", signed_in(cast.moderator)
    assert page_sins(moderator, names) == []
    assert page_sins(signed_in(cast.administrator), names) == []
    assert office_sins(client_of(cast.administrator), "/cms/forums/openings/") == []
    refused = moderator.post(post, {"reason": POISON, "is_endangering": "on", "endangers": ""})
    assert refused.status_code == 409
    looker = PageLooker()
    looker.feed(refused.content.decode())
    assert looker.sins == []


def test_no_vector_of_an_old_table_makes_markup_on_a_page_in_a_feed_or_for_programs(cast, tmp_path):
    forum, path = make_forum(), tmp_path / "old.csv"
    at = timezone.now() - timedelta(days=9)
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["thread", "title", "author", "written_at", "text"])
        for number, one in enumerate(VECTORS):
            rows.writerow([number // 50, ONE_LINE[number][:150] or "x", one, f"{at:%Y-%m-%d %H:%M}", one])
    said = StringIO()
    call_command("import_threads", forum.community.slug, str(path), "--apply", stdout=said)
    assert f"{len(VECTORS)} posts were taken in" in said.getvalue()
    anybody, base = Client(), forum.get_absolute_url()
    pages = [f"{base}threads/{number}/" for number in range(1, forum.threads.count() + 1)]
    assert len(pages) > len(VECTORS) // 50
    found = {page: wrong for page in [base, *pages] if (wrong := page_sins(anybody, page))}
    for url in [base, *pages]:
        feed = ET.fromstring(anybody.get(f"{url}feed/").content)
        for one in feed.iter():
            is_html = one.get("type") == "html"
            assert not (is_html and tags_in(one.text or "")), url
        assert len(feed.findall("{*}entry")) == 50 if url == base else feed.find("{*}entry/{*}summary") is not None
    for number in range(1, len(pages) + 1):
        answer = anybody.get(f"/api/forums/{forum.community.slug}/threads/{number}")
        assert answer["Content-Type"].startswith("application/json")
        assert answer["X-Content-Type-Options"] == "nosniff"
        posts = answer.json()["page_of_posts"]["items"]
        found |= {post["html"]: wrong for post in posts if (wrong := test_vectors.sins(post["html"]))}
    assert found == {}


@pytest.mark.parametrize("vectors", [SOURCES[start::30] for start in range(0, 30, 10)])
def test_no_vector_somebody_searches_for_makes_markup(cast, vectors):
    forum = make_forum()
    make_thread(make_member(forum), POISON, POISON)
    for words in ["script alert", *vectors]:
        for url in ("/forums/", forum.get_absolute_url()):
            looker = PageLooker()
            looker.feed(Client().get(url, {"q": words}).content.decode())
            assert looker.sins == [], words


def test_no_vector_makes_markup_in_the_jurors_discussion_or_before_who_looks_after_it(cast):
    jury = make_jury(cast.county, ends_on=None)
    session, at = make_session(jury, title=POISON), timezone.now()
    talk = open_discussion(jury=jury, session=session, at=at - timedelta(hours=1))
    ann, fay = seat(jury, 2)
    Juror.objects.filter(pk=fay.pk).update(is_facilitator=True)
    first = say(discussion=talk, juror=ann, source=POISON, at=at)
    of_ann, of_fay = enter(ann), enter(Juror.objects.get(pk=fay.pk))
    of_ann.post("/juries/room/me/", {"name": POISON[:40]})
    shown = {"state": "public", "written_at": at, "published_at": at}
    Post.objects.bulk_create(
        Post(thread=talk.thread, number=number, member=first.member, source=one, html=render(one), **shown)
        for number, one in enumerate(SOURCES, start=2)
    )
    talk.thread.refresh_from_db()
    talk.thread.last_number = len(SOURCES) + 1
    refresh_thread(talk.thread)
    Report.objects.bulk_create(Report(post=first, reason="other", words=one, made_at=at) for one in SOURCES)
    base = f"/juries/room/sessions/{session.pk}/"
    pages = [f"{base}?page={page}" for page in range(1, len(SOURCES) // 50 + 2)]
    found = {page: wrong for page in pages if (wrong := page_sins(of_fay, page))}
    ends = ("posts/1/look/", "posts/1/report/")
    found |= {end: wrong for end in ends if (wrong := page_sins(of_fay, base + end))}
    found |= {end: wrong for end in ("", "posts/1/", "posts/9/") if (wrong := page_sins(of_ann, base + end))}
    officer, office = client_of(cast.county_officer), f"/cms/juries/{jury.pk}/room/talk/"
    ends = ("", f"{session.pk}/", f"{session.pk}/?page=3", f"{session.pk}/1/")
    found |= {end: wrong for end in ends if (wrong := office_sins(officer, office + end))}
    sent = {"choice": "remove", "rule": talk.thread.forum.rules.first().pk, "reason": POISON}
    assert officer.post(f"{office}{session.pk}/1/", sent).status_code == 302
    found["removed"] = page_sins(of_ann, base) + office_sins(officer, f"{office}{session.pk}/")
    assert {page: wrong for page, wrong in found.items() if wrong} == {}
