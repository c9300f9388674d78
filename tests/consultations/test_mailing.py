"""E-mails that respondents ask for: few addresses a link, not too many a network, not too many an address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from consultations.models import Response
from consultations.services.receipts import mail_link
from consultations.views.mailing import refuse_mail
from people.models import Notice
from people.notices import letter_of
from tests import factories
from tests.consultations.respondents import REPLY, Walker, begun

NOON = datetime(2030, 6, 3, 12, tzinfo=UTC)


@pytest.fixture
def consultation(cast):
    consultation = factories.make_consultation(cast.county, asks_about_you=False)
    factories.make_survey(consultation, "single", "long_text")
    return consultation


@pytest.fixture
def walker(client, consultation):
    return Walker(client, consultation)


def asked(consultation, *, draft=None, email="ada@example.org", network="203.0.113.7", at=NOON):
    """Ask for the link of a draft by e-mail, as the page does; return why it may not go out."""
    draft = draft or begun(consultation)[0]
    refusal = refuse_mail(RequestFactory().get("/", REMOTE_ADDR=network), draft, email=email, at=at)
    if not refusal:
        mail_link(draft=draft, email=email, link="https://example.org/", at=at)
    return refusal


class TestLimits:
    def test_one_link_goes_to_two_addresses_and_to_each_again(self, consultation, settings):
        draft, _token = begun(consultation)
        later = NOON + timedelta(days=60)
        assert settings.MAIL_ADDRESSES_A_LINK == 2
        assert not asked(consultation, draft=draft, email="ada@example.org")
        assert not asked(consultation, draft=draft, email="bo@example.org", at=NOON + timedelta(days=1))
        assert "2 addresses" in asked(consultation, draft=draft, email="cy@example.org", at=later)
        assert not asked(consultation, draft=draft, email="Ada@Example.org", at=later)
        assert not asked(consultation, email="cy@example.org", at=later)

    def test_one_address_gets_so_many_a_day_whatever_the_link_and_the_network(self, consultation, settings):
        for number in range(settings.MAIL_LIMIT_PER_DAY):
            assert not asked(consultation, network=f"203.0.113.{number}")
        assert "tomorrow" in asked(consultation, email="ADA@example.org", network="198.51.100.1")
        assert not asked(consultation, email="bo@example.org")
        assert not asked(consultation, at=NOON.replace(hour=0) + timedelta(days=1))

    def test_one_network_sends_so_many_an_hour_whatever_the_link_and_the_address(self, consultation, settings):
        settings.MAIL_LIMIT_PER_HOUR = 3
        for number in range(3):
            assert not asked(consultation, email=f"ada{number}@example.org")
        assert "network" in asked(consultation, email="ada3@example.org", at=NOON + timedelta(minutes=59))
        assert not asked(consultation, email="ada4@example.org", network="203.0.113.8")
        assert not asked(consultation, email="ada5@example.org", at=NOON + timedelta(hours=1))


class TestPages:
    def test_the_link_of_an_unfinished_answer(self, walker):
        walker.begin().post({"go": "later"})
        for number in range(3):
            page = walker.client.post(walker.path, {"email": f"ada{number}@example.org"})
        assert page.status_code == 429
        assert "2 addresses" in page.content.decode()
        assert "ada2@example.org" in page.content.decode()
        assert Notice.objects.count() == 2

    def test_the_copy_of_a_receipt(self, walker):
        walker.to_check({}).post()
        for number in range(3):
            page = walker.client.post(walker.path, {"email": f"ada{number}@example.org"})
        assert page.status_code == 429
        assert "2 addresses" in page.content.decode()
        assert Notice.objects.count() == 2

    def test_the_copy_at_sending_counts_with_the_others_and_says_when_it_does_not_go(self, walker):
        walker.to_check({}, self.reply(0)).post()
        assert "on its way" in walker.text
        receipt, token = walker.path, walker.token
        for number in range(1, 5):
            walker.page = walker.client.post(f"{receipt}change/", follow=True)
            walker.open(f"/respond/{token}/publishing/").post(self.reply(number)).post()
            assert walker.path == receipt
            assert ("on its way" in walker.text) is (number == 1)
            assert ("could not e-mail you the copy" in walker.text) is (number > 1)
        told = {letter_of(notice).recipient for notice in Notice.objects.all()}
        assert told == {"stranger0@example.org", "stranger1@example.org"}
        assert Response.objects.count() == 1

    def test_who_asks_for_no_copy_is_told_of_none(self, walker):
        walker.to_check({}).post()
        assert "on its way" not in walker.text
        assert "could not e-mail" not in walker.text

    @staticmethod
    def reply(number):
        return REPLY | {"wants_copy": "on", "email": f"stranger{number}@example.org"}
