"""Figures: what a table is read as, what is wrong with it, what its numbers say in words. Nothing asks a database."""

from __future__ import annotations

from decimal import Decimal

import pytest

from youth.figures_drawing import draw
from youth.figures_file import Empty, TooLarge, Unreadable, read_sheet, text_of
from youth.figures_periods import in_order
from youth.figures_rows import RowReader, counts_people, heading_problems
from youth.figures_words import finding_of, say, series_of

HEAD = "figure,period,group,value,unit,source,note"


def told(unit, *rows):
    return finding_of(series_of(unit, [(period, group, Decimal(str(value))) for period, group, value in rows]))


class TestFile:
    @pytest.mark.parametrize(
        "content",
        [
            "figure;period;value\nCafé visits;2024;“12”\n".encode(),
            "\ufefffigure;period;value\r\nCafé visits;2024;“12”\r\n".encode(),
            "figure;period;value\rCafé visits;2024;“12”\r".encode("cp1252"),
            "figure,period,value\n\n,,\nCafé visits,2024,“12”\n".encode("cp1252"),
            "figure\tperiod\tvalue\nCafé visits\t2024\t“12”".encode(),
        ],
    )
    def test_is_read_as_it_was_written(self, content):
        sheet = read_sheet(text_of(content))
        assert sheet.headings == ["figure", "period", "value"]
        assert [cells for _line, cells in sheet.rows] == [["Café visits", "2024", "“12”"]]

    def test_lines_are_those_of_the_file(self):
        sheet = read_sheet('figure,note\n\n"A","two\nlines"\nB,x\n')
        assert sheet.rows == [(3, ["A", "two lines"]), (5, ["B", "x"])]

    def test_what_begins_like_a_formula_is_text(self):
        sheet = read_sheet("figure,note\n'=1+1,'-4\n=HYPERLINK(),it’s\n")
        assert [cells for _line, cells in sheet.rows] == [["=1+1", "-4"], ["=HYPERLINK()", "it’s"]]

    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"PK\x03\x04", Unreadable),
            (b"%PDF-1.7", Unreadable),
            (b"a\x00b", Unreadable),
            (b"x" * (2**20 + 1), TooLarge),
        ],
    )
    def test_what_is_no_such_file_is_refused(self, content, refusal):
        with pytest.raises(refusal):
            text_of(content)

    @pytest.mark.parametrize(("rows", "is_taken"), [(4_999, True), (5_000, True), (5_001, False)])
    def test_so_many_rows(self, rows, is_taken):
        text = HEAD + "\n" + "x,2024,,12,%,y,\n" * rows
        if is_taken:
            assert len(read_sheet(text).rows) == rows
        else:
            with pytest.raises(TooLarge):
                read_sheet(text)

    @pytest.mark.parametrize("text", ["", "\n\n", HEAD, HEAD + "\n,,\n"])
    def test_an_empty_one(self, text):
        with pytest.raises(Empty):
            read_sheet(text)


class TestRows:
    def read(self, **cells):
        given = {"figure": "Visits", "period": "2024", "value": "12", "unit": "%", "source": "Survey"} | cells
        return RowReader(cells.pop("uses_semicolons", False)).read(given, line=2)

    @pytest.mark.parametrize(
        ("text", "uses_semicolons", "value"),
        [
            ("12", False, "12"),
            ("1,234", False, "1234"),
            ("1,234.5", False, "1234.5"),
            (" 12.50 ", False, "12.5"),
            ("12%", False, "12"),
            ("−3", False, "-3"),
            ("1,5", True, "1.5"),
            ("1.234,5", True, "1234.5"),
            ("1.5", True, "1.5"),
            ("1,5", False, None),
            ("1.234", True, None),
            ("1,234", True, None),
            ("12,34,56", False, None),
            ("1e5", False, None),
            ("NaN", False, None),
            ("٣", False, None),
            ("*", False, None),
            ("<5", False, None),
            ("=12", False, None),
            ("1" * 14, False, None),
        ],
    )
    def test_numbers_as_people_write_them(self, text, uses_semicolons, value):
        reader = RowReader(uses_semicolons)
        cells = {"figure": "Visits", "period": "2024", "value": text, "unit": "%", "source": "Survey"}
        row, wrong = reader.read(cells, line=2)
        if value is None:
            assert row is None
            assert set(wrong) == {"value"}
        else:
            assert row is not None
            assert row.value == Decimal(value)

    @pytest.mark.parametrize(
        ("value", "unit", "is_taken"),
        [
            ("9", "young people", False),
            ("0", "young people", False),
            ("10", "young people", True),
            ("9.99", "cases", False),
            ("3", "looked-after children", False),
            ("3", "%", True),
            ("3", "per 1,000 young people", True),
            ("3", "% of 17-year-olds", True),
            ("3", "youth clubs", True),
            ("3", "hours a week", True),
        ],
    )
    def test_a_small_count_of_people_is_refused(self, value, unit, is_taken):
        row, wrong = self.read(value=value, unit=unit)
        assert (row is not None) == is_taken
        assert is_taken or "give somebody away" in wrong["value"]

    def test_units_that_are_not_known_count_people(self):
        assert counts_people("NEETs")
        assert not counts_people("per cent")

    def test_everything_wrong_with_a_row_is_told_at_once(self):
        row, wrong = self.read(figure="", period="x" * 21, value="lots", source="")
        assert row is None
        assert set(wrong) == {"figure", "period", "value", "source"}

    def test_unit_and_source_stand_in_the_first_row_and_must_not_be_two(self):
        reader = RowReader()
        first = {"figure": "Visits", "period": "2023", "value": "12", "unit": "%", "source": "Survey", "note": "A note"}
        assert reader.read(first, line=2)[1] == {}
        row, wrong = reader.read({"figure": "visits", "period": "2024", "value": "13"}, line=3)
        assert wrong == {}
        assert (row.unit, row.source, row.note) == ("%", "Survey", "A note")
        _row, wrong = reader.read({"figure": "Visits", "period": "2025", "value": "13", "unit": "£"}, line=4)
        assert "Line 2 says “%”" in wrong["unit"]

    def test_the_same_number_twice(self):
        reader = RowReader()
        cells = {"figure": "Visits", "period": "2023", "group": "Girls", "value": "12", "unit": "%", "source": "Survey"}
        assert reader.read(cells, line=2)[1] == {}
        assert "in line 2" in reader.read(cells | {"group": "girls"}, line=7)[1]["period"]

    def test_headings(self):
        assert heading_problems(HEAD.split(",")) == {}
        assert heading_problems(["Figure", "PERIOD", "value", "unit", "source"]) == {}
        wrong = heading_problems(["figure", "figure", "when", "value", "unit"])
        assert set(wrong) == {"figure", "when", "period", "source"}


class TestOrder:
    @pytest.mark.parametrize(
        ("written", "ordered"),
        [
            (["2024", "2019", "2021"], ["2019", "2021", "2024"]),
            (["2019/20", "2018/19"], ["2018/19", "2019/20"]),
            (["2019 to 2020", "2018-19"], ["2018-19", "2019 to 2020"]),
            (["Q1 2025", "2024 Q4"], ["2024 Q4", "Q1 2025"]),
            (["May 2024", "Sept 2023"], ["Sept 2023", "May 2024"]),
            (["1999/00", "2000/01"], ["1999/00", "2000/01"]),
            (["2024", "2023/24"], None),
            (["2019-03", "2020-04"], None),
            (["Before", "After"], None),
            (["2024", "2024 "], None),
            (["Ma 2024", "May 2023"], None),
        ],
    )
    def test_only_where_it_is_certain(self, written, ordered):
        assert in_order(written) == ordered


class TestFinding:
    def test_rose_fell_or_stayed(self):
        assert told("%", ("2024", "", 18), ("2019", "", 12.5)) == "It rose from 12.5% in 2019 to 18% in 2024."
        assert told("%", ("2019", "", 18), ("2024", "", 12)) == "It fell from 18% in 2019 to 12% in 2024."
        assert told("£", ("2019", "", 12), ("2024", "", 12)) == "It was the same in 2019 and in 2024: £12."

    def test_a_peak_between_is_told_only_where_there_is_one(self):
        rows = [("2019", "", 12), ("2020", "", 30), ("2021", "", 14)]
        assert told("%", *rows).endswith("It was highest in 2020: 30%.")
        assert "highest" not in told("%", *rows, ("2022", "", 30))
        assert "highest" not in told("%", *rows[:1], ("2020", "", 30), ("2021", "", 30), ("2022", "", 14))
        assert told("%", ("2019", "", 12), ("2020", "", 3), ("2021", "", 14)).endswith("It was lowest in 2020: 3%.")

    def test_nothing_rises_where_the_order_is_in_doubt(self):
        said = told("%", ("Before", "", 12), ("After", "", 18))
        assert said == "Highest for After, at 18%; lowest for Before, at 12%."
        assert "rose" not in said

    def test_groups(self):
        assert told("%", ("2024", "Girls", 30), ("2024", "Boys", 20)) == (
            "Highest for Girls, at 30%; lowest for Boys, at 20%."
        )
        assert told("%", ("2024", "Girls", 20), ("2024", "Boys", 20)) == "The same everywhere: 20%."
        ties = [("2024", f"Group {letter}", 20) for letter in "ABCD"]
        assert told("%", *ties, ("2024", "Group E", 10)) == "Lowest for Group E, at 10%."

    def test_groups_over_time(self):
        rising = [("2019", "Girls", 20), ("2019", "Boys", 10), ("2024", "Girls", 21), ("2024", "Boys", 25)]
        said = told("%", *rising)
        assert said.startswith("2024: Highest for Boys, at 25%; lowest for Girls, at 21%.")
        assert said.endswith("It has risen for every group since 2019.")
        mixed = [*rising[:2], ("2024", "Girls", 19), ("2024", "Boys", 25)]
        assert "every group" not in told("%", *mixed)
        assert "every group" not in told("%", *rising[1:])  # nobody knows what girls had in 2019

    def test_everybody_is_no_group_among_others(self):
        said = told("%", ("2019", "All", 50), ("2019", "Girls", 30), ("2024", "All", 40), ("2024", "Girls", 35))
        assert said == "2024: Girls: 35%. For everybody together: It fell from 50% in 2019 to 40% in 2024."

    def test_a_long_unit_is_said_once(self):
        unit = "% of 17-year-olds"
        assert told(unit, ("2024", "", 18), ("2025", "", 19)) == (
            "It rose from 18% in 2024 to 19% of 17-year-olds in 2025."
        )
        assert told(unit, ("2024", "Girls", 18), ("2024", "Boys", 17)) == (
            "Highest for Girls, at 18% of 17-year-olds; lowest for Boys, at 17%."
        )

    def test_units(self):
        assert say(Decimal("1234.50"), "young people") == "1,234.5 young people"
        assert say(Decimal("1200.00"), "per 1,000") == "1,200 per 1,000"
        assert say(Decimal("0.00"), "per cent") == "0%"
        assert say(Decimal("91.80"), "% of 17-year-olds") == "91.8% of 17-year-olds"


class TestDrawing:
    def draw(self, *rows, unit="%"):
        found = [(period, group, Decimal(str(value))) for period, group, value in rows]
        return draw(slug="x", title="X", unit=unit, note="", rows=found)

    def test_bars_are_labelled_and_differ_in_more_than_colour(self):
        drawn = self.draw(("2019", "Girls", 20), ("2024", "Girls", 40), ("2024", "Boys", 10))
        assert [(bar.label, bar.note, bar.value, bar.length, bar.look) for bar in drawn.bars] == [
            ("Girls", "2024", "40%", "40.00", "lead"),
            ("Girls", "2019", "20%", "20.00", "rest"),
            ("Boys", "2024", "10%", "10.00", "lead"),
        ]
        assert drawn.columns == ("Period", "Girls", "Boys")
        assert drawn.rows == (("2019", "20%", "not known"), ("2024", "40%", "10%"))

    def test_below_nought_there_are_words_and_a_table(self):
        drawn = self.draw(("2019", "", -2), ("2020", "", 3))
        assert drawn.bars == ()
        assert drawn.finding
        assert drawn.rows == (("2019", "-2%"), ("2020", "3%"))

    def test_what_is_no_share_is_drawn_against_the_largest(self):
        drawn = self.draw(("2019", "", 20), ("2024", "", 40), unit="young people")
        assert [bar.length for bar in drawn.bars] == ["50.00", "100.00"]

    def test_all_nought(self):
        assert [bar.length for bar in self.draw(("2019", "", 0), unit="£").bars] == ["0"]
