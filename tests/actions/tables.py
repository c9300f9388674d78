"""Tables as officers bring them: one with ten kinds of fault, one as a word processor tears it."""

from __future__ import annotations

#: Lines 3 to 12 each have a fault of their own; lines 2 and 13 have none.
FAULTY = "\n".join(
    [
        "Ref,Theme,Area for development,Possible actions,Lead,Role,By when,Status,Reason,Progress to date",
        "1,Welcome,Open the door,Hold a day of open doors,County Council,Policy team,31/03/2027,On track,,Room booked",
        ",Welcome,No reference,Something,,,,,,",
        "1,Welcome,Reference twice,Something,,,,,,",
        "A reference that is far too long,Welcome,Long reference,Something,,,,,,",
        "5,Welcome,,No title,,,,,,",
        "6,Welcome,Unknown owner,Something,The Jitty,,,,,",
        "7,Money,Unclear date,Something,,,Spring 2027,,,",
        "8,Money,No such date,Something,,,31/02/2027,,,",
        "9,Money,Unknown status,Something,,,,Amber,,",
        "10,Money,Dropped without a reason,Something,,,,Will not be done,,",
        "11,Money,Too many cells,Something,,,,,,,beyond",
        "12,Money,=SUM(A1:A9),@risk,borough,,ongoing,,,-5 % so far",
    ]
)
PASTED = "\n".join(
    [
        "Action plan of the peer challenge",
        "",
        "\tArea for Development\tPosition/Action to Date (Aug 06)\tPossible Actions",
        "\tTheme = Ways of Working\t\t",
        '0\tAgree who sits\tSome see a "closed club"\tShow the chart in November',
        "7\tAn inclusive model\t\tLaunch it in February",
        "Area for Development\tPosition/Action to Date (Aug 06)\tPossible Actions",
        "Theme = Links: communities\t\t",
        "6\tEquality in all we do\tIt is the law",
        "19\tLinks with groups nobody hears\t",
        "\t\tMore of the Board has to take part",
        "Already underway",
        "",
        "3\tOne chart for all\tDrawn\tShow it",
    ]
)
