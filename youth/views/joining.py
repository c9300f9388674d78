"""Joining the writers' group: age and district, an account, a pen name, and under 16 a guardian.

Whoever is too young is told so at once, and nothing of them is kept: no row, no session, no cookie, no line in a log
(the age comes by POST). The form of the first page therefore needs no cookie; it does nothing in anybody's name.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from consultations.models import Area
from core.ratelimit import take
from people.adapters import AFTER_SIGN_IN
from people.models import User
from youth.access import access_writer
from youth.ages import NotOfAge, Place, place_of
from youth.clocks import ON_THE_WAY
from youth.errors import YouthRefusal
from youth.forms.joining import AgeForm, GuardianForm, JoinForm
from youth.joining_errors import TooOften
from youth.models import Band, GuardianRequest, Writer
from youth.permissions import writer_of
from youth.services.guardians import ask, remind
from youth.services.joining import join as join_group
from youth.views.frame import show, unindexed

PLACE: Final = "youth_place"
ASKS_A_DAY: Final = 3
DAY: Final = 24 * 60 * 60


@csrf_exempt  # nobody's name is acted in; the cookie it would need is one that a child too young would get
@unindexed
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Say what the group is; ask age and district; send whoever is too young or too old away kindly."""
    if request.method != "POST":
        return show(request, "youth/join/join.html", {"form": AgeForm(), "writer": _known(request)})
    if not _is_from_here(request):
        raise PermissionDenied
    form = AgeForm(request.POST)
    if not form.is_valid():
        return show(request, "youth/join/join.html", {"form": form}, status=422)
    try:
        place = place_of(form.cleaned_data["age"], today=localdate())
    except NotOfAge as refusal:
        _forget(request)
        return show(request, "youth/join/not_now.html", {"is_too_young": refusal.is_too_young})
    _remember(request, place, form.cleaned_data["area"], at=timezone.now())
    return redirect("youth:join_name")


@unindexed
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Ask for an account, then for the pen name, and let them in, or on to the guardian."""
    writer, place, area = _known(request), *_remembered(request, at=timezone.now())
    if writer is not None and writer.state != Writer.State.LEFT:
        return redirect("youth:me")
    if place is None:
        return redirect("youth:join")
    if not request.user.is_authenticated:
        return show(request, "youth/join/account.html", {"here": request.path})
    is_younger = place.band == Band.YOUNGER
    form = JoinForm(request.POST if request.method == "POST" else None, is_younger=is_younger)
    refusal: YouthRefusal | None = None
    if request.method == "POST" and form.is_valid():
        data = {key: form.cleaned_data.get(key, "") for key in ("pen_name", "first_name")}
        try:
            writer = join_group(user=_person(request), place=place, area=area, **data, at=timezone.now())
        except YouthRefusal as problem:
            refusal = problem
        else:
            return _joined(request, writer)
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "is_younger": is_younger}
    return show(request, "youth/join/name.html", context, refusal=refusal, status=status)


@unindexed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: HttpRequest) -> HttpResponse:
    """Ask for the address of a parent or guardian; send one reminder where the young person says so."""
    writer = access_writer(request.user)
    if writer.state != Writer.State.WAITING:
        return redirect("youth:me")
    is_asking = request.method == "POST" and request.POST.get("action") != "remind"
    form, at = GuardianForm(request.POST if is_asking else None), timezone.now()
    refusal: YouthRefusal | None = None
    if request.method == "POST" and (not is_asking or form.is_valid()):
        try:
            _write_to_guardian(writer, form, is_asking=is_asking, at=at)
        except YouthRefusal as problem:
            refusal = problem
        else:
            messages.success(request, _("The letter is on its way."))
            return redirect("youth:join_guardian")
    asked = GuardianRequest.objects.filter(writer=writer).order_by("-asked_at").first()
    context = {"form": form, "writer": writer, "asked": asked, "is_open": asked is not None and asked.is_open_at(at)}
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "youth/join/guardian.html", context, refusal=refusal, status=status)


def _write_to_guardian(writer: Writer, form: GuardianForm, *, is_asking: bool, at: datetime) -> None:
    if not is_asking:
        remind(writer=writer, at=at)
        return
    email = form.cleaned_data["email"]
    for name, who in (("youth-guardian", str(writer.user_id)), ("youth-guardian-at", email.lower())):
        if not take(name=name, who=who, limit=ASKS_A_DAY, seconds=DAY, at=at).is_granted:
            raise TooOften(field="email")
    ask(writer=writer, email=email, at=at)


def _joined(request: HttpRequest, writer: Writer) -> HttpResponse:
    request.session.pop(PLACE, None)
    if writer.state == Writer.State.WAITING:
        return redirect("youth:join_guardian")
    return redirect("youth:me")


def _remember(request: HttpRequest, place: Place, area: Area | None, *, at: datetime) -> None:
    """Keep what was worked out, never the age, until the account is there."""
    until = (at + ON_THE_WAY).isoformat()
    kept: dict[str, Any] = {"band": place.band, "ends_on": place.ends_on.isoformat(), "until": until}
    request.session[PLACE] = kept | {"area": area.pk if area else None}
    request.session[AFTER_SIGN_IN] = reverse("youth:join_name")


def _forget(request: HttpRequest) -> None:
    """Forget what an earlier answer led to; without a session there is nothing, and none is made."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        for key in (PLACE, AFTER_SIGN_IN):
            request.session.pop(key, None)


def _remembered(request: HttpRequest, *, at: datetime) -> tuple[Place | None, Area | None]:
    kept = request.session.get(PLACE)
    if not kept or at >= datetime.fromisoformat(kept["until"]):
        return None, None
    place = Place(Band(kept["band"]), date.fromisoformat(kept["ends_on"]))
    return place, Area.objects.filter(pk=kept["area"]).first()


def _known(request: HttpRequest) -> Writer | None:
    """Return who somebody is here; nobody without a session, which is not asked for."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return writer_of(request.user)


def _person(request: HttpRequest) -> User:
    return User.objects.get(pk=request.user.pk or 0)


def _is_from_here(request: HttpRequest) -> bool:
    """Whether a form of this site was sent, or a program that says nothing of where it comes from."""
    origin = request.headers.get("Origin")
    return origin is None or origin in {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}
