"""Who edits which consultation: the lead, the invited, and nobody else."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import querydict_from_html

from consultations.models import ConsultationDocument, ConsultationPage, ConsultationPartner, ShelfPage
from consultations.services.rights import NoDatabaseYet, grant_shelf, open_shelf, sync_partner_rights
from people.material import references_in
from people.services import ensure_groups, picture_library
from tests import factories

pytestmark = pytest.mark.django_db


def may(user, page) -> set[str]:
    rights = Page.objects.get(pk=page.pk).permissions_for_user(type(user).objects.get(pk=user.pk))
    names = ("can_edit", "can_publish", "can_delete", "can_move", "can_unpublish", "can_lock", "can_add_subpage")
    return {name for name in names if getattr(rights, name)()}


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def joint(cast) -> ConsultationPage:
    page = factories.make_consultation(cast.county, title="Shared lanes")
    ConsultationPartner.objects.create(consultation=page, organisation=cast.borough, can_edit=False)
    return page


def test_the_lead_works_on_its_shelf_and_what_is_below(cast):
    page = factories.make_consultation(cast.county)
    assert {"can_edit", "can_publish", "can_add_subpage", "can_lock"} <= may(cast.county_officer, page)
    assert may(cast.borough_officer, page) == set()
    assert may(cast.outsider, page) == set()


def test_a_shelf_needs_the_database_first(db):
    organisation = factories.make_organisation()
    with pytest.raises(NoDatabaseYet) as refusal:
        open_shelf(organisation)
    assert "below the home page" in str(refusal.value.public_message)


def test_opening_a_shelf_twice_changes_nothing(db):
    factories.make_index()
    organisation = factories.make_organisation()
    first = open_shelf(organisation)
    rights = GroupPagePermission.objects.count()
    assert open_shelf(organisation) == first
    assert ShelfPage.objects.count() == 1
    assert GroupPagePermission.objects.count() == rights


def test_granting_a_shelf_takes_it_from_other_organisations(cast):
    shelf = factories.make_shelf(cast.county)
    GroupPagePermission.objects.filter(page=shelf).update(group=cast.borough.officers)
    assert "can_edit" in may(cast.borough_officer, shelf)
    grant_shelf(shelf)
    assert may(cast.borough_officer, shelf) == set()
    assert "can_edit" in may(cast.county_officer, shelf)


def test_a_partner_reads_until_it_is_invited_and_again_after(cast, joint):
    sync_partner_rights(joint)
    assert may(cast.borough_officer, joint) == set()
    ConsultationPartner.objects.update(can_edit=True)
    sync_partner_rights(joint)
    assert may(cast.borough_officer, joint) == {"can_edit"}
    sync_partner_rights(joint)
    assert GroupPagePermission.objects.filter(page=joint).count() == 1
    ConsultationPartner.objects.update(can_edit=False)
    sync_partner_rights(joint)
    assert may(cast.borough_officer, joint) == set()
    assert "can_publish" in may(cast.county_officer, joint)


def test_an_invitation_reaches_one_page_alone(cast, joint):
    other = factories.make_consultation(cast.county)
    ConsultationPartner.objects.update(can_edit=True)
    sync_partner_rights(joint)
    client = client_of(cast.borough_officer)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[joint.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).status_code == 404
    for name in ("delete", "unpublish", "copy", "move"):
        assert client.post(reverse(f"wagtailadmin_pages:{name}", args=[joint.pk])).status_code == 404
    joint.refresh_from_db()
    assert joint.live


def test_publishing_gives_and_takes_what_the_page_says(cast, joint):
    partner = joint.partners.get()
    partner.can_edit = True
    joint.partners.add(partner)
    joint.save_revision().publish()
    assert may(cast.borough_officer, joint) == {"can_edit"}


def test_ensure_groups_leaves_shelves_as_they_are(cast):
    page = factories.make_consultation(cast.county)
    before = may(cast.county_officer, page)
    ensure_groups()
    assert may(cast.county_officer, page) == before


def test_nobody_takes_away_the_shelf_the_rights_hang_on(cast):
    shelf = factories.make_shelf(cast.county)
    client = client_of(cast.county_officer)
    for name in ("delete", "unpublish", "copy", "move"):
        assert client.post(reverse(f"wagtailadmin_pages:{name}", args=[shelf.pk])).status_code == 404
    assert client.post(reverse("wagtailadmin_pages:edit", args=[shelf.pk]), {"title": "Ours"}).status_code in {302, 403}
    shelf.refresh_from_db()
    assert shelf.title == cast.county.name
    assert client_of(cast.administrator).get(reverse("wagtailadmin_pages:edit", args=[shelf.pk])).status_code == 200


def edit(client, page, **changes):
    """Send the editor's form back as a browser would, with these changes."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = client.get(url).content.decode()
    form = querydict_from_html(html, form_id="page-edit-form")
    for box in re.findall(r"<input[^>]*type=.checkbox.[^>]*checked[^>]*>", html):
        form[re.search(r'name="([^"]+)"', box)[1]] = "on"
    for name, value in changes.items():
        form[name.replace("__", "-")] = value
    return client.post(url, form)


def draft_of(page) -> ConsultationPage:
    return ConsultationPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_the_lead_invites_and_the_invitation_counts_at_once_on_a_draft(cast):
    page = factories.make_consultation(cast.county, live=False)
    ConsultationPartner.objects.create(consultation=page, organisation=cast.borough, can_edit=False)
    answer = edit(client_of(cast.county_officer), page, partners__0__can_edit="on")
    assert answer.status_code == 302
    assert may(cast.borough_officer, page) >= {"can_edit"}


def test_a_guest_writes_but_neither_invites_nor_drops_anybody(cast, joint):
    ConsultationPartner.objects.update(can_edit=True)
    sync_partner_rights(joint)
    guest = client_of(cast.borough_officer)
    assert edit(guest, joint, title="Shared lanes and paths").status_code == 302
    assert draft_of(joint).title == "Shared lanes and paths"
    answer = edit(guest, joint, partners__0__DELETE="on")
    assert "Only the organisation that leads" in answer.content.decode()
    assert [partner.can_edit for partner in draft_of(joint).partners.all()] == [True]


@pytest.fixture
def papers(cast, settings, tmp_path) -> dict[str, Document]:
    settings.MEDIA_ROOT = tmp_path
    shared = picture_library()
    places = {"county": cast.county.collection, "borough": cast.borough.collection, "shared": shared}
    return {
        name: Document.objects.create(title=f"Paper {name}", file=ContentFile(b"x", f"{name}.txt"), collection=place)
        for name, place in places.items()
    }


@pytest.mark.parametrize(("whose", "is_taken"), [("borough", True), ("shared", True), ("county", False)])
def test_a_number_typed_into_a_form_reaches_no_strange_document(cast, papers, whose, is_taken):
    page = factories.make_consultation(cast.borough)
    ConsultationDocument.objects.create(consultation=page, document=papers["borough"])
    other = Document.objects.create(title="Other", file=papers["borough"].file, collection=cast.borough.collection)
    ConsultationDocument.objects.create(consultation=page, document=other)
    answer = edit(client_of(cast.borough_officer), page, documents__1__document=str(papers[whose].pk))
    body = answer.content.decode()
    taken = papers[whose].pk in {row.document_id for row in draft_of(page).documents.all()}
    assert taken is is_taken
    assert ("of your own organisation" in body) is not is_taken


@pytest.mark.parametrize(
    "tag", ['<a linktype="document" id="{paper}">it</a>', '<a linktype="page" id="{draft}">it</a>']
)
def test_nor_does_a_link_in_the_text(cast, papers, tag):
    page = factories.make_consultation(cast.borough)
    draft = factories.make_consultation(cast.county, live=False)
    form = ConsultationPage.get_edit_handler().get_form_class()
    html = f"<p>{tag.format(paper=papers['county'].pk, draft=draft.pk)}</p>"
    assert form is not None
    field = ConsultationPage._meta.get_field("body")
    found = set(references_in(html, field))
    assert {pk for _, pk in found} == {str(papers["county"].pk) if "document" in tag else str(draft.pk)}
    body = json.dumps(
        {
            "blocks": [
                {
                    "key": "a",
                    "text": "it",
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [{"offset": 0, "length": 2, "key": 0}],
                }
            ],
            "entityMap": {
                "0": {
                    "type": "DOCUMENT" if "document" in tag else "LINK",
                    "mutability": "MUTABLE",
                    "data": {"id": papers["county"].pk if "document" in tag else draft.pk},
                }
            },
        }
    )
    answer = edit(client_of(cast.borough_officer), page, body=body)
    assert "of your own organisation" in answer.content.decode()
    assert draft_of(page).body == page.body


def test_what_somebody_else_chose_may_stay(cast, joint, papers):
    ConsultationDocument.objects.create(consultation=joint, document=papers["county"])
    ConsultationPartner.objects.update(can_edit=True)
    sync_partner_rights(joint)
    assert edit(client_of(cast.borough_officer), joint, title="Shared lanes, again").status_code == 302
