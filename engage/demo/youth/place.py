"""Put the youth section of the demonstration on the site, each part once; dates that lie ahead move with the calendar."""

from __future__ import annotations

from datetime import datetime

from engage.demo.youth.articles import place_articles, place_section
from engage.demo.youth.asking import place_asking
from engage.demo.youth.chat import place_chat
from engage.demo.youth.competitions import place_competitions
from engage.demo.youth.facts import place_figures, place_help, place_whats_on
from engage.demo.youth.pieces import place_pieces
from engage.demo.youth.team import place_adults, place_writers


def place_youth(*, at: datetime) -> None:
    """Place everything, from the people to what they are asked."""
    place_section()
    team = place_writers(place_adults(at=at), at=at)
    place_articles(team, at=at)
    place_pieces(team, at=at)
    place_competitions(team, at=at)
    place_whats_on(team, at=at)
    place_chat(team, at=at)
    place_help()
    place_figures(at=at)
    place_asking(team, at=at)
