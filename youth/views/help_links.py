"""Where checked adults keep the list of people to turn to."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from youth.access import access_checked
from youth.forms.asking import HelpLinkForm
from youth.models import HelpLink
from youth.services.help_links import drop_help_link, keep_help_link
from youth.views.frame import show, unindexed


@unindexed
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    access_checked(request.user, today=timezone.localdate())
    return show(request, "youth/team/help_links.html", {"links": list(HelpLink.objects.all())})


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Write down somebody to turn to, change that, or take it off the list."""
    at = timezone.now()
    access_checked(request.user, today=timezone.localdate(at))
    link = get_object_or_404(HelpLink, pk=pk) if pk else HelpLink()
    if request.method == "POST" and "drop" in request.POST and pk:
        drop_help_link(link=link, by=request.user, at=at)
        messages.success(request, _("It is off the list."))
        return redirect("youth:help_links")
    form = HelpLinkForm(request.POST or None, instance=link)
    if form.is_valid():
        keep_help_link(link=form.save(commit=False), by=request.user, at=at)
        messages.success(request, _("The list is up to date."))
        return redirect("youth:help_links")
    return show(request, "youth/team/help_link.html", {"form": form, "link": link if pk else None})
