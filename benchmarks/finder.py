"""The finder over 10, 1,000 and 10,000 consultations: SQL statements, and cost beside a bare page of the site."""

from __future__ import annotations

import statistics

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.bench import Bench, Figure, seconds
from benchmarks.seeding import copy_consultation
from consultations.models import Area, Audience, ConsultationPage, Topic
from engage.models import ContentPage
from tests import factories

LOOKS = {
    "all": "/consultations/",
    "filtered": "/consultations/?status=open&topic=transport&area=north&sort=newest",
    "searched": "/consultations/?q=buses",
    "deep": "/consultations/?status=closed&page=3",
}
SIZES = (10, 1_000, 10_000)
TIMES = 12


def measure(bench: Bench) -> list[Figure]:
    bench.use("finder")
    page, client = seed(), Client(headers={"host": "localhost"})
    standing, statements, ratios = 1, {}, {}
    for size in (bench.sized(size) if bench.scale < 1 and size > 10 else size for size in SIZES):
        copy_consultation(page, times=size - standing, first=standing)
        standing = size
        statements[size] = {name: statements_of(client, path) for name, path in LOOKS.items()}
        ratios[size] = {name: ratio(bench, client, path) for name, path in LOOKS.items()}
    most = {size: max(counts.values()) for size, counts in statements.items()}
    figures = [Figure(f"finder, statements at {size:,}", count, "", at_most=12) for size, count in most.items()]
    spread = max(
        max(c[name] for c in statements.values()) - min(c[name] for c in statements.values()) for name in LOOKS
    )
    figures.append(Figure("finder, statements more at 10,000 than at 10", spread, "", at_most=0))
    largest = max(ratios)
    figures += [
        Figure(f"finder at {largest:,}, {name}, to a bare page", value, "times", at_most=3)
        for name, value in ratios[largest].items()
    ]
    return [*figures, after_publication(bench, client, page)]


def seed() -> ConsultationPage:
    county = factories.make_organisation("County Council", slug="county")
    page = factories.make_consultation(county, title="Evening buses", slug="evening-buses", summary="Which buses?")
    page.topics.add(Topic.objects.create(name="Transport", slug="transport"))
    page.areas.add(Area.objects.create(name="North", slug="north"))
    page.audiences.add(Audience.objects.create(name="Everybody", slug="everybody"))
    page.save()
    factories.make_home().add_child(instance=ContentPage(title="Bare", slug="bare"))
    return page


def statements_of(client: Client, path: str) -> int:
    """Return the statements of a look once the process has looked before."""
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status_code}")
    return len(asked)


def ratio(bench: Bench, client: Client, path: str) -> float:
    """Return how many times a bare page a look costs, both made anew, taken by turns."""

    def once() -> float:
        pairs = [(seconds(lambda: client.get(path)), seconds(lambda: client.get("/bare/"))) for _ in range(TIMES)]
        return statistics.median(a for a, _ in pairs) / statistics.median(b for _, b in pairs)

    return bench.median(once)


def after_publication(bench: Bench, client: Client, page: ConsultationPage) -> Figure:
    """The first look after something was published, when the process reads all consultations anew."""
    from core.generation import raise_generation

    def once() -> float:
        raise_generation()
        return seconds(lambda: client.get("/consultations/"))

    return Figure("finder, first look after a publication", bench.median(once) * 1000, "ms")
