"""The state of young people: officers bring tables for their own organisation; everybody sees charts with words."""

from __future__ import annotations

import csv
import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import Organisation
from tests.at_once import AT_ONCE, at_once, both_databases
from tests.youth.factories import make_checked, make_section, make_writer
from youth.figures_file import read_sheet
from youth.models import Figure, FigureValue
from youth.services.figures import OtherMeanwhile, TableWrong, check_figures, take_in_figures

HEAD = "figure,period,group,value,unit,source,note\n"
WORK = HEAD + (
    "In work or training at 17,2023,Girls,94.1,%,Leavers’ survey,Autumn\n"
    "In work or training at 17,2023,Boys,90,,,\n"
    "In work or training at 17,2025,Girls,95.3,,,\n"
    "In work or training at 17,2025,Boys,93,,,\n"
)
LIST = "/cms/youth/figures/"
BRING = f"{LIST}bring/"


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def brought(organisation: Organisation, by, text: str = WORK) -> list[Figure]:
    sheet = read_sheet(text)
    seen = check_figures(organisation=organisation, sheet=sheet).mark
    return take_in_figures(organisation=organisation, sheet=sheet, seen=seen, by=by, at=timezone.now())


def bring(client: Client, organisation: Organisation, content: str | bytes = WORK):
    content = content.encode() if isinstance(content, str) else content
    return client.post(BRING, {"organisation": organisation.pk, "file": SimpleUploadedFile("table.csv", content)})


def hidden(page) -> dict[str, str]:
    """Return what the form that takes in sends, as a browser would."""
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))
    return {name: html.unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"}


def numbers() -> list[tuple]:
    return list(FigureValue.objects.order_by("pk").values_list("figure__title", "period", "group", "value"))


@pytest.mark.django_db
class TestBringing:
    def test_first_a_look_then_all_of_it(self, cast):
        client = client_of(cast.county_officer)
        page = bring(client, cast.county)
        assert page.status_code == 200
        assert "In work or training at 17" in page.content.decode()
        assert not Figure.objects.exists()
        assert client.post(f"{LIST}take-in/", hidden(page)).status_code == 302
        figure = Figure.objects.get()
        assert (figure.organisation, figure.unit, figure.source) == (cast.county, "%", "Leavers’ survey")
        assert figure.uploaded_by == cast.county_officer
        assert len(numbers()) == 4
        assert "In work or training at 17" in client.get(LIST).content.decode()

    @pytest.mark.parametrize(
        "content",
        [
            WORK.encode("utf-8-sig"),
            WORK.replace(",", ";").replace("94.1", "94,1").replace("95.3", "95,3").encode("cp1252"),
            WORK.replace(",", "\t").replace("\n", "\r\n").encode(),
        ],
    )
    def test_however_a_spreadsheet_saved_it(self, cast, content):
        client = client_of(cast.county_officer)
        client.post(f"{LIST}take-in/", hidden(bring(client, cast.county, content)))
        assert Figure.objects.get().source == "Leavers’ survey"
        assert str(FigureValue.objects.first().value) == "94.10"

    def test_what_is_wrong_is_told_by_line_and_column_and_nothing_is_written(self, cast):
        client = client_of(cast.county_officer)
        table = (
            WORK + "Young carers,2025,,7,young people,Survey,\nNo number,2025,,lots,%,Survey,\nLong,2025,,1,%,S,n,x\n"
        )
        page = bring(client, cast.county, table)
        text = page.content.decode()
        assert page.status_code == 422
        assert "give somebody away" in text
        assert re.search(r'<th scope="row">Line 6</th>\s*<td>value</td>\s*<td><code>7</code></td>', text)
        assert re.search(r'<th scope="row">Line 7</th>\s*<td>value</td>\s*<td><code>lots</code></td>', text)
        assert re.search(r'<th scope="row">Line 8</th>\s*<td>beyond the last</td>', text)
        assert "Take all of it in" not in text
        assert not Figure.objects.exists()

    def test_what_begins_like_a_formula_is_shown_as_text_and_goes_out_as_text(self, cast):
        make_section()
        client = client_of(cast.county_officer)
        sign = '"=HYPERLINK(""http://x"")"'
        page = bring(client, cast.county, HEAD + f"{sign},2025,+Girls,12,%,@source,<b>note</b>\n")
        client.post(f"{LIST}take-in/", hidden(page))
        figure = Figure.objects.get()
        assert figure.title == '=HYPERLINK("http://x")'
        shown = client.get(figure.get_absolute_url()).content.decode()
        assert "<b>note" not in shown
        file = client.get(reverse("youth:figure_csv", args=[figure.slug])).content.decode("utf-8-sig")
        row = list(csv.reader(file.splitlines()))[1]
        assert row[0].startswith("'=")
        assert row[2] == "'+Girls"
        assert row[5] == "'@source"

    def test_replacing_keeps_what_is_the_same_and_lets_the_rest_go(self, cast):
        (figure,) = brought(cast.county, cast.county_officer)
        client = client_of(cast.county_officer)
        table = (
            HEAD + "in work or training at 17,2025,Girls,96,%,New survey,\nIn work or training at 17,2025,Boys,93,,,\n"
        )
        page = bring(client, cast.county, table)
        cells = re.findall(r"<td>([\w ]+)</td>", page.content.decode())
        assert cells == ["Replaced", "0 new", "1 changed", "1 unchanged", "2 gone"]
        client.post(f"{LIST}take-in/", hidden(page))
        figure.refresh_from_db()
        assert figure.source == "New survey"
        assert Figure.objects.count() == 1
        assert [(period, group, float(value)) for _t, period, group, value in numbers()] == [
            ("2025", "Girls", 96.0),
            ("2025", "Boys", 93.0),
        ]

    def test_what_goes_out_comes_in_again_unchanged(self, client, cast):
        make_section()
        (figure,) = brought(cast.county, cast.county_officer)
        file = client.get(reverse("youth:figure_csv", args=[figure.slug])).content.decode()
        (change,) = check_figures(organisation=cast.county, sheet=read_sheet(file)).changes
        assert (change.new, change.changed, change.same, change.gone) == (0, 0, 4, 0)

    def test_what_others_wrote_meanwhile_is_shown_first(self, cast):
        client = client_of(cast.county_officer)
        page = bring(client, cast.county)
        brought(cast.county, cast.administrator, WORK.replace("94.1", "50"))
        again = client.post(f"{LIST}take-in/", hidden(page))
        assert again.status_code == 409
        assert "have changed since you looked" in again.content.decode()
        assert str(FigureValue.objects.first().value) == "50.00"
        assert client.post(f"{LIST}take-in/", hidden(again)).status_code == 302
        assert str(FigureValue.objects.first().value) == "94.10"

    def test_a_table_that_is_wrong_is_never_written_whatever_is_sent(self, cast):
        sheet = read_sheet(WORK + "Young carers,2025,,7,young people,Survey,\n")
        by, at = cast.county_officer, timezone.now()
        with pytest.raises(TableWrong):
            take_in_figures(organisation=cast.county, sheet=sheet, seen="", by=by, at=at)
        with pytest.raises(OtherMeanwhile):
            take_in_figures(organisation=cast.county, sheet=read_sheet(WORK), seen="", by=by, at=at)
        for data in ({}, {"organisation": cast.county.pk, "seen": "x", "text": "\x00"}):
            assert client_of(by).post(f"{LIST}take-in/", data).status_code == 302
        assert not Figure.objects.exists()

    def test_two_organisations_may_call_a_figure_the_same(self, cast):
        (one,), (other,) = brought(cast.county, cast.county_officer), brought(cast.borough, cast.borough_officer)
        assert one.slug != other.slug
        assert FigureValue.objects.filter(figure=one).count() == 4


@pytest.mark.django_db
class TestWho:
    def test_nobody_brings_for_another_organisation_or_touches_its_figures(self, cast):
        (figure,) = brought(cast.county, cast.county_officer)
        client = client_of(cast.borough_officer)
        assert "In work or training" not in client.get(LIST).content.decode()
        assert f'<option value="{cast.county.pk}"' not in client.get(BRING).content.decode()
        assert bring(client, cast.county).status_code == 422
        mark = check_figures(organisation=cast.county, sheet=read_sheet(WORK)).mark
        client.post(f"{LIST}take-in/", {"organisation": cast.county.pk, "seen": mark, "text": WORK})
        assert client.post(f"{LIST}{figure.pk}/take-down/").status_code == 404
        figure.refresh_from_db()
        assert figure.is_published
        assert figure.uploaded_by == cast.county_officer

    def test_nobody_else_finds_the_screens(self, cast):
        people = [cast.outsider, make_writer().user, make_checked()]
        for user in people:
            for url in (LIST, BRING):
                assert client_of(user).get(url).status_code in {302, 403, 404}
            assert bring(client_of(user), cast.county).status_code in {302, 403, 404}
        assert Client().get(LIST).status_code == 302
        assert not Figure.objects.exists()

    def test_an_administrator_brings_for_any(self, cast):
        client = client_of(cast.administrator)
        client.post(f"{LIST}take-in/", hidden(bring(client, cast.borough)))
        assert Figure.objects.get().organisation == cast.borough

    def test_the_list_costs_the_same_however_many(self, cast, django_assert_max_num_queries):
        client = client_of(cast.county_officer)
        costs = []
        for number in (1, 3):
            for place in range(number):
                brought(cast.county, cast.county_officer, WORK.replace("In work", f"In work {number}{place}"))
            client.get(LIST)
            with django_assert_max_num_queries(40) as counted:
                client.get(LIST)
            costs.append(len(counted))
        assert costs[0] == costs[1]


@pytest.mark.django_db
class TestPublic:
    def test_says_where_it_is_empty(self, client):
        make_section()
        assert "No numbers yet" in client.get("/youth/figures/").content.decode()

    def test_words_bars_table_source_and_day(self, client, cast):
        make_section()
        (figure,) = brought(cast.county, cast.county_officer)
        for url in ("/youth/figures/", figure.get_absolute_url()):
            text = html.unescape(client.get(url).content.decode())
            assert "2025: Highest for Girls, at 95.3%; lowest for Boys, at 93%." in text
            assert "It has risen for every group since 2023." in text
            assert "Leavers’ survey" in text
            assert cast.county.name in text
            assert "<details" in text
            assert "<td>90%</td>" in text

    def test_taken_down_it_is_gone_until_it_is_put_back(self, client, cast):
        make_section()
        (figure,) = brought(cast.county, cast.county_officer)
        desk = client_of(cast.county_officer)
        addresses = (figure.get_absolute_url(), reverse("youth:figure_csv", args=[figure.slug]))
        desk.post(f"{LIST}{figure.pk}/take-down/", {"do": "take-down"})
        assert [client.get(url).status_code for url in addresses] == [404, 404]
        assert "In work or training" not in client.get("/youth/figures/").content.decode()
        assert "Taken down" in desk.get(LIST).content.decode()
        brought(cast.county, cast.county_officer, WORK.replace("94.1", "95"))
        assert client.get(addresses[0]).status_code == 404
        desk.post(f"{LIST}{figure.pk}/take-down/", {"do": "put-back"})
        assert [client.get(url).status_code for url in addresses] == [200, 200]

    def test_the_page_costs_the_same_however_many(self, client, cast, django_assert_max_num_queries):
        make_section()
        costs = []
        for number in (1, 3):
            for place in range(number):
                brought(cast.county, cast.county_officer, WORK.replace("In work", f"In work {number}{place}"))
            client.get("/youth/figures/")
            with django_assert_max_num_queries(10) as counted:
                client.get("/youth/figures/")
            costs.append(len(counted))
        assert costs[0] == costs[1]

    def test_nothing_of_who_brought_it_is_public(self, client, cast):
        make_section()
        (figure,) = brought(cast.county, cast.county_officer)
        for url in ("/youth/figures/", figure.get_absolute_url()):
            assert cast.county_officer.email not in client.get(url).content.decode()

    @pytest.mark.parametrize("path", ["nothing/", "%00/", "nothing/figures.csv"])
    def test_what_is_not_there(self, client, path):
        make_section()
        assert client.get(f"/youth/figures/{path}").status_code == 404


@pytest.mark.django_db(transaction=True)
@both_databases
def test_officers_who_bring_the_same_table_at_once_make_one_figure(cast, database):
    sheet = read_sheet(WORK)
    seen = check_figures(organisation=cast.county, sheet=sheet).mark

    def take(number: int) -> str:
        take_in_figures(
            organisation=cast.county, sheet=read_sheet(WORK), seen=seen, by=cast.county_officer, at=timezone.now()
        )
        return "written"

    outcomes = at_once(take)
    assert outcomes.count("written") == 1
    assert sum(isinstance(one, OtherMeanwhile) for one in outcomes) == AT_ONCE - 1
    assert (Figure.objects.count(), FigureValue.objects.count()) == (1, 4)
