"""Words that residents of the demonstration wrote, by consultation. Invented; nobody real said them."""

from __future__ import annotations

GENERAL = (
    "Please ask us before it is decided, not after.",
    "I liked that somebody came to our group and listened.",
    "The forms are too long.",
    "More seats, and somewhere to put a pushchair.",
    "I work nights. Everything is open when I am asleep.",
    "Nobody answered my last letter, so I nearly did not fill this in.",
    "It works well. Leave it alone.",
    "Say it in plain words, please.",
    "My mother has no internet and feels shut out.",
    "Thank you for asking.",
)

VOICES: dict[str, tuple[str, ...]] = {
    "community-buildings": (
        "The hall is lovely but the only toilet is up four steps. My husband has to wait in the car.",
        "Our lunch club kept three of us going through the winter.",
        "It is cold. You keep your coat on, and then you stop coming.",
        "I did not know it was there until my neighbour took me.",
        "You have to know who has the key, and to know that you have to be from here.",
        "The choir, the blood donors and the toddlers share one cupboard. It works because people are kind.",
        "No bus after six, so I can go to nothing in the evening.",
        "We hold Friday prayers there and have been made welcome.",
        "The kitchen was closed after an inspection and nobody has the money to mend it.",
        "I booked on line, it took a minute. Every hall should have that.",
        "The wifi is a candle. The homework club gave up.",
        "As a carer I get out one evening a week. Bingo, since you ask. It matters.",
        "They put in a ramp and now my daughter goes to Brownies.",
        "I was told that dogs are not allowed. She is a guide dog.",
        "Dear, for a child’s party. £60 for three hours.",
        "Forty years on the committee and we cannot find anybody under sixty.",
        "The hearing loop has a notice on it that says do not touch.",
        "Warm, dry, and somebody makes tea. What more do you want?",
        "The car park floods and then the wheelchair spaces are a lake.",
        "Everything is on a noticeboard inside a locked door.",
    ),
    "getting-on-together": (
        "Do not send us another leaflet. Send somebody who stays.",
        "I reported it twice. Then I stopped reporting it.",
        "My street is a good one. We had a party for the whole road and it changed things.",
        "Train the receptionists first. They are the door.",
        "It is not about food festivals.",
        "Jobs. Not the first one, the second one.",
        "New families arrive and nobody tells them when the bins go out. Small things become big ones.",
        "The young people get on. It is us who do not.",
    ),
    "how-we-talk": (
        "I read about a meeting the week after it.",
        "Staff find out from the newspaper.",
        "An e-mail once a month, with what you decided and why.",
        "Large print exists? Nobody said.",
    ),
    "service-shops": (
        "They sorted the rent and the bus pass in one go. I nearly cried.",
        "Came on my day off, was told to come back on another. I do not have another.",
        "The lady at Ashby was wonderful.",
        "Open one evening. Just one.",
        "Screens in front of the counter make it hard to lip-read.",
    ),
    "funding-toolkit": (
        "A search that knows what a parish council is.",
        "The form was eleven pages for £300.",
        "It found us the lottery grant that mended the roof.",
    ),
    "parish-plans": (
        "A speed sign, after four years. We are still pleased.",
        "Nothing. It is in a drawer in County Hall and another one in mine.",
        "The bus stop moved thirty yards and is now lit.",
    ),
    "evening-buses": (
        "My shift ends at ten. There is no other way home.",
        "Youth theatre. It is the only thing I do.",
        "Visiting my wife in the home.",
        "Without the 7.40 I would have to give up college.",
    ),
    "community-strategy-review": (
        "Somebody to read what we write, and answer it.",
        "Homes that the children who grew up here can pay for.",
        "A doctor one can get to without a car.",
        "Fewer strategies.",
    ),
    "information-we-can-use": (
        "It was about a blood test. I did not go, because I did not know it was for me.",
        "The print was so small that my neighbour read it to me. I would rather he did not know.",
    ),
    "somewhere-to-go": (
        "Open mic in the old bank. It was free and nobody was weird.",
        "Five-a-side with floodlights until eleven.",
        "We just sat and talked and there was a heater.",
    ),
}

#: One or two words, for short answers.
SHORT = ("heating", "a ramp", "toilets", "parking", "internet", "storage", "a kitchen", "young people", "light", "chairs",
         "nothing", "a hearing loop")  # fmt: skip
PLACES = ("Loughborough", "Coalville", "Wigston", "Hinckley", "Melton Mowbray", "Lutterworth", "Ibstock", "Barwell",
          "Shepshed", "Countesthorpe", "Kibworth", "Birstall")  # fmt: skip
