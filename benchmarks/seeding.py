"""Many rows from one: copies of what the site itself has made, made by the database."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from consultations.models import ConsultationPage
from core.generation import raise_generation

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def copy_rows(table: str, where: str, changes: Mapping[str, str], *, times: int, first: int = 1) -> None:
    """Copy the rows that match so many times; `changes` gives columns in SQL, where `n` counts the copies."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        kept = [name for name in columns if name != "id" or "id" in changes]
        values = ", ".join(changes.get(name, f'"{name}"') for name in kept)
        names = ", ".join(f'"{name}"' for name in kept)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}, generate_series(%s, %s) AS n WHERE {where}",
            [first, first + times - 1],
        )


def step_sql(number: str) -> str:
    """Return SQL for one step of a page's path: four letters in base 36."""
    digits = [f"substr('{LETTERS}', 1 + (({number}) / {36**place}) %% 36, 1)" for place in (3, 2, 1, 0)]
    return " || ".join(digits)


def copy_consultation(page: ConsultationPage, *, times: int, first: int) -> None:
    """Put copies of a consultation beside it, opening and closing on other days, with its topics and search entries."""
    start = page.pk + 1_000_000
    base, parent = page.path[:-4], page.get_parent()
    copy_rows(
        "wagtailcore_page",
        f"id = {page.pk}",
        {
            "id": f"{start} + n",
            "path": f"'{base}' || {step_sql('n + 1000')}",
            "slug": "slug || '-' || n",
            "title": "title || ' ' || n",
            "url_path": f"'{parent.url_path}' || slug || '-' || n || '/'",
            "translation_key": "gen_random_uuid()",
            "latest_revision_id": "NULL",
            "live_revision_id": "NULL",
        },
        times=times,
        first=first,
    )
    days = "(n %% 400 - 200) * interval '1 day'"
    copy_rows(
        "consultations_consultationpage",
        f"page_ptr_id = {page.pk}",
        {"page_ptr_id": f"{start} + n", "opens_at": f"opens_at + {days}", "closes_at": f"closes_at + {days}"},
        times=times,
        first=first,
    )
    for kind in ("topics", "areas", "audiences"):
        table = f"consultations_consultationpage_{kind}"
        own = {"consultationpage_id": f"{start} + n"}
        copy_rows(table, f"consultationpage_id = {page.pk}", own, times=times, first=first)
    entry = f"object_id = '{page.pk}'"
    copy_rows("wagtailsearch_indexentry", entry, {"object_id": f"({start} + n)::text"}, times=times, first=first)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET numchild = numchild + %s WHERE id = %s", [times, parent.pk])
        cursor.execute("ANALYZE")
    raise_generation()
