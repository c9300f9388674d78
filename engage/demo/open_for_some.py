"""More consultations that are open when the demonstration is loaded: for some people more than for others."""

from __future__ import annotations

from engage.demo.shapes import C, Consultation, Q, S

AGREE = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")

ACCESSIBLE_INFORMATION = Consultation(
    slug="information-we-can-use",
    title="Information we can all use",
    lead="health",
    partners=(("county", True), ("enable", False)),
    summary="The disabled people’s jury said letters and leaflets shut people out. The picture bank was the first "
    "answer. What should the health version hold?",
    body="<p>Thirteen jurors sat for a day in 2004 and said the same thing in every session: give us information in a form "
    "we can use. The County Council bought a bank of pictures for its staff and trains them in it. Health staff are now making "
    "their own. This survey also has an easy-read version: choose it on the first page.</p>",
    decision="Which pictures and which kinds of letter the health version of the picture bank begins with.",
    decided_by="The health trust’s equality group",
    decided_days_after_closing=40,
    can_change="Which letters are rewritten first, which pictures are drawn, and who checks them.",
    cannot_change="That every new patient letter has an easy-read version from next year: that is decided.",
    opens=-12,
    closes=33,
    equality="Made with and for people with learning disabilities; checked by a group of eight before it opened.",
    contact="Accessible information lead",
    topics=("health-and-care", "equality"),
    areas=("whole-county",),
    audiences=("everybody",),
    communities=("disabled-people", "carers", "older-people"),
    minutes=5,
    responses=61,
    survey=(
        S(
            "Letters and leaflets",
            (
                Q(
                    "single",
                    "How do you best take in information about your health?",
                    (
                        C("Plain letters", easy="A letter in plain words"),
                        C("Large print", easy="Big print"),
                        C("Easy read with pictures", easy="Easy words with pictures"),
                        C("Somebody tells me", easy="A person tells me"),
                        C("Audio or sign-language video", easy="Listening, or a video with signing"),
                        C("In another way", own_words=True, easy="Another way"),
                    ),
                    easy="What helps you understand about your health? Pick one.",
                    required=True,
                    lean=(3, 2, 8, 4, 2, 1),
                ),
                Q(
                    "yes_no",
                    "Has a health letter ever come to you that you could not use?",
                    (C("Yes", easy="Yes"), C("No", easy="No")),
                    key="unusable",
                    easy="Did you ever get a letter you could not read or understand?",
                    lean=(68, 32),
                ),
                Q(
                    "long_text",
                    "What was it about, and what happened then?",
                    show_if=("unusable", ("Yes",)),
                    easy="What was the letter about? What happened next?",
                ),
                Q(
                    "multiple",
                    "Which letters should be rewritten first?",
                    (
                        C("Hospital appointments", easy="Letters to come to the hospital"),
                        C("Test results", easy="Letters about tests"),
                        C("Medicines", easy="Letters about medicine"),
                        C("Vaccinations", easy="Letters about jabs"),
                        C("Bills and benefits", easy="Letters about money"),
                    ),
                    config={"maximum": 2},
                    easy="Which letters should change first? Pick one or two.",
                ),
            ),
            easy="Letters",
        ),
    ),
)

POLICING = Consultation(
    slug="policing-priorities",
    title="Policing your neighbourhood next year",
    lead="police",
    partners=(("county", False), ("fire", False)),
    summary="Beat teams set three priorities for each neighbourhood. Tell yours what they should be.",
    body="<p>Every neighbourhood has a named beat team. Once a year it chooses three priorities with the people who live "
    "there, publishes them, and says each quarter what it did.</p>",
    decision="Three policing priorities for each neighbourhood for the coming year.",
    decided_by="Neighbourhood inspectors, with residents’ panels",
    decided_days_after_closing=21,
    can_change="What beat teams give time to, where they hold surgeries, and how they report back.",
    cannot_change="How emergency calls are answered, and the number of officers, which the police authority sets.",
    opens=-30,
    closes=12,
    equality="Young people and people from minority ethnic communities are stopped more often and report less. Their "
    "panels see the priorities first.",
    contact="Neighbourhood policing team",
    topics=("community-safety",),
    areas=("whole-county",),
    audiences=("everybody",),
    communities=("black-and-minority-ethnic", "young-people"),
    minutes=3,
    responses=152,
    survey=(
        S(
            "Your neighbourhood",
            (
                Q("short_text", "Which town or village do you live in?", help="No street or postcode, please."),
                Q(
                    "multiple",
                    "What should your beat team give most time to?",
                    (
                        "Speeding",
                        "Burglary",
                        "Anti-social behaviour",
                        "Drugs",
                        "Racist and other hate crime",
                        "Domestic abuse",
                        C("Something else", own_words=True),
                    ),
                    config={"minimum": 1, "maximum": 3},
                    required=True,
                    lean=(8, 3, 7, 5, 4, 2, 1),
                ),
                Q("agree", "I feel safe walking alone here after dark.", AGREE, lean=(2, 5, 4, 6, 4)),
                Q("single", "Have you met your beat team?", ("Yes, often", "Once or twice", "Never"), lean=(1, 4, 7)),
            ),
        ),
    ),
)

GOING_OUT = Consultation(
    slug="somewhere-to-go",
    title="Somewhere to go: what would get you out on a Friday?",
    lead="oadby-wigston",
    partners=(("young-people", True), ("county", False)),
    summary="For people of 13 to 19. Money for things to do on Friday nights is here for two years. What should it buy?",
    body="<p>Young people told the jury of 2002 and the team that made The Jitty that there is nowhere to go that is warm, "
    "cheap and not school. Two years of money is here. You say what it is spent on.</p>",
    decision="Which Friday-night activities are paid for, and in which six places.",
    decided_by="A panel of twelve young people and three councillors",
    decided_days_after_closing=35,
    can_change="What happens, where, when and what it costs you.",
    cannot_change="The money, £60,000 a year for two years, and that every place must be one a wheelchair can get into.",
    opens=-9,
    closes=40,
    period_reason="Short, so that the first nights start in the Easter holidays.",
    equality="Asked in schools, colleges, a hostel and on The Jitty. Girls said they stay away from places with one exit; "
    "the places are checked for that.",
    contact="Youth participation team",
    topics=("children-and-young-people",),
    areas=("oadby-and-wigston", "blaby", "hinckley-and-bosworth"),
    audiences=("everybody",),
    communities=("young-people",),
    minutes=3,
    is_for_young_people=True,
    responses=77,
    survey=(
        S(
            "Fridays",
            (
                Q(
                    "multiple",
                    "What would you turn up for?",
                    (
                        "Live music", "Five-a-side", "Film night", "Gaming", "Cooking together", "Somewhere to just sit",
                        C("Something else", own_words=True),
                    ),
                    config={"maximum": 3},
                ),
                Q("number", "What could you pay for a night, in pounds?", config={"minimum": 0, "maximum": 20, "decimals": 2, "unit": "£"}, lean=(4,)),
                Q("single", "How would you get home?", ("Walk", "Bus", "A lift", "I do not know: that is the problem"), lean=(3, 2, 4, 6)),
                Q("long_text", "Tell us about a night out that was actually good."),
            ),
        ),
    ),
)  # fmt: skip

CONSULTATIONS = (ACCESSIBLE_INFORMATION, POLICING, GOING_OUT)
