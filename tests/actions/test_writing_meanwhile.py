"""Two officers who write the words of one plan, action, report or review."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from actions.errors import ReferenceTaken
from actions.models import Action, BoardReport
from actions.services import plans as services
from actions.services.reviews import freeze_plan
from actions.standing import Status
from tests.actions.plans import NOW, make_action, make_plan, say
from tests.consultations.test_at_once import AT_ONCE, at_once, both_databases


def seen(client, page) -> str:
    return re.search(r'name="seen" value="([0-9a-f]{32})"', client.get(page).content.decode())[1]


@pytest.mark.django_db
class TestWords:
    def test_what_a_colleague_saved_of_an_action_is_shown_and_not_overwritten(self, client, cast):
        plan = make_plan(cast.county)
        action = make_action(plan, reference="1", title="Old", what="Old words")
        client.force_login(cast.county_officer)
        page = reverse("officer_plans:action", args=[plan.pk, action.pk])
        mine = {"reference": "1", "title": "Mine", "what": "Old words", "seen": seen(client, page)}
        theirs = mine | {"title": "Theirs", "partners": [cast.borough.pk]}
        assert client.post(page, theirs).status_code == 302
        refused = client.post(page, mine)
        body = refused.content.decode()
        assert refused.status_code == 422
        for words in ("Somebody changed this", "Theirs", "Mine", cast.borough.name):
            assert words in body
        action.refresh_from_db()
        assert (action.title, action.partners.count()) == ("Theirs", 1)
        again = re.search(r'name="seen" value="([0-9a-f]{32})"', body)[1]
        assert client.post(page, mine | {"seen": again}).status_code == 302
        action.refresh_from_db()
        assert (action.title, action.partners.count()) == ("Mine", 0)

    def test_what_was_said_of_an_action_is_no_change_of_its_words(self, client, cast):
        plan = make_plan(cast.county)
        action = make_action(plan, reference="1", title="Old")
        client.force_login(cast.county_officer)
        page = reverse("officer_plans:action", args=[plan.pk, action.pk])
        mark = seen(client, page)
        say(action, Status.DONE)
        assert client.post(page, {"reference": "1", "title": "New", "seen": mark}).status_code == 302
        action.refresh_from_db()
        assert (action.title, action.status) == ("New", Status.DONE)

    def test_what_a_colleague_saved_of_a_report_is_shown_and_not_overwritten(self, client, cast):
        plans = [make_plan(cast.county, title=title) for title in ("Buses", "Parks")]
        values = {"organisation": cast.county.pk, "meeting_on": "2026-07-15", "previous_meeting_on": "2026-04-15"}
        typed = values | {"title": "Board", "plans": [plans[0].pk]}
        client.force_login(cast.county_officer)
        client.post(reverse("ledger_desk:report_new"), typed)
        report = BoardReport.objects.get()
        page = reverse("ledger_desk:report", args=[report.pk])
        mine = typed | {"introduction": "Mine", "seen": seen(client, page)}
        theirs = mine | {"introduction": "Theirs", "plans": [plans[1].pk]}
        assert client.post(page, theirs).status_code == 302
        refused = client.post(page, mine)
        body = refused.content.decode()
        assert refused.status_code == 422
        for words in ("Somebody changed this", "<dd>Theirs</dd>", "<dd>Parks</dd>", "Mine"):
            assert words in body
        report.refresh_from_db()
        assert (report.introduction, list(report.plans.all())) == ("Theirs", [plans[1]])
        again = re.search(r'name="seen" value="([0-9a-f]{32})"', body)[1]
        assert client.post(page, mine | {"seen": again}).status_code == 302
        report.refresh_from_db()
        assert (report.introduction, list(report.plans.all())) == ("Mine", [plans[0]])

    def test_what_a_colleague_wrote_of_a_review_is_shown_and_not_overwritten(self, client, cast):
        plan = make_plan(cast.county)
        make_action(plan, created_at=NOW - timedelta(days=1))
        review = freeze_plan(plan=plan, title="First", commentary="Old", on=NOW.date(), by=None, at=NOW)
        client.force_login(cast.county_officer)
        page = reverse("ledger_desk:review", args=[plan.pk, review.pk])
        mine = {"title": "First", "commentary": "Mine", "seen": seen(client, page)}
        client.post(page, {"do": "publish"})
        assert client.post(page, mine | {"commentary": "Theirs"}).status_code == 302
        refused = client.post(page, mine)
        body = refused.content.decode()
        assert refused.status_code == 422
        for words in ("Somebody changed this", "<dd>Theirs</dd>", "Mine"):
            assert words in body
        review.refresh_from_db()
        assert review.commentary == "Theirs"
        again = re.search(r'name="seen" value="([0-9a-f]{32})"', body)[1]
        assert client.post(page, mine | {"seen": again}).status_code == 302
        review.refresh_from_db()
        assert review.commentary == "Mine"

    def test_the_words_of_a_plan_and_that_it_is_published_stay_apart(self, client, cast):
        plan = make_plan(cast.county, published_at=None, title="Old")
        make_action(plan)
        client.force_login(cast.county_officer)
        page = reverse("officer_plans:edit", args=[plan.pk])
        mine = {"title": "Mine", "lead_organisation": cast.county.pk, "seen": seen(client, page)}
        stale = services.ActionPlan.objects.get()
        services.publish_plan(plan=plan, by=None, at=NOW)
        stale.summary = "New"
        services.save_plan(plan=stale, by=cast.county_officer)
        plan.refresh_from_db()
        assert (plan.is_published, plan.summary) == (True, "New")
        refused = client.post(page, mine)
        assert (refused.status_code, "New" in refused.content.decode()) == (422, True)
        plan.refresh_from_db()
        assert plan.title == "Old"

    def test_an_error_of_ones_own_keeps_what_one_had_read(self, client, cast):
        plan = make_plan(cast.county)
        action = make_action(plan, reference="1", title="Old")
        client.force_login(cast.county_officer)
        page = reverse("officer_plans:action", args=[plan.pk, action.pk])
        mark = seen(client, page)
        Action.objects.update(title="Theirs")
        wrong = client.post(page, {"reference": "", "title": "Mine", "seen": mark})
        assert f'value="{mark}"' in wrong.content.decode()
        assert client.post(page, {"reference": "1", "title": "Mine", "seen": mark}).status_code == 422


@both_databases
@pytest.mark.django_db(transaction=True)
def test_one_reference_goes_to_one_action_and_no_two_share_a_place(cast, database):
    plan = make_plan(cast.county)

    def add(number: int) -> Action:
        reference = "1" if number < 2 else str(number)
        return services.add_action(plan=plan, fields={"reference": reference, "title": "New"}, at=NOW)

    outcomes = at_once(add)
    assert sum(isinstance(one, ReferenceTaken) for one in outcomes) == 1
    assert sorted(plan.actions.values_list("order", flat=True)) == list(range(1, AT_ONCE))
