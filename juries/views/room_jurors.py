"""Officers' screens of who sits in a jury: display names only, and one at a time, with a reason, who somebody is."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juries.access import access_jury
from juries.forms.make_up import SharesForm
from juries.forms.room import ReasonForm, SeatForm
from juries.models import Juror, JuryPage, MakeUp, MakeUpAnswer, PopulationShare
from juries.room_errors import RoomRefusal
from juries.room_reads import looks_at
from juries.services.jurors import reveal, seat_juror, send_link
from juries.services.leaving import end_place
from juries.services.make_up import FEATURES, publish, set_shares, shares_of_call, show_make_up, tables_of
from juries.views.room_officer import screen, try_it
from people.permissions import is_officer_of


@require_http_methods(["GET", "HEAD", "POST"])
def jurors(request: HttpRequest, page_id: int) -> HttpResponse:
    """List the jurors by the names they chose; give somebody a place."""
    jury = access_jury(page_id, user=request.user)
    form = SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fields = {"jury": jury, "at": timezone.now(), "by": request.user, **form.cleaned_data}
        if try_it(request, lambda: seat_juror(**fields), _("The place is given; the letter leaves within a minute.")):
            return redirect("jury_room:jurors", jury.pk)
    found = list(Juror.objects.filter(jury=jury))
    return screen(
        request,
        jury,
        "room_jurors",
        title=_("Jurors"),
        jurors=found,
        form=form,
        looks=looks_at(found),
        may_reveal=is_officer_of(request.user, jury.lead_organisation),
    )


@require_POST
def link(request: HttpRequest, page_id: int, juror_id: int) -> HttpResponse:
    """Send a juror a new link; the old one stops working."""
    jury = access_jury(page_id, user=request.user)
    juror = _juror(jury, juror_id)
    done = _("A new link is on its way; the old one does not work any more.")
    try_it(request, lambda: send_link(juror=juror, at=timezone.now(), by=request.user), done)
    return redirect("jury_room:jurors", jury.pk)


@require_POST
def remove(request: HttpRequest, page_id: int, juror_id: int) -> HttpResponse:
    """Take a juror out of the jury, once it has been said twice."""
    jury = access_jury(page_id, user=request.user)
    juror = _juror(jury, juror_id)
    if request.POST.get("sure") != "yes":
        return screen(request, jury, "room_remove", title=_("Remove a juror"), juror=juror)
    end_place(juror=juror, at=timezone.now(), by=request.user)
    messages.success(request, _("Removed. The link does not work any more; what they wrote stays."))
    return redirect("jury_room:jurors", jury.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def who(request: HttpRequest, page_id: int, juror_id: int) -> HttpResponse:
    """Show who a juror is, to an officer of the jury's own organisation who gives a reason."""
    jury = access_jury(page_id, user=request.user)
    if not is_officer_of(request.user, jury.lead_organisation):
        raise PermissionDenied
    juror, contact = _juror(jury, juror_id), None
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            contact = reveal(juror=juror, reason=form.cleaned_data["reason"], by=request.user)
        except RoomRefusal as refusal:
            form.add_error(None, str(refusal.public_message))
    return screen(request, jury, "room_who", title=_("Who a juror is"), juror=juror, form=form, contact=contact)


@require_http_methods(["GET", "HEAD", "POST"])
def make_up(request: HttpRequest, page_id: int) -> HttpResponse:
    """Enter shares of the population, see whether enough agreed, publish."""
    jury = access_jury(page_id, user=request.user)
    bound = None
    if request.method == "POST":
        if (answer := _pressed(request, jury)) is not None:
            return answer
        bound = SharesForm(request.POST)
        if bound.is_valid():
            feature, shares = bound.cleaned_data["feature"], bound.cleaned_data["lines"]
            done = _("The groups are stored.")
            if try_it(
                request,
                lambda: set_shares(jury=jury, feature=feature, shares=shares, by=request.user),
                done,
            ):
                return redirect("jury_room:make_up", jury.pk)
    return screen(
        request,
        jury,
        "room_make_up",
        title=_("Make-up"),
        forms=_share_forms(jury, bound),
        made=MakeUp.objects.filter(jury=jury).first(),
        agreed=MakeUpAnswer.objects.filter(jury=jury).count(),
        features=[table["title"] for table in tables_of(jury)],
    )


def _pressed(request: HttpRequest, jury: JuryPage) -> HttpResponse | None:
    """Do what a button says that needs nothing filled in."""
    if "publish" in request.POST:
        done = _("The make-up is published, and what the jurors said is destroyed.")
        try_it(request, lambda: publish(jury=jury, at=timezone.now(), by=request.user), done)
    elif "show" in request.POST:
        show_make_up(jury=jury, is_shown=request.POST["show"] == "yes", by=request.user)
    else:
        return None
    return redirect("jury_room:make_up", jury.pk)


def _share_forms(jury: JuryPage, bound: SharesForm | None) -> list[tuple[str, SharesForm]]:
    """Return a form for each feature: what was entered, or what the call for jurors goes by."""
    lines = shares_of_call(jury)
    entered = PopulationShare.objects.filter(jury=jury)
    for feature in {one.feature for one in entered}:
        lines[feature] = []
    for one in entered:
        on_paper = "" if one.on_paper is None else f"; {one.on_paper}"
        lines[one.feature].append(f"{one.band}; {one.per_cent}{on_paper}")
    sent = bound.data.get("feature") if bound else None
    return [
        (
            str(feature.title),
            bound
            if bound and sent == feature.slug
            else SharesForm(
                initial={"feature": feature.slug, "lines": "\n".join(lines.get(feature.slug, []))},
                auto_id=f"id_{feature.slug}_%s",
            ),
        )
        for feature in FEATURES
    ]


def _juror(jury: JuryPage, pk: int) -> Juror:
    return get_object_or_404(Juror.objects.select_related("jury"), pk=pk, jury=jury)
