"""A consultation is published only when it lacks nothing, whichever way one tries."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from consultations.errors import NotReadyToPublish
from consultations.models import ConsultationPage, OutcomePage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, cast):
    """A signed-in superuser: whoever one is, the rule holds."""
    boss = factories.make_user("boss@example.org", is_superuser=True, is_staff=True)
    client.force_login(boss)
    return client


def draft(cast, **changes):
    page = factories.make_consultation(cast.county, live=False, **changes)
    page.save_revision()
    return page


def test_a_whole_draft_is_published(cast):
    page = draft(cast)
    page.latest_revision.publish()
    assert ConsultationPage.objects.live().filter(pk=page.pk).exists()


def test_a_draft_without_an_equality_analysis_is_refused_and_says_so(cast):
    page = draft(cast, equality_analysis_on=None)
    with pytest.raises(NotReadyToPublish) as refusal:
        page.latest_revision.publish()
    assert [item.field for item in refusal.value.missing] == ["equality_analysis_on"]
    assert not ConsultationPage.objects.live().filter(pk=page.pk).exists()


def test_an_old_revision_is_judged_by_what_it_holds(cast):
    page = draft(cast, equality_analysis_on=None)
    old = page.latest_revision
    page.equality_analysis_on = page.opens_at.date() - timedelta(days=1)
    page.save_revision().publish()
    with pytest.raises(NotReadyToPublish):
        old.publish()


def form_data(page, **changes):
    """What the editor's form posts for this page."""
    local = timezone.localtime
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "body": '{"blocks": [], "entityMap": {}}',
        "decision": page.decision,
        "decided_by": page.decided_by,
        "decided_on": page.decided_on.isoformat(),
        "can_change": page.can_change,
        "cannot_change": page.cannot_change,
        "opens_at": local(page.opens_at).strftime("%Y-%m-%d %H:%M"),
        "closes_at": local(page.closes_at).strftime("%Y-%m-%d %H:%M"),
        "period_reason": page.period_reason,
        "equality_analysis_on": page.equality_analysis_on.isoformat() if page.equality_analysis_on else "",
        "equality_analysis": page.equality_analysis,
        "contact_role": page.contact_role,
        "contact_email": page.contact_email,
        "contact_phone": "",
        "other_ways": '{"blocks": [], "entityMap": {}}',
        "minutes_to_answer": "5",
        "documents-TOTAL_FORMS": "0",
        "documents-INITIAL_FORMS": "0",
        "documents-MIN_NUM_FORMS": "0",
        "documents-MAX_NUM_FORMS": "1000",
        "partners-TOTAL_FORMS": "0",
        "partners-INITIAL_FORMS": "0",
        "partners-MIN_NUM_FORMS": "0",
        "partners-MAX_NUM_FORMS": "1000",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "1000",
        **changes,
    }


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_editor_says_which_field_is_missing_and_keeps_what_was_typed(editor, cast):
    page = draft(cast)
    answer = editor.post(
        edit_url(page),
        form_data(page, decision="A sentence just typed", equality_analysis_on="", **{"action-publish": "1"}),
    )
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Give the date of the equality analysis." in body
    assert "A sentence just typed" in body
    assert not ConsultationPage.objects.get(pk=page.pk).live


def test_the_editor_publishes_a_whole_page(editor, cast):
    page = draft(cast)
    answer = editor.post(edit_url(page), form_data(page, **{"action-publish": "1"}))
    assert answer.status_code == 302
    assert ConsultationPage.objects.get(pk=page.pk).live


def test_a_draft_may_lack_anything(editor, cast):
    page = draft(cast)
    answer = editor.post(edit_url(page), form_data(page, decision="", summary="", equality_analysis_on=""))
    assert answer.status_code == 302


def test_even_a_draft_cannot_close_before_it_opens(editor, cast):
    page = draft(cast)
    data = form_data(page)
    answer = editor.post(edit_url(page), data | {"closes_at": data["opens_at"]})
    assert "It must close after it opens" in answer.content.decode()


def test_the_bulk_button_is_refused_in_words(editor, cast):
    page = draft(cast, equality_analysis="")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = editor.post(f"{url}?id={page.pk}", {"include_descendants": ""}, follow=True)
    assert "Say what the equality analysis found." in answer.content.decode()
    assert not ConsultationPage.objects.get(pk=page.pk).live


def test_a_schedule_is_refused_when_it_is_made(cast):
    page = draft(cast, equality_analysis="")
    page.go_live_at = timezone.now() + timedelta(days=1)
    with pytest.raises(NotReadyToPublish):
        page.save_revision(approved_go_live_at=page.go_live_at).publish()


def test_a_scheduled_page_goes_live_at_its_moment_and_not_before(cast):
    page = draft(cast)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    call_command("publish_scheduled")
    assert not ConsultationPage.objects.get(pk=page.pk).live
    revision = ConsultationPage.objects.get(pk=page.pk).latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert ConsultationPage.objects.get(pk=page.pk).live


def outcome_of(consultation, **changes):
    values = {
        "title": "Outcome",
        "slug": "outcome",
        "we_asked": "<p>Which buses matter.</p>",
        "you_said": "<p>The late ones.</p>",
        "we_did": "<p>Kept them.</p>",
        "decided_by": "The cabinet",
        "decided_on": timezone.localdate(),
        "live": False,
    }
    page = consultation.add_child(instance=OutcomePage(**(values | changes)))
    page.save_revision()
    return page


def closed(cast):
    now = timezone.now()
    return factories.make_consultation(
        cast.county,
        opens_at=now - timedelta(days=90),
        closes_at=now - timedelta(days=30),
        equality_analysis_on=(now - timedelta(days=120)).date(),
    )


def test_an_outcome_belongs_to_the_consultation_it_stands_under(cast):
    consultation = closed(cast)
    outcome = outcome_of(consultation)
    outcome.latest_revision.publish()
    assert ConsultationPage.objects.with_outcome().get() == consultation


def test_an_outcome_before_closing_is_refused(cast):
    outcome = outcome_of(factories.make_consultation(cast.county))
    with pytest.raises(NotReadyToPublish) as refusal:
        outcome.latest_revision.publish()
    assert "still open" in str(refusal.value)


def test_an_outcome_of_a_survey_cites_a_result(cast):
    consultation = closed(cast)
    factories.make_survey(consultation)
    with pytest.raises(NotReadyToPublish) as refusal:
        outcome_of(consultation).latest_revision.publish()
    assert [item.field for item in refusal.value.missing] == ["record"]
    outcome = OutcomePage.objects.get()
    outcome.record = [("result", {"question": 1, "remark": "Most go by bus."})]
    outcome.save_revision().publish()
    assert OutcomePage.objects.get().live


def test_moving_to_another_shelf_changes_the_lead(editor, cast):
    page = factories.make_consultation(cast.county)
    shelf = factories.make_shelf(cast.borough)
    editor.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, shelf.pk]))
    assert ConsultationPage.objects.get(pk=page.pk).lead_organisation == cast.borough


def test_an_outcome_that_is_published_keeps_its_consultation_closed(cast):
    consultation = closed(cast)
    outcome_of(consultation).latest_revision.publish()
    consultation.closes_at = timezone.now() + timedelta(days=30)
    consultation.decided_on = timezone.localdate() + timedelta(days=60)
    with pytest.raises(NotReadyToPublish) as refusal:
        consultation.save_revision().publish()
    assert [item.field for item in refusal.value.missing] == ["closes_at"]


@pytest.mark.parametrize("is_boss", [True, False])
def test_the_admins_api_publishes_nothing(client, cast, is_boss):
    page = draft(cast, equality_analysis="")
    boss = factories.make_user("boss@example.org", is_superuser=True, is_staff=True)
    client.force_login(boss if is_boss else cast.county_officer)
    answer = client.post(f"/cms/api/main/pages/{page.pk}/action/publish/")
    assert answer.status_code in (403, 404)
    assert not ConsultationPage.objects.get(pk=page.pk).live
