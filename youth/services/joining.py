"""Joining the writers' group and what one may change about oneself."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from consultations.models import Area
from forums.likeness import likeness_of
from forums.models import Moderator
from forums.services.telling import leave_letters
from live.models import Facilitator
from people.models import Organisation, User
from people.permissions import may_enter_admin
from people.roles import Role
from youth.ages import Place, quarter_start
from youth.errors import NotJoined
from youth.held_back import private_in
from youth.joining_errors import AlreadyJoined, NameTaken, NameTells, PausedName, TooYoungForName, WorksHere
from youth.models import ArticlePage, Band, SafeguardingCheck, Writer, YouthPage
from youth.pen_names import refuse_odd_first_name, refuse_telling, tidy
from youth.services.leaving import hold_writer
from youth.services.telling import forget_letters

State = Writer.State


@transaction.atomic
def join(*, user: User, place: Place, area: Area | None, pen_name: str, first_name: str = "", at: datetime) -> Writer:
    """Join the writers' group: from 16 on at once, before that when a parent or guardian has said yes.

    Whoever left may come back. Their band is not made older than it was, and a pause goes on. Letters about communities
    that came of themselves stop; they can be turned on again.

    Raises:
        WorksHere: It is an account of somebody who works here.
        AlreadyJoined: They have.
        NameMissing, NameTaken, NameReserved, NameTells, NumberInName: About the pen name.
        FirstNameTells, TooYoungForName: About the first name.
    """
    refuse_working(user)
    writer = Writer.objects.select_for_update().filter(user=user).first()
    if writer is not None and writer.state != State.LEFT:
        raise AlreadyJoined
    writer = writer or Writer(user=user, band=place.band, band_ends_on=place.ends_on)
    today = localdate(at)
    if not (writer.is_younger and writer.band_ends_on >= today):
        writer.band, writer.band_ends_on = place.band, place.ends_on
    writer.area, writer.joined_in = _district(area), quarter_start(today)
    writer.left_on = writer.keeps_articles = None
    writer.state = State.WAITING if writer.is_younger else State.PAUSED if writer.paused_reason else State.IN
    writer.waits_since = today if writer.is_younger else None
    _name(writer, pen_name=pen_name, first_name=first_name)
    leave_letters(user_id=user.pk)
    return _save_named(writer)


@transaction.atomic
def change_settings(
    *, writer: Writer, pen_name: str, first_name: str = "", area: Area | None, wants_letters: bool
) -> Writer:
    """Change what one may change about oneself. What is published keeps the name it was published under.

    Raises:
        NotJoined: They have gone.
        PausedName: A paused writer would change what stands above everything they wrote.
        NameMissing, NameTaken, NameReserved, NameTells, NumberInName, FirstNameTells, TooYoungForName: As `join`.
    """
    held = hold_writer(writer)
    if held.state not in {State.WAITING, State.IN, State.PAUSED}:
        raise NotJoined
    if held.state == State.PAUSED and (tidy(pen_name), tidy(first_name)) != (held.pen_name, held.first_name):
        raise PausedName
    held.area, held.wants_letters = _district(area), wants_letters
    if not wants_letters:
        forget_letters(held)
    _name(held, pen_name=pen_name, first_name=first_name)
    return _save_named(held)


def refuse_working(user: User) -> None:
    """Refuse accounts that somebody works with here: who joins is protected, and has no role over others' data.

    Raises:
        WorksHere: It is one.
    """
    is_at_work = (
        may_enter_admin(user) or user.is_superuser or user.groups.exclude(name=Role.YOUNG_EDITOR.value).exists()
    )
    rows = (model._default_manager.filter(user=user) for model in (Moderator, Facilitator, SafeguardingCheck))
    if is_at_work or any(found.exists() for found in rows):
        raise WorksHere


def _district(area: Area | None) -> Area | None:
    """Return the district; nothing where the section names none like it: a place finer than that is not kept."""
    return area if area is not None and YouthPage.objects.filter(districts=area).exists() else None


def _name(writer: Writer, *, pen_name: str, first_name: str) -> None:
    name, first = tidy(pen_name), tidy(first_name)
    user = writer.user
    known = {user.email, user.first_name, user.last_name, first}
    known |= set(EmailAddress.objects.filter(user=user).values_list("email", flat=True))
    refuse_telling(name, known=known - {""}, bodies=_bodies())
    if private_in(name):
        raise NameTells(_("This pen name tells how to reach you or where to find you. Choose one that does not."))
    refuse_odd_first_name(first)
    if first and writer.band == Band.YOUNGER:
        raise TooYoungForName
    writer.pen_name, writer.likeness, writer.first_name = name, likeness_of(name), first
    _refuse_taken(writer)


def _refuse_taken(writer: Writer) -> None:
    """Refuse a name of somebody else in the section, or above an article of somebody who has gone.

    Raises:
        NameTaken: It is one, or looks like it.
    """
    if Writer.objects.filter(likeness=writer.likeness).exclude(pk=writer.pk).exists():
        raise NameTaken
    others = ArticlePage.objects.live().order_by()
    if writer.pk:
        others = others.exclude(piece__writer=writer.pk)
    if writer.likeness in {likeness_of(name) for name in others.values_list("byline", flat=True).distinct()}:
        raise NameTaken


def _save_named(writer: Writer) -> Writer:
    try:
        with transaction.atomic():
            writer.save()
    except IntegrityError:
        if Writer.objects.filter(likeness=writer.likeness).exclude(pk=writer.pk).exists():
            raise NameTaken from None
        if writer.pk is None and Writer.objects.filter(user=writer.user).exists():
            raise AlreadyJoined from None
        raise
    return writer


def _bodies() -> list[str]:
    names = [name for pair in Organisation.objects.values_list("name", "short_name") for name in pair if name]
    return [*names, *YouthPage.objects.values_list("title", flat=True)]
