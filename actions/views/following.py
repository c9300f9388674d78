"""Following by e-mail: ask, confirm from the letter, leave. No account, and no page says who follows what."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from actions.access import access_action, access_published_plan
from actions.errors import Refusal
from actions.forms.following import FollowForm
from actions.models import Action, ActionPlan, Follow
from actions.services.following import ask_to_follow, confirm_follow, follow_of, follower_of, leave, name_of, url_of
from core.ratelimit import network_of, take
from people.notices import recipient_key

HOUR: Final = 60 * 60
DAY: Final = 24 * HOUR


@never_cache
@require_http_methods(["GET", "POST"])
def follow_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for an address that wants to follow a published plan."""
    return _ask(request, access_published_plan(slug), None)


@never_cache
@require_http_methods(["GET", "POST"])
def follow_action(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Ask for an address that wants to follow one action of a published plan."""
    action = access_action(slug, reference, user=AnonymousUser())
    return _ask(request, action.plan, action)


@never_cache
@require_http_methods(["GET", "POST"])
def follow_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm from the letter. Opening the link changes nothing: mail programs open links by themselves."""
    at = timezone.now()
    try:
        follow = confirm_follow(token=token, at=at) if request.method == "POST" else follow_of(token, at=at)
    except Refusal as refusal:
        context: dict[str, Any] = {"problem": refusal.public_message}
        return render(request, "actions/follow_confirm.html", context, status=404)
    context = {"name": name_of(follow), "url": url_of(follow), "is_done": follow.confirmed_at is not None}
    return render(request, "actions/follow_confirm.html", context)


@csrf_exempt  # the link itself is the proof, and mail programs post to it (RFC 8058)
@never_cache
@require_http_methods(["GET", "POST"])
def follow_leave(request: HttpRequest, token: str) -> HttpResponse:
    """Stop letters: about one thing, or about all. Opening the link changes nothing."""
    follower = follower_of(token)
    if follower is None:
        return render(request, "actions/follow_leave.html", {"is_known": False}, status=404)
    if request.method == "POST":
        one = request.POST.get("follow", "")
        leave(follower=follower, follow_id=int(one) if one.isascii() and one.isdigit() and len(one) < 19 else None)
        if follower_of(token) is not None:
            return redirect(request.path)
        return render(request, "actions/follow_leave.html", {"is_done": True})
    follows = Follow.objects.filter(follower=follower).select_related("plan", "action__plan").order_by("pk")
    context = {"is_known": True, "follows": [(follow.pk, name_of(follow)) for follow in follows]}
    return render(request, "actions/follow_leave.html", context)


def _ask(request: HttpRequest, plan: ActionPlan, action: Action | None) -> HttpResponse:
    form = FollowForm(request.POST if request.method == "POST" else None)
    thing = action or plan
    context = {
        "thing": thing,
        "is_action": action is not None,
        "form": form,
        "crumbs": [(_("Promises"), reverse("actions:plans")), (plan.title, plan.get_absolute_url())],
    }
    if form.is_valid():
        at, email = timezone.now(), form.cleaned_data["email"]
        if problem := _refuse_network(request, at=at):
            form.add_error(None, problem)
        else:
            if _may_write(email, at=at):
                ask_to_follow(email=email, plan=None if action else plan, action=action, at=at)
            return render(request, "actions/follow_sent.html", context)
    context["problems"] = _problems(form)
    return render(request, "actions/follow.html", context)


def _problems(form: FollowForm) -> list[tuple[str, str]]:
    if not form.is_bound:
        return []
    return [("id_email" if name == "email" else "", str(words[0])) for name, words in form.errors.items()]


def _refuse_network(request: HttpRequest, *, at: datetime) -> str:
    """Return why nothing more is sent for this network, in words; counted together with the site's other letters."""
    limit = settings.MAIL_LIMIT_PER_HOUR
    if take(name="mail-network", who=network_of(request), limit=limit, seconds=HOUR, at=at).is_granted:
        return ""
    return _("Many e-mails were asked for from your network. Try again in an hour.")


def _may_write(email: str, *, at: datetime) -> bool:
    """Whether this address gets one more letter today. The page does not say: it would tell about the address."""
    limit = settings.MAIL_LIMIT_PER_DAY
    return take(name="mail-address", who=recipient_key(email), limit=limit, seconds=DAY, at=at).is_granted
