"""An officer sees and edits what is the organisation's and nothing else: a walk through every address of the admin.

The county's draft is called `SECRET`; its pictures, documents and tags carry the same words, and its officer a name of
her own. The borough's officer asks for every address the admin has, with the numbers of what is the county's and of what
is the borough's, reading and writing. The county's officer walks beside, so that a wall that hides everything from
everybody does not pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Revision, Task, TaskState, Workflow, WorkflowState
from wagtail.models.media import UploadedFile

from consultations.models import ConsultationDocument, ConsultationPage
from people.gate import rule_for
from tests import factories

SECRET = "Heron Lane closure secret"
SLUG = "heron-lane-closure-secret"
WHO = "Wexcombe"


@dataclass
class County:
    """What the county has, and the borough must not come across."""

    shelf: Page
    draft: ConsultationPage
    published: ConsultationPage
    revision: Revision
    image: Image
    document: Document
    upload: UploadedFile
    workflow: Workflow
    task: Task
    task_state: TaskState
    officer_id: int
    group_id: int
    own: ConsultationPage
    own_image: Image


@pytest.fixture
def county(cast, settings, tmp_path) -> County:
    settings.MEDIA_ROOT = tmp_path
    officer = cast.county_officer
    officer.first_name, officer.last_name = "Ada", WHO
    officer.save()
    own = factories.make_consultation(cast.borough, title="Bus stops in the borough")
    own_image = Image.objects.create(
        title="A bus stop", file=get_test_image_file("stop.png"), collection=cast.borough.collection
    )
    draft = factories.make_consultation(cast.county, title=SECRET, slug=SLUG, live=False, owner=officer)
    draft.locked, draft.locked_by, draft.locked_at = True, officer, timezone.now()
    draft.save()
    revision = draft.save_revision(user=officer, log_action=True)
    published = factories.make_consultation(cast.county, title="Lanes and paths", owner=officer)
    published.title = SECRET
    published.save_revision(user=officer, log_action=True)
    image = Image.objects.create(
        title=SECRET,
        file=get_test_image_file(f"{SLUG}.png"),
        collection=cast.county.collection,
        uploaded_by_user=officer,
    )
    document = Document.objects.create(
        title=SECRET, file=ContentFile(SECRET.encode(), f"{SLUG}.txt"), collection=cast.county.collection
    )
    for thing in (image, document):
        thing.tags.add(SECRET)
    ConsultationDocument.objects.create(consultation=draft, document=document)
    workflow = Workflow.objects.get()
    state = workflow.start(published, officer)
    return County(
        shelf=cast.county.shelf,
        draft=draft,
        published=published,
        revision=revision,
        image=image,
        document=document,
        upload=UploadedFile.objects.create(file=ContentFile(b"x", f"{SLUG}.txt"), uploaded_by_user=officer),
        workflow=workflow,
        task=workflow.tasks.get(),
        task_state=state.current_task_state,
        officer_id=officer.pk,
        group_id=cast.county.officers_id,
        own=own,
        own_image=own_image,
    )


def patterns(resolver: Any, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), f"{namespace}{pattern.name}", pattern
        else:
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern, prefix + str(pattern.pattern), below)


def admin_addresses() -> list[tuple[str, str]]:
    """Every address of the admin with its name, once."""
    found = [(route, name) for route, name, _ in patterns(get_resolver()) if route.startswith("cms/")]
    return sorted(set(found))


def fillings(county: County, name: str) -> list[dict[str, Any]]:
    """What stands for each part of an address: what is the county's, and what is the borough's own beside it."""
    page = {
        "page_id": county.draft.pk,
        "parent_page_id": county.shelf.pk,
        "page_to_move_id": county.draft.pk,
        "page_pk": county.draft.pk,
        "destination_id": county.shelf.pk,
        "revision_id": county.revision.pk,
        "image_id": county.image.pk,
        "document_id": county.document.pk,
        "doc_id": county.document.pk,
        "uploaded_file_id": county.upload.pk,
        "collection_id": county.image.collection_id,
        "workflow_pk": county.workflow.pk,
        "workflow_state_id": county.task_state.workflow_state_id,
        "task_id": county.task.pk,
        "task_state_id": county.task_state.pk,
        "redirect_id": 1,
        "session_id": 1,
        "content_type_app_name": "consultations",
        "content_type_model_name": "consultationpage",
        "app_label": "consultations",
        "app_name": "consultations",
        "model_name": "consultationpage",
        "object_id": county.draft.pk,
        "action_name": "approve",
        "action": "delete",
        "filter_spec": "original",
        "pk": {
            "wagtailimages_chooser": county.image.pk,
            "wagtaildocs_chooser": county.document.pk,
            "wagtailusers_users": county.officer_id,
            "wagtailusers_groups": county.group_id,
            "wagtailadmin_workflows": county.workflow.pk,
            "wagtailadmin_collections": county.image.collection_id,
            "wagtailadmin_api:images": county.image.pk,
            "wagtailadmin_api:documents": county.document.pk,
            "wagtailadmin_api:pages": county.draft.pk,
        }.get(name.rpartition(":")[0], county.draft.pk),
        "question_id": 1,
        "section_id": 1,
        "choice_id": 1,
        "response_id": 1,
        "uidb64": "MQ",
        "token": "x-y",
        "slug": county.draft.slug,
        "organisation_slug": "county",
    }
    return [
        page,
        page | {"parent_page_id": county.draft.pk},
        page | {"page_id": county.published.pk, "page_to_move_id": county.published.pk, "pk": county.published.pk},
        page
        | dict.fromkeys(("page_id", "page_to_move_id", "object_id"), county.own.pk)
        | {"parent_page_id": county.own.get_parent().pk, "image_id": county.own_image.pk},
        page | {"page_id": county.own.pk, "parent_page_id": county.own.pk, "page_to_move_id": county.own.pk},
    ]


#: What is asked beside the address, where an address alone says too little.
QUERIES = {
    "wagtailadmin_choose_page": [
        "",
        "?page_type=consultations.OutcomePage",
        "?page_type=consultations.ConsultationPage",
    ],
    "wagtailadmin_choose_page_search": ["?q=Heron", "?q="],
    "wagtailadmin_pages:search": ["?q=Heron"],
    "wagtailadmin_pages:search_results": ["?q=Heron"],
    "wagtailadmin_explore": ["", "?q=Heron", "?q=Heron&search_all=1"],
    "wagtailadmin_explore_root": ["", "?q=Heron&search_all=1"],
    "wagtailadmin_tag_autocomplete": ["?term=Heron"],
    "wagtailimages:index": ["", "?q=Heron", "?layout=list"],
    "wagtaildocs:index": ["", "?q=Heron"],
    "wagtailimages_chooser:choose": ["", "?q=Heron", "?layout=list"],
    "wagtailimages_chooser:choose_results": ["", "?q=Heron", "?tag=" + SECRET],
    "wagtaildocs_chooser:choose": ["", "?q=Heron"],
    "wagtaildocs_chooser:choose_results": ["", "?q=Heron"],
    "wagtailadmin_api:pages:listing": ["", "?search=Heron", "?child_of={shelf}", "?descendant_of={shelf}"],
    "wagtailadmin_api:pages:find": ["?id={draft}", "?html_path=/consultations/county/lanes/"],
    "wagtailadmin_api:images:find": ["?id={image}"],
    "wagtailadmin_api:documents:find": ["?id={document}"],
    "wagtailadmin_choose_page_chosen_multiple": ["?id={draft}", "?id={published}"],
    "wagtailimages_chooser:chosen_multiple": ["?id={image}"],
    "wagtaildocs_chooser:chosen_multiple": ["?id={document}"],
    "wagtailadmin_reports:site_history": ["", "?label=Heron", "?export=csv"],
    "wagtailadmin_reports:aging_pages": ["", "?export=csv"],
    "wagtailadmin_reports:locked_pages": ["", "?export=csv"],
    "wagtailadmin_reports:workflow": ["", "?export=csv"],
    "wagtailadmin_reports:workflow_tasks": ["", "?export=csv"],
    "wagtailusers_users:index": ["", f"?q={WHO}"],
}
BULK = (
    [("wagtailcore", "page", action, "draft") for action in ("delete", "move", "publish", "unpublish")]
    + [("wagtailimages", "image", action, "image") for action in ("delete", "add_tags", "add_to_collection")]
    + [("wagtaildocs", "document", action, "document") for action in ("delete", "add_tags", "add_to_collection")]
    + [("people", "user", action, "officer_id") for action in ("delete", "assign_role", "set_active_state")]
)


def addresses(county: County) -> Iterator[str]:
    """Every address of the admin, filled in."""
    numbers = {
        "draft": county.draft.pk,
        "published": county.published.pk,
        "shelf": county.shelf.pk,
        "image": county.image.pk,
        "document": county.document.pk,
    }
    for route, name in admin_addresses():
        for values in fillings(county, name):
            filled = fill(route, values, county)
            for query in QUERIES.get(name, [""]):
                yield filled + query.format(**numbers)
    for app, model, action, what in BULK:
        thing = getattr(county, what)
        for ids in (f"id={getattr(thing, 'pk', thing)}", "id=all", f"id=all&childOf={county.shelf.pk}"):
            yield f"/cms/bulk/{app}/{model}/{action}/?{ids}"


def fill(route: str, values: dict[str, Any], county: County) -> str:
    if "revisions/compare" in route:
        return f"/cms/pages/{values['page_id']}/revisions/compare/earliest...latest/"
    route = route.replace("^.*/$", "nowhere/").replace("^", "").replace("$", "")

    def value(part: re.Match[str]) -> str:
        """Parts that only one room of ours has get the number or the name of the county's draft."""
        return str(values.get(part[2], county.draft.pk if part[1] == "int:" else county.draft.slug))

    return "/" + re.sub(r"<(\w+:)?(\w+)>", value, route)


def leaks(body: str) -> list[str]:
    return [word for word in (SECRET, SLUG, WHO, "county_officer@example.org") if word in body]


def body_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace").replace("\\u002D", "-")


def client_of(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def everything(county: County) -> list[Any]:
    """What the county has, and what belongs to nobody: the rows a write would touch. The borough's own may change."""
    own = Page.objects.get(pk=county.own.get_parent().pk)
    pages = Page.objects.not_descendant_of(own, inclusive=True).order_by("pk")
    ids = [str(pk) for pk in pages.values_list("pk", flat=True)]
    mine = county.own_image.collection_id
    return [
        list(pages.values()),
        list(ConsultationPage.objects.filter(pk__in=ids).order_by("pk").values()),
        list(Revision.objects.filter(object_id__in=ids).order_by("pk").values()),
        list(Image.objects.exclude(collection=mine).order_by("pk").values()),
        list(Document.objects.exclude(collection=mine).order_by("pk").values()),
        list(WorkflowState.objects.filter(object_id__in=ids).values("pk", "status")),
        list(TaskState.objects.filter(workflow_state__object_id__in=ids).values("pk", "status")),
        list(UploadedFile.objects.values()),
        list(Task.objects.values()),
        list(Workflow.objects.values()),
    ]


def carried_away(county: County) -> list[str]:
    """The borough's own pages that came to say the county's words."""
    own = [str(page.pk) for page in county.own.get_parent().get_descendants(inclusive=True)]
    return [str(one) for one in Revision.objects.filter(object_id__in=own) if leaks(str(one.content))]


@pytest.mark.django_db
def test_an_officer_comes_across_nothing_of_another_organisation(cast, county):
    client = client_of(cast.borough_officer)
    found, broken = {}, {}
    for url in addresses(county):
        response = client.get(url)
        words = leaks(body_of(response).replace("?tag=" + SECRET.replace(" ", "+"), ""))
        if words:
            found[url] = words
        if response.status_code >= 500 and "failwhale" not in url:
            broken[url] = response.status_code
    assert found == {}
    assert broken == {}


@pytest.mark.django_db
def test_an_officer_writes_nothing_of_another_organisation(cast, county):
    client = client_of(cast.borough_officer)
    before = everything(county)
    found = {}
    for url in addresses(county):
        response = client.post(
            url,
            {
                "title": "Taken over",
                "slug": "taken-over",
                "new_title": "Copied",
                "new_slug": "copied",
                "new_parent_page": cast.borough.shelf.pk,
                "chooser": cast.borough.shelf.pk,
                "collection": cast.borough.collection_id,
                "tags": "taken",
                "position": "0",
                "action-publish": "1",
                "restriction_type": "none",
                "destination_page_id": cast.borough.shelf.pk,
                "revision_id": county.revision.pk,
                "role": cast.borough.officers_id,
                "mark_as_active": "False",
            },
        )
        words = leaks(body_of(response))
        if words:
            found[url] = words
    assert found == {}
    assert everything(county) == before
    assert carried_away(county) == []
    cast.county_officer.refresh_from_db()
    assert cast.county_officer.is_active
    assert not cast.county_officer.groups.filter(pk=cast.borough.officers_id).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_pages:search?q=Heron",
        "wagtailadmin_choose_page_search?q=Heron",
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_tasks",
        "wagtailadmin_tag_autocomplete?term=Heron",
        "wagtailimages:index",
        "wagtailimages_chooser:choose",
        "wagtaildocs:index",
        "wagtaildocs_chooser:choose",
        "wagtailadmin_api:pages:listing",
        "wagtailadmin_api:images:listing",
        "wagtailadmin_api:documents:listing",
        "wagtailadmin_home",
    ],
)
def test_the_organisations_own_officer_sees_it_in_every_list(cast, county, name):
    name, question, query = name.partition("?")
    body = body_of(client_of(cast.county_officer).get(reverse(name) + question + query))
    assert SECRET in body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("wagtailadmin_pages:edit", "draft"),
        ("wagtailadmin_pages:history", "draft"),
        ("wagtailadmin_pages:usage", "draft"),
        ("wagtailadmin_pages:delete", "draft"),
        ("wagtailadmin_pages:copy", "draft"),
        ("wagtailadmin_pages:view_draft", "draft"),
        ("wagtailadmin_explore", "shelf"),
        ("wagtailadmin_choose_page_child", "shelf"),
        ("wagtailadmin_api:pages:detail", "draft"),
        ("wagtailimages:edit", "image"),
        ("wagtailimages:image_usage", "image"),
        ("wagtailimages_chooser:chosen", "image"),
        ("wagtailimages_chooser:select_format", "image"),
        ("wagtaildocs:edit", "document"),
        ("wagtaildocs_chooser:chosen", "document"),
    ],
)
def test_the_organisations_own_officer_sees_it_on_every_screen(cast, county, name, what):
    response = client_of(cast.county_officer).get(reverse(name, args=[getattr(county, what).pk]))
    assert response.status_code == 200
    assert SECRET in body_of(response)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["outsider", "resident", "facilitator", "moderator", "young_person"])
def test_who_has_no_work_in_the_admin_is_refused_at_every_address(cast, county, who):
    client = client_of(getattr(cast, who))
    for url in addresses(county):
        response = client.get(url)
        if not url.startswith(("/cms/sprite/", "/cms/jsi18n/", "/cms/login/", "/cms/logout/")):
            assert response.status_code in {403, 404}, url
        assert leaks(body_of(response)) == []


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in(county):
    client = Client(raise_request_exception=False)
    for url in addresses(county):
        response = client.get(url)
        assert response.status_code in {200, 302, 404}, url
        assert leaks(body_of(response)) == []


def test_every_address_of_wagtail_has_its_rule():
    """As soon as Wagtail brings a screen with a number in its address, somebody has to decide about it."""
    open_to_all = {"wagtailadmin_password_reset_confirm"}
    unruled = [
        name
        for route, name in admin_addresses()
        if "<" in route and name.startswith(("wagtail", "None")) and name not in open_to_all and rule_for(name) is None
    ]
    assert unruled == ["wagtailadmin_tag_model_autocomplete"]
