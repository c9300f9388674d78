"""Which jury somebody may see: what is not theirs is answered as if it were not there."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from wagtail.models import PageViewRestriction

from juries.models import JuryPage, JuryShelfPage
from people.permissions import is_administrator, organisations_of


def public_jury(shelf: str, jury: str) -> JuryPage:
    """Return the published jury at this address.

    Raises:
        Http404: There is none, or it is kept for some.
    """
    found = JuryPage.objects.live().public().filter(slug=jury).select_related("lead_organisation")
    for page in found:
        parent = JuryShelfPage.objects.filter(path=page.path[: -page.steplen], slug=shelf, live=True).first()
        if parent is not None:
            return page
    raise Http404


def kept_juries(user: Any) -> Any:
    """Return the juries that organisations of this person lead; all for administrators."""
    found = JuryPage.objects.select_related("lead_organisation")
    if is_administrator(user):
        return found
    return found.filter(lead_organisation__in=organisations_of(user))


def access_jury(pk: int, *, user: Any) -> JuryPage:
    """Return a jury this person looks after.

    Raises:
        Http404: There is none, or another organisation leads it.
    """
    jury = kept_juries(user).filter(pk=pk).first()
    if jury is None:
        raise Http404
    return jury


def is_public(jury: JuryPage) -> bool:
    """Whether everybody may read the jury's page."""
    return jury.live and not PageViewRestriction.objects.filter(page__in=jury.get_ancestors(inclusive=True)).exists()
