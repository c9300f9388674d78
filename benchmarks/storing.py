"""Storing a response of twenty answers: its statements, and how many a second beside a bare insert of the same rows.

Both sides commit each response by itself, over as many connections, each in a process of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import time
import uuid
from multiprocessing.synchronize import Barrier
from typing import Any

import psycopg
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg.types.json import Jsonb

from benchmarks import surveys
from benchmarks.bench import Bench, Figure
from benchmarks.workers import begin
from consultations.models import ConsultationPage, Draft, Response
from consultations.reply import Reply
from consultations.services.drafting import Private
from consultations.services.responding import submit_response
from consultations.tokens import hash_token
from people.equality_lists import CURRENT
from questions.asked import AskedSection

CONNECTIONS = 4
EACH = 150
ABOUT_YOU = {"sex": "prefer-not-to-say"}
#: Tables of one response: what finds its rows, and what makes a copy of them different.
BARE = ("consultations_response", "consultations_answer", "consultations_contact", "consultations_vaultrecord")

Row = dict[str, Any]


def measure(bench: Bench) -> list[Figure]:
    bench.use("storing")
    counts = {number: statements(number) for number in (5, 20)}
    page, sections = surveys.make("Twenty questions")
    each = bench.sized(EACH)
    ratios, rates = [], []
    for _run in range(bench.runs):
        prepare_drafts(page, sections, CONNECTIONS * each)
        stored = rate("store_drafts", page.pk, each)
        ratios.append(stored / rate("insert_rows", page.pk, each))
        rates.append(stored)
    middle = len(ratios) // 2
    return [
        Figure("storing 20 answers, statements", counts[20], "", at_most=12),
        Figure("storing 20 answers, statements more than 5", counts[20] - counts[5], "", at_most=0),
        Figure("storing 20 answers", sorted(rates)[middle], "responses/s"),
        Figure("storing 20 answers, to a bare insert", sorted(ratios)[middle], "times", at_least=0.25),
    ]


def statements(number: int) -> int:
    """Return the statements of storing a response to so many questions, beside BEGIN and COMMIT."""
    page, sections = surveys.make(f"{number} questions", surveys.TWENTY[:number])
    prepare_drafts(page, sections, 1)
    draft = Draft.objects.with_consultation().get(consultation=page)
    with CaptureQueriesContext(connection) as asked:
        submit_response(draft=draft, sections=sections, at=timezone.now())
    return sum(query["sql"] not in {"BEGIN", "COMMIT"} for query in asked.captured_queries)


def prepare_drafts(page: ConsultationPage, sections: list[AskedSection], number: int) -> None:
    """Write drafts as if somebody had answered everything, given an address and answered about themselves."""
    now = timezone.now()
    answers = {str(q.id): surveys.answer(q).as_json() for section in sections for q in section.questions}
    done = {str(section.id): {"is_done": True} for section in sections}
    private = Private(Reply(email="a@example.org", is_under_18=False), ABOUT_YOU, CURRENT).sealed()
    Draft.objects.bulk_create(
        Draft(
            token_hash=hash_token(uuid.uuid4().hex),
            consultation=page,
            answers=answers,
            sections=done | {"reply": {"is_done": True}, "about-you": {"is_done": True}},
            private=private,
            begun_at=now,
            saved_at=now,
        )
        for _ in range(number)
    )


def rate(work: str, page_id: int, each: int) -> float:
    """Have as many processes as connections do the work at once; return responses a second."""
    processes = multiprocessing.get_context("spawn")
    barrier = processes.Barrier(CONNECTIONS + 1)
    workers = [
        processes.Process(target=begin, args=(__name__, work, page_id, number, each, barrier))
        for number in range(CONNECTIONS)
    ]
    for worker in workers:
        worker.start()
    barrier.wait(120)
    begun = time.perf_counter()
    barrier.wait(600)
    took = time.perf_counter() - begun
    for worker in workers:
        worker.join()
    return CONNECTIONS * each / took


def store_drafts(page_id: int, number: int, each: int, barrier: Barrier) -> None:
    from questions.reads import ask_questionnaire

    page = ConsultationPage.objects.get(pk=page_id)
    sections = ask_questionnaire(page.survey.questionnaire)
    drafts = list(
        Draft.objects.with_consultation().filter(consultation=page).order_by("pk")[number * each : (number + 1) * each]
    )
    barrier.wait(120)
    for draft in drafts:
        submit_response(draft=draft, sections=sections, at=timezone.now())
    barrier.wait(600)


def insert_rows(page_id: int, number: int, each: int, barrier: Barrier) -> None:
    """Insert the rows of one stored response again and again, a statement a table."""
    rows = rows_of(Response.objects.filter(consultation_id=page_id).latest("pk").pk)
    with psycopg.connect(os.environ["DATABASE_URL"]) as line:
        barrier.wait(120)
        for _ in range(each):
            with line.cursor() as cursor:
                insert_once(cursor, rows)
            line.commit()
        barrier.wait(600)


def rows_of(response_id: int) -> dict[str, list[Row]]:
    """Return the rows of one response by table; the two of the vault are any, for nothing tells which are its own."""
    where = {
        "consultations_response": f"id = {response_id}",
        "consultations_answer": f"response_id = {response_id}",
        "consultations_contact": "true LIMIT 1",
        "consultations_vaultrecord": "true LIMIT 1",
    }
    with psycopg.connect(os.environ["DATABASE_URL"], row_factory=psycopg.rows.dict_row) as line:
        return {table: line.execute(f"SELECT * FROM {table} WHERE {where[table]}").fetchall() for table in BARE}


def insert_once(cursor: psycopg.Cursor[Any], rows: dict[str, list[Row]]) -> None:
    fresh = {"public_id": uuid.uuid4(), "code": uuid.uuid4().hex[:12], "token_hash": uuid.uuid4().hex * 2}
    insert(cursor, "consultations_response", [rows["consultations_response"][0] | fresh], ending=" RETURNING id")
    response_id = cursor.fetchone()[0]  # type: ignore[index]
    insert(cursor, "consultations_answer", [row | {"response_id": response_id} for row in rows["consultations_answer"]])
    for table in BARE[2:]:
        insert(cursor, table, [rows[table][0] | {"id": uuid.uuid4(), "key": uuid.uuid4().hex * 2}])


def insert(cursor: psycopg.Cursor[Any], table: str, rows: list[Row], *, ending: str = "") -> None:
    names = [name for name in rows[0] if name != "id" or isinstance(rows[0]["id"], uuid.UUID)]
    line = "(" + ", ".join(["%s"] * len(names)) + ")"
    values = [Jsonb(row[name]) if name == "value" else row[name] for row in rows for name in names]
    columns = ", ".join(f'"{name}"' for name in names)
    cursor.execute(f"INSERT INTO {table} ({columns}) VALUES {', '.join([line] * len(rows))}{ending}", values)
