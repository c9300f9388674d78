"""Officers' screens of imports, board reports and reviews: who gets in, and what they do there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actions.importing.tables import read_text
from actions.models import Action, ActionPlan, BoardReport, ImportDraft, PlanReview
from actions.services.board import save_report
from actions.services.importing import stage_import
from actions.services.reviews import freeze_plan
from tests.actions.plans import NOW, make_action, make_plan
from tests.actions.tables import FAULTY, PASTED

pytestmark = pytest.mark.django_db

AFTER = NOW + timedelta(hours=1)


def url(name, *args) -> str:
    return reverse(f"ledger_desk:{name}", args=args)


@pytest.fixture
def plan(cast):
    plan = make_plan(cast.county, title="Peer challenge")
    make_action(plan, reference="1", title="As it was")
    return plan


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.county_officer)
    return client


def stage(cast, plan=None) -> ImportDraft:
    return stage_import(
        plan=plan,
        new_title="" if plan else "New",
        organisation=cast.county,
        source="x",
        table=read_text("Ref,Title\n2,Two"),
        by=None,
        at=NOW,
    )


@pytest.mark.parametrize(
    ("who", "status"), [("county_officer", 200), ("administrator", 200), ("borough_officer", 404), ("outsider", 403)]
)
def test_only_the_lead_organisation_comes_to_its_screens(client, cast, plan, who, status):
    values = {"title": "R", "organisation": cast.county, "plans": [plan], "introduction": "", "by": None, "at": NOW}
    report = save_report(report=None, meeting_on=date(2026, 7, 1), previous_meeting_on=date(2026, 4, 1), **values)
    review = freeze_plan(plan=plan, title="R", commentary="", on=date(2026, 7, 15), by=None, at=AFTER)
    into, new = stage(cast, plan), stage(cast)
    paths = [
        url("import_into", plan.pk),
        url("import", into.pk),
        url("import", new.pk),
        url("reviews", plan.pk),
        url("review", plan.pk, review.pk),
        url("report", report.pk),
    ]
    client.force_login(getattr(cast, who))
    assert [client.get(path).status_code for path in paths] == [status] * len(paths)
    if status == 404:
        assert [client.post(path, {"do": "discard"}).status_code for path in paths] == [404] * len(paths)
        client.post(url("import", into.pk), {"do": "take"})
        assert ImportDraft.objects.count() == 2
        assert BoardReport.objects.exists()
        assert "Peer" not in client.get(url("import_new")).content.decode()
        assert ">R<" not in client.get(url("reports")).content.decode()


class TestImport:
    def test_a_file_with_every_fault_is_put_right_on_the_screen(self, officer, cast):
        file = SimpleUploadedFile("plan.csv", FAULTY.encode())
        sent = {"new_title": "Peer challenge", "organisation": cast.county.pk, "file": file}
        answer = officer.post(url("import_new"), sent, follow=True)
        [draft] = ImportDraft.objects.all()
        body = answer.content.decode()
        for words in ("The Jitty", "Spring 2027", "no reference", "No day: keep the words alone", "31/02/2027"):
            assert words in body
        assert "Take all of it in" not in body
        page = url("import", draft.pk)
        assert officer.post(page, {"do": "take"}).status_code == 409
        corrections = {
            "owner-words-0": "the jitty",
            "owner-0": cast.borough.pk,
            "day-words-0": "spring 2027",
            "day-0": "2027-05-31",
            "day-words-1": "31/02/2027",
            "day-1": "2027-02-28",
            "cell-3-reference": "2",
            "cell-4-reference": "3",
            "cell-5-reference": "4",
            "cell-6-title": "A title",
            "cell-10-status": "At risk",
            "cell-11-reason": "No money",
            "cell-12-beyond": "1",
            "cell-999-title": "No such line",
            "cell-3-nonsense": "x",
        }
        body = officer.post(page, corrections | {"do": "answer"}, follow=True).content.decode()
        assert "Take all of it in" in body
        assert officer.post(page, {"do": "take"}).status_code == 302
        plan = ActionPlan.objects.get()
        assert (plan.actions.count(), plan.lead_organisation, plan.is_published) == (12, cast.county, False)
        assert Action.objects.get(reference="6").owner == cast.borough
        assert officer.get(page).status_code == 404

    def test_only_the_right_rows_of_a_pasted_table(self, officer, cast, plan):
        officer.post(url("import_into", plan.pk), {"pasted": PASTED})
        page = url("import", ImportDraft.objects.get().pk)
        assert "Take in only the 5 right rows" in officer.get(page).content.decode()
        officer.post(page, {"do": "take-right"})
        assert plan.actions.count() == 6

    def test_columns_are_matched_anew_and_never_twice(self, officer, cast, plan):
        officer.post(url("import_into", plan.pk), {"pasted": "Nr\tAlpha\tBeta\n7\tA theme\tA title"})
        draft = ImportDraft.objects.get()
        page = url("import", draft.pk)
        columns = {"column-0": "reference", "column-1": "title", "column-2": "title", "do": "match"}
        answer = officer.post(page, columns)
        assert answer.status_code == 422
        assert "Two columns cannot be the same" in answer.content.decode()
        assert officer.post(page, columns | {"column-1": "theme"}).status_code == 302
        officer.post(page, {"do": "take"})
        assert plan.actions.get(reference="7").theme == "A theme"

    def test_what_cannot_be_read_is_said_and_the_words_are_kept(self, officer, plan):
        page = url("import_into", plan.pk)
        for sent, words in (
            ({}, "one of the two"),
            ({"pasted": "only this"}, "There is no table in this"),
            ({"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7")}, "We cannot read this file"),
        ):
            answer = officer.post(page, sent)
            assert answer.status_code == 422
            assert words in answer.content.decode()
            assert sent.get("pasted", "") in answer.content.decode()
        assert not ImportDraft.objects.exists()

    def test_a_day_that_is_none_is_said(self, officer, plan):
        officer.post(url("import_into", plan.pk), {"pasted": "Ref\tTitle\tDue\n7\tA\tone day"})
        page = url("import", ImportDraft.objects.get().pk)
        answer = officer.post(page, {"do": "answer", "day-words-0": "one day", "day-0": "soon"})
        assert "“soon” is no day" in answer.content.decode()
        officer.post(page, {"do": "answer", "day-words-0": "one day", "no-day-0": "1"})
        officer.post(page, {"do": "take"})
        assert plan.actions.get(reference="7").due_words == "one day"

    def test_a_table_is_discarded(self, officer, plan, cast):
        officer.post(url("import", stage(cast, plan).pk), {"do": "discard"})
        assert not ImportDraft.objects.exists()
        assert plan.actions.count() == 1


class TestReports:
    def sent(self, cast, *plans, **fields):
        values = {
            "title": "Board, July",
            "organisation": cast.county.pk,
            "meeting_on": "2026-07-15",
            "previous_meeting_on": "2026-04-15",
            "plans": [one.pk for one in plans],
            "introduction": "",
        }
        return values | fields

    def test_made_published_taken_back_removed(self, officer, client, cast, plan):
        officer.post(url("report_new"), self.sent(cast, plan))
        report = BoardReport.objects.get()
        page = url("report", report.pk)
        for do, is_published in (("publish", True), ("withdraw", False)):
            officer.post(page, {"do": do})
            report.refresh_from_db()
            assert report.is_published is is_published
        officer.post(page, self.sent(cast, plan, title="Another title"))
        report.refresh_from_db()
        assert (report.title, report.slug) == ("Another title", "board-july")
        officer.post(page, {"do": "remove"})
        assert not BoardReport.objects.exists()
        assert ActionPlan.objects.exists()

    def test_what_is_wrong_is_said(self, officer, cast, plan):
        draft = make_plan(cast.borough, title="Not mine", published_at=None)
        for sent in (
            self.sent(cast, plan, previous_meeting_on="2026-07-15"),
            self.sent(cast, plan, organisation=cast.borough.pk),
            self.sent(cast, draft),
            self.sent(cast),
        ):
            assert officer.post(url("report_new"), sent).status_code == 422
        assert "Not mine" not in officer.get(url("report_new")).content.decode()
        assert not BoardReport.objects.exists()


class TestReviews:
    def test_frozen_commented_published(self, officer, plan):
        page = url("reviews", plan.pk)
        sent = {"title": "First year", "on": "2026-07-20", "commentary": "A start"}
        assert officer.post(page, sent | {"on": "2999-01-01"}).status_code == 422
        officer.post(page, sent)
        review = PlanReview.objects.get()
        one = url("review", plan.pk, review.pk)
        officer.post(one, {"title": "First year", "commentary": "A good start"})
        officer.post(one, {"do": "publish"})
        review.refresh_from_db()
        assert (review.commentary, bool(review.published_at)) == ("A good start", True)
        officer.post(one, {"do": "withdraw"})
        review.refresh_from_db()
        assert review.published_at is None

    def test_an_empty_plan_cannot_be_frozen(self, officer, cast):
        empty = make_plan(cast.county)
        answer = officer.post(url("reviews", empty.pk), {"title": "X", "on": "2026-07-20"})
        assert "nothing to review" in answer.content.decode()
