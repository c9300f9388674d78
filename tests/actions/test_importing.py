"""Taking plans in: reading tables, matching columns, saying what would happen, writing it."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from actions.exports import csv_response, plan_rows, xlsx_response
from actions.importing.columns import COLUMNS, guess_all
from actions.importing.tables import NothingInIt, TooLarge, Unreadable, read_file, read_text
from actions.models import Action, ActionPlan, ImportDraft, ProgressUpdate
from actions.services.importing import (
    NothingRight,
    RowsWrong,
    answer_import,
    check_import,
    kind_of,
    stage_import,
    take_in,
)
from actions.standing import Status
from people.models import Organisation
from people.privacy import apply_retention
from tests.actions.plans import NOW, make_action, make_plan, say
from tests.actions.tables import FAULTY, PASTED

pytestmark = pytest.mark.django_db


def staged(body: Organisation, text: str, plan: ActionPlan | None = None, at=NOW) -> ImportDraft:
    table = read_text(text)
    return stage_import(
        plan=plan,
        new_title="" if plan else "A new plan",
        organisation=body,
        source="x.csv",
        table=table,
        by=None,
        at=at,
    )


def checked(draft: ImportDraft) -> dict[int, tuple[str, dict[str, str]]]:
    return {row.line: (kind_of(row), dict(row.faults)) for row in check_import(draft=draft, at=NOW).rows}


class TestTables:
    def test_a_torn_table_from_a_word_processor(self):
        table = read_text(PASTED)
        assert table.headings == ["", "Area for Development", "Position/Action to Date (Aug 06)", "Possible Actions"]
        assert guess_all(table.headings) == ["reference", "title", "position", "what"]
        assert [(row.line, row.cells[0], row.theme) for row in table.rows] == [
            (5, "0", "Ways of Working"),
            (6, "7", "Ways of Working"),
            (9, "6", "Links: communities"),
            (10, "19", "Links: communities"),
            (11, "", "Links: communities"),
            (14, "3", "Already underway"),
        ]
        assert table.rows[0].cells[2] == 'Some see a "closed club"'
        assert table.rows[4].cells == ["", "", "More of the Board has to take part", ""]

    def test_what_a_spreadsheet_copies_keeps_its_line_ends(self):
        table = read_text('Ref\tTitle\tProgress\n1\tDoors\t"Open\non Sundays"\n2\tTea\tserved')
        assert [row.cells for row in table.rows] == [["1", "Doors", "Open\non Sundays"], ["2", "Tea", "served"]]

    def test_a_workbook_is_text_and_nothing_in_it_is_worked_out(self):
        book = Workbook()
        for row in (["Ref", "Title", "Due", "Cost"], [7, "=1+1", date(2027, 3, 31), 2.5], [8.0, "Tea", None, None]):
            book.active.append(row)
        content = io.BytesIO()
        book.save(content)
        table = read_file(content.getvalue(), "x.xlsx")
        assert [row.cells for row in table.rows] == [["7", "=1+1", "2027-03-31", "2.5"], ["8", "Tea", "", ""]]

    def test_semicolons_old_encodings_and_control_characters(self):
        table = read_file("Ref;Title\n1;Caf\xe9 \x07 £5\n".encode("cp1252"), "x.csv")
        assert table.rows[0].cells == ["1", "Caf\xe9  £5"]

    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"", NothingInIt),
            (b"Ref,Title\n", NothingInIt),
            (b"%PDF-1.7 \x00", Unreadable),
            (b"PK\x03\x04 not a workbook", Unreadable),
            (b"a" * (5 * 1024 * 1024 + 1), TooLarge),
            (b"Ref,Title\n" + b"1,x\n" * 10_001, TooLarge),
            (b"Ref,Title\n" + b",".join([b"x"] * 41), TooLarge),
            (b'Ref,Title\n1,"' + b"x" * 200_000, Unreadable),
        ],
    )
    def test_what_cannot_be_taken_is_refused_in_words(self, content, refusal):
        with pytest.raises(refusal) as caught:
            read_file(content, "x")
        assert str(caught.value.public_message)

    def test_the_headings_of_an_export_are_known(self):
        assert guess_all([str(label) for label in COLUMNS.values()]) == list(COLUMNS)

    def test_headings_of_other_people_nothing_twice(self):
        headings = ["Action No.", "Recommendation", "Lead officer", "Lead organisation", "Timescale", "RAG", "Colour"]
        assert guess_all(headings) == ["reference", "title", "owner_role", "owner", "due", "status", ""]


class TestChecking:
    def test_each_kind_of_fault_is_said_in_its_row(self, cast):
        rows = checked(staged(cast.county, FAULTY))
        wrong = {line: next(iter(faults)) for line, (kind, faults) in rows.items() if kind == "wrong"}
        assert wrong == {
            3: "reference",
            4: "reference",
            5: "reference",
            6: "title",
            7: "owner",
            8: "due",
            9: "due",
            10: "status",
            11: "reason",
            12: "beyond",
        }
        assert rows[3][1]["reference"] == "no reference"
        assert "line 2" in rows[4][1]["reference"]
        assert rows[2][0] == rows[13][0] == "new"
        assert not Action.objects.exists()
        assert not ActionPlan.objects.exists()

    def test_what_is_unclear_is_asked_once_and_an_answer_holds_for_all(self, cast):
        text = "Ref,Title,Lead,By when\n1,A,The Jitty,Spring 2027\n2,B,the  jitty,spring 2027\n3,C,,March 2027"
        draft = staged(cast.county, text)
        asked = check_import(draft=draft, at=NOW).asked
        assert list(asked.owners.values()) == ["The Jitty"]
        assert [one.day for one in asked.days.values()] == [date(2027, 5, 31)]
        assert [one.words for one in asked.rounded.values()] == ["March 2027"]
        answer_import(draft=draft, owners={"the jitty": cast.borough.pk}, days={"spring 2027": "2027-06-20"})
        take_in(draft=draft, only_right=False, by=None, at=NOW)
        first, second, third = Action.objects.order_by("reference")
        assert (first.owner, second.owner, third.owner) == (cast.borough, cast.borough, None)
        assert (first.due_on, first.due_words) == (date(2027, 6, 20), "Spring 2027")
        assert (third.due_on, third.due_words) == (date(2027, 3, 31), "March 2027")
        again = staged(cast.county, text, first.plan)
        answer_import(draft=again, owners={"the jitty": cast.borough.pk})
        assert {kind for kind, _faults in checked(again).values()} == {"unchanged"}  # the day was asked before

    def test_nobody_and_no_day_are_answers_too(self, cast):
        draft = staged(cast.county, "Ref,Title,Lead,By when\n1,A,Mrs Smith,one day")
        answer_import(draft=draft, owners={"mrs smith": 0}, days={"one day": ""})
        take_in(draft=draft, only_right=False, by=None, at=NOW)
        action = Action.objects.get()
        assert (action.owner, action.due_on, action.due_words) == (None, None, "one day")

    def test_a_name_of_two_bodies_is_asked(self, cast):
        Organisation.objects.filter(pk__in=[cast.county.pk, cast.borough.pk]).update(short_name="The Council")
        draft = staged(cast.county, "Ref,Title,Owner\n1,A,The Council\n2,B,County council")
        assert [kind for kind, _faults in checked(draft).values()] == ["wrong", "new"]

    def test_the_officer_matches_the_columns(self, cast):
        draft = staged(cast.county, "Nr,Alpha,Beta\n1,Theme of it,Title of it")
        assert draft.columns == ["reference", "", ""]
        answer_import(draft=draft, columns=["reference", "theme", "title"])
        take_in(draft=draft, only_right=False, by=None, at=NOW)
        assert Action.objects.values_list("theme", "title").get() == ("Theme of it", "Title of it")


class TestWriting:
    def test_nothing_is_written_while_a_row_is_wrong(self, cast):
        draft = staged(cast.county, FAULTY)
        with pytest.raises(RowsWrong):
            take_in(draft=draft, only_right=False, by=None, at=NOW)
        assert not ActionPlan.objects.exists()
        outcome = take_in(draft=draft, only_right=True, by=cast.county_officer, at=NOW)
        assert outcome.counts == {"new": 2, "changed": 0, "unchanged": 0, "wrong": 10}
        assert not ImportDraft.objects.exists()
        first, last = Action.objects.order_by("order")
        assert (first.status, first.owner, first.due_on) == (Status.ON_TRACK, cast.county, date(2027, 3, 31))
        assert (last.title, last.what, last.due_words) == ("=SUM(A1:A9)", "@risk", "ongoing")
        assert set(ProgressUpdate.objects.values_list("text", "status", "organisation")) == {
            ("Room booked", "on_track", None),
            ("-5 % so far", "not_started", None),
        }

    def test_with_every_fault_put_right_all_of_it_is_taken_in(self, cast):
        draft = staged(cast.county, FAULTY)
        cells = {
            "3": {"reference": "2"},
            "4": {"reference": "3"},
            "5": {"reference": "4"},
            "6": {"title": "A title"},
            "9": {"due": "28/02/2027"},
            "10": {"status": "at_risk"},
            "11": {"reason": "No money"},
            "12": {"beyond": ""},
        }
        answer_import(draft=draft, owners={"the jitty": 0}, days={"spring 2027": "2027-05-31"}, cells=cells)
        assert take_in(draft=draft, only_right=False, by=None, at=NOW).counts["new"] == 12
        assert Action.objects.get(reference="10").status == Status.DROPPED
        assert Action.objects.get(reference="8").due_on == date(2027, 2, 28)

    def test_only_what_is_new_is_said_again(self, cast):
        text = "Ref,Title,Progress\n1,A,Begun\n2,B,Begun"
        plan = take_in(draft=staged(cast.county, text), only_right=False, by=None, at=NOW).plan
        say(Action.objects.get(reference="1"), Status.ON_TRACK, "Further", at=NOW + timedelta(days=1))
        assert [kind for kind, _f in checked(staged(cast.county, text, plan)).values()] == ["unchanged"] * 2
        changed = staged(cast.county, "Ref,Title,Progress\n1,A,Done well\n2,B,", plan)
        outcome = take_in(draft=changed, only_right=False, by=None, at=NOW + timedelta(days=2))
        assert outcome.counts == {"new": 0, "changed": 1, "unchanged": 1, "wrong": 0}
        action = Action.objects.get(reference="1")
        assert list(action.updates.values_list("text", flat=True)) == ["Done well", "Further", "Begun"]
        assert (action.status, action.last_update_at) == (Status.ON_TRACK, NOW + timedelta(days=2))

    def test_a_table_without_a_right_row_writes_nothing(self, cast):
        draft = staged(cast.county, "Ref,Title\n,A")
        with pytest.raises(NothingRight):
            take_in(draft=draft, only_right=True, by=None, at=NOW)
        assert not ActionPlan.objects.exists()

    def test_what_is_exported_comes_back_unchanged(self, cast):
        plan = make_plan(cast.county)
        make_action(plan, title="=2+3", what="'+44 is a prefix\nand more", due_on=date(2027, 3, 31), due_words="Spring")
        full = make_action(plan, owner=cast.borough, owner_role="-", theme="@home", other_partners="Us; them")
        full.partners.set([cast.county, cast.borough])
        say(full, Status.AT_RISK, "  -1 of 3\n= less")
        say(make_action(plan), Status.DROPPED, reason="No money")
        before = list(plan_rows(plan))
        assert all(b"\n=2" not in part for part in [csv_response("x", before).content])
        for content in (csv_response("x", plan_rows(plan)).content, xlsx_response("x", plan_rows(plan)).content):
            table = read_file(content, "x")
            draft = stage_import(plan=plan, organisation=cast.county, source="x", table=table, by=None, at=NOW)
            assert [kind for kind, _faults in checked(draft).values()] == ["unchanged"] * 3
            other = stage_import(
                plan=None, new_title="A copy", organisation=cast.county, source="x", table=table, by=None, at=NOW
            )
            copy = take_in(draft=other, only_right=False, by=None, at=NOW).plan
            assert list(plan_rows(copy)) == before

    def test_a_spreadsheet_runs_nothing_of_an_export(self, cast):
        plan = make_plan(cast.county)
        make_action(plan, title="=cmd|' /C calc'!A1", what="+1")
        rows = list(csv.reader(io.StringIO(csv_response("x", plan_rows(plan)).content.decode("utf-8-sig"))))
        assert rows[1][2:4] == ["'=cmd|' /C calc'!A1", "'+1"]
        cell = load_workbook(io.BytesIO(xlsx_response("x", plan_rows(plan)).content)).active["C2"]
        assert (cell.value, cell.data_type) == ("=cmd|' /C calc'!A1", "s")

    def test_the_same_number_of_statements_for_one_row_and_for_many(self, cast):
        plan = make_plan(cast.county)
        counts = []
        for number in (1, 40):
            rows = [f"{n},Title {n},Open,County Council,31/03/2027" for n in range(number)]
            draft = staged(cast.county, "\n".join(["Ref,Title,Progress,Owner,Due", *rows]), plan)
            with CaptureQueriesContext(connection) as asked:
                check_import(draft=draft, at=NOW)
            counts.append(len(asked))
        assert counts == [counts[0]] * 2

    def test_a_staged_table_is_forgotten_after_a_week(self, cast):
        draft = staged(cast.county, "Ref,Title\n1,A", at=NOW)
        apply_retention(at=NOW + timedelta(days=7) - timedelta(seconds=1))
        assert ImportDraft.objects.filter(pk=draft.pk).exists()
        apply_retention(at=NOW + timedelta(days=7))
        assert not ImportDraft.objects.exists()


class TestCommand:
    def run(self, tmp_path, text: str, **options) -> list[str]:
        file, out = tmp_path / "plan.csv", io.StringIO()
        file.write_text(text)
        try:
            call_command("import_plan", str(file), plan="Peer challenge", stdout=out, **options)
        except SystemExit as end:
            out.write(f"exit {end.code}")
        return out.getvalue().strip().splitlines()

    def test_the_plan_is_made_if_it_is_missing_but_not_on_a_dry_run(self, cast, tmp_path):
        text = (
            "ref,theme,area_for_development,position_to_date,possible_actions\n0,Ways,Agree,,Present\n7,Ways,Model,Set,"
        )
        assert self.run(tmp_path, text, dry_run=True)[-1] == "2 new, 0 changed, 0 unchanged, 0 wrong"
        assert not ActionPlan.objects.exists()
        assert self.run(tmp_path, text)[-1] == "2 new, 0 changed, 0 unchanged, 0 wrong"
        assert self.run(tmp_path, text)[-1] == "0 new, 0 changed, 2 unchanged, 0 wrong"
        assert list(Action.objects.values_list("reference", "title", "what", "theme", "owner", "due_on")) == [
            ("0", "Agree", "Present", "Ways", None, None),
            ("7", "Model", "", "Ways", None, None),
        ]
        assert ProgressUpdate.objects.get().text == "Set"
        assert not ImportDraft.objects.exists()
        assert ActionPlan.objects.get().published_at is None

    def test_a_torn_table_is_written_only_when_that_is_chosen(self, cast, tmp_path):
        said = self.run(tmp_path, PASTED)
        assert "line 11, -: wrong: no reference" in said
        assert said[-2:] == ["5 new, 0 changed, 0 unchanged, 1 wrong", "exit 1"]
        assert not ActionPlan.objects.exists()
        assert self.run(tmp_path, PASTED, only_right=True)[-1] == "5 new, 0 changed, 0 unchanged, 1 wrong"
        assert Action.objects.count() == 5

    def test_what_cannot_be_read_is_said(self, cast, tmp_path):
        with pytest.raises(CommandError, match="no table"):
            self.run(tmp_path, "")
        with pytest.raises(CommandError, match="no organisation"):
            self.run(tmp_path, "Ref,Title\n1,A", organisation="nowhere")
