"""From what somebody typed to what others read: paragraphs, bold, italic, lists, quotes, links. Pure.

Markdown without its HTML, headings, pictures and code; what comes out passes the one sanitiser. Nothing in a post is
fetched from another host. Mentions of threads (`#12`, `rural-residents#12`) stay text here: where they lead is looked
up for each reader, and only what that reader may see becomes a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from core.sanitise import UnusableText, plain, posted

LONGEST: Final = 10_000
_KEPT: Final = ["paragraph", "emphasis", "list", "blockquote", "link", "autolink", "newline", "escape"]
_TAG: Final = re.compile(r"(<[^>]*>)")
_MENTION: Final = re.compile(r"(?<![\w/#&;-])(?:([a-z0-9][a-z0-9-]{0,59}))?#([1-9][0-9]{0,8})(?![\w#])")
_LINK: Final = re.compile(r"https?://[^\s/]|mailto:|tel:|/(?![/\\])|#", re.IGNORECASE)
#: Signs that show nothing: a text made of them alone says nothing.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff]"
)

__all__ = [
    "LONGEST",
    "Mention",
    "UnusableText",
    "is_empty",
    "link_mentions",
    "mentions_in",
    "quoted",
    "render",
    "tidy",
    "words_of",
]


@dataclass(frozen=True, slots=True)
class Mention:
    """A thread that a post names: of the forum with this address, or of its own where there is none."""

    forum: str
    number: int


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  the library's name
        return is_link(url)


def _parser() -> MarkdownIt:
    parser = _Parser("zero", {"html": False, "breaks": True, "linkify": False, "maxNesting": 12})
    return parser.enable(_KEPT)


def is_link(address: str) -> bool:
    """Whether a link may lead there: to the web by a whole address, to a page of ours, to mail or a telephone."""
    return _LINK.match(address.strip()) is not None


def tidy(source: str) -> str:
    """Return the source as it is kept.

    Raises:
        UnusableText: It holds a NUL byte.
    """
    return plain(source).strip()


def is_empty(source: str) -> bool:
    return not _INVISIBLE.sub("", source).strip()


def render(source: str) -> SafeString:
    """Return the safe HTML of a source that `tidy` returned."""
    return posted(_parser().render(source))


def words_of(html: str) -> str:
    """Return the words of a rendered post alone, for the line under a title."""
    return " ".join(unescape(strip_tags(html.replace("</p>", " ").replace("<br>", " "))).split())


def mentions_in(html: str, *, forum: str) -> set[Mention]:
    """Return the threads that a rendered post names; `forum` is the address of its own."""
    return {Mention(found[1] or forum, int(found[2])) for part in _texts(html) for found in _MENTION.finditer(part)}


def link_mentions(html: str, *, forum: str, known: Mapping[Mention, tuple[str, str]]) -> SafeString:
    """Make links of the mentions that this reader may follow.

    Args:
        html: A rendered post.
        forum: The address of the forum it stands in.
        known: Address and title of each thread that the reader may see; all others stay text.
    """
    if not known:
        return mark_safe(html)  # noqa: S308  rendered and sanitised when it was stored

    def linked(found: re.Match[str]) -> str:
        target = known.get(Mention(found[1] or forum, int(found[2])))
        if target is None:
            return found[0]
        address, title = target
        return f'<a href="{escape(address)}" title="{escape(title)}">{found[0]}</a>'

    parts, depth = [], 0
    for part in _TAG.split(html):
        if part.startswith("<"):
            depth += part.startswith("<a ") - part.startswith("</a")
            parts.append(part)
        else:
            parts.append(part if depth else _MENTION.sub(linked, part))
    return mark_safe("".join(parts))  # noqa: S308  as above, and what is put in is escaped


def quoted(source: str, *, number: int, address: str) -> str:
    """Return the beginning of a reply to a post: who it was is looked up there, so that no name stays in a quote."""
    lines = source.splitlines() or [""]
    label = _("Post %(number)s") % {"number": number}
    return "\n".join([f"> [{label}]({address})", ">", *(f"> {line}".rstrip() for line in lines), "", ""])


def _texts(html: str) -> Iterable[str]:
    depth = 0
    for part in _TAG.split(html):
        if part.startswith("<"):
            depth += part.startswith("<a ") - part.startswith("</a")
        elif not depth:
            yield part
