"""Consultations that open later, and one that is still a draft."""

from __future__ import annotations

from engage.demo.shapes import C, Consultation, Q, S

SERVICE_SHOP = Consultation(
    slug="market-harborough-service-shop",
    title="A service shop for Market Harborough",
    lead="harborough",
    partners=(("county", True), ("police", False), ("jobs", False)),
    summary="One front door for council, police and job centre. What should it do first?",
    body="<p>People do not always know which body does what, and they do not want to be passed from pillar to post. Joint "
    "service shops bring the counters together. Market Harborough’s is the first to be planned with its users.</p>",
    decision="Which services are at the counter on the first day, and the opening hours.",
    decided_by="The District Council’s Executive",
    decided_days_after_closing=45,
    can_change="Services, hours, languages, and how the rooms are laid out.",
    cannot_change="The building, in Adam and Eve Street, which has been leased, and the opening month.",
    opens=21,
    closes=77,
    equality="The lift, a quiet room and a hearing loop are in the plans; the survey asks disabled people to check them.",
    contact="Customer services project team",
    topics=("council-services", "places-and-buildings"),
    areas=("harborough",),
    audiences=("everybody",),
    communities=("disabled-people", "older-people"),
    minutes=5,
    survey=(
        S(
            "At the counter",
            (
                Q(
                    "ranking",
                    "Which should be there from the first day?",
                    ("Housing and benefits", "Police front counter", "Job search", "Bus passes", "Library returns"),
                ),
                Q("single", "When would you come?", ("Morning", "Afternoon", "After 5 pm", "Saturday")),
                Q("long_text", "What would make it easy for you to use?"),
            ),
        ),
    ),
)

SAFE_ROUTES = Consultation(
    slug="safe-routes-to-school",
    title="Safe routes to school",
    lead="county",
    partners=(("health", True), ("parishes", False)),
    summary="Walking to school is good for children and clears the road. Where does it not feel safe?",
    body="<p>Health and transport partners sat down together about obesity and found that the nearest answer was a "
    "crossing. Money for 30 crossings and lower speed limits is in next year’s programme.</p>",
    decision="Where 30 new crossings and 20 mph limits go.",
    decided_by="Cabinet member for highways",
    decided_days_after_closing=42,
    can_change="The places, the kind of crossing, and the order of building.",
    cannot_change="The number of crossings the programme pays for.",
    opens=9,
    closes=72,
    period_reason="It runs over Christmas and New Year so that it can end before the programme is fixed; schools are asked "
    "before and after the holidays.",
    equality="Routes used by children who are blind or use wheelchairs are looked at first.",
    contact="Road safety team",
    topics=("transport", "health-and-care", "children-and-young-people"),
    areas=("whole-county",),
    audiences=("parents", "parish-councils"),
    communities=("young-people", "rural-residents"),
    minutes=4,
    survey=(
        S(
            "Your route",
            (
                Q("short_text", "Which school is it?"),
                Q(
                    "multiple",
                    "What makes the walk unsafe?",
                    ("Speed", "No pavement", "No crossing", "Parked cars", C("Something else", own_words=True)),
                ),
            ),
        ),
    ),
)

MELTON_ACCESS_CENTRE = Consultation(
    slug="melton-access-centre",
    title="What should the Melton access centre teach?",
    lead="melton",
    partners=(("learning", False), ("economy", False)),
    summary="Six access centres are open and five more are being built. Help to plan the one in Melton.",
    body="<p>Each access centre has basic skills, computers, childcare and careers advice. What else it does is up to the "
    "town.</p>",
    decision="The first year’s programme of the Melton access centre.",
    decided_by="The centre’s management board",
    decided_days_after_closing=28,
    can_change="Courses, hours, and what childcare is like.",
    cannot_change="The core services that the grant of £3.5 million for the programme requires.",
    opens=48,
    closes=104,
    equality="Courses for people whose first language is not English are planned from the start.",
    contact="Access centres programme team",
    topics=("places-and-buildings", "council-services"),
    areas=("melton",),
    audiences=("everybody",),
    communities=("black-and-minority-ethnic",),
    minutes=4,
    survey=(
        S(
            "Learning",
            (Q("multiple", "What would you come for?", ("Reading and writing", "Computers", "Work", "Childcare")),),
        ),
    ),
)

NEIGHBOURHOOD_STRATEGY = Consultation(
    slug="neighbourhood-engagement",
    title="How neighbourhoods are heard (working draft)",
    lead="county",
    summary="Officers are still writing this one. Nobody outside sees it.",
    body="<p>Neighbourhood management works in three districts. What should the others do?</p>",
    decision="Whether all districts take up neighbourhood management.",
    decided_by="The Board of the partnership",
    decided_days_after_closing=60,
    can_change="How neighbourhoods are drawn.",
    cannot_change="",
    opens=60,
    closes=120,
    equality="",
    contact="Partnership policy team",
    topics=("how-we-work",),
    areas=("whole-county",),
    audiences=("frontline-staff",),
    is_draft=True,
)

CONSULTATIONS = (SERVICE_SHOP, SAFE_ROUTES, MELTON_ACCESS_CENTRE, NEIGHBOURHOOD_STRATEGY)
