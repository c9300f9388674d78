import pytest

from questions.figures import finding_of, percent
from questions.words import spoken_list


@pytest.mark.parametrize(
    ("count", "whole", "said"),
    [
        (0, 10, "0%"), (1, 1000, "under 1%"), (5, 1000, "1%"), (61, 140, "44%"), (1, 8, "13%"),
        (994, 1000, "99%"), (995, 1000, "over 99%"), (10, 10, "100%"), (0, 0, ""),
    ],
)  # fmt: skip
def test_a_share_rounds_no_one_away(count, whole, said):
    assert percent(count, whole) == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([61, 40, 39], "More people chose ‘a’ than any other answer: 61 of 140 (44%)."),
        ([70, 40, 30], "More people chose ‘a’ than any other answer: 70 of 140 (50%)."),
        ([71, 40, 29], "Most people chose ‘a’: 71 of 140 (51%)."),
        ([140, 0, 0], "Everyone who answered chose ‘a’: 140 of 140 (100%)."),
        ([50, 40, 50], "‘a’ and ‘c’ came equal first: 50 of 140 (36%) each."),
        ([0, 0, 0], "Nobody has answered this question."),
    ],
)
def test_a_finding_says_most_only_of_more_than_half(counts, said):
    assert finding_of(["a", "b", "c"], counts, sum(counts)) == said


def test_many_equal_answers_are_not_listed():
    assert finding_of(list("abcd"), [2, 2, 2, 2], 8).startswith("No answer stands out: 4 answers")


def test_a_list_is_said_as_people_say_it():
    assert [spoken_list(list(words)) for words in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
    assert spoken_list(["a", "b"], "or") == "a or b"
