"""What holds a post, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.filters import Hold, held_by

DIGITS = st.text("0123456789", min_size=9, max_size=9)
BETWEEN = st.sampled_from(["", " ", "-", ".", " - "[:2]])


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Ring me on 0116 496 0123", [Hold.PHONE]),
        ("Ring me on (0116) 496-0123.", [Hold.PHONE]),
        ("+44 7700 900123 any time", [Hold.PHONE]),
        ("07700900123", [Hold.PHONE]),
        ("+353 1 496 0123", [Hold.PHONE]),
        ("ann@example.org", [Hold.EMAIL]),
        ("ann (at) example dot org", [Hold.EMAIL]),
        ("ann ＠ example.org", [Hold.EMAIL]),
        ("I live in LE3 8RA", [Hold.POSTCODE]),
        ("i live in le38ra", [Hold.POSTCODE]),
        ("We meet at 14 High Street", [Hold.ADDRESS]),
        ("Flat 2b, Sycamore House", [Hold.ADDRESS]),
        ("write to ann@example.org or 07700 900123", [Hold.PHONE, Hold.EMAIL]),
        ("The 14 buses a day became 3 in 2006", []),
        ("It cost £40,000 in 2006/07", []),
        ("Bus 127 at 10.45 on 12/12/2006", []),
        ("Look at page 12 of the plan, point 3.4", []),
        ("We were 180 delegates in a big hall", []),
        ("0800 is free from a mobile", []),
    ],
)
def test_personal_data_hold_a_post(text, holds):
    assert held_by(text, is_newcomer=False) == holds


@pytest.mark.parametrize("text", ["https://example.org", "see www.example.org", "[here](example.org/x)", "HTTP://A.B"])
def test_links_hold_a_newcomer_alone(text):
    assert held_by(text, is_newcomer=True) == [Hold.LINK]
    assert held_by(text, is_newcomer=False) == []


@pytest.mark.parametrize(
    ("text", "is_held"),
    [
        ("What an idiot!", True),
        ("What an IDIOT", True),
        ("What an ｉｄｉｏｔ", True),
        ("What an id\u200biot", True),
        ("What an idíot", True),
        ("idiotic", False),
        ("scrounging again", True),
        ("scrounger", True),
        ("a scroun ger", False),
        ("one  bad\nphrase here", True),
    ],
)
def test_a_word_on_the_list_is_found_as_people_write_it(text, is_held):
    words = ["Idiot", "scroung*", "bad phrase", " ", "*"]
    assert (Hold.WORD in held_by(text, is_newcomer=False, words=words)) is is_held


@given(DIGITS, BETWEEN, st.sampled_from(["0", "+44", "+44 ", "0044"]))
def test_no_telephone_number_slips_through_by_how_it_is_spaced(digits, between, start):
    number = start + between.join(["7", digits[:3], digits[3:6], digits[6:]])
    assert Hold.PHONE in held_by(f"Call {number} please", is_newcomer=False)


@given(
    st.sampled_from(["LE1 1AA", "SW1A 2AA", "M60 1NW", "EC1A 1BB", "DN55 1PT", "CR2 6XH"]), st.booleans(), st.booleans()
)
def test_no_postcode_slips_through_by_case_or_space(postcode, is_small, is_closed):
    text = postcode.lower() if is_small else postcode
    text = text.replace(" ", "") if is_closed else text
    assert Hold.POSTCODE in held_by(f"We are at {text}, come round", is_newcomer=False)


@given(st.text(max_size=400), st.lists(st.text(max_size=20), max_size=5))
def test_any_text_and_any_list_has_an_answer(text, words):
    found = held_by(text, is_newcomer=True, words=words)
    assert found == sorted(set(found), key=list(Hold).index)
