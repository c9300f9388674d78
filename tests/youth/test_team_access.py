"""Who comes in at the desks of writers, the team and checked adults; and what checked adults decide about people."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.permissions import has_role
from people.roles import Role
from tests import factories
from tests.youth.factories import make_checked, make_editor, make_piece, make_writer
from youth.desk_errors import ReasonMissing
from youth.errors import MovedOn, NotChecked, NotJoined
from youth.models import Issue, Writer
from youth.services.editors import lift_pause, pause_writer, unmake_editor
from youth.services.editors import make_editor as take_in
from youth.stages_table import Stage

pytestmark = pytest.mark.django_db

OWN, TEAM, CHECKED = "its writer", "the team", "checked adults"
#: Each address, and who comes in.
ADDRESSES = {
    "piece": {OWN, TEAM},
    "piece_preview": {OWN, TEAM},
    "piece_hand_in": {OWN},
    "talk": {OWN, TEAM},
    "team": {TEAM},
    "team_piece": {TEAM},
    "team_versions": {TEAM},
    "issues": {TEAM},
    "issue": {TEAM},
    "publish": {CHECKED},
    "publish_one": {CHECKED},
    "team_people": {CHECKED},
    "team_person": {CHECKED},
}
#: Buttons: asked by POST alone.
BUTTONS = {
    "piece_move": {OWN},
    "team_move": {TEAM},
    "team_look_after": {TEAM},
    "team_piece_issue": {TEAM},
    "team_comment": {TEAM},
}


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def address(name, piece, issue):
    if name in {"team", "issues", "publish", "team_people"}:
        return reverse(f"youth:{name}")
    number = {"issue": issue.pk, "team_person": piece.writer_id}.get(name, piece.pk)
    return reverse(f"youth:{name}", args=[number])


def test_everybody_comes_in_where_they_belong_and_nowhere_else(cast):
    piece = make_piece(stage=Stage.READY)
    issue = Issue.objects.create(title="Winter", planned_on=timezone.localdate())
    people = {
        piece.writer.user: {OWN},
        make_editor().user: {TEAM},
        make_checked(ends_in_days=1): {TEAM, CHECKED},
        make_writer().user: set(),
        make_checked(ends_in_days=0): set(),
        factories.make_user(is_superuser=True, is_staff=True): set(),
        cast.county_officer: set(),
        cast.administrator: set(),
        cast.outsider: set(),
        make_writer(state=Writer.State.WAITING, band="younger").user: set(),
        make_writer(state=Writer.State.LEFT).user: set(),
        make_editor(state=Writer.State.PAUSED).user: set(),
    }
    for user, parts in people.items():
        client = signed_in(user)
        for name, who in ADDRESSES.items():
            answer = client.get(address(name, piece, issue))
            assert (answer.status_code != 404) is bool(parts & who), (name, user.email, parts)
            assert answer.status_code == 404 or "noindex" in answer["X-Robots-Tag"]
        for name, who in BUTTONS.items():
            if not parts & who:
                assert client.post(address(name, piece, issue), {"to": Stage.DRAFTING}).status_code == 404, name
    piece.refresh_from_db()
    assert piece.stage == Stage.READY


def test_nobody_known_is_asked_to_sign_in_and_buttons_take_no_get():
    piece = make_piece()
    issue = Issue.objects.create(title="Winter", planned_on=timezone.localdate())
    for name in (*ADDRESSES, "write"):
        where = reverse("youth:write") if name == "write" else address(name, piece, issue)
        assert Client().get(where).url.startswith("/accounts/login/"), name
    for name in BUTTONS:
        assert signed_in(make_editor().user).get(address(name, piece, issue)).status_code == 405


def test_my_pieces_are_for_those_who_joined():
    for user in (factories.make_user(), make_checked()):
        for name in ("write", "piece_new"):
            assert signed_in(user).get(reverse(f"youth:{name}")).status_code == 404
    waiting = make_writer(state=Writer.State.WAITING, band="younger")
    page = signed_in(waiting.user).get(reverse("youth:write")).content.decode()
    assert "We are waiting for your parent or guardian" in page
    assert "Start a piece" not in page


def test_a_checked_adult_sees_pen_names_and_no_address():
    adult = make_checked()
    writer = make_writer(name="Kestrel", band="younger")
    client = signed_in(adult)
    for where in (reverse("youth:team_people"), reverse("youth:team_person", args=[writer.pk])):
        page = client.get(where).content.decode()
        assert "Kestrel" in page
        assert "13 to 15" in page
        assert writer.user.email not in page
        assert "Harborough" not in page


def test_editors_are_made_and_unmade_by_checked_adults():
    adult, writer = make_checked(ends_in_days=1), make_writer()
    piece = make_piece()
    client, address = signed_in(adult), reverse("youth:team_person", args=[writer.pk])
    client.post(address, {"action": "make_editor"})
    assert has_role(writer.user, Role.YOUNG_EDITOR)
    piece.editor = writer
    piece.save()
    client.post(address, {"action": "unmake_editor"})
    piece.refresh_from_db()
    assert not has_role(writer.user, Role.YOUNG_EDITOR)
    assert piece.editor is None
    now = timezone.now()
    for by in (make_checked(ends_in_days=0), make_editor().user, factories.make_user(is_superuser=True)):
        for do in (take_in, unmake_editor):
            with pytest.raises(NotChecked):
                do(writer=writer, by=by, at=now)
    with pytest.raises(NotJoined):
        take_in(writer=make_writer(state=Writer.State.PAUSED), by=adult, at=now)


def test_writing_is_paused_with_a_reason_and_lifted():
    adult, writer, now = make_checked(), make_writer(), timezone.now()
    client, address = signed_in(adult), reverse("youth:team_person", args=[writer.pk])
    answer = client.post(address, {"action": "pause", "reason": " "})
    assert answer.status_code == 409
    assert "Say why" in answer.content.decode()
    client.post(address, {"action": "pause", "reason": "Be kind first."})
    writer.refresh_from_db()
    assert (writer.state, writer.paused_reason) == (Writer.State.PAUSED, "Be kind first.")
    assert "Be kind first." in client.get(address).content.decode()
    again = client.post(address, {"action": "pause", "reason": "Twice"})
    assert again.status_code == 409
    assert "Twice" in again.content.decode()
    client.post(address, {"action": "lift"})
    writer.refresh_from_db()
    assert (writer.state, writer.paused_reason) == (Writer.State.IN, "")
    with pytest.raises(MovedOn):
        lift_pause(writer=writer, by=adult, at=now)
    with pytest.raises(ReasonMissing):
        pause_writer(writer=writer, by=adult, reason="", at=now)
    with pytest.raises(NotChecked):
        pause_writer(writer=writer, by=make_editor().user, reason="Mine", at=now)
    orphan = make_writer(state=Writer.State.PAUSED, band="younger")
    with pytest.raises(MovedOn):
        lift_pause(writer=orphan, by=adult, at=now)
    assert client.post(address, {"action": "burn"}).status_code == 409
