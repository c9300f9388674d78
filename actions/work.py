"""What somebody's organisations owe, the most urgent first, and what they may say of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.documents.models import Document

from actions import words
from actions.models import Action, ActionPlan, ProgressUpdate
from actions.models.plans import ActionQuerySet
from actions.pictures import TAGS
from actions.standing import Status, urgency
from people.models import Organisation
from people.permissions import is_administrator, organisations_of

ROWS_A_PAGE = 25
#: So many of an organisation's newest documents are offered as evidence; others are uploaded or given as addresses.
DOCUMENTS_OFFERED = 60


@dataclass(frozen=True, slots=True)
class Owed:
    """One action on the work list."""

    action: Action
    tag: str
    status: str | Promise
    late: str
    silent: str
    due: str
    owner: str
    latest: ProgressUpdate | None
    heard: str

    @property
    def seen(self) -> str:
        """What a form keeps of how the action stood when it was read."""
        said_at = self.action.last_update_at
        return said_at.isoformat() if said_at else ""


def may_update(user: Any) -> ActionQuerySet:
    """The actions this person may say something of: their organisations' own, and all of the plans they lead."""
    return Action.objects.updated_by(user).reached_by(user)


def owed_by(user: Any, *, plan: ActionPlan | None, today: date) -> list[int]:
    """Return the actions to be shown, the most urgent first, then the soonest due: one statement, no words read.

    Without a plan, what the person's organisations own and have not finished; with one, all of it that they may update.
    """
    if plan is None:
        found = Action.objects.owned_by(user).reached_by(user).unfinished()
    else:
        found = may_update(user).filter(plan=plan)
    rows = found.with_word_on().values_list("pk", "status", "due_on", "word_on", "plan_id", "order")  # type: ignore[misc]  # with_word_on adds it
    urgent = sorted(
        (urgency(status=status, due_on=due_on, word_on=word_on, today=today), due_on or date.max, plan_id, order, pk)
        for pk, status, due_on, word_on, plan_id, order in rows.distinct()
    )
    return [row[-1] for row in urgent]


def read(user: Any, pks: Collection[int], *, at: datetime) -> list[Owed]:
    """Return these actions in this order, those of them that the person may update; two statements."""
    found = {one.pk: one for one in may_update(user).filter(pk__in=pks).select_related("plan", "owner")}
    latest = latest_of(found)
    return [owed(found[pk], latest.get(pk), at=at) for pk in pks if pk in found]


def latest_of(action_ids: Iterable[int]) -> dict[int, ProgressUpdate]:
    """Return the latest update of each action that has one."""
    updates = ProgressUpdate.objects.filter(action__in=list(action_ids), made_at=F("action__last_update_at"))
    return {update.action_id: update for update in updates.select_related("organisation").order_by("pk")}


def owed(action: Action, latest: ProgressUpdate | None, *, at: datetime) -> Owed:
    today = timezone.localdate(at)
    status = Status(action.status)
    heard = words.word_on(action.last_update_at)
    return Owed(
        action=action,
        tag=TAGS[status],
        status=status.label,
        late=words.say_late(action, today=today),
        silent=words.say_silent(action, today=today),
        due=words.say_due(action, today=today),
        owner=words.say_owner(action),
        latest=latest,
        heard=words.say_date(heard, today=today) if heard else "",
    )


def plans_of(user: Any) -> list[ActionPlan]:
    """Return the plans in which this person may update something."""
    return list(ActionPlan.objects.filter(pk__in=may_update(user).values("plan")).order_by("title"))


def spoken_for(user: Any, actions: Collection[Action]) -> dict[int, Organisation | None]:
    """Return, for each action, the organisation this person speaks for: its owner, or else the lead of its plan."""
    is_any = is_administrator(user)
    mine = set() if is_any else set(organisations_of(user).values_list("pk", flat=True))
    return {
        one.pk: one.owner if one.owner and (is_any or one.owner_id in mine) else one.plan.lead_organisation
        for one in actions
    }


def documents_of(user: Any) -> list[tuple[str, str]]:
    """Return the documents this person may give as evidence, the newest first, as choices of a field."""
    found = readable_documents(user).order_by("-created_at", "-pk").values_list("pk", "title")[:DOCUMENTS_OFFERED]
    return [("", _("None")), *((str(pk), title) for pk, title in found)]


def readable_documents(user: Any) -> Any:
    documents = get_document_model().objects.all()
    if is_administrator(user):
        return documents
    return documents.filter(collection__organisation__in=organisations_of(user))


def document_of(user: Any, pk: str) -> Document | None:
    """Return a document that this person may give as evidence."""
    found: Document | None = readable_documents(user).filter(pk=pk).first() if pk else None
    return found
