"""A brand colour is readable wherever the site uses it, or refused with the nearest that is."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engage import colour

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#000000", 21), ("#777777", "#ffffff", 4.48), ("#0b5d57", "#0b5d57", 1)],
)
def test_contrast_is_that_of_the_guidelines(one, other, ratio):
    assert colour.contrast(one, other) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("written", ["0b5d57", "#0b5", "#0b5d5g", "", "#0b5d57;", "red", "#0b5d57\n"])
def test_what_is_no_colour_is_refused(written):
    with pytest.raises(ValueError, match="A colour is written"):
        colour.parse(written)


def test_a_readable_colour_stays_and_a_light_one_gives_way_to_the_next_darker():
    assert colour.nearest_readable("#0b5d57") == "#0b5d57"
    nearest = colour.nearest_readable("#ffb81c")
    assert colour.is_readable(nearest)
    red, green, blue = colour.parse(nearest)
    assert red > green > blue


@given(colours)
@example("#ffffff")
@example("#000000")
@example("#ffff00")
@example("#0000ff")
def test_every_colour_leads_to_one_that_can_be_read(any_colour):
    nearest = colour.nearest_readable(any_colour)
    assert colour.is_readable(nearest)
    assert colour.nearest_readable(nearest) == nearest


@given(colours)
@example("#ffffff")
@example("#000000")
@example("#0000ff")
def test_every_readable_colour_makes_palettes_whose_pairs_pass(any_colour):
    brand = colour.nearest_readable(any_colour)
    for palette, grounds, quiet in (
        (colour.light_palette(brand), colour.LIGHT_GROUNDS, "#d5e7e3"),
        (colour.dark_palette(brand), colour.DARK_GROUNDS, "#c3d8d3"),
    ):
        for ground in (*grounds, palette.wash):
            assert colour.contrast(palette.brand, ground) >= 4.5
        assert colour.contrast(palette.on_brand, palette.brand) >= 4.5
        for text in ("#ffffff", quiet):
            assert colour.contrast(text, palette.deep) >= 4.5
    assert colour.contrast("#17211f", colour.light_palette(brand).wash) >= 4.5
    assert colour.contrast("#edf2f0", colour.dark_palette(brand).wash) >= 4.5


def test_the_sheet_sets_the_tokens_twice():
    sheet = colour.stylesheet("#5b1fb8")
    assert sheet.count("--brand:") == 2
    assert "--brand:#5b1fb8" in sheet
    assert set(re.findall(r"--([\w-]+):", sheet)) == {"brand", "on-brand", "deep", "wash", "hill-1", "hill-2"}
