"""What's on: suggested by the team, let out, changed and cancelled by checked adults; what is over goes."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.models import Area
from core import generation
from core.pagecache import expires_at
from people.ticks import registered
from tests import factories
from tests.youth.factories import make_checked as checked_for
from tests.youth.factories import make_editor, make_section, make_writer
from youth.errors import MovedOn, NotAnEditor, NotChecked
from youth.models import SafeguardingCheck, WhatsOn
from youth.services.whats_on import (
    cancel_whats_on,
    change_whats_on,
    drop_whats_on,
    forget_whats_on,
    let_whats_on_out,
    suggest_whats_on,
    words_key,
)
from youth.whats_on import by_week, changes_at, whats_on_list
from youth.whats_on_errors import AlreadyCancelled, AlreadyOver, AlreadyPublic, NotPublicYet

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
#: A Wednesday.
NOON = datetime(2099, 12, 2, 12, tzinfo=LONDON)
MOMENT = timedelta(microseconds=1)


def make_checked(*, ends_in_days=365 * 200):
    """Return an adult whose check stands now and at noon."""
    return checked_for(ends_in_days=ends_in_days)


def values(**changes):
    return {
        "title": "Open mic",
        "summary": "Sing, or listen.",
        "about": "",
        "starts_at": NOON + timedelta(days=1),
        "ends_at": NOON + timedelta(days=1, hours=2),
        "place": "Youth hub, Bath Street",
        "area": None,
        "cost": "Free",
        "access": "Level entrance, toilet on the same floor.",
        "age_from": 13,
        "age_to": 17,
        "run_by": "Harborough youth service",
        "link": "",
    } | changes


def public(at=NOON, **changes):
    one = suggest_whats_on(values=values(**changes), by=make_editor().user, at=at)
    return let_whats_on_out(pk=one.pk, by=make_checked(), at=at)


def shown(at=NOON, **asked):
    found = whats_on_list(**({"district": "", "is_free": False, "at": at} | asked))
    return [event.title for week in found["weeks"] for event in week.events]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_only_the_team_suggests_and_only_a_checked_adult_lets_out():
    editor, adult, lapsed = make_editor(), make_checked(), make_checked(ends_in_days=0)
    boss = factories.make_user(is_superuser=True, is_staff=True)
    for nobody in (make_writer().user, lapsed, boss, factories.make_user()):
        with pytest.raises(NotAnEditor):
            suggest_whats_on(values=values(), by=nobody, at=NOON)
    one = suggest_whats_on(values=values(), by=editor.user, at=NOON)
    assert (one.suggested_by, one.slug, shown()) == (editor, "open-mic-2099-12-03", [])
    for nobody in (editor.user, lapsed, boss):
        with pytest.raises(NotChecked):
            let_whats_on_out(pk=one.pk, by=nobody, at=NOON)
        with pytest.raises(NotChecked):
            cancel_whats_on(pk=one.pk, by=nobody, at=NOON)
    before = generation.current()
    let_whats_on_out(pk=one.pk, by=adult, at=NOON)
    assert generation.current() > before
    assert shown() == ["Open mic"]
    with pytest.raises(MovedOn):
        let_whats_on_out(pk=one.pk, by=adult, at=NOON)


def test_what_is_public_is_changed_and_cancelled_by_checked_adults_alone():
    one, editor, adult = public(), make_editor(), make_checked()
    for refused in (
        lambda: change_whats_on(pk=one.pk, values=values(title="Moved"), by=editor.user, at=NOON),
        lambda: drop_whats_on(pk=one.pk, by=editor.user, at=NOON),
        lambda: drop_whats_on(pk=one.pk, by=adult, at=NOON),
    ):
        with pytest.raises(AlreadyPublic):
            refused()
    before = generation.current()
    change_whats_on(pk=one.pk, values=values(title="Moved"), by=adult, at=NOON)
    assert (shown(), generation.current() > before) == (["Moved"], True)
    before = generation.current()
    cancel_whats_on(pk=one.pk, by=adult, at=NOON)
    assert (shown(), generation.current() > before) == (["Cancelled: Moved"], True)
    with pytest.raises(AlreadyCancelled):
        cancel_whats_on(pk=one.pk, by=adult, at=NOON)
    with pytest.raises(AlreadyCancelled):
        change_whats_on(pk=one.pk, values=values(), by=adult, at=NOON)


def test_a_suggestion_is_changed_or_thrown_away_by_the_team():
    editor = make_editor()
    one = suggest_whats_on(values=values(), by=editor.user, at=NOON)
    two = suggest_whats_on(values=values(), by=editor.user, at=NOON)
    assert two.slug == "open-mic-2099-12-03-2"
    before = generation.current()
    change_whats_on(pk=one.pk, values=values(title="Poetry"), by=make_editor().user, at=NOON)
    with pytest.raises(NotPublicYet):
        cancel_whats_on(pk=one.pk, by=make_checked(), at=NOON)
    drop_whats_on(pk=one.pk, by=editor.user, at=NOON)
    with pytest.raises(MovedOn):
        drop_whats_on(pk=one.pk, by=editor.user, at=NOON)
    assert list(WhatsOn.objects.all()) == [two]
    assert generation.current() == before


def test_it_is_there_until_it_ends_and_not_after():
    one, adult = public(), make_checked()
    for at, titles in ((one.ends_at - MOMENT, ["Open mic"]), (one.ends_at, []), (one.ends_at + MOMENT, [])):
        assert shown(at) == titles
    with pytest.raises(AlreadyOver):
        cancel_whats_on(pk=one.pk, by=adult, at=one.ends_at)
    late = suggest_whats_on(values=values(), by=adult, at=NOON)
    with pytest.raises(AlreadyOver):
        let_whats_on_out(pk=late.pk, by=adult, at=late.ends_at)
    let_whats_on_out(pk=late.pk, by=adult, at=late.ends_at - MOMENT)
    cancel_whats_on(pk=one.pk, by=adult, at=one.ends_at - MOMENT)


def test_it_is_erased_four_weeks_after_it_ended():
    one = public()
    suggest_whats_on(values=values(), by=make_editor().user, at=NOON)
    old = one.ends_at + timedelta(days=28)
    assert (forget_whats_on(old - MOMENT), WhatsOn.objects.count()) == (0, 2)
    before = generation.current()
    assert (forget_whats_on(old), WhatsOn.objects.count()) == (2, 0)
    assert generation.current() > before
    assert "youth what's on over" in {tick.name for tick in registered()}


def test_districts_and_what_is_free_narrow_the_list():
    blaby, melton = (Area.objects.get_or_create(name=name, slug=name.lower())[0] for name in ("Blaby", "Melton"))
    public(title="A", area=blaby, cost="Free")
    public(title="B", area=melton, cost="£4")
    public(title="C", cost="free, boots to borrow ")
    public(title="D", cost="Free under 16, £4 from then on")
    assert shown(district="blaby") == ["A"]
    assert shown(is_free=True) == ["A", "C"]
    assert shown(district="melton", is_free=True) == []
    assert shown(district="nowhere") == ["A", "B", "C", "D"]
    found = whats_on_list(district="melton", is_free=True, at=NOON)
    assert [(one.name, one.href, one.is_chosen) for one in found["districts"]] == [
        ("Blaby", "?district=blaby&free=1", False),
        ("Melton", "?district=melton&free=1", True),
    ]
    assert found["free_or_not"] == "?district=melton"


def test_weeks_begin_on_monday_and_what_has_begun_is_on_this_week():
    def on(title, starts, hours=1):
        return public(title=title, starts_at=starts, ends_at=starts + timedelta(hours=hours), at=NOON)

    sunday = datetime(2099, 12, 6, 23, tzinfo=LONDON)
    made = [
        on("Since last week", NOON - timedelta(days=9), hours=24 * 14),
        on("Sunday", sunday, hours=1),
        on("Monday", sunday + timedelta(hours=1)),
        on("January", datetime(2100, 1, 6, 18, tzinfo=LONDON)),
    ]
    weeks = [(week.title, [event.title for event in week.events]) for week in by_week(made, at=NOON)]
    assert weeks == [
        ("This week", ["Since last week", "Sunday"]),
        ("Next week", ["Monday"]),
        ("Week of Monday 4 January 2100", ["January"]),
    ]


def test_kept_pages_are_true_until_it_ends_or_midnight():
    one = public(starts_at=NOON, ends_at=NOON + timedelta(minutes=4))
    assert changes_at(NOON) == one.ends_at
    assert changes_at(one.ends_at) == datetime(2099, 12, 3, tzinfo=LONDON)
    assert expires_at(NOON) <= one.ends_at


def test_the_public_pages(client):
    make_section()
    assert "Nothing is planned" in client.get("/youth/whats-on/").content.decode()
    now = timezone.now()
    one = public(
        at=now,
        title="Mic <open>",
        starts_at=now + timedelta(hours=1),
        ends_at=now + timedelta(hours=2),
        cost="£2",
        about="Bring **words**.",
        link="https://example.org/mic",
    )
    waiting = suggest_whats_on(values=values(title="Secret"), by=make_editor().user, at=now)
    body = client.get("/youth/whats-on/").content.decode()
    assert "Mic &lt;open&gt;" in body
    assert "Secret" not in body
    assert "Nothing like that is on" in client.get("/youth/whats-on/?free=1").content.decode()
    body = client.get(one.get_absolute_url()).content.decode()
    for words in (
        "Mic &lt;open&gt;",
        "£2",
        "Ages 13 to 17",
        "Level entrance",
        "youth service",
        "<strong>words</strong>",
    ):
        assert words in body, words
    assert str(one.suggested_by) not in body
    assert client.get(waiting.get_absolute_url()).status_code == 404
    cancel_whats_on(pk=one.pk, by=make_checked(), at=now)
    body = client.get(one.get_absolute_url()).content.decode()
    assert "This does not take place." in body
    assert "example.org/mic" not in body
    WhatsOn.objects.filter(pk=one.pk).update(
        cancelled_at=None, starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1)
    )
    assert "This has been." in client.get(one.get_absolute_url()).content.decode()


def test_statements_do_not_grow(client):
    make_section()
    now = timezone.now()

    def one_more():
        later = {"starts_at": now + timedelta(hours=3), "ends_at": now + timedelta(hours=4)}
        return public(at=now, area=Area.objects.get(slug="harborough"), **later)

    make_writer()
    first = one_more()
    urls = ("/youth/whats-on/", first.get_absolute_url(), reverse("youth:whats_on_calendar"))

    def counted():
        found = []
        for url in urls:
            client.get(url)
            with CaptureQueriesContext(connection) as made:
                assert client.get(url).status_code == 200
            found.append(len(made))
        return found

    at_first = counted()
    one_more(), one_more()
    assert counted() == at_first
    assert max(at_first) <= 4


def form(**changes):
    day = timezone.localdate() + timedelta(days=3)
    return {
        "title": "Open mic",
        "summary": "Sing, or listen.",
        "day": day.isoformat(),
        "starts": "19:00",
        "ends": "21:30",
        "last_day": "",
        "place": "Youth hub",
        "area": "",
        "is_free": "on",
        "cost": "",
        "access": "Level entrance.",
        "age_from": "13",
        "age_to": "17",
        "run_by": "Youth service",
        "link": "",
        "about": "",
    } | changes


NEW = "/youth/team/whats-on/new/"


def test_a_young_editor_suggests_and_a_checked_adult_lets_out_changes_and_cancels():
    make_section()
    editor, adult = signed_in(make_editor().user), signed_in(make_checked())
    assert "Nothing waits." in editor.get("/youth/team/whats-on/").content.decode()
    answer = editor.post(NEW, form(), follow=True)
    one = WhatsOn.objects.get()
    assert timezone.localtime(one.ends_at).strftime("%H:%M") == "21:30"
    assert one.cost == "Free"
    body = answer.content.decode()
    assert "Not public" in body
    assert "Let it out" not in body
    place = reverse("youth:whats_on_desk_one", args=[one.pk])
    refused = editor.post(place, {"out": "1"})
    assert refused.status_code == 409
    assert "safeguarding check stands today" in refused.content.decode()
    assert "Let it out" in adult.get(place).content.decode()
    adult.post(place, {"out": "1", "seen": words_key(one)})
    body = editor.get(place).content.decode()
    assert "only they change what is public" in body
    assert editor.post(place + "change/", form(title="Taken")).status_code == 409
    shown_form = adult.get(place + "change/").content.decode()
    assert 'value="19:00"' in shown_form
    adult.post(place + "change/", form(title="Later", ends="23:00"))
    adult.post(place, {"cancel": "1"})
    one.refresh_from_db()
    assert (one.title, one.cancelled_at is None, one.slug.startswith("open-mic")) == ("Later", False, True)
    assert "Cancelled" in adult.get("/youth/team/whats-on/").content.decode()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "Write what it is called."),
        ({"ends": "18:59"}, "It ends before it starts."),
        ({"is_free": "", "cost": ""}, "Say what it costs"),
        ({"cost": "£3"}, "Take one of the two out."),
        ({"age_to": "13", "age_from": "16"}, "cannot be below the first"),
        ({"day": "soon"}, "Write the day as in"),
        ({"access": " "}, "Say whether there are steps"),
        ({"link": "javascript:alert(1)"}, "Write the whole address"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(changes, says):
    make_section()
    answer = signed_in(make_editor().user).post(NEW, form(run_by="Somebody’s club", **changes))
    body = answer.content.decode()
    assert says in body
    assert "Somebody’s club" in body
    assert "Error:" in body.partition("</title>")[0]
    assert not WhatsOn.objects.exists()


def test_after_midnight_needs_the_last_day_too():
    make_section()
    day = timezone.localdate() + timedelta(days=4)
    signed_in(make_editor().user).post(NEW, form(ends="00:30", last_day=day.isoformat()))
    assert timezone.localdate(WhatsOn.objects.get().ends_at) == day


def test_the_teams_screens_are_the_teams(client):
    make_section()
    one = suggest_whats_on(values=values(), by=make_editor().user, at=NOON)
    pk = [one.pk]
    urls = [
        "/youth/team/whats-on/",
        NEW,
        reverse("youth:whats_on_desk_one", args=pk),
        reverse("youth:change_whats_on", args=pk),
    ]
    lapsed = make_checked()
    SafeguardingCheck.objects.filter(user=lapsed).update(look_again_on=timezone.localdate())
    paused = make_editor()
    paused.state = "paused"
    paused.save()
    boss = factories.make_user(is_superuser=True, is_staff=True)
    for url in urls:
        assert client.get(url).status_code == 302
        for user in (make_writer().user, lapsed, paused.user, boss):
            assert signed_in(user).get(url).status_code == 404, url
        answer = signed_in(make_checked()).get(url)
        assert (answer.status_code, answer["X-Robots-Tag"][:7]) == (200, "noindex")
        assert "no-store" in answer["Cache-Control"]
