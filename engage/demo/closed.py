"""Consultations that have closed: results to read, outcomes due, late or published."""

from __future__ import annotations

from engage.demo.shapes import C, Consultation, Outcome, Q, S

AGREE = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")

COMMUNITY_BUILDINGS = Consultation(
    slug="community-buildings",
    title="Five hundred halls: how do you use yours?",
    lead="county",
    partners=(("rural-council", True), ("parishes", False), ("voluntary", False)),
    summary="We have listed more than 500 village halls, church rooms and community centres. Two thousand people told us "
    "how they use them and what keeps them out.",
    body="<p>The audit of community buildings lists rooms, hours and access for more than 500 places. A list does not say "
    "who stays away. So we asked.</p>",
    decision="Which halls get a share of the £750,000 buildings fund, and what the public list shows about each.",
    decided_by="The Cabinet of the County Council, with the Rural Community Council",
    decided_days_after_closing=70,
    can_change="What the money goes on first, and what the list says.",
    cannot_change="The size of the fund, and that halls which get money must be open to everybody.",
    opens=-90,
    closes=-24,
    equality="Disabled people and people who work shifts use halls least. The survey was taken into day centres and "
    "read out on the telephone.",
    contact="Community buildings team",
    topics=("places-and-buildings", "money"),
    areas=("whole-county",),
    audiences=("everybody", "voluntary-groups", "parish-councils"),
    communities=("rural-residents", "disabled-people", "older-people", "faith-groups"),
    minutes=7,
    responses=2000,
    survey=(
        S(
            "Your hall",
            (
                Q(
                    "single",
                    "How often do you go to a community building?",
                    ("Every week", "Every month", "A few times a year", "Never"),
                    required=True,
                    key="often", lean=(5, 4, 6, 3)),
                Q(
                    "multiple",
                    "What do you go for?",
                    (
                        "Classes and clubs",
                        "Lunch club or coffee morning",
                        "Parent and toddler group",
                        "Worship",
                        "Parties and weddings",
                        "Voting and meetings",
                        C("Something else", own_words=True),
                    ),
                    show_if=("often", ("Every week", "Every month", "A few times a year")),
                ),
                Q(
                    "rating",
                    "How good is the building you know best?",
                    config={"maximum": 5, "low_label": "Poor", "high_label": "Excellent"}, lean=(3.2,)),
                Q(
                    "matrix",
                    "How easy are these?",
                    ("Easy", "Hard", "Impossible", "I do not know"),
                    rows=("Getting there", "Getting in", "Booking a room", "Paying for it"), lean=(6, 4, 2, 1)),
            ),
        ),
        S(
            "What should change",
            (
                Q(
                    "ranking",
                    "Where should the money go first?",
                    ("Ramps and toilets", "Heating", "Kitchens", "Internet", "Car parks and cycle racks"),
                ),
                Q("yes_no", "Would you help to run a hall, an hour or two a month?", ("Yes", "No"), lean=(22, 78)),
                Q("agree", "Halls that get public money should say in public who uses them.", AGREE, lean=(4, 7, 5, 2, 1)),
                Q("number", "How many minutes does it take you to get to the nearest one?", config={"minimum": 0, "maximum": 180, "decimals": 0, "unit": "minutes", "unit_one": "minute"}, lean=(11,)),
                Q("date", "When were you last in a community building?", help="About when is near enough."),
                Q("short_text", "In one or two words: what is missing in yours?"),
                Q("long_text", "Tell us about something that worked, or that kept you out."),
            ),
        ),
    ),
)  # fmt: skip

COHESION = Consultation(
    slug="getting-on-together",
    title="Getting on together: a network for cohesion",
    lead="county",
    partners=(("police", False), ("faiths", False), ("refugee-action", False)),
    summary="The Black and minority ethnic citizens’ jury asked for one body with a grip on cohesion. We asked what it should do.",
    body="<p>Eighteen jurors questioned witnesses for two days in November 2005. They asked for direction across agencies and "
    "for new communities to be included. A network and a toolkit were proposed.</p>",
    decision="Whether to set up a county network for cohesion, who sits on it, and what the toolkit covers.",
    decided_by="The Board of the partnership",
    decided_days_after_closing=80,
    can_change="Members, tasks, and how the network reports.",
    cannot_change="The duty on every public body to promote good relations.",
    opens=-86,
    closes=-38,
    equality="Answered in eleven languages; meetings for women only in three places.",
    contact="Cohesion team",
    topics=("equality", "community-safety"),
    areas=("whole-county",),
    audiences=("everybody", "voluntary-groups"),
    communities=("black-and-minority-ethnic", "faith-groups", "young-people"),
    minutes=5,
    is_for_young_people=True,
    responses=640,
    survey=(
        S(
            "Where you live",
            (
                Q("agree", "People of different backgrounds get on well where I live.", AGREE, required=True, young="People from different backgrounds get on round my way.", lean=(4, 7, 5, 4, 3), lean_young=(7, 7, 4, 3, 3)),
                Q("single", "Have you met racism in the county in the last year?", (
                    C("Yes", young="Yes, it has"),
                    C("No", young="No, it has not"),
                    C("I would rather not say", young="I do not want to say"),
                ), required=True, young="Has racism happened to you or near you, in the last year?", lean=(30, 55, 15), lean_young=(48, 36, 16)),
                Q("ranking", "What should the network do first?", (
                    C("Act on racist crime", young="Do something about racist attacks and abuse"),
                    C("Bring communities together", young="Get people to do things together"),
                    C("Train front-line staff", young="Train people at counters, on buses, in schools"),
                    C("Welcome newcomers", young="Look after people who are new here"),
                ), young="What should come first? Put them in order."),
                Q("long_text", "What would you say to the Board?", young="What would you tell the people in charge? No names of other people, please."),
            ),
            young="Where you live and hang out",
        ),
        S(
            "About you",
            (
                Q("single", "How old are you?", ("13 to 15", "16 to 19", "20 to 34", "35 to 59", "60 or over"), help="So that we can see whether young people say something else. You may leave it out. We do not ask anybody under 13.", young="Last one: how old are you? You can skip it.", lean=(0.8, 24, 21, 26, 23, 8), young_bands=2),
            ),
            young="And you?",
        ),
    ),
)  # fmt: skip

COMMUNICATIONS = Consultation(
    slug="how-we-talk",
    title="How the partnership talks, and listens",
    lead="county",
    partners=(("voluntary", False),),
    summary="A peer challenge said our communication is one way and top down. We asked how to do it differently.",
    body="<p>Peers from other counties looked at us for two days. Partners told them they read about their own work in somebody "
    "else’s newsletter. We asked residents and front-line staff what they read, what they trust and what they want.</p>",
    decision="The partnership’s communications strategy.",
    decided_by="The Board of the partnership",
    decided_days_after_closing=75,
    can_change="Newsletters, alerts, meetings in public, and who writes.",
    cannot_change="That board meetings are public.",
    opens=-160,
    closes=-101,
    equality="Large print, audio and five languages were offered; few asked for them, which we want to understand.",
    contact="Communications officer",
    topics=("how-we-work",),
    areas=("whole-county",),
    audiences=("everybody", "frontline-staff"),
    minutes=4,
    responses=141,
    survey=(
        S(
            "What reaches you",
            (
                Q("multiple", "Where do you hear what public services are doing?", ("Newsletter", "E-mail alerts", "Local radio", "Word of mouth", "Website", C("Nowhere", excludes=True)), lean=(3, 2, 4, 7, 2, 2)),
                Q("rating", "How much do you trust what you hear?", config={"maximum": 5, "low_label": "Not at all", "high_label": "Completely"}, lean=(2.7,)),
                Q("long_text", "What would you like to be told that you are not?"),
            ),
        ),
    ),
)  # fmt: skip

COMMUNITY_TRANSPORT = Consultation(
    slug="community-transport",
    title="Community transport: who drives whom, and where?",
    lead="rural-partnership",
    partners=(("county", True), ("health", False)),
    summary="An audit of minibuses, lift schemes and hospital cars, with the people who use and drive them.",
    body="<p>Nobody knew how many minibuses stand idle on a Tuesday. Now we do. We asked drivers and passengers how to share them.</p>",
    decision="How vehicles are shared, and who answers the one telephone number.",
    decided_by="The Rural Partnership’s board",
    decided_days_after_closing=60,
    can_change="Hours, areas, booking.",
    cannot_change="Licences and insurance, which the law sets.",
    opens=-61,
    closes=-3,
    equality="Most passengers are over 70 or disabled; they were asked on board.",
    contact="Rural transport officer",
    topics=("transport",),
    areas=("melton", "harborough"),
    audiences=("everybody", "voluntary-groups"),
    communities=("rural-residents", "older-people", "disabled-people", "carers"),
    minutes=4,
    responses=203,
    survey=(
        S(
            "Journeys",
            (
                Q("single", "Do you drive or ride?", ("I drive", "I ride", "Both", "Neither"), lean=(2, 8, 1, 2)),
                Q("multiple", "What are the journeys for?", ("Doctor or hospital", "Shopping", "Lunch club", "Visiting", C("Something else", own_words=True))),
                Q("number", "How many miles is the usual journey?", config={"minimum": 0, "maximum": 100, "decimals": 0, "unit": "miles", "unit_one": "mile"}, lean=(7,)),
                Q("agree", "One telephone number for all schemes would help me.", AGREE, lean=(7, 6, 2, 1, 1)),
            ),
        ),
    ),
)  # fmt: skip

SERVICE_SHOPS = Consultation(
    slug="service-shops",
    title="Do joint service shops work?",
    lead="hinckley-bosworth",
    partners=(("county", True), ("blaby", False), ("north-west", False), ("police", False)),
    summary="Shops at Hinckley, Braunstone, Glenfield and Ashby put several services behind one counter. Their users told us what to mend.",
    body="<p>The first joint service shops have been open for a while. Before more are built we asked those who use them.</p>",
    decision="What the next service shops do differently.",
    decided_by="The access to services board",
    decided_days_after_closing=48,
    can_change="Hours, services, training and signs.",
    cannot_change="The four buildings.",
    opens=-240,
    closes=-180,
    equality="Interpreters were at every counter for a fortnight; deaf users asked for a signed video, which was made.",
    contact="Access to services team",
    topics=("council-services", "places-and-buildings"),
    areas=("hinckley-and-bosworth", "blaby", "north-west-leicestershire"),
    audiences=("everybody", "frontline-staff"),
    communities=("disabled-people",),
    minutes=5,
    responses=412,
    survey=(
        S(
            "At the counter",
            (
                Q("single", "Which shop did you use?", ("Hinckley", "Braunstone", "Glenfield", "Ashby"), lean=(6, 4, 3, 4)),
                Q("yes_no", "Was everything settled in one visit?", ("Yes", "No"), lean=(66, 34)),
                Q("rating", "How were you treated?", config={"maximum": 5, "low_label": "Badly", "high_label": "Very well"}, lean=(4.2,)),
                Q("multiple", "What should be added?", ("Evening hours", "Police", "Bus passes", "Benefits advice", C("Nothing", excludes=True)), lean=(8, 2, 3, 7, 1)),
                Q("long_text", "What would you change?"),
            ),
        ),
    ),
    outcome=Outcome(
        we_asked="<p>Whether one counter for several services works, and what the next shops should do differently.</p>",
        you_said="<p>Most were treated well: 4.1 out of 5 on average. But a third had to come back, most often because benefits advice was "
        "missing, and people who work could not come at all.</p>",
        we_did="<ul><li>All four shops open until 7 pm on Thursdays since last month.</li><li>Benefits advisers sit at "
        "Hinckley and Ashby three days a week.</li><li>Braunstone and Glenfield wait until the advisers’ contract is renewed in "
        "spring; we will say here what came of it.</li></ul>",
        decided_by="The access to services board",
        days_after_closing=50,
        cites=((2, "A third had to come back."), (4, "Evening hours and benefits advice were asked for most.")),
        record="<p>The board read the results and every comment. It weighed the cost of evening hours (£38,000 a year) against "
        "what people said about work, and chose one evening in place of shorter mornings.</p>",
    ),
)  # fmt: skip

FUNDING_TOOLKIT = Consultation(
    slug="funding-toolkit",
    title="Finding money: is the Funding Toolkit any use?",
    lead="voluntary",
    partners=(("county", False),),
    summary="2,350 visits and 158 registered groups in two months. We asked them whether they found a penny.",
    body="<p>The Funding Toolkit lists government, lottery and trust funds in one search. Its users told us what is missing.</p>",
    decision="What is built next, and whether the toolkit goes on.",
    decided_by="The funders’ panel",
    decided_days_after_closing=40,
    can_change="Everything but the budget.",
    cannot_change="The yearly budget of £9,000.",
    opens=-330,
    closes=-270,
    equality="Small groups led by minority ethnic communities apply for least; they were telephoned.",
    contact="Funding adviser",
    topics=("money",),
    areas=("whole-county",),
    audiences=("voluntary-groups", "parish-councils"),
    minutes=3,
    responses=96,
    survey=(
        S(
            "Your search",
            (
                Q("yes_no", "Did you find a fund that fitted?", ("Yes", "No"), lean=(58, 42)),
                Q("number", "How much did you win, in pounds?", config={"minimum": 0, "maximum": 1000000, "decimals": 0, "unit": "£"}, lean=(2400,)),
                Q("long_text", "What was missing?"),
            ),
        ),
    ),
    outcome=Outcome(
        we_asked="<p>Whether the toolkit helps small groups to find money.</p>",
        you_said="<p>More than half found a fund that fitted. Those who did not said the words were hard and the forms longer than the grant was worth.</p>",
        we_did="<p>A plain-words guide was added, with six finished forms to look at, and an adviser answers the telephone on "
        "Wednesdays. The toolkit goes on for three years.</p>",
        decided_by="The funders’ panel",
        days_after_closing=39,
        cites=((1, "More than half found a fund that fitted."),),
    ),
)  # fmt: skip

PARISH_PLANS = Consultation(
    slug="parish-plans",
    title="Parish plans: do they change anything?",
    lead="rural-council",
    partners=(("parishes", True), ("county", False)),
    summary="Villages write plans. Do councils read them? We asked both.",
    body="<p>An independent review of parish plans asked parish councils and the people who wrote the plans what happened next.</p>",
    decision="How partners answer a parish plan, and within how many weeks.",
    decided_by="The Rural Partnership’s board",
    decided_days_after_closing=50,
    can_change="Who answers, by when, and where it is published.",
    cannot_change="That parishes write their own plans.",
    opens=-420,
    closes=-350,
    equality="Young people and tenants are missing from most plans; the review says how they can be reached.",
    contact="Rural officer",
    topics=("how-we-work", "places-and-buildings"),
    areas=("whole-county",),
    audiences=("parish-councils",),
    communities=("rural-residents",),
    minutes=5,
    responses=118,
    survey=(
        S(
            "After the plan",
            (
                Q("single", "Did anybody answer your plan?", ("Yes, in full", "In part", "No"), lean=(1, 3, 6)),
                Q("agree", "Writing the plan was worth it.", AGREE, lean=(4, 5, 4, 2, 1)),
                Q("long_text", "What happened because of your plan?"),
            ),
        ),
    ),
    outcome=Outcome(
        we_asked="<p>Whether anything happens because of a parish plan.</p>",
        you_said="<p>Most plans were never answered. Where they were, people thought the work was worth it.</p>",
        we_did="<p>Every partner now answers within twelve weeks, item by item: yes, in part or no, with the reason. The answers "
        "are read out at the parish council and published.</p>",
        decided_by="The Rural Partnership’s board",
        days_after_closing=49,
        cites=((1, "Most plans were never answered at all."),),
    ),
)

CONSULTATIONS = (
    COMMUNITY_BUILDINGS,
    COHESION,
    COMMUNICATIONS,
    COMMUNITY_TRANSPORT,
    SERVICE_SHOPS,
    FUNDING_TOOLKIT,
    PARISH_PLANS,
)
