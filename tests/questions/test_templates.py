"""What a chart says to those who see it and to those who do not."""

import re

from django.template.loader import render_to_string

from questions.asked import AskedChoice
from questions.forms import AnswersForm
from questions.kinds import get_kind
from tests.questions.asking import BUS, CAR, FOOT, GOOD, POOR, asked


def draw(question, counts):
    kind = get_kind(question.kind)
    html = render_to_string("questions/figure.html", {"figure": kind.figure(question, kind.tally(question, counts))})
    return re.sub(r"\s+", " ", html)


def test_a_chart_says_its_finding_and_keeps_the_numbers_in_a_table():
    html = draw(asked("single"), [(BUS, 61), (CAR, 40), (FOOT, 39)])
    caption = html.split("<figcaption")[1].split("</figcaption>")[0]
    assert "More people chose ‘Choice 11’ than any other answer: 61 of 140 (44%)." in caption
    assert "140 people answered." in caption
    table = html.split("<table>")[1]
    assert '<th scope="row">Choice 11</th><td>61</td><td>44%</td>' in table
    assert html.index("<details") < html.index("<table>")


def test_bars_are_labelled_beside_themselves_and_hidden_as_drawings():
    html = draw(asked("single"), [(BUS, 61), (CAR, 40)])
    assert "61 (60%)" in html
    assert html.count("<svg") == html.count('aria-hidden="true"')
    assert 'width="60.40%"' in html


def test_large_counts_are_printed_the_way_people_read_them():
    html = draw(asked("single"), [(BUS, 1234)])
    assert '<span class="bars__value">1,234 (100%)</span>' in html
    assert "<td>1,234</td>" in html


def test_patterns_of_two_charts_on_a_page_do_not_meet():
    one, other = (draw(asked("matrix", id=number), [({"31": GOOD, "32": POOR}, 2)]) for number in (1, 2))
    ids = [set(re.findall(r'id="([^"]+)"', html)) for html in (one, other)]
    assert ids[0].isdisjoint(ids[1])
    assert set(re.findall(r"url\(#([^)]+)\)", one)) <= ids[0]


def test_labels_keep_their_language_and_are_escaped():
    question = asked("single", choices=(AskedChoice(BUS, "بس <b>", lang="ur"), AskedChoice(CAR, "Car")))
    html = draw(question, [(BUS, 1)])
    assert '<span lang="ur" dir="rtl">بس &lt;b&gt;</span>' in html
    assert "<b>" not in html


def test_nothing_to_draw():
    html = draw(asked("single"), [])
    assert "Nobody has answered this question." in html
    assert "<svg" not in html
    assert "<table>" not in html


def test_charts_need_no_inline_style():
    for question, counts in [(asked("single"), [(BUS, 1)]), (asked("matrix"), [({"31": GOOD}, 1)])]:
        assert " style=" not in draw(question, counts)


def field(**config):
    form = AnswersForm([asked("number", config=config)])
    return render_to_string("questions/question_block.html", {"block": form.blocks()[0]})


def test_a_unit_stands_behind_its_field_and_the_sign_of_money_before_it():
    miles, pounds = field(unit="miles"), field(unit="£")
    assert miles.index('<input type="text"') < miles.index('id="q1-unit"')
    assert pounds.index('id="q1-unit"') < pounds.index('<input type="text"')
    assert miles.count("q1-unit") == pounds.count("q1-unit") == 2
    assert "q1-unit" not in field()


def test_a_keypad_without_a_minus_is_asked_for_only_where_none_is_needed():
    assert 'inputmode="numeric"' in field(minimum="0")
    assert 'inputmode="decimal"' in field(decimals=1)
    assert "inputmode" not in field(minimum="-5")
    assert "inputmode" not in field(minimum=-5)
