"""What a partnership's colour needs to be readable wherever the site uses it. Contrast as WCAG 2.2 defines it.

Colours are written `#rrggbb`. The grounds named here are the tokens of static/css/site.css; a test holds them equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

TEXT = 4.5
WHITE = "#ffffff"
BLACK = "#000000"
LIGHT_GROUNDS = ("#faf6ef", "#ffffff", "#fbe9e4")
DARK_GROUNDS = ("#101918", "#182422", "#3a1d18")
_STEPS = 200
_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Palette:
    """The tokens that follow from one brand colour, under their names in the style sheet (`_` for `-`)."""

    brand: str
    on_brand: str
    deep: str
    wash: str
    hill_1: str
    hill_2: str


def parse(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255.

    Raises:
        ValueError: It is not written `#rrggbb`.
    """
    if not _HEX.fullmatch(colour.lower()):
        raise ValueError("A colour is written # and six digits or letters from a to f.")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = (_linear(channel / 255) for channel in parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, 1 to 21, whichever comes first."""
    lower, higher = sorted((luminance(one), luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` with a `share` (0 to 1) of `other` in it."""
    pairs = zip(parse(colour), parse(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def is_readable(colour: str) -> bool:
    """Whether it can be text on every light ground, and carry white text, at 4.5:1."""
    return _is_readable_on(colour, (*LIGHT_GROUNDS, _wash(colour)))


def nearest_readable(colour: str) -> str:
    """Return the colour itself where it is readable, or else its first darker shade that is."""
    return next(shade for shade in _shades(colour, BLACK) if is_readable(shade))


def light_palette(colour: str) -> Palette:
    deep = next(shade for shade in _shades(colour, BLACK) if contrast(shade, WHITE) >= 11)
    return Palette(
        brand=colour,
        on_brand=WHITE,
        deep=deep,
        wash=_wash(colour),
        hill_1=mix(deep, colour, 0.5),
        hill_2=mix(deep, WHITE, 0.2),
    )


def dark_palette(colour: str) -> Palette:
    """The same colour for a dark screen: lighter as text, darker as ground."""
    wash = mix(colour, "#101918", 0.75)
    deep = next(shade for shade in _shades(colour, "#050a09") if contrast(shade, WHITE) >= 13)
    grounds = (*DARK_GROUNDS, wash)
    brand = next(shade for shade in _shades(mix(colour, WHITE, 0.45), WHITE) if _is_readable_on(shade, grounds, 6))
    return Palette(
        brand=brand,
        on_brand="#0b1211",
        deep=deep,
        wash=wash,
        hill_1=mix(deep, brand, 0.1),
        hill_2=mix(deep, brand, 0.2),
    )


def stylesheet(colour: str) -> str:
    """Write the few rules that give the site this colour, in the light and in the dark."""
    light, dark = _rule(light_palette(colour)), _rule(dark_palette(colour))
    return f"{light}\n@media (prefers-color-scheme:dark){{{dark}}}\n"


def _rule(palette: Palette) -> str:
    tokens = ";".join(f"--{name.replace('_', '-')}:{value}" for name, value in asdict(palette).items())
    return f":root{{{tokens}}}"


def _wash(colour: str) -> str:
    return mix(colour, WHITE, 0.9)


def _shades(colour: str, end: str) -> Iterable[str]:
    return (mix(colour, end, step / _STEPS) for step in range(_STEPS + 1))


def _is_readable_on(colour: str, grounds: Iterable[str], ratio: float = TEXT) -> bool:
    return all(contrast(colour, ground) >= ratio for ground in grounds)
