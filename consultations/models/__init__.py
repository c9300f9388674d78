"""Rows of the consultation database. Pages, what they are sorted by, what respondents send, what is counted."""

from consultations.models.drafts import Draft
from consultations.models.events import ConsultationEvent
from consultations.models.pages import (
    ConsultationDocument,
    ConsultationIndexPage,
    ConsultationPage,
    ConsultationPartner,
    OutcomePage,
    ShelfPage,
    Survey,
)
from consultations.models.promises import ConsultationPlan
from consultations.models.releases import TextRelease
from consultations.models.responses import Answer, Response
from consultations.models.results import EqualityTable, Groups, GroupTable, ResultSnapshot
from consultations.models.subjects import Area, Audience, Topic
from consultations.models.vault import Contact, VaultRecord

__all__ = [
    "Answer",
    "Area",
    "Audience",
    "ConsultationDocument",
    "ConsultationEvent",
    "ConsultationIndexPage",
    "ConsultationPage",
    "ConsultationPartner",
    "ConsultationPlan",
    "Contact",
    "Draft",
    "EqualityTable",
    "GroupTable",
    "Groups",
    "OutcomePage",
    "Response",
    "ResultSnapshot",
    "ShelfPage",
    "Survey",
    "TextRelease",
    "Topic",
    "VaultRecord",
]
