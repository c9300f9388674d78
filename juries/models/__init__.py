"""Rows of the juries: pages editors write, what a jury recommended, what the bodies answered."""

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
from juries.models.recommendations import BodyAnswer, EvidenceLink, MinorityStatement, Recommendation

__all__ = [
    "BodyAnswer",
    "EvidenceLink",
    "JurorQuestion",
    "JuryCommissioner",
    "JuryIndexPage",
    "JuryPage",
    "JuryPlan",
    "JuryShelfPage",
    "JuryTheme",
    "MinorityStatement",
    "Recommendation",
    "RecommendationAction",
    "SessionPage",
    "Witness",
]
