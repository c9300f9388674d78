"""Results of 100,000 responses x 20 questions: first byte of the page, counting, memory of the CSV export."""

from __future__ import annotations

import socket
import statistics
import time
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg.types.json import Jsonb

from benchmarks import surveys
from benchmarks.bench import Bench, Figure, Server, seconds
from benchmarks.memory import MEGABYTE, most_memory
from consultations.models import ConsultationPage
from consultations.services.results import count_results
from questions.asked import Asked
from tests import factories

RESPONSES = 100_000


def measure(bench: Bench) -> list[Figure]:
    bench.use("results")
    page, number = fill(bench.sized(RESPONSES))
    figures = [
        Figure(f"results, counting {number:,} x 20", seconds(lambda: count_results(page, at=timezone.now())), "s")
    ]
    path = f"{page.url_path.removeprefix('/front')}results/"
    few = few_answered()
    figures.append(Figure("results, statements of a look more than with 100", looks(path) - looks(few), "", at_most=0))
    with bench.server() as server:
        times = bench.median(lambda: server.median_first_byte(path) / server.median_first_byte("/empty/"))
        figures.append(Figure("results, first byte, to an empty page", times, "times", at_most=50))
        again = bench.median(lambda: server.median_first_byte(path) / server.median_first_byte(few))
        figures.append(Figure("results, second look, to one with 100 responses", again, "times"))
    with bench.server() as server:
        figures += export(bench, server, page)
    return figures


def fill(number: int, *, mark: str = "m") -> tuple[ConsultationPage, int]:
    """Return a closed consultation with so many responses to twenty questions, written by the database itself."""
    page, sections = surveys.make("Twenty questions", (*surveys.KINDS, "long_text", *surveys.KINDS[:9]))
    now = timezone.now()
    opened, closed = now - timedelta(days=60), now - timedelta(days=9)
    ConsultationPage.objects.filter(pk=page.pk).update(opens_at=opened, closes_at=closed)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO consultations_response (public_id, consultation_id, code, token_hash, channel, consent,"
            " organisation_name, language, style, has_proof, is_late, is_for_account, submitted_at, changed_at)"
            " SELECT gen_random_uuid(), %s, %s || lpad(n::text, 11, '0'), md5(%s || n) || md5(n::text),"
            " (ARRAY['online', 'online', 'online', 'paper'])[1 + n %% 4], 'anonymous', '', 'en-gb', 'standard',"
            " true, false, '', moment, moment FROM (SELECT n, %s + n * interval '20 seconds' AS moment"
            " FROM generate_series(1, %s) AS n) AS numbered",
            [page.pk, mark, mark, opened, number],
        )
        for section in sections:
            for asked in section.questions:
                answer_all(cursor, page, asked)
        cursor.execute("ANALYZE")
    return ConsultationPage.objects.get(pk=page.pk), number


def answer_all(cursor: object, page: ConsultationPage, asked: Asked) -> None:
    """Have every response answer one question, each with some answer out of a dozen; words are all different."""
    is_text = asked.kind.endswith("text")
    values = [None if is_text else Jsonb(value) for value in some_values(asked)]
    cursor.execute(  # type: ignore[attr-defined]
        "INSERT INTO consultations_answer (response_id, question_id, version, value, text)"
        " SELECT id, %s, 1, (%s::jsonb[])[1 + floor(random() * %s)::int], CASE WHEN %s THEN"
        " 'The last bus leaves before the late shift ends, and that is the trouble of number ' || id ELSE '' END"
        " FROM consultations_response WHERE consultation_id = %s ORDER BY id",
        [asked.id, values, len(values), is_text, page.pk],
    )


def some_values(asked: Asked) -> list[object]:
    options = [choice.id for choice in asked.choices]
    return {
        "yes_no": options,
        "single": options,
        "agree": options,
        "multiple": [options[:1], options[1:], options],
        "ranking": [options, options[::-1]],
        "rating": [1, 2, 3, 4, 5],
        "number": list(range(0, 100, 7)),
        "date": [f"2026-03-{day:02}" for day in range(1, 29)],
        "matrix": [{str(row.id): option for row in asked.rows} for option in options],
    }.get(asked.kind, [None])


def few_answered() -> str:
    """Return the address of the results of the same survey with 100 responses."""
    page, _number = fill(100, mark="f")
    count_results(page, at=timezone.now())
    return f"{page.url_path.removeprefix('/front')}results/"


def looks(path: str) -> int:
    """Return the statements of the second look in a row."""
    client = Client(headers={"host": "localhost"})
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            if client.get(path).status_code != 200:
                raise RuntimeError(f"{path} is not there")
    return len(asked)


def export(bench: Bench, server: Server, page: ConsultationPage) -> list[Figure]:
    """Stream all responses to an administrator and watch the server's memory."""
    client = Client(headers={"host": "localhost"})
    client.force_login(factories.make_user("admin@example.org", is_superuser=True, is_staff=True))
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    server.first_byte("/cms/results/", cookie=cookie)
    path = f"/cms/results/{page.pk}/responses.csv"
    grown, took, size = [], [], 0
    for _run in range(bench.runs):
        with most_memory(server.pid) as risen:
            begun = time.perf_counter()
            size = fetch(server.port, path, cookie)
            took.append(time.perf_counter() - begun)
        grown.append(risen[-1] / MEGABYTE)
    return [
        Figure("CSV export, memory added, first time", grown[0], "MB", at_most=60),
        Figure("CSV export, memory added, again", statistics.median(grown[1:]), "MB", at_most=60),
        Figure(f"CSV export, {size / MEGABYTE:,.0f} MB", statistics.median(took), "s"),
    ]


def fetch(port: int, path: str, cookie: str) -> int:
    """Read a whole answer without keeping it; return its length."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    length = 0
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(request.encode())
        while part := line.recv(1 << 16):
            if not length and not part.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"{path} answers {part[:40]!r}")
            length += len(part)
    return length
