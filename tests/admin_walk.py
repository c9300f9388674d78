"""A walk through every address of the site that names something, for `tests/test_isolation.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.county import SECRET, WHO, County


def patterns(resolver: Any, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), f"{namespace}{pattern.name}", pattern
        else:
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern, prefix + str(pattern.pattern), below)


def named_addresses() -> list[tuple[str, str]]:
    """Every address of the site with its name, once; not those of private links, which nobody guesses."""
    found = {(route, name) for route, name, _ in patterns(get_resolver()) if "token>" not in route}
    return sorted(pair for pair in found if not pair[0].startswith(("accounts/", "^", "static", "_util", "media")))


def admin_addresses() -> list[tuple[str, str]]:
    return [(route, name) for route, name in named_addresses() if route.startswith("cms/")]


def fillings(county: County, name: str) -> list[dict[str, Any]]:
    """What stands for each part of an address: what is the county's, and what is the borough's own beside it."""
    theirs = _of_pages(county.draft.pk, county.shelf.pk) | _of_other_things(county, name)
    own = _of_pages(county.own.pk, county.own.get_parent().pk) | {
        "image_id": county.own_image.pk,
        "question_id": county.own_question.pk,
        "section_id": county.own_question.section_id,
        "organisation": "borough",
        "slug": county.own.slug,
    }
    return [
        theirs,
        theirs | {"parent_page_id": county.draft.pk},
        theirs | _of_pages(county.published.pk, county.shelf.pk) | {"pk": county.published.pk},
        theirs | own,
        theirs | own | {"parent_page_id": county.own.pk},
        theirs | {"page_id": county.own.pk},
        *([theirs | _of_juries(county)] if name.startswith(JURY_ROOMS) else []),
    ]


#: Where `page_id` is a jury, and what public addresses below a jury are called.
JURY_ROOMS = ("officer_juries:", "officer_draw:", "jury_room:", "juries:")


def _of_juries(county: County) -> dict[str, Any]:
    return {
        "page_id": county.jury.pk,
        "recommendation_id": county.owed.recommendation_id,
        "answer_id": county.owed.pk,
        "shelf": "county",
        "jury": county.jury.slug,
        "session": county.jury.get_children().get().slug,
    }


def _of_pages(page: int, parent: int) -> dict[str, Any]:
    return dict.fromkeys(("page_id", "page_to_move_id", "page_pk", "object_id"), page) | {
        "parent_page_id": parent,
        "destination_id": parent,
    }


def _of_other_things(county: County, name: str) -> dict[str, Any]:
    return {
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
        "content_type_app_name": "consultations",
        "content_type_model_name": "consultationpage",
        "app_label": "consultations",
        "app_name": "consultations",
        "model_name": "consultationpage",
        "action_name": "approve",
        "action": "delete",
        "filter_spec": "original",
        "question_id": county.question.pk,
        "section_id": county.question.section_id,
        "response_id": county.answer.response_id,
        "answer_id": county.answer.pk,
        "item": county.round.item_id,
        "round_id": county.round.pk,
        "source": "consultation",
        "action_id": county.action.pk,
        "report_id": county.report.pk,
        "review_id": county.review.pk,
        "draft_id": county.table.pk,
        "reference": county.action.reference,
        "key": county.draft.pk,
        "first": 1,
        "number": 1,
        "kind": "single",
        "language": "cy",
        "style": "standard",
        "organisation": "county",
        "slug": county.draft.slug,
        "colour": "006b5e",
        "pk": _number_for(county, name.rpartition(":")[0]),
    }


def _number_for(county: County, space: str) -> int:
    """What the bare number in an address stands for depends on where it is."""
    return {
        "wagtailimages_chooser": county.image.pk,
        "wagtaildocs_chooser": county.document.pk,
        "wagtailusers_users": county.officer_id,
        "wagtailusers_groups": county.group_id,
        "wagtailadmin_workflows": county.workflow.pk,
        "wagtailadmin_collections": county.image.collection_id,
        "wagtailadmin_api:images": county.image.pk,
        "wagtailadmin_api:documents": county.document.pk,
        "live": county.event.pk,
        "officer_plans": county.plan.pk,
        "ledger_desk": county.plan.pk,
        "actions": county.review.pk,
        "youth_figures": county.figure.pk,
    }.get(space, county.draft.pk)


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


def addresses(county: County) -> list[str]:
    """Every address, filled in, each once."""
    return list(dict.fromkeys(_addresses(county)))


def _addresses(county: County) -> Iterator[str]:
    numbers = {
        "draft": county.draft.pk,
        "published": county.published.pk,
        "shelf": county.shelf.pk,
        "image": county.image.pk,
        "document": county.document.pk,
    }
    for route, name in named_addresses():
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


def body_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace").replace("\\u002D", "-")


def client_of(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client
