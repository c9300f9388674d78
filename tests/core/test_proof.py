from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from core.proof import SECONDS, ZERO_BITS, is_solved, make_challenge, zero_bits_of
from core.ratelimit import take

NOON = datetime(2030, 6, 3, 12, tzinfo=UTC)


def solve(challenge, bits):
    return next(str(number) for number in count() if zero_bits_of(challenge, str(number)) >= bits)


@pytest.fixture
def easy():
    challenge = make_challenge(subject="draft 1", at=NOON, zero_bits=6)
    return challenge, solve(challenge, 6)


def ask(challenge, number, subject="draft 1", at=NOON):
    return is_solved(challenge=challenge, number=number, subject=subject, at=at)


def test_a_right_number_is_accepted_once(easy):
    assert ask(*easy)
    assert not ask(*easy)


def test_it_stays_used_up_whatever_else_is_counted(easy):
    assert ask(*easy)
    for number in range(1_000):
        take(name="save", who=f"link {number}", limit=60, seconds=60, at=NOON)
    assert not ask(*easy)


def test_a_number_with_too_few_zero_bits_is_not(easy):
    challenge, _number = easy
    wrong = next(str(number) for number in count() if zero_bits_of(challenge, str(number)) == 5)
    assert not ask(challenge, wrong)


def test_it_holds_for_its_own_subject_alone(easy):
    assert not ask(*easy, subject="draft 2")
    assert ask(*easy)


def test_it_lasts_until_its_last_second(easy):
    assert not ask(*easy, at=NOON + timedelta(seconds=SECONDS + 1))
    assert ask(*easy, at=NOON + timedelta(seconds=SECONDS))


def test_a_challenge_made_easier_is_not_ours(easy):
    challenge, _number = easy
    easier = challenge.replace("6.", "1.", 1)
    assert not ask(easier, solve(easier, 1))


@pytest.mark.parametrize("number", ["", "-1", "1e3", "٣", "9" * 21, "0x10", "1\x00"])
def test_what_is_no_number_is_refused(easy, number):
    assert not ask(easy[0], number)


@pytest.mark.parametrize("challenge", ["", "~", "17.0.ab", "17.0.ab~forged", "\x00~\x00"])
def test_what_we_never_signed_is_refused(challenge):
    assert not ask(challenge, "1")


def test_the_real_one_asks_for_enough_bits():
    assert make_challenge(subject="x", at=NOON).startswith(f"{ZERO_BITS}.")
