"""Results by age and by version: counted once, with the rest in every total, and no small group given away."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.utils import timezone

from consultations.models import EqualityTable, GroupTable, ResultSnapshot, Survey
from consultations.result_tables import BLANK
from consultations.services.equality import count_equality
from consultations.services.grouping import count_groups, count_groups_due
from questions.models import Choice, Question
from tests import factories
from tests.consultations.answered import choice_ids, make_closed, make_outcome, make_response, questions_of

GRACE = timedelta(minutes=site.GRACE_MINUTES)
BANDS = ("13 to 15", "16 to 19", "20 or over", "I’d rather not say")
#: Responses per answer and band, one small cell planted: three of 13 to 15 say no.
PLANTED = {"yes": (31, 24, 26, 12), "no": (3, 22, 14, 13), "maybe": (21, 18, 19, 14)}


def answer(consultation, number, **fields):
    for _ in range(number):
        make_response(consultation, **fields)


def ages_of(question: Question) -> list[int]:
    """Give a question the bands of an age question."""
    question.choices.all().delete()
    for place, text in enumerate(BANDS):
        Choice.objects.create(question=question, text=text, sort_order=place)
    Question.objects.filter(pk=question.pk).update(text="How old are you?")
    return choice_ids(question)


def mark(consultation, question) -> None:
    Survey.objects.filter(consultation=consultation).update(age_question=question)
    consultation.survey.refresh_from_db()


@pytest.fixture
def asked(cast):
    """A closed consultation with a question, an age question, and answers with small cells between them."""
    consultation = make_closed(cast.county, "single", "single", "long_text")
    question, age, _words = questions_of(consultation)
    bands = ages_of(age)
    question.choices.all().delete()
    for place, text in enumerate(PLANTED):
        Choice.objects.create(question=question, text=text, sort_order=place)
    for choice, numbers in zip(choice_ids(question), PLANTED.values(), strict=True):
        for band, number in zip(bands, numbers, strict=True):
            answer(consultation, number, values={question: choice, age: band})
    mark(consultation, age)
    return consultation


def results(client, consultation, extra="") -> str:
    return client.get(f"{consultation.url}results/{extra}").content.decode()


def counts_file(client, consultation) -> list[list[str]]:
    body = client.get(f"{consultation.url}results/counts.csv").content.decode("utf-8-sig")
    return list(csv.reader(body.splitlines()))


@pytest.mark.django_db
class TestByAge:
    def test_every_total_counts_all_and_the_cut_hides_the_small_cells(self, client, asked):
        question, age = questions_of(asked)[:2]
        assert count_groups(asked, at=timezone.now())
        page = results(client, asked)
        assert "<dd>217</dd>" in page
        cut = GroupTable.objects.get(question=question)
        yes, no, _maybe = choice_ids(question)
        assert cut.counts[str(no)][str(choice_ids(age)[0])] == 3
        shown = {tuple(keys): counts for keys, counts in cut.published["rows"]}
        assert shown[(str(yes),)][1] == 25
        assert shown[(str(no),)][0] is None
        for column in range(len(BANDS)):  # what is hidden is not the only hidden one of its column, or of its row
            assert sum(counts[column] is None for counts in shown.values()) != 1
        assert all(sum(one is None for one in counts) != 1 for counts in shown.values())
        flat = [one for counts in shown.values() for one in counts if one is not None]
        assert all(one >= site.PUBLIC_MINIMUM_COUNT and one % site.PUBLIC_ROUND_TO == 0 for one in flat)

    def test_no_exact_count_of_an_age_stands_anywhere_public(self, client, asked):
        count_groups(asked, at=timezone.now())
        make_outcome(asked, record=[("result", {"question": 2, "remark": "Look who answered."})])
        pages = [results(client, asked, extra) for extra in ("", "1/", "2/")]
        assert "By age" in pages[1]
        assert "13 to 15" in pages[0]
        assert "13 to 15" in pages[2]
        outcome = client.get(f"{asked.url}outcome/")
        assert outcome.status_code == 200
        assert "13 to 15" not in outcome.content.decode()
        rows = counts_file(client, asked)
        for exact in ("64", "59", "39"):  # of each band in all
            assert all(f"<td>{exact}" not in page for page in pages)
            assert all(exact != row[4] for row in rows)

    def test_the_file_of_counts_has_the_cut_and_hides_as_the_page_does(self, client, asked):
        count_groups(asked, at=timezone.now())
        rows = counts_file(client, asked)
        assert ["", "Age", "13 to 15", "People, to the nearest 5", "55"] in rows
        cells = {(row[2], row[3]): row[4] for row in rows if row[0] == "1"}
        assert cells["no", "13 to 15, to the nearest 5"] == "hidden"
        assert cells["yes", "16 to 19, to the nearest 5"] == "25"
        assert not [row for row in rows if row[0] == "2"]

    def test_small_bands_hide_the_whole_table(self, client, cast):
        consultation = make_closed(cast.county, "single", "single")
        question, age = questions_of(consultation)
        bands = ages_of(age)
        for band in bands:
            answer(consultation, 3, values={question: choice_ids(question)[0], age: band})
        mark(consultation, age)
        count_groups(consultation, at=timezone.now())
        assert not GroupTable.objects.exclude(published=None).exists()
        page = results(client, consultation)
        assert "Too few people told us their age" in page
        assert "13 to 15" not in page

    def test_officers_see_it_in_full_after_closing_alone_and_never_in_rows(self, client, cast, asked):
        client.force_login(cast.county_officer)
        desk = f"/cms/results/{asked.pk}/"
        assert "13 to 15" not in client.get(f"{desk}equality/").content.decode()
        count_groups(asked, at=timezone.now())
        tables = client.get(f"{desk}equality/").content.decode()
        assert "<td>64</td>" in tables
        assert f"{desk}equality/1/" in tables
        assert f"{desk}equality/2/" not in tables  # the age itself, which is cut by nothing
        assert "<td>3" in client.get(f"{desk}equality/1/").content.decode()
        one = asked.responses.first()
        assert "13 to 15" not in client.get(f"{desk}responses/{one.pk}/").content.decode()
        file = b"".join(client.get(f"{desk}responses.csv").streaming_content).decode()
        assert "How old are you?" not in file
        assert "13 to 15" not in file
        client.force_login(cast.borough_officer)
        assert client.get(f"{desk}equality/").status_code == 404

    def test_before_closing_nobody_sees_an_age(self, client, cast, asked):
        type(asked).objects.filter(pk=asked.pk).update(closes_at=timezone.now() + timedelta(days=1))
        client.force_login(cast.county_officer)
        page = results(client, asked)
        assert "Until then nobody sees it" in page
        assert "13 to 15" not in page
        client.logout()
        assert client.get(f"{asked.url}results/2/").status_code == 404

    def test_between_closing_and_the_count_it_says_so(self, client, asked):
        page = results(client, asked)
        assert "has not been counted yet" in page
        assert "13 to 15" not in page

    def test_the_vault_does_not_publish_a_second_set_of_ages(self, asked):
        answer(asked, 12, about_you={"age": "18_24", "sex": "female"})
        answer(asked, 15, about_you={"age": "45_54", "sex": "male"})
        count_equality(asked, at=timezone.now())
        assert not EqualityTable.objects.filter(feature="age").exclude(published=None).exists()
        assert EqualityTable.objects.filter(feature="sex", question=None).exclude(published=None).exists()
        question = questions_of(asked)[0]
        cut = set(EqualityTable.objects.filter(question__isnull=False).values_list("question_id", flat=True))
        assert cut == {question.pk}  # ages that are hidden would stand in a cut of the age by sex


@pytest.mark.django_db
class TestByVersion:
    def versions(self, organisation, young, other):
        """`young` and `other`: how many said the first and the second of two answers."""
        consultation = make_closed(organisation, "single")
        (question,) = questions_of(consultation)
        question.wordings.create(style="young", text="What’s best?")
        for style, numbers in (("young", young), ("standard", other)):
            for choice, number in zip(choice_ids(question), numbers, strict=False):
                answer(consultation, number, values={question: choice}, style=style)
        return consultation, question

    def test_stands_within_the_total(self, client, cast):
        consultation, question = self.versions(cast.county, (14, 21), (30, 42))
        count_groups(consultation, at=timezone.now())
        page = results(client, consultation)
        assert "Every number here counts all versions together." in page
        assert "<dd>107</dd>" in page
        first, second = choice_ids(question)[:2]
        cut = GroupTable.objects.get(question=question)
        assert cut.published["rows"] == [[[str(first)], [15, 30]], [[str(second)], [20, 40]]]
        assert "Version for young people" in results(client, consultation, "1/")

    def test_a_handful_is_not_told_apart_in_any_way(self, client, cast):
        consultation, _question = self.versions(cast.county, (4, 5), (30, 42))
        count_groups(consultation, at=timezone.now())
        page = results(client, consultation)
        assert "Too few people read one of the versions" in page
        assert "<table" not in page.split("There was a version")[1].split("Counted on")[0]
        assert "By version" not in results(client, consultation, "1/")

    def test_a_split_by_channel_does_not_give_the_versions_away(self, client, cast):
        """All on line read the young version: by channel the small cells would stand in the open."""
        consultation, question = self.versions(cast.county, (17, 2), (0, 0))
        for choice in choice_ids(question)[:2]:
            answer(consultation, 20, values={question: choice}, channel="paper")
        count_groups(consultation, at=timezone.now())
        assert "Answers by channel" not in results(client, consultation)
        assert "Answers by channel" not in results(client, consultation, "1/")

    def test_where_the_age_is_asked_questions_are_cut_by_age_alone(self, asked):
        question = questions_of(asked)[0]
        question.wordings.create(style="young", text="What’s best?")
        answer(asked, 40, values={question: choice_ids(question)[0]}, style="young")
        count_groups(asked, at=timezone.now())
        assert set(GroupTable.objects.exclude(question=None).values_list("groups", flat=True)) == {"age"}
        assert GroupTable.objects.get(question=None, groups="wording").published == {"young": 40, "other": 215}


@pytest.mark.postgres
class TestByAgeOnPostgres(TestByAge):
    """The same: PostgreSQL keeps JSON in an order of its own."""


@pytest.mark.django_db
class TestClock:
    @pytest.mark.parametrize(("seconds", "expected"), [(-1, 0), (0, 1), (1, 1)])
    def test_counts_when_the_grace_is_over(self, asked, seconds, expected):
        assert count_groups_due(at=asked.closes_at + GRACE + timedelta(seconds=seconds)) == expected

    def test_counts_once(self, asked):
        at = timezone.now()
        assert count_groups_due(at=at) == 1
        before = list(GroupTable.objects.order_by("pk").values())
        question, age = questions_of(asked)[:2]
        make_response(asked, {question: choice_ids(question)[0], age: choice_ids(age)[0]}, channel="paper", at=at)
        assert count_groups_due(at=at + timedelta(days=1)) == 0
        assert not count_groups(asked, at=at + timedelta(days=1))
        assert list(GroupTable.objects.order_by("pk").values()) == before

    def test_where_there_are_no_groups_nothing_is_counted(self, cast):
        consultation = make_closed(cast.county, "single")
        answer(consultation, 1)
        assert count_groups_due(at=timezone.now()) == 0
        assert not ResultSnapshot.objects.filter(groups_counted_at__isnull=False).exists()

    def test_one_that_fails_keeps_none_of_the_others_back(self, cast, asked, caplog):
        other = make_closed(cast.county, "single")
        (question,) = questions_of(other)
        mark(other, question)
        Question.objects.filter(pk=question.pk).update(kind="no such kind")
        assert count_groups_due(at=timezone.now()) == 1
        assert str(other.pk) in caplog.text

    def test_those_who_left_the_age_out_and_the_withdrawn(self, asked):
        question, age = questions_of(asked)[:2]
        answer(asked, 2, values={question: choice_ids(question)[0]})
        answer(asked, 5, values={age: choice_ids(age)[0]}, withdrawn_at=timezone.now())
        count_groups(asked, at=timezone.now())
        counts = GroupTable.objects.get(question=None, groups="age").counts
        assert counts[BLANK] == 2
        assert counts[str(choice_ids(age)[0])] == 55


@pytest.mark.django_db
def test_the_start_page_chooses_the_young_version_beforehand_and_lets_it_go_again(client, cast):
    consultation = factories.make_consultation(cast.county)
    survey = factories.make_survey(consultation, "short_text")
    section = survey.questionnaire.sections.get()
    question = questions_of(consultation)[0]
    question.wordings.create(style="young", text="What gets on your nerves?")
    section.wordings.create(style="young", text="You and the bus")
    url = f"{consultation.url}respond/?style=young"
    page = client.get(url).content.decode()
    assert "You and the bus" in page
    assert page.count("checked") == 1
    chosen = client.post(url, {"wording": "en-gb:young"}, follow=True)
    assert "What gets on your nerves?" in chosen.content.decode()
    other = client.post(url, {"wording": "en-gb:standard"}, follow=True)
    assert "What gets on your nerves?" not in other.content.decode()
    assert question.text in other.content.decode()
    for odd in ("?style=easy", "?style=%00", "?style=nonsense", ""):
        page = client.get(f"{consultation.url}respond/{odd}")
        assert page.status_code == 200
        assert "You and the bus" not in page.content.decode()


@pytest.mark.django_db
def test_the_youth_section_learns_which_are_in_its_words(cast, django_assert_num_queries):
    from consultations.young import worded_for_young, young_answer_url

    worded, plain = factories.make_consultation(cast.county), factories.make_consultation(cast.county)
    for one in (worded, plain):
        factories.make_survey(one, "single", "single")
    for question in questions_of(worded):
        question.wordings.create(style="young", text="What’s best?")
    questions_of(plain)[0].wordings.create(style="easy", text="What is best?")
    with django_assert_num_queries(1):
        assert worded_for_young([worded.pk, plain.pk]) == {worded.pk}
    assert young_answer_url(worded) == f"{worded.url}respond/?style=young"
