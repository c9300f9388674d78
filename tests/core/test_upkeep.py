"""The database knows how much lies where, so that it chooses good plans."""

import pytest
from django.db import connection
from django.utils import timezone

from core.upkeep import refresh_statistics
from people import ticks
from tests import factories


@pytest.mark.django_db
def test_statistics_cover_the_search_index_and_do_no_harm_when_repeated():
    factories.make_consultation()
    for _ in range(2):
        refresh_statistics(timezone.now())
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'wagtailsearch_indexentry'")
            assert cursor.fetchone()[0] > 0
        else:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)


def test_it_is_done_once_a_day():
    assert {tick.name: tick.every.days for tick in ticks.registered()}["statistics"] == 1
