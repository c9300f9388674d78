"""What the database says was stored: asked through its own driver, past everything that is measured."""

from __future__ import annotations

import sqlite3

import psycopg

COUNT = "SELECT count(*), coalesce(sum(revision), 0) FROM live_ballot WHERE round_id = "


def recount(url: str, round_id: int) -> tuple[int, int]:
    """Return how many ballots a round has, and how often they were written."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)
        try:
            row = connection.execute(COUNT + "?", [round_id]).fetchone()
        finally:
            connection.close()
    else:
        with psycopg.connect(url) as postgres:
            row = postgres.execute(COUNT + "%s", [round_id]).fetchone()
    assert row
    return int(row[0]), int(row[1])
