"""What the demonstration asks in a hall: the agendas of two events. Plain values; `engage/demo/live.py` makes rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

#: The codes of the two events, so that whoever shows the demonstration can name them.
CONFERENCE_CODE: Final = "TGTHR7"
PAST_CODE: Final = "FRM478"


@dataclass(frozen=True)
class Step:
    """One step of an agenda. `lean` and, for a second round, `then` say how the past hall answered (`engage/demo/live.py`)."""

    kind: str
    text: str
    body: str = ""
    choices: tuple[str, ...] = ()
    config: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    #: (slug of a consultation, words of its question): the step asks that very question.
    shared: tuple[str, str] | None = None
    lean: tuple[float, ...] = ()
    then: tuple[float, ...] = ()
    words: tuple[str, ...] = ()


AGES = ("Under 25", "25 to 44", "45 to 64", "65 or over")
AREAS = ("Charnwood and Melton", "Harborough, Oadby and Wigston", "Blaby, Hinckley and Bosworth", "North West")
FIRST_THINGS = (
    "Hold meetings in villages and estates, not in County Hall",
    "Give parishes and voluntary groups more seats on the Board",
    "Tell people in plain words what was decided, and why",
    "Share money and staff, so that it is not the County Council’s alone",
)

CONFERENCE = (
    Step(
        "slide",
        "Welcome",
        body="You are one of 180 delegates. Your phone is your voting handset today: no app, no "
        "account, no name. If you have no phone, lift your hand and a helper comes to you.",
    ),
    Step(
        "single",
        "Just to try it out: what do you drink in the break?",
        choices=("Tea", "Coffee", "Water", "I skip the break"),
        settings={"is_test": True, "is_blind": False},
    ),
    Step("single", "How old are you?", choices=AGES, settings={"is_slice": True}),
    Step("single", "Where do you live or work?", choices=AREAS, settings={"is_slice": True}),
    Step(
        "agree",
        "I can influence decisions where I live.",
        shared=("community-strategy-review", "I can influence decisions where I live."),
    ),
    Step("single", "What should partners do first to be less of a closed club?", choices=FIRST_THINGS),
    Step(
        "slide",
        "Ten minutes at your tables",
        body="Some of our partners told the peer challenge that the partnership "
        "looks like a closed club. What would open the door? Talk about it; then we go back and ask the same question again.",
    ),
    Step(
        "multiple",
        "What keeps people you know from taking part?",
        choices=(
            "They do not hear of it in time",
            "The words are hard to follow",
            "Meetings are at the wrong time",
            "They cannot get there",
            "They think nothing will change",
            "Nobody asked them",
        ),
        config={"maximum": 3},
    ),
    Step("break", "Coffee, twenty minutes"),
    Step(
        "ranking",
        "Put these ways of listening in order, the most useful first.",
        choices=("Citizens’ juries", "The Citizens’ Panel", "Parish plans", "A yearly forum for excluded groups"),
    ),
    Step(
        "rating",
        "How well do we tell people what became of their views?",
        config={"maximum": 5, "low_label": "Badly", "high_label": "Very well"},
    ),
    Step(
        "line",
        "How should Board meetings feel?",
        config={"low_label": "Formal, with papers", "high_label": "Informal, at tables"},
    ),
    Step("short_text", "In one word: how should the partnership feel?", settings={"view": "cloud"}),
    Step("talk", "Your questions to the Board"),
    Step("yes_no", "Will you take one thing back to your own organisation?"),
    Step(
        "slide",
        "Thank you",
        body="The results are on the page with today’s code. What you said on decisions where you "
        "live counts in the consultation on the next Community Strategy as well.",
    ),
)

PAST = (
    Step(
        "single",
        "Just to try it out: how did you come here today?",
        choices=("By bus", "By car", "On foot"),
        settings={"is_test": True},
        lean=(3, 6, 2),
    ),
    Step("single", "How old are you?", choices=AGES, settings={"is_slice": True}, lean=(3, 4, 5, 4)),
    Step("single", "Where do you live?", choices=AREAS, settings={"is_slice": True}, lean=(5, 4, 4, 3)),
    Step(
        "single",
        "What should the Board take up first?",
        choices=(
            "Front desks where staff know how to talk with everybody",
            "Letters and leaflets that people can read",
            "Jobs, and training on the job",
            "Somewhere to report hatred that leads to something",
        ),
        lean=(4, 3, 5, 2),
    ),
    Step("yes_no", "Should every Board meeting be held outside County Hall?", lean=(5, 6), then=(6, 5)),
    Step("agree", "Somebody from my community is heard when decisions are made.", lean=(1, 4, 4, 7, 3)),
    Step(
        "multiple",
        "Where do you hear about things you could have a say in?",
        choices=(
            "From people I know",
            "At my place of worship",
            "In a library or surgery",
            "On the radio or in the paper",
            "On the internet",
            "Nowhere",
        ),
        config={"maximum": 3},
        lean=(9, 5, 4, 3, 5, 2),
    ),
    Step(
        "rating",
        "How welcome did you feel here today?",
        config={"maximum": 5, "low_label": "Not at all", "high_label": "Very"},
        lean=(0.5, 1, 3, 8, 7),
    ),
    Step(
        "ranking",
        "What would help a follow-up group most? Put the most useful first.",
        choices=("Travel costs paid", "Childcare", "Training in how councils work", "A named officer to ring"),
        lean=(5, 3, 4, 6),
    ),
    Step(
        "short_text",
        "In one word: what makes a meeting welcoming?",
        settings={"view": "cloud"},
        words=(
            "food",
            "food",
            "food",
            "Tea",
            "tea",
            "a smile",
            "a smile",
            "names",
            "time",
            "time",
            "time",
            "ramps",
            "no jargon",
            "No jargon",
            "interpreters",
            "interpreters",
            "children",
            "warmth",
            "listening",
            "listening",
            "listening",
            "chairs",
            "music",
            "patience",
        ),
    ),
    Step(
        "long_text",
        "What should not be forgotten after today?",
        words=(
            "That we came. Last time nobody wrote back.",
            "The desk staff need the training more than the managers do.",
            "My sister would have come if there had been someone to mind the little ones.",
            "Ask us again in a year and show us what you did.",
            "The second job, not only the first one.",
            "People who look after somebody cannot come at ten in the morning.",
        ),
    ),
    Step("talk", "Questions to the Board"),
)

#: Question, supporters, state, answer or reason.
PAST_TALK: Final = (
    ("Will the Board come to us next time?", 41, "answered",
     "Yes. One of its four meetings a year will be held outside County Hall, the first in Loughborough."),
    ("Who checks that the juries’ action plans are carried out?", 35, "answered",
     "Each community of interest gets a lead officer in the policy team, and the Board hears a report once a year."),
    ("Can there be interpreters at every forum?", 22, "accepted", ""),
    ("Why was the lift out of order?", 6, "dismissed", "It was mended at noon; the building’s manager answered it on the spot."),
)  # fmt: skip
