"""Rows of the juries: pages editors write, what a jury recommended, what the bodies answered."""

from juries.models.draws import Draw, ObserverFile, Pick, Publication
from juries.models.jurors import Juror, MakeUp, MakeUpAnswer, PopulationShare
from juries.models.links import JuryForum, JuryPlan, JurySessionThread, RecommendationAction, RecommendationThread
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
from juries.models.priorities import ConferenceRanking, RankedThing
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
from juries.models.room import Draft, Drafting, DraftNote, DraftStatement, DraftVersion, Paper
from juries.models.room_votes import DraftBallot, DraftVote, Stand

__all__ = [
    "AnswerRevision",
    "Applicant",
    "ApplicantFeatures",
    "BodyAnswer",
    "ConferenceRanking",
    "Draft",
    "DraftBallot",
    "DraftNote",
    "DraftStatement",
    "DraftVersion",
    "DraftVote",
    "Drafting",
    "Draw",
    "EvidenceLink",
    "Juror",
    "JurorQuestion",
    "JuryCommissioner",
    "JuryForum",
    "JuryIndexPage",
    "JuryPage",
    "JuryPlan",
    "JurySessionThread",
    "JuryShelfPage",
    "JuryTheme",
    "MakeUp",
    "MakeUpAnswer",
    "MinorityStatement",
    "ObserverFile",
    "Paper",
    "Pick",
    "PopulationShare",
    "Publication",
    "RankedThing",
    "Recommendation",
    "RecommendationAction",
    "RecommendationThread",
    "Recruitment",
    "ResidentQuestion",
    "SessionPage",
    "SoughtFeature",
    "SoughtValue",
    "Stand",
    "Witness",
]
