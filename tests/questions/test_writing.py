"""Short and long text, and text that is only read."""

import pytest

from questions.asked import Given
from questions.errors import AnswerRefused, TooLong, UnusableCharacters
from questions.kinds import get_kind
from tests.questions.asking import asked

long_text, short_text, information = get_kind("long_text"), get_kind("short_text"), get_kind("information")


def write(text, kind=long_text, **config):
    return kind.clean(asked(kind.slug, config=config), {"": [text]}).text


@pytest.mark.parametrize("text", ["👩‍👩‍👧‍👦 yes 🚌", "café", "مرحبا and hello", "پ\u200cچ", "日本語"])
def test_emoji_and_mixed_scripts_are_kept(text):
    assert write(text) == text


def test_direction_overrides_are_taken_out():
    assert write("safe \u202etxet\u202c end \u2066x\u2069") == "safe txet end x"


def test_a_nul_byte_is_refused_with_what_to_do():
    with pytest.raises(UnusableCharacters, match="type it again"):
        write("a\x00b")


def test_the_limit_counts_line_ends_once():
    assert len(write("a\r\n" * 2499 + "bb")) == 5000
    with pytest.raises(TooLong, match="5,000 characters or fewer"):
        write("x" * 5001)
    assert len(write("x" * 5000)) == 5000


def test_ten_megabytes_are_refused_without_being_read():
    with pytest.raises(TooLong):
        write("\u0340" * 10_000_000)


def test_a_limit_of_its_own():
    assert write("x" * 60, max_length=60)
    with pytest.raises(TooLong):
        write("x" * 61, max_length=60)
    assert long_text.hint(asked("long_text", config={"max_length": 60})) == "You can write up to 60 characters."


def test_a_short_text_is_one_line():
    assert write(" Ashby\n de la  Zouch ", kind=short_text) == "Ashby de la Zouch"
    with pytest.raises(TooLong):
        write("x" * 201, kind=short_text)


def test_only_how_many_wrote_is_counted():
    figure = long_text.figure(asked("long_text"), long_text.tally(asked("long_text"), [(None, 1057)]))
    assert figure.finding == "1,057 people answered."


def test_lines_are_read_back_as_lines():
    assert long_text.spoken(asked("long_text"), Given(text="a\n\nb")) == ["a", "", "b"]


def test_information_has_no_answer_columns_or_numbers():
    question = asked("information")
    assert not information.is_answered
    assert information.columns(question) == information.cells(question, None) == []
    with pytest.raises(AnswerRefused):
        information.check(question, Given(1))
