"""What the plans of the demonstration promise and what was said since; days are counted from today.

The jury of disabled people did ask for information one can use, the County Council did buy the picture bank, the jury of
Black and minority ethnic people did name the six themes. Dates, owners and updates are examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ON_TRACK, AT_RISK, LATE, DONE, DROPPED = "on_track", "at_risk", "late", "done", "dropped"


@dataclass(frozen=True)
class Word:
    """One update: so many days ago, how it stood, what was said; at the end why it will not be done, or something to see."""

    days_ago: int
    status: str
    text: str
    reason: str = ""
    evidence: tuple[str, str] | None = None


@dataclass(frozen=True)
class Promise:
    """One action. `due` is in days from today; None where no day is named."""

    reference: str
    theme: str
    title: str
    what: str
    owner: str = ""
    role: str = ""
    due: int | None = None
    due_words: str = ""
    partners: tuple[str, ...] = ()
    measure: str = ""
    said: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Plan:
    """`answers` are consultations of the demonstration, as lead and address."""

    slug: str
    title: str
    lead: str
    summary: str
    about: str
    contact: str
    published: int
    promises: tuple[Promise, ...]
    answers: tuple[tuple[str, str], ...] = ()


_FORMATS, _BUSES, _LEARNING, _WORK = "Information one can use", "Getting about", "Learning", "Work"
DISABLED: Final = Plan(
    slug="disabled-peoples-jury",
    title="What we do for the jury of disabled people",
    lead="county",
    summary="The jurors said one thing in every session: give us information we can use. This is what each body does about it.",
    about="Thirteen jurors questioned the people who run services for a day. The first plan came soon after their report. "
    "It has been gone through again since, to bring in more partners.",
    contact="Accessible services lead",
    published=-420,
    promises=(
        Promise("1.1", _FORMATS, "Buy a bank of pictures that all our staff can use",
            "Pictures beside plain words help many people who do not read well. Staff find them on their own computers.",
            "county", "Accessible services lead", -300, measure="Every team has used it at least once.",
            said=(
                Word(400, ON_TRACK, "Three picture banks were tried out with a group of jurors."),
                Word(350, ON_TRACK, "The Change Picture Bank is bought and stands on the staff network."),
                Word(305, DONE, "Training is open to all staff. More than two hundred have taken it.",
                    evidence=("About the picture bank", "https://example.org/picture-bank")),
            )),
        Promise("1.2", _FORMATS, "Ask every person once which format they need, and note it",
            "Large print, pictures, easy words, sound or Braille: asked at the first meeting, used in everything sent after it.",
            "county", "Social care manager", -37, measure="Nine in ten files say which format.",
            said=(
                Word(240, ON_TRACK, "The form has a new question. Two teams began with it."),
                Word(120, AT_RISK, "Four teams of nine ask it. The new computer system came later than we were told."),
                Word(20, LATE, "Six teams of nine ask it. The last three wait for their new system."),
            )),
        Promise("1.3", _FORMATS, "Make a picture bank for the health service",
            "The same idea, with pictures of treatments, wards and medicines.",
            "health", "Patient information lead", 45, partners=("county",), measure="It is used on every ward.",
            said=(
                Word(200, ON_TRACK, "Drawn together with people who have learning disabilities: 140 pictures so far."),
                Word(60, ON_TRACK, "210 pictures are ready. Two surgeries try them out."),
            )),
        Promise("1.4", _FORMATS, "Send hospital letters in large print to whoever asks",
            "One telephone call is enough, and it stays so for every later letter.",
            "health", "Patient information lead", 10,
            said=(Word(150, AT_RISK, "Our printer can do it, but the addresses are kept in two places that do not agree."),)),
        Promise("2.1", _BUSES, "Mark every journey a wheelchair can use, in print and at the stop",
            "A sign at each time in the timetable, and a number to ring.",
            "county", "Public transport manager", -90,
            said=(
                Word(300, ON_TRACK, "Agreed with the bus companies. New timetables carry the mark."),
                Word(95, DONE, "All timetables have been printed anew. A juror checked ten stops and found it at nine; the tenth is mended."),
            )),
        Promise("2.2", _BUSES, "Teach all drivers on roads we pay for",
            "Half a day for each driver, given by disabled people.",
            "county", "Public transport manager", 120, "Before the winter timetable",
            said=(Word(30, ON_TRACK, "62 of 140 drivers have been. Jurors teach."),)),
        Promise("3.1", _LEARNING, "List the help there is on every course for adults, in one place",
            "Since each college prints its own prospectus, we keep one list of all.",
            "learning", "", None, "Next academic year"),
        Promise("3.2", _LEARNING, "Pay for a helper on evening courses",
            "So that nobody stays away because help ends at five.",
            "county", "Adult learning manager", -60,
            said=(
                Word(280, AT_RISK, "We asked for £18,000 a year."),
                Word(70, DROPPED, "We looked for the money in two budgets.",
                    reason="The money was not granted in this year's budget. Daytime courses keep their helpers. The "
                    "question is put again for next year."),
            )),
        Promise("4.1", _WORK, "Keep one adviser from the first talk to the third month in a job",
            "For people on the programme for disabled people first.",
            "jobs", "", 200, said=(Word(130, ON_TRACK, "It is so for 45 people now."),)),
        Promise("4.2", _WORK, "Show ten employers what changed when they took disabled people on",
            "Short films, made with the people themselves.", "", "", None),
    ),
)  # fmt: skip

_KNOW, _INFORM, _REACH = (
    "Understanding ethnic diversity",
    "Information, advice and guidance",
    "Health, housing and transport",
)
_TOGETHER, _JOBS, _ACTIVE = "Community cohesion", "Employment", "Active citizenship"
BLACK_AND_MINORITY_ETHNIC: Final = Plan(
    slug="black-and-minority-ethnic-jury",
    title="What we do for the jury of Black and minority ethnic people",
    lead="county",
    summary="Eighteen jurors, six themes, frank questions. This plan says body by body what changes, and what does not.",
    about="The jurors' message was that rules and services cannot be made apart from the lives of the people they are for. "
    "The plan follows the six themes of their two days. The annual conference puts its actions in order of importance.",
    contact="Race equality lead",
    published=-210,
    answers=(("county", "getting-on-together"),),
    promises=(
        Promise("1.1", _KNOW, "Ask the jurors to stay with us as advisers",
            "A group that reads drafts before they are decided on, and is paid for its time.",
            "county", "Race equality lead", -100, measure="Every new policy says what the advisers thought of it.",
            said=(
                Word(180, ON_TRACK, "Eleven of eighteen jurors said yes."),
                Word(104, DONE, "The group meets every second month. Its notes are public."),
            )),
        Promise("1.2", _KNOW, "Bring what is known of each community together in one place",
            "Numbers and stories, on the research atlas, open to everybody.",
            "county", "Research lead", 60, said=(Word(40, ON_TRACK, "Twelve of twenty pages are written."),)),
        Promise("2.1", _INFORM, "Say in every letter how to get an interpreter",
            "One line in eleven languages at the foot of every letter.",
            "county", "Customer services manager", -12,
            said=(Word(80, ON_TRACK, "The line is written and checked. Letters change from next month."),)),
        Promise("2.2", _INFORM, "Train every front desk in the county",
            "A day with people who have stood on the other side of the desk.",
            "harborough", "Customer services manager", 30, partners=("county", "health"),
            said=(Word(25, AT_RISK, "Three of five desks are done. Two trainers are ill and we look for others."),)),
        Promise("2.3", _INFORM, "Answer calls about health in five languages",
            "Without ringing back.", "health", "Equality lead", 5,
            said=(Word(140, ON_TRACK, "Two languages work. Staff for the others are being found."),)),
        Promise("5.1", _REACH, "Look at who is turned down for a home, and why",
            "By ethnic group, for the last three years, in all seven districts.",
            "harborough", "Housing manager", -21, partners=("charnwood",),
            said=(Word(110, LATE, "Two districts have sent their figures. Five have not."),)),
        Promise("5.2", _REACH, "Ask for a night bus to the food factories",
            "Shifts end when no bus runs.", "", "", None, "To be agreed"),
        Promise("6.1", _TOGETHER, "Set up a county network for cohesion",
            "Partners and communities together, with a toolkit that others can use.",
            "county", "Cohesion lead", 90, partners=("police", "faiths", "refugee-action"),
            said=(
                Word(160, ON_TRACK, "A paper went to the board."),
                Word(30, ON_TRACK, "We asked residents what the network should do. What they said is being read."),
            )),
        Promise("6.2", _TOGETHER, "Take reports of racist crime in places other than police stations",
            "Libraries, mosques, temples, advice centres.",
            "police", "Hate crime lead", -45, partners=("faiths", "county"),
            said=(Word(70, DONE, "Twenty-three places take reports. Last quarter 41 came in that way."),)),
        Promise("3.1", _JOBS, "Publish each year who is promoted",
            "By ethnic group, where groups are large enough that nobody is named.",
            "county", "Head of personnel", 150, said=(Word(15, ON_TRACK, "The first figures are being checked."),)),
        Promise("3.2", _JOBS, "Offer mentors to staff who want to move up", "", "fire", "", 75),
        Promise("4.1", _ACTIVE, "Keep two seats on every board",
            "For people from Black and minority ethnic communities.",
            "county", "Partnership manager", -30,
            said=(
                Word(150, AT_RISK, "Boards that are elected by members say that they cannot keep seats."),
                Word(33, DROPPED, "Talked through with the jurors.",
                    reason="Elected boards may not keep seats by their own rules. Instead each board says once a year who "
                    "stood, who was chosen, and what it did to ask more people."),
            )),
    ),
)  # fmt: skip

SERVICE_SHOPS: Final = Plan(
    slug="joint-service-shops",
    title="Joint service shops: what we do now",
    lead="hinckley-bosworth",
    summary="You told us that people who work cannot come and that benefits advice is missing.",
    about="Four shops bring several services to one counter.",
    contact="Access to services lead",
    published=-125,
    answers=(("hinckley-bosworth", "service-shops"),),
    promises=(
        Promise("1", "", "Open all four shops until 7 pm on Thursdays", "In place of shorter mornings.",
            "hinckley-bosworth", "Shops manager", -60,
            said=(Word(62, DONE, "All four are open. On the first evening 31 people came."),)),
        Promise("2", "", "Have benefits advisers at Hinckley and Ashby three days a week", "",
            "hinckley-bosworth", "Shops manager", -30, said=(Word(40, DONE, "They sit at both."),)),
        Promise("3", "", "Have benefits advisers at Braunstone and Glenfield",
            "As soon as the advisers' contract is renewed.", "blaby", "", None, "In spring"),
    ),
)  # fmt: skip

PLANS: Final = (DISABLED, BLACK_AND_MINORITY_ETHNIC, SERVICE_SHOPS)
