"""Every pair of colours that the style sheets put on each other, measured in the light and in the dark.

The tokens are read from static/css/site.css and, for the youth section, from static/css/youth/a_tokens.css: whoever
changes one there is told here what it can no longer be used with.
"""

import re

import pytest
from django.conf import settings

from engage import colour
from engage.stylesheet import hall_sources, join, sources, youth_sources

STATIC = settings.BASE_DIR / "static"
ROOMS = sorted((STATIC / "css" / "rooms").glob("*.css"))
ROOMS_OF_YOUTH = [room for room in ROOMS if room.name.startswith("youth_")]
SITE = (STATIC / "css" / "site.css").read_text()
TEXT, EDGE = 4.5, 3.0


def tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", css))


DARK_START = SITE.index("@media (prefers-color-scheme: dark)")
LIGHT = tokens(SITE[:DARK_START])
DARK = LIGHT | tokens(SITE[DARK_START:])
THEMES = {"light": LIGHT, "dark": DARK}

YOUTH = (STATIC / "css" / "youth" / "a_tokens.css").read_text()
YOUTH_DARK_START = YOUTH.index("@media (prefers-color-scheme: dark)")
YOUTH_LIGHT = tokens(YOUTH[:YOUTH_DARK_START])
#: What youth says of the light holds in the dark too, unless it says otherwise there: its tokens stand on body.
YOUTH_DARK = DARK | YOUTH_LIGHT | tokens(YOUTH[YOUTH_DARK_START:])
YOUTH_THEMES = {"light": LIGHT | YOUTH_LIGHT, "dark": YOUTH_DARK}
TINTS = ("violet", "coral", "sun", "mint", "sky")

GROUNDS = ("paper", "card", "wash")
STATUSES = ("open", "plan", "done", "late", "shut", "warn")
PAIRS = [
    *((text, ground, TEXT) for text in ("ink", "ink-2", "brand", *STATUSES) for ground in GROUNDS),
    *((text, "alert", TEXT) for text in ("ink", "ink-2", "brand", "late")),
    *((text, "deep", TEXT) for text in ("on-deep", "on-deep-2")),
    ("on-brand", "brand", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-focus", "focus", TEXT),
    ("card", "late", TEXT),
    # Edges and shapes that say something.
    *(("edge", ground, EDGE) for ground in GROUNDS),
    ("accent", "deep", EDGE),
    # The ring of the focus is two rings: on any ground one of them is seen, and each is seen beside the other.
    ("on-focus", "focus", EDGE),
    ("focus", "deep", EDGE),
    ("on-deep-2", "deep", EDGE),
]
# Pairs that the youth section puts on each other beside those of every page.
YOUTH_PAIRS = [
    *((f"on-{tint}", tint, TEXT) for tint in TINTS),
    ("on-help", "help", TEXT),
    ("help", "deep", EDGE),
    ("on-deep", "deep", TEXT),
    ("card", "ink", TEXT),
]


def expect(theme, front, ground, ratio):
    found = colour.contrast(theme[front], theme[ground])
    assert found >= ratio, f"{front} on {ground} is {found:.2f} to 1"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "ground", "ratio"), PAIRS, ids=lambda value: str(value))
def test_pair_can_be_told_apart(theme, front, ground, ratio):
    expect(THEMES[theme], front, ground, ratio)


@pytest.mark.parametrize("theme", YOUTH_THEMES)
def test_every_pair_of_the_youth_section_can_be_told_apart(theme):
    for front, ground, ratio in [*PAIRS, *YOUTH_PAIRS]:
        expect(YOUTH_THEMES[theme], front, ground, ratio)


@pytest.mark.parametrize("theme", YOUTH_THEMES)
def test_words_are_read_where_they_cross_the_shape_of_a_tile(theme):
    css = (STATIC / "css" / "youth" / "card.css").read_text()
    share = int(re.search(r"color-mix\(in srgb, var\(--tint\) (\d+)%, var\(--on-tint\)\)", css)[1]) / 100
    for tint in TINTS:
        ground, words = YOUTH_THEMES[theme][tint], YOUTH_THEMES[theme][f"on-{tint}"]
        assert colour.contrast(colour.mix(words, ground, share), words) >= TEXT, tint


ON_EVERY_PAGE = [*GROUNDS, "deep", "accent", "brand"]


def is_focus_seen(theme, ground):
    return max(colour.contrast(theme[ring], theme[ground]) for ring in ("focus", "on-focus")) >= EDGE


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ON_EVERY_PAGE)
def test_the_focus_is_seen_on_every_ground(theme, ground):
    assert is_focus_seen(THEMES[theme], ground)


@pytest.mark.parametrize("theme", YOUTH_THEMES)
def test_the_focus_is_seen_on_every_ground_of_the_youth_section(theme):
    grounds = [*ON_EVERY_PAGE, *TINTS, "help", "ink"]
    assert [ground for ground in grounds if not is_focus_seen(YOUTH_THEMES[theme], ground)] == []


def test_dark_gives_every_colour_that_light_has():
    only_once = set(LIGHT) - set(tokens(SITE[DARK_START:]))
    assert only_once == set()


def test_the_grounds_that_a_brand_colour_is_measured_on_are_those_of_the_sheet():
    assert {LIGHT["paper"], LIGHT["card"], LIGHT["alert"]} == set(colour.LIGHT_GROUNDS)
    assert {DARK["paper"], DARK["card"], DARK["alert"]} == set(colour.DARK_GROUNDS)


def test_components_use_tokens_and_no_colours_of_their_own():
    """Black and white may stand where paper is meant: in print and under a square that a camera reads."""
    allowed = {"#fff", "#000"}
    own = [path for path in (STATIC / "css" / "youth").glob("*.css") if path.name != "a_tokens.css"]
    for source in [*sources(STATIC)[1:], *ROOMS, *own]:
        found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{}]*\{)", source.read_text()))
        assert found <= allowed, f"{source.name}: {found - allowed}"


def unset(files):
    everything = join(source.read_text() for source in files)
    used, given = set(re.findall(r"var\(--([\w-]+)", everything)), set(re.findall(r"--([\w-]+)\s*:", everything))
    return used - given


def test_every_token_that_a_sheet_uses_is_set_somewhere():
    assert unset([*sources(STATIC), *(room for room in ROOMS if room not in ROOMS_OF_YOUTH)]) == set()
    assert unset([*youth_sources(STATIC), *ROOMS_OF_YOUTH]) == set()


# Rooms whose pages are in the hall: their own sheet takes the place of the common one.
IN_THE_HALL = {"screen.css", "keypad.css"}
# Sheets of rooms that some page links together; every other room stands alone on its pages.
TOGETHER = [
    {"figure.css", "results.css"},
    {"figure.css", "results.css", "event.css", "words.css"},
    {"figure.css", "outcome.css"},
    {"figure.css", "stand.css", "jury.css"},
    {"figure.css", "stand.css", "ledger.css"},
    {"stand.css", "board.css"},
    {"juries.css", "jury.css"},
    {"community.css", "juries.css"},
    {"figure.css", "outcome.css", "stand.css", "ledger.css"},
    {"consultation.css", "stand.css", "ledger.css"},
    {"front.css", "stand.css", "ledger.css"},
    {"figure.css", "draw.css"},
    {"results.css", "receipts.css"},
    # In the youth section, where another sheet takes the place of the common one.
    {"youth_front.css", "youth_events.css", "figure.css"},
]


@pytest.mark.parametrize(
    "rooms", [*({room.name} for room in ROOMS), *TOGETHER], ids=lambda rooms: "+".join(sorted(rooms))
)
def test_the_styles_of_a_page_weigh_less_than_25_kilobytes(rooms):
    of_youth = any(room.startswith("youth_") for room in rooms)
    sheet = youth_sources(STATIC) if of_youth else hall_sources(STATIC) if rooms & IN_THE_HALL else sources(STATIC)
    everywhere = len(join(source.read_text() for source in sheet).encode())
    assert (
        everywhere + sum(len(join([(STATIC / "css" / "rooms" / room).read_text()]).encode()) for room in rooms) < 25_000
    )


@pytest.mark.parametrize(
    "names",
    [("site.js", "passkey.js"), ("site.js", "question.js", "live/line.js", "live/phone.js")],
    ids=["sign in", "phone in a hall"],
)
def test_the_scripts_of_a_page_weigh_less_than_25_kilobytes(names):
    assert sum(len((STATIC / "js" / name).read_bytes()) for name in names) < 25_000


def test_the_script_of_the_way_out_is_there_before_anything_can_happen():
    assert len((STATIC / "js" / "exit.js").read_bytes()) < 1_000


@pytest.mark.parametrize(
    ("sheets", "joined"),
    [
        (["a { color : red; }", "b{}"], "a{color : red}b{}"),
        (["/* note { */ a  >  b ,\n c { margin: 0 1px; }"], "a>b,c{margin:0 1px}"),
        (["a { width: calc(1px + 2px); }"], "a{width:calc(1px + 2px)}"),
        (['a::before { content: "x, /* y */  z; "; }'], 'a::before{content:"x, /* y */  z; "}'),
        (["a :hover { top: 0 } a:hover{top:0}"], "a :hover{top:0}a:hover{top:0}"),
        (["@media (min-width: 10rem) { a { top: 0; } }"], "@media (min-width:10rem){a{top:0}}"),
    ],
)
def test_joining_takes_only_what_nobody_needs(sheets, joined):
    assert join(sheets).strip() == joined
