"""What holds of every kind alike."""

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from questions.asked import Given
from questions.errors import AnswerRefused
from questions.kinds import all_kinds, get_kind
from questions.tally import Tally
from tests.questions.asking import ANSWERED, ANSWERS, question_of, weighted

SLUGS = {
    "yes_no", "single", "multiple", "agree", "rating", "ranking", "number", "short_text", "long_text", "date",
    "matrix", "information", "line",
}  # fmt: skip
kinds = pytest.mark.parametrize("slug", ANSWERED)
few = settings(max_examples=40, deadline=None)


def test_each_kind_is_there_once_in_the_order_of_its_place():
    assert {kind.slug for kind in all_kinds()} == SLUGS
    assert len(all_kinds()) == len(SLUGS)
    assert [kind.place for kind in all_kinds()] == sorted({kind.place for kind in all_kinds()})


def test_an_unknown_kind_is_a_key_error():
    with pytest.raises(KeyError):
        get_kind("telepathy")


@kinds
@few
@drawn(data=st.data())
def test_what_a_form_shows_again_reads_as_the_same_answer(slug, data):
    kind, asked, given = get_kind(slug), question_of(slug), data.draw(ANSWERS[slug])
    assert kind.clean(asked, kind.raw(asked, given)) == given


@kinds
@few
@drawn(data=st.data())
def test_an_answer_survives_json(slug, data):
    given = data.draw(ANSWERS[slug])
    assert Given.from_json(given.as_json()) == given


@kinds
@few
@drawn(data=st.data())
def test_cells_match_columns_and_tell_answers_apart(slug, data):
    kind, asked = get_kind(slug), question_of(slug)
    one, other = data.draw(ANSWERS[slug]), data.draw(ANSWERS[slug])
    assert len(kind.cells(asked, one)) == len(kind.columns(asked)) == len(kind.cells(asked, None))
    assert (kind.cells(asked, one) == kind.cells(asked, other)) == (one == other)
    assert not any(kind.cells(asked, None))


@kinds
@few
@drawn(data=st.data())
def test_every_answer_can_be_read_back_in_words(slug, data):
    kind, asked = get_kind(slug), question_of(slug)
    assert all(kind.spoken(asked, data.draw(ANSWERS[slug])))
    assert kind.spoken(asked, Given()) == []


@kinds
@few
@drawn(data=st.data())
def test_a_tally_does_not_mind_the_order(slug, data):
    kind, asked, counts = get_kind(slug), question_of(slug), data.draw(weighted(slug))
    assert kind.tally(asked, data.draw(st.permutations(counts))) == kind.tally(asked, counts)


@kinds
@few
@drawn(data=st.data())
def test_a_weight_means_repetition(slug, data):
    kind, asked, counts = get_kind(slug), question_of(slug), data.draw(weighted(slug))
    repeated = [(value, 1) for value, weight in counts for _time in range(weight)]
    assert kind.tally(asked, repeated) == kind.tally(asked, counts)


@kinds
@few
@drawn(data=st.data())
def test_a_tally_counts_everyone_who_answered_and_survives_json(slug, data):
    kind, asked, counts = get_kind(slug), question_of(slug), data.draw(weighted(slug))
    tally = kind.tally(asked, counts)
    assert tally.answered == sum(weight for _value, weight in counts)
    assert Tally.from_json(tally.as_json()) == tally


@pytest.mark.parametrize("slug", ["yes_no", "single", "agree", "rating", "number", "date"])
@few
@drawn(data=st.data())
def test_where_one_answer_is_given_the_counts_add_up(slug, data):
    tally = get_kind(slug).tally(question_of(slug), data.draw(weighted(slug)))
    assert sum(tally.counts.values()) == tally.answered


@kinds
@few
@drawn(data=st.data())
def test_every_figure_has_a_finding_and_a_table_as_wide_as_its_headings(slug, data):
    kind, asked = get_kind(slug), question_of(slug)
    figure = kind.figure(asked, kind.tally(asked, data.draw(weighted(slug))))
    assert figure.finding
    assert all(len(row) == len(figure.columns) for row in figure.rows)
    assert all(0 <= float(bar.length) <= 100 for bar in figure.bars)


@kinds
def test_nobody_answered(slug):
    figure = get_kind(slug).figure(question_of(slug), get_kind(slug).tally(question_of(slug), []))
    assert figure.finding == "Nobody has answered this question."
    assert not figure.bars


FORGED = [True, 1.5, "x", [], ["x"], [None], {"x": 1}, {"31": "21"}, {"31": [21]}, [[1]], "\x00", "²", -1, 999_999]


@pytest.mark.parametrize(
    ("slug", "value"),
    [(slug, value) for slug in ANSWERED for value in (FORGED[:-2] if slug == "number" else FORGED)],
)
def test_a_forged_value_is_refused_by_name(slug, value):
    with pytest.raises(AnswerRefused) as refusal:
        get_kind(slug).check(question_of(slug), Given(value))
    assert str(refusal.value.public_message)


@pytest.mark.parametrize("slug", [slug for slug in ANSWERED if slug not in {"short_text", "long_text"}])
def test_words_where_none_are_asked_for_are_refused(slug):
    with pytest.raises(AnswerRefused):
        get_kind(slug).check(question_of(slug), Given(None, "words"))


@kinds
@few
@drawn(data=st.data())
def test_whatever_is_sent_is_an_answer_or_a_named_refusal(slug, data):
    kind, asked = get_kind(slug), question_of(slug)
    sent = st.lists(st.text(max_size=30) | st.integers().map(str), max_size=3)
    raw = {part: data.draw(sent) for part in kind.parts(asked)}
    problems = []
    try:
        kind.check(asked, kind.clean(asked, raw))
    except AnswerRefused as refusal:
        problems = refusal.problems
    assert {problem.part for problem in problems} <= {"", *kind.parts(asked)}
    assert all(str(problem.message) for problem in problems)
