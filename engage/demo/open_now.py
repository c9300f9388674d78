"""Consultations that are open when the demonstration is loaded."""

from __future__ import annotations

from engage.demo.shapes import C, Consultation, Q, S

AGREE = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")

EVENING_BUSES = Consultation(
    slug="evening-buses",
    title="Evening buses: which routes matter to you?",
    lead="county",
    partners=(("charnwood", True), ("harborough", False), ("north-west", False)),
    summary="Nine evening routes that the County Council pays for are up for review. Tell us which journeys you "
    "could not make without them.",
    body="<p>The County Council pays bus companies to run routes after 7 pm that would not pay for themselves. "
    "Two pilots have taught us something: timetables that young people helped to set, and a shared taxi in "
    "Harborough that you book by telephone.</p><p>We want to spend the same money on the journeys that "
    "matter most. Before we change a timetable, we want to know where you go, how you would manage without "
    "the bus, and what you would like to try instead.</p>",
    decision="Which of nine subsidised evening routes to keep, change or replace with a shared taxi.",
    decided_by="The Cabinet of the County Council",
    decided_days_after_closing=52,
    can_change="Routes, times, days, the size of the vehicle, and whether a shared taxi takes the place of a bus.",
    cannot_change="The total we spend, £412,000 a year, which the full Council set in its budget; and routes that "
    "bus companies run without our money.",
    opens=-51,
    closes=5,
    equality="Women, young people and disabled people make most evening journeys by bus, so losing one would hurt "
    "them most. Every option is measured against their journeys first.",
    contact="Public transport policy team",
    topics=("transport",),
    areas=("charnwood", "harborough", "north-west-leicestershire"),
    audiences=("everybody", "bus-users"),
    communities=("young-people", "disabled-people", "rural-residents"),
    other_ways="<p>Paper copies lie in every library and on the nine routes themselves. Drop yours in any library, "
    "or ring the number on the cover and we will fill it in with you.</p>",
    minutes=8,
    is_for_young_people=True,
    responses=186,
    survey=(
        S(
            "Where you travel",
            (
                Q(
                    "yes_no",
                    "Have you used a bus after 7 pm in the last three months?",
                    ("Yes", "No"),
                    key="used",
                    required=True,
                    pl="Czy w ciągu ostatnich trzech miesięcy jechał(a) Pan/Pani autobusem po godzinie 19?",
                    lean=(71, 29),
                ),
                Q(
                    "multiple",
                    "Which evening routes do you use?",
                    (
                        "Loughborough to Shepshed",
                        "Loughborough to Sileby",
                        "Coalville to Ashby",
                        "Coalville to Ibstock",
                        "Market Harborough to Great Bowden",
                        "Market Harborough to Kibworth",
                        C("Another route", own_words=True),
                        C("I do not know the name of my route", excludes=True),
                    ),
                    show_if=("used", ("Yes",)),
                    lean=(9, 5, 8, 4, 3, 7, 2, 1),
                ),
                Q(
                    "multiple",
                    "What do you travel for in the evening?",
                    (
                        C("Work", pl="Praca"),
                        C("College or training", pl="Szkoła lub kurs"),
                        C("To see friends or family", pl="Spotkania z rodziną lub przyjaciółmi"),
                        C("Sport, cinema or other leisure", pl="Sport, kino, rozrywka"),
                        C("Hospital or doctor", pl="Szpital lub lekarz"),
                        C("Worship", pl="Nabożeństwa"),
                        C("Something else", own_words=True, pl="Coś innego"),
                    ),
                    config={"maximum": 3},
                    show_if=("used", ("Yes",)),
                    pl="W jakim celu podróżuje Pan/Pani wieczorem?",
                    lean=(9, 5, 7, 6, 3, 2, 1),
                ),
            ),
            introduction="This part is about the journeys you make now.",
            pl="Dokąd Pan/Pani podróżuje",
        ),
        S(
            "How you would manage",
            (
                Q(
                    "single",
                    "If the last bus stopped running, how would you make that journey?",
                    (
                        "I would drive or get a lift",
                        "I would take a taxi or a shared taxi",
                        "I would walk or cycle",
                        "I would go earlier in the day",
                        "I would not go",
                    ),
                    help="Choose the one nearest to what you would do.",
                    key="manage",
                    lean=(3, 4, 1, 2, 5),
                ),
                Q(
                    "long_text",
                    "What would you miss?",
                    help="A few words are enough. Please do not name other people.",
                    show_if=("manage", ("I would not go",)),
                ),
                Q(
                    "matrix",
                    "How well do evening buses work for you?",
                    ("Well", "Neither well nor badly", "Badly", "I cannot say"),
                    rows=("Times", "Price", "Feeling safe", "Getting on and off"),
                    lean=(3, 4, 7, 1),
                ),
            ),
            pl="Jak by sobie Pan/Pani poradził(a)",
        ),
        S(
            "What we could try",
            (
                Q(
                    "information",
                    "A shared taxi runs only when somebody books it. You ring an hour before, it picks you up near "
                    "your door and costs the same as the bus. It carries four people, and one in three can take a "
                    "wheelchair.",
                ),
                Q("agree", "I would use a shared taxi in place of a late bus.", AGREE, lean=(3, 5, 4, 3, 3)),
                Q(
                    "ranking",
                    "Put these in order, the most important to you first.",
                    ("A later last bus", "More than one bus an hour", "A lower fare", "A stop nearer home"),
                    config={"top": 3},
                ),
                Q(
                    "number",
                    "How much would you pay for one evening journey, in pounds?",
                    config={"minimum": 0, "maximum": 20, "decimals": 2, "unit": "£"},
                    help="Write an amount such as 2.50.",
                    lean=(2.5,),
                ),
            ),
            pl="Co moglibyśmy wypróbować",
        ),
    ),
)

CITIZENS_PANEL = Consultation(
    slug="leicestershires-voice",
    title="Join Leicestershire’s Voice, the second Citizens’ Panel",
    lead="county",
    partners=(("police", False), ("health", False)),
    summary="A thousand residents are asked what they think four times a year. We are short of people under 25, "
    "disabled people and people from minority ethnic communities.",
    body="<p>The first Citizens’ Panel shaped the Community Strategy. The second one, Leicestershire’s Voice, is "
    "recruiting now. Members get a short survey four times a year, by e-mail or by post, and are told every time what was "
    "done with it.</p><p>Tell us whether you would like to join and what you would like to be asked about. "
    "Joining commits you to nothing; you can leave whenever you like.</p>",
    decision="Who is invited to the panel, and which subjects it is asked about in its first year.",
    decided_by="The Policy Team, with the partnership’s consultation group",
    decided_days_after_closing=30,
    can_change="The subjects, how often we ask, and how: by e-mail, by post, by telephone or in a room.",
    cannot_change="The size of the panel, a thousand people, which is what the budget pays for; and that its make-up "
    "follows the census.",
    opens=-40,
    closes=21,
    equality="The first panel had too few members under 25, disabled members and members from minority ethnic "
    "communities. Places are kept open for them until the end.",
    contact="Consultation team",
    topics=("how-we-work", "equality"),
    areas=("whole-county",),
    audiences=("everybody",),
    communities=("young-people", "disabled-people", "black-and-minority-ethnic"),
    minutes=4,
    responses=243,
    survey=(
        S(
            "Joining",
            (
                Q(
                    "yes_no",
                    "Would you like to join the panel?",
                    ("Yes", "No"),
                    key="join",
                    required=True,
                    lean=(83, 17),
                ),
                Q(
                    "single",
                    "How should we send you the surveys?",
                    ("By e-mail", "By post", "By telephone", C("In another way", own_words=True)),
                    show_if=("join", ("Yes",)),
                    lean=(8, 5, 1, 1),
                ),
                Q(
                    "date",
                    "From which day could you start?",
                    show_if=("join", ("Yes",)),
                ),
            ),
        ),
        S(
            "What to ask about",
            (
                Q(
                    "multiple",
                    "Which subjects would you like to be asked about?",
                    (
                        "Buses and roads",
                        "Crime and safety",
                        "Doctors and hospitals",
                        "Schools and young people",
                        "Parks and leisure",
                        "Council tax and how it is spent",
                        C("Something else", own_words=True),
                        C("None of these", excludes=True),
                    ),
                    config={"maximum": 4},
                ),
                Q(
                    "rating",
                    "How well does the partnership listen today?",
                    config={"maximum": 5, "low_label": "Not at all", "high_label": "Very well"},
                    lean=(2.4,),
                ),
                Q("short_text", "What is the one thing you would ask your neighbours?"),
            ),
        ),
    ),
)

COMMUNITY_STRATEGY = Consultation(
    slug="community-strategy-review",
    title="What should the next Community Strategy put first?",
    lead="county",
    partners=(
        ("police", True),
        ("health", True),
        ("blaby", False),
        ("charnwood", False),
        ("harborough", False),
        ("hinckley-bosworth", False),
        ("melton", False),
        ("north-west", False),
        ("oadby-wigston", False),
    ),
    summary="The strategy says what all 26 partners work towards together. The first one is due for renewal. Which "
    "few things should come first?",
    body="<p>The Community Strategy of 2003 and its review of 2005 grew out of the Citizens’ Panel, citizens’ "
    "juries and meetings in every district. The next one must be shorter. The Board has said it wants a small "
    "number of big issues, chosen on what people say and on facts about need.</p>",
    decision="The headline priorities of the Sustainable Community Strategy and of the next Local Area Agreement.",
    decided_by="The Board of the partnership",
    decided_days_after_closing=60,
    can_change="Which priorities come first, how many there are, and how progress is shown to the public.",
    cannot_change="That there is a strategy: the law asks for one. And the county’s three aims, agreed at the first "
    "conference: a thriving county, services everybody can reach, and a future for young people.",
    opens=-20,
    closes=64,
    period_reason="The period runs over Christmas and New Year, so it is twelve weeks long in place of eight.",
    equality="People who do not speak English at home and people without the internet answered least last time. "
    "Community workers will hold forty conversations in eight languages.",
    contact="Partnership policy team",
    topics=("how-we-work",),
    areas=("whole-county",),
    audiences=("everybody", "voluntary-groups", "parish-councils"),
    communities=("black-and-minority-ethnic", "rural-residents", "faith-groups", "older-people"),
    other_ways="<p>Come to the annual conference, or ask for a conversation in your own group: we bring the questions "
    "and write down the answers.</p>",
    minutes=6,
    responses=94,
    survey=(
        S(
            "Big issues",
            (
                Q(
                    "ranking",
                    "Put these aims in order, the most important first.",
                    (
                        "Safer neighbourhoods",
                        "Healthier lives",
                        "Homes people can afford",
                        "Good jobs, and careers beyond the first job",
                        "Getting about without a car",
                        "A better deal for young people",
                    ),
                ),
                Q(
                    "matrix",
                    "How much should partners work together on each?",
                    ("Much more", "A little more", "As now", "Less"),
                    rows=("Reducing obesity", "Crime and drugs", "Helping people into work", "Climate change"),
                ),
            ),
        ),
        S(
            "Your neighbourhood",
            (
                Q("agree", "I can influence decisions where I live.", AGREE, key="influence", lean=(1, 3, 4, 6, 4)),
                Q(
                    "long_text",
                    "What would have to change for you to agree?",
                    show_if=("influence", ("Disagree", "Strongly disagree")),
                ),
                Q(
                    "rating",
                    "How good is your neighbourhood as a place to live?",
                    config={"maximum": 10, "low_label": "Poor", "high_label": "Excellent"},
                    lean=(6.8,),
                ),
                Q(
                    "number",
                    "How many years have you lived there?",
                    config={"minimum": 0, "maximum": 110, "decimals": 0},
                    lean=(11,),
                ),
                Q("long_text", "Which one thing should be better five years from now?"),
            ),
        ),
    ),
)

CONSULTATIONS = (EVENING_BUSES, CITIZENS_PANEL, COMMUNITY_STRATEGY)
