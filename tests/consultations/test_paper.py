from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from consultations.models import ConsultationPage, ConsultationPartner, Draft, Response
from people.services import ensure_groups
from tests import factories
from tests.consultations.respondents import Walker, questions_of, sent


@pytest.fixture
def consultation(cast):
    consultation = factories.make_consultation(cast.county, asks_about_you=False)
    factories.make_survey(consultation, "single", "long_text")
    return consultation


@pytest.fixture
def paper_url(consultation):
    return f"/consultations/county/{consultation.slug}/paper/"


@pytest.fixture
def walker(client, consultation, cast, paper_url):
    client.force_login(cast.county_officer)
    walker = Walker(client, consultation)
    walker.page = client.post(paper_url, follow=True)
    return walker


REPLY = {"who": "myself", "consent": "no"}


def test_an_officer_types_in_one_answer_and_it_is_logged(walker, consultation, cast, paper_url):
    _single, words = questions_of(consultation)
    walker.post({f"q{words.pk}": "From a paper form"}).post(REPLY).post()
    response = Response.objects.get()
    assert (response.channel, response.entered_by, response.is_under_18) == ("paper", cast.county_officer, None)
    assert response.code in walker.text
    assert paper_url in walker.text
    entry = PageLogEntry.objects.get(action="consultations.paper")
    assert (entry.user, entry.page_id) == (cast.county_officer, consultation.pk)


def test_also_after_closing(client, consultation, cast, paper_url):
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_at=timezone.now() - timedelta(days=9))
    client.force_login(cast.county_officer)
    walker = Walker(client, consultation)
    walker.page = client.post(paper_url, follow=True)
    walker.post().post(REPLY).post()
    assert not Response.objects.get().is_late


def test_not_before_it_opens(client, consultation, cast, paper_url):
    ConsultationPage.objects.filter(pk=consultation.pk).update(opens_at=timezone.now() + timedelta(days=1))
    client.force_login(cast.county_officer)
    assert "takes no answers yet" in client.get(paper_url).content.decode()
    client.post(paper_url)
    assert not Draft.objects.exists()


def test_what_was_left_out_on_paper_can_be_left_out(walker, consultation):
    single, _words = questions_of(consultation)
    single.is_required = True
    single.save()
    walker.post().post(REPLY).post()
    assert Response.objects.counted().get().given() == {}


def test_no_name_is_published_of_somebody_who_did_not_say_they_are_18(walker):
    walker.post().post(REPLY | {"consent": "named", "name": "Ada"})
    assert walker.page.status_code == 422
    assert "18 or over" in walker.text


def test_an_officer_mends_a_paper_answer_after_closing(walker, consultation):
    walker.post().post(REPLY).post()
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_at=timezone.now())
    receipt = walker.path
    walker.page = walker.client.post(f"{receipt}change/", follow=True)
    assert walker.path.endswith("/check/")
    assert walker.post().path == receipt
    assert Response.objects.count() == 1


class TestWho:
    @pytest.mark.parametrize("name", ["resident", "borough_officer", "outsider", "facilitator", "moderator"])
    def test_others_find_nothing(self, client, cast, paper_url, name):
        client.force_login(getattr(cast, name))
        assert client.get(paper_url).status_code == 404
        assert client.post(paper_url).status_code == 404
        assert not Draft.objects.exists()

    def test_strangers_are_asked_to_sign_in(self, client, cast, paper_url):
        assert client.get(paper_url)["Location"].startswith("/accounts/login/")

    @pytest.mark.parametrize(("can_edit", "status"), [(True, 200), (False, 404)])
    def test_partners_may_where_they_are_invited_to_edit(self, client, cast, consultation, paper_url, can_edit, status):
        ConsultationPartner.objects.create(consultation=consultation, organisation=cast.borough, can_edit=can_edit)
        client.force_login(cast.borough_officer)
        assert client.get(paper_url).status_code == status

    @pytest.mark.parametrize("can_edit", [True, False])
    def test_the_officers_screen_leads_there_whoever_may_go(self, client, cast, consultation, paper_url, can_edit):
        ensure_groups()
        ConsultationPartner.objects.create(consultation=consultation, organisation=cast.borough, can_edit=can_edit)
        client.force_login(cast.borough_officer)
        screen = client.get(reverse("officer_results:detail", args=[consultation.pk]))
        assert screen.status_code == 200
        assert (paper_url in screen.content.decode()) is can_edit

    def test_the_link_of_a_paper_entry_opens_nothing_to_anybody_else(self, walker, cast):
        path = walker.path
        walker.client.logout()
        assert walker.client.get(path)["Location"].startswith("/accounts/login/")
        walker.client.force_login(cast.borough_officer)
        assert walker.client.get(path).status_code == 404
        assert walker.client.post(path, {"go": "next"}).status_code == 404

    def test_nor_does_its_receipt(self, client, consultation, cast):
        _response, token = sent(consultation, {}, channel="paper", entered_by=cast.county_officer)
        client.force_login(cast.borough_officer)
        assert client.get(f"/receipt/{token}/").status_code == 404
        client.force_login(cast.county_officer)
        assert client.get(f"/receipt/{token}/").status_code == 200


def test_beginning_asks_for_the_safety_mark_of_the_form(cast, paper_url):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.county_officer)
    assert client.post(paper_url).status_code == 403
    assert not Draft.objects.exists()
