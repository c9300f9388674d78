"""Reading: the list under its filters, an article with what goes with it, the feed; drafts nowhere."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.youth.factories import make_article, make_checked, make_piece, make_section, make_writer
from youth.models import ArticlePage, Series, YouthTopic
from youth.reading_time import minutes_to_read, words_in

pytestmark = pytest.mark.django_db

READ = "/youth/read/"


@pytest.fixture
def adult():
    return make_checked()


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(*, size=(320, 200)):
    return get_image_model().objects.create(title="A pier", file=get_test_image_file(size=size))


def body_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def titles(client, query=""):
    return [
        title.strip() for title in re.findall(r'<h2><a href="[^"]*">([^<]*)</a></h2>', body_of(client, READ + query))
    ]


def statements(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as made:
        assert client.get(url).status_code == 200
    return len(made)


def test_the_list_says_so_when_nothing_is_there_yet(client):
    make_section()
    make_piece(title="Still a draft")
    body = body_of(client, READ)
    assert "Nothing here yet" in body
    assert "Still a draft" not in body


def test_the_list_is_narrowed_by_kind_topic_and_series(client, adult):
    buses = YouthTopic.objects.create(name="Buses", slug="buses")
    unused = YouthTopic.objects.create(name="Unused", slug="unused")
    diary = Series.objects.create(title="Exam diary", slug="diary", summary="Ten weeks.")
    first = make_article(title="First", by=adult, series=diary)
    film = make_article(title="A film", by=adult, kind="film", rating=4)
    second = make_article(title="Second", by=adult, series=diary)
    draft = make_piece(title="Draft", kind="film", rating=2, series=diary).page
    first.topics.add(buses)
    film.topics.add(buses)
    draft.topics.add(buses, unused)
    for page in (first, film, draft):
        page.topics.commit()
    assert titles(client) == ["Second", "A film", "First"]
    assert titles(client, "?kind=film") == ["A film"]
    assert titles(client, "?topic=buses") == ["A film", "First"]
    assert titles(client, "?series=diary") == ["First", "Second"]
    assert titles(client, "?kind=film&topic=buses") == ["A film"]
    assert "Nothing like that yet" in body_of(client, READ + "?kind=game")
    assert titles(client, "?kind=nonsense&topic=unused&page=999") == ["Second", "A film", "First"]
    body = body_of(client, READ)
    assert "Unused" not in body
    assert "4 out of 5" in body
    assert second.url in body


def test_twelve_stand_on_a_page_and_the_filter_stays_when_it_is_turned(client, adult):
    for number in range(13):
        make_article(title=f"Number {number}", by=adult, kind="how_to")
    first, second = titles(client, "?kind=how_to"), titles(client, "?kind=how_to&page=2")
    assert (len(first), len(second)) == (12, 1)
    assert not set(first) & set(second)
    assert "kind=how_to&amp;page=2" in body_of(client, READ + "?kind=how_to")
    assert "page 2" in body_of(client, READ + "?kind=how_to&page=2").partition("</title>")[0]


def test_an_article_shows_all_that_goes_with_it(client, adult, media):
    diary = Series.objects.create(title="Exam diary", slug="diary")
    before = make_article(title="Week one", by=adult, series=diary)
    page = make_article(
        title="Week <two>",
        by=adult,
        series=diary,
        kind="film",
        rating=4,
        picture=picture(size=(1280, 800)),
        picture_alt="A pier at dusk",
        body="One **word**.\n\n<script>alert(1)</script>\n\n" + "word " * 250,
        takes_comments=True,
    )
    after = make_article(title="Week three", by=adult, series=diary)
    body = body_of(client, page.url)
    for words in ("Film review", "Week &lt;two&gt;", "4 out of 5", "About it.", "2 minutes", "A pier at dusk"):
        assert words in body, words
    assert f"By {page.byline}" in body
    assert "<strong>word</strong>" in body
    assert "<script>alert" not in body
    assert re.search(r'srcset="[^"]+\.webp 640w, [^"]+\.webp 1280w"[^>]*width="1280" height="800"', body)
    assert body.index("Week one") < body.index("Week three")
    for link in (before.url, after.url, "?series=diary", "?kind=film"):
        assert link in body
    assert reverse("youth:report", args=["article", page.pk]) in body
    assert reverse("youth:comments", args=[page.slug]) in body
    assert "noindex" not in body
    assert "X-Robots-Tag" not in client.get(page.url)
    for name in ("og:title", "og:description", "og:image"):
        assert f'property="{name}"' in body


def test_what_is_like_it_comes_nearest_first(client, adult):
    diary = Series.objects.create(title="Diary", slug="diary")
    buses = YouthTopic.objects.create(name="Buses", slug="buses")
    same_kind = make_article(title="Same kind", by=adult, kind="opinion")
    same_topic = make_article(title="Same topic", by=adult, kind="how_to")
    same_series = make_article(title="Same series", by=adult, kind="how_to", series=diary)
    make_article(title="Unlike it", by=adult, kind="interview")
    make_piece(title="A draft", kind="opinion", series=diary)
    page = make_article(title="This", by=adult, kind="opinion", series=diary)
    for one in (page, same_topic):
        one.topics.add(buses)
        one.topics.commit()
    body = body_of(client, page.url).partition("Read next")[2]
    assert re.findall(r"<h3><a[^>]*>([^<]*)", body) == [one.title for one in (same_series, same_topic, same_kind)]


def test_statements_do_not_grow_with_what_is_shown(client, adult, media):
    topic = YouthTopic.objects.create(name="Buses", slug="buses")
    diary = Series.objects.create(title="Diary", slug="diary")

    def one_more():
        page = make_article(by=adult, kind="film", rating=3, series=diary, picture=picture(), picture_alt="A pier")
        page.topics.add(topic)
        page.topics.commit()
        return page

    page = one_more()
    one_more()
    urls = (READ, READ + "?topic=buses", page.url, reverse("youth:feed"))
    at_first = [statements(client, url) for url in urls]
    one_more()
    one_more()
    assert [statements(client, url) for url in urls] == at_first
    assert max(at_first) <= 21  # ten of them are the way Wagtail takes to a page


def test_a_draft_and_a_preview_are_not_for_search_engines_or_strangers(client, adult):
    page = make_piece(title="Not yet").page
    assert client.get(f"{READ}{page.slug}/").status_code == 404
    inside = Client()
    inside.force_login(adult)
    body = body_of(inside, reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "Not yet" in body
    assert '<meta name="robots" content="noindex' in body
    assert "og:title" not in body


def test_the_feed_holds_what_is_public_escaped_and_nothing_of_the_writer(client, adult):
    writer = make_writer(name="Moth")
    make_article(title="Fish & <chips>", teaser="Salt <b>& vinegar</b>", by=adult, writer=writer)
    make_piece(title="A draft")
    answer = client.get(reverse("youth:feed"))
    root = ElementTree.fromstring(answer.content)
    atom = "{http://www.w3.org/2005/Atom}"
    (entry,) = root.findall(f"{atom}entry")
    assert entry.findtext(f"{atom}title") == "Fish & <chips>"
    assert entry.findtext(f"{atom}summary") == "Salt &lt;b&gt;&amp; vinegar&lt;/b&gt;"
    assert entry.findtext(f"{atom}author/{atom}name") == "Moth"
    assert writer.user.email not in answer.content.decode()
    again = client.get(reverse("youth:feed"), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_what_is_taken_down_is_gone_everywhere_at_once(client, adult):
    page = make_article(title="Gone soon", by=adult)
    ArticlePage.objects.get(pk=page.pk).unpublish()
    assert client.get(f"{READ}{page.slug}/").status_code == 404
    for url in (READ, reverse("youth:feed")):
        assert "Gone soon" not in body_of(client, url)


@pytest.mark.parametrize(
    ("source", "minutes"),
    [("", 0), ("…", 0), ("word", 1), ("word " * 200, 1), ("word " * 201, 2), ("word " * 400, 2), ("word " * 401, 3)],
)
def test_reading_time_in_whole_minutes_rounded_up(source, minutes):
    assert minutes_to_read(source) == minutes


def test_addresses_and_signs_are_not_read_out():
    assert words_in("It’s [a well-known place](https://example.org/a/b-c) - *really*. https://example.org/x_y") == 5


def test_moments(adult):
    """The first day of publication stays when it is published again."""
    page = make_article(by=adult)
    first = page.first_published_at
    ArticlePage.objects.filter(pk=page.pk).update(first_published_at=first - timedelta(days=3))
    page.refresh_from_db()
    page.save_revision().publish(user=adult, skip_permission_checks=True)
    page.refresh_from_db()
    assert page.first_published_at == first - timedelta(days=3)
    assert page.last_published_at <= timezone.now()
