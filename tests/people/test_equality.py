"""The questions about the respondent: harmonised lists, optional, age first."""

from __future__ import annotations

import pytest

from people.equality import AboutYouForm, clean_answers
from people.equality_lists import CURRENT, LISTS, PREFER_NOT, UNKNOWN, get_list

FEATURES = get_list().features
ADULT = {"age": "25_34"}


def test_the_ethnic_groups_are_the_nineteen_of_the_census_in_five():
    feature = get_list().feature("ethnic_group")
    assert len(feature.options) == 19
    assert len({str(option.group) for option in feature.options}) == 5
    assert len(feature.published_bands()) == 6


@pytest.mark.parametrize("feature", FEATURES, ids=lambda one: one.slug)
def test_every_question_says_why_and_may_be_refused(feature):
    assert str(feature.reason).startswith("We ask")
    assert str(feature.reason).count(".") == 1
    form = AboutYouForm()
    field = form.fields[feature.slug]
    assert not field.required
    assert str(field.help_text).endswith(str(feature.reason))
    assert str(field.help_text).startswith(str(feature.hint))
    assert field.choices[-1][0] == PREFER_NOT


@pytest.mark.parametrize("feature", FEATURES, ids=lambda one: one.slug)
def test_every_answer_is_counted_under_a_band_with_a_name(feature):
    for option in feature.options:
        band = feature.band_of(option.code)
        assert band in feature.published_bands()
        assert str(feature.band_label(band))
    assert feature.band_of(PREFER_NOT) == UNKNOWN
    assert feature.band_of("no such code") == UNKNOWN


def test_age_comes_first_and_orientation_after_it():
    slugs = [feature.slug for feature in FEATURES]
    assert slugs[0] == "age"
    assert {"gender_identity", "sexual_orientation"} == {one.slug for one in FEATURES if one.is_from_16}


def test_nothing_answered_is_valid_and_stores_nothing():
    form = AboutYouForm({})
    assert form.is_valid()
    assert form.answers() == {}


def test_answers_are_kept_by_feature():
    form = AboutYouForm({"age": "65_74", "sex": "female", "sexual_orientation": "gay_lesbian", "religion": PREFER_NOT})
    assert form.is_valid()
    assert form.answers() == {
        "age": "65_74",
        "sex": "female",
        "sexual_orientation": "gay_lesbian",
        "religion": PREFER_NOT,
    }


@pytest.mark.parametrize(("age", "is_kept"), [("under_16", False), ("16_17", True), ("85_over", True)])
def test_from_sixteen_only(age, is_kept):
    form = AboutYouForm({"age": age, "gender_identity": "different", "sexual_orientation": "bisexual"})
    assert form.is_valid()
    kept = {"gender_identity", "sexual_orientation"} & set(form.answers())
    assert bool(kept) is is_kept


@pytest.mark.parametrize("age", ["", PREFER_NOT])
def test_of_unknown_age_an_answer_is_refused_in_words(age):
    form = AboutYouForm({"age": age, "sexual_orientation": "straight"})
    assert not form.is_valid()
    assert "16 or over" in str(form.errors["sexual_orientation"])
    assert clean_answers({"age": age, "sexual_orientation": "straight"}) == ({"age": age} if age else {})


def test_of_unknown_age_a_refusal_is_fine_and_not_kept():
    form = AboutYouForm({"sexual_orientation": PREFER_NOT})
    assert form.is_valid()
    assert form.answers() == {}


def test_known_to_be_sixteen_needs_no_age():
    form = AboutYouForm({"sexual_orientation": "straight"}, is_under_16=False)
    assert form.is_valid()
    assert form.answers() == {"sexual_orientation": "straight"}


def test_known_to_be_under_sixteen_is_not_asked_and_a_forged_answer_is_dropped():
    form = AboutYouForm({"age": "25_34", "sexual_orientation": "straight"}, is_under_16=True)
    assert "sexual_orientation" not in form.fields
    assert "gender_identity" not in form.fields
    assert form.is_valid()
    assert form.answers() == {"age": "25_34"}
    assert clean_answers({"age": "25_34", "sexual_orientation": "straight"}, is_under_16=True) == {"age": "25_34"}


def test_disability_is_asked_of_those_with_a_condition():
    disability = {"disability": "a_lot"}
    assert clean_answers({"condition": "yes"} | disability) == {"condition": "yes", "disability": "a_lot"}
    assert clean_answers({"condition": "no"} | disability) == {"condition": "no"}
    assert clean_answers(disability) == {}


@pytest.mark.parametrize(
    ("answers", "band"),
    [
        ({"condition": "yes", "disability": "a_little"}, "disabled"),
        ({"condition": "yes", "disability": "not_at_all"}, "not_disabled"),
        ({"condition": "no"}, "not_disabled"),
        ({"condition": "yes"}, UNKNOWN),
        ({"condition": PREFER_NOT}, UNKNOWN),
        ({}, UNKNOWN),
    ],
)
def test_disability_is_counted_as_the_equality_act_has_it(answers, band):
    feature = get_list().feature("disability")
    assert feature.band_of(feature.counted_code(answers)) == band


def test_a_forged_code_is_refused_with_words():
    form = AboutYouForm({"sex": "elf"})
    assert not form.is_valid()
    assert "Choose one of the answers" in str(form.errors["sex"])
    assert clean_answers({"sex": "elf", "no_such": "x"}) == {}


def test_implied_answers_are_not_on_offer():
    form = AboutYouForm({"condition": "yes", "disability": "no_condition"})
    assert not form.is_valid()


def test_the_current_list_is_among_the_versions():
    assert CURRENT in LISTS
    with pytest.raises(KeyError):
        get_list("no-such-list")
    with pytest.raises(KeyError):
        get_list().feature("no-such-feature")


def test_questions_come_with_their_fields():
    pairs = list(AboutYouForm(initial={"sex": "male"}).questions())
    assert [feature.slug for feature, _field in pairs] == [feature.slug for feature in FEATURES]
    assert {feature.slug: field.value() for feature, field in pairs}["sex"] == "male"
