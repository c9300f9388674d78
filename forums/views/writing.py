"""Taking what a member writes: its pictures first, which are kept whatever becomes of the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from forums.access import Reader
from forums.errors import ForumRefusal, NotAMember, PictureMissing, ThreadClosed
from forums.forms.writing import PostForm, ThreadForm
from forums.markup import quoted
from forums.models import Member, Picture, Post, Thread
from forums.reads.threads import previewed
from forums.services.own_posts import save_draft
from forums.services.picturing import add_picture, describe, take_out
from forums.services.posting import add_post, draft_of, read_text, start_thread
from forums.views.frame import number_in


@dataclass(frozen=True, slots=True)
class Desk:
    """Where something is written: by whom, and in which thread; None where one is started."""

    request: HttpRequest
    reader: Reader
    thread: Thread | None = None

    @property
    def member(self) -> Member | None:
        return self.reader.member if self.reader.is_inside else None

    @property
    def action(self) -> str:
        return self.request.POST.get("action", "send")

    def pictures(self) -> list[Picture]:
        return list(Picture.objects.filter(draft__member=self.member, draft__thread=self.thread))


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of it: a post, or the form again with what was typed, a preview or the reason why not."""

    form: PostForm | None
    post: Post | None = None
    refusal: ForumRefusal | None = None
    preview: SafeString | None = None
    is_kept: bool = False


def blank(desk: Desk, *, may_have_draft: bool = True) -> PostForm | None:
    """Return the form as one comes to it: with the draft, and the post that is quoted; None where one cannot write."""
    if desk.member is None or (desk.thread is not None and not desk.thread.takes_posts()):
        return None
    draft = draft_of(desk.member, desk.thread) if may_have_draft else None
    words = {"title": draft.title, "source": draft.source} if draft else {"source": ""}
    words["source"] = _with_quote(desk, words["source"])
    return _form(desk)(initial=words, pictures=draft.pictures.all() if draft else ())


def take(desk: Desk) -> Taken:
    """Take what was sent: keep its pictures, then send it, show how it will look, or keep it as a draft."""
    if desk.member is None:
        return Taken(None, refusal=NotAMember())
    form = _form(desk)(desk.request.POST, desk.request.FILES, pictures=desk.pictures())
    if not form.is_valid():
        return Taken(form)
    try:
        return _do(desk, form, desk.member, at=timezone.now())
    except ForumRefusal as problem:
        is_over = isinstance(problem, ThreadClosed)
        return Taken(None if is_over else again(desk), refusal=problem)


def again(desk: Desk) -> PostForm:
    """Return the form with what was typed, beside the pictures that are kept now."""
    sent, kept = desk.request.POST.copy(), desk.pictures()
    known = {picture.digest for picture in kept}
    for picture in kept:
        sent.setdefault(f"alt_{picture.pk}", picture.alt)
        sent.pop(f"gone_{picture.pk}", None)
    if desk.request.FILES.get("picture") and known:
        sent["alt"] = "" if any(picture.alt == _squeezed(sent.get("alt")) for picture in kept) else sent.get("alt", "")
    return _form(desk)(sent, pictures=kept)


def autosaved(taken: Taken) -> JsonResponse:
    """Answer a script that keeps the draft while somebody types."""
    if taken.is_kept:
        return JsonResponse({"message": _("Your draft is kept.")})
    words = str(taken.refusal.public_message) if taken.refusal else _("This draft is not kept yet.")
    return JsonResponse({"message": words}, status=409)


def _do(desk: Desk, form: PostForm, member: Member, *, at: datetime) -> Taken:
    sent: UploadedFile | None = form.cleaned_data["picture"]
    _keep_pictures(desk, form, member, sent, at=at)
    title, source = form.cleaned_data.get("title", ""), form.cleaned_data["source"]
    if desk.action != "send" or sent or form.pictures:
        save_draft(member=member, thread=desk.thread, title=title, source=source, at=at)
    if desk.action == "preview":
        text = read_text(source)
        return Taken(again(desk), preview=previewed(text.html, desk.reader), is_kept=True)
    if desk.action != "send":
        return Taken(again(desk), is_kept=True)
    if form.cleaned_data["alt"].strip() and not sent:
        raise PictureMissing
    if desk.thread is not None:
        post = add_post(thread=desk.thread, member=member, user=desk.reader.user, source=source, at=at)
        post.thread = desk.thread
    else:
        forum, user = desk.reader.forum, desk.reader.user
        post = start_thread(forum=forum, member=member, user=user, title=title, source=source, at=at)
        post.thread.forum = forum
    return Taken(None, post=post)


def _keep_pictures(desk: Desk, form: PostForm, member: Member, sent: UploadedFile | None, *, at: datetime) -> None:
    own = Picture.objects.filter(draft__member=member, draft__thread=desk.thread)
    if gone := form.gone():
        take_out(own.filter(pk__in=gone))
    if form.pictures:
        describe(pictures=own, alts=form.alts())
    if sent is not None:
        add_picture(member=member, thread=desk.thread, sent=sent, alt=form.cleaned_data["alt"], at=at)


def _with_quote(desk: Desk, source: str) -> str:
    number = number_in(desk.request.GET.get("quote"))
    post = desk.thread.posts.public().filter(number=number).first() if desk.thread is not None and number else None
    if post is None or desk.thread is None:
        return source
    address = reverse("forums:post", args=[desk.reader.forum.community.slug, desk.thread.number, number])
    before = f"{source.rstrip()}\n\n" if source.strip() else ""
    return before + quoted(post.source, number=number, address=address)


def _form(desk: Desk) -> type[PostForm]:
    return PostForm if desk.thread is not None else ThreadForm


def _squeezed(words: Any) -> str:
    return " ".join(str(words or "").split())
