"""Rows of the juries: pages editors write, what a jury recommended, what the bodies answered."""

from juries.models.draws import Draw, ObserverFile, Pick, Publication
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
from juries.models.recruitment import (
    Applicant,
    ApplicantFeatures,
    Recruitment,
    SoughtFeature,
    SoughtValue,
)

__all__ = [
    "AnswerRevision",
    "Applicant",
    "ApplicantFeatures",
    "BodyAnswer",
    "Draw",
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
    "ObserverFile",
    "Pick",
    "PopulationShare",
    "Publication",
    "Recommendation",
    "RecommendationAction",
    "Recruitment",
    "ResidentQuestion",
    "SessionPage",
    "SoughtFeature",
    "SoughtValue",
    "Witness",
]
