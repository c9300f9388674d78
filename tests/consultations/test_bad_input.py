"""Whatever is sent, the answer is plain, the status is right, and what could be kept is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from consultations.models import ConsultationPage, Draft, Response
from tests import factories
from tests.consultations.respondents import HIDDEN, Walker, begun, choice, questions_of, start_url

MIXED = "Evening \u202e buses \u202c שלום عربي and 日本語 \u200fend"
EMOJI = "👨‍👩‍👧‍👦 love the bus 🚌"


@pytest.fixture
def consultation(cast):
    consultation = factories.make_consultation(cast.county, asks_about_you=False)
    factories.make_survey(consultation, "single", "long_text")
    return consultation


@pytest.fixture
def walker(client, consultation):
    return Walker(client, consultation).begin()


@pytest.fixture
def single(consultation):
    return questions_of(consultation)[0]


@pytest.fixture
def words(consultation):
    return questions_of(consultation)[1]


def kept(question):
    given = Draft.objects.get().given().get(question.pk)
    return given.text if given else None


def test_a_strange_file_is_refused_and_what_was_typed_can_be_sent_without_it(walker, words):
    file = SimpleUploadedFile("holiday.exe", b"MZ\x00" * 1000)
    page = walker.client.post(walker.path, {f"q{words.pk}": "Kept", "q0": file})
    text = page.content.decode()
    assert page.status_code == 400
    assert "takes no files" in text
    walker.client.post(walker.path, dict(HIDDEN.findall(text)))
    assert kept(words) == "Kept"


def test_a_file_in_place_of_an_answer_is_no_answer(walker, words):
    page = walker.client.post(walker.path, {f"q{words.pk}": SimpleUploadedFile("a.txt", b"text")})
    assert page.status_code == 400
    assert kept(words) is None


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_ten_megabytes_are_too_much_and_what_was_saved_stays(walker, words, content_type):
    walker.post({f"q{words.pk}": "Saved before"})
    answer = "x" * 10_000_000
    body = f"q{words.pk}={answer}"
    if content_type.startswith("multipart"):
        body = f'--b\r\nContent-Disposition: form-data; name="q{words.pk}"\r\n\r\n{answer}\r\n--b--\r\n'
    page = walker.client.post(f"/respond/{walker.token}/check/", body, content_type=content_type)
    assert page.status_code == 413
    assert "shorten your answers" in page.content.decode()
    assert kept(words) == "Saved before"


def test_more_fields_than_any_form_has_are_too_much(walker):
    body = "&".join(f"a{number}=1" for number in range(2500))
    page = walker.client.post(walker.path, body, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 413


def test_a_form_cut_off_in_the_middle_is_told(walker):
    page = walker.client.post(walker.path, b"--b\r\nbroken", content_type="multipart/form-data; boundary=\x00")
    assert page.status_code == 400


def test_an_answer_that_is_too_long_is_told_beside_it_and_stays_in_its_field(walker, words):
    walker.post({f"q{words.pk}": "y" * 6000})
    assert walker.page.status_code == 422
    assert "Shorten your answer" in walker.text
    assert "y" * 6000 in walker.text


def test_a_nul_byte_is_refused_beside_the_field_and_the_other_answers_are_kept(walker, single, words):
    walker.post({f"q{words.pk}": "More\x00buses", f"q{single.pk}": choice(single)})
    assert walker.page.status_code == 422
    assert f'href="#q{words.pk}"' in walker.text
    assert Draft.objects.get().given().keys() == {single.pk}


def test_a_nul_byte_in_a_name_is_refused(walker):
    walker.post()
    walker.post({"who": "organisation", "organisation_name": "A\x00B", "is_under_18": "no", "consent": "no"})
    assert walker.page.status_code == 422


@pytest.mark.parametrize("path", ["/respond/a%00b/", "/receipt/a%00b/", "/consultations/county/a%00b/respond/"])
def test_a_nul_byte_in_an_address_is_nothing(client, consultation, path):
    assert client.get(path).status_code == 404


def test_words_in_both_directions_are_kept_without_what_turns_the_rest_of_the_page(walker, words):
    walker.post({f"q{words.pk}": MIXED})
    assert kept(words) == MIXED.replace("\u202e", "").replace("\u202c", "")
    section = walker.open(f"/respond/{walker.token}/{words.section_id}/")
    assert 'dir="auto"' in section.text


def test_emoji_come_through_whole(walker, words):
    walker.post({f"q{words.pk}": EMOJI})
    assert kept(words) == EMOJI


def test_markup_is_words(walker, words):
    script = "<script>alert(1)</script>"
    walker.post({f"q{words.pk}": script}).open(f"/respond/{walker.token}/check/")
    assert escape(script) in walker.text
    assert script not in walker.text


@pytest.mark.parametrize("sent", ["0", "-1", "99999999", "NaN", "1 OR 1=1", "٣", "9" * 400])
def test_a_forged_choice_is_refused_beside_the_question(walker, single, words, sent):
    walker.post({f"q{single.pk}": sent, f"q{words.pk}": "Kept"})
    assert walker.page.status_code == 422
    assert f'href="#q{single.pk}"' in walker.text
    assert kept(words) == "Kept"
    assert kept(single) is None


def test_the_choice_of_another_question_is_refused(walker, single):
    stranger = factories.make_question(kind="single")
    walker.post({f"q{single.pk}": choice(stranger)})
    assert walker.page.status_code == 422


def test_a_question_that_is_not_on_the_page_is_not_answered(walker, words):
    stranger = factories.make_question(kind="short_text")
    walker.post({f"q{stranger.pk}": "Smuggled", f"q{words.pk}": "Mine"})
    assert Draft.objects.get().given().keys() == {words.pk}


@pytest.mark.parametrize("revision", ["", "-1", "x", "9" * 30, "1e9", "\x00"])
def test_a_strange_revision_counts_as_having_seen_nothing(walker, words, revision):
    page = walker.client.post(walker.path, {"revision": revision, f"q{words.pk}": "Kept"})
    assert page.status_code == 302
    assert kept(words) == "Kept"


class TestLinks:
    @pytest.mark.parametrize("change", ["cut", "longer", "other", "case"])
    def test_a_tampered_link_is_nothing_in_plain_words(self, client, consultation, change):
        _draft, token = begun(consultation)
        tampered = {
            "cut": token[:-1],
            "longer": token + "A",
            "other": ("A" if token[0] != "A" else "B") + token[1:],
            "case": token.swapcase(),
        }[change]
        for path in (f"/respond/{tampered}/", f"/respond/{tampered}/check/", f"/receipt/{tampered}/"):
            page = client.get(path)
            assert page.status_code == 404
            assert "Check that you copied the whole link" in page.content.decode()
        assert client.post(f"/respond/{tampered}/check/").status_code == 404

    def test_a_draft_is_no_receipt(self, client, consultation):
        _draft, token = begun(consultation)
        assert client.get(f"/receipt/{token}/").status_code == 404

    @pytest.mark.parametrize("section", ["0", "999999", "9" * 30])
    def test_a_section_that_is_none_leads_to_one_that_is(self, client, consultation, section):
        _draft, token = begun(consultation)
        page = client.get(f"/respond/{token}/{section}/")
        assert page.status_code == 302

    def test_too_often_keeps_everything_in_the_page(self, walker, words, settings):
        settings.SAVE_LIMIT_PER_MINUTE = 1
        walker.client.post(walker.path, {f"q{words.pk}": "First"})
        page = walker.client.post(walker.path, {f"q{words.pk}": "Second, and long"})
        assert page.status_code == 429
        assert page["Retry-After"]
        assert "Second, and long" in page.content.decode()
        settings.SAVE_LIMIT_PER_MINUTE = 10
        walker.client.post(walker.path, dict(HIDDEN.findall(page.content.decode())))
        assert kept(words) == "Second, and long"

    def test_one_busy_link_does_not_stop_another_in_the_same_library(self, walker, consultation, settings):
        settings.SAVE_LIMIT_PER_MINUTE = 1
        walker.client.post(walker.path)
        assert walker.client.post(walker.path).status_code == 429
        _draft, token = begun(consultation)
        assert walker.client.post(f"/respond/{token}/check/").status_code != 429


class TestConsultations:
    def test_a_draft_of_a_consultation_is_nothing_to_anybody(self, client, cast):
        unpublished = factories.make_consultation(cast.county, live=False)
        factories.make_survey(unpublished)
        for user in (None, cast.resident, cast.borough_officer, cast.county_officer):
            if user:
                client.force_login(user)
            assert client.get(start_url(unpublished)).status_code == 404
            assert client.post(start_url(unpublished)).status_code == 404

    def test_one_without_questions_cannot_be_answered(self, client, cast):
        assert client.get(start_url(factories.make_consultation(cast.county))).status_code == 404

    def test_another_organisations_address_does_not_lead_to_it(self, client, consultation):
        factories.make_shelf(consultation.lead_organisation)
        assert client.get(start_url(consultation).replace("/county/", "/borough/")).status_code == 404

    def test_a_page_that_is_kept_private_is_not_answered(self, client, consultation):
        PageViewRestriction.objects.create(page=consultation, restriction_type="login")
        assert client.get(start_url(consultation)).status_code == 404

    def test_one_taken_down_while_somebody_writes_shows_what_they_wrote(self, walker, words):
        walker.post({f"q{words.pk}": "Half a page"})
        ConsultationPage.objects.update(live=False)
        page = walker.client.get(f"/respond/{walker.token}/", follow=True)
        assert page.status_code == 410
        assert "Half a page" in page.content.decode()
        assert walker.client.post(f"/respond/{walker.token}/check/").status_code in (302, 422)
        assert not Response.objects.exists()

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_other_verbs_are_not_known(self, client, consultation, method):
        _draft, token = begun(consultation)
        assert getattr(client, method)(start_url(consultation)).status_code == 405
        assert getattr(client, method)(f"/respond/{token}/check/").status_code == 405
