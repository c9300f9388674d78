"""The content policy forbids scripts and styles inside pages; no template may hold any."""

import re
from pathlib import Path

import pytest

TEMPLATES = sorted((Path(__file__).resolve().parent.parent / "templates").rglob("*.html"))
# The Wagtail admin and e-mail clients know no policy of ours.
EXEMPT = re.compile(r"/(admin|wagtailadmin)/")
FORBIDDEN = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
    "an event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=(?!=)", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a file of another host": re.compile(
        r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)=\"(?:https?:)?//", re.IGNORECASE
    ),
}


def sins(html: str) -> list[str]:
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p style="color: red">', ["an inline style"]),
        ("<script>go()</script>", ["an inline script"]),
        ('<script type="module" src="/static/js/a.js"></script>', []),
        ('<button onclick="go()">', ["an event handler"]),
        ('<a href="javascript:go()">', ["a javascript: address"]),
        ('<img src="https://elsewhere.example/a.png" alt="">', ["a file of another host"]),
        ("<p>on time = now</p>", []),
    ],
)
def test_the_check_sees_what_the_policy_forbids(html, expected):
    assert sins(html) == expected


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_template_holds_nothing_the_policy_forbids(path):
    if EXEMPT.search(str(path)):
        assert "admin" in str(path)
        return
    assert sins(path.read_text()) == []
