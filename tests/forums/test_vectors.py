"""Every vector through every way a text comes in; a parser looks at what comes out, as a browser would."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from forums.markup import Mention, UnusableText, link_mentions, render, tidy
from forums.models import PartnershipQuestion, Post, Report, Thread
from forums.services.posting import refresh_thread
from tests.forums.factories import make_forum, make_member, make_thread
from tests.forums.test_pages import signed_in
from tests.forums.vectors import VECTORS

SAFE_TAGS = {"a", "blockquote", "br", "em", "li", "ol", "p", "strong", "ul"}
#: What a member's link may lead to: a whole address of the web, mail, a telephone, or a page of ours; no other host.
LINK = re.compile(r"https?://[^\s/]|mailto:|tel:|/(?![/\\])|#", re.IGNORECASE)
REL = "nofollow ugc noopener"


class Looker(HTMLParser):
    """Collects what a post may not hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sins: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in SAFE_TAGS:
            self.sins.append(tag)
        known = {name: value or "" for name, value in attrs}
        self.sins += [f"{tag} {name}" for name in known if tag != "a" or name not in {"href", "rel", "title"}]
        if tag != "a":
            return
        if "href" in known and not LINK.match(known["href"]):
            self.sins.append(f"a href={known['href']}")
        is_mention = "title" in known and known.get("href", "").startswith("/forums/")
        if known.get("rel", "") != ("" if is_mention else REL):
            self.sins.append(f"a rel={known.get('rel')}")


def sins(html: str) -> list[str]:
    looker = Looker()
    looker.feed(html)
    looker.close()
    return looker.sins


def test_the_looker_sees_what_it_is_for():
    assert len(VECTORS) >= 200
    assert sins("<p><img src=x></p>") == ["img", "img src"]
    good = f'rel="{REL}"'
    assert sins(f'<a href="https://x.example" {good}>x</a><a href="/plans/" {good}>x</a>') == []
    for address in ("javascript:x", "//x.example", "/\\x.example", "data:x", "x"):
        assert sins(f'<a href="{address}" {good}>x</a>') == [f"a href={address}"]
    assert sins('<a href="https://x.example">x</a>') == ["a rel=None"]
    assert sins('<a href="https://x.example" title="x" rel="noopener">x</a>') == ["a rel=noopener"]


@pytest.mark.parametrize("vector", VECTORS)
def test_no_vector_survives_rendering(vector):
    html = render(tidy(vector))
    known = {Mention("c", 1): ('/forums/c/"><script>/', '"><script>alert(1)</script>')}
    assert sins(html) == []
    assert sins(link_mentions(html, forum="c", known=known)) == []


@given(
    st.lists(st.one_of(st.sampled_from(VECTORS), st.text(max_size=20)), min_size=2, max_size=5),
    st.sampled_from(["", " ", "\n", "\n\n", "> ", "](", "<"]),
)
def test_no_mixture_of_vectors_survives(vectors, between):
    try:
        source = tidy(between.join(vectors))
    except UnusableText:
        return
    assert sins(render(source)) == []


@pytest.mark.django_db
def test_no_vector_survives_any_text_entry_on_any_page(cast):
    """Titles, posts, names, reports, questions and welcomes hold all vectors at once; each page is looked through."""
    everything = "\n\n".join(VECTORS)[:9900]
    poison = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    forum = make_forum(poison, moderator=cast.moderator, welcome=poison, complaints=poison, supporters_needed=9)
    member = make_member(forum, cast.resident, poison[:40])
    thread = make_thread(member, poison)
    client = signed_in(cast.resident)
    client.post(thread.get_absolute_url(), {"source": everything, "action": "send"})
    client.post(f"{thread.get_absolute_url()}posts/1/report/", {"reason": "rules", "words": poison})
    words = {"organisation": cast.county.pk, "title": poison, "text": poison}
    client.post(f"{thread.get_absolute_url()}ask/", words)
    assert (Report.objects.count(), PartnershipQuestion.objects.count()) == (1, 1)
    Post.objects.update(state="public", published_at=thread.created_at)
    refresh_thread(Thread.objects.get())
    slug, url = forum.community.slug, thread.get_absolute_url()
    pages = [url, f"{url}posts/2/report/", f"{url}posts/2/delete/", f"/forums/{slug}/", f"/forums/{slug}/rules/"]
    pages += [f"/forums/{slug}/yours/", f"{url}?quote=2", "/forums/", "/forums/?q=script", f"/forums/{slug}/queue/"]
    for page in pages:
        for one in (client, Client(), signed_in(cast.moderator)):
            body = one.get(page).content.decode()
            assert "<script>alert" not in body, page
            assert "<img src=x" not in body, page
