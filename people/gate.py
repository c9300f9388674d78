"""What stands in front of every screen of the Wagtail admin, whatever that screen checks for itself.

An officer sees and edits what is the organisation's and nothing else. Wagtail's permissions say so for most screens;
some look at an id in the address without asking, and some list what everybody does. Each address of the admin has its
rule here, and `tests/test_isolation.py` fails as soon as Wagtail brings one that has none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.admin.auth import permission_denied
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from people.protection import is_hidden

Rule = Callable[[HttpRequest, Mapping[str, Any]], bool]
May = Callable[[Any, Any], bool]

PAGE_ARGUMENTS: Final = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
IMAGE_ARGUMENTS: Final = ("image_id", "pk")
DOCUMENT_ARGUMENTS: Final = ("document_id", "doc_id", "pk")
MATERIAL_ACTIONS: Final = {"add", "change", "choose"}


class AdministratorsOnly(Exception):
    """The screen is for administrators: said openly, as it holds nobody's secret in its address."""


def sees_page(user: Any, page_id: Any) -> bool:
    """Whether the page is one this person comes across in the explorer: their own, and the way down to it."""
    return bool(page_permission_policy.explorable_instances(user).filter(pk=page_id).exists())


def works_on_page(user: Any, page_id: Any) -> bool:
    """Whether this person edits, publishes or reviews the page."""
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return False
    rights = page.permissions_for_user(user)
    return bool(rights.can_edit() or rights.can_publish() or rights.can_add_subpage())


def rules_over_page(user: Any, page_id: Any) -> bool:
    """Whether this person may move, copy, unpublish or delete the page: a right to publish hangs *above* it.

    So nobody takes away the very page their rights hang on: an organisation its shelf, a guest the page it helps with.
    """
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return False
    return any(
        right.permission.codename == "publish_page" and page.is_descendant_of(right.page)
        for right in page_permission_policy.get_cached_permissions_for_user(user)
    )


def sees_image(user: Any, image_id: Any) -> bool:
    image = get_image_model().objects.filter(pk=image_id).select_related("collection").first()
    return image is not None and image_policy.user_has_any_permission_for_instance(user, MATERIAL_ACTIONS, image)


def sees_document(user: Any, document_id: Any) -> bool:
    document = get_document_model().objects.filter(pk=document_id).select_related("collection").first()
    return document is not None and document_policy.user_has_any_permission_for_instance(
        user, MATERIAL_ACTIONS, document
    )


def anybody(request: HttpRequest, arguments: Mapping[str, Any]) -> bool:
    """The screen asks for itself, or holds nothing of anybody's."""
    return True


def administrators(request: HttpRequest, arguments: Mapping[str, Any]) -> bool:
    raise AdministratorsOnly


def each(names: tuple[str, ...], may: May) -> Rule:
    """Build the rule that every object the address names is one the person `may`."""

    def rule(request: HttpRequest, arguments: Mapping[str, Any]) -> bool:
        return all(may(request.user, arguments[name]) for name in names if name in arguments)

    return rule


def listed(may: May) -> Rule:
    """Build the rule that every id in the query is one the person `may`."""

    def rule(request: HttpRequest, arguments: Mapping[str, Any]) -> bool:
        ids = request.GET.getlist("id")
        return all(one.isdigit() and may(request.user, int(one)) for one in ids)

    return rule


def move_rule(request: HttpRequest, arguments: Mapping[str, Any]) -> bool:
    destination = arguments.get("destination_id")
    return rules_over_page(request.user, arguments["page_to_move_id"]) and (
        destination is None or works_on_page(request.user, destination)
    )


def action_rule(request: HttpRequest, arguments: Mapping[str, Any]) -> bool:
    """What is done to a page through the admin's own API."""
    may = works_on_page if arguments["action_name"] in {"publish", "revert_to_page_revision"} else rules_over_page
    return may(request.user, arguments["pk"])


def bulk_rule(request: HttpRequest, arguments: Mapping[str, Any]) -> bool:
    """What is done to many at once: every one of them is asked about. 'All' is understood of one's own page alone."""
    ids = request.GET.getlist("id")
    match arguments["app_label"], arguments["model_name"]:
        case "wagtailcore", "page":
            parent = request.GET.get("childOf", "")
            if "all" in ids:
                return parent.isdigit() and works_on_page(request.user, int(parent))
            may: May = works_on_page if arguments["action"] == "publish" else rules_over_page
        case "wagtailimages", "image":
            may = sees_image
        case "wagtaildocs", "document":
            may = sees_document
        case _:
            raise AdministratorsOnly
    return listed(may)(request, arguments)


SEES: Final = each(PAGE_ARGUMENTS, sees_page)
WORKS: Final = each(PAGE_ARGUMENTS, works_on_page)
RULES_OVER: Final = each(PAGE_ARGUMENTS, rules_over_page)

#: Rules by the name of the address; a name that ends in `:` speaks for all below it that have no rule of their own.
GATE: Final[dict[str, Rule]] = {
    "wagtailadmin_error_test": administrators,
    "wagtailadmin_explore": SEES,
    "wagtailadmin_explore_results": SEES,
    "wagtailadmin_choose_page_child": SEES,
    "wagtailadmin_choose_page_chosen_multiple": listed(sees_page),
    "wagtail_bulk_action": bulk_rule,
    "wagtailadmin_pages:": WORKS,
    "wagtailadmin_pages:delete": RULES_OVER,
    "wagtailadmin_pages:unpublish": RULES_OVER,
    "wagtailadmin_pages:copy": RULES_OVER,
    "wagtailadmin_pages:convert_alias": RULES_OVER,
    "wagtailadmin_pages:set_page_position": RULES_OVER,
    "wagtailadmin_pages:move": move_rule,
    "wagtailadmin_pages:move_confirm": move_rule,
    "wagtailadmin_pages:set_privacy": administrators,
    "wagtailadmin_api:pages:detail": each(("pk",), sees_page),
    "wagtailadmin_api:pages:action": action_rule,
    "wagtailadmin_api:": anybody,
    "wagtailadmin_collections:": administrators,
    "wagtailadmin_workflows:": administrators,
    "wagtailadmin_reports:page_types_usage": administrators,
    "wagtailadmin_reports:page_types_usage_results": administrators,
    "wagtailadmin_reports:": anybody,
    "wagtailadmin_editing_sessions:": anybody,
    "wagtailimages:": each(IMAGE_ARGUMENTS, sees_image),
    "wagtailimages_chooser:": each(IMAGE_ARGUMENTS, sees_image),
    "wagtailimages_chooser:chosen_multiple": listed(sees_image),
    "wagtaildocs:": each(DOCUMENT_ARGUMENTS, sees_document),
    "wagtaildocs_chooser:": each(DOCUMENT_ARGUMENTS, sees_document),
    "wagtaildocs_chooser:chosen_multiple": listed(sees_document),
    "wagtailforms:": administrators,
    "wagtailredirects:": administrators,
    "wagtailsettings:": administrators,
    "wagtailsites:": administrators,
    "wagtailusers_users:": administrators,
    "wagtailusers_groups:": administrators,
    "wagtailsnippets:": administrators,
    "wagtailembeds:": anybody,
}


#: Screens of one account each.
OF_AN_ACCOUNT: Final = "wagtailusers_users:"


def hide_protected(view_name: str, arguments: Mapping[str, Any]) -> None:
    """Answer as if an account were not there whose owner is protected because of their age: to administrators too.

    Raises:
        Http404: It is one of these.
    """
    if view_name.startswith(OF_AN_ACCOUNT) and "pk" in arguments and is_hidden(arguments["pk"]):
        raise Http404


def rule_for(view_name: str) -> Rule | None:
    """Return the rule of an address, or None where the screen's own room has to keep its people apart."""
    if view_name in GATE:
        return GATE[view_name]
    parts = view_name.split(":")
    for length in range(len(parts) - 1, 0, -1):
        rule = GATE.get(":".join(parts[:length]) + ":")
        if rule is not None:
            return rule
    return None


def refusal(request: HttpRequest, view_name: str, arguments: Mapping[str, Any]) -> HttpResponseBase | None:
    """Return what an officer gets instead of a screen that is not theirs, or None to let them through.

    Raises:
        Http404: The address names something that is not theirs: as if it were not there.
    """
    rule = rule_for(view_name)
    if rule is None:
        return None
    try:
        allowed = rule(request, arguments)
    except AdministratorsOnly:
        return permission_denied(request)
    if not allowed:
        raise Http404
    return None
