"""Working in the room: papers, drafts that two may save at once, notes, statements of those who see it otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from juries.draft_state import is_locked
from juries.models import (
    Draft,
    Drafting,
    DraftNote,
    DraftStatement,
    DraftVersion,
    Juror,
    JuryPage,
    JuryTheme,
    Paper,
    SessionPage,
)
from juries.room_errors import DraftingClosed, DraftLocked, DraftMoved, NotAVoter, NothingWritten
from juries.services.jurors import note

#: How long a file that no paper names may still be on its way into one.
MAY_BE_NEW: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Words:
    """What a draft says."""

    title: str
    text: str
    reasons: str = ""

    def tidy(self) -> Words:
        return Words(" ".join(self.title.split()), _lines(self.text), _lines(self.reasons))


# Papers --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_paper(
    *,
    jury: JuryPage,
    title: str,
    at: datetime,
    by: Any,
    session: SessionPage | None = None,
    text: str = "",
    url: str = "",
    file: File[Any] | None = None,
) -> Paper:
    """Put something to read into the room.

    Raises:
        NothingWritten: There is neither text nor address nor file.
    """
    if not (text.strip() or url or file):
        raise NothingWritten(_("Write a text, give an address or choose a file."))
    paper = Paper(jury=jury, session=session, title=title, text=text.strip(), url=url, added_by=by, added_at=at)
    if file:
        paper.file = file
    paper.save()
    note(jury, _("Paper added: %(title)s") % {"title": title}, by=by)
    return paper


@transaction.atomic
def remove_paper(*, paper: Paper, by: Any) -> None:
    """Take a paper out of the room; its file goes once that is committed."""
    note(paper.jury, _("Paper removed: %(title)s") % {"title": paper.title}, by=by)
    storage, name = paper.file.storage, paper.file.name
    paper.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def clear_files(at: datetime) -> int:
    """Delete the files whose paper is gone, because a page above it was deleted; return how many.

    A file that is younger than an hour may belong to a paper that is just being added.
    """
    field = Paper._meta.get_field("file")
    storage, folder = field.storage, str(field.upload_to).rstrip("/")
    names = storage.listdir(folder)[1] if storage.exists(folder) else []
    kept = set(Paper.objects.exclude(file="").values_list("file", flat=True))
    left = [path for name in names if (path := f"{folder}/{name}") not in kept]
    old = [path for path in left if storage.get_modified_time(path) <= at - MAY_BE_NEW]
    for path in old:
        storage.delete(path)
    return len(old)


# Drafting ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def open_drafting(*, jury: JuryPage, at: datetime, by: Any, closes_at: datetime | None = None) -> Drafting:
    """Let the jurors draft from now on, until told otherwise or until `closes_at`."""
    drafting, _new = Drafting.objects.update_or_create(jury=jury, defaults={"opens_at": at, "closes_at": closes_at})
    note(jury, _("Drafting was opened."), by=by)
    return drafting


@transaction.atomic
def close_drafting(*, jury: JuryPage, at: datetime, by: Any) -> None:
    """Stop drafting now. What was written stays."""
    held = Drafting.objects.select_for_update().filter(jury=jury).first()
    if held is not None and held.is_open(at=at):
        held.closes_at = at
        held.save(update_fields=["closes_at"])
        note(jury, _("Drafting was closed."), by=by)


@transaction.atomic
def begin_draft(*, juror: Juror, words: Words, at: datetime, theme: JuryTheme | None = None) -> Draft:
    """Begin a recommendation.

    Raises:
        DraftingClosed: It is not the time for it.
        NothingWritten: Title or text are empty.
    """
    _refuse_closed(juror.jury, at)
    tidy = _checked(words)
    draft = Draft.objects.create(
        jury=juror.jury,
        theme=theme,
        title=tidy.title,
        text=tidy.text,
        reasons=tidy.reasons,
        begun_at=at,
        changed_at=at,
    )
    _keep(draft, tidy, juror, at)
    return draft


@transaction.atomic
def save_draft(*, draft: Draft, juror: Juror, words: Words, base: int, at: datetime) -> Draft:
    """Save new words over the version they were written on.

    Args:
        base: The version that was on the screen when writing began.

    Raises:
        DraftingClosed: It is not the time for it.
        DraftLocked: It is being voted on, or has been adopted.
        DraftMoved: Somebody saved it since; `draft` as it stands now is to be read again.
        NothingWritten: Title or text are empty.
    """
    _refuse_closed(juror.jury, at)
    held = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if is_locked(held, held.votes.order_by("-pk").first()):
        raise DraftLocked
    tidy = _checked(words)
    if tidy == Words(held.title, held.text, held.reasons):
        return held
    if held.version != base:
        raise DraftMoved
    held.title, held.text, held.reasons = tidy.title, tidy.text, tidy.reasons
    held.version, held.changed_at = base + 1, at
    held.save(update_fields=["title", "text", "reasons", "version", "changed_at"])
    _keep(held, tidy, juror, at)
    return held


def add_note(*, draft: Draft, juror: Juror, text: str, at: datetime) -> DraftNote:
    """Say something about a draft, as it stands now.

    Raises:
        NothingWritten: It is empty.
    """
    if not text.strip():
        raise NothingWritten(_("Write your note first."))
    return DraftNote.objects.create(draft=draft, juror=juror, version=draft.version, text=_lines(text), written_at=at)


def remove_note(*, note_id: int, juror: Juror) -> None:
    """Take back a note of one's own."""
    DraftNote.objects.filter(pk=note_id, juror=juror).delete()


# Those who see it otherwise ------------------------------------------------------------------------------------------


@transaction.atomic
def write_statement(*, draft: Draft, juror: Juror, text: str, at: datetime) -> DraftStatement | None:
    """Write or change one's own statement; an empty one takes it back, with everybody's name under it.

    Changed words are nobody else's any more: who stood by the old ones has to say so again.

    Raises:
        DraftLocked: The draft has been adopted, and the statements with it.
        NotAVoter: The facilitator has no say.
    """
    held = _before_adoption(draft, juror)
    found = DraftStatement.objects.filter(draft=held, juror=juror).first()
    words = _lines(text)
    if not words:
        if found:
            found.delete()
        return None
    if found is None:
        return DraftStatement.objects.create(draft=held, juror=juror, text=words, written_at=at)
    if found.text != words:
        found.text, found.written_at = words, at
        found.save(update_fields=["text", "written_at"])
        found.supporters.clear()
    return found


@transaction.atomic
def stand_by(*, statement: DraftStatement, juror: Juror, stands: bool) -> None:
    """Put one's name under somebody else's statement, or take it away.

    Raises:
        DraftLocked: The draft has been adopted.
        NotAVoter: The facilitator has no say.
    """
    _before_adoption(statement.draft, juror)
    if statement.juror_id == juror.pk:
        return
    if stands:
        statement.supporters.add(juror)
    else:
        statement.supporters.remove(juror)


def _before_adoption(draft: Draft, juror: Juror) -> Draft:
    if juror.is_facilitator:
        raise NotAVoter(_("The facilitator helps the jury and makes no statements."))
    held = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if held.recommendation_id is not None:
        raise DraftLocked(_("This draft has been adopted, and the statements beside it with it."))
    return held


def _refuse_closed(jury: JuryPage, at: datetime) -> None:
    drafting = Drafting.objects.filter(jury=jury).first()
    if drafting is None or not drafting.is_open(at=at):
        raise DraftingClosed


def _checked(words: Words) -> Words:
    tidy = words.tidy()
    if not tidy.title or not tidy.text:
        raise NothingWritten(_("A draft needs a title and what we recommend."))
    return tidy


def _keep(draft: Draft, words: Words, juror: Juror, at: datetime) -> None:
    DraftVersion.objects.create(
        draft=draft,
        number=draft.version,
        title=words.title,
        text=words.text,
        reasons=words.reasons,
        written_by=juror,
        written_at=at,
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
