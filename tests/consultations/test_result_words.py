"""What people wrote, on the public pages of results."""

from __future__ import annotations

import pytest
from django.utils import timezone

from consultations.models import TextRelease
from consultations.services.private import ContactGiven
from people.services import make_officer
from tests import factories
from tests.consultations.answered import make_closed, make_response, questions_of

pytestmark = pytest.mark.django_db


def address(consultation, *rest):
    return "/".join([consultation.url.rstrip("/"), "results", *map(str, rest), ""])


class TestWords:
    def publish(self, response, text="Later buses.", **fields):
        answer = response.answers.get()
        values = {"text": text, "released_at": timezone.now()} | fields
        return TextRelease.objects.create(answer=answer, **values)

    def page(self, client, consultation):
        return client.get(address(consultation, 1)).content.decode()

    def test_shows_only_what_is_agreed_released_and_stands(self, client, cast):
        consultation = make_closed(cast.county, "long_text")
        (question,) = questions_of(consultation)
        now = timezone.now()
        shown = make_response(consultation, texts={question: "Released and agreed"}, consent="anonymous")
        self.publish(shown, "Released and agreed")
        secret = {
            "Not agreed": {"consent": "no"},
            "Taken back": {"consent": "anonymous", "withdrawn_at": now},
        }
        for text, fields in secret.items():
            self.publish(make_response(consultation, texts={question: text}, **fields), text)
        make_response(consultation, texts={question: "Not released"}, consent="named", is_under_18=False)
        withheld = make_response(consultation, texts={question: "Withheld"}, consent="anonymous")
        self.publish(withheld, "", is_withheld=True, reason="Names a neighbour")
        page = self.page(client, consultation)
        assert "Released and agreed" in page
        for text in [*secret, "Not released", "Withheld", "Names a neighbour"]:
            assert text not in page

    def test_shows_a_name_only_of_grown_ups_who_said_so(self, client, cast):
        consultation = make_closed(cast.county, "long_text")
        (question,) = questions_of(consultation)
        people = {
            "Ada Named": {"consent": "named", "is_under_18": False},
            "Bo Anonymous": {"consent": "anonymous", "is_under_18": False},
            "Cy Unasked": {"consent": "named", "is_under_18": None},
            "Di Young": {"consent": "anonymous", "is_under_18": True},
        }
        for name, fields in people.items():
            contact = ContactGiven(name=name, email="someone@example.org")
            self.publish(make_response(consultation, texts={question: "Words"}, contact=contact, **fields), "Words")
        page = self.page(client, consultation)
        assert "Ada Named" in page
        for name in ["Bo Anonymous", "Cy Unasked", "Di Young", "someone@example.org"]:
            assert name not in page

    @pytest.mark.parametrize(
        ("consent", "is_under_18", "is_named"),
        [
            ("named", False, True),
            ("named", None, False),
            ("anonymous", False, False),
            ("anonymous", None, False),
            ("anonymous", True, False),
        ],
    )
    def test_names_an_organisation_as_it_names_a_person(self, client, cast, consent, is_under_18, is_named):
        consultation = make_closed(cast.county, "long_text")
        (question,) = questions_of(consultation)
        response = make_response(
            consultation,
            texts={question: "We run buses."},
            consent=consent,
            is_under_18=is_under_18,
            organisation_name="Bus Users Club",
        )
        self.publish(response)
        page = self.page(client, consultation)
        assert "Later buses." in page
        assert ("Bus Users Club" in page) is is_named

    def test_says_where_something_was_struck_out(self, client, cast):
        consultation = make_closed(cast.county, "long_text")
        (question,) = questions_of(consultation)
        response = make_response(consultation, texts={question: "Mr Smith is rude."}, consent="anonymous")
        self.publish(response, "[...] is rude.", is_redacted=True, reason="Names a person")
        page = self.page(client, consultation)
        assert "[...] is rude." in page
        assert "Names a person" in page
        assert "Smith" not in page

    def test_words_are_words_and_no_html(self, client, cast):
        consultation = make_closed(cast.county, "long_text")
        (question,) = questions_of(consultation)
        text = "<script>alert(1)</script> שלום"
        self.publish(make_response(consultation, texts={question: text}, consent="anonymous"), text)
        page = self.page(client, consultation)
        assert "<script>alert" not in page
        assert 'dir="auto"' in page

    def test_pages_of_twenty_at_constant_cost(self, client, cast, django_assert_max_num_queries):
        consultation = make_closed(cast.county, "long_text")
        (question,) = questions_of(consultation)
        costs = []
        for number in (1, 2, 18):
            for _ in range(number):
                contact = ContactGiven(name="Somebody", email="a@example.org")
                response = make_response(
                    consultation, texts={question: "Yes."}, contact=contact, consent="named", is_under_18=False
                )
                self.publish(response, "Yes.")
            client.get(address(consultation, 1))
            with django_assert_max_num_queries(40) as counted:
                page = self.page(client, consultation)
            costs.append(len(counted))
        assert len(set(costs)) == 1
        assert page.count("<blockquote") == 20
        second = client.get(address(consultation, 1) + "?page=2").content.decode()
        assert second.count("<blockquote") == 1

    def test_no_such_question(self, client, cast):
        consultation = make_closed(cast.county, "long_text")
        assert client.get(address(consultation, 2)).status_code == 404
        assert client.get(address(consultation, 0)).status_code == 404


def test_an_officer_of_two_bodies_sees_both(client, cast):
    make_officer(user=cast.borough_officer, organisation=cast.county)
    consultation = factories.make_consultation(cast.county)
    factories.make_survey(consultation)
    client.force_login(cast.borough_officer)
    assert client.get(address(consultation)).status_code == 200
