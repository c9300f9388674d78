"""Results: counted by the database, kept in one row, shown after closing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.models import ConsultationPartner, Response, ResultSnapshot
from consultations.models.results import SETTLING
from consultations.services import results as counting
from consultations.services.results import count_due, count_results, fresh_results, stored_results
from questions.models import Question, QuestionVersion
from tests import factories
from tests.consultations.answered import choice_ids, make_closed, make_outcome, make_response, questions_of

pytestmark = pytest.mark.django_db


def address(consultation, *rest):
    return "/".join([consultation.url.rstrip("/"), "results", *map(str, rest), ""])


def tally_of(snapshot, question):
    return snapshot.tables[str(question.pk)]["tally"]


class TestCount:
    def test_counts_values_by_channel_without_the_withdrawn(self, cast):
        consultation = make_closed(cast.county, "single", "multiple", "long_text")
        single, multiple, words = questions_of(consultation)
        bus, car, foot = choice_ids(single)
        ticks = choice_ids(multiple)
        now = timezone.now()
        make_response(consultation, {single: bus, multiple: [ticks[0], ticks[2]]}, texts={words: "Later buses."})
        make_response(consultation, {single: bus, multiple: [ticks[2]]}, channel="paper")
        make_response(consultation, {single: car}, channel="event")
        make_response(consultation, {single: foot}, withdrawn_at=now)

        snapshot = count_results(consultation, at=now)

        assert snapshot.responses == {"online": 1, "paper": 1, "event": 1}
        assert tally_of(snapshot, single)["answered"] == 3
        assert tally_of(snapshot, single)["counts"] == [(str(bus), 2), (str(car), 1), (str(foot), 0)]
        assert dict(tally_of(snapshot, multiple)["counts"]) == {str(ticks[0]): 1, str(ticks[1]): 0, str(ticks[2]): 2}
        assert tally_of(snapshot, words)["answered"] == 1
        channels = snapshot.tables[str(single.pk)]["channels"]
        assert {channel: one["answered"] for channel, one in channels.items()} == {"online": 1, "paper": 1, "event": 1}

    def test_another_consultation_counts_nothing_of_it(self, cast):
        consultation = make_closed(cast.county, "single")
        other = make_closed(cast.borough, "single")
        (question,) = questions_of(consultation)
        make_response(consultation, {question: choice_ids(question)[0]})
        assert count_results(other, at=timezone.now()).total == 0

    def test_counts_every_kind_that_is_answered(self, cast):
        consultation = make_closed(cast.county, "agree", "ranking", "matrix", "yes_no", "date", "information")
        agree, ranking, matrix, yes_no, day, _information = questions_of(consultation)
        rows, columns = choice_ids(matrix, "row"), choice_ids(matrix)
        values = {
            agree: choice_ids(agree)[1],
            ranking: list(reversed(choice_ids(ranking))),
            matrix: {str(rows[0]): columns[1]},
            yes_no: choice_ids(yes_no)[0],
            day: "2026-05-01",
        }
        make_response(consultation, values)
        make_response(consultation, values)
        snapshot = count_results(consultation, at=timezone.now())
        assert {question: tally_of(snapshot, question)["answered"] for question in values} == dict.fromkeys(values, 2)
        assert len(snapshot.tables) == 5

    def test_an_answer_that_fits_no_choice_is_left_out_and_told_in_the_log(self, cast, caplog):
        consultation = make_closed(cast.county, "single", "multiple", "ranking", "matrix")
        single, multiple, ranking, matrix = questions_of(consultation)
        good = {
            single: choice_ids(single)[0],
            multiple: choice_ids(multiple)[:1],
            ranking: choice_ids(ranking),
            matrix: {str(choice_ids(matrix, "row")[0]): choice_ids(matrix)[0]},
        }
        make_response(consultation, good)
        make_response(consultation, {single: 10**9, multiple: [10**9], ranking: [10**9], matrix: {"1000000000": 1}})
        make_response(consultation, {single: [1], multiple: 7, ranking: 7, matrix: 7})
        snapshot = count_results(consultation, at=timezone.now())
        assert [tally_of(snapshot, question)["answered"] for question in good] == [1, 1, 1, 1]
        assert f"Question {single.pk}: 1 answers fit none" in caplog.text

    def test_one_that_cannot_be_counted_keeps_none_of_the_others_back(self, cast, caplog):
        broken, whole = make_closed(cast.county, "single"), make_closed(cast.county, "single")
        for consultation in (broken, whole):
            make_response(consultation)
        Question.objects.filter(pk=questions_of(broken)[0].pk).update(kind="no such kind")
        assert count_due(at=timezone.now()) == 1
        assert stored_results(broken) is None
        assert stored_results(whole).total == 1
        assert "could not be counted" in caplog.text


class TestFreshness:
    def test_counts_again_only_after_a_change(self, cast, django_assert_num_queries):
        consultation = make_closed(cast.county, "single")
        (question,) = questions_of(consultation)
        make_response(consultation, {question: choice_ids(question)[0]})
        at = timezone.now()
        first = fresh_results(consultation, at=at)
        with django_assert_num_queries(3):
            assert fresh_results(consultation, at=at).counted_at == first.counted_at
        make_response(consultation, {question: choice_ids(question)[1]}, at=at)
        assert fresh_results(consultation, at=at).total == 2

    def test_counts_once_more_when_things_have_settled(self, cast):
        consultation = make_closed(cast.county, "single")
        sent = timezone.now()
        make_response(consultation, at=sent)
        at = sent + timedelta(seconds=1)
        count_results(consultation, at=at)
        late = make_response(consultation, at=sent - timedelta(seconds=1))
        assert late.changed_at < sent
        assert fresh_results(consultation, at=sent + SETTLING - timedelta(seconds=1)).total == 1
        assert fresh_results(consultation, at=sent + SETTLING).total == 2
        counted = stored_results(consultation).counted_at
        assert fresh_results(consultation, at=sent + 2 * SETTLING).counted_at == counted

    def test_many_are_left_to_the_clock(self, cast, monkeypatch):
        monkeypatch.setattr(counting, "SMALL", 2)
        consultation = make_closed(cast.county, "single")
        at = timezone.now()
        for _ in range(3):
            make_response(consultation)
        assert fresh_results(consultation, at=at).total == 0
        assert count_due(at=at) == 1
        assert fresh_results(consultation, at=at).total == 3
        assert count_due(at=at) == 0

    @pytest.mark.parametrize(("minutes", "expected"), [(-1, 0), (0, 1), (1, 1)])
    def test_the_clock_counts_from_the_moment_it_opens(self, cast, minutes, expected):
        opens_at = timezone.now() - timedelta(days=1)
        consultation = factories.make_consultation(cast.county, opens_at=opens_at)
        factories.make_survey(consultation)
        make_response(consultation, at=opens_at - timedelta(hours=1))
        assert count_due(at=opens_at + timedelta(minutes=minutes)) == expected

    def test_the_clock_leaves_an_open_one_in_peace_for_a_while(self, cast):
        consultation = factories.make_consultation(cast.county)
        factories.make_survey(consultation)
        at = timezone.now()
        make_response(consultation, at=at - timedelta(minutes=30))
        count_due(at=at)
        make_response(consultation, at=at + timedelta(seconds=1))
        assert count_due(at=at + counting.PAUSE_WHILE_OPEN - timedelta(seconds=1)) == 0
        assert count_due(at=at + counting.PAUSE_WHILE_OPEN) == 1

    def test_withdrawing_all_leaves_nothing(self, cast):
        consultation = make_closed(cast.county, "single")
        make_response(consultation)
        at = timezone.now()
        assert fresh_results(consultation, at=at).total == 1
        Response.objects.update(withdrawn_at=at, changed_at=at)
        assert fresh_results(consultation, at=at).total == 0


@pytest.mark.postgres
class TestCountOnPostgres(TestCount):
    """The same: PostgreSQL groups JSON by its own rules."""


@pytest.mark.postgres
class TestFreshnessOnPostgres(TestFreshness):
    """The same, with locks that hold rows."""


class TestPage:
    def test_is_there_for_everybody_from_the_moment_of_closing(self, client, cast):
        consultation = make_closed(cast.county, "single")
        (question,) = questions_of(consultation)
        make_response(consultation, {question: choice_ids(question)[0]})
        make_response(consultation, {question: choice_ids(question)[0]}, channel="paper")
        response = client.get(address(consultation))
        assert response.status_code == 200
        page = response.content.decode()
        assert "not a sample" in page
        assert 'id="question-1"' in page
        assert "On paper" in page
        assert "Bus" in page

    @pytest.mark.parametrize("name", ["resident", "outsider", "borough_officer", "facilitator", "moderator"])
    def test_while_it_is_open_others_are_told_to_come_back(self, client, cast, name):
        consultation = factories.make_consultation(cast.county, title="Evening buses")
        factories.make_survey(consultation)
        (question,) = questions_of(consultation)
        make_response(consultation, {question: choice_ids(question)[0]})
        client.force_login(getattr(cast, name))
        for rest in ([], [1], ["counts.csv"]):
            path = address(consultation, *rest) if rest != ["counts.csv"] else address(consultation) + "counts.csv"
            response = client.get(path)
            assert response.status_code == 404
            assert "Results come after closing" in response.content.decode()
            assert "Bus" not in response.content.decode().replace("Evening buses", "")

    @pytest.mark.parametrize("name", ["county_officer", "administrator"])
    def test_while_it_is_open_its_officers_see_it(self, client, cast, name):
        consultation = factories.make_consultation(cast.county)
        factories.make_survey(consultation)
        make_response(consultation)
        client.force_login(getattr(cast, name))
        response = client.get(address(consultation))
        assert response.status_code == 200
        assert "Only you and your partners see this" in response.content.decode()

    def test_while_it_is_open_partners_see_it(self, client, cast):
        consultation = factories.make_consultation(cast.county)
        factories.make_survey(consultation)
        ConsultationPartner.objects.create(consultation=consultation, organisation=cast.borough)
        client.force_login(cast.borough_officer)
        assert client.get(address(consultation)).status_code == 200

    def test_an_unpublished_one_is_not_there(self, client, cast):
        consultation = make_closed(cast.county, "single", live=False)
        assert client.get(address(consultation)).status_code == 404
        client.force_login(cast.borough_officer)
        assert client.get(address(consultation)).status_code == 404
        client.force_login(cast.county_officer)
        assert client.get(address(consultation)).status_code == 200

    @pytest.mark.parametrize("path", ["/consultations/nobody/nothing/results/", "/consultations/county/%00/results/"])
    def test_what_is_not_there_is_not_found(self, client, cast, path):
        assert client.get(path).status_code == 404

    def test_without_a_survey_there_are_no_results(self, client, cast):
        now = timezone.now()
        consultation = factories.make_consultation(
            cast.county, opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1)
        )
        assert client.get(address(consultation)).status_code == 404

    def test_nobody_answered(self, client, cast):
        consultation = make_closed(cast.county, "single")
        response = client.get(address(consultation))
        assert "No responses have been counted yet" in response.content.decode()

    def test_costs_the_same_for_one_question_and_three_and_for_more_responses(
        self, client, cast, django_assert_max_num_queries
    ):
        costs = []
        for kinds, number in ((["single"], 1), (["single"] * 3, 3), (["single"] * 3, 12)):
            consultation = make_closed(cast.county, *kinds)
            for _ in range(number):
                make_response(consultation, {one: choice_ids(one)[0] for one in questions_of(consultation)})
            client.get(address(consultation))
            with django_assert_max_num_queries(40) as counted:
                client.get(address(consultation))
            costs.append(len(counted))
        assert len(set(costs)) == 1

    def test_links_to_the_outcome_once_it_is_published(self, client, cast):
        consultation = make_closed(cast.county, "single")
        outcome = make_outcome(consultation, live=False)
        assert outcome.url not in client.get(address(consultation)).content.decode()
        outcome.live = True
        outcome.save()
        assert outcome.url in client.get(address(consultation)).content.decode()

    def test_says_that_the_wording_changed(self, client, cast):
        consultation = make_closed(cast.county, "single")
        (question,) = questions_of(consultation)
        QuestionVersion.objects.create(
            question=question, number=1, wording={"text": "How did you come?"}, replaced_at=timezone.now()
        )
        make_response(consultation, {question: choice_ids(question)[0]})
        newer = make_response(consultation, {question: choice_ids(question)[0]})
        newer.answers.update(version=2)
        page = client.get(address(consultation)).content.decode()
        assert "The wording of this question was changed" in page
        assert "How did you come?" in client.get(address(consultation, 1)).content.decode()

    def test_splits_by_channel_only_where_each_has_enough(self, client, cast):
        consultation = make_closed(cast.county, "single")
        (question,) = questions_of(consultation)
        for channel in ("online", "paper"):
            for _ in range(9):
                make_response(consultation, {question: choice_ids(question)[0]}, channel=channel)
        make_response(consultation, {question: choice_ids(question)[0]}, channel="online")
        assert "Answers by channel" not in client.get(address(consultation)).content.decode()
        make_response(consultation, {question: choice_ids(question)[0]}, channel="paper")
        ResultSnapshot.objects.all().delete()
        assert "Answers by channel" in client.get(address(consultation)).content.decode()

    def test_splits_no_question_that_few_answered_by_one_channel(self, client, cast):
        consultation = make_closed(cast.county, "single", "single")
        first, second = questions_of(consultation)
        for channel in ("online", "paper"):
            for place in range(10):
                both = {first: choice_ids(first)[0], second: choice_ids(second)[0]}
                some = both if channel == "online" or not place else {first: choice_ids(first)[0]}
                make_response(consultation, some, channel=channel)
        assert client.get(address(consultation)).content.decode().count("Answers by channel") == 1
        assert "Answers by channel" in client.get(address(consultation, 1)).content.decode()
        assert "Answers by channel" not in client.get(address(consultation, 2)).content.decode()

    def test_gives_all_counts_as_a_table(self, client, cast):
        consultation = make_closed(cast.county, "single")
        (question,) = questions_of(consultation)
        question.text = '=HYPERLINK("x")'
        question.save()
        make_response(consultation, {question: choice_ids(question)[0]})
        response = client.get(address(consultation) + "counts.csv")
        assert response["Content-Type"].startswith("text/csv")
        lines = response.content.decode("utf-8-sig").splitlines()
        assert lines[1].endswith("Responses,1")
        assert any(line.startswith("1,\"'=HYPERLINK") and "Bus" in line for line in lines)
