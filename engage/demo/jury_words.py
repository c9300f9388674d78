"""What the on-line jury of the demonstration has to read and has written: a made-up jury in the spirit of the real ones."""

from __future__ import annotations

from typing import Final

#: Links for everybody who tries the demonstration. They are public: it refuses to run in production.
JUROR_LINK: Final = "demonstration-juror"
SECOND_LINK: Final = "demonstration-second-juror"
FACILITATOR_LINK: Final = "demonstration-facilitator"

SLUG: Final = "being-heard"
TITLE: Final = "Citizens’ jury on being heard"
SUMMARY: Final = (
    "Twelve people from all over the county work out on line how bodies should answer what people tell them."
)
QUESTION: Final = "When public bodies ask people what they think, how should they tell them what became of it?"
WHY: Final = (
    "<p>People who took part in earlier juries and consultations often said that they never heard what came of it. The "
    "partnership asked a jury to say what would be fair.</p>"
)
CHOSEN: Final = (
    "<p>Invitations went to homes in every district. Those who answered were drawn by lot, so that the jury looks like "
    "the county in age, sex, ethnic group, disability and area. The jury meets on line, with a helper for anybody who "
    "is new to it.</p>"
)
JURORS: Final = (
    "Amber",
    "Bashir",
    "Clover",
    "Deepa",
    "Errol",
    "Fern",
    "Gwen",
    "Hiran",
    "Ivor",
    "Jas",
    "Kasia",
    "Len",
)
#: Title, days from today, summary.
SESSIONS: Final = (
    (
        "What happens to answers",
        -12,
        "Officers show what they do with what people write, from the letter box to the report.",
    ),
    (
        "What people hear back",
        -5,
        "People who took part before tell what they heard afterwards, and what they did not.",
    ),
    ("Putting it together", 4, "The jury goes through its drafts one by one."),
)
#: Session (its place above), title, text.
PAPERS: Final = (
    (
        None,
        "How this jury works",
        "You read, you ask, you write together and you vote. Nothing you write here is public until the jury has adopted "
        "it.\n\nYou are known by the name you chose. Take your time: a jury is not a test.",
    ),
    (
        0,
        "A year of consultations in figures",
        "Last year the partners ran 31 consultations. For 19 of them a report was published. For 7 of those the report "
        "says what was changed because of what people wrote.\n\nThe longest wait between the last day and the report was "
        "14 months. Half of all reports came within 4 months.",
    ),
    (
        1,
        "What people told us about hearing back",
        "Forty people who had answered a consultation were called up afterwards. 9 remembered hearing anything. Most said "
        "they would like a short letter or message: what we said, what you decided, why.\n\nSeveral asked for large print "
        "or for somebody to talk to. Two said that a letter in their own language would have made the difference.",
    ),
)
#: Key, title, then its versions: (juror, text, reasons).
DRAFTS: Final = (
    (
        "answer",
        "Answer everybody within twelve weeks",
        (
            ("Amber", "Bodies should answer people faster.", ""),
            (
                "Errol",
                "Every body that asks people for their views should publish what it heard and what it will do within "
                "twelve weeks.",
                "Half of the reports we saw took longer than four months.",
            ),
            (
                "Deepa",
                "Every body that asks people for their views should publish what it heard, what it will do and why, "
                "within twelve weeks of the last day. Where it cannot, it should say so and name a new date.",
                "Half of the reports we saw took longer than four months. People told us that silence is worse than no.",
            ),
        ),
    ),
    (
        "plain",
        "Say it in words that people use",
        (
            (
                "Gwen",
                "Answers should be written so that an eleven-year-old can follow, with an easy-read version beside them.",
                "Some of the reports we were shown we could not follow ourselves.",
            ),
            (
                "Hiran",
                "Answers should be written so that an eleven-year-old can follow, with an easy-read version beside them "
                "and, on request, a version in other languages.",
                "Some of the reports we were shown we could not follow ourselves. Two of the people called up said that "
                "their own language would have made the difference.",
            ),
        ),
    ),
    (
        "person",
        "Name somebody to ask",
        (
            (
                "Kasia",
                "Each answer should name an office with a telephone number that people can ring.",
                "Letters without a name feel like a wall.",
            ),
        ),
    ),
    (
        "fine",
        "Fine bodies that do not answer",
        (
            (
                "Ivor",
                "A body that does not answer in time should pay into a fund for local groups.",
                "Promises cost nothing.",
            ),
        ),
    ),
)
#: Draft, juror, note.
NOTES: Final = (
    ("answer", "Len", "Twelve weeks is generous. But better twelve that are kept than six that are not."),
    ("answer", "Fern", "Can we say what happens when they miss it? I added half a sentence."),
    ("plain", "Bashir", "Who checks that an eleven-year-old can follow? Perhaps a group of readers."),
    ("person", "Clover", "An office, yes, but also an e-mail address. I cannot telephone."),
    ("person", "Jas", "And say when somebody is there. Should I add it?"),
)
STATEMENT: Final = (
    "Twelve weeks is too short for small bodies such as parish councils. They will answer in time and say nothing. We would "
    "have given them twenty."
)
#: Feature: (group, share of the population in per cent, how many of the jurors).
POPULATION: Final = {
    "age": (("Under 25", "18.0", 2), ("25 to 44", "31.0", 4), ("45 to 64", "31.0", 3), ("65 or over", "20.0", 3)),
    "sex": (("Female", "51.0", 7), ("Male", "49.0", 5)),
    "ethnic_group": (("White", "86.0", 8), ("Asian or Asian British", "10.0", 3), ("Black, mixed or other", "4.0", 1)),
    "disability": (("Disabled", "19.0", 3), ("Not disabled", "81.0", 9)),
    "area": (("Towns", "64.0", 7), ("Villages", "36.0", 5)),
}
