"""Officers' files and screens: everything that was sent, nobody's name, and a line in the log for each look."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from consultations import export
from consultations.models import ConsultationPartner
from consultations.services.equality import count_equality
from consultations.services.private import ContactGiven
from consultations.views import officer_exports
from questions.exports import csv_lines, text_cell
from tests.consultations.answered import choice_ids, make_closed, make_response, questions_of

SCREENS = [
    "",
    "texts/",
    "responses/",
    "responses/{response}/",
    "equality/",
    "equality/1/",
    "responses.csv",
    "responses.xlsx",
]


def filled(organisation):
    consultation = make_closed(organisation, "single", "matrix", "long_text")
    single, matrix, words = questions_of(consultation)
    response = make_response(
        consultation,
        {single: choice_ids(single)[0], matrix: {str(choice_ids(matrix, "row")[0]): choice_ids(matrix)[1]}},
        texts={words: "=1+1 Later buses."},
        contact=ContactGiven(name="Ada Lovelace", email="ada@example.org"),
        about_you={"religion": "jewish"},
    )
    return consultation, response


def fetch(client, consultation, ending):
    response = client.get(f"/cms/results/{consultation.pk}/{ending}")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response, content


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-5", "'-5"),
        ("@here", "'@here"),
        (" =1", "' =1"),
        ("\t=1", "'\t=1"),
        ("\twords", "'\twords"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
        (-5, -5),
        (None, None),
    ],
)
def test_a_cell_is_shown_and_does_not_run(cell, expected):
    assert text_cell(cell) == expected


def test_lines_keep_commas_quotes_and_lines_of_their_own():
    row = ['He said "no", twice', "two\nlines", "شكرا", "🙂"]
    text = "".join(csv_lines([["a", "b", "c", "d"], row]))
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1] == row


@pytest.mark.django_db
class TestFiles:
    def test_csv_has_a_row_each_and_nobody_in_it(self, client, cast):
        consultation, response = filled(cast.county)
        make_response(consultation, channel="paper")
        make_response(consultation, withdrawn_at=timezone.now())
        client.force_login(cast.county_officer)
        answer, content = fetch(client, consultation, "responses.csv")
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert answer["Content-Type"].startswith("text/csv")
        assert "attachment" in answer["Content-Disposition"]
        assert len(rows) == 3
        assert {len(row) for row in rows} == {len(rows[0])}
        assert "Bus" in rows[1]
        assert "'=1+1 Later buses." in rows[1]
        for secret in ("Ada", "example.org", "jewish", "Jewish", response.code, str(response.public_id)):
            assert secret not in text

    def test_csv_is_the_same_across_chunks(self, client, cast, monkeypatch):
        monkeypatch.setattr(export, "CHUNK", 2)
        consultation, _response = filled(cast.county)
        for _ in range(4):
            make_response(consultation)
        client.force_login(cast.county_officer)
        _answer, content = fetch(client, consultation, "responses.csv")
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert [row[0] for row in rows[1:]] == ["1", "2", "3", "4", "5"]

    def test_spreadsheet_shows_text_and_runs_nothing(self, client, cast):
        consultation, _response = filled(cast.county)
        client.force_login(cast.county_officer)
        _answer, content = fetch(client, consultation, "responses.xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        (risky,) = [cell for cell in cells if cell.value == "=1+1 Later buses."]
        assert risky.data_type == "s"
        assert not [cell for cell in cells if cell.data_type == "f"]

    def test_too_many_for_a_spreadsheet_are_told_of_the_csv(self, client, cast, monkeypatch):
        monkeypatch.setattr(officer_exports, "XLSX_AT_MOST", 1)
        consultation, _response = filled(cast.county)
        make_response(consultation)
        client.force_login(cast.county_officer)
        answer, content = fetch(client, consultation, "responses.xlsx")
        assert answer.status_code == 409
        assert "responses.csv" in content.decode()


@pytest.mark.django_db
class TestScreens:
    @pytest.mark.parametrize("ending", SCREENS)
    @pytest.mark.parametrize("name", ["county_officer", "administrator"])
    def test_are_there_for_who_runs_it(self, client, cast, ending, name):
        consultation, response = filled(cast.county)
        count_equality(consultation, at=timezone.now())
        client.force_login(getattr(cast, name))
        answer, content = fetch(client, consultation, ending.format(response=response.pk))
        assert answer.status_code == 200
        assert content

    @pytest.mark.parametrize("ending", SCREENS)
    def test_are_read_by_partners(self, client, cast, ending):
        consultation, response = filled(cast.county)
        count_equality(consultation, at=timezone.now())
        ConsultationPartner.objects.create(consultation=consultation, organisation=cast.borough)
        client.force_login(cast.borough_officer)
        assert fetch(client, consultation, ending.format(response=response.pk))[0].status_code == 200

    @pytest.mark.parametrize("ending", SCREENS)
    def test_another_body_s_officer_finds_nothing(self, client, cast, ending):
        consultation, response = filled(cast.county)
        count_equality(consultation, at=timezone.now())
        client.force_login(cast.borough_officer)
        answer, content = fetch(client, consultation, ending.format(response=response.pk))
        assert answer.status_code == 404
        assert b"Later buses" not in content
        assert consultation.title.encode() not in content

    @pytest.mark.parametrize("ending", SCREENS)
    @pytest.mark.parametrize("name", ["outsider", "resident", None])
    def test_nobody_else_gets_past_the_door(self, client, cast, ending, name):
        consultation, response = filled(cast.county)
        if name:
            client.force_login(getattr(cast, name))
        answer, content = fetch(client, consultation, ending.format(response=response.pk))
        assert answer.status_code in (302, 403, 404)
        assert b"Later buses" not in content

    def test_a_response_of_another_consultation_is_not_found(self, client, cast):
        consultation, _response = filled(cast.county)
        _other, foreign = filled(cast.borough)
        client.force_login(cast.county_officer)
        assert fetch(client, consultation, f"responses/{foreign.pk}/")[0].status_code == 404

    def test_list_holds_one_s_own_alone(self, client, cast):
        consultation, _response = filled(cast.county)
        consultation.title = "Evening buses"
        consultation.save()
        client.force_login(cast.borough_officer)
        assert "Evening buses" not in client.get("/cms/results/").content.decode()
        client.force_login(cast.county_officer)
        assert "Evening buses" in client.get("/cms/results/").content.decode()

    def test_list_costs_the_same_for_one_and_three(self, client, cast, django_assert_max_num_queries):
        client.force_login(cast.county_officer)
        costs = []
        for number in (1, 2):
            for _ in range(number):
                filled(cast.county)
            client.get("/cms/results/")
            with django_assert_max_num_queries(80) as counted:
                client.get("/cms/results/")
            costs.append(len(counted))
        assert len(set(costs)) == 1

    @pytest.mark.parametrize(
        ("ending", "what"),
        [
            ("equality/", "equality tables"),
            ("equality/1/", "equality tables of question 1"),
            ("responses/", "responses"),
            ("texts/", "answers in people's own words"),
            ("responses.csv", "all responses as CSV"),
            ("responses.xlsx", "all responses as a spreadsheet"),
        ],
    )
    def test_every_look_is_logged(self, client, cast, ending, what):
        consultation, _response = filled(cast.county)
        count_equality(consultation, at=timezone.now())
        client.force_login(cast.county_officer)
        fetch(client, consultation, ending)
        (entry,) = PageLogEntry.objects.filter(page=consultation.pk, action="engage.look")
        assert entry.user == cast.county_officer
        assert entry.data["what"] == what

    def test_marked_responses_are_found(self, client, cast):
        consultation, plain = filled(cast.county)
        unproved = make_response(consultation, has_proof=False)
        late = make_response(consultation, is_late=True)
        paper = make_response(consultation, channel="paper", has_proof=False)
        client.force_login(cast.county_officer)
        expected = {
            "": {plain, unproved, late, paper},
            "any": {unproved, late},
            "no-proof": {unproved},
            "late": {late},
            "nonsense": {plain, unproved, late, paper},
        }
        for mark, found in expected.items():
            answer = client.get(f"/cms/results/{consultation.pk}/responses/?mark={mark}")
            assert set(answer.context["list_page"].object_list) == found

    def test_officers_see_small_counts_and_bands_in_full(self, client, cast):
        consultation, _response = filled(cast.county)
        count_equality(consultation, at=timezone.now())
        client.force_login(cast.county_officer)
        page = client.get(f"/cms/results/{consultation.pk}/equality/").content.decode()
        assert "Jewish" in page
        assert "hidden" not in page.split("Counted on")[1].split("results_table")[0].replace("are hidden", "")
