"""Everything that goes out to a person: once, in plain text, after the commit, and again if it failed."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from people.models import Notice
from people.notices import CLAIM, LONGEST_WAIT, cancel, letter_of, notify, others_told, send_waiting, wait_after

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def tell(**changes) -> bool:
    words = {
        "kind": "outcome",
        "key": "7",
        "recipient": "ada@example.org",
        "subject": "It is decided",
        "body": "Read on.",
    }
    return notify(**(words | {"at": NOW} | changes))


class BrokenFor(EmailBackend):
    """A mail server that refuses one address."""

    problem: Exception = OSError("No such mailbox")

    def send_messages(self, messages):
        if any("broken@example.org" in message.to for message in messages):
            raise self.problem
        return super().send_messages(messages)


@pytest.fixture
def broken_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenFor"


def test_a_thing_is_told_once_to_each():
    assert tell()
    assert not tell()
    assert not tell(recipient=" ADA@example.org ", subject="Said another way")
    assert tell(recipient="grace@example.org")
    assert tell(key="8")
    assert tell(kind="receipt")
    assert send_waiting(at=NOW) == 4
    assert send_waiting(at=NOW) == 0
    assert not tell()
    assert send_waiting(at=NOW + timedelta(days=30)) == 0
    assert len(mail.outbox) == 4


def test_while_it_waits_nobody_reads_it_in_the_database_and_then_it_is_gone():
    tell(leave_url="https://example.org/leave/abc/")
    stored = str(Notice.objects.values_list().get())
    for words in ("ada", "It is decided", "Read on", "leave"):
        assert words not in stored
    assert letter_of(Notice.objects.get()).body == "Read on."
    send_waiting(at=NOW)
    assert letter_of(Notice.objects.get()) is None
    assert not tell()


def test_a_letter_no_secret_opens_keeps_no_other_back(settings):
    tell()
    settings.VAULT_SECRETS = ["another"]
    tell(key="8")
    assert send_waiting(at=NOW) == 1


def test_what_waits_is_taken_back_with_what_it_belongs_to():
    tell(about="one")
    send_waiting(at=NOW)
    tell(about="one", key="8")
    tell(about="two", key="9")
    tell(key="10")
    assert cancel(about=["one", ""]) == 1
    assert send_waiting(at=NOW) == 2
    assert not tell(about="one")


def test_others_who_were_told_are_counted_once_each():
    tell(about="one")
    send_waiting(at=NOW)
    tell(about="one", key="8", recipient="ADA@example.org")
    tell(about="one", recipient="grace@example.org")
    tell(about="two", recipient="bo@example.org")
    assert others_told(about="one", recipient="Ada@example.org") == 1
    assert others_told(about="one", recipient="bo@example.org") == 2


def test_what_is_rolled_back_is_never_told():
    with transaction.atomic():
        tell()
        transaction.set_rollback(True)
    assert send_waiting(at=NOW) == 0
    assert mail.outbox == []


def test_a_repeat_leaves_the_callers_transaction_usable():
    tell()
    with transaction.atomic():
        assert not tell()
        assert tell(key="8")
    assert Notice.objects.count() == 2


def test_the_letter_is_plain_text_and_says_how_to_leave():
    tell(leave_url="https://example.org/leave/abc/", subject="Two\nlines")
    send_waiting(at=NOW)
    letter = mail.outbox[0]
    assert letter.to == ["ada@example.org"]
    assert letter.subject == "Two lines"
    assert "https://example.org/leave/abc/" in letter.body
    assert letter.extra_headers["List-Unsubscribe"] == "<https://example.org/leave/abc/>"
    assert letter.content_subtype == "plain"
    assert not getattr(letter, "alternatives", None)


def test_where_there_is_nothing_to_leave_no_way_out_is_shown():
    tell()
    send_waiting(at=NOW)
    assert "no more of these" not in mail.outbox[0].body
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


def test_one_that_cannot_be_sent_keeps_no_other_back(broken_server):
    tell(recipient="broken@example.org")
    tell()
    assert send_waiting(at=NOW) == 1
    failed = Notice.objects.get(sent_at=None)
    assert letter_of(failed).recipient == "broken@example.org"
    assert failed.failures == 1
    assert failed.sent_at is None


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (SMTPRecipientsRefused({"broken@example.org": (550, b"no broken@example.org")}), "SMTPRecipientsRefused 550"),
        (SMTPDataError(554, b"no broken@example.org"), "SMTPDataError 554"),
        (OSError("no broken@example.org"), "OSError"),
    ],
)
def test_the_log_says_what_went_wrong_and_not_to_whom(monkeypatch, broken_server, caplog, problem, said):
    monkeypatch.setattr(BrokenFor, "problem", problem)
    tell(recipient="broken@example.org")
    send_waiting(at=NOW)
    assert said in caplog.text
    assert "broken@" not in caplog.text


def test_what_failed_is_tried_again_when_its_time_has_come(broken_server, settings):
    tell(recipient="broken@example.org")
    send_waiting(at=NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    due = NOW + wait_after(1)
    assert send_waiting(at=due - timedelta(seconds=1)) == 0
    assert send_waiting(at=due) == 1
    assert Notice.objects.get().sent_at == due


def test_the_wait_grows_and_ends(broken_server):
    assert [wait_after(failures).seconds // 60 for failures in (1, 2, 3)] == [2, 4, 8]
    assert wait_after(30) == LONGEST_WAIT
    tell(recipient="broken@example.org")
    at = NOW
    for _ in range(Notice.MAX_FAILURES + 3):
        send_waiting(at=at)
        at += LONGEST_WAIT
    assert Notice.objects.get().failures == Notice.MAX_FAILURES
    assert letter_of(Notice.objects.get()) is None


def test_a_letter_somebody_else_is_sending_is_left_alone():
    tell()
    Notice.objects.update(next_try_at=NOW + CLAIM)
    assert send_waiting(at=NOW + CLAIM - timedelta(seconds=1)) == 0
    assert send_waiting(at=NOW + CLAIM) == 1
