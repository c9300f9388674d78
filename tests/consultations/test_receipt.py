from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from consultations.models import Answer, ConsultationPage, Draft, Response
from people.models import Notice
from people.notices import letter_of, send_waiting
from questions.asked import Given
from tests import factories
from tests.consultations.respondents import REPLY, Walker, choice, questions_of, sent, start_url


@pytest.fixture
def consultation(cast):
    consultation = factories.make_consultation(cast.county, asks_about_you=False)
    factories.make_survey(consultation, "single", "long_text")
    return consultation


@pytest.fixture
def walker(client, consultation):
    """Somebody who has just sent their answers and looks at the receipt."""
    single, words = questions_of(consultation)
    return Walker(client, consultation).to_check({f"q{single.pk}": choice(single), f"q{words.pk}": "More buses"}).post()


def close(consultation):
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_at=timezone.now() - timedelta(seconds=1))


def test_it_shows_the_code_and_what_was_sent(walker):
    response = Response.objects.get()
    assert response.code in walker.text
    assert "More buses" in walker.text
    assert walker.page.status_code == 200


def test_sent_twice_the_same_receipt_answers(walker):
    receipt = walker.path
    again = walker.client.post(f"/respond/{walker.token}/check/", follow=True)
    assert again.request["PATH_INFO"] == receipt
    assert Response.objects.count() == 1


def test_the_back_button_leads_to_the_receipt(walker, consultation):
    receipt, token = walker.path, walker.token
    section = consultation.survey.questionnaire.sections.get()
    for path in (f"/respond/{token}/", f"/respond/{token}/{section.pk}/", f"/respond/{token}/check/"):
        assert walker.open(path).path == receipt


def test_what_is_typed_into_an_old_page_after_sending_is_shown_back(walker, consultation):
    _single, words = questions_of(consultation)
    section = consultation.survey.questionnaire.sections.get()
    page = walker.client.post(f"/respond/{walker.token}/{section.pk}/", {f"q{words.pk}": "An afterthought"})
    assert page.status_code == 409
    assert "An afterthought" in page.content.decode()
    assert Response.objects.get().given()[words.pk].text == "More buses"


def test_a_copy_to_keep(walker):
    copy = walker.client.get(f"{walker.path}copy/")
    assert copy["Content-Type"] == "text/plain; charset=utf-8"
    assert copy["Content-Disposition"].startswith("attachment")
    text = copy.content.decode()
    assert Response.objects.get().code in text
    assert "More buses" in text


def test_a_copy_by_email(walker):
    walker.post({"email": "ada@example.org"})
    assert "on its way" in walker.text
    stored = str(Notice.objects.values_list().get())
    for secret in ("ada@example.org", "More buses", walker.token, Response.objects.get().code):
        assert secret not in stored
    assert send_waiting(at=timezone.now()) == 1
    (letter,) = mail.outbox
    assert letter.to == ["ada@example.org"]
    assert "More buses" in letter.body
    assert walker.path in letter.body
    assert letter_of(Notice.objects.get()) is None


def test_withdrawing_takes_back_what_waits_to_be_sent(walker, client, consultation):
    receipt = walker.path
    walker.post({"email": "ada@example.org"})
    Walker(client, consultation).to_check({}, {"wants_copy": "on", "email": "bo@example.org"}).post()
    client.post(f"{receipt}withdraw/")
    assert send_waiting(at=timezone.now()) == 1
    assert [letter.to for letter in mail.outbox] == [["bo@example.org"]]


def test_change_and_it_counts_once(walker, consultation):
    receipt = walker.path
    _single, words = questions_of(consultation)
    change = walker.client.post(f"{receipt}change/", follow=True)
    section = change.context["steps"][0]["href"]
    assert "More buses" in walker.open(section).text
    walker.post({f"q{words.pk}": "Fewer buses"}).post(REPLY)
    assert walker.path.endswith("/check/")
    assert walker.post().path == receipt
    response = Response.objects.get()
    assert response.given() == {words.pk: Given(text="Fewer buses")}
    assert "Last changed" in walker.text


def test_withdrawing_asks_once_and_erases(walker):
    receipt = walker.path
    assert "cannot be undone" in walker.open(f"{receipt}withdraw/").text
    assert Answer.objects.exists()
    walker.page = walker.client.post(f"{receipt}withdraw/", follow=True)
    assert walker.path == receipt
    assert "You have taken your answers back" in walker.text
    assert not Answer.objects.exists()


def test_a_withdrawn_response_gives_nothing_away(walker):
    receipt = walker.path
    walker.client.post(f"{receipt}withdraw/")
    assert walker.client.get(f"{receipt}copy/").status_code == 410
    assert walker.client.post(f"{receipt}change/").status_code == 410
    walker.client.post(receipt, {"email": "ada@example.org"})
    assert not Notice.objects.exists()
    assert not Draft.objects.exists()


def test_after_closing_it_stands_and_says_so(walker, consultation):
    receipt = walker.path
    close(consultation)
    text = walker.open(receipt).text
    assert "can no longer be changed" in text
    assert "More buses" in text
    for verb in ("change", "withdraw"):
        page = walker.client.post(f"{receipt}{verb}/")
        assert page.status_code == 410
        assert "has closed" in page.content.decode()
    assert Answer.objects.count() == 2


def test_a_question_retired_since_is_still_read_back(walker, consultation):
    _single, words = questions_of(consultation)
    words.retired_at = timezone.now()
    words.save()
    assert "More buses" in walker.open(walker.path).text


def test_nobody_reaches_a_receipt_they_do_not_hold(client, consultation, cast):
    response, _token = sent(consultation, {})
    guesses = [response.code, str(response.public_id), response.token_hash, str(response.pk), "x" * 32]
    for guess in guesses:
        for path in (f"/receipt/{guess}/", f"/receipt/{guess}/copy/", f"/receipt/{guess}/withdraw/"):
            assert client.get(path).status_code == 404
        assert client.post(f"/receipt/{guess}/change/").status_code == 404
        assert client.post(f"/receipt/{guess}/withdraw/").status_code == 404
    assert Response.objects.counted().exists()


def test_the_receipt_of_an_account_is_nobody_elses(client, cast):
    consultation = factories.make_consultation(cast.county, needs_account=True)
    factories.make_survey(consultation, "single")
    _response, token = sent(consultation, {}, user=cast.resident)
    client.force_login(cast.outsider)
    assert client.get(f"/receipt/{token}/").status_code == 404
    assert client.post(f"/receipt/{token}/withdraw/").status_code == 404
    client.force_login(cast.resident)
    assert client.get(f"/receipt/{token}/").status_code == 200
    assert client.post(start_url(consultation), follow=True).request["PATH_INFO"] == f"/receipt/{token}/"
