"""Competitions: entered while open, judged blind, won by pen name, erased on their day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from forums import picture_files
from tests import factories
from tests.at_once import AT_ONCE, at_once
from tests.youth.factories import make_checked, make_editor, make_section, make_writer
from youth.competing_errors import (
    AltMissing,
    DatesOutOfOrder,
    JudgesDoNotEnter,
    NobodyLikeThat,
    NotJudging,
    NotOpen,
    NotToBeChanged,
    PictureMissing,
    PictureRefused,
    PlacesWrong,
    PointsMissing,
    TellsTooMuch,
    TextMissing,
    TitleMissing,
    TooManyWords,
)
from youth.errors import NotAnEditor, NotChecked, NotJoined
from youth.models import Band, Competition, Entry, Mark, Winner, Writer
from youth.services.competing import FOLDER, Work, send_in, sweep_pictures, take_back
from youth.services.judging import (
    erase_due,
    give_mark,
    let_out,
    name_judge,
    release_judge,
    shortlist,
    tell_winners,
    write_competition,
)

OPENS = datetime(2026, 11, 2, 9, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=14)
MOMENT = timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.YOUTH_ENTRIES = tmp_path


def make_competition(**fields):
    make_section()
    values = {
        "title": "A hundred words",
        "slug": f"competition-{Competition.objects.count()}",
        "summary": "Tell it short.",
        "rules": "Be kind.",
        "takes": "text",
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "announce_on": (CLOSES + timedelta(days=7)).date(),
        "erase_on": (CLOSES + timedelta(days=60)).date(),
        "published_at": OPENS - timedelta(days=1),
    }
    return Competition.objects.create(**values | fields)


def photograph():
    data = BytesIO()
    picture = Image.new("RGB", (40, 30), "red")
    exif = Image.Exif()
    exif[0x010E] = "taken at 14 Secret Street"
    picture.save(data, "JPEG", exif=exif)
    return SimpleUploadedFile("me.jpg", data.getvalue(), content_type="image/jpeg")


def enter(competition, writer=None, at=OPENS, **fields):
    work = Work(**{"title": "The bus", "text": "It never came."} | fields)
    return send_in(competition=competition, writer=writer or make_writer(), work=work, at=at)


@pytest.mark.django_db
def test_entries_are_taken_from_opening_up_to_closing_and_no_longer():
    competition = make_competition()
    for at in (OPENS - MOMENT, CLOSES):
        with pytest.raises(NotOpen):
            enter(competition, at=at)
    assert enter(competition, at=OPENS).number == 1
    assert enter(competition, at=CLOSES - MOMENT).number == 2
    with pytest.raises(NotOpen):
        enter(make_competition(published_at=None))


@pytest.mark.django_db
def test_one_entry_each_that_can_be_changed_and_taken_back():
    competition, writer = make_competition(), make_writer()
    enter(competition, writer)
    assert enter(competition, writer, text="It came at last.").number == 1
    assert Entry.objects.get().text == "It came at last."
    assert take_back(competition=competition, writer=writer, at=CLOSES) == 1
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_what_is_wrong_with_an_entry_is_said():
    competition = make_competition(word_limit=5)
    for wrong, refusal in (
        ({"title": " "}, TitleMissing),
        ({"text": "\n"}, TextMissing),
        ({"text": "one two three four five six"}, TooManyWords),
        ({"text": "Ring 07700 900123"}, TellsTooMuch),
        ({"title": "From LE16 7AB"}, TellsTooMuch),
    ):
        with pytest.raises(refusal):
            enter(competition, **wrong)
    enter(competition, text="one two three four five")
    pictured = make_competition(takes="picture")
    broken = SimpleUploadedFile("a.jpg", b"no picture")
    for wrong, refusal in (
        ({}, PictureMissing),
        ({"picture": photograph()}, AltMissing),
        ({"picture": broken, "picture_alt": "A bus"}, PictureRefused),
    ):
        with pytest.raises(refusal):
            enter(pictured, **wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("state", sorted(set(Writer.State.values) - {"in"}))
def test_only_those_who_joined_enter(state):
    competition = make_competition()
    with pytest.raises(NotJoined):
        enter(competition, make_writer(state=state))


@pytest.mark.django_db(transaction=True)
def test_a_picture_loses_what_was_hidden_in_it_and_goes_with_its_entry():
    competition, writer = make_competition(takes="picture"), make_writer()
    first = enter(competition, writer, picture=photograph(), picture_alt="A red bus").picture
    data = picture_files.read(first, folder=FOLDER)
    assert data is not None
    assert b"Secret Street" not in data
    second = enter(competition, writer, picture=photograph(), picture_alt="A red bus").picture
    assert picture_files.read(first, folder=FOLDER) is None
    kept = enter(competition, writer, picture_alt="A red bus, late")
    assert kept.picture == second
    take_back(competition=competition, writer=writer, at=OPENS)
    assert picture_files.read(second, folder=FOLDER) is None


@pytest.mark.django_db(transaction=True)
def test_files_of_no_entry_are_swept_after_an_hour():
    kept = enter(make_competition(takes="picture"), picture=photograph(), picture_alt="A red bus").picture
    picture_files.write("lost", b"picture", folder=FOLDER)
    now = timezone.now()
    assert sweep_pictures(now) == 0
    assert sweep_pictures(now + timedelta(hours=1, minutes=1)) == 1
    assert picture_files.read("lost", folder=FOLDER) is None
    assert picture_files.read(kept, folder=FOLDER) is not None


@pytest.mark.django_db(transaction=True)
def test_those_who_enter_at_once_have_numbers_of_their_own():
    competition = make_competition()
    writers = [make_writer() for _number in range(AT_ONCE)]
    at_once(lambda number: enter(competition, writers[number]))
    assert sorted(Entry.objects.values_list("number", flat=True)) == list(range(1, AT_ONCE + 1))


@pytest.mark.django_db
def test_a_competition_is_written_by_the_team_and_let_out_by_a_checked_adult():
    make_section()
    values = {
        "title": "Cover",
        "summary": "Draw it.",
        "rules": "Be kind.",
        "takes": "picture",
        "word_limit": None,
        "prize": "",
        "collect": "",
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "announce_on": CLOSES.date(),
        "erase_on": CLOSES.date() + timedelta(days=1),
    }
    for user in (make_writer().user, factories.make_user(is_superuser=True), make_checked(ends_in_days=-1)):
        with pytest.raises(NotAnEditor):
            write_competition(competition=None, values=values, by=user, at=timezone.now())
    editor = make_editor()
    for wrong in ({"closes_at": OPENS}, {"announce_on": OPENS.date()}, {"erase_on": CLOSES.date()}):
        with pytest.raises(DatesOutOfOrder):
            write_competition(competition=None, values=values | wrong, by=editor.user, at=timezone.now())
    competition = write_competition(competition=None, values=values, by=editor.user, at=timezone.now())
    with pytest.raises(NotChecked):
        let_out(competition=competition, by=editor.user, at=timezone.now())
    adult = make_checked()
    let_out(competition=competition, by=adult, at=timezone.now())
    later = {"closes_at": CLOSES + timedelta(hours=1)}
    with pytest.raises(NotChecked):
        write_competition(competition=competition, values=values | later, by=editor.user, at=timezone.now())
    for surprise in ({"rules": "Others."}, {"closes_at": CLOSES - MOMENT}):
        with pytest.raises(NotToBeChanged):
            write_competition(competition=competition, values=values | surprise, by=adult, at=timezone.now())
    kept = write_competition(competition=competition, values=values | later, by=adult, at=timezone.now())
    assert kept.closes_at == later["closes_at"]


@pytest.mark.django_db
def test_judges_are_of_the_team_and_do_not_enter():
    competition, adult = make_competition(), make_checked()
    now, entrant = timezone.now(), make_editor()
    enter(competition, entrant)
    for user in (entrant.user, make_writer().user, factories.make_user(is_superuser=True)):
        with pytest.raises(NobodyLikeThat):
            name_judge(competition=competition, user=user, by=adult, at=now)
    editor = make_editor()
    with pytest.raises(NotChecked):
        name_judge(competition=competition, user=editor.user, by=editor.user, at=now)
    judge = name_judge(competition=competition, user=editor.user, by=adult, at=now)
    with pytest.raises(JudgesDoNotEnter):
        enter(competition, editor)
    release_judge(judge=judge, by=adult, at=now)
    enter(competition, editor)


@pytest.mark.django_db
def test_judging_lasts_from_closing_until_the_winners_are_told():
    competition, adult = make_competition(), make_checked()
    now = timezone.now()
    entry = enter(competition)
    judge = name_judge(competition=competition, user=adult, by=adult, at=now)
    with pytest.raises(NotJudging):
        give_mark(judge=judge, entry=entry, points=3, note="", at=CLOSES - MOMENT)
    give_mark(judge=judge, entry=entry, points=3, note="", at=CLOSES)
    assert give_mark(judge=judge, entry=entry, points=5, note="Good", at=now).points == 5
    assert Mark.objects.count() == 1
    for points in (0, 6):
        with pytest.raises(PointsMissing):
            give_mark(judge=judge, entry=entry, points=points, note="", at=now)
    tell_winners(competition=competition, places={1: 1}, by=adult, at=now)
    with pytest.raises(NotJudging):
        give_mark(judge=judge, entry=entry, points=3, note="", at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.create(judge=judge, entry=entry, points=9)


@pytest.mark.django_db
def test_winners_are_told_by_pen_name_and_shown_where_they_agreed():
    competition, adult, now = make_competition(), make_checked(), timezone.now()
    first, second = make_writer(name="Kestrel"), make_writer(name="Bramble")
    enter(competition, first, may_be_shown=True)
    enter(competition, second, text="Not for showing.")
    for wrong in ({}, {2: 1}, {1: 1, 2: 1}, {1: 7}):
        with pytest.raises(PlacesWrong):
            tell_winners(competition=competition, places=wrong, by=adult, at=now)
    with pytest.raises(NotChecked):
        tell_winners(competition=competition, places={1: 1}, by=make_editor().user, at=now)
    assert shortlist(competition=competition, numbers={1, 2}, by=adult, at=now) == 2
    tell_winners(competition=competition, places={1: 1, 2: 2}, by=adult, at=now)
    assert list(Winner.objects.values_list("place", "pen_name", "text")) == [
        (1, "Kestrel", "It never came."),
        (2, "Bramble", ""),
    ]


@pytest.mark.django_db
def test_entries_are_erased_on_their_day_and_the_winners_stay():
    competition, adult, now = make_competition(), make_checked(), timezone.now()
    enter(competition)
    tell_winners(competition=competition, places={1: 1}, by=adult, at=now)
    midnight = datetime.combine(competition.erase_on, datetime.min.time(), tzinfo=UTC)
    assert erase_due(midnight - MOMENT) == 0
    assert erase_due(midnight) == 1
    assert erase_due(midnight + timedelta(days=1)) == 0
    assert not Entry.objects.exists()
    assert Winner.objects.get().entry is None


@pytest.mark.django_db
def test_judges_see_numbers_and_no_name(client):
    competition, adult = make_competition(closes_at=timezone.now() - timedelta(hours=1)), make_checked()
    writer = make_writer(name="Kestrel of Kibworth")
    enter(competition, writer, at=OPENS)
    name_judge(competition=competition, user=adult, by=adult, at=timezone.now())
    client.force_login(adult)
    for address in ("judging", "result"):
        page = client.get(f"/youth/team/competitions/{competition.pk}/{address}/").content.decode()
        assert "The bus" in page
        assert "Kestrel" not in page
        assert writer.user.email not in page
    sent = {"entry": "1", "points": "4", "note": "Short."}
    client.post(f"/youth/team/competitions/{competition.pk}/judging/", sent)
    assert Mark.objects.get().points == 4


@pytest.mark.django_db
def test_pages_of_the_team_are_for_the_team(client):
    competition = make_competition()
    own = f"/youth/team/competitions/{competition.pk}/"
    everyone = (factories.make_user(), factories.make_user(is_superuser=True), make_writer().user)
    for user in (*everyone, make_checked(ends_in_days=-1)):
        client.force_login(user)
        for address in ("/youth/team/competitions/", own, f"{own}judges/", f"{own}judging/", f"{own}result/"):
            assert client.get(address).status_code == 404
    client.force_login(make_editor().user)
    assert client.get(own).status_code == 200
    for address in ("judges", "judging", "result"):
        assert client.get(f"{own}{address}/").status_code == 404


@pytest.mark.django_db
def test_a_picture_is_seen_by_its_writer_its_judges_and_once_it_won_by_all(client):
    closes_at = timezone.now() + timedelta(days=1)
    competition = make_competition(takes="picture", closes_at=closes_at, announce_on=closes_at.date())
    Competition.objects.update(erase_on=closes_at.date() + timedelta(days=90))
    writer, adult, editor = make_writer(), make_checked(), make_editor()
    entry = enter(competition, writer, timezone.now(), picture=photograph(), picture_alt="A bus", may_be_shown=True)
    name_judge(competition=competition, user=editor.user, by=adult, at=timezone.now())
    address = f"/youth/competitions/pictures/{entry.picture}.webp"

    def seen_by(*users):
        found = []
        for user in users:
            client.logout()
            if user:
                client.force_login(user)
            found.append(client.get(address).status_code)
        return found

    others = (None, make_writer().user, factories.make_user(is_superuser=True))
    assert seen_by(writer.user, adult, editor.user, *others) == [200, 200, 404, 404, 404, 404]
    Competition.objects.update(closes_at=timezone.now())
    assert seen_by(editor.user, *others) == [200, 404, 404, 404]
    tell_winners(competition=competition, places={1: 1}, by=adult, at=timezone.now())
    assert seen_by(*others) == [200, 200, 200]


@pytest.mark.django_db
def test_pages_are_read_alike_at_one_and_at_three(client, django_assert_max_num_queries):
    adult = make_checked()
    competition = make_competition(closes_at=timezone.now())
    name_judge(competition=competition, user=adult, by=adult, at=timezone.now())
    client.force_login(adult)
    own = f"/youth/team/competitions/{competition.pk}/"
    addresses = ("/youth/competitions/", "/youth/team/competitions/", f"{own}judging/", f"{own}result/")

    def count():
        counts = []
        for address in addresses:
            with django_assert_max_num_queries(40) as found:
                assert client.get(address).status_code == 200
            counts.append(len(found))
        return counts

    enter(competition)
    first = count()
    for _number in range(2):
        enter(competition)
        make_competition()
    assert count() == first


@pytest.mark.django_db
def test_entering_on_the_page_keeps_what_was_typed(client):
    competition = make_competition(closes_at=timezone.now() + timedelta(days=2), word_limit=3)
    Competition.objects.update(opens_at=timezone.now() - timedelta(days=1))
    address = f"/youth/competitions/{competition.slug}/enter/"
    stranger = client.post(address, {"title": "Mine", "text": "one"})
    assert (stranger.status_code, stranger["X-Robots-Tag"]) == (403, "noindex, nofollow, noarchive")
    assert "sign in" in stranger.content.decode()
    client.force_login(factories.make_user())
    assert "Join first" in client.get(address).content.decode()
    for state, words in (
        ("paused", "has paused your writing"),
        ("waiting", "has to say yes first"),
        ("left", "Join first"),
    ):
        client.force_login(make_writer(state=state, band=Band.YOUNGER).user)
        refused = client.post(address, {"title": "Mine", "text": "one"})
        assert (refused.status_code, Entry.objects.count()) == (403, 0)
        assert words in refused.content.decode()
    client.force_login(make_writer().user)
    page = client.post(address, {"title": "Mine", "text": "one two three four"})
    assert page.status_code == 409
    assert "1 word too long" in page.content.decode()
    assert "one two three four" in page.content.decode()
    assert page["X-Robots-Tag"].startswith("noindex")
    assert client.post(address, {"title": "Mine", "text": "one two three"}).status_code == 302
    assert "number 1" in client.get(f"/youth/competitions/{competition.slug}/").content.decode()
