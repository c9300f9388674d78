"""Board reports: what stood at the meeting before, what stands now, who may read it."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from actions.board import add_up, say_changes, signed
from actions.board_reads import end_of, read_board
from actions.errors import Refusal
from actions.models import BoardReport
from actions.services.board import publish_report, save_report, withdraw_report
from actions.standing import Status
from tests.actions.plans import local, make_action, make_plan, say

pytestmark = pytest.mark.django_db

PREVIOUS, MEETING = date(2026, 4, 15), date(2026, 7, 15)
#: The day of the meeting, before it is over; and when the report is looked at a month later.
AT, LATER = local(2026, 7, 15, 10), local(2026, 8, 15, 10)
LONG_AGO = local(2026, 1, 5, 9)
THEN = end_of(PREVIOUS)


@pytest.fixture
def plan(cast):
    return make_plan(cast.county, title="Peer challenge", published_at=LONG_AGO)


def make_report(cast, *plans, published=True, **fields) -> BoardReport:
    values = {
        "report": None,
        "title": "Board, July",
        "organisation": cast.county,
        "plans": plans,
        "meeting_on": MEETING,
        "previous_meeting_on": PREVIOUS,
        "introduction": "",
        "by": None,
        "at": LONG_AGO,
    }
    report = save_report(**(values | fields))
    if published:
        publish_report(report=report, at=LONG_AGO)
    return report


def changes(report, *, at=AT):
    board = read_board(report, at=at, only_published=True)
    return {line.reference: line.change for part in board.parts for found in part.themes.values() for line in found}


@pytest.mark.parametrize(
    ("said_at", "then", "now", "updates"),
    [
        (THEN - timedelta(seconds=1), "done", "done", 0),
        (THEN, "not_started", "done", 1),
        (AT - timedelta(seconds=1), "not_started", "done", 1),
        (AT, "not_started", "not_started", 0),
    ],
)
def test_then_and_now_before_at_and_after_their_moments(cast, plan, said_at, then, now, updates):
    action = make_action(plan, reference="1")
    say(action, Status.DONE, at=said_at)
    change = changes(make_report(cast, plan))["1"]
    assert (change.then, change.now, change.updates, change.is_moved) == (then, now, updates, then != now)


def test_a_report_of_a_past_meeting_stands_as_it_stood(cast, plan):
    action = make_action(plan, reference="1", due_on=date(2026, 7, 31))
    say(action, Status.ON_TRACK, at=end_of(MEETING) - timedelta(seconds=1))
    say(action, Status.DONE, at=end_of(MEETING))
    make_action(plan, reference="2", created_at=end_of(MEETING))
    found = changes(make_report(cast, plan), at=LATER)
    assert list(found) == ["1"]
    assert (found["1"].now, found["1"].updates, found["1"].is_overdue) == ("on_track", 1, False)


@pytest.mark.parametrize(
    ("due_on", "was", "is_now"),
    [
        (PREVIOUS - timedelta(days=1), True, True),
        (PREVIOUS, False, True),
        (MEETING - timedelta(days=1), False, True),
        (MEETING, False, False),
        (None, False, False),
    ],
)
def test_overdue_then_and_newly(cast, plan, due_on, was, is_now):
    make_action(plan, reference="1", due_on=due_on)
    change = changes(make_report(cast, plan))["1"]
    assert (change.was_overdue, change.is_overdue, change.is_newly_overdue) == (was, is_now, is_now and not was)


@pytest.mark.parametrize(("added", "then"), [(THEN - timedelta(seconds=1), "not_started"), (THEN, None)])
def test_added_since_the_meeting_before(cast, plan, added, then):
    make_action(plan, reference="1", created_at=added)
    assert changes(make_report(cast, plan))["1"].then == then


def test_it_adds_up_and_says_so(cast, plan):
    moved = make_action(plan, theme="Welcome")
    say(moved, Status.ON_TRACK, at=LONG_AGO)
    say(moved, Status.LATE, at=AT - timedelta(days=1))
    make_action(plan, due_on=MEETING - timedelta(days=3))
    make_action(plan, created_at=AT - timedelta(days=9))
    totals = add_up(changes(make_report(cast, plan)).values())
    assert (totals.total, totals.total_then, totals.moved, totals.added, totals.newly_overdue) == (3, 2, 1, 1, 1)
    assert [row for row in totals.rows if row[1] or row[2]] == [
        (Status.NOT_STARTED, 1, 2, "+1"),
        (Status.ON_TRACK, 1, 0, "−1"),
        (Status.LATE, 0, 1, "+1"),
    ]
    assert signed(0) == "0"
    assert "1 action has another status, 1 was added, 1 became overdue, 1 update came in" in say_changes(totals)


def test_the_page_and_its_tables(client, cast, plan):
    action = make_action(plan, reference="7/b", title="<b>Open</b> & shut", theme="Welcome", owner=cast.county)
    say(action, Status.AT_RISK, at=LONG_AGO)
    make_action(plan, title="=1+1", due_on=date(2026, 6, 30))
    report = make_report(cast, plan, introduction="Read this first")
    body = client.get(report.get_absolute_url()).content.decode()
    for words in ("Peer challenge", "&lt;b&gt;Open&lt;/b&gt; &amp; shut", "At risk", "Welcome", "Read this first"):
        assert words in body
    assert f'href="{action.get_absolute_url()}"' in body
    assert "<b>Open" not in body
    rows = list(
        csv.reader(io.StringIO(client.get(f"{report.get_absolute_url()}report.csv").content.decode("utf-8-sig")))
    )
    assert rows[2][3] == "'=1+1"
    assert rows[1][7:10] == ["At risk", "At risk", "0"]
    assert client.get(f"{report.get_absolute_url()}report.xlsx").content[:2] == b"PK"
    assert "Board, July" in client.get("/reports/").content.decode()


def test_nothing_that_was_typed_in_becomes_markup(client, cast, plan):
    hostile = """<script>"&'</script><!-- here -->"""
    escaped = "&lt;script&gt;&quot;&amp;&#x27;&lt;/script&gt;&lt;!-- here --&gt;"
    cast.county.name = hostile
    cast.county.save()
    other = make_plan(cast.county, title=hostile, published_at=LONG_AGO)
    fields = {"reference": f"1{hostile}"[:20], "title": hostile, "theme": hostile, "due_words": hostile}
    make_action(other, owner=cast.county, created_at=AT - timedelta(days=1), **fields)
    report = make_report(cast, other, title=hostile, introduction=hostile)
    body = client.get(report.get_absolute_url()).content.decode()
    assert "<script>" not in body
    assert "<!-- here -->" not in body
    row, theme = "{}</a></th><td>{}</td><td>{}</td>", '<th scope="rowgroup" colspan="7">{}</th>'
    for cell in (row, theme, "<caption>{}</caption>", "<h1>{}</h1>"):
        assert cell.replace("{}", escaped) in body


def test_a_draft_is_seen_by_its_organisation_alone(client, cast, plan):
    report = make_report(cast, plan, published=False)
    for name in ("", "report.csv", "report.xlsx"):
        for user, status in (
            (None, 404),
            (cast.outsider, 404),
            (cast.borough_officer, 404),
            (cast.county_officer, 200),
        ):
            client.logout()
            if user:
                client.force_login(user)
            assert client.get(f"/reports/{report.slug}/{name}").status_code == status
    assert "Board, July" not in client.get("/reports/").content.decode()


def test_the_public_reads_no_draft_plan_in_it(client, cast, plan):
    draft = make_plan(cast.county, title="Not ready", published_at=None)
    make_action(draft, title="Nobody knows")
    report = make_report(cast, plan, draft)
    for name in ("", "report.csv"):
        assert "No" + "t ready" not in client.get(f"/reports/{report.slug}/{name}").content.decode()
    client.force_login(cast.county_officer)
    withdraw_report(report=report)
    assert "Nobody knows" in client.get(report.get_absolute_url()).content.decode()


def test_what_is_refused(cast, plan):
    with pytest.raises(Refusal):
        publish_report(report=make_report(cast, make_plan(cast.county, published_at=None), published=False), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(cast, plan, previous_meeting_on=MEETING)
    first, second = make_report(cast, plan), make_report(cast, plan)
    assert first.slug != second.slug


def test_the_statements_do_not_grow(client, cast):
    counts = []
    for number in (1, 3):
        plans = [make_plan(cast.county, published_at=LONG_AGO) for _ in range(number)]
        for one in plans:
            for _ in range(number):
                say(make_action(one, owner=cast.borough), Status.DONE, at=AT - timedelta(days=2))
        report = make_report(cast, *plans)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(report.get_absolute_url()).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
