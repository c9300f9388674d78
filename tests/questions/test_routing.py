from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from questions.asked import Given
from questions.routing import kept, visible
from tests.questions.asking import BUS, CAR, asked, choices


def chain(length):
    """Return questions of which each is asked only after the first choice of the one before."""
    return [
        asked(
            "single",
            id=number,
            choices=choices(number * 10, number * 10 + 1),
            show_if=frozenset({(number - 1) * 10}) if number > 1 else frozenset(),
        )
        for number in range(1, length + 1)
    ]


def ids(questions):
    return [question.id for question in questions]


def test_a_question_without_condition_is_always_asked():
    assert ids(visible(chain(1), {})) == [1]


def test_any_of_the_choices_opens_the_question():
    questions = [asked("multiple"), asked("long_text", id=2, show_if=frozenset({BUS, CAR}))]
    assert ids(visible(questions, {})) == [1]
    assert ids(visible(questions, {1: Given([CAR, 14])})) == [1, 2]
    assert ids(visible(questions, {1: Given([13])})) == [1]


def test_an_answer_left_on_a_path_not_taken_opens_nothing():
    given = {1: Given(11), 2: Given(20), 3: Given(30)}
    assert ids(visible(chain(4), given)) == [1]
    assert kept(chain(4), given) == {1: Given(11)}


def test_a_number_that_equals_a_choice_id_opens_nothing():
    questions = [asked("rating", id=1), asked("number", id=2), asked("long_text", id=3, show_if=frozenset({3}))]
    assert ids(visible(questions, {1: Given(3), 2: Given(3)})) == [1, 2]


def test_blank_answers_and_information_are_not_kept():
    questions = [asked("long_text"), asked("information", id=2)]
    assert kept(questions, {1: Given(), 2: Given(text="x"), 9: Given(1)}) == {}


@settings(max_examples=80, deadline=None)
@drawn(st.lists(st.sampled_from([0, 1, None]), min_size=6, max_size=6))
def test_a_chain_is_followed_exactly_as_far_as_it_was_answered(picked):
    given = {number: Given(number * 10 + pick) for number, pick in enumerate(picked, start=1) if pick is not None}
    open_steps = next((place for place, pick in enumerate(picked) if pick != 0), len(picked))
    shown = visible(chain(6), given)
    assert ids(shown) == list(range(1, min(open_steps + 1, 6) + 1))
    assert set(kept(chain(6), given)) <= set(ids(shown))
