"""Who edits which jury: an organisation's officers write on its shelf, as in the consultation database."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from wagtail.models import GroupPagePermission

from juries.models import JuryIndexPage, JuryShelfPage
from people.models import Organisation
from people.roles import PAGE_WORK
from people.services import grant_pages

#: Addresses below /juries/ that are no shelf (juries/urls*.py).
TAKEN: Final = frozenset({"answers", "application", "letters", "room"})


@transaction.atomic
def open_shelf(organisation: Organisation) -> JuryShelfPage | None:
    """Return the organisation's shelf, made and opened to its officers if it was not there.

    None while the page of all juries has not been made: there is nothing to put a shelf under.
    """
    shelf = JuryShelfPage.objects.filter(organisation=organisation).first()
    if shelf is None:
        index = JuryIndexPage.objects.first()
        if index is None:
            return None
        slug = f"{organisation.slug}-juries" if organisation.slug in TAKEN else organisation.slug
        shelf = index.add_child(instance=JuryShelfPage(title=organisation.name, slug=slug, organisation=organisation))
    grant_shelf(shelf)
    return shelf


@transaction.atomic
def grant_shelf(shelf: JuryShelfPage) -> None:
    """Let the organisation's officers, and nobody else's, write on its shelf."""
    officers = shelf.organisation.officers
    others = GroupPagePermission.objects.filter(page_id=shelf.pk, group__organisation__isnull=False)
    others.exclude(group=officers).delete()
    grant_pages(group=officers, page=shelf, codenames=PAGE_WORK)


def open_all_shelves() -> None:
    """Open the shelf of every organisation: for those that were there before the page of all juries."""
    for organisation in Organisation.objects.select_related("officers"):
        open_shelf(organisation)
