"""What answering tells 'my data' and the retention clock: unfinished answers and responses.

Only responses to consultations that ask for an account can be found by account; all others are reached by their
receipt alone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import Answer, Draft, Response, TextRelease
from consultations.services.receipts import mail_name, read_back
from consultations.services.responding import erase_responses
from consultations.tokens import SPENT, account_key
from people.models import User
from people.notices import cancel
from people.privacy import PersonalData, Row, register
from questions.asked import AskedSection, Given
from questions.models import Questionnaire
from questions.reads import ask_questionnaire

#: What stands where words stood; the link of the response leads nowhere from then on.
ERASED = "[erased]"
EXPIRED = "expired:"
NO_MARK = ""


def collect_drafts(user: User) -> list[Row]:
    drafts = Draft.objects.with_consultation().filter(is_for_account__in=_keys(user, Draft))
    return [
        {_("Consultation"): draft.consultation.title, _("Last saved"): draft.saved_at}
        | _words(draft.consultation.survey.questionnaire, draft.given())
        for draft in drafts
    ]


def collect_responses(user: User) -> list[Row]:
    responses = Response.objects.with_consultation().filter(is_for_account__in=_keys(user, Response))
    return [
        {_("Consultation"): response.consultation.title, _("Receipt"): response.code, _("Sent"): response.submitted_at}
        | _words(response.consultation.survey.questionnaire, response.given())
        for response in responses
    ]


def erase_drafts(user: User, at: datetime) -> int:
    drafts = Draft.objects.filter(is_for_account__in=_keys(user, Draft))
    cancel(about=[mail_name(draft) for draft in drafts.only("token_hash")])
    return drafts.delete()[0]


def erase_answers(user: User, at: datetime) -> int:
    return erase_responses(responses=Response.objects.filter(is_for_account__in=_keys(user, Response)), at=at)


def expire_drafts(at: datetime) -> int:
    return Draft.objects.stale_at(at).delete()[0]


def expire_responses(at: datetime) -> int:
    """Erase the words, the receipts and the links of responses long after closing.

    Choices stay: they are counts by then. So does what was published, as it was published: words as an officer
    released them, and the organisation that stands under them.
    """
    closed_before = at - timedelta(days=365 * settings.RESPONSE_YEARS)
    old = Response.objects.filter(consultation__closes_at__lte=closed_before).exclude(token_hash__startswith=EXPIRED)
    ids = list(old.values_list("pk", flat=True))
    decided = TextRelease.objects.filter(answer__response__in=ids)
    published = decided.public().order_by()
    as_sent = published.filter(is_redacted=False).values("answer")
    under = published.filter(answer__response__consent=Response.Consent.NAMED).values("answer__response")
    words = Answer.objects.filter(response__in=ids).exclude(text=NO_MARK)
    words.exclude(pk__in=as_sent).update(text=ERASED)
    decided.exclude(pk__in=published.values("pk")).update(text=NO_MARK)
    Response.objects.filter(pk__in=ids).exclude(pk__in=under).update(organisation_name=NO_MARK)
    number = Cast("pk", CharField())
    return Response.objects.filter(pk__in=ids).update(
        token_hash=Concat(Value(EXPIRED), number), code=Concat(Value(SPENT), number), is_for_account=NO_MARK
    )


def register_responses() -> None:
    register(
        PersonalData(
            slug="consultation-drafts",
            label=gettext_lazy("Answers to consultations that were begun and not sent"),
            retention=gettext_lazy("Erased 30 days after you last wrote something, or after the consultation closed."),
            explanation=gettext_lazy(
                "Shown here only where the consultation asked you to sign in. All others are reached by their private "
                "link alone: nobody can tell that they are yours."
            ),
            collect=collect_drafts,
            erase=erase_drafts,
            expire=expire_drafts,
        )
    )
    register(
        PersonalData(
            slug="consultation-responses",
            label=gettext_lazy("Answers you sent to consultations"),
            retention=gettext_lazy(
                "Words and receipts are erased 6 years after the consultation closed, also what was struck out or not "
                "published. Counts stay, and so do words as they were published with your consent."
            ),
            explanation=gettext_lazy(
                "Shown here only where the consultation asked you to sign in. For all others your receipt shows them "
                "and, until the consultation closes, takes them back."
            ),
            collect=collect_responses,
            erase=erase_answers,
            expire=expire_responses,
        )
    )


def _keys(user: User, model: type[Draft] | type[Response]) -> list[str]:
    """Return what stands for this account in each consultation that has rows bound to accounts."""
    bound = model._default_manager.exclude(is_for_account=NO_MARK)
    ids = bound.order_by().values_list("consultation_id", flat=True).distinct()
    return [account_key(consultation_id=one, user_id=user.pk) for one in ids]


def _words(questionnaire: Questionnaire, given: dict[int, Given]) -> Row:
    """Return question and answer in words."""
    sections: list[AskedSection] = ask_questionnaire(questionnaire, include_retired=True)
    return {
        line.question: "\n".join(line.words) for part in read_back(sections, given) for line in part.lines if line.words
    }
