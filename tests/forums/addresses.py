"""Every address that the site answers, found in its own list of patterns, with what was planted put into each."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.urls import get_resolver
from wagtail.models import Page

#: Stands where an address takes something that nothing was planted for.
ANYTHING = ("1",)
#: Looking at these would end what the test is about.
LEFT_OUT = ("logout",)


def all_addresses(planted: Mapping[str, Collection[Any]], *, anything: Collection[Any] = ANYTHING) -> list[str]:
    """Return the addresses of all patterns, and of all public pages.

    Args:
        planted: By the name of what an address takes, or by a beginning of the pattern and the name, what to put in:
            `pk`, `youth pk`, `youth/team/pieces pk`. The longest beginning that is there counts.
        anything: What to put in elsewhere; with nothing, such addresses are left out.
    """
    found = {
        f"/{address}"
        for template, names in _patterns(get_resolver())
        for address in _filled(template, names, planted, anything)
    }
    found |= {page.get_url() or "/" for page in Page.objects.live().filter(depth__gt=1).specific()}
    return sorted(address for address in found if not any(word in address for word in LEFT_OUT))


def _patterns(resolver: Any, prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Walk every list of patterns that is known by name or by view, with those below it."""
    for name in resolver.reverse_dict:
        for possibilities, _pattern, _defaults, _converters in resolver.reverse_dict.getlist(name):
            for template, names in possibilities:
                yield prefix + template, tuple(names)
    for below, nested in resolver.namespace_dict.values():
        yield from _patterns(nested, prefix + below)


def _filled(
    template: str, names: tuple[str, ...], planted: Mapping[str, Collection[Any]], anything: Collection[Any]
) -> Iterator[str]:
    choices = [_choice(template, name, planted, anything) for name in names]
    for chosen in itertools.product(*choices):
        yield template % dict(zip(names, chosen, strict=True))


def _choice(
    template: str, name: str, planted: Mapping[str, Collection[Any]], anything: Collection[Any]
) -> Collection[Any]:
    parts = template.split("/")
    beginnings = (" ".join(["/".join(parts[:length]), name]) for length in range(len(parts), 0, -1))
    return next((planted[key] for key in [*beginnings, name] if key in planted), anything)
