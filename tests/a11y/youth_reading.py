"""The youth section's articles and what's on, with the team's screens for it."""

from __future__ import annotations

from django.utils import timezone

from tests.a11y.address import Address
from youth.models import ArticlePage, WhatsOn

EDITOR, CHECKED = "editor1@engage.example", "checked@engage.example"


def article() -> str:
    """Return an article with all that may go with one: a picture, a rating, topics, comments."""
    rated = ArticlePage.objects.live().exclude(rating=None).exclude(picture=None)
    return f"/youth/read/{rated.order_by('-takes_comments', 'pk')[0].slug}/"


def one_that_is_on() -> str:
    return WhatsOn.objects.to_come(timezone.now())[0].get_absolute_url()


def waiting() -> str:
    return f"/youth/team/whats-on/{WhatsOn.objects.filter(published_at=None).earliest('pk').pk}/"


def public() -> str:
    return f"/youth/team/whats-on/{WhatsOn.objects.to_come(timezone.now())[0].pk}/"


ADDRESSES = [
    Address("youth: articles", "/youth/read/", "youth/read.html"),
    Address("youth: no such article", "/youth/read/?kind=game&topic=money", "youth/read.html", is_variant=True),
    Address("youth: an article", article, "youth/article.html"),
    Address("youth: what is on", "/youth/whats-on/", "youth/whats_on/list.html"),
    Address("youth: one that is on", one_that_is_on, "youth/whats_on/one.html"),
    Address("youth: the team’s list", "/youth/team/whats-on/", "youth/whats_on/desk.html", as_whom=EDITOR),
    Address("youth: a suggestion", waiting, "youth/whats_on/desk_one.html", as_whom=CHECKED),
    Address(
        "youth: one that is public, for the team",
        public,
        "youth/whats_on/desk_one.html",
        as_whom=CHECKED,
        is_variant=True,
    ),
    Address("youth: to suggest", "/youth/team/whats-on/new/", "youth/whats_on/form.html", as_whom=EDITOR),
]
