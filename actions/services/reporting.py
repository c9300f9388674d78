"""Saying how one action stands from the work list: the update and its evidence, both or neither."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.documents.models import Document

from actions.errors import ChangedMeanwhile, FileRefused, NotYours
from actions.models import Action, ProgressUpdate
from actions.services.updates import NewEvidence, Seen, add_update
from actions.standing import Status
from actions.work import document_of, may_update
from people.models import Organisation, User


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody wrote in one row. At most one of `url`, `document` and `file`."""

    status: Status
    text: str
    reason: str
    seen: Seen
    title: str = ""
    url: str = ""
    document: str = ""
    file: UploadedFile | None = None


@transaction.atomic
def report_progress(
    *, action: Action, report: Report, by: User, organisation: Organisation | None, at: datetime
) -> ProgressUpdate:
    """Add what one row of the work list says.

    Raises:
        NotYours: This person may say nothing of the action, or the document is not theirs to give.
        FileRefused: The file is of a kind that is not taken.
        ReasonMissing, ChangedMeanwhile: See `add_update`.
    """
    if not may_update(by).filter(pk=action.pk).exists():
        raise NotYours
    stands = Action.objects.select_for_update().get(pk=action.pk)
    if report.seen.last_update_at != stands.last_update_at:  # before a file is kept that a rollback would leave behind
        raise ChangedMeanwhile
    return add_update(
        action=action,
        status=report.status,
        text=report.text,
        reason=report.reason,
        at=at,
        by=by,
        organisation=organisation,
        evidence=_evidence(report, by=by, organisation=organisation),
        seen=report.seen,
    )


def _evidence(report: Report, *, by: User, organisation: Organisation | None) -> list[NewEvidence]:
    if report.url:
        return [NewEvidence(report.title, url=report.url)]
    if report.file is not None:
        document = _upload(report.file, report.title, by=by, organisation=organisation)
        return [NewEvidence(document.title, document=document)]
    if report.document:
        found = document_of(by, report.document)
        if found is None:
            raise NotYours
        return [NewEvidence((report.title or found.title)[:160], document=found)]
    return []


def _upload(file: UploadedFile, title: str, *, by: User, organisation: Organisation | None) -> Document:
    """Keep a file among the documents of the organisation that speaks."""
    values: dict[str, Any] = {"collection": organisation.collection} if organisation else {}
    name = title or (file.name or "").rpartition(".")[0] or str(file.name)
    document = get_document_model()(title=name[:160], file=file, uploaded_by_user=by, **values)
    try:
        document.full_clean()
    except ValidationError as problem:
        raise FileRefused(" ".join(problem.messages)) from problem
    document.save()
    return document
