import pytest

from questions.asked import Asked, AskedChoice, Given
from questions.errors import ForgedChoice, NotARanking
from questions.kinds import get_kind
from tests.questions.asking import BUS, CAR, FOOT, GOOD, POOR, PRICE, SAFETY, TIMES, asked

ranking, matrix = get_kind("ranking"), get_kind("matrix")


def rank(config=None, **positions):
    return ranking.clean(
        asked("ranking", config=config or {}), {f"_{key[1:]}": [sent] for key, sent in positions.items()}
    )


def test_positions_make_an_order():
    assert rank(_11="3", _12="1", _13="2").value == [CAR, FOOT, BUS]


def test_the_first_few_only():
    assert rank({"top": 2}, _11="2", _12="1").value == [CAR, BUS]
    assert rank({"top": 2}, _12="1").value == [CAR]


@pytest.mark.parametrize(
    ("sent", "part"),
    [
        ({"_11": "1", "_12": "1", "_13": "2"}, "_12"),
        ({"_11": "1", "_12": "2"}, "_13"),
        ({"_13": "1"}, "_11"),
    ],
)
def test_positions_that_make_no_order_name_the_place(sent, part):
    with pytest.raises(NotARanking) as refusal:
        rank(**sent)
    assert refusal.value.problems[0].part == part


def test_a_hole_in_the_first_few_is_told():
    with pytest.raises(NotARanking, match="position 1"):
        rank({"top": 2}, _11="2")


@pytest.mark.parametrize("sent", ["0", "4", "x", "1.0", "-1", "9" * 50, "\x00"])
def test_a_position_that_was_not_offered_is_refused(sent):
    with pytest.raises(ForgedChoice):
        rank(_11=sent)


@pytest.mark.parametrize("value", [[BUS, BUS], [BUS, 99], [BUS, CAR, FOOT, 14], {"11": 1}, [True]])
def test_a_stored_ranking_must_fit(value):
    with pytest.raises((ForgedChoice, NotARanking)):
        ranking.check(asked("ranking"), Given(value))


def test_points_positions_and_first_places():
    question = asked("ranking")
    tally = ranking.tally(question, [([BUS, CAR, FOOT], 3), ([CAR, BUS, FOOT], 1)])
    assert tally.counts == {"11": 11, "12": 9, "13": 4}
    assert tally.rows["11"] == {"1": 3, "2": 1, "3": 0}
    figure = ranking.figure(question, tally)
    assert figure.finding == ("‘Choice 11’ came out on top: 3 of 4 (75%) put it first. Its average position is 1.3.")
    assert figure.rows[0] == ("Choice 11", "2.8", "1.3", "3 (75%)", "4")


def test_all_points_are_given_out():
    tally = ranking.tally(asked("ranking"), [([BUS, CAR, FOOT], 7), ([FOOT, CAR, BUS], 2)])
    assert sum(tally.counts.values()) == 9 * (3 + 2 + 1)


def test_not_ranked_means_no_points():
    tally = ranking.tally(asked("ranking", config={"top": 2}), [([CAR], 1)])
    assert tally.counts == {"11": 0, "12": 2, "13": 0}


def test_a_ranking_in_cells_and_words():
    assert ranking.cells(asked("ranking"), Given([CAR, BUS])) == [2, 1, None]
    assert ranking.spoken(asked("ranking"), Given([CAR, BUS])) == ["1. Choice 12", "2. Choice 11"]


def test_a_grid_maps_rows_to_choices():
    sent = {f"_{PRICE}": [str(GOOD)], f"_{SAFETY}": [str(POOR)]}
    assert matrix.clean(asked("matrix"), sent).value == {"31": GOOD, "33": POOR}


def test_a_required_grid_names_each_row_without_an_answer():
    gaps = matrix.gaps(asked("matrix"), Given({"31": GOOD}))
    assert [gap.part for gap in gaps] == [f"_{TIMES}", f"_{SAFETY}"]
    assert gaps[0].message == "Choose an answer for ‘Choice 32’."


def test_a_forged_choice_in_a_row_points_at_the_row():
    with pytest.raises(ForgedChoice) as refusal:
        matrix.clean(asked("matrix"), {f"_{TIMES}": ["99"]})
    assert refusal.value.problems[0].part == "_32"


@pytest.mark.parametrize("value", [{"99": GOOD}, {31: GOOD}, {"31": 99}, {"31": None}, {}, [GOOD]])
def test_a_stored_grid_must_fit(value):
    with pytest.raises(ForgedChoice):
        matrix.check(asked("matrix"), Given(value))


def test_rows_count_on_their_own():
    tally = matrix.tally(asked("matrix"), [({"31": GOOD, "32": POOR}, 6), ({"31": POOR}, 4)])
    assert tally.answered == 10
    assert tally.rows["31"] == {"21": 6, "22": 4}
    assert tally.rows["32"] == {"21": 0, "22": 6}
    figure = matrix.figure(asked("matrix"), tally)
    assert figure.stacks[0].pieces[1].start == "60.00"
    assert figure.stacks[1].answered == 6
    assert "‘Choice 32’: ‘Choice 22’, 6 of 6 (100%)" in figure.finding


def test_a_retired_row_shows_only_if_it_was_answered():
    question = Asked(
        1,
        "matrix",
        "?",
        choices=(AskedChoice(GOOD, "Good"),),
        rows=(AskedChoice(31, "A"), AskedChoice(32, "B", is_retired=True), AskedChoice(33, "C", is_retired=True)),
    )
    figure = matrix.figure(question, matrix.tally(question, [({"31": GOOD, "32": GOOD}, 1)]))
    assert [stack.label for stack in figure.stacks] == ["A", "B (no longer offered)"]


def test_a_count_of_a_row_that_never_was_is_an_error():
    with pytest.raises(ValueError, match="No such row"):
        matrix.tally(asked("matrix"), [({"99": GOOD}, 1)])
