"""What the chat and the desk of checked adults tell the registries of the rooms below."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.services.rotating import register_sealed
from core.sealing import SealBroken, unseal
from people import ticks
from people.models import User
from people.privacy import PersonalData, Row, register
from youth import parting
from youth.models import Concern, ConcernStep
from youth.permissions import writer_of
from youth.services.chat_keeping import expire_chat, expire_concerns, forget_words, hide_words, written_by
from youth.services.concern_letters import tell_due


def collect_chat(user: User) -> list[Row]:
    writer = writer_of(user)
    if writer is None:
        return []
    posts = written_by(writer).exclude(source="").select_related("thread")
    return [
        {_("Thread"): post.thread.title, _("Written"): post.written_at, _("What you wrote"): post.source}
        for post in posts
    ]


def erase_chat(user: User, at: datetime) -> int:
    writer = writer_of(user)
    return forget_words(writer, at) if writer is not None else 0


def collect_concerns(user: User) -> list[Row]:
    """What this person told us. What others told us about somebody is safeguarding's, and is not handed out here."""
    writer = writer_of(user)
    told = Concern.objects.filter(reporter=writer) if writer is not None else Concern.objects.none()
    return [
        {
            _("Told us"): concern.made_at,
            _("What was wrong"): concern.get_reason_display(),
            _("In your own words"): _words(concern),
        }
        for concern in told
    ]


CHAT = PersonalData(
    slug="youth-chat",
    label=gettext_lazy("What you wrote in the chat and under articles"),
    retention=gettext_lazy("Destroyed 6 months after you wrote it; after 30 days where it was not let through."),
    explanation=gettext_lazy(
        "Others read it under your pen name. When you erase it, the words go at once; where somebody answered you, "
        "the place stays without words and without your name."
    ),
    collect=collect_chat,
    erase=erase_chat,
    expire=expire_chat,
    order=40,
)
CONCERNS = PersonalData(
    slug="youth-concerns",
    label=gettext_lazy("What you told checked adults about"),
    retention=gettext_lazy("Destroyed 3 years after it was closed, with everything that was done about it."),
    explanation=gettext_lazy(
        "Kept encrypted, so that it can be shown later what was done to keep somebody safe. It is not erased earlier, "
        "but your account is no longer named in it once you have gone. Every look at it is written down."
    ),
    collect=collect_concerns,
    expire=expire_concerns,
)


def register_chat() -> None:
    """Fill the registries: once, in `AppConfig.ready`."""
    register(CHAT)
    register(CONCERNS)
    ticks.register("youth-concerns", tell_due, every=timedelta(minutes=5))
    parting.register("chat", parting.Room(hide=hide_words, forget=forget_words))
    register_sealed(Concern, "sealed")
    register_sealed(ConcernStep, "sealed")


def _words(concern: Concern) -> str:
    try:
        return str(unseal(concern.sealed).get("words", ""))
    except SealBroken:
        return ""
