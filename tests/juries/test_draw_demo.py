"""The demonstration's two draws: one can be drawn from, the other was and holds."""

from __future__ import annotations

import pytest
from django.utils import timezone

from engage.demo.draw import CENSUS, fill_pool
from juries.models import Draw
from juries.services.calling import load_census
from tests.juries.drawn import make_call, make_draw


@pytest.mark.django_db
def test_the_demonstrations_pool_can_be_drawn_from():
    call = make_call(size=24)
    load_census(call=call, content=CENSUS.encode(), by=None)
    fill_pool(call, 400, seed=24, token="link")
    draw = make_draw(call, published=True, at=timezone.now())
    assert draw.state == Draw.State.MADE
    assert draw.least > 0.02
    assert draw.bound - draw.least <= 0.011 * draw.bound
