"""Officers' screens: plans and their actions, and the work list where an owner says how things stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document

from actions.errors import ActionHasHistory, ChangedMeanwhile, PlanEmpty
from actions.models import Action, ActionPlan, Evidence, ProgressUpdate
from actions.services import plans as services
from actions.services.updates import Seen, add_update
from actions.standing import Status
from tests.actions.plans import NOW, make_action, make_plan, say

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WORK = "/cms/plans/work/"


class TestPlans:
    def test_an_officer_makes_fills_and_publishes_a_plan(self, client, cast):
        client.force_login(cast.county_officer)
        made = client.post("/cms/plans/new/", {"title": "Better buses", "lead_organisation": cast.county.pk})
        plan = ActionPlan.objects.get()
        assert made.headers["Location"] == reverse("officer_plans:plan", args=[plan.pk])
        assert (plan.slug, plan.is_published, plan.created_by) == ("better-buses", False, cast.county_officer)
        publish = reverse("officer_plans:publish", args=[plan.pk])
        client.post(publish)
        assert not ActionPlan.objects.published().exists()
        new = reverse("officer_plans:action_new", args=[plan.pk])
        sent = {"reference": "1.1", "title": "Raise the kerbs", "owner": cast.borough.pk, "partners": [cast.county.pk]}
        assert client.post(new, sent).status_code == 302
        again = client.post(new, sent)
        assert again.status_code == 422
        assert "Another action of this plan has this reference" in again.content.decode()
        client.post(publish)
        plan.refresh_from_db()
        assert plan.is_published
        assert client.get(reverse("actions:action", args=["better-buses", "1.1"])).status_code == 200
        client.post(reverse("officer_plans:take_back", args=[plan.pk]))
        client.logout()
        assert client.get(plan.get_absolute_url()).status_code == 404

    def test_a_second_plan_of_the_same_name_has_another_address(self, cast):
        made = [
            services.create_plan(fields={"title": title, "lead_organisation": cast.county}, by=None, at=NOW).slug
            for title in ("Buses", "Buses", "Buses!", "؟")
        ]
        assert made == ["buses", "buses-2", "buses-3", "plan"]

    def test_actions_change_place_and_words_but_not_what_was_said(self, client, cast):
        plan = make_plan(cast.county)
        one, two, three = (make_action(plan, reference=name) for name in ("1", "2", "3"))
        say(one, Status.ON_TRACK)
        client.force_login(cast.county_officer)
        client.post(reverse("officer_plans:action_move", args=[plan.pk, three.pk]), {"to": "up"})
        assert [row.reference for row in plan.actions.all()] == ["1", "3", "2"]
        sent = {"reference": "1b", "title": "New words", "place": 3, "status": "done"}
        assert client.post(reverse("officer_plans:action", args=[plan.pk, one.pk]), sent).status_code == 302
        assert [row.reference for row in plan.actions.all()] == ["3", "2", "1b"]
        one.refresh_from_db()
        assert (one.title, one.status, one.owner) == ("New words", Status.ON_TRACK, None)
        with pytest.raises(ActionHasHistory):
            services.remove_action(action=one, by=cast.county_officer)
        client.post(reverse("officer_plans:action_remove", args=[plan.pk, one.pk]))
        client.post(reverse("officer_plans:action_remove", args=[plan.pk, two.pk]))
        assert [row.reference for row in plan.actions.all()] == ["3", "1b"]

    def test_a_plan_without_a_promise_is_not_published(self, cast):
        with pytest.raises(PlanEmpty):
            services.publish_plan(plan=make_plan(cast.county, published_at=None), by=None, at=NOW)

    def test_published_again_it_keeps_the_day_it_was_published(self, cast):
        plan = make_plan(cast.county)
        make_action(plan)
        services.publish_plan(plan=plan, by=None, at=NOW + timedelta(days=3))
        assert ActionPlan.objects.get().published_at == NOW

    @pytest.mark.parametrize("who", ["borough_officer", "outsider", "facilitator", "moderator"])
    def test_another_bodys_plan_is_not_there(self, client, cast, who):
        plan = make_plan(cast.county, title="Heron Lane")
        action = make_action(plan, owner=cast.borough, reference="1")
        client.force_login(getattr(cast, who))
        for name, args in [
            ("plan", [plan.pk]),
            ("edit", [plan.pk]),
            ("publish", [plan.pk]),
            ("take_back", [plan.pk]),
            ("action_new", [plan.pk]),
            ("action", [plan.pk, action.pk]),
            ("action_move", [plan.pk, action.pk]),
            ("action_remove", [plan.pk, action.pk]),
        ]:
            address = reverse(f"officer_plans:{name}", args=args)
            sent = {"title": "Taken", "reference": "2", "to": "up", "lead_organisation": cast.county.pk}
            assert client.post(address, sent).status_code in (302, 403, 404, 405)
            assert b"Heron Lane" not in client.get(address).content
        plan.refresh_from_db()
        action.refresh_from_db()
        assert (plan.title, plan.is_published, action.reference) == ("Heron Lane", True, "1")
        if who == "borough_officer":
            assert b"Heron Lane" not in client.get("/cms/plans/").content
            sent = {"title": "In another's name", "lead_organisation": cast.county.pk}
            assert client.post("/cms/plans/new/", sent).status_code == 422


def typed(action, *, status=None, seen=None, **words):
    """What a browser sends for one row of the work list, as the page gave it out, with these words typed in."""
    stood = action.last_update_at.isoformat() if action.last_update_at else ""
    values = {"seen": stood if seen is None else seen, "was": action.status, "status": status or action.status} | words
    return {f"a{action.pk}-{name}": value for name, value in values.items()}


def send(client, *rows, actions, query=""):
    sent = {"row": [action.pk for action in actions]}
    for row in rows:
        sent |= row
    return client.post(WORK + query, sent)


@pytest.fixture
def owed(cast):
    """Four actions of the borough in a plan of the county, in the order they are expected on the work list."""
    plan = make_plan(cast.county, title="Buses", published_at=timezone.now() - timedelta(days=120))
    fresh = make_action(plan, reference="4", owner=cast.borough)
    say(fresh, Status.ON_TRACK, "Going well.", at=timezone.now() - timedelta(days=2))
    silent = make_action(plan, reference="3", owner=cast.borough)
    late = make_action(plan, reference="2", owner=cast.borough)
    say(late, Status.LATE, at=timezone.now() - timedelta(days=2))
    overdue = make_action(plan, reference="1", owner=cast.borough, due_on=TODAY - timedelta(days=1))
    say(overdue, Status.ON_TRACK, at=timezone.now() - timedelta(days=2))
    return [overdue, late, silent, fresh]


class TestWork:
    def references(self, page):
        return [row.owed.action.reference for row in page.context["rows"]]

    def test_what_is_owed_stands_in_order_of_urgency(self, client, cast, owed):
        plan = owed[0].plan
        say(make_action(plan, reference="9", owner=cast.borough), Status.DONE)
        make_action(plan, reference="8", owner=cast.county)
        make_action(make_plan(cast.county, published_at=None, title="Heron draft"), reference="7", owner=cast.borough)
        client.force_login(cast.borough_officer)
        page = client.get(WORK)
        assert self.references(page) == ["1", "2", "3", "4"]
        assert "1 day late" in page.content.decode()
        assert "Heron draft" not in page.content.decode()
        assert set(self.references(client.get(WORK, {"plan": plan.pk}))) == {"1", "2", "3", "4", "9"}
        client.force_login(cast.county_officer)
        assert self.references(client.get(WORK)) == ["8"]
        assert len(self.references(client.get(WORK, {"plan": plan.pk}))) == 6
        client.force_login(cast.administrator)
        assert len(self.references(client.get(WORK))) == 6

    def test_only_touched_rows_are_saved(self, client, cast, owed):
        client.force_login(cast.borough_officer)
        before = ProgressUpdate.objects.count()
        rows = [
            typed(
                owed[0], status="done", text="It is open.", evidence_title="Photo", evidence_url="https://a.example/"
            ),
            typed(owed[1]),
            typed(owed[2], text="Work starts in May."),
            typed(owed[3]),
        ]
        answer = send(client, *rows, actions=owed)
        assert answer.status_code == 302
        assert ProgressUpdate.objects.count() == before + 2
        done = ProgressUpdate.objects.get(text="It is open.")
        assert (done.status, done.organisation, done.made_by) == ("done", cast.borough, cast.borough_officer)
        assert Evidence.objects.get().title == "Photo"
        assert ProgressUpdate.objects.get(text="Work starts in May.").status == "not_started"
        assert "2 updates are saved" in client.get(WORK).content.decode()

    def test_a_row_that_is_wrong_keeps_what_was_typed_and_lets_the_others_through(self, client, cast, owed):
        client.force_login(cast.borough_officer)
        before = ProgressUpdate.objects.count()
        rows = [
            typed(owed[0], status="dropped", text="No money.", evidence_title="Minutes"),
            typed(owed[1], status="on_track", text="Caught up."),
            typed(owed[2], evidence_url="not an address"),
            typed(owed[3]),
        ]
        answer = send(client, *rows, actions=owed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "No money." in page
        assert "Say why it will not be done" in page
        assert "Minutes" in page
        assert "not an address" in page
        assert "Saved just now" in page
        assert list(ProgressUpdate.objects.order_by("-pk").values_list("text", flat=True)[:1]) == ["Caught up."]
        assert ProgressUpdate.objects.count() == before + 1

    def test_who_wrote_meanwhile_is_read_first(self, client, cast, owed):
        read = typed(owed[3], text="Mine.")
        say(owed[3], Status.AT_RISK, "Theirs.", at=timezone.now())
        client.force_login(cast.borough_officer)
        answer = send(client, read, actions=owed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Somebody changed this" in page
        assert "Theirs." in page
        assert "Mine." in page
        assert not ProgressUpdate.objects.filter(text="Mine.").exists()
        form = next(row.form for row in answer.context["rows"] if row.has_problem)
        again = {form.add_prefix(name): form[name].value() for name in ("seen", "was", "status", "text")}
        assert send(client, again, actions=owed).status_code == 302
        assert ProgressUpdate.objects.get(text="Mine.").status == "on_track"

    def test_a_file_becomes_evidence_and_a_foreign_document_does_not(self, client, cast, owed, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        theirs = Document.objects.create(
            title="Secret", file=ContentFile(b"x", "s.txt"), collection=cast.county.collection
        )
        client.force_login(cast.borough_officer)
        assert "Secret" not in client.get(WORK).content.decode()
        file = SimpleUploadedFile("kerbs.pdf", b"%PDF-1.4", "application/pdf")
        rows = [
            typed(owed[0], text="See the report.", evidence_file=file),
            typed(owed[1], text="Here.", evidence_document=str(theirs.pk)),
            typed(owed[2], text="Run this.", evidence_file=SimpleUploadedFile("run.exe", b"MZ")),
        ]
        page = send(client, *rows, actions=owed)
        assert page.status_code == 422
        document = Evidence.objects.get().document
        assert (document.title, document.collection) == ("kerbs", cast.borough.collection)
        assert not ProgressUpdate.objects.filter(text__in=["Here.", "Run this."]).exists()
        client.logout()
        assert client.get(document.url).status_code == 200
        services.take_back_plan(plan=owed[0].plan, by=cast.county_officer)
        assert client.get(document.url).status_code == 404

    def test_the_lead_speaks_for_itself_and_strangers_not_at_all(self, client, cast, owed):
        client.force_login(cast.county_officer)
        send(client, typed(owed[2], text="We asked."), actions=owed, query=f"?plan={owed[0].plan_id}")
        assert ProgressUpdate.objects.get(text="We asked.").organisation == cast.county
        strange = make_action(make_plan(cast.county), reference="X", owner=cast.county, title="Heron")
        hidden = make_action(make_plan(cast.county, published_at=None), reference="Y", owner=cast.borough)
        client.force_login(cast.borough_officer)
        rows = [typed(one, text="Mischief.") for one in (strange, hidden)]
        assert "Heron" not in send(client, *rows, actions=[strange, hidden]).content.decode()
        assert not ProgressUpdate.objects.filter(text="Mischief.").exists()
        assert client.get(WORK, {"plan": hidden.plan_id}).status_code == 404
        for who in (cast.outsider, cast.facilitator):
            client.force_login(who)
            assert client.get(WORK).status_code in (302, 403, 404)

    def test_statements_stay_the_same_at_one_row_and_at_three(self, client, cast):
        plan = make_plan(cast.county)
        client.force_login(cast.borough_officer)

        def counted(address):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            return len(seen)

        say(make_action(plan, owner=cast.borough), Status.LATE, at=timezone.now())
        counted(WORK)
        first = counted(WORK)
        for _ in range(3):
            say(make_action(plan, owner=cast.borough), Status.LATE, at=timezone.now())
        assert counted(WORK) == first


def test_an_update_that_read_something_older_is_refused(cast):
    action = make_action(make_plan(cast.county))
    values = {"status": Status.ON_TRACK, "text": "", "at": NOW, "by": None, "organisation": None}
    add_update(action=action, seen=Seen(None), **values)
    with pytest.raises(ChangedMeanwhile):
        add_update(action=action, seen=Seen(None), **values)
    add_update(action=action, seen=Seen(NOW), **values)
    assert Action.objects.get().updates.count() == 2
