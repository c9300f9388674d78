"""What stays hidden: a consultation that is open to some alone, a draft's evidence in Wagtail's index of references."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, PageViewRestriction, ReferenceIndex

from actions.models import Evidence
from actions.origins import origins_of_plans
from actions.standing import Status
from consultations.services.promises import link_plan
from tests import factories
from tests.actions.plans import NOW, make_action, make_plan, say
from tests.actions.test_officer import send, typed

pytestmark = pytest.mark.django_db


def test_a_consultation_that_is_open_to_some_alone_is_not_named(cast):
    plan = make_plan(cast.county)
    consultation = factories.make_consultation(cast.county)
    link_plan(consultation=consultation, plan=plan, by=cast.county_officer, at=NOW)
    assert len(origins_of_plans([plan.pk])[plan.pk]) == 1
    PageViewRestriction.objects.create(page=consultation, restriction_type=PageViewRestriction.LOGIN)
    assert origins_of_plans([plan.pk]) == {}


def test_no_index_of_references_lets_a_drafts_evidence_out(client, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    update = say(make_action(make_plan(cast.county, published_at=None)), Status.ON_TRACK)
    document = Document.objects.create(title="Minutes", file=ContentFile(b"x", "m.pdf"))
    evidence = Evidence.objects.create(update=update, title="Minutes", document=document)
    assert not ReferenceIndex.model_is_indexable(type(evidence))
    assert client.get(document.url).status_code == 404


def test_a_file_that_came_with_a_refused_update_is_not_left_behind(client, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    action = make_action(make_plan(cast.county), reference="1")
    read = typed(action, status="done", evidence_file=SimpleUploadedFile("minutes.pdf", b"%PDF-1"))
    say(action, Status.AT_RISK)
    client.force_login(cast.county_officer)
    assert send(client, read, actions=[action]).status_code == 422
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not Document.objects.exists()


@pytest.mark.parametrize("who", ["county_officer", "administrator"])
def test_a_document_that_is_evidence_is_not_deleted_and_says_where_it_stands(client, cast, settings, tmp_path, who):
    settings.MEDIA_ROOT = tmp_path
    collection = Collection.objects.get(name=cast.county.name)
    kept, free = (
        Document.objects.create(title=title, file=ContentFile(b"x", f"{title}.pdf"), collection=collection)
        for title in ("Minutes", "Notes")
    )
    for plan in (
        make_plan(cast.county, title="Better buses"),
        make_plan(cast.borough, published_at=None, title="Heron"),
    ):
        update = say(make_action(plan, reference="2.1", owner=cast.county), Status.ON_TRACK)
        Evidence.objects.create(update=update, title="Minutes", document=kept)
    client.force_login(getattr(cast, who))
    bulk = f"{reverse('wagtail_bulk_action', args=['wagtaildocs', 'document', 'delete'])}?id={kept.pk}&id={free.pk}"
    for address in (reverse("wagtaildocs:delete", args=[kept.pk]), bulk):
        said = client.post(address, follow=True).content.decode()
        assert "evidence at action 2.1 of “Better buses”" in said
        assert ("“Heron”" in said) == (who == "administrator")
        assert ("a plan of another body that is a draft" in said) == (who == "county_officer")
        assert Document.objects.count() == 2
    assert client.post(reverse("wagtaildocs:delete", args=[free.pk])).status_code == 302
    assert list(Document.objects.all()) == [kept]
