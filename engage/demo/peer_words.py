"""What the demonstration knows of the peer-challenge action plan of August 2006: its facts in our own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

TITLE: Final = "Peer challenge action plan"
SLUG: Final = "peer-challenge"
SUMMARY: Final = "What the partnership does about what visiting peers found: six themes, thirty-five actions."
INTRODUCTION: Final = (
    "In 2006 people from other partnerships came, asked questions and told us where we could do better. Some partners "
    "had called the partnership a closed club. This plan answers the visit, point by point."
)


@dataclass(frozen=True)
class Promise:
    """`course` says how it went: days before today, status, words. The reason is what stands after '|'."""

    reference: str
    title: str
    what: str
    owner: str = ""
    role: str = ""
    due: int | None = None
    due_words: str = ""
    course: tuple[tuple[int, str, str], ...] = ()


STRUCTURES: Final = "How we are built and work"
COMMUNITIES: Final = "Communities of interest"
RELATIONS: Final = "How we get on with each other"
WORDS: Final = "Communication"
OTHER: Final = "Other things"
UNDERWAY: Final = "Begun or dealt with"

#: Theme, then its promises.
THEMES: Final[tuple[tuple[str, tuple[Promise, ...]], ...]] = (
    (STRUCTURES, (
        Promise("0", "Change who sits on the Board", "Show the Board a chart of the new structure and what changes for whom.",
                "county", "Policy team", -190, course=((380, "on_track", "The chart is drawn."), (200, "done", "The Board agreed it in November."))),
        Promise("7", "A partnership that is less formal and open to more people", "Launch the new structure at a longer meeting, with lunch and time to talk.",
                "county", "Policy team", -20, "Spring", ((300, "on_track", "More seats for voluntary groups and for places are proposed."), (60, "at_risk", "The hall is booked; two invitations are not answered."))),
        Promise("15", "Ways of working that let people talk", "Plan a year of meetings ahead: themes, small groups, other places than County Hall.",
                "county", "Policy team", 120, course=((150, "on_track", "Four meetings are planned, two of them away from County Hall."),)),
        Promise("21", "Let more people shape what is decided", "Ask for items before an agenda is made, and let voluntary bodies speak at meetings.",
                "", "", None, "", ((280, "at_risk", "Some partners still see a closed club."),)),
        Promise("14", "Share the chair", "Let each sector lead a part of the agenda and host a meeting.", "charnwood", "Leader's office", 60,
                course=((320, "not_started", "The County Council's leader chairs today."), (45, "on_track", "The police host the next meeting."))),
        Promise("8", "Go back to what we share and trust", "Write down the values we expect of each other and sign them.", "county", "Policy team", -40,
                course=((350, "on_track", "A first job description for Board members is in the welcome pack."), (110, "late", "The pack waits for three signatures."))),
        Promise("35", "Learn to work as partners", "Hold a session on partnership skills when the new structure starts.", "county", "Policy team", 40),
    )),
    (COMMUNITIES, (
        Promise("6", "Equality in everything we do", "Let the juries' action plans be the basis, with the Board taking part.", "county", "Equality lead", 150,
                course=((330, "on_track", "What two juries said went to the Board each quarter."), (80, "on_track", "Race equality training is offered to the Board."))),
        Promise("11", "More and more varied voluntary voices", "Name a lead officer for each community of interest.", "voluntary", "Development team", 90,
                course=((310, "at_risk", "More seats are proposed; who fills them is open."), (30, "done", "Every community of interest has a lead officer."))),
        Promise("18", "Strengthen voluntary and community groups", "Find out who needs help most, and where groups can help with the area agreement.", "voluntary", "Development team", 30,
                course=((340, "on_track", "Parish councils received £40,000 more this year."), (50, "late", "The review of needs starts six weeks late."))),
        Promise("19", "Reach groups that nobody hears", "Hold a forum every spring where people who are left out put their views to the Board.", "county", "Policy team", 200, "In the spring of each year",
                ((95, "on_track", "The first forum took place; sixty people came."),)),
        Promise("25", "Follow up the Black and minority ethnic jury", "Use the annual conference to put the jury's actions in order.", "county", "Equality lead", -5,
                course=((290, "on_track", "The action plan is written."), (100, "at_risk", "Five partners have not said what they take on."))),
    )),
    (RELATIONS, (
        Promise("16", "Be clear with the theme partnerships", "Visit each of them, and put their minutes on the website.", "county", "Policy team", 20,
                course=((270, "on_track", "Three of five are visited."), (15, "on_track", "All five are visited; minutes follow."))),
        Promise("10", "Say what Board members and champions do", "Make a welcome pack with roles, a short guide and fact sheets.", "county", "Policy team", -100,
                course=((250, "late", "The champions' group could not agree a text."), (70, "done", "The pack is out."))),
        Promise("22", "County and districts closer together", "Let district leaders speak for their partnerships on the Board.", "harborough", "Chief executive's office", 75,
                course=((260, "at_risk", "It works well in some districts only."),)),
        Promise("23", "Clear lines to the rural partnership", "Have it report to the Board, and the Board to it.", "rural-council", "", 10,
                course=((240, "done", "It is our arm for the countryside, and says so."),)),
        Promise("12", "Parishes and their plans", "Meet the association of parishes, and use parish plans when strategies are made.", "rural-council", "Parish adviser", 45,
                course=((360, "on_track", "A charter is agreed and meetings are regular."), (120, "on_track", "A day for all parish councils is fixed."))),
        Promise("34", "Talk with the City about diversity", "Find the work that both councils could do together.", "", "", None, "",
                ((230, "on_track", "Lead officers meet every month."),)),
    )),
    (WORDS, (
        Promise("4", "A plan for communication that goes both ways", "Bring a plan to the Board, with a promise by partners to share news.", "county", "Communications", -60,
                course=((220, "on_track", "A draft is written."), (90, "late", "It missed the February Board."), (12, "done", "The Board agreed it."))),
        Promise("32", "Share what works and what does not", "Keep one Board meeting in four for learning.", "county", "Policy team", 180, course=((140, "on_track", "The first such meeting is planned."),)),
        Promise("33", "Tell the staff of all partners", "Repeat the information sessions, and say that meetings are public.", "", "Communications", None, "Ongoing"),
        Promise("28", "Tie projects closer to us", "Make fact sheets of the main projects.", "business", "Communications", 15, course=((130, "not_started", "Who writes them is being settled."),)),
        Promise("30", "More partners behind each project", "Agree who gives what before work starts: money, people or time.", "county", "Finance", 100,
                course=((210, "at_risk", "Few partners give anything to projects today."), (25, "at_risk", "Two of nine projects have an agreement."))),
        Promise("2", "Front-line staff own the Community Strategy", "Hold more sessions and a simple guide for Board, partners and public.", "county", "Communications", -150,
                course=((365, "on_track", "Sessions were held at three times of day."), (160, "dropped", "The guide is enough.|The sessions cost more than they brought: eleven people came to the last six."))),
    )),
    (OTHER, (
        Promise("1", "Bring strategies into line", "Agree a timetable, and talk to each other before a strategy is written.", "county", "Policy team", 210,
                course=((205, "on_track", "County and district planners meet."),)),
        Promise("5", "Consult together", "Set up a group of those who consult, and use the consultation database.", "county", "Consultation team", -10, "End of the year",
                ((335, "on_track", "Three juries were held."), (85, "on_track", "Nine partners use the database."), (9, "done", "The group meets every quarter."))),
        Promise("9", "Take on difficult questions", "Name them and take one up, such as people who come here to work.", "", "", None, ""),
        Promise("29", "Use what the research site knows", "", "county", "Research team", 130, course=((190, "on_track", "It shows which figures are mapped already."),)),
    )),
    (UNDERWAY, (
        Promise("3", "Tie the area agreement to the partnership", "Say in every paper how the two belong together.", "county", "Policy team", -200, course=((300, "done", "The new structure makes it clear."),)),
        Promise("13", "An executive group", "Hold its first two meetings.", "county", "Policy team", -250, course=((300, "done", "Its terms of reference are agreed."),)),
        Promise("17", "Settle how the area agreement is decided", "Say it by e-mail and in the newsletter.", "county", "Policy team", -220, course=((290, "done", "It is settled and told."),)),
        Promise("26", "Who answers for performance", "Show it in the conference's workshops.", "county", "Performance officer", -30,
                course=((280, "on_track", "A system was bought and is being filled."), (55, "at_risk", "Two theme groups have named nobody."))),
        Promise("20", "An annual conference", "Let it weigh what comes next and meet the jury.", "county", "Policy team", -75, course=((365, "on_track", "180 people came last time."), (74, "done", "The second one was held in October."))),
        Promise("27", "One system for agreement and strategy", "Bring both to the Board as a traffic-light report.", "county", "Performance officer", 5,
                course=((215, "on_track", "The second phase follows the first report."), (20, "on_track", "This is that report."))),
        Promise("31", "Use the agreement to change services in neighbourhoods", "", "north-west", "Neighbourhood manager", 160,
                course=((255, "on_track", "Three districts manage by neighbourhood."), (35, "on_track", "A county-wide group shares what works."))),
    )),
)  # fmt: skip

REPORT_TITLE: Final = "Traffic-light report to the Board"
REPORT_WORDS: Final = "For information. The Board is asked to look at what became late since it last met."
#: Days before today, title, commentary.
REVIEWS: Final = (
    (270, "First review", "The structure is settled and the first promises are kept. Most of the work on communities of interest has just begun."),
    (20, "Second review", "A third of the plan is done. Communication, which stood still at the first review, has caught up. Three promises have no owner yet, and that is the Board's to mend."),
)  # fmt: skip
FOLLOWERS: Final = ("ruth@post.example", "sam@post.example", "parish.clerk@post.example")
