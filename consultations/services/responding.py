"""Writes that count: send, change, withdraw. Each is one transaction, and its repeat changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from consultations.errors import (
    AccountNeeded,
    AnsweredAlready,
    AnswersMissing,
    AnswersOutdated,
    ConsultationClosed,
    DraftConflict,
    DraftGone,
    NameNotAllowed,
    ResponseWithdrawn,
)
from consultations.journey import ABOUT_YOU, REPLY, Journey
from consultations.models import Answer, Draft, Response, TextRelease
from consultations.models.responses import ResponseQuerySet
from consultations.reply import Reply
from consultations.services.drafting import Private
from consultations.services.private import ContactGiven, about_you_of, contact_of, erase_private, store_private
from consultations.services.receipts import mail_name
from consultations.tokens import make_code, spent_code
from core.generation import raise_generation
from people.notices import cancel
from questions.asked import AskedSection, Given
from questions.services import lock

#: The action in Wagtail's log.
PAPER_ENTERED = "consultations.paper"
#: Two receipts with the same code are as likely as being struck by lightning; a third try is certain.
TRIES = 3


def submit_response(
    *, draft: Draft, sections: Sequence[AskedSection], at: datetime, revision: int | None = None
) -> Response:
    """Send what is written, once, however often it is asked for.

    At most 12 statements, whatever the number of answers. Answers to questions that routing hides are dropped. The
    draft goes; its token is the response's from now on, and nothing else tells of it.

    Args:
        sections: The whole questionnaire as asked, read before: `questions.reads.ask_questionnaire`.
        revision: What the page that sends had seen of the draft; None does not ask.

    Raises:
        ConsultationClosed: It has closed, and the grace for who had begun is over. The draft stays.
        DraftConflict: Another window changed the answers since they were checked.
        AccountNeeded: It has come to ask for an account, and these answers were begun without one.
        AnswersOutdated: Questions have changed, and what was answered before does not fit them any more.
        AnswersMissing: Questions that must be answered are not.
        NameNotAllowed: Under 18, or not known to be 18, and a name to be published.
        AnsweredAlready: The account has sent an answer meanwhile.
        DraftGone: Nothing is written any more, and nothing was sent from it.
    """
    for _try in range(TRIES):
        try:
            return _submit_once(draft, sections, at, revision)
        except IntegrityError:
            sent = Response.objects.filter(token_hash=draft.token_hash).first()
            if sent is not None:
                return sent
            if draft.is_for_account and _of_account(draft).exists():
                raise AnsweredAlready from None
    raise RuntimeError("No free receipt code was found.")


@transaction.atomic
def reopen_response(*, response: Response, at: datetime) -> Draft:
    """Open what was sent for changes, as it stands, under the same private link. What is sent counts meanwhile.

    Raises:
        ConsultationClosed: It has closed.
        ResponseWithdrawn: There is nothing left to change.
    """
    current = _locked(response)
    _refuse_late_change(current, at)
    unfinished = Draft.objects.with_consultation().filter(response=current).first()
    if unfinished is not None:
        return unfinished
    sections = current.consultation.survey.questionnaire.sections.values_list("pk", flat=True)
    return Draft.objects.create(
        token_hash=current.token_hash,
        consultation=current.consultation,
        response=current,
        channel=current.channel,
        entered_by=current.entered_by,
        is_for_account=current.is_for_account,
        language=current.language,
        style=current.style,
        answers={str(key): given.as_json() for key, given in current.given().items()},
        sections={key: {"is_done": True} for key in [*map(str, sections), REPLY, ABOUT_YOU]},
        private=_private_of(current).sealed(),
        has_proof=current.has_proof,
        begun_at=at,
        saved_at=at,
    )


@transaction.atomic
def withdraw_response(*, response: Response, at: datetime) -> Response:
    """Take a response back: its answers, contact and answers about the person are erased; that it was remains.

    Raises:
        ConsultationClosed: It has closed.
    """
    current = _locked(response)
    if current.withdrawn_at is not None:
        return current
    _refuse_late_change(current, at)
    _erase(current, at)
    return current


@transaction.atomic
def erase_responses(*, responses: ResponseQuerySet, at: datetime) -> int:
    """Erase what stands in these responses, whether or not their consultations are open, and return how many."""
    standing = list(responses.filter(withdrawn_at=None).with_consultation().select_for_update(of=("self",)))
    for response in standing:
        _erase(response, at)
    return len(standing)


@transaction.atomic
def _submit_once(draft: Draft, sections: Sequence[AskedSection], at: datetime, revision: int | None) -> Response:
    current = Draft.objects.locked(draft)
    if current is None:  # sent by the other of two clicks
        sent = Response.objects.filter(token_hash=draft.token_hash).first()
        if sent is None:
            raise DraftGone
        return sent
    given, private = _checked(current, sections, at, revision)
    if current.response is None:
        response = _stored(current, given, private.reply, at)
    else:
        asked = {one.id for section in sections for one in section.questions}
        response = _changed(current, current.response, asked, given, private.reply, at)
    _store_private(response, private, at, is_new=current.response is None)
    current.delete()
    lock(current.consultation.survey.questionnaire, at=at)
    if response.channel == Draft.Channel.PAPER:
        log(current.consultation, PAPER_ENTERED, user=current.entered_by, data={"code": response.code})
    return response


def _checked(
    draft: Draft, sections: Sequence[AskedSection], at: datetime, revision: int | None
) -> tuple[dict[int, Given], Private]:
    """Return what counts of a draft, or refuse it."""
    if not draft.accepts_at(at):
        raise ConsultationClosed
    if revision is not None and revision != draft.revision:
        raise DraftConflict
    if _lacks_account(draft):
        raise AccountNeeded
    journey = Journey(sections, draft.given(), draft.consultation.asks_about_you)
    outdated = journey.outdated()
    if outdated:
        raise AnswersOutdated([asked.id for asked in outdated])
    missing = journey.missing()
    if missing:
        raise AnswersMissing([asked.id for asked in missing])
    private = Private.of(draft)
    if private.reply.names_somebody_under_18:
        raise NameNotAllowed
    return journey.counted(), private


def _lacks_account(draft: Draft) -> bool:
    """Whether it is new, on line and without the account that is asked for; what was sent before may be changed."""
    is_new = draft.channel == Draft.Channel.ONLINE and draft.response_id is None
    return is_new and draft.consultation.needs_account and not draft.is_for_account


def _stored(draft: Draft, given: Mapping[int, Given], reply: Reply, at: datetime) -> Response:
    response = Response(
        token_hash=draft.token_hash,
        code=make_code(),
        channel=draft.channel,
        entered_by_id=draft.entered_by_id,
        is_for_account=draft.is_for_account,
        submitted_at=at,
        **_common(draft, reply, at),
    )
    response.consultation = draft.consultation
    response.save(force_insert=True)
    Answer.objects.store(response, given)
    return response


def _changed(
    draft: Draft, response: Response, asked: Set[int], given: Mapping[int, Given], reply: Reply, at: datetime
) -> Response:
    """Write what is different; an answer that stays the same keeps an officer's release.

    Answers to questions that are not asked any more stay: their author was not asked to give them up.
    """
    for name, value in _common(draft, reply, at).items():
        setattr(response, name, value)
    response.save()
    if response.channel == Draft.Channel.PAPER and _is_public(response, at):  # mended after closing
        raise_generation()
    earlier = {answer.question_id: answer for answer in response.answers.all()}
    same = {key for key, one in given.items() if key in earlier and _is_same(earlier[key], one)}
    response.answers.filter(question_id__in=asked - same).delete()
    Answer.objects.store(response, {key: one for key, one in given.items() if key not in same})
    return response


def _common(draft: Draft, reply: Reply, at: datetime) -> dict[str, Any]:
    return {
        "consultation": draft.consultation,
        "organisation_name": reply.organisation_name,
        "consent": reply.consent,
        "is_under_18": reply.is_under_18,
        "language": draft.language,
        "style": draft.style,
        "has_proof": draft.has_proof,
        "is_late": draft.channel == Draft.Channel.ONLINE and draft.is_in_grace(at),
        "changed_at": at,
    }


def _is_same(answer: Answer, given: Given) -> bool:
    return (answer.value, answer.text, answer.version) == (given.value, given.text, given.version)


def _store_private(response: Response, private: Private, at: datetime, *, is_new: bool) -> None:
    reply = private.reply
    contact = ContactGiven(reply.name, reply.email, reply.wants_outcome, reply.wants_progress)
    if is_new and contact.is_blank and not private.about_you:
        return
    versions = {"list_version": private.list_version} if private.list_version else {}
    store_private(response=response, contact=contact, about_you=private.about_you, at=at, **versions)


def _private_of(response: Response) -> Private:
    contact = contact_of(response) or ContactGiven()
    reply = Reply(
        organisation_name=response.organisation_name,
        is_under_18=response.is_under_18,
        consent=response.consent,
        name=contact.name,
        email=contact.email,
        wants_outcome=contact.wants_outcome,
        wants_progress=contact.wants_progress,
    )
    return Private(reply, about_you_of(response))


def _erase(response: Response, at: datetime) -> None:
    """Leave nothing but the bare fact that there was a response, so that its receipt can say what became of it."""
    if _is_public(response, at):
        raise_generation()
    response.answers.all().delete()
    Draft.objects.filter(response=response).delete()
    erase_private(response=response)
    cancel(about=[mail_name(response)])
    response.organisation_name, response.is_for_account, response.code = "", "", spent_code(response.pk)
    response.consent, response.is_under_18 = Response.Consent.NO, None
    response.withdrawn_at = response.changed_at = at
    response.save()


def _is_public(response: Response, at: datetime) -> bool:
    """Whether anybody may have read some of it: its words, or the counts it is in."""
    closes_at = response.consultation.closes_at
    is_over = closes_at is not None and closes_at <= at
    return is_over or TextRelease.objects.public().filter(answer__response=response).exists()


def _locked(response: Response) -> Response:
    return Response.objects.select_for_update(of=("self",)).with_consultation().get(pk=response.pk)


def _of_account(draft: Draft) -> Any:
    return Response.objects.filter(consultation_id=draft.consultation_id, is_for_account=draft.is_for_account)


def _refuse_late_change(response: Response, at: datetime) -> None:
    if response.withdrawn_at is not None:
        raise ResponseWithdrawn
    if not response.can_change_at(at):
        raise ConsultationClosed
