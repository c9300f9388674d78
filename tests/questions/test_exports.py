import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from questions.exports import BYTE_ORDER_MARK, csv_cell, csv_lines, read_csv_text, write_xlsx

FORMULAS = ["=1+1", "+441162", "-2+3", "@SUM(A1)", "\t=1", "\n=1", "  =1", "＝1", "'=1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_shown_as_text(text):
    assert csv_cell(text) == f"'{text}"
    assert read_csv_text(str(csv_cell(text))) == text


@pytest.mark.parametrize("cell", [-3, 0, Decimal("-3.5"), None, "", "plain", "a=b", "-12", "-0.5", "it's"])
def test_numbers_and_plain_text_stay_what_they_are(cell):
    assert csv_cell(cell) == cell


@settings(max_examples=300, deadline=None)
@drawn(st.text(st.sampled_from("=+-@'\t\n 1a"), max_size=6) | st.text(max_size=20))
def test_text_comes_back_and_never_starts_a_formula(text):
    written = str(csv_cell(text))
    assert read_csv_text(written) == text
    is_number = written.removeprefix("-").replace(".", "", 1).isdigit()
    assert written.lstrip()[:1] not in tuple("=+-@") or is_number


def test_lines_stream_and_parse_back():
    rows = [["a", "b"], ['x,"y"\nz', -1], ["=1", None]]
    lines = list(csv_lines(rows))
    assert len(lines) == 3
    assert lines[0].startswith(BYTE_ORDER_MARK)
    parsed = list(csv.reader(io.StringIO("".join(lines).removeprefix(BYTE_ORDER_MARK))))
    assert parsed == [["a", "b"], ['x,"y"\nz', "-1"], ["'=1", ""]]


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers():
    stream = io.BytesIO()
    write_xlsx(stream, [("Answers: [all]", [[*FORMULAS], [-3, Decimal("2.5"), None, "a\x0bb", "x" * 40_000]])])
    sheet = load_workbook(stream).worksheets[0]
    first, second = list(sheet.iter_rows())
    assert [cell.value for cell in first] == FORMULAS
    assert {cell.data_type for cell in first} == {"s"}
    assert [cell.value for cell in second[:4]] == [-3, 2.5, None, "ab"]
    assert len(second[4].value) == 32_767
    assert sheet.title == "Answers   all "
