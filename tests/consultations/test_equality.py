"""Counting out of the vault: once, in full for officers, suppressed for the public."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as site
from django.utils import timezone

from consultations.models import EqualityTable, Response, ResultSnapshot, VaultRecord
from consultations.result_tables import BLANK, banded, published_counts, published_cut
from consultations.services.equality import count_equality, count_equality_due
from consultations.services.private import VAULT_KEPT_AFTER_COUNT
from people.equality_lists import UNKNOWN, get_list
from questions.models import Question
from tests import factories
from tests.consultations.answered import choice_ids, make_closed, make_response, questions_of

GRACE = timedelta(minutes=site.GRACE_MINUTES)


def answer(consultation, number, **fields):
    for _ in range(number):
        make_response(consultation, **fields)


def table(consultation, feature, question=None):
    return EqualityTable.objects.get(consultation=consultation, feature=feature, question=question)


class TestPublished:
    def test_codes_are_merged_into_bands(self):
        feature = get_list().feature("age")
        bands = banded(feature, {"under_16": 2, "18_24": 3, "85_over": 1, UNKNOWN: 4})
        assert bands == {"under_25": 5, "25_44": 0, "45_64": 0, "65_over": 1, UNKNOWN: 4}

    def test_is_rounded_and_hides_the_small_and_one_more(self):
        bands = {"female": 42, "male": 38, UNKNOWN: 4}
        published = published_counts(bands, minimum=10, round_to=5)
        assert published == {"female": 40, "male": None, UNKNOWN: None}

    def test_is_nothing_where_too_little_is_left(self):
        assert published_counts({"female": 42, UNKNOWN: 4}, minimum=10, round_to=5) is None

    def test_a_cut_hides_the_columns_that_are_hidden_alone(self):
        rows = {
            "1": {"under_25": 40, "25_44": 31, "45_64": 15, UNKNOWN: 12},
            "2": {"under_25": 30, "25_44": 52, "45_64": 20, UNKNOWN: 13},
            BLANK: {"under_25": 0, "25_44": 0, "45_64": 0, UNKNOWN: 0},
        }
        published = {"under_25": 70, "25_44": 85, "45_64": None, UNKNOWN: None}
        cut = published_cut(rows, published, minimum=10, round_to=5)
        assert cut == {
            "bands": ["under_25", "25_44", "45_64", UNKNOWN],
            "rows": [[["1"], [40, 30, None, None]], [["2"], [30, 50, None, None]]],
        }

    def test_a_cut_that_hides_most_of_itself_is_not_published(self):
        rows = {
            "1": {"female": 40, "male": 15, UNKNOWN: 12},
            "2": {"female": 30, "male": 20, UNKNOWN: 13},
        }
        published = {"female": 70, "male": None, UNKNOWN: None}
        assert published_cut(rows, published, minimum=10, round_to=5) is None

    def test_a_cut_of_one_row_says_nothing_new(self):
        rows = {"1": {"female": 40, "male": 15}, BLANK: {"female": 0, "male": 0}}
        assert published_cut(rows, {"female": 40, "male": 15}, minimum=10, round_to=5) is None

    def test_no_published_number_is_below_the_minimum(self):
        rows = {
            "1": {"female": 40, "male": 3, UNKNOWN: 12},
            "2": {"female": 4, "male": 60, UNKNOWN: 30},
            "3": {"female": 50, "male": 60, UNKNOWN: 30},
            BLANK: {"female": 2, "male": 1, UNKNOWN: 1},
        }
        published = published_counts({"female": 96, "male": 124, UNKNOWN: 73}, minimum=10, round_to=5)
        cut = published_cut(rows, published, minimum=10, round_to=5)
        if cut is not None:
            assert all(count is None or count >= 10 for _keys, counts in cut["rows"] for count in counts)
            assert any(count is None for _keys, counts in cut["rows"] for count in counts)


@pytest.mark.django_db
class TestCount:
    def test_counts_codes_for_officers_and_bands_for_everybody(self, cast):
        consultation = make_closed(cast.county, "long_text")
        answer(consultation, 12, about_you={"sex": "female", "age": "25_34"})
        answer(consultation, 11, about_you={"sex": "male", "age": "35_44"})
        answer(consultation, 13)
        assert count_equality(consultation, at=timezone.now())
        sex = table(consultation, "sex")
        assert sex.counts == {"female": 12, "male": 11, UNKNOWN: 13}
        assert sex.published == {"female": 10, "male": 10, UNKNOWN: 15}
        age = table(consultation, "age")
        assert age.counts == {"25_34": 12, "35_44": 11, UNKNOWN: 13}
        assert age.published is None or age.published["25_44"] in (None, 25)

    def test_cuts_each_question_with_choices(self, cast):
        consultation = make_closed(cast.county, "yes_no", "multiple", "long_text")
        yes_no, _multiple, _words = questions_of(consultation)
        yes, no = choice_ids(yes_no)[:2]
        answer(consultation, 14, values={yes_no: yes}, about_you={"sex": "female"})
        answer(consultation, 12, values={yes_no: no}, about_you={"sex": "female"})
        answer(consultation, 11, values={yes_no: yes}, about_you={"sex": "male"})
        answer(consultation, 16, values={yes_no: no}, about_you={"sex": "male"})
        answer(consultation, 12, values={yes_no: yes})
        answer(consultation, 12, values={yes_no: no})
        count_equality(consultation, at=timezone.now())
        cut = table(consultation, "sex", yes_no)
        assert cut.counts[str(yes)] == {"female": 14, "male": 11, UNKNOWN: 12}
        assert cut.counts[BLANK] == {"female": 0, "male": 0, UNKNOWN: 0}
        assert cut.published["rows"] == [[[str(yes)], [15, 10, 10]], [[str(no)], [10, 15, 10]]]
        assert set(EqualityTable.objects.exclude(question=None).values_list("question_id", flat=True)) == {yes_no.pk}

    def test_who_left_a_question_out_is_counted_too(self, cast):
        consultation = make_closed(cast.county, "yes_no")
        (yes_no,) = questions_of(consultation)
        answer(consultation, 3, values={yes_no: choice_ids(yes_no)[0]}, about_you={"sex": "male"})
        answer(consultation, 2, about_you={"sex": "male"})
        count_equality(consultation, at=timezone.now())
        assert table(consultation, "sex", yes_no).counts[BLANK]["male"] == 2

    def test_withdrawn_responses_and_broken_seals_count_as_unknown_or_not_at_all(self, cast, settings):
        consultation = make_closed(cast.county)
        answer(consultation, 2, about_you={"sex": "male"})
        make_response(consultation, about_you={"sex": "male"}, withdrawn_at=timezone.now())
        settings.VAULT_SECRETS = ["new", *settings.VAULT_SECRETS]
        make_response(consultation, about_you={"sex": "female"})
        settings.VAULT_SECRETS = settings.VAULT_SECRETS[1:]
        count_equality(consultation, at=timezone.now())
        assert table(consultation, "sex").counts == {"male": 2, UNKNOWN: 1}

    def test_another_consultation_is_left_alone(self, cast):
        consultation, other = make_closed(cast.county), make_closed(cast.borough)
        answer(consultation, 2, about_you={"sex": "male"})
        answer(other, 3, about_you={"sex": "female"})
        count_equality(consultation, at=timezone.now())
        assert table(consultation, "sex").counts == {"male": 2}
        assert not EqualityTable.objects.filter(consultation=other).exists()

    def test_after_the_last_count_the_vault_is_kept_a_year(self, cast):
        consultation = make_closed(cast.county)
        answer(consultation, 1, about_you={"sex": "male"})
        at = timezone.now()
        count_equality(consultation, at=at)
        assert VaultRecord.objects.get().kept_until == (at + VAULT_KEPT_AFTER_COUNT).date()
        assert ResultSnapshot.objects.get().equality_counted_at == at

    def test_nobody_told_anything(self, cast):
        consultation = make_closed(cast.county)
        answer(consultation, 3)
        assert count_equality(consultation, at=timezone.now())
        assert not EqualityTable.objects.exists()


@pytest.mark.postgres
class TestCountOnPostgres(TestCount):
    """The same: PostgreSQL keeps JSON in an order of its own."""


@pytest.mark.django_db
class TestClock:
    @pytest.mark.parametrize(("seconds", "expected"), [(-1, 0), (0, 1), (1, 1)])
    def test_counts_when_the_grace_is_over(self, cast, seconds, expected):
        consultation = make_closed(cast.county)
        answer(consultation, 1, about_you={"sex": "male"})
        at = consultation.closes_at + GRACE + timedelta(seconds=seconds)
        assert count_equality_due(at=at) == expected

    def test_counts_once(self, cast):
        answer(make_closed(cast.county), 1, about_you={"sex": "male"})
        at = timezone.now()
        assert count_equality_due(at=at) == 1
        assert count_equality_due(at=at) == 0
        VaultRecord.objects.all().delete()
        assert count_equality_due(at=at + timedelta(days=400)) == 0
        assert EqualityTable.objects.exists()

    def test_one_that_cannot_be_counted_keeps_none_of_the_others_back(self, cast, caplog):
        broken, whole = make_closed(cast.county, "single"), make_closed(cast.county, "single")
        for consultation in (broken, whole):
            answer(consultation, 1, about_you={"sex": "male"})
        Question.objects.filter(pk=questions_of(broken)[0].pk).update(kind="no such kind")
        assert count_equality_due(at=timezone.now()) == 1
        assert set(EqualityTable.objects.values_list("consultation", flat=True)) == {whole.pk}
        assert str(broken.pk) in caplog.text

    def test_an_answer_that_fits_no_choice_is_in_no_cut(self, cast):
        consultation = make_closed(cast.county, "single")
        (question,) = questions_of(consultation)
        make_response(consultation, {question: choice_ids(question)[0]}, about_you={"sex": "male"})
        make_response(consultation, {question: 10**9}, about_you={"sex": "male"})
        assert count_equality_due(at=timezone.now()) == 1
        counts = table(consultation, "sex", question).counts
        assert counts[str(choice_ids(question)[0])]["male"] == counts[BLANK]["male"] == 1

    @pytest.mark.parametrize("number", [9, 10, 30])
    def test_nothing_is_counted_before_it_has_closed_however_many_answered(self, client, cast, number):
        consultation = factories.make_consultation(cast.county)
        factories.make_survey(consultation)
        answer(consultation, number, about_you={"sex": "male"})
        last = consultation.closes_at + GRACE - timedelta(seconds=1)
        for at in (timezone.now(), timezone.now() + timedelta(days=1), consultation.closes_at, last):
            assert count_equality_due(at=at) == 0
            assert not count_equality(consultation, at=at)
        assert not EqualityTable.objects.exists()
        client.force_login(cast.county_officer)
        assert "Who answered" not in client.get(f"{consultation.url}results/").content.decode()
        desk = client.get(f"/cms/results/{consultation.pk}/equality/").content.decode()
        assert "Nothing has been counted yet" in desk
        assert count_equality_due(at=last + timedelta(seconds=1)) == 1

    def test_no_two_counts_show_who_came_between_them(self, cast):
        consultation = make_closed(cast.county)
        answer(consultation, 12, about_you={"sex": "male"})
        at = timezone.now()
        assert count_equality(consultation, at=at)
        before = list(EqualityTable.objects.order_by("pk").values())
        answer(consultation, 1, about_you={"sex": "female"}, at=at)
        type(consultation).objects.filter(pk=consultation.pk).update(closes_at=at + timedelta(days=9))
        consultation.refresh_from_db()
        for later in (at + timedelta(days=1), at + timedelta(days=10)):
            assert count_equality_due(at=later) == 0
            assert not count_equality(consultation, at=later)
        assert list(EqualityTable.objects.order_by("pk").values()) == before


@pytest.mark.django_db
class TestPublicPage:
    def counted(self, organisation):
        consultation = make_closed(organisation, "yes_no")
        (question,) = questions_of(consultation)
        yes, no = choice_ids(question)[:2]
        answer(consultation, 23, values={question: yes}, about_you={"sex": "female"})
        answer(consultation, 22, values={question: no}, about_you={"sex": "male"})
        answer(consultation, 21, values={question: no}, about_you={"sex": "female"})
        answer(consultation, 12, values={question: yes}, about_you={"sex": "male"})
        answer(consultation, 11, values={question: yes})
        answer(consultation, 13, values={question: no})
        answer(consultation, 3, values={question: no}, about_you={"religion": "jewish"})
        count_equality(consultation, at=timezone.now())
        return consultation

    def test_shows_rounded_counts_and_no_small_ones(self, client, cast):
        consultation = self.counted(cast.county)
        page = client.get(f"{consultation.url}results/").content.decode()
        assert "Who answered" in page
        assert "<td>45</td>" in page  # 44 women
        assert "<td>44</td>" not in page
        assert "Jewish" not in page
        one = client.get(f"{consultation.url}results/1/").content.decode()
        assert "By sex" in one
        assert "By religion" not in one

    def test_costs_the_same_for_one_table_and_many(self, client, cast, django_assert_max_num_queries):
        costs = []
        for _ in range(2):
            consultation = self.counted(cast.county)
            client.get(f"{consultation.url}results/1/")
            with django_assert_max_num_queries(40) as counted:
                client.get(f"{consultation.url}results/1/")
            costs.append(len(counted))
            Response.objects.all().delete()
        assert len(set(costs)) == 1

    def test_says_so_where_there_is_too_little(self, client, cast):
        consultation = make_closed(cast.county, "yes_no")
        (question,) = questions_of(consultation)
        answer(consultation, 3, values={question: choice_ids(question)[0]}, about_you={"sex": "female"})
        count_equality(consultation, at=timezone.now())
        page = client.get(f"{consultation.url}results/").content.decode()
        assert "Too few people told us about themselves" in page
