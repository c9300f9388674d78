"""What people type and what comes of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.markup import Mention, is_empty, link_mentions, mentions_in, quoted, render, tidy, words_of
from forums.paging import POSTS_A_PAGE, numbers_on, page_of_number, pages_up_to

ALLOWED = {"a", "blockquote", "br", "em", "li", "ol", "p", "strong", "ul"}


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>\ntwo</p>\n<p>three</p>\n"),
        ("**bold** and *not*", "<p><strong>bold</strong> and <em>not</em></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        (
            "[here](https://example.org/a?b=1&c=2)",
            '<p><a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc noopener">here</a></p>\n',
        ),
        ("# no heading", "<p># no heading</p>\n"),
        (
            "![x](https://elsewhere.example/x.png)",
            '<p>!<a href="https://elsewhere.example/x.png" rel="nofollow ugc noopener">x</a></p>\n',
        ),
        ("<b>no</b>", "<p>&lt;b&gt;no&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
    ],
)
def test_the_markup_is_small(source, html):
    assert render(source) == html


@given(st.text(alphabet=st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"]), max_size=300))
def test_whatever_is_typed_only_these_tags_come_out(source):
    html = render(tidy(source))
    found = re.findall(r"<\s*/?\s*([a-z0-9]+)([^>]*)>", html, re.IGNORECASE)
    assert {tag.lower() for tag, _rest in found} <= ALLOWED
    for tag, rest in found:
        assert tag == "a" or rest in {"", "/"}
        assert not re.search(r"\s(on\w+|style|src)\s*=", re.sub(r'"[^"]*"', '""', rest), re.IGNORECASE)


def test_mentions_become_links_only_where_the_reader_may_go():
    html = render("See #12, rural#3, word#x, a&#39;s, /page#4 and [#5](https://example.org/#6).")
    assert mentions_in(html, forum="carers") == {Mention("carers", 12), Mention("rural", 3)}
    known = {Mention("carers", 12): ("/forums/carers/threads/12/", 'Ramps & "lifts"')}
    linked = link_mentions(html, forum="carers", known=known)
    assert '<a href="/forums/carers/threads/12/" title="Ramps &amp; &quot;lifts&quot;">#12</a>' in linked
    assert "rural#3" in linked
    assert "rural/threads" not in linked
    assert linked.count("<a ") == 2


def test_a_quote_names_nobody():
    source = quoted("One\n\ntwo", number=7, address="/forums/carers/threads/1/posts/7/")
    assert source == "> [Post 7](/forums/carers/threads/1/posts/7/)\n>\n> One\n>\n> two\n\n"
    assert render(source).startswith("<blockquote>")


def test_what_shows_nothing_is_nothing():
    assert is_empty(" \u200b\u2060 ")
    assert not is_empty("a")
    assert words_of(render("One **two**\nthree\n\nfour")) == "One two three four"


@given(st.integers(min_value=1, max_value=10**7))
def test_a_post_stands_on_the_page_of_its_number(number):
    assert number in numbers_on(page_of_number(number))
    assert len(numbers_on(page_of_number(number))) == POSTS_A_PAGE


def test_pages_begin_with_one():
    assert [page_of_number(number) for number in (1, 50, 51, 100, 101)] == [1, 1, 2, 2, 3]
    assert [pages_up_to(number) for number in (0, 1, 50, 51)] == [1, 1, 1, 2]
    with pytest.raises(ValueError, match="from 1"):
        page_of_number(0)
