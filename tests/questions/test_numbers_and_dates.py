"""Number, rating and date."""

from decimal import Decimal

import pytest

from questions.asked import Given
from questions.errors import ConfigRefused, ForgedChoice, NotADate, NotANumber, SeveralSent
from questions.kinds import get_kind
from tests.questions.asking import asked

number, rating, date = get_kind("number"), get_kind("rating"), get_kind("date")


def clean(text, **config):
    return number.clean(asked("number", config=config), {"": [text]}).value


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), (" 1,234,567 ", 1_234_567), ("-3", -3), ("−3", -3), ("+4", 4), ("007", 7), ("১২", 12), ("", None)],
)
def test_a_whole_number_as_people_write_it(text, value):
    assert clean(text) == value


@pytest.mark.parametrize(("text", "value"), [("3.50", "3.5"), ("3.0", 3), ("0.25", "0.25"), ("-0.0", 0)])
def test_a_decimal_is_kept_in_its_shortest_form(text, value):
    assert clean(text, decimals=2) == value


def test_the_unit_may_be_typed_too():
    assert clean("£1,200", unit="£") == 1200
    assert clean("5 miles", unit="miles") == 5
    assert clean("1 mile", unit="miles", unit_one="mile") == 1


@pytest.mark.parametrize(
    "text",
    ["twelve", "1e5", "nan", "Infinity", "1,23", "1.2.3", "0x1f", "--1", "1_000", "9" * 30, "1" * 10_000, "4\x00", "½"],
)
def test_what_is_no_number_is_refused_in_plain_words(text):
    with pytest.raises(NotANumber) as refusal:
        clean(text)
    assert str(refusal.value.public_message).startswith("Write a")


@pytest.mark.parametrize(("text", "fits"), [("0", False), ("1", True), ("10", True), ("11", False)])
def test_range_just_before_at_and_after(text, fits):
    if fits:
        assert clean(text, minimum="1", maximum="10") == int(text)
    else:
        with pytest.raises(NotANumber):
            clean(text, minimum="1", maximum="10")


def test_places_after_the_point():
    with pytest.raises(NotANumber, match="without a decimal point"):
        clean("1.5")
    with pytest.raises(NotANumber, match="no more than 1 place "):
        clean("1.25", decimals=1)


def test_numbers_that_no_survey_counts():
    assert clean("999,999,999,999") == 10**12 - 1
    with pytest.raises(NotANumber):
        clean("1,000,000,000,000")


def test_settings_of_a_number_are_typed():
    config = number.clean_config({"minimum": "0.50", "maximum": "10", "unit": "miles", "decimals": "1"})
    assert config == {"minimum": "0.50", "maximum": "10", "unit": "miles", "decimals": 1}
    assert number.clean_config({"unit": "miles", "unit_one": "mile"}) == {"unit": "miles", "unit_one": "mile"}
    with pytest.raises(ConfigRefused):
        number.clean_config({"minimum": "5", "maximum": "1"})
    with pytest.raises(ConfigRefused):
        number.clean_config({"decimals": "7"})


def test_numbers_are_measured_and_said_with_their_unit():
    question = asked("number", config={"unit": "miles", "unit_one": "mile"})
    tally = number.tally(question, [(value, 10) for value in (1, 2, 3, 4, 5)])
    assert tally.measures["mean"] == "3"
    assert tally.counts["1:2"] == 10
    figure = number.figure(question, tally)
    assert figure.finding == "The middle answer is 3 miles. Half of the people wrote between 2 miles and 4 miles."
    assert [bar.label for bar in figure.bars][:2] == ["1 mile", "2 miles"]
    assert ("Average", "3 miles") in figure.facts


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0 miles"), (1, "1 mile"), (-1, "-1 mile"), ("1.5", "1.5 miles"), (2, "2 miles")]
)
def test_exactly_one_has_a_word_of_its_own(value, said):
    config = {"unit": "miles", "unit_one": "mile", "decimals": 1}
    assert number.spoken(asked("number", config=config), Given(value)) == [said]


def test_without_that_word_the_unit_stands_behind_every_number():
    assert number.spoken(asked("number", config={"unit": "%"}), Given(1)) == ["1%"]
    assert number.spoken(asked("number", config={"unit_one": "mile"}), Given(2)) == ["2"]


@pytest.mark.parametrize(("value", "said"), [(1200, "£1,200"), ("3.5", "£3.50"), ("0.125", "£0.125")])
def test_money_has_its_sign_in_front_and_its_pence_whole(value, said):
    assert number.spoken(asked("number", config={"unit": "£", "decimals": 3}), Given(value)) == [said]


def test_a_range_says_its_unit_once_but_the_sign_of_money_twice():
    limits = {"minimum": "0", "maximum": "20"}
    assert number.hint(asked("number", config=limits | {"unit": "miles"})) == "Write a number from 0 to 20 miles."
    assert number.hint(asked("number", config=limits | {"unit": "£"})) == "Write a number from £0 to £20."
    question = asked("number", config={"unit": "£", "decimals": 2})
    figure = number.figure(question, number.tally(question, [("0.5", 3), ("1.25", 2), (2, 1)]))
    assert figure.bars[0].label == "£0.40 to under £0.60"


@pytest.mark.parametrize(
    ("config", "average", "middle"),
    [
        ({}, "1.3", "1"),
        ({"decimals": 1}, "1.33", "1"),
        ({"unit": "£"}, "£1.33", "£1"),
        ({"unit": "£", "decimals": 2}, "£1.33", "£1"),
    ],
)
def test_an_average_has_one_place_more_than_was_asked_for_and_money_its_pence(config, average, middle):
    question = asked("number", config=config)
    facts = dict(number.figure(question, number.tally(question, [(1, 2), (2, 1)])).facts)
    assert (facts["Average"], facts["Middle (median)"]) == (average, middle)


def test_an_average_of_money_shows_its_pence_even_where_it_is_whole():
    question = asked("number", config={"unit": "£"})
    facts = dict(number.figure(question, number.tally(question, [(1000, 1), (2000, 1)])).facts)
    assert facts["Average"] == "£1,500.00"


def test_cells_of_numbers_are_numbers():
    question = asked("number", config={"decimals": 1})
    assert number.cells(question, Given(-3)) == [-3]
    assert number.cells(question, Given("3.5")) == [Decimal("3.5")]


@pytest.mark.parametrize(("sent", "fits"), [("0", False), ("1", True), ("5", True), ("6", False), ("5.0", False)])
def test_a_rating_just_before_at_and_after(sent, fits):
    if fits:
        assert rating.clean(asked("rating"), {"": [sent]}).value == int(sent)
    else:
        with pytest.raises(ForgedChoice):
            rating.clean(asked("rating"), {"": [sent]})


def test_a_rating_says_its_mean_and_names_its_ends():
    question = asked("rating", config={"maximum": 4, "low_label": "Poor", "high_label": "Good"})
    figure = rating.figure(question, rating.tally(question, [(1, 1), (4, 3)]))
    assert figure.finding == "The average rating is 3.3 out of 4. Half of the people gave 4 or more."
    assert [bar.label for bar in figure.bars] == ["1 – Poor", "2", "3", "4 – Good"]


def test_ratings_from_before_the_scale_was_shortened_still_count():
    question = asked("rating", config={"maximum": 3})
    figure = rating.figure(question, rating.tally(question, [(5, 2)]))
    assert figure.bars[-1].note == "no longer offered"
    assert figure.bars[-1].count == 2


def clean_date(day, month, year, **config):
    return date.clean(asked("date", config=config), {"_day": [day], "_month": [month], "_year": [year]}).value


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        (("29", "2", "2028"), "2028-02-29"),
        (("1", "March", "2027"), "2027-03-01"),
        (("01", "sep", "2027"), "2027-09-01"),
        (("٣", "٤", "2027"), "2027-04-03"),
        (("", "", ""), None),
    ],
)
def test_a_date_as_people_write_it(sent, value):
    assert clean_date(*sent) == value


@pytest.mark.parametrize(
    ("sent", "part", "said"),
    [
        (("29", "2", "2027"), "_day", "There is no 29 February in 2027"),
        (("31", "4", "2027"), "_day", "There is no 31 April in 2027"),
        (("32", "4", "2027"), "_day", "day as a number from 1 to 31"),
        (("3", "13", "2027"), "_month", "month as a number from 1 to 12"),
        (("3", "ju", "2027"), "_month", "month as a number from 1 to 12"),
        (("3", "4", "27"), "_year", "all four figures"),
        (("3", "4", "1850"), "_year", "all four figures"),
        (("3", "", "2027"), "_month", "must have a month"),
        (("3", "", ""), "_month", "must have a month and a year"),
        (("\x00", "4", "2027"), "_day", "day as a number"),
        (("9" * 5000, "4", "2027"), "_day", "day as a number"),
    ],
)
def test_what_is_no_date_says_which_part(sent, part, said):
    with pytest.raises(NotADate) as refusal:
        clean_date(*sent)
    assert refusal.value.problems[0].part == part
    assert said in str(refusal.value.problems[0].message)


def test_several_wrong_parts_are_told_together():
    with pytest.raises(NotADate) as refusal:
        clean_date("x", "y", "z")
    assert [problem.part for problem in refusal.value.problems] == ["_day", "_month", "_year"]


def test_one_part_sent_twice_is_refused():
    with pytest.raises(SeveralSent):
        date.clean(asked("date"), {"_day": ["1", "2"], "_month": ["1"], "_year": ["2027"]})


@pytest.mark.parametrize(("day", "fits"), [("9", False), ("10", True), ("20", True), ("21", False)])
def test_dates_just_before_at_and_after(day, fits):
    config = date.clean_config({"earliest": "2027-05-10", "latest": "2027-05-20"})
    if fits:
        assert clean_date(day, "5", "2027", **config)
    else:
        with pytest.raises(NotADate, match="May 2027 or"):
            clean_date(day, "5", "2027", **config)


def test_dates_count_by_month_with_the_empty_ones_between():
    tally = date.tally(asked("date"), [("2027-01-31", 2), ("2027-03-01", 3), ("2027-03-31", 1)])
    assert tally.counts == {"2027-01": 2, "2027-02": 0, "2027-03": 4}
    figure = date.figure(asked("date"), tally)
    assert figure.finding == "Most people chose ‘March 2027’: 4 of 6 (67%)."
    assert figure.facts == (("Earliest", "31 January 2027"), ("Latest", "31 March 2027"))


def test_months_far_apart_leave_out_the_empty_ones():
    assert len(date.tally(asked("date"), [("1990-01-01", 1), ("2027-01-01", 1)]).counts) == 2
