"""The one place where text from people becomes HTML or is let through as plain text.

Bleach keeps the allowlist, nh3 looks a second time. See docs/decisions/ for why two and how to replace the first.
"""

import unicodedata
from typing import Final

import bleach
import nh3
from django.utils.safestring import SafeString, mark_safe

TAGS: Final = frozenset({"a", "b", "blockquote", "br", "em", "h2", "h3", "h4", "i", "li", "ol", "p", "strong", "ul"})
ATTRIBUTES: Final = {"a": ["href"]}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
# Direction controls can make a sentence read backwards around the one beside it; joiners are needed by real scripts.
DIRECTION_CONTROLS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class UnusableText(ValueError):
    """The text holds something no person types, such as a NUL byte."""


def plain(text: str) -> str:
    """Return text as it may be stored: NFC, one kind of line end, no control or direction-override characters.

    Raises:
        UnusableText: The text holds a NUL byte.
    """
    if "\x00" in text:
        raise UnusableText("The text holds a NUL byte.")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        letter
        for letter in text
        if letter in "\n\t" or not (letter in DIRECTION_CONTROLS or unicodedata.category(letter) in {"Cc", "Cs"})
    )


#: Without headings: a post stands inside a page that has its own.
POST_TAGS: Final = TAGS - {"h2", "h3", "h4"}


def rich(html: str) -> SafeString:
    """Return HTML that keeps the small safe set of tags and nothing else."""
    return _clean(html, tags=TAGS, link_rel="nofollow noopener")


def posted(html: str) -> SafeString:
    """Return HTML of a post from the public: no headings, and links that search engines know are not ours."""
    return _clean(html, tags=POST_TAGS, link_rel="nofollow ugc noopener")


def _clean(html: str, *, tags: frozenset[str], link_rel: str) -> SafeString:
    first = bleach.clean(plain(html), tags=tags, attributes=ATTRIBUTES, protocols=SCHEMES, strip=True)
    second = nh3.clean(
        first,
        tags=set(tags),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel=link_rel,
    )
    return mark_safe(second)  # noqa: S308  the one place where HTML is vouched for
