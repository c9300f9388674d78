"""The pages of answering, form by form, as a browser without script posts them."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.models import Contact, Draft, Response
from core.proof import zero_bits_of
from people.models import Notice
from people.notices import letter_of
from questions.models import Section
from tests import factories
from tests.consultations.respondents import HIDDEN, REPLY, Walker, begun, choice, questions_of, start_url


@pytest.fixture
def consultation(cast):
    consultation = factories.make_consultation(cast.county, asks_about_you=False)
    factories.make_survey(consultation, "single", "long_text")
    return consultation


@pytest.fixture
def walker(client, consultation):
    return Walker(client, consultation)


def add_section(consultation, kind="short_text", **fields):
    section = Section.objects.create(
        questionnaire=consultation.survey.questionnaire, title=f"Part {kind}", sort_order=9
    )
    return factories.make_question(section, kind=kind, **fields)


class TestStart:
    def test_it_says_what_is_asked_how_long_it_takes_and_what_becomes_of_it(self, client, consultation):
        consultation.minutes_to_answer = 7
        consultation.save()
        text = client.get(start_url(consultation)).content.decode()
        assert "Your view" in text
        assert "about 7 minutes" in text
        assert "Your privacy" in text

    def test_no_cookie_is_needed_or_set(self, client, consultation):
        page = client.get(start_url(consultation))
        assert not page.cookies
        assert not client.post(start_url(consultation)).cookies

    def test_wordings_are_offered_where_there_are_some_and_kept(self, client, consultation):
        question = questions_of(consultation)[0]
        question.wordings.create(language="pl", style="standard", text="Jak?")
        assert "Polski" in client.get(start_url(consultation)).content.decode()
        page = client.post(start_url(consultation), {"wording": "pl:standard"}, follow=True)
        assert "Jak?" in page.content.decode()
        assert Draft.objects.get().language == "pl"

    def test_a_wording_that_is_not_offered_is_refused(self, client, consultation):
        question = questions_of(consultation)[0]
        question.wordings.create(language="pl", style="standard", text="Jak?")
        page = client.post(start_url(consultation), {"wording": "xx:standard"})
        assert page.status_code == 422
        assert not Draft.objects.exists()

    def test_what_fills_the_hidden_box_is_told_and_does_not_begin(self, client, consultation):
        page = client.post(start_url(consultation), {"website": "http://spam.example"})
        assert page.status_code == 422
        assert "It is empty now" in page.content.decode()
        assert not Draft.objects.exists()

    def test_one_network_may_begin_often_but_not_without_end(self, client, consultation, settings):
        settings.BEGIN_LIMIT_PER_HOUR = 3
        answers = [client.post(start_url(consultation)).status_code for _ in range(4)]
        assert answers == [302, 302, 302, 429]
        assert client.post(start_url(consultation), REMOTE_ADDR="198.51.100.9").status_code == 302

    def test_the_proof_is_taken_where_it_is_brought(self, client, consultation):
        hidden = dict(HIDDEN.findall(client.get(start_url(consultation)).content.decode()))
        bits = int(hidden["challenge"].split(".")[0])
        number = next(str(n) for n in range(10**8) if zero_bits_of(hidden["challenge"], str(n)) >= bits)
        client.post(start_url(consultation), {"challenge": hidden["challenge"], "number": number})
        client.post(start_url(consultation), {"challenge": hidden["challenge"], "number": number})
        assert [draft.has_proof for draft in Draft.objects.order_by("pk")] == [True, False]

    def test_looking_costs_the_same_whatever_is_asked(self, client, consultation, django_assert_max_num_queries):
        client.get(start_url(consultation))
        with django_assert_max_num_queries(12):
            client.get(start_url(consultation))


class TestSections:
    def test_one_section_a_page_with_contents_and_progress(self, walker, consultation):
        add_section(consultation)
        walker.begin()
        assert "Step 1 of 4" in walker.text
        assert "Part short_text" in walker.text
        assert walker.post().text.count("Step 2 of 4")

    def test_answers_are_kept_and_shown_again(self, walker, consultation):
        _single, words = questions_of(consultation)
        add_section(consultation)
        walker.begin().post({f"q{words.pk}": "More buses"})
        back = walker.page.context["back_url"]
        assert "More buses" in walker.open(back).text

    def test_an_error_is_told_in_the_title_a_summary_and_beside_the_field_and_nothing_is_lost(
        self, walker, consultation
    ):
        single, words = questions_of(consultation)
        single.is_required = True
        single.save()
        walker.begin().post({f"q{words.pk}": "Kept <words>"})
        assert walker.page.status_code == 422
        assert re.search(r"<title>\s*Error:", walker.text)
        assert f'href="#q{single.pk}"' in walker.text
        assert f'id="q{single.pk}"' in walker.text
        assert "Kept &lt;words&gt;" in walker.text
        assert Draft.objects.get().given()[words.pk].text == "Kept <words>"

    def test_saving_for_later_does_not_insist_on_required_answers(self, walker, consultation):
        single, _words = questions_of(consultation)
        single.is_required = True
        single.save()
        walker.begin().post({"go": "later"})
        assert walker.path.endswith("/later/")

    def test_saving_for_later_does_not_drop_what_cannot_be_used(self, walker, consultation):
        number = add_section(consultation, kind="number")
        walker.begin().post().post({f"q{number.pk}": "about ten", "go": "later"})
        assert walker.page.status_code == 422
        assert "about ten" in walker.text

    def test_a_section_that_routing_empties_is_left_out(self, walker, consultation):
        single, _words = questions_of(consultation)
        hidden = add_section(consultation)
        hidden.show_if_choices.add(single.choices.all()[0])
        walker.begin().post({f"q{single.pk}": choice(single, 1)})
        assert walker.path.endswith("/publishing/")
        walker.open(walker.page.context["back_url"]).post({f"q{single.pk}": choice(single, 0)})
        assert "Part short_text" in walker.text

    def test_the_private_link_leads_to_where_one_left_off(self, walker, consultation):
        add_section(consultation)
        walker.begin()
        assert walker.post().open(f"/respond/{walker.token}/").path == walker.path
        assert "Step 2 of 4" in walker.text

    def test_a_section_is_shown_in_constant_statements(self, client, cast):
        counts = []
        for number in (1, 3):
            consultation = factories.make_consultation(cast.county)
            factories.make_survey(consultation, *["single"] * number)
            _draft, token = begun(consultation)
            path = client.get(f"/respond/{token}/")["Location"]
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            counts.append(len(captured))
        assert counts[0] == counts[1] <= 15


class TestTwoTabs:
    def test_both_versions_are_shown_and_either_can_be_kept(self, client, consultation):
        _single, words = questions_of(consultation)
        first = Walker(client, consultation).begin()
        path, stale = first.path, dict(HIDDEN.findall(first.text))
        first.post({f"q{words.pk}": "From the first tab"})
        second = client.post(path, stale | {"page": "other-tab", f"q{words.pk}": "From the second tab"})
        text = second.content.decode()
        assert second.status_code == 409
        assert "From the first tab" in text
        assert "From the second tab" in text
        assert Draft.objects.get().given()[words.pk].text == "From the first tab"
        client.post(path, dict(HIDDEN.findall(text)))
        assert Draft.objects.get().given()[words.pk].text == "From the second tab"

    def test_the_same_answers_from_two_tabs_are_no_conflict(self, client, consultation):
        _single, words = questions_of(consultation)
        walker = Walker(client, consultation).begin()
        data = dict(HIDDEN.findall(walker.text)) | {f"q{words.pk}": "Same"}
        statuses = [client.post(walker.path, data | {"page": tab}).status_code for tab in ("one", "two")]
        assert statuses == [302, 302]

    def test_sending_what_another_tab_has_changed_is_asked_again(self, client, consultation):
        _single, words = questions_of(consultation)
        walker = Walker(client, consultation).to_check({f"q{words.pk}": "Seen"})
        section = walker.page.context["steps"][0]["href"]
        other = Walker(client, consultation).open(section)
        other.post({f"q{words.pk}": "Not seen on the check page"})
        walker.post()
        assert walker.page.status_code == 409
        assert "Not seen on the check page" in walker.text
        assert not Response.objects.exists()

    def test_script_that_saves_is_told_in_words(self, client, consultation):
        _single, words = questions_of(consultation)
        walker = Walker(client, consultation).begin()
        data = dict(HIDDEN.findall(walker.text)) | {f"q{words.pk}": "Typing"}
        saved = client.post(walker.path, data, headers={"accept": "application/json"})
        assert (saved.json()["message"], saved.json()["revision"]) == ("Saved", 1)
        other = data | {"page": "other-tab", f"q{words.pk}": "Other"}
        refused = client.post(walker.path, other, headers={"accept": "application/json"})
        assert refused.status_code == 409
        assert "another window" in refused.json()["message"]


class TestReply:
    def reply(self, walker, **fields):
        return walker.begin().post().post(REPLY | fields)

    def test_under_18_is_never_published_by_name(self, walker):
        self.reply(walker, is_under_18="yes", consent="named", name="Sam")
        assert walker.page.status_code == 422
        assert "we never publish your name" in walker.text
        assert 'value="Sam"' in walker.text

    def test_a_name_is_asked_where_it_is_published_and_dropped_where_not(self, walker):
        self.reply(walker, consent="named")
        assert "Write your name" in walker.text
        walker.post(REPLY | {"name": "Ada", "consent": "anonymous", "email": "ada@example.org"}).post()
        assert Response.objects.get().consent == "anonymous"
        assert not Contact.objects.exists()

    def test_an_organisation_is_named(self, walker):
        self.reply(walker, who="organisation")
        assert "Write the name of the organisation" in walker.text
        walker.post(REPLY | {"who": "organisation", "organisation_name": "The Bus Club"}).post()
        assert Response.objects.get().organisation_name == "The Bus Club"

    def test_who_wants_to_hear_gives_an_address(self, walker):
        self.reply(walker, wants_outcome="on")
        assert "Write your e-mail address" in walker.text
        walker.post(REPLY | {"wants_outcome": "on", "email": "ada@example.org"}).post()
        assert Contact.objects.get().wants_outcome

    def test_a_copy_is_sent_to_who_wants_one(self, walker, consultation):
        _single, words = questions_of(consultation)
        walker.to_check({f"q{words.pk}": "More buses"}, {"wants_copy": "on", "email": "ada@example.org"}).post()
        notice = Notice.objects.get()
        response = Response.objects.get()
        letter = letter_of(notice)
        assert letter.recipient == "ada@example.org"
        assert response.code in letter.body
        assert "More buses" in letter.body
        assert str(response.public_id) not in f"{notice.key}{letter.body}"

    def test_nobody_is_sent_on_without_saying_whether_words_may_be_published(self, walker):
        walker.begin().post().open(f"/respond/{walker.token}/check/").post()
        assert walker.page.status_code == 422
        assert not Response.objects.exists()

    def test_about_you_is_skipped_where_it_is_not_asked_and_last_where_it_is(self, walker, consultation):
        assert self.reply(walker).path.endswith("/check/")
        type(consultation).objects.filter(pk=consultation.pk).update(asks_about_you=True)
        assert self.reply(walker).path.endswith("/about-you/")
        assert walker.post().path.endswith("/check/")


class TestLater:
    def test_the_link_is_shown_and_sent_once_on_request_and_the_address_is_kept_nowhere_else(self, walker):
        walker.begin().post({"go": "later"})
        link = f"http://testserver/respond/{walker.token}/"
        assert link in walker.text
        for _ in range(2):
            walker.post({"email": "ada@example.org"})
        assert "on its way" in walker.text
        assert link in letter_of(Notice.objects.get()).body
        assert "ada@example.org" not in str(Draft.objects.values().get())

    def test_an_address_that_is_none_is_told(self, walker):
        walker.begin().post({"go": "later"}).post({"email": "ada"})
        assert walker.page.status_code == 422
        assert not Notice.objects.exists()


def test_guessed_links_fill_no_cache(client, db):
    for number in range(3):
        assert client.post(f"/respond/guess-{number}/later/", {"email": "ada@example.org"}).status_code == 404
    assert not caches["counters"]._cache


class TestTheClock:
    @pytest.fixture
    def closed(self, walker, consultation):
        """A walker whose consultation closed ten minutes ago."""
        _single, words = questions_of(consultation)
        walker.begin().post({f"q{words.pk}": "More buses"})
        self.close(consultation, minutes=10)
        return walker

    def close(self, consultation, minutes):
        at = timezone.now() - timedelta(minutes=minutes)
        type(consultation).objects.filter(pk=consultation.pk).update(closes_at=at)

    def test_the_grace_is_told_and_taken(self, closed):
        assert "you can still send your answers until" in closed.open(f"/respond/{closed.token}/").text
        closed.post(REPLY).post()
        assert Response.objects.get().is_late

    def test_after_the_grace_everything_written_is_shown_with_a_copy_to_keep(self, closed, consultation):
        self.close(consultation, minutes=31)
        Draft.objects.update(begun_at=timezone.now() - timedelta(hours=2))
        closed.open(f"/respond/{closed.token}/")
        assert closed.page.status_code == 410
        assert "More buses" in closed.text
        copy = closed.client.get(f"/respond/{closed.token}/copy/")
        assert "More buses" in copy.content.decode()
        assert "attachment" in copy["Content-Disposition"]

    def test_what_is_posted_after_the_grace_is_kept_and_shown(self, walker, consultation):
        _single, words = questions_of(consultation)
        walker.begin()
        self.close(consultation, minutes=31)
        Draft.objects.update(begun_at=timezone.now() - timedelta(hours=2))
        walker.post({f"q{words.pk}": "Typed in the last minute"})
        assert walker.page.status_code == 410
        assert "Typed in the last minute" in walker.text

    def test_nobody_begins_after_closing(self, client, consultation):
        self.close(consultation, minutes=0)
        assert client.post(start_url(consultation)).status_code == 410

    def test_nobody_begins_before_it_opens_and_the_day_is_told(self, client, consultation):
        opens_at = timezone.now() + timedelta(days=3)
        type(consultation).objects.filter(pk=consultation.pk).update(opens_at=opens_at)
        page = client.get(start_url(consultation))
        assert page.status_code == 403
        assert "Opens in 3 days" in page.content.decode()
        assert client.post(start_url(consultation)).status_code == 403

    def test_quicker_than_anybody_reads_is_asked_again(self, walker):
        walker.to_check({})
        Draft.objects.update(begun_at=timezone.now())
        walker.post()
        assert walker.page.status_code == 429
        Draft.objects.update(begun_at=timezone.now() - timedelta(seconds=2))
        assert walker.post().path.startswith("/receipt/")


class TestAccounts:
    @pytest.fixture
    def consultation(self, cast):
        consultation = factories.make_consultation(cast.county, needs_account=True, asks_about_you=False)
        factories.make_survey(consultation, "long_text")
        return consultation

    def test_who_is_not_signed_in_is_asked_to(self, client, consultation):
        assert client.post(start_url(consultation))["Location"].startswith("/accounts/login/")
        assert not Draft.objects.exists()

    def test_signed_in_one_answers_once_and_finds_the_receipt_again(self, client, walker, cast):
        client.force_login(cast.resident)
        walker.to_check({}).post()
        receipt = walker.path
        assert walker.begin().path == receipt
        assert Response.objects.count() == 1

    def test_the_link_of_an_account_is_nobody_elses(self, client, walker, cast):
        client.force_login(cast.resident)
        path = walker.begin().path
        client.force_login(cast.outsider)
        assert client.get(path).status_code == 404
        client.logout()
        assert client.get(path)["Location"].startswith("/accounts/login/")

    def test_signed_out_while_writing_nothing_is_lost(self, client, walker, consultation, cast):
        (words,) = questions_of(consultation)
        client.force_login(cast.resident)
        walker.begin()
        client.logout()
        walker.post({f"q{words.pk}": "A long answer"})
        assert walker.page.status_code == 403
        client.force_login(cast.resident)
        client.post(walker.path, dict(HIDDEN.findall(walker.text)))
        assert Draft.objects.get().given()[words.pk].text == "A long answer"


def test_a_private_page_is_never_cached_indexed_or_told_to_others(client, consultation):
    _draft, token = begun(consultation)
    for path in (start_url(consultation), f"/respond/{token}/later/", f"/respond/{token}/check/", "/respond/none/"):
        page = client.get(path)
        assert "no-store" in page["Cache-Control"]
        assert page["Referrer-Policy"] == "no-referrer"
        assert "noindex" in page["X-Robots-Tag"]


def test_the_private_link_is_in_no_log(client, consultation, caplog):
    client.get("/respond/a-secret-that-must-not-be-logged/")
    assert "a-secret" not in caplog.text
