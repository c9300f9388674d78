"""Drafting together: two who save at once lose nothing, versions tell what changed, windows, notes, papers."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from juries.differences import counted, differences
from juries.models import Draft, DraftVersion
from juries.room_errors import DraftingClosed, DraftMoved, NameTaken, NothingWritten
from juries.room_reads import version_rows
from juries.services.jurors import choose_name
from juries.services.room import (
    Words,
    add_note,
    add_paper,
    begin_draft,
    close_drafting,
    open_drafting,
    remove_paper,
    save_draft,
)
from tests.juries.factories import make_jury, make_session
from tests.juries.rooms import enter, make_draft, make_vote, now, seat

pytestmark = pytest.mark.django_db
AT = now()
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def jury(cast):
    return make_jury(cast.county, ends_on=None)


def test_two_who_save_at_once_lose_nothing(jury):
    ann, ben = seat(jury, 2)
    draft = make_draft(ann)
    of_ann, of_ben = enter(ann), enter(ben)
    page = f"/juries/room/drafts/{draft.pk}/edit/"
    forms = [client.get(page).context["form"].initial for client in (of_ann, of_ben)]
    assert [form["base"] for form in forms] == [1, 1]
    first = of_ann.post(page, forms[0] | {"text": "Write letters that children can read."})
    assert first.status_code == 302
    second = of_ben.post(page, forms[1] | {"text": "Write short letters that people can read."})
    assert second.status_code == 409
    body = second.content.decode()
    assert "Write letters that children can read." in body
    assert "Write short letters that people can read.</textarea>" in body
    assert "Ann saved version 2 meanwhile" in body
    assert 'name="base" value="2"' in body
    draft.refresh_from_db()
    assert draft.text == "Write letters that children can read."
    both = {"title": draft.title, "text": "Write short letters that children can read.", "reasons": "", "base": "2"}
    assert of_ben.post(page, both).status_code == 302
    texts = list(DraftVersion.objects.filter(draft=draft).values_list("number", "written_by", "text"))
    assert texts == [
        (1, ann.pk, "Write letters that people can read."),
        (2, ann.pk, "Write letters that children can read."),
        (3, ben.pk, "Write short letters that children can read."),
    ]
    newest = version_rows(Draft.objects.get())[0]
    assert (newest.added, newest.removed) == (1, 0)
    assert [(one.change, one.text) for one in newest.text][1] == ("added", " short")


def test_the_same_words_saved_twice_are_one_version(jury):
    ann, ben = seat(jury, 2)
    draft = make_draft(ann)
    words = Words("Write plainly", "Use short words.")
    save_draft(draft=draft, juror=ann, words=words, base=1, at=AT)
    assert save_draft(draft=draft, juror=ben, words=words, base=1, at=AT).version == 2
    with pytest.raises(DraftMoved):
        save_draft(draft=draft, juror=ben, words=Words("Write plainly", "Other words."), base=1, at=AT)


def test_drafting_is_open_from_its_opening_until_just_before_its_close(jury):
    (ann,) = seat(jury, 1)
    words, closes_at = Words("Title", "Text"), AT + timedelta(hours=1)
    with pytest.raises(DraftingClosed):
        begin_draft(juror=ann, words=words, at=AT)
    open_drafting(jury=jury, at=AT, by=None, closes_at=closes_at)
    for outside in (AT - MOMENT, closes_at, closes_at + MOMENT):
        with pytest.raises(DraftingClosed):
            begin_draft(juror=ann, words=words, at=outside)
    draft = begin_draft(juror=ann, words=words, at=AT)
    save_draft(draft=draft, juror=ann, words=Words("Title", "More"), base=1, at=closes_at - MOMENT)
    close_drafting(jury=jury, at=AT + timedelta(minutes=5), by=None)
    with pytest.raises(DraftingClosed):
        save_draft(draft=draft, juror=ann, words=Words("Title", "Most"), base=2, at=AT + timedelta(minutes=5))
    with pytest.raises(NothingWritten):
        begin_draft(juror=ann, words=Words(" ", "Text"), at=AT)


def test_what_could_not_be_saved_stands_in_the_form(jury):
    (ann,) = seat(jury, 1)
    draft = make_draft(ann)
    close_drafting(jury=jury, at=now(), by=None)
    sent = {"title": "New title", "text": "Long thoughts", "reasons": "", "base": "1"}
    body = enter(ann).post(f"/juries/room/drafts/{draft.pk}/edit/", sent).content.decode()
    assert "Drafting is not open just now." in body
    assert "Long thoughts</textarea>" in body


def test_notes_are_ones_own_to_take_back(jury):
    ann, ben = seat(jury, 2)
    draft = make_draft(ann)
    page = f"/juries/room/drafts/{draft.pk}/notes/"
    assert enter(ann).post(page, {"note-text": " "}).status_code == 400
    note = add_note(draft=draft, juror=ann, text="Shorter!", at=AT)
    enter(ben).post(page, {"gone": note.pk})
    assert draft.notes.count() == 1
    enter(ann).post(page, {"gone": note.pk})
    assert draft.notes.count() == 0


def test_a_name_is_ones_own(jury):
    _ann, ben = seat(jury, 2)
    with pytest.raises(NameTaken):
        choose_name(juror=ben, name="  ANN ")
    assert "Another juror goes by this name." in enter(ben).post("/juries/room/me/", {"name": "ann"}).content.decode()
    assert choose_name(juror=ben, name=" Big   Ben ").display_name == "Big Ben"


def test_papers_are_read_by_this_jury_alone(jury, cast, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    (ann,) = seat(jury, 1)
    (stranger,) = seat(make_jury(cast.borough), 1)
    session = make_session(jury)
    file = SimpleUploadedFile("figures.csv", b"secret,figures")
    paper = add_paper(jury=jury, session=session, title="Figures", text="In words", file=file, at=AT, by=None)
    with pytest.raises(NothingWritten):
        add_paper(jury=jury, title="Empty", at=AT, by=None)
    address = f"/juries/room/papers/{paper.pk}/"
    client = enter(ann)
    answer = client.get(f"{address}file/")
    assert b"".join(answer.streaming_content) == b"secret,figures"
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert "In words" in client.get(address).content.decode()
    assert "Figures" in client.get("/juries/room/").content.decode()
    for path in (address, f"{address}file/"):
        assert enter(stranger).get(path).status_code == 404
    assert client.get(f"/media/{paper.file.name}").status_code == 404, "no server hands the file out by itself"
    lost = add_paper(jury=jury, title="Lost", file=SimpleUploadedFile("lost.csv", b"lost"), at=AT, by=None)
    officer = Client()
    officer.force_login(cast.county_officer)
    desk = f"/cms/juries/{jury.pk}/room/papers/"
    assert 'Lost</a> <span class="meta">(file, 4\xa0bytes)' in client.get("/juries/room/").content.decode()
    for one in (lost, paper):
        one.file.storage.delete(one.file.name)
        assert client.get(f"/juries/room/papers/{one.pk}/").status_code == 200
        assert client.get(f"/juries/room/papers/{one.pk}/file/").status_code == 404
        assert officer.get(f"{desk}{one.pk}/file/").status_code == 404
    assert 'Lost</a> <span class="meta">(file)' in client.get("/juries/room/").content.decode()
    assert officer.get(desk).status_code == 200
    for one in (lost, paper):
        with django_capture_on_commit_callbacks(execute=True):
            remove_paper(paper=one, by=None)
    assert list(tmp_path.rglob("*.csv")) == []


def test_the_room_asks_the_database_as_often_for_three_drafts_as_for_one(jury):
    jurors = seat(jury, 3)
    client = enter(jurors[0])

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get("/juries/room/").status_code == 200
        return len(asked)

    make_vote(make_draft(jurors[0]))
    make_session(jury)
    client.get("/juries/room/")
    at_one = statements()
    for title in ("Second", "Third"):
        make_vote(make_draft(jurors[0], title))
        add_paper(jury=jury, session=make_session(jury), title=title, text="Text", at=AT, by=None)
    assert statements() == at_one


@given(older=st.text("ab \n", max_size=40), newer=st.text("ab \n", max_size=40))
def test_differences_hold_both_texts(older, newer):
    pieces = differences(older, newer)
    assert "".join(one.text for one in pieces if one.change != "added") == older
    assert "".join(one.text for one in pieces if one.change != "removed") == newer
    added, removed = counted(pieces)
    assert len(newer.split()) - len(older.split()) == added - removed
