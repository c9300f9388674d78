"""The ledger of promises: the page of a large plan, the board report over many plans, the dry run of a large import."""

from __future__ import annotations

import statistics
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions.importing.tables import read_text
from actions.models import Action, ActionPlan, ImportDraft, ProgressUpdate
from actions.services.board import publish_report, save_report
from actions.services.importing import check_import, stage_import
from benchmarks.bench import Bench, Figure, Server, seconds
from benchmarks.memory import MEGABYTE, most_memory
from core.generation import raise_generation
from people.models import Organisation
from tests import factories

STATUSES = ("not_started", "on_track", "at_risk", "late", "done")
BATCH = 2000


def measure(bench: Bench) -> list[Figure]:
    bench.use("ledger")
    county = factories.make_organisation("County Council", slug="county")
    large = fill(county, "Large plan", actions=bench.sized(1000), updates=10)
    for number in range(20):
        fill(county, f"Plan {number}", actions=bench.sized(250), updates=2)
    report = make_report(county)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    raise_generation()
    path = large.get_absolute_url()
    figures = [Figure("plan of 1,000 actions and 10,000 updates, statements", statements(path), "", at_most=12)]
    with bench.server() as server:
        pages = bench.median(lambda: server.median_first_byte(path) / server.median_first_byte("/empty/"))
        figures.append(Figure("plan of 1,000 actions, first byte, to an empty page", pages, "times"))
        reports = bench.median(lambda: server.median_first_byte(report) / server.median_first_byte("/empty/"))
        figures.append(Figure("board report, 20 plans, 5,000 actions, kept", reports, "times", at_most=15))
        drawn = bench.median(lambda: drawn_anew(server, report) / server.median_first_byte("/empty/"))
        figures.append(Figure("board report, 20 plans, 5,000 actions, drawn anew", drawn, "times", at_most=15))
    figures.append(Figure("board report, statements", statements(report), ""))
    return figures + imports(bench, county)


def fill(county: Organisation, title: str, *, actions: int, updates: int) -> ActionPlan:
    """Return a published plan with so many actions, each with so many updates over the last year."""
    now = timezone.now()
    began = now - timedelta(days=400)
    slug = title.lower().replace(" ", "-")
    plan = ActionPlan.objects.create(
        title=title, slug=slug, lead_organisation=county, published_at=began, created_at=began
    )
    rows = [
        Action(
            plan=plan,
            reference=f"{number}",
            order=number,
            theme=f"Theme {number * 6 // actions}",
            title=f"Do what was promised in the matter of number {number}, as it was put to the board",
            what="Arrange it, ask those whom it is for, and say what came of it.",
            owner=county if number % 5 else None,
            due_on=(now + timedelta(days=number % 300 - 150)).date(),
            status=STATUSES[number % 5],
            last_update_at=now - timedelta(days=number % 60),
            created_at=began,
        )
        for number in range(actions)
    ]
    Action.objects.bulk_create(rows, batch_size=BATCH)
    said = (
        ProgressUpdate(
            action=action,
            status=STATUSES[(place + age) % 5] if age else action.status,
            text=f"Word {age} of it: the room is booked and the letters are out.",
            organisation=county,
            made_at=now - timedelta(days=place % 60 + age * 150 // updates + age),
        )
        for place, action in enumerate(rows)
        for age in range(updates)
    )
    ProgressUpdate.objects.bulk_create(said, batch_size=BATCH)
    return plan


def make_report(county: Organisation) -> str:
    today = timezone.localdate()
    report = save_report(
        report=None,
        title="Board",
        organisation=county,
        plans=ActionPlan.objects.filter(title__startswith="Plan "),
        meeting_on=today + timedelta(days=1),
        previous_meeting_on=today - timedelta(days=90),
        introduction="",
        by=None,
        at=timezone.now(),
    )
    publish_report(report=report, at=timezone.now())
    return report.get_absolute_url()


def drawn_anew(server: Server, path: str) -> float:
    """Return the median of five looks, each the first one after something was published."""

    def look() -> float:
        raise_generation()
        return server.first_byte(path)

    return statistics.median(look() for _ in range(5))


def statements(path: str) -> int:
    client = Client(headers={"host": "localhost"})
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        if client.get(path).status_code != 200:
            raise RuntimeError(f"{path} is not there")
    return len(asked)


def imports(bench: Bench, county: Organisation) -> list[Figure]:
    """Check a table against a plan that has half of its actions, small and large."""
    small, large = (staged(county, bench.sized(number)) for number in (500, 5000))
    per_row: list[float] = []
    memory: list[float] = []
    for _run in range(bench.runs + 1):
        few = seconds(lambda: check(small)) / len(small.table["rows"])
        with most_memory() as risen:
            many = seconds(lambda: check(large)) / len(large.table["rows"])
        memory.append(risen[-1] / MEGABYTE)
        per_row.append(many / few)
    return [
        Figure(
            "import, dry run, cost of a row of 5,000 to one of 500",
            statistics.median(per_row[1:]),
            "times",
            at_most=1.5,
        ),
        Figure("import, dry run of 5,000 rows", many * len(large.table["rows"]), "s"),
        Figure("import, dry run of 5,000 rows, memory added, most", max(memory), "MB", at_most=150),
    ]


def staged(county: Organisation, number: int) -> ImportDraft:
    plan = fill(county, f"Import {number}", actions=number // 2, updates=1)
    head = "Ref,Theme,Title,What will be done,Owner,Due,Status,Latest update"
    lines = (
        f"{n},Theme {n % 6},Title number {n},Arrange it and say what came,County Council,31/03/2027,On track,Word {n}"
        for n in range(number)
    )
    table = read_text("\n".join([head, *lines]))
    return stage_import(plan=plan, organisation=county, source="bench.csv", table=table, by=None, at=timezone.now())


def check(draft: ImportDraft) -> None:
    outcome = check_import(draft=ImportDraft.objects.get(pk=draft.pk), at=timezone.now())
    if not outcome.is_right:
        raise RuntimeError(outcome.in_words())
