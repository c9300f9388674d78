"""Young people, adults and articles for the tests of the youth section."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from consultations.models import Area
from core.sealing import seal
from forums.likeness import likeness_of
from people.models import User
from people.roles import Role
from people.services import give_role
from tests import factories
from youth.models import ArticlePage, Band, Piece, ReadPage, SafeguardingCheck, Writer, YouthPage
from youth.services.section import open_section

_numbers = count(1)


def make_section() -> YouthPage:
    """Return the section below the home page, made if it was not there."""
    found = YouthPage.objects.filter(districts__slug="harborough").first()
    if found is not None:
        return found
    front = open_section(home=factories.make_home(), title="The Jitty")
    front.districts.set([harborough()])
    front.save()
    return front


def harborough() -> Area:
    """Return the district of the young people made here."""
    return Area.objects.get_or_create(name="Harborough", slug="harborough")[0]


def make_writer(*, name: str = "", band: str = Band.OLDER, state: str = Writer.State.IN, **fields: Any) -> Writer:
    """Return a young person who joined; one of the younger band with a guardian's yes."""
    number = next(_numbers)
    name = name or f"Pen {number}"
    values = {
        "user": fields.pop("user", None) or factories.make_user(f"young{number}@example.org"),
        "pen_name": name,
        "likeness": likeness_of(name),
        "area": harborough(),
        "band": band,
        "band_ends_on": date(timezone.localdate().year + 2, 12, 31),
        "state": state,
        "joined_in": date(timezone.localdate().year, 1, 1),
    }
    if band == Band.YOUNGER and state == Writer.State.IN:
        values["guardian_agreed_on"] = timezone.localdate()
    if state == Writer.State.WAITING:
        values["waits_since"] = timezone.localdate()
    return Writer.objects.create(**values | fields)


def make_editor(**fields: Any) -> Writer:
    writer = make_writer(**fields)
    give_role(user=writer.user, role=Role.YOUNG_EDITOR)
    return writer


def make_checked(*, user: User | None = None, ends_in_days: int = 300, is_lead: bool = False) -> User:
    """Return an adult whose check stands for so many days more; none for 0, lapsed for a negative number."""
    user = user or factories.make_user(f"adult{next(_numbers)}@example.org")
    today = timezone.localdate()
    SafeguardingCheck.objects.create(
        user=user,
        sealed_number=seal({"number": "001234567890"}),
        checked_on=today - timedelta(days=400),
        look_again_on=today + timedelta(days=ends_in_days),
        recorded_by=factories.make_user(),
        recorded_at=timezone.now(),
        confirmed_by=factories.make_user(),
        confirmed_at=timezone.now(),
    )
    give_role(user=user, role=Role.CHECKED_ADULT)
    if is_lead:
        give_role(user=user, role=Role.SAFEGUARDING_LEAD)
    return user


def make_piece(*, writer: Writer | None = None, stage: str = Piece.Stage.DRAFTING, **fields: Any) -> Piece:
    """Return a piece with its page, a draft."""
    writer = writer or make_writer()
    make_section()
    number = next(_numbers)
    values = {"title": f"Piece {number}", "slug": f"piece-{number}", "teaser": "About it.", "body": "One.\n\nTwo."}
    page = ReadPage.objects.get().add_child(instance=ArticlePage(live=False, byline=writer.pen_name, **values | fields))
    page.save_revision()
    return Piece.objects.create(page=page, writer=writer, stage=stage, staged_at=timezone.now())


def make_article(*, writer: Writer | None = None, by: User | None = None, **fields: Any) -> ArticlePage:
    """Return a published article."""
    piece = make_piece(writer=writer, stage=Piece.Stage.PUBLISHED, **fields)
    piece.page.get_latest_revision().publish(user=by or make_checked(), skip_permission_checks=True)
    piece.page.refresh_from_db()
    return piece.page
