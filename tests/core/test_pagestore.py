import gzip

import brotli
import pytest

from core.pagestore import PageStore, page_of

HTML = ((b"Content-Type", b"text/html; charset=utf-8"), (b"Content-Length", b"9"), (b"X-Own", b"kept"))
LONG = b"<p>Where should the last bus go?</p>" * 40


def page(body: bytes = LONG, *, generation: int = 1, expires_at: float = 100.0):
    return page_of(HTML, body, generation=generation, expires_at=expires_at)


def store(*, most_pages: int = 10, most_bytes: int = 10_000_000) -> PageStore:
    return PageStore(most_pages=most_pages, most_bytes=most_bytes)


@pytest.mark.parametrize(("at", "is_found"), [(99.999, True), (100.0, False), (100.001, False)])
def test_a_page_is_shown_until_it_expires_and_not_at_that_moment(at, is_found):
    pages = store()
    pages.keep(b"/", page(expires_at=100.0))
    assert (pages.find(b"/", generation=1, at=at) is not None) is is_found


@pytest.mark.parametrize("generation", [0, 2])
def test_a_page_of_another_generation_is_forgotten(generation):
    pages = store()
    pages.keep(b"/", page(generation=1))
    assert pages.find(b"/", generation=generation, at=1) is None
    assert len(pages) == 0
    assert pages.weight == 0


def test_the_page_looked_at_least_recently_goes_first():
    pages = store(most_pages=2)
    pages.keep(b"/a", page())
    pages.keep(b"/b", page())
    pages.find(b"/a", generation=1, at=1)
    pages.keep(b"/c", page())
    assert [name for name in (b"/a", b"/b", b"/c") if pages.find(name, generation=1, at=1)] == [b"/a", b"/c"]


def test_pages_never_weigh_more_than_they_may():
    pages = store(most_bytes=page().size * 2)
    for number in range(5):
        pages.keep(b"/%d" % number, page())
    assert len(pages) == 2
    assert pages.weight == page().size * 2


def test_keeping_the_same_address_again_counts_once():
    pages = store()
    pages.keep(b"/", page())
    pages.keep(b"/", page())
    assert len(pages) == 1
    assert pages.weight == page().size


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [
        (b"gzip, deflate, br", b"br", brotli.decompress),
        (b"gzip;q=0.8, br;q=0", b"gzip", gzip.decompress),
        (b"gzip", b"gzip", gzip.decompress),
        (b"gzip;q=0, br; q=0.000", None, bytes),
        (b"identity", None, bytes),
        (b"", None, bytes),
    ],
)
def test_a_page_is_sent_in_an_encoding_that_the_browser_takes(accepted, encoding, decode):
    status, headers, body = page().answer(accepted=accepted, known=b"")
    assert status == 200
    assert dict(headers).get(b"content-encoding") == encoding
    assert decode(body) == LONG
    assert dict(headers)[b"content-length"] == str(len(body)).encode()
    assert dict(headers)[b"vary"] == b"Accept-Encoding"
    assert dict(headers)[b"x-own"] == b"kept"


def test_what_is_short_is_not_compressed():
    assert set(page(b"<p>Short</p>").bodies) == {b""}


def test_a_browser_that_has_the_page_is_told_so():
    kept = page()
    status, headers, body = kept.answer(accepted=b"br", known=b'"other", ' + kept.etag)
    assert (status, body) == (304, b"")
    assert dict(headers)[b"etag"] == kept.etag


def test_a_changed_page_has_another_tag():
    assert page(LONG).etag != page(LONG + b".").etag
    assert page(LONG).answer(accepted=b"", known=page(LONG + b".").etag)[0] == 200


def test_browsers_ask_again_unless_the_view_said_otherwise():
    assert dict(page().headers)[b"cache-control"] == b"no-cache"
    spoken = page_of((*HTML, (b"Cache-Control", b"max-age=60")), LONG, generation=1, expires_at=1)
    assert dict(spoken.headers)[b"cache-control"] == b"max-age=60"
