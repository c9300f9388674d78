"""Writes while somebody answers: begin, save a step, come back. Nothing is lost and nothing overwrites in silence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from consultations.errors import AnsweredAlready, DraftConflict, DraftGone
from consultations.journey import ABOUT_YOU, REPLY
from consultations.models import ConsultationPage, Draft, Response
from consultations.reply import Reply
from consultations.tokens import account_key, account_token, hash_token, make_token
from consultations.vault import seal, unseal
from people.models import User
from questions.asked import AskedSection, Given
from questions.services import lock


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page knew when it was shown: the draft's revision then, and the page's own name."""

    revision: int
    page: str = ""


@dataclass(frozen=True, slots=True)
class Private:
    """What a draft holds sealed."""

    reply: Reply
    about_you: Mapping[str, str]
    list_version: str = ""

    @classmethod
    def of(cls, draft: Draft) -> Private:
        held: dict[str, Any] = unseal(draft.private) if draft.private else {}
        return cls(Reply.from_json(held.get("reply", {})), held.get("about_you", {}), held.get("list_version", ""))

    def sealed(self) -> bytes:
        return seal(
            {"reply": self.reply.as_json(), "about_you": dict(self.about_you), "list_version": self.list_version}
        )


@transaction.atomic
def begin_draft(
    *,
    consultation: ConsultationPage,
    at: datetime,
    channel: str = Draft.Channel.ONLINE,
    language: str = "en-gb",
    style: str = "standard",
    user: User | None = None,
    entered_by: User | None = None,
    has_proof: bool = False,
) -> tuple[Draft, str]:
    """Begin an answer and return it with the token of its private link, which is not kept.

    From the first one on the survey is locked: what somebody may have read is kept, and what they may have chosen
    is never deleted. `user` is given only where the consultation asks for an account: they have one answer, and one
    link to it, however many windows begin at the same moment.

    Raises:
        AnsweredAlready: The account has an answer that counts.
    """
    token, key = make_token(), ""
    if user is not None:
        token, key = _of_account(consultation, user)
        unfinished = Draft.objects.filter(consultation=consultation, is_for_account=key).first()
        if unfinished is not None:
            return unfinished, token
    draft = Draft(
        token_hash=hash_token(token),
        consultation=consultation,
        channel=channel,
        entered_by=entered_by,
        is_for_account=key,
        language=language,
        style=style,
        has_proof=has_proof,
        begun_at=at,
        saved_at=at,
    )
    lock(consultation.survey.questionnaire, at=at)
    return (_only_one(draft) if key else _saved(draft)), token


@transaction.atomic
def save_section(
    *,
    draft: Draft,
    section: AskedSection,
    given: Mapping[int, Given],
    keep: Collection[int] = (),
    seen: Seen,
    is_done: bool,
    at: datetime,
) -> Draft:
    """Keep the answers of one section.

    Args:
        given: The usable answers of the page; what is not in it is cleared.
        keep: Questions whose earlier answer stays, because what was typed now cannot be used yet.
        seen: What the page knew of the draft.

    Raises:
        DraftConflict: Another window saved other answers to this section meanwhile. Nothing is written.
        DraftGone: Another window has sent the answers meanwhile.
    """
    ids = {asked.id for asked in section.questions}

    def change(current: Draft) -> bool:
        kept = {key: value for key, value in current.answers.items() if int(key) not in ids or int(key) in keep}
        fresh = kept | {str(key): answer.as_json() for key, answer in given.items() if key in ids}
        is_changed = fresh != current.answers
        current.answers = fresh
        return is_changed

    return _save(draft, key=str(section.id), seen=seen, is_done=is_done, at=at, change=change)


@transaction.atomic
def save_reply(*, draft: Draft, reply: Reply, seen: Seen, is_done: bool = True, at: datetime) -> Draft:
    """Keep what was said about the answers as a whole; raises `DraftConflict` as `save_section` does."""

    def change(current: Draft) -> bool:
        held = Private.of(current)
        current.private = Private(reply, held.about_you, held.list_version).sealed()
        return held.reply != reply

    return _save(draft, key=REPLY, seen=seen, is_done=is_done, at=at, change=change)


@transaction.atomic
def save_about_you(*, draft: Draft, answers: Mapping[str, str], list_version: str, seen: Seen, at: datetime) -> Draft:
    """Keep what was answered about oneself; raises `DraftConflict` as `save_section` does."""

    def change(current: Draft) -> bool:
        held = Private.of(current)
        current.private = Private(held.reply, answers, list_version).sealed()
        return dict(held.about_you) != dict(answers)

    return _save(draft, key=ABOUT_YOU, seen=seen, is_done=True, at=at, change=change)


def note_proof(*, draft: Draft) -> None:
    """Remember that the respondent's browser has done its proof of work."""
    Draft.objects.filter(pk=draft.pk).update(has_proof=True)
    draft.has_proof = True


def _save(draft: Draft, *, key: str, seen: Seen, is_done: bool, at: datetime, change: Callable[[Draft], bool]) -> Draft:
    """Change the locked draft, unless another page changed the same step since it was shown to this one."""
    current = Draft.objects.locked(draft)
    if current is None:
        raise DraftGone
    is_changed = change(current)
    if is_changed and current.was_changed_since(key=key, revision=seen.revision, page=seen.page):
        raise DraftConflict
    if is_changed:
        current.revision += 1
        current.sections[key] = {"revision": current.revision, "page": seen.page}
    current.sections[key] = current.sections.get(key, {}) | {"is_done": is_done}
    current.saved_at = at
    current.save(update_fields=["answers", "private", "sections", "revision", "saved_at"])
    return current


def _saved(draft: Draft) -> Draft:
    draft.save(force_insert=True)
    return draft


def _only_one(draft: Draft) -> Draft:
    """Save the draft of an account, or return the one that another window began since we looked.

    Raises:
        AnsweredAlready: That one has been sent meanwhile.
    """
    try:
        with transaction.atomic():
            return _saved(draft)
    except IntegrityError:
        theirs = Draft.objects.filter(consultation_id=draft.consultation_id, is_for_account=draft.is_for_account)
        begun = theirs.first()
        if begun is None:
            raise AnsweredAlready from None
        return begun


def _of_account(consultation: ConsultationPage, user: User) -> tuple[str, str]:
    """Return the token and the key of an account that may begin; an answer it withdrew gives its link up.

    Raises:
        AnsweredAlready: It has an answer that counts.
    """
    key = account_key(consultation_id=consultation.pk, user_id=user.pk)
    if Response.objects.filter(consultation=consultation, is_for_account=key).exists():
        raise AnsweredAlready
    token = account_token(consultation_id=consultation.pk, user_id=user.pk)
    Response.objects.filter(token_hash=hash_token(token)).update(token_hash=hash_token(make_token()))
    return token, key
