"""Yes or no, one choice, several choices, agreement."""

import pytest

from questions.asked import Asked, AskedChoice, Given
from questions.errors import (
    ConfigRefused,
    ExclusiveBroken,
    ForgedChoice,
    OtherNotChosen,
    SeveralSent,
    TooLong,
    UnusableCharacters,
    WrongCount,
)
from questions.kinds import get_kind
from tests.questions.asking import BUS, CAR, FOOT, NONE, OTHER, asked, choices

single, multiple = get_kind("single"), get_kind("multiple")


def test_one_choice_is_its_id_and_names_the_version():
    assert single.clean(asked("single", version=3), {"": [str(CAR)]}) == Given(CAR, "", 3)


@pytest.mark.parametrize("sent", ["99", "-11", "11.0", "1e1", "x", "²", "११", "9" * 400, "\x00"])
def test_a_forged_id_is_refused(sent):
    for kind in (single, multiple):
        with pytest.raises(ForgedChoice):
            kind.clean(asked(kind.slug), {"": [sent]})


def test_a_retired_choice_is_no_longer_taken_but_still_fits():
    question = Asked(1, "single", "?", choices=(AskedChoice(BUS, "Bus"), AskedChoice(CAR, "Car", is_retired=True)))
    with pytest.raises(ForgedChoice):
        single.clean(question, {"": [str(CAR)]})
    single.check(question, Given(CAR))


def test_two_answers_where_one_is_asked_are_refused():
    with pytest.raises(SeveralSent):
        single.clean(asked("single"), {"": [str(BUS), str(CAR)]})


def test_words_beside_other():
    assert single.clean(asked("single"), {"": [str(OTHER)], "_other": [" By boat "]}) == Given(OTHER, "By boat")
    assert single.clean(asked("single"), {"": [str(OTHER)]}) == Given(OTHER)


@pytest.mark.parametrize("slug", ["single", "multiple"])
def test_words_without_choosing_other_are_told(slug):
    with pytest.raises(OtherNotChosen) as refusal:
        get_kind(slug).clean(asked(slug), {"": [str(BUS)], "_other": ["By boat"]})
    assert "Choice 14" in refusal.value.problems[0].message
    assert refusal.value.problems[0].part == "_other"


def test_words_beside_other_have_a_length_and_no_nul():
    with pytest.raises(TooLong):
        single.clean(asked("single"), {"": [str(OTHER)], "_other": ["x" * 201]})
    with pytest.raises(UnusableCharacters):
        single.clean(asked("single"), {"": [str(OTHER)], "_other": ["a\x00b"]})
    assert len(single.clean(asked("single"), {"": [str(OTHER)], "_other": ["x" * 200]}).text) == 200


def test_words_are_dropped_where_no_choice_asks_for_them():
    assert single.clean(asked("single", choices=choices(BUS)), {"": [str(BUS)], "_other": ["hello"]}).text == ""


def test_several_choices_are_sorted_and_once():
    sent = {"": [str(FOOT), str(BUS), str(FOOT)]}
    assert multiple.clean(asked("multiple"), sent).value == [BUS, FOOT]
    assert multiple.clean(asked("multiple"), {}).value is None


def test_an_exclusive_choice_stands_alone():
    with pytest.raises(ExclusiveBroken) as refusal:
        multiple.clean(asked("multiple"), {"": [str(BUS), str(NONE)]})
    assert "Choice 15" in str(refusal.value.public_message)
    assert multiple.clean(asked("multiple"), {"": [str(NONE)]}).value == [NONE]


@pytest.mark.parametrize(("count", "fits"), [(1, False), (2, True), (3, True), (4, False)])
def test_limits_just_before_at_and_after(count, fits):
    question = asked("multiple", config={"minimum": 2, "maximum": 3})
    sent = {"": [str(one) for one in (BUS, CAR, FOOT, OTHER)[:count]]}
    if fits:
        assert len(multiple.clean(question, sent).value) == count
    else:
        with pytest.raises(WrongCount):
            multiple.clean(question, sent)


def test_an_exclusive_choice_alone_meets_any_minimum():
    assert multiple.clean(asked("multiple", config={"minimum": 2}), {"": [str(NONE)]}).value == [NONE]


@pytest.mark.parametrize(
    ("config", "hint"),
    [
        ({}, "Choose all that apply."),
        ({"maximum": 2}, "Choose up to 2 answers."),
        ({"minimum": 1}, "Choose at least 1 answer."),
        ({"minimum": 1, "maximum": 3}, "Choose 1 to 3 answers."),
        ({"minimum": 2, "maximum": 2}, "Choose 2 answers."),
    ],
)
def test_the_hint_says_the_limits(config, hint):
    assert multiple.hint(asked("multiple", config=config)) == hint


def test_limits_that_cross_are_refused():
    with pytest.raises(ConfigRefused) as refusal:
        multiple.clean_config({"minimum": 3, "maximum": 2})
    assert list(refusal.value.errors) == ["maximum"]
    assert multiple.clean_config({"minimum": "2", "maximum": ""}) == {"minimum": 2}


def test_several_choices_count_people_not_ticks():
    tally = multiple.tally(asked("multiple"), [([BUS, CAR], 40), ([BUS], 20), (None, 5)])
    assert tally.answered == 60
    assert tally.counts == {"11": 60, "12": 40, "13": 0, "14": 0, "15": 0}
    figure = multiple.figure(asked("multiple"), tally)
    assert "People could choose more than one." in figure.note
    assert figure.finding == "Everyone who answered chose ‘Choice 11’: 60 of 60 (100%)."


def test_a_count_of_a_choice_that_never_was_is_an_error():
    with pytest.raises(ValueError, match="No such choice"):
        single.tally(asked("single"), [(99, 1)])


def test_a_retired_choice_stays_in_the_counts_and_says_so():
    question = Asked(
        1,
        "single",
        "?",
        choices=(
            AskedChoice(BUS, "Bus"),
            AskedChoice(CAR, "Car", is_retired=True),
            AskedChoice(FOOT, "Foot", is_retired=True),
        ),
    )
    figure = single.figure(question, single.tally(question, [(BUS, 3), (CAR, 5)]))
    assert [(bar.label, bar.note, bar.look) for bar in figure.bars] == [
        ("Bus", "", "rest"),
        ("Car", "no longer offered", "gone"),
    ]
    assert figure.rows[1] == ("Car (no longer offered)", "5", "63%")


def test_cells_of_several_choices():
    question = asked("multiple")
    assert len(multiple.columns(question)) == 6
    assert multiple.cells(question, Given([BUS, OTHER], "boat")) == [1, 0, 0, 1, 0, "boat"]


def test_other_is_read_back_with_its_words():
    assert multiple.spoken(asked("multiple"), Given([BUS, OTHER], "boat")) == ["Choice 11", "Choice 14: boat"]


def test_own_choices_of_kinds_that_write_them():
    assert [str(one) for one in get_kind("yes_no").default_choices({})] == ["Yes", "No"]
    assert len(get_kind("yes_no").default_choices({"with_unsure": True})) == 3
    assert len(get_kind("agree").default_choices({})) == 5
    assert len(get_kind("agree").default_choices(get_kind("agree").clean_config({"points": "4"}))) == 4
    with pytest.raises(ConfigRefused):
        get_kind("agree").clean_config({"points": "6"})
