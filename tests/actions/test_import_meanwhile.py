"""An import while others work on the same table; what it may not lose or guess."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from actions.errors import ChangedMeanwhile
from actions.models import Action, ActionPlan, ImportDraft, ProgressUpdate
from actions.services.importing import ImportGone, answer_import, check_import, discard_import, take_in
from actions.standing import Status
from tests.actions.plans import NOW, make_action, make_plan, say
from tests.actions.test_importing import checked, staged
from tests.consultations.test_at_once import AT_ONCE, at_once


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_table_taken_in_several_times_at_once_is_written_once(cast):
    draft = staged(cast.county, "Ref,Title\n1,One\n2,Two")
    outcomes = at_once(lambda _number: take_in(draft=draft, only_right=False, by=None, at=NOW).in_words())
    assert outcomes.count("2 new, 0 changed, 0 unchanged, 0 wrong") == 1
    assert sum(isinstance(one, ImportGone) for one in outcomes) == AT_ONCE - 1
    assert (ActionPlan.objects.count(), Action.objects.count()) == (1, 2)


@pytest.mark.django_db
class TestMeanwhile:
    def test_two_officers_answer_one_table_and_neither_answer_is_lost(self, cast):
        mine = staged(cast.county, "Ref,Title,Lead,By when\n1,One,The Jitty,Spring 2027")
        theirs = ImportDraft.objects.get(pk=mine.pk)
        answer_import(draft=mine, owners={"the jitty": cast.borough.pk}, cells={"2": {"title": "Mine"}})
        answer_import(draft=theirs, days={"spring 2027": "2027-05-31"}, cells={"2": {"theme": "Theirs"}})
        plan = take_in(draft=mine, only_right=False, by=None, at=NOW).plan
        action = plan.actions.get()
        assert (action.title, action.theme, action.owner) == ("Mine", "Theirs", cast.borough)

    def test_what_is_taken_in_is_what_was_shown(self, client, cast):
        plan = make_plan(cast.county)
        action = make_action(plan, reference="1", title="Open the door")
        draft = staged(cast.county, "Ref,Title,Alpha\n1,Open the door,Shut it", plan)
        answer_import(draft=draft, columns=["reference", "title", ""])
        shown = check_import(draft=draft, at=NOW).mark
        assert shown == check_import(draft=draft, at=NOW + timedelta(minutes=1)).mark
        answer_import(draft=ImportDraft.objects.get(), columns=["reference", "", "title"])  # a colleague
        with pytest.raises(ChangedMeanwhile):
            take_in(draft=draft, only_right=False, by=None, at=NOW, seen=shown)
        client.force_login(cast.county_officer)
        page = reverse("ledger_desk:import", args=[draft.pk])
        answer = client.post(page, {"do": "take", "seen": shown})
        assert (answer.status_code, "Shut it" in answer.content.decode()) == (409, True)
        action.refresh_from_db()
        assert action.title == "Open the door"
        now = check_import(draft=ImportDraft.objects.get(), at=NOW).mark
        assert f'value="{now}"' in client.get(page).content.decode()
        assert client.post(page, {"do": "take", "seen": now}).status_code == 302
        action.refresh_from_db()
        assert action.title == "Shut it"

    def test_a_table_that_is_gone_is_said_to_be_gone(self, cast):
        draft = staged(cast.county, "Ref,Title\n1,One")
        discard_import(draft=ImportDraft.objects.get())
        with pytest.raises(ImportGone):
            take_in(draft=draft, only_right=False, by=None, at=NOW)
        with pytest.raises(ImportGone):
            answer_import(draft=draft, columns=["reference", "title"])
        assert not ActionPlan.objects.exists()

    def test_a_correction_goes_with_the_column_it_was_made_in(self, cast):
        draft = staged(cast.county, "Ref,Title,Alpha\n1,One,Two")
        answer_import(draft=draft, columns=["reference", "title", ""], cells={"2": {"title": "Corrected", "what": "x"}})
        answer_import(draft=draft, columns=["reference", "", "title"])
        take_in(draft=draft, only_right=False, by=None, at=NOW)
        assert Action.objects.values_list("title", "what").get() == ("Two", "x")


@pytest.mark.django_db
class TestReasons:
    @pytest.mark.parametrize("status", ["", "On track"])
    def test_a_reason_without_its_status_is_asked_about_not_lost(self, cast, status):
        draft = staged(cast.county, f"Ref,Title,Status,Reason\n1,One,{status},No money")
        [(kind, faults)] = checked(draft).values()
        assert (kind, list(faults)) == ("wrong", ["reason"])
        answer_import(draft=draft, cells={"2": {"status": "Will not be done"}})
        take_in(draft=draft, only_right=False, by=None, at=NOW)
        assert ProgressUpdate.objects.get().reason == "No money"

    def test_another_reason_for_what_is_dropped_already_is_taken(self, cast):
        plan = make_plan(cast.county)
        say(make_action(plan, reference="1", title="One"), Status.DROPPED, reason="No money")
        draft = staged(cast.county, "Ref,Title,Reason\n1,One,No time either", plan)
        take_in(draft=draft, only_right=False, by=None, at=NOW + timedelta(days=1))
        assert [one.reason for one in ProgressUpdate.objects.order_by("pk")] == ["No money", "No time either"]


@pytest.mark.django_db
def test_an_owner_who_would_change_is_shown_by_name(cast):
    plan = make_plan(cast.county)
    make_action(plan, reference="1", title="One", owner=cast.county)
    [row] = check_import(draft=staged(cast.county, "Ref,Owner\n1,borough", plan), at=NOW).rows
    assert row.changes == {"owner": (cast.county.name, "borough")}


@pytest.mark.django_db
class TestCommand:
    def run(self, tmp_path, text: str, name: str, **options) -> list[str]:
        file, out = tmp_path / "plan.csv", io.StringIO()
        file.write_text(text)
        with pytest.raises(SystemExit) as end:
            call_command("import_plan", str(file), plan=name, stdout=out, **options)
        return [*out.getvalue().splitlines(), f"exit {end.value.code}"]

    def test_where_every_row_is_wrong_nothing_stays(self, cast, tmp_path):
        said = self.run(tmp_path, "Ref,Title\n,No reference", "New", only_right=True)
        assert said[-2:] == ["0 new, 0 changed, 0 unchanged, 1 wrong", "exit 1"]
        assert not ImportDraft.objects.exists()
        assert not ActionPlan.objects.exists()

    def test_of_two_plans_with_one_title_none_is_guessed(self, cast, tmp_path):
        first, second = (make_plan(body, title="Buses") for body in (cast.county, cast.borough))
        file = tmp_path / "plan.csv"
        file.write_text("Ref,Title\n1,One")
        with pytest.raises(CommandError, match=f"{first.slug}, {second.slug}"):
            call_command("import_plan", str(file), plan="Buses")
        call_command("import_plan", str(file), plan=second.slug, stdout=io.StringIO())
        assert Action.objects.get().plan == second
