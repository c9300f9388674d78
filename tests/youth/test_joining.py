"""Joining: who is turned away leaves no trace, who joins is kept as little of as can be, names tell nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from consultations.models import Area
from people.models import User
from people.protection import is_protected
from people.roles import Role
from people.services import give_role
from tests import factories
from tests.at_once import AT_ONCE, at_once
from tests.youth.factories import harborough, make_article, make_checked, make_section, make_writer
from youth.ages import Place, place_of
from youth.errors import NotChecked, NotJoined
from youth.joining_errors import (
    AlreadyJoined,
    FirstNameTells,
    NameMissing,
    NameReserved,
    NameTaken,
    NameTells,
    NumberInName,
    TooYoungForName,
    WorksHere,
)
from youth.models import Band, Writer
from youth.permissions import is_young_editor
from youth.services.editors import MADE_EDITOR, make_editor, unmake_editor
from youth.services.joining import change_settings, join
from youth.services.leaving import leave

pytestmark = pytest.mark.django_db
JOIN, NAME, ME = "/youth/join/", "/youth/join/name/", "/youth/me/"
OLDER = Place(Band.OLDER, date(2032, 3, 31))
YOUNGER = Place(Band.YOUNGER, date(2032, 3, 31))


@pytest.fixture(autouse=True)
def fresh_counters():
    caches["counters"].clear()


@pytest.fixture
def section():
    return make_section()


def counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.managed}


def come_in(user: User, *, place: Place = OLDER, name: str = "Kestrel", **fields) -> Writer:
    return join(user=user, place=place, area=None, pen_name=name, at=timezone.now(), **fields)


@pytest.mark.parametrize(("age", "words"), [("12", "Not just yet"), ("20", "This is for 13 to 19")])
def test_who_cannot_join_is_told_kindly_and_nothing_is_kept(client, section, caplog, age, words):
    client.get(JOIN)
    before = counts()
    with caplog.at_level(0):
        answer = client.post(JOIN, {"age": age, "area": ""})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert counts() == before
    assert not answer.cookies
    assert not client.cookies
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert age not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]
    assert not [one for one in caplog.messages if f"'{age}'" in one and "age" in one]
    assert client.get(NAME).status_code == 302


def test_without_an_age_nothing_goes_on_and_what_was_chosen_stays(client, section):
    area = Area.objects.create(name="Melton", slug="melton")
    village = Area.objects.create(name="Wymondham", slug="wymondham")
    section.districts.add(area)
    section.save()
    for age in ("", "fourteen", "-3", "14.5", "999"):
        answer = client.post(JOIN, {"age": age, "area": area.pk})
        assert answer.status_code == 422
        assert "Write your age in whole years" in answer.content.decode()
        assert f'<option value="{area.pk}" selected>' in answer.content.decode()
        assert f'value="{village.pk}"' not in answer.content.decode()
    assert not client.cookies


def test_a_place_finer_than_a_district_is_not_kept(client, section):
    village = Area.objects.create(name="Wymondham", slug="wymondham")
    place = place_of(17, today=timezone.localdate())
    writer = join(user=factories.make_user(), place=place, area=village, pen_name="Grebe", at=timezone.now())
    assert writer.area is None
    kept = join(user=factories.make_user(), place=place, area=harborough(), pen_name="Plover", at=timezone.now())
    assert kept.area == harborough()


def test_a_form_of_another_site_is_refused(client, section):
    assert client.post(JOIN, {"age": "14"}, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert client.post(JOIN, {"age": "14"}, headers={"Origin": "http://testserver"}).status_code == 302


def test_the_age_is_thrown_away_at_once(client, section):
    client.post(JOIN, {"age": "14", "area": ""})
    kept = client.session["youth_place"]
    assert set(kept) == {"band", "ends_on", "until", "area"}
    assert kept["band"] == "younger"
    assert kept["ends_on"] == place_of(14, today=timezone.localdate()).ends_on.isoformat()
    assert "Make an account" in client.get(NAME).content.decode()


def test_on_the_way_is_forgotten_after_two_days(client, section):
    client.post(JOIN, {"age": "17", "area": ""})
    session = client.session
    session["youth_place"] |= {"until": (timezone.now() - timedelta(seconds=1)).isoformat()}
    session.save()
    assert client.get(NAME).url == reverse("youth:join")


def test_somebody_of_sixteen_joins_by_account_and_name(client, section):
    user = factories.make_user("wren.hill@example.org")
    client.post(JOIN, {"age": "16", "area": ""})
    client.force_login(user)
    session = client.session
    session["youth_place"] = {
        "band": "older",
        "ends_on": "2031-03-31",
        "until": "2999-01-01T00:00:00+00:00",
        "area": None,
    }
    session.save()
    refused = client.post(NAME, {"pen_name": "Wren the Great", "is_made_up": "1"})
    assert refused.status_code == 409
    assert "This pen name tells who you are" in refused.content.decode()
    assert "Wren the Great" in refused.content.decode()
    assert client.post(NAME, {"pen_name": "Kestrel"}).status_code == 422
    answer = client.post(NAME, {"pen_name": "Kestrel", "first_name": "Ivy", "is_made_up": "1"})
    assert answer.url == reverse("youth:me")
    writer = Writer.objects.get(user=user)
    assert (writer.state, writer.band, writer.first_name) == ("in", "older", "Ivy")
    assert (writer.joined_in.day, writer.joined_in.month % 3) == (1, 1)
    assert not writer.wants_letters
    assert is_protected(user)
    assert client.get(NAME).url == reverse("youth:me")
    assert "youth_place" not in client.session


def test_under_sixteen_waits_and_keeps_no_first_name(section):
    writer = come_in(factories.make_user("b@example.org"), place=YOUNGER)
    assert (writer.state, writer.waits_since) == ("waiting", timezone.localdate())
    with pytest.raises(TooYoungForName):
        come_in(factories.make_user("c@example.org"), place=YOUNGER, name="Merlin", first_name="Ivy")


REFUSED_NAMES = [
    ("", NameMissing),
    ("x", NameMissing),
    ("··", NameMissing),
    ("Kestrel 2011", NumberInName),
    ("K٢٠١١ wing", NumberInName),
    ("kes@home", NameReserved),
    ("The Editor", NameReserved),
    ("Moderator", NameReserved),
    ("Safeguarding Sam", NameReserved),
    ("The Jitty", NameReserved),
    ("Otter", NameTells),
    ("Brave Otter", NameTells),
    ("ottermorris", NameTells),
    ("0tter", NameTells),
    ("Magpie", NameTaken),
    ("mаgpie", NameTaken),
    ("Old Byline", NameTaken),
]


def test_a_pen_name_tells_nothing_and_is_nobody_elses(section):
    make_writer(name="Magpie")
    make_article(writer=make_writer(name="Old Byline")).piece.writer.delete()
    user = factories.make_user("otter.morris@example.org")
    for name, refusal in REFUSED_NAMES:
        with pytest.raises(refusal):
            come_in(user, name=name)
    assert Writer.objects.count() == 1
    assert come_in(user, name="Kestrel 201").is_in


def test_a_first_name_is_one_name(section):
    for name in ("Ivy Morris", "Ivy7", "ivy@home", "<b>"):
        with pytest.raises(FirstNameTells):
            come_in(factories.make_user(), first_name=name)
    assert come_in(factories.make_user(), first_name="Anne-Marie").first_name == "Anne-Marie"


def test_nobody_who_works_here_joins(cast, section):
    people = [cast.county_officer, cast.facilitator, cast.moderator, make_checked()]
    people.append(factories.make_user("root@example.org", is_superuser=True))
    for user in people:
        with pytest.raises(WorksHere):
            come_in(user)
    with pytest.raises(AlreadyJoined):
        come_in(make_writer().user)
    assert come_in(cast.resident).is_in


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_who_want_one_name_at_once(section):
    users = [factories.make_user(f"at-once{number}@example.org") for number in range(AT_ONCE)]
    done = at_once(lambda number: come_in(users[number]))
    assert Writer.objects.filter(pen_name="Kestrel").count() == 1
    assert sum(isinstance(one, NameTaken) for one in done) == AT_ONCE - 1


def test_coming_back_makes_nobody_older_and_ends_no_pause(section):
    younger = make_writer(band=Band.YOUNGER, name="Magpie")
    make_article(writer=younger)
    leave(writer=younger, keeps_articles=True, at=timezone.now())
    back = come_in(younger.user, place=OLDER, name="Magpie")
    assert (back.pk, back.band, back.state) == (younger.pk, "younger", "waiting")
    paused = make_writer(state=Writer.State.PAUSED, paused_reason="Talk first", name="Jackdaw")
    leave(writer=paused, keeps_articles=False, at=timezone.now())
    assert come_in(paused.user, name="Jackdaw").state == "paused"


def test_changing_ones_name_leaves_what_is_published(section):
    article = make_article(writer=make_writer(name="Magpie"))
    writer = article.piece.writer
    area = writer.area
    changed = change_settings(writer=writer, pen_name="Jackdaw", area=None, wants_letters=True)
    article.refresh_from_db()
    assert (changed.pen_name, changed.area, article.byline) == ("Jackdaw", None, "Magpie")
    make_writer(name="Heron")
    with pytest.raises(NameTaken):
        change_settings(writer=writer, pen_name="Herοn", area=area, wants_letters=False)
    writer.refresh_from_db()
    assert writer.wants_letters
    assert writer.area is None


def test_only_a_checked_adult_makes_an_editor_and_only_of_who_is_in(cast, section):
    writer, waiting, at = make_writer(), make_writer(state=Writer.State.WAITING, band=Band.YOUNGER), timezone.now()
    adult, lapsed = make_checked(), make_checked(ends_in_days=0)
    give_role(user=cast.outsider, role=Role.CHECKED_ADULT)
    for by in (lapsed, cast.outsider, cast.county_officer, writer.user, make_superuser()):
        with pytest.raises(NotChecked):
            make_editor(writer=writer, by=by, at=at)
    with pytest.raises(NotJoined):
        make_editor(writer=waiting, by=adult, at=at)
    make_editor(writer=writer, by=adult, at=at)
    assert is_young_editor(writer.user)
    line = ModelLogEntry.objects.get(action=MADE_EDITOR)
    assert (line.user, line.label) == (adult, f"young writer {writer.pk}")
    with pytest.raises(NotChecked):
        unmake_editor(writer=writer, by=lapsed, at=at)
    unmake_editor(writer=writer, by=adult, at=at)
    assert not is_young_editor(writer.user)


def make_superuser() -> User:
    return factories.make_user("super@example.org", is_superuser=True)


def test_account_and_letter_lead_back_to_the_pen_name(client, section, mailoutbox):
    client.post(JOIN, {"age": "15", "area": ""})
    sign_up = {"email": "skylark@example.org", "password1": "a long enough one 7", "password2": "a long enough one 7"}
    client.post(f"/accounts/signup/?next={NAME}", sign_up | {"next": NAME})
    link = next(word for word in mailoutbox[-1].body.split() if "/confirm-email/" in word)
    client.post(link.replace("http://localhost:8000", "").replace("http://testserver", ""))
    answer = client.post("/accounts/login/", {"login": "skylark@example.org", "password": "a long enough one 7"})
    assert answer.url == NAME
    joined = client.post(NAME, {"pen_name": "Blue Teapot", "is_made_up": "1"})
    assert joined.url == reverse("youth:join_guardian")
    assert "youth_place" not in client.session
    assert "passkey" in client.get(ME).content.decode()
