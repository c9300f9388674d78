"""Words are public only by an officer's decision, with the author's consent, and each decision can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import PageLogEntry

from consultations.models import Answer, ConsultationPartner, Contact, Response, TextRelease
from consultations.result_access import are_public
from consultations.services import telling
from consultations.services.private import CONTACT_KEPT_AFTER_OUTCOME, ContactGiven
from consultations.services.releasing import (
    AuthorDisagrees,
    NothingLeft,
    NotUsable,
    ReasonMissing,
    redact_text,
    release_texts,
    take_back,
    withhold_texts,
)
from consultations.services.responding import erase_responses
from consultations.services.results import count_results, stored_results
from consultations.services.telling import contact_of_token, leave_token, tell_all, tell_respondents
from core.generation import current
from people.models import Notice
from people.notices import letter_of, send_waiting
from tests.consultations.answered import make_closed, make_outcome, make_response, questions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(cast):
    return make_closed(cast.county, "long_text")


def written(consultation, text="Later buses.", **fields):
    (question,) = questions_of(consultation)
    response = make_response(consultation, texts={question: text}, **({"consent": "anonymous"} | fields))
    return response.answers.get()


class TestErased:
    def test_words_that_are_erased_leave_the_public_pages_at_once(self, cast, client, consultation):
        answer, other = written(consultation, "Later buses."), written(consultation, "Earlier buses.")
        both = [answer.pk, other.pk]
        release_texts(consultation=consultation, answer_ids=both, by=cast.county_officer, at=timezone.now())
        page = f"{consultation.url}results/"
        before = client.get(page).content
        assert client.get(page).content == before
        assert "Later buses." in client.get(f"{page}1/").content.decode()
        erase_responses(responses=Response.objects.filter(pk=answer.response_id), at=timezone.now())
        assert client.get(page).content != before
        after = client.get(f"{page}1/").content.decode()
        assert "Later buses." not in after
        assert "Earlier buses." in after

    @pytest.mark.parametrize(("seconds", "is_raised"), [(-1, False), (0, True), (1, True)])
    def test_after_closing_every_erasure_shows_in_the_counts(self, consultation, seconds, is_raised):
        response, before = written(consultation).response, current()
        at = consultation.closes_at + timedelta(seconds=seconds)
        assert erase_responses(responses=Response.objects.filter(pk=response.pk), at=at) == 1
        assert (current() != before) is is_raised
        raised = current()
        assert erase_responses(responses=Response.objects.filter(pk=response.pk), at=at) == 0
        assert current() == raised


class TestDecisions:
    def test_releases_what_is_agreed_once(self, cast, consultation):
        answers = [written(consultation), written(consultation, consent="no"), written(consultation, "Fine.")]
        what = {
            "consultation": consultation,
            "answer_ids": [one.pk for one in answers],
            "by": cast.county_officer,
            "at": timezone.now(),
        }
        assert release_texts(**what) == 2
        assert release_texts(**what) == 0
        assert set(TextRelease.objects.values_list("text", flat=True)) == {"Later buses.", "Fine."}

    def test_never_reaches_into_another_consultation(self, cast, consultation):
        other = written(make_closed(cast.borough, "long_text"))
        what = {"consultation": consultation, "answer_ids": [other.pk], "by": cast.county_officer, "at": timezone.now()}
        assert release_texts(**what) == 0
        assert withhold_texts(**what, reason="No") == 0
        with pytest.raises(AuthorDisagrees):
            redact_text(
                consultation=consultation,
                answer_id=other.pk,
                text="Mine",
                reason="x",
                by=cast.county_officer,
                at=timezone.now(),
            )
        TextRelease.objects.create(answer=other, text="x", released_at=timezone.now())
        assert take_back(**what) == 0

    def test_a_redaction_keeps_the_answer_and_says_why(self, cast, consultation):
        answer = written(consultation, "Mr Smith is rude.")
        what = {
            "consultation": consultation,
            "answer_id": answer.pk,
            "by": cast.county_officer,
            "at": timezone.now(),
        }
        with pytest.raises(ReasonMissing):
            redact_text(**what, text="[...] is rude.", reason=" ")
        with pytest.raises(NothingLeft):
            redact_text(**what, text="  ", reason="All of it")
        with pytest.raises(NotUsable):
            redact_text(**what, text="a\x00b", reason="x")
        assert not TextRelease.objects.exists()
        release = redact_text(**what, text="[...] is rude.", reason="Names a person")
        assert release.is_redacted
        assert Answer.objects.get().text == "Mr Smith is rude."
        unchanged = redact_text(**what, text="Mr Smith is rude.", reason="")
        assert not unchanged.is_redacted
        assert TextRelease.objects.get().text == "Mr Smith is rude."

    def test_who_does_not_agree_is_not_published_in_part_either(self, cast, consultation):
        answer = written(consultation, consent="no")
        with pytest.raises(AuthorDisagrees):
            redact_text(
                consultation=consultation,
                answer_id=answer.pk,
                text="Part",
                reason="x",
                by=cast.county_officer,
                at=timezone.now(),
            )

    def test_withholding_needs_a_reason_and_takes_a_published_text_off(self, cast, consultation):
        answer = written(consultation)
        what = {
            "consultation": consultation,
            "answer_ids": [answer.pk],
            "by": cast.county_officer,
            "at": timezone.now(),
        }
        release_texts(**what)
        with pytest.raises(ReasonMissing):
            withhold_texts(**what, reason="")
        assert withhold_texts(**what, reason="Threatens somebody") == 1
        assert not TextRelease.objects.public().exists()

    def test_a_decision_is_undone_counted_and_logged(self, cast, consultation):
        answer = written(consultation)
        count_results(consultation, at=timezone.now())
        what = {
            "consultation": consultation,
            "answer_ids": [answer.pk],
            "by": cast.county_officer,
            "at": timezone.now(),
        }
        release_texts(**what)
        assert stored_results(consultation).texts == {str(answer.question_id): 1}
        assert take_back(**what) == 1
        assert stored_results(consultation).texts == {}
        assert not TextRelease.objects.exists()
        actions = PageLogEntry.objects.filter(page=consultation.pk, user=cast.county_officer)
        assert {"consultations.release", "consultations.take_back"} <= set(actions.values_list("action", flat=True))


@pytest.mark.postgres
class TestDecisionsOnPostgres(TestDecisions):
    """The same, with locks that hold rows."""


class TestQueue:
    def url(self, consultation, *rest):
        return "/".join(["/cms/results", str(consultation.pk), "texts", *map(str, rest), ""])

    def test_shows_what_waits_and_publishes_what_is_ticked(self, client, cast, consultation):
        answer, other = written(consultation), written(consultation, "Fine.")
        written(consultation, "Keep this private.", consent="no")
        client.force_login(cast.county_officer)
        page = client.get(self.url(consultation)).content.decode()
        assert "Later buses." in page
        assert "Keep this private." not in page
        response = client.post(self.url(consultation), {"do": "release", "answer": [answer.pk]}, follow=True)
        page = response.content.decode()
        assert "1 answer is public now" in page
        assert "Fine." in page
        assert TextRelease.objects.get().answer == answer
        undone = client.post(self.url(consultation), {"do": "take_back", "answer": [answer.pk]}, follow=True)
        assert "Taken back" in undone.content.decode()
        assert not TextRelease.objects.exists()
        assert other.pk

    def test_publishes_a_whole_page_at_once(self, client, cast, consultation):
        answers = [written(consultation) for _ in range(3)]
        unseen = written(consultation, "Came in meanwhile.")
        client.force_login(cast.county_officer)
        shown = [one.pk for one in answers]
        client.post(self.url(consultation), {"do": "release_page", "shown": shown})
        assert TextRelease.objects.count() == 3
        assert not TextRelease.objects.filter(answer=unseen).exists()

    def test_shows_the_name_that_would_be_published_and_no_other(self, client, cast, consultation):
        adult = {"consent": "named", "is_under_18": False}
        written(consultation, contact=ContactGiven(name="Ada Lovelace"), **adult)
        written(consultation, contact=ContactGiven(name="Bo Quiet"))
        client.force_login(cast.county_officer)
        page = client.get(self.url(consultation)).content.decode()
        assert "Ada Lovelace" in page
        assert "Bo Quiet" not in page

    def test_withholding_without_a_reason_says_what_to_do_and_keeps_the_list(self, client, cast, consultation):
        answer = written(consultation)
        client.force_login(cast.county_officer)
        response = client.post(self.url(consultation), {"do": "withhold", "answer": [answer.pk]})
        assert response.status_code == 422
        assert "Say why" in response.content.decode()
        assert "Later buses." in response.content.decode()
        client.post(self.url(consultation), {"do": "withhold", "answer": [answer.pk], "reason": "Threat"})
        assert TextRelease.objects.get().is_withheld

    def test_shortens_one_and_loses_nothing_typed(self, client, cast, consultation):
        answer = written(consultation, "Mr Smith is rude.")
        client.force_login(cast.county_officer)
        refused = client.post(self.url(consultation, answer.pk), {"text": "[...] is rude.", "reason": ""})
        assert refused.status_code == 422
        assert "[...] is rude." in refused.content.decode()
        done = client.post(self.url(consultation, answer.pk), {"text": "[...] is rude.", "reason": "Names a person"})
        assert done.status_code == 302
        assert TextRelease.objects.get().text == "[...] is rude."

    @pytest.mark.parametrize("do", ["", "release_all", "\x00"])
    def test_a_strange_button_does_nothing(self, client, cast, consultation, do):
        answer = written(consultation)
        client.force_login(cast.county_officer)
        response = client.post(self.url(consultation), {"do": do, "answer": [answer.pk, "9" * 30, "x"]})
        assert response.status_code == 404
        assert not TextRelease.objects.exists()

    @pytest.mark.parametrize("name", ["borough_officer", "outsider", "resident", "facilitator", "moderator"])
    def test_nobody_else_reads_or_decides(self, client, cast, consultation, name):
        answer = written(consultation)
        client.force_login(getattr(cast, name))
        for method in (client.get, client.post):
            for url in (self.url(consultation), self.url(consultation, answer.pk)):
                response = method(url, {"do": "release", "answer": [answer.pk], "text": "x", "reason": "x"})
                assert response.status_code in (403, 404)
                assert "Later buses." not in response.content.decode()
        assert not TextRelease.objects.exists()

    def test_a_partner_reads_and_decides_only_where_invited(self, client, cast, consultation):
        answer = written(consultation)
        partner = ConsultationPartner.objects.create(consultation=consultation, organisation=cast.borough)
        client.force_login(cast.borough_officer)
        assert "Later buses." in client.get(self.url(consultation)).content.decode()
        assert client.post(self.url(consultation), {"do": "release", "answer": [answer.pk]}).status_code == 404
        assert client.get(self.url(consultation, answer.pk)).status_code == 404
        partner.can_edit = True
        partner.save()
        assert client.post(self.url(consultation), {"do": "release", "answer": [answer.pk]}).status_code == 302
        assert TextRelease.objects.count() == 1

    def test_costs_the_same_for_one_text_and_three(self, client, cast, consultation, django_assert_max_num_queries):
        client.force_login(cast.county_officer)
        costs = []
        for number in (1, 2):
            for _ in range(number):
                written(consultation)
            client.get(self.url(consultation))
            with django_assert_max_num_queries(80) as counted:
                client.get(self.url(consultation))
            costs.append(len(counted))
        assert len(set(costs)) == 1


class TestTelling:
    def asked(self, consultation, email, **fields):
        return make_response(consultation, contact=ContactGiven(email=email, **({"wants_outcome": True} | fields)))

    def test_tells_each_who_asked_once_when_it_is_published(self, consultation):
        self.asked(consultation, "ada@example.org")
        self.asked(consultation, "bo@example.org", wants_outcome=False)
        self.asked(make_closed(consultation.lead_organisation, "single"), "cy@example.org")
        outcome = make_outcome(consultation, live=False)
        at = timezone.now()
        assert tell_all(at=at) == 0
        outcome.live = True
        outcome.save()
        assert tell_all(at=at) == 1
        assert tell_all(at=at) == 0
        assert tell_respondents(outcome, at=at) == 0
        (notice,) = Notice.objects.all()
        letter = letter_of(notice)
        assert letter.recipient == "ada@example.org"
        assert outcome.url in letter.body
        assert Contact.objects.filter(kept_until=(at + CONTACT_KEPT_AFTER_OUTCOME).date()).count() == 1
        send_waiting(at=at)
        assert "/outcome-mails/" in mail.outbox[0].body

    def test_one_address_with_two_responses_gets_one_letter(self, consultation):
        self.asked(consultation, "ada@example.org")
        self.asked(consultation, "Ada@example.org")
        tell_respondents(make_outcome(consultation), at=timezone.now())
        assert Notice.objects.count() == 1

    def test_goes_on_where_one_batch_ends(self, consultation, monkeypatch):
        monkeypatch.setattr(telling, "BATCH", 2)
        for number in range(5):
            self.asked(consultation, f"person{number}@example.org")
        assert tell_respondents(make_outcome(consultation), at=timezone.now()) == 5
        assert Notice.objects.count() == 5

    def test_who_leaves_is_not_told_and_needs_no_account(self, client, consultation):
        self.asked(consultation, "ada@example.org")
        other = make_closed(consultation.lead_organisation, "single")
        self.asked(other, "ada@example.org")
        link = f"/outcome-mails/{leave_token(Contact.objects.first())}/"
        assert client.get(link).status_code == 200
        assert Contact.objects.filter(wants_outcome=True).count() == 2
        assert "Done" in client.post(link).content.decode()
        assert not Contact.objects.filter(wants_outcome=True).exists()
        assert tell_respondents(make_outcome(consultation), at=timezone.now()) == 0

    @pytest.mark.parametrize("token", ["x", "a:b:c", "a" * 300])
    def test_a_forged_link_is_refused(self, client, token, db):
        response = client.get(f"/outcome-mails/{token}/")
        assert response.status_code == 404
        assert contact_of_token(token) is None

    def test_a_link_of_an_erased_contact_says_so(self, client, consultation):
        self.asked(consultation, "ada@example.org")
        token = leave_token(Contact.objects.get())
        Contact.objects.all().delete()
        response = client.post(f"/outcome-mails/{token}/")
        assert response.status_code == 404
        assert "no longer hold your address" in response.content.decode()


@pytest.mark.parametrize(("seconds", "expected"), [(-1, False), (0, True), (1, True)])
def test_results_are_public_from_the_moment_of_closing(consultation, seconds, expected):
    assert are_public(consultation, at=consultation.closes_at + timedelta(seconds=seconds)) is expected
