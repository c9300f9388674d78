"""Rows of the juries: pages editors write, what a jury recommended, what the bodies answered."""

from juries.models.jurors import Juror, MakeUp, MakeUpAnswer, PopulationShare
from juries.models.links import JuryPlan, RecommendationAction
from juries.models.pages import (
    JurorQuestion,
    JuryCommissioner,
    JuryIndexPage,
    JuryPage,
    JuryShelfPage,
    JuryTheme,
    SessionPage,
    Witness,
)
from juries.models.questions import ResidentQuestion
from juries.models.recommendations import (
    AnswerRevision,
    BodyAnswer,
    EvidenceLink,
    MinorityStatement,
    Recommendation,
)

__all__ = [
    "AnswerRevision",
    "BodyAnswer",
    "EvidenceLink",
    "Juror",
    "JurorQuestion",
    "JuryCommissioner",
    "JuryIndexPage",
    "JuryPage",
    "JuryPlan",
    "JuryShelfPage",
    "JuryTheme",
    "MakeUp",
    "MakeUpAnswer",
    "MinorityStatement",
    "PopulationShare",
    "Recommendation",
    "RecommendationAction",
    "ResidentQuestion",
    "SessionPage",
    "Witness",
]
