"""Anonymous pages from the cache in front of Django: requests a second of one worker, beside pages made anew."""

from __future__ import annotations

from benchmarks.bench import Bench, Figure
from benchmarks.load import requests_per_second
from core.generation import raise_generation
from tests import factories

PATHS = {"home page": "/", "finder": "/consultations/", "consultation": "/consultations/county/buses/"}


def measure(bench: Bench) -> list[Figure]:
    bench.use("cached")
    county = factories.make_organisation("County Council", slug="county")
    for number in range(12):
        factories.make_consultation(
            county, title=f"Consultation {number}", slug="buses" if not number else f"c{number}"
        )
    raise_generation()
    figures = []
    with bench.server() as server:
        for name, path in PATHS.items():
            kept = bench.median(lambda path=path: rate(server.port, path))
            made = bench.median(lambda path=path: rate(server.port, path, cookie="Cookie: bench=1\r\n"))
            figures.append(Figure(f"{name} from the cache, ASGI", kept, "requests/s", at_least=400))
            figures.append(Figure(f"{name}, cached to made anew", kept / made, "times"))
    with bench.server(gunicorn=True) as server:
        kept = bench.median(lambda: rate(server.port, "/"))
        figures.append(Figure("home page from the cache, WSGI", kept, "requests/s", at_least=400))
    return figures


def rate(port: int, path: str, *, cookie: str = "") -> float:
    return requests_per_second(port, path, connections=8, lasting=2.0, headers=cookie).per_second
