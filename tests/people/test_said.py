"""How one's own data are said on a page."""

from datetime import UTC, datetime

import pytest

from people.templatetags.people import said


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (datetime(2026, 11, 22, 0, 1, tzinfo=UTC), "Sunday 22 November 2026, 12:01 am"),
        (datetime(2026, 7, 1, 11, 0, tzinfo=UTC), "Wednesday 1 July 2026, midday"),
        (True, "Yes"),
        (0, "0"),
        ("", "–"),
        ([], "–"),
        (["Age", None], "Age\n–"),
        ({"Age": "65 to 74"}, "Age: 65 to 74"),
    ],
)
def test_a_value_is_said_the_way_a_person_would(value, words):
    assert said(value) == words
