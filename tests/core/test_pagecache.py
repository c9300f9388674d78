"""The page cache from outside: whole requests through its layers, with Django behind them."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from wsgiref.validate import validator

import httpx
import pytest
from django.core.asgi import get_asgi_application
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from consultations.models import Topic
from core import pagecache
from core.generation import current, raise_generation
from core.pagecache_layers import PageCacheASGI, PageCacheWSGI
from tests import factories

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
django = get_wsgi_application()


@pytest.fixture(autouse=True)
def empty_store():
    """Nothing kept before or after, and Django leaves the connection, with the test's transaction in it, open."""
    pagecache.store.clear()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    pagecache.store.clear()


@pytest.fixture
def home(db):
    home = factories.make_home()
    raise_generation()
    return home


@pytest.fixture
def clock(monkeypatch):
    """A clock of the layers that stands where it is put."""

    class Clock:
        at = NOW

    monkeypatch.setattr(pagecache, "now", lambda: Clock.at)
    return Clock


class Counted:
    """The site behind the cache, counting what gets through to it."""

    def __init__(self):
        self.asked = 0

    def __call__(self, environ, start_response):
        self.asked += 1
        return django(environ, start_response)


class Visitor:
    """Somebody who asks through the WSGI layer."""

    def __init__(self):
        self.behind = Counted()
        # The validator stands in front of the layer and breaks where it breaks the rules of WSGI.
        self.application = validator(PageCacheWSGI(self.behind))

    def get(self, path="/", method="GET", query="", **headers):
        about = {f"HTTP_{name.upper()}": value for name, value in {"host": "localhost", **headers}.items()}
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **about,
        }
        said = {}

        def start_response(status, headers, trouble=None):
            said.update(status=int(status[:3]), headers={name.lower(): value for name, value in headers})
            return lambda part: None

        parts = self.application(environ, start_response)
        said["body"] = b"".join(parts)
        parts.close()
        return said


@pytest.fixture
def visitor():
    return Visitor()


def test_the_second_look_takes_one_statement_and_no_django(home, visitor):
    first = visitor.get("/")
    with CaptureQueriesContext(
        connection,
    ) as statements:
        second = visitor.get("/")
    assert first["status"] == second["status"] == 200
    assert first["body"] == second["body"]
    assert b"What should change?" in second["body"]
    assert first["headers"] == second["headers"]
    assert visitor.behind.asked == 1
    assert len(statements) == 1


def test_a_publication_is_seen_at_once(home, visitor):
    visitor.get("/")
    home.statement = "What should stay?"
    home.save_revision().publish()
    assert b"What should stay?" in visitor.get("/")["body"]


def test_a_draft_changes_nothing(home, visitor):
    visitor.get("/")
    before = current()
    home.statement = "Not yet."
    home.save_revision()
    assert current() == before
    assert b"Not yet." not in visitor.get("/")["body"]
    assert visitor.behind.asked == 1


def test_taking_down_moving_renaming_and_deleting_are_seen(cast):
    consultation = factories.make_consultation(cast.county)
    elsewhere = factories.make_shelf(cast.borough)
    seen = [current()]

    def now_raised():
        seen.append(current())
        return seen[-1] > seen[-2]

    consultation.unpublish()
    assert now_raised()
    consultation.move(elsewhere, pos="last-child")
    assert now_raised()
    consultation.refresh_from_db()
    consultation.slug = "renamed"
    consultation.save_revision().publish()
    assert now_raised()
    Topic.objects.create(name="Buses", slug="buses")
    assert now_raised()
    cast.county.save()
    assert now_raised()
    consultation.delete()
    assert now_raised()


def test_a_publication_while_the_page_is_made_puts_it_out_of_date(home, visitor):
    inner = visitor.behind.__class__.__call__

    def made_while_something_is_published(environ, start_response):
        parts = inner(visitor.behind, environ, start_response)
        raise_generation()
        return parts

    layer = PageCacheWSGI(made_while_something_is_published)
    visitor.application = validator(layer)
    visitor.get("/")
    visitor.get("/")
    assert visitor.behind.asked == 2


@pytest.mark.parametrize(
    ("passed", "made"), [(timedelta(microseconds=-1), 1), (timedelta(0), 2), (timedelta(microseconds=1), 2)]
)
def test_a_page_is_made_anew_from_the_moment_on_at_which_a_consultation_opens(home, visitor, clock, passed, made):
    moment = NOW + timedelta(minutes=3)
    factories.make_consultation(opens_at=moment, closes_at=NOW + timedelta(days=50))
    raise_generation()
    visitor.get("/")
    clock.at = moment + passed
    visitor.get("/")
    assert visitor.behind.asked == made


@pytest.mark.parametrize("days_after_closing", [0, 84])
def test_closing_and_falling_overdue_are_moments_too(home, visitor, clock, days_after_closing):
    moment = NOW + timedelta(minutes=3)
    closes_at = moment - timedelta(days=days_after_closing)
    factories.make_consultation(opens_at=closes_at - timedelta(days=60), closes_at=closes_at)
    raise_generation()
    visitor.get("/")
    clock.at = moment - timedelta(microseconds=1)
    visitor.get("/")
    assert visitor.behind.asked == 1
    clock.at = moment
    visitor.get("/")
    assert visitor.behind.asked == 2


def test_no_page_is_kept_longer_than_ten_minutes(home, visitor, clock):
    visitor.get("/")
    clock.at = NOW + timedelta(minutes=10) - timedelta(microseconds=1)
    visitor.get("/")
    assert visitor.behind.asked == 1
    clock.at = NOW + timedelta(minutes=10)
    visitor.get("/")
    assert visitor.behind.asked == 2


def test_no_page_is_kept_over_midnight_when_days_are_counted_anew(db):
    before_midnight = datetime(2026, 3, 2, 23, 59, tzinfo=UTC)
    assert pagecache.expires_at(before_midnight) == datetime(2026, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "about",
    [
        {"cookie": "sessionid=abc"},
        {"cookie": "csrftoken=abc"},
        {"cookie": "messages=abc"},
        {"authorization": "Basic abc"},
        {"range": "bytes=0-3"},
    ],
)
def test_who_carries_something_of_their_own_is_not_answered_from_memory(home, visitor, about):
    visitor.get("/")
    visitor.get("/", **about)
    assert visitor.behind.asked == 2
    visitor.get("/")
    assert visitor.behind.asked == 2


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/cms/",
        "/health/ready",
        "/my-data/",
        "/respond/abc/1/",
        "/receipt/abc/",
        "/documents/1/a.pdf",
        "/consultations/county/buses/respond/",
        "/no-such-page/",
    ],
)
def test_what_is_never_kept(home, visitor, path):
    visitor.get(path)
    visitor.get(path)
    assert visitor.behind.asked == 2
    assert len(pagecache.store) == 0


def test_a_post_goes_through(home, visitor):
    visitor.get("/")
    visitor.get("/", method="POST")
    assert visitor.behind.asked == 2


def test_a_head_is_answered_from_what_a_get_kept(home, visitor):
    whole = visitor.get("/")
    head = visitor.get("/", method="HEAD")
    assert visitor.behind.asked == 1
    assert head["body"] == b""
    assert head["headers"] == whole["headers"]


def test_a_head_keeps_nothing(home, visitor):
    visitor.get("/", method="HEAD")
    assert len(pagecache.store) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"host": "localhost"}, {"host": "127.0.0.1"}),
        ({"query": "a=1"}, {"query": "a=2"}),
        ({"x_forwarded_proto": "http"}, {"x_forwarded_proto": "https"}),
    ],
)
def test_another_address_is_another_page(home, visitor, one, other):
    visitor.get("/", **one)
    visitor.get("/", **other)
    assert visitor.behind.asked == 2


def test_a_browser_that_has_the_page_is_told_so_and_compressed_pages_are_the_same(home, visitor):
    plain = visitor.get("/")
    small = visitor.get("/", accept_encoding="gzip, br")
    assert small["headers"]["content-encoding"] == "br"
    assert len(small["body"]) < len(plain["body"])
    assert visitor.get("/", if_none_match=plain["headers"]["etag"])["status"] == 304
    assert visitor.behind.asked == 1


def test_without_a_database_the_site_itself_answers(home, visitor, monkeypatch):
    from django.db import OperationalError

    def gone():
        raise OperationalError("gone")

    visitor.get("/")
    monkeypatch.setattr("core.pagecache_layers.current", gone)
    assert visitor.get("/")["status"] == 200
    assert visitor.behind.asked == 2


@pytest.mark.django_db(transaction=True)
def test_the_layer_for_asgi_does_the_same():
    factories.make_home()
    raise_generation()
    asked = []
    inside = get_asgi_application()

    async def counted(scope, receive, send):
        asked.append(scope["path"])
        await inside(scope, receive, send)

    layer = PageCacheASGI(counted)

    async def visit():
        transport = httpx.ASGITransport(app=layer)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
            looks = [await client.get("/") for _ in range(3)]
            looks.append(await client.get("/", headers={"If-None-Match": looks[0].headers["etag"]}))
            looks.append(await client.get("/no-such-page/"))
            looks.append(await client.get("/health/live"))
            return looks

    try:
        first, second, third, known, missing, live = asyncio.run(visit())
    finally:
        layer.thread.shutdown()
    assert first.status_code == 200
    assert first.text == second.text == third.text
    assert dict(first.headers) == dict(second.headers)
    assert first.headers["content-encoding"] == "br"
    assert (known.status_code, known.content) == (304, b"")
    assert missing.status_code == 404
    assert live.json() == {"status": "live"}
    assert asked == ["/", "/no-such-page/", "/health/live"]
