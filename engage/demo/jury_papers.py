"""The four juries of 2001 to 2005: what is on record of them, in our own words, and what is made up beside it.

On record: who called them, when and where they sat, how many sat, who was heard, the themes, the main findings, what
followed. Made up, and said to be on the pages themselves: what is said in sessions, wording and votes of
recommendations, answers of bodies.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

MADE_UP: Final = (
    "<p><b>About this page:</b> who called the jury, who sat, who was heard, its themes and what followed are on record. "
    "Where the papers give no day, we have set one. What people say on the pages of sessions, the wording of "
    "recommendations, votes, answers of bodies and their dates are made up, to show how this site works.</p>"
)
WORDS_MADE_UP: Final = "<p>The words on this page are made up for the demonstration. Who was heard is on record.</p>"


@dataclass(frozen=True)
class Answer:
    """What a body answered; `due` is in days from today. No verdict: it has not answered."""

    body: str
    due: int
    verdict: str = ""
    reasons: str = ""
    before: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Advice:
    """One recommendation. `rests_on` names sessions, or a session and the role of a witness."""

    title: str
    text: str
    reasons: str
    votes: tuple[int, int, int] | None = None
    theme: str = ""
    rests_on: tuple[tuple[str, str], ...] = ()
    minority: tuple[str, int] = ("", 0)
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Sitting:
    """One session. Witnesses: role, body, what they said."""

    title: str
    theme: str = ""
    summary: str = ""
    witnesses: tuple[tuple[str, str, str], ...] = ()
    asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Jury:
    slug: str
    lead: str
    title: str
    summary: str
    question: str
    starts_on: date
    ends_on: date
    when: str
    report_on: date
    closed_on: date | None = None
    place: str = ""
    jurors: int | None = None
    why: str = ""
    chosen: str = ""
    steering: str = ""
    programme: str = ""
    themes: tuple[str, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    advice: tuple[Advice, ...] = ()
    report: str = ""
    easy: str = ""
    followed: str = ""
    contact: str = "Policy team"
    plan: str = ""


RURAL: Final = Jury(
    slug="rural-jury",
    lead="rural-partnership",
    title="Citizens’ jury on rural life",
    summary="The first citizens’ jury in the county looked at what people who live in the countryside need.",
    question="What do people who live in our villages and open country need most?",
    starts_on=date(2001, 1, 1),
    ends_on=date(2001, 12, 31),
    when="2001",
    report_on=date(2001, 12, 31),
    closed_on=date(2002, 11, 1),
    why="<p>The Rural Partnership called it to hear from people who are seldom asked: those who live far from the next "
    "bus stop, surgery or office.</p>" + MADE_UP,
    followed="<p>It worked so well that the partnership called a second jury a year later, of young people, and that "
    "two more followed in 2004 and 2005.</p>",
    contact="Rural team",
)

YOUNG: Final = Jury(
    slug="young-peoples-jury",
    lead="rural-partnership",
    title="Citizens’ jury of young people",
    summary="The second jury heard what young people hope for.",
    question="What do young people want to do with their lives here, and what stands in the way?",
    starts_on=date(2002, 11, 1),
    ends_on=date(2002, 11, 30),
    when="November 2002",
    report_on=date(2002, 12, 31),
    closed_on=date(2004, 7, 5),
    why="<p>After the jury on rural life the Rural Partnership asked young people about their hopes.</p>" + MADE_UP,
    followed="<p>After these two juries the whole county partnership took the idea up, and called juries of disabled "
    "people and of Black and minority ethnic people.</p>",
    contact="Rural team",
)

DISABLED: Final = Jury(
    slug="disabled-peoples-jury",
    lead="county",
    title="Citizens’ jury of disabled people",
    summary="Thirteen jurors questioned the people who run services, for a day. In every session the same thing came "
    "up: information that they can use.",
    question="What must public services in the county do so that disabled people get the same from them as everybody?",
    starts_on=date(2004, 7, 5),
    ends_on=date(2004, 7, 5),
    when="",
    report_on=date(2004, 9, 1),
    place="Sibston Discovery Park",
    jurors=13,
    why="<p>Two earlier juries had shown that people who are seldom heard ask the best questions. So the partnership "
    "called one of disabled people.</p>" + MADE_UP,
    chosen="<p>Thirteen people sat. The papers do not say how they were chosen, so neither do we.</p>",
    programme="<p>One day. The jurors asked; those who run services answered.</p>",
    themes=("Care", "Learning", "Work", "Getting about"),
    sittings=(
        Sitting(
            "Care and support",
            "Care",
            "How care is planned with people, and how they hear of it.",
            (
                (
                    "Lead member for Social Services",
                    "County Council",
                    "<p>Said how care is decided on, and took questions about letters that people cannot read.</p>",
                ),
            ),
            (
                (
                    "Why do letters about my care come in small print?",
                    "<p>Because nobody had asked how you would like them. That must change.</p>",
                ),
            ),
        ),
        Sitting(
            "Schools and learning",
            "Learning",
            "From school to courses for adults.",
            (
                (
                    "Director of Education",
                    "County Council",
                    "<p>Said what schools and the service do for learners.</p>",
                ),
                ("A representative", "Learning and Skills Council", "<p>Said how courses for adults are paid for.</p>"),
            ),
        ),
        Sitting(
            "Work",
            "Work",
            "Finding work and keeping it.",
            (("A representative", "Jobcentre Plus", "<p>Said which help there is on the way into work.</p>"),),
        ),
        Sitting(
            "Getting about",
            "Getting about",
            "Buses, stops and timetables.",
            (("A representative", "Centrebus", "<p>Said which buses take wheelchairs, and how drivers learn.</p>"),),
            (
                (
                    "How do I know before I leave home whether the bus takes my wheelchair?",
                    "<p>You do not always. The timetable does not say so yet.</p>",
                ),
            ),
        ),
    ),
    advice=(
        Advice(
            "Give information in the format that each person can use",
            "Ask every person once which format they need, note it, and use it in all that is sent: large print, "
            "pictures, easy words, sound or Braille.",
            "It came up in every session. Whoever cannot read the letter cannot use the service.",
            (13, 0, 0),
            "Care",
            (("Care and support", ""), ("Schools and learning", ""), ("Work", ""), ("Getting about", "Centrebus")),
            answers=(
                Answer(
                    "county",
                    -600,
                    "accept",
                    "We have bought a bank of pictures, so that staff can say things without long words. All staff "
                    "find it on their own computers, and there is training in how to use it.",
                    before=("part", "We agree, and look for a way to pay for it."),
                ),
                Answer(
                    "health",
                    -600,
                    "part",
                    "We agree for letters and leaflets, and work on pictures for the health service. We cannot promise "
                    "every format at every surgery: surgeries are run by the doctors themselves.",
                ),
            ),
        ),
        Advice(
            "Say in every timetable which buses take a wheelchair",
            "Mark each journey in print, at the stop and on line, and tell people by telephone.",
            "A jurors’ question was answered with: the timetable does not say so.",
            (12, 1, 0),
            "Getting about",
            (("Getting about", ""),),
            answers=(
                Answer(
                    "county", -560, "accept", "New timetables carry the mark. Old ones are replaced as they run out."
                ),
            ),
        ),
        Advice(
            "Have every course say what help there is",
            "Each course for adults says in its prospectus which help a disabled learner can have, and whom to ask.",
            "People did not apply because they thought there was none.",
            (11, 1, 1),
            "Learning",
            (("Schools and learning", "Learning and Skills Council"),),
            answers=(
                Answer(
                    "learning",
                    -560,
                    "reject",
                    "Each college writes its own prospectus and we cannot tell it what to print. We have passed the "
                    "recommendation on to all of them.",
                ),
            ),
        ),
        Advice(
            "Give everybody one adviser on the way into work",
            "One named adviser, who stays the same from the first talk until three months into the job.",
            "Jurors had told their story five times to five people.",
            (9, 3, 1),
            "Work",
            (("Work", "Jobcentre Plus"),),
            ("Some of us would rather have a choice of advisers than one we cannot change.", 3),
            (
                Answer(
                    "jobs", -540, "part", "We do so for people on our programme for disabled people, not for all yet."
                ),
            ),
        ),
    ),
    report="<h2>What the jury found</h2><p>Whatever the subject, the jurors came back to one thing: information. People "
    "did not know what they could have, or were told in a way they could not use.</p><h2>What it asked for</h2><p>Its "
    "recommendations stand on a page each, with what every body answered.</p><h2>About this text</h2><p>The report of "
    "September 2004 is not here. This is a short account of it for the demonstration, in our own words.</p>",
    easy="<p>13 disabled people came together for a day.</p><p>They asked the people in charge many questions.</p>"
    "<p>They found out: we need information we can use.</p><p>Some people need big letters.</p><p>Some people need "
    "pictures.</p><p>Some people need to listen.</p><p>They told the people in charge what to change.</p>",
    followed="<p>A plan of action came out soon after the report. The County Council bought the Change Picture Bank: "
    "pictures that make information easier. Its staff can use it and are trained by the Valuing People team, who are "
    "working on a version for the health service. The plan has been gone through again since, to bring more partners "
    "in.</p>",
    contact="Accessible services lead",
    plan="disabled-peoples-jury",
)

BLACK_AND_MINORITY_ETHNIC: Final = Jury(
    slug="black-and-minority-ethnic-jury",
    lead="county",
    title="Citizens’ jury of Black and minority ethnic people",
    summary="Eighteen jurors spent two days on six themes, and asked frankly whether anybody truly wants things to "
    "change.",
    question="What must change so that people of every background are understood, served and heard here?",
    starts_on=date(2005, 11, 1),
    ends_on=date(2005, 11, 30),
    when="Two days in November 2005",
    report_on=date(2006, 3, 1),
    place="County Hall, Glenfield",
    jurors=18,
    why="<p>The jury came at the end of a long round of talks with many communities and local groups. What they raised "
    "became its six themes.</p>" + MADE_UP,
    chosen="<p>Eighteen people sat. Care was taken that they broadly reflected the county’s communities: in ethnic "
    "group, and in sex, age and faith as well.</p>",
    steering="<p>Refugee Action and Age Concern Leicestershire and Rutland helped to reach people. Consultants "
    "prepared the event and wrote the report.</p>",
    programme="<p>Two days, six themes, frank questions. Discrimination, in institutions and outside them, racist crime "
    "and language ran through all of them.</p>",
    themes=(
        "Understanding ethnic diversity",
        "Information, advice and guidance on public services",
        "Access to key services: health, housing and transport",
        "Community cohesion",
        "Employment",
        "Active citizenship",
    ),
    sittings=(
        Sitting(
            "Understanding ethnic diversity", "Understanding ethnic diversity", "Who lives here, and who knows it."
        ),
        Sitting(
            "Information, advice and guidance",
            "Information, advice and guidance on public services",
            "How people find out what there is, in which language and from whom.",
        ),
        Sitting(
            "Health, housing and transport",
            "Access to key services: health, housing and transport",
            "Who gets to the services everybody needs, and who does not.",
        ),
        Sitting("Community cohesion", "Community cohesion", "Racist crime and behaviour, and living side by side."),
        Sitting("Employment", "Employment", "Getting a job, and getting on in it."),
        Sitting("Active citizenship", "Active citizenship", "Who is asked, who decides, and how to get a seat there."),
    ),
    advice=(
        Advice(
            "Build services with the people they are for",
            "No policy or service about race equality is written without people who live it at the table from the start.",
            "What is developed apart from people’s experience misses it.",
            (18, 0, 0),
            "Understanding ethnic diversity",
            (("Understanding ethnic diversity", ""),),
            answers=(Answer("county", -60, "accept", "We ask the jurors to go on with us as a group of advisers."),),
        ),
        Advice(
            "Speak people’s languages, in word and in manner",
            "Each body says in which languages it answers and how to get an interpreter, and trains its front desk.",
            "Language came up on both days, and it was never about words alone.",
            (17, 0, 1),
            "Information, advice and guidance on public services",
            (("Information, advice and guidance", ""), ("Health, housing and transport", "")),
            answers=(
                Answer("county", -60, "accept", "From the spring every letter says how to get an interpreter."),
                Answer("health", -41),
                Answer("police", 24),
            ),
        ),
        Advice(
            "Count careers, not only jobs",
            "Employers of the partnership publish each year who is promoted, by ethnic group, and what they do about it.",
            "Getting in is one thing. Staying at the bottom is another.",
            (15, 1, 2),
            "Employment",
            (("Employment", ""),),
            ("One of us fears that small figures would point at persons.", 1),
            (
                Answer("county", -20, "part", "We publish it for groups that are large enough that nobody is named."),
                Answer("fire", 10),
            ),
        ),
        Advice(
            "Keep two seats on every board",
            "Each board of the partnership keeps two seats for people from Black and minority ethnic communities.",
            "Whoever is not in the room is talked about, not with.",
            (12, 5, 1),
            "Active citizenship",
            (("Active citizenship", ""),),
            ("Seats that are kept for us can be a way not to listen to the rest of us.", 5),
            (
                Answer(
                    "voluntary",
                    -15,
                    "reject",
                    "Our board is elected by its members. We will ask more people to stand, and tell you who did.",
                ),
            ),
        ),
    ),
    report="<h2>What the jury found</h2><p>Discrimination is part of daily life, inside institutions and outside them. "
    "People asked whether there is a true wish to change that.</p><h2>What it asked for</h2><p>Broad recommendations "
    "under its six themes. Some stand on pages of their own here, with what bodies answered.</p><h2>About this text</h2>"
    "<p>The full report is not here. This is a short account of it for the demonstration, in our own words.</p>",
    easy="<p>18 people from many backgrounds met for 2 days.</p><p>They talked about work, health, homes and buses.</p>"
    "<p>They said: some people treat us worse than others.</p><p>They said: ask us before you decide.</p>",
    followed="<p>A plan of action was drafted from the report and sent round to everybody concerned.</p>",
    contact="Race equality lead",
    plan="black-and-minority-ethnic-jury",
)

JURIES: Final = (RURAL, YOUNG, DISABLED, BLACK_AND_MINORITY_ETHNIC)
