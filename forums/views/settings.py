"""Where a forum's settings and rules are kept: by its moderators, on a phone too, and by those who lead it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forums.access import Reader, access_kept
from forums.errors import ForumRefusal
from forums.forms.settings import RuleForm, SettingsForm
from forums.models import Forum, HouseRule
from forums.permissions import may_open_names
from forums.reads.keeping import rule_rows
from forums.services.keeping import add_rule
from forums.services.settings import (
    archive_forum,
    change_rule,
    change_settings,
    close_forum,
    is_used,
    open_to_all,
    set_in_force,
)
from forums.views.frame import crumbs_of, number_in, show


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Set how a forum is kept; say who reads it; archive it."""
    reader = access_kept(slug, user=request.user)
    action = request.POST.get("action", "")
    shows_words = reader.is_moderator or not reader.forum.is_closed
    values = request.POST if action == "save" else None
    before = Forum.objects.get(pk=reader.forum.pk)  # binding a model's form writes into its instance
    form = SettingsForm(values, instance=before, shows_words=shows_words)
    refusal = None
    if request.method == "POST" and (action != "save" or form.is_valid()):
        try:
            _do(request, reader.forum, action, form)
        except ForumRefusal as problem:
            refusal = problem
        except ValidationError as problem:
            refusal = ForumRefusal(" ".join(problem.messages))
        else:
            return redirect("forums:keep", slug=slug)
    return show(request, "forums/forum_settings.html", frame_of(reader) | {"form": form}, refusal=refusal)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """List the rules of the house; add one, take one out of force or put it back."""
    reader = access_kept(slug, user=request.user)
    is_new = request.POST.get("action") == "add"
    form = RuleForm(request.POST if is_new else None)
    refusal = None
    if request.method == "POST" and (not is_new or form.is_valid()):
        try:
            _do_rule(request, reader.forum, form)
        except ForumRefusal as problem:
            refusal = problem
        else:
            return redirect("forums:keep_rules", slug=slug)
    context = frame_of(reader) | {"form": form, "rows": rule_rows(reader.forum)}
    return show(request, "forums/forum_rules_keep.html", context, refusal=refusal)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep_rule(request: HttpRequest, slug: str, rule_number: int) -> HttpResponse:
    """Write a rule anew that nothing was decided under."""
    reader = access_kept(slug, user=request.user)
    rule = _rule(reader.forum, rule_number)
    form = RuleForm(request.POST or None, initial={"title": rule.title, "text": rule.text})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            change_rule(rule=rule, by=request.user, **form.cleaned_data)
        except ForumRefusal as problem:
            refusal = problem
        else:
            messages.success(request, _("Rule %(number)s was saved.") % {"number": rule.number})
            return redirect("forums:keep_rules", slug=slug)
    context = frame_of(reader) | {"form": form, "rule": rule, "is_used": is_used(rule)}
    return show(request, "forums/forum_rule.html", context, refusal=refusal)


def frame_of(reader: Reader) -> dict[str, Any]:
    """Return what every page of the keeping shows: the forum, and which of the pages this person may open."""
    return {
        "reader": reader,
        "forum": reader.forum,
        "opens_names": may_open_names(reader.user, reader.forum),
        "crumbs": crumbs_of(reader),
    }


def _do(request: HttpRequest, forum: Forum, action: str, form: SettingsForm) -> None:
    by = request.user
    match action:
        case "save":
            change_settings(forum=forum, values=form.cleaned_data, by=by)
            said = _("Saved.")
        case "close":
            close_forum(forum=forum, by=by)
            said = _("Members alone read it now.")
        case "open":
            open_to_all(forum=forum, by=by)
            said = _("Everybody may read it now.")
        case "archive" | "unarchive":
            archive_forum(forum=forum, is_archived=action == "archive", by=by)
            said = _("Archived.") if action == "archive" else _("Taken out of the archive.")
        case _:
            raise Http404
    messages.success(request, said)


def _do_rule(request: HttpRequest, forum: Forum, form: RuleForm) -> None:
    action = request.POST.get("action", "")
    if action == "add":
        rule = add_rule(forum=forum, by=request.user, **form.cleaned_data)
        messages.success(request, _("Rule %(number)s was added.") % {"number": rule.number})
        return
    rule = _rule(forum, number_in(request.POST.get("rule")))
    set_in_force(rule=rule, is_in_force=action == "restore", by=request.user)


def _rule(forum: Forum, number: int) -> HouseRule:
    rule = HouseRule.objects.filter(forum=forum, number=number).first() if number < 32_768 else None
    if rule is None:
        raise Http404
    rule.forum = forum
    return rule
