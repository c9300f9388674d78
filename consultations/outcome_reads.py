"""What the page of an outcome shows: the decision record with the results it cites, read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from wagtail.rich_text import expand_db_html

from consultations.findings import QuestionResult, numbered, question_result
from consultations.models import ConsultationPage, OutcomePage, ResultSnapshot, Survey
from consultations.plan_reads import plans_answering
from core.sanitise import rich
from people.voices import Kind, voices_about
from questions.reads import ask_questionnaire


@dataclass(frozen=True, slots=True)
class RecordPart:
    """One block of the decision record, ready to be shown; `result` is None where what it cites is not there."""

    kind: str
    text: str | SafeString = ""
    result: QuestionResult | None = None


def outcome_context(page: OutcomePage, *, at: datetime) -> dict[str, Any]:
    """Return what `consultations/outcome_detail.html` shows, in a constant number of statements.

    The page may be a draft in preview, before its consultation is set.
    """
    consultation = page.consultation or ConsultationPage.objects.get(path=page.path[: -page.steplen])
    return {
        "consultation": consultation,
        "consultation_url": consultation.get_url() or "",
        "steps": [rich(expand_db_html(html)) for html in (page.we_asked, page.you_said, page.we_did)],
        "plans": plans_answering(consultation.pk, at=at),
        "record": list(_record(page, _cited(page, consultation))),
        "voices": voices_about(Kind.PAGE, page.pk) if page.live else None,
    }


def _cited(page: OutcomePage, consultation: ConsultationPage) -> dict[int, QuestionResult]:
    """Return the results that the record points at, by the number the page of results gives them.

    The question that asks the age is none of them: small counts of it could give somebody away.
    """
    wanted = {block.value["question"] for block in page.record if block.block_type == "result"}
    survey = Survey.objects.select_related("questionnaire").filter(consultation=consultation).first()
    snapshot = ResultSnapshot.objects.filter(consultation=consultation).first()
    if not wanted or survey is None or snapshot is None:
        return {}
    sections = ask_questionnaire(survey.questionnaire, include_retired=True)
    return {
        number: question_result(number, asked, snapshot.tables.get(str(asked.id), {}), split_from=None)
        for _section, questions in numbered(sections)
        for number, asked in questions
        if number in wanted and asked.id != survey.age_question_id
    }


def _record(page: OutcomePage, cited: dict[int, QuestionResult]) -> Iterator[RecordPart]:
    for block in page.record:
        match block.block_type:
            case "heading":
                yield RecordPart("heading", block.value)
            case "text":
                yield RecordPart("text", rich(expand_db_html(block.value.source)))
            case "result":
                yield RecordPart("result", block.value["remark"], cited.get(block.value["question"]))
