"""The forums: a thread of 10,000 posts, a forum of 100,000, letters to 10,000 members."""

from __future__ import annotations

import itertools
import random
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

import psutil
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.bench import Bench, Figure, Server
from benchmarks.memory import MEGABYTE, most_memory
from forums.models import Forum, Member, NoticeRun, Post, ReadMark, Thread
from forums.names import member_key, seal_account
from forums.services.posting import refresh_thread
from forums.services.telling import send_round
from people.models import Notice, User
from tests import factories
from tests.forums.factories import make_forum, make_member

BATCH: Final = 2000
PHRASES: Final = (
    "the library has a ramp",
    "the bus stops far from it",
    "carers wait in the rain",
    "an answer from the council",
    "winter paths to school",
    "money and time of people",
    "food in the hospital",
    "the village hall",
)
COMMUNITIES: Final = 6
LETTERS: Final = 10_000
#: A Wednesday, on which the letters of a week are due.
LETTERS_AT: Final = datetime(2026, 11, 18, 12, tzinfo=UTC)


def measure(bench: Bench) -> list[Figure]:
    bench.use("forums")
    chance = random.Random(1)
    forum = make_forum("Large")
    user = factories.make_user("member@example.org")
    member = make_member(forum, user)
    writers = [make_member(forum) for _ in range(20)]
    for number in range(1, bench.sized(1500) + 1):
        fill(new_thread(forum, writers[0], number), writers, posts=60, chance=chance)
    long = fill(new_thread(forum, writers[0], 5000), writers, posts=bench.sized(10_000), chance=chance)
    read = Thread.objects.filter(forum=forum).order_by("-pk")[: bench.sized(700)]
    ReadMark.objects.bulk_create(ReadMark(member=member, thread=thread, last_number=30) for thread in read)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with bench.server() as server:
        figures = long_thread(bench, server, long, user) + large_forum(bench, server, forum, user)
    return figures + letters(bench)


def new_thread(forum: Forum, member: Member, number: int) -> Thread:
    title = f"{PHRASES[number % len(PHRASES)].capitalize()}, the matter of number {number}"
    return Thread.objects.create(
        forum=forum, number=number, title=title, started_by=member, created_at=timezone.now() - timedelta(days=400)
    )


def fill(thread: Thread, writers: list[Member], *, posts: int, chance: random.Random) -> Thread:
    """Put public posts of some thirty words and one rare one into a thread, the last of them a while ago."""
    end = timezone.now() - timedelta(minutes=chance.randrange(500_000))
    rows = []
    for number in range(1, posts + 1):
        source = f"{' '.join(chance.choices(PHRASES, k=7))} word{chance.randrange(50_000)}"
        moment = end - timedelta(minutes=posts - number)
        rows.append(
            Post(
                thread=thread,
                number=number,
                member=chance.choice(writers),
                source=source,
                html=f"<p>{source}</p>",
                state=Post.State.PUBLIC,
                written_at=moment,
                published_at=moment,
            )
        )
    Post.objects.bulk_create(rows, batch_size=BATCH)
    Thread.objects.filter(pk=thread.pk).update(last_number=posts)
    thread.refresh_from_db()
    refresh_thread(thread)
    return thread


def cookie_of(user: User) -> str:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return f"sessionid={client.cookies['sessionid'].value}"


def statements(path: str, user: User) -> int:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            if client.get(path).status_code != 200:
                raise RuntimeError(f"{path} is not there")
    return len(asked)


def long_thread(bench: Bench, server: Server, thread: Thread, user: User) -> list[Figure]:
    cookie = cookie_of(user)
    first = thread.get_absolute_url()
    last = f"{first}?page={max(1, thread.last_number // 50)}"
    counts = [statements(path, user) for path in (first, last)]

    def apart() -> float:
        one, other = (
            statistics.median(server.first_byte(path, cookie=cookie) for _ in range(10)) for path in (first, last)
        )
        return max(one / other, other / one)

    return [
        Figure("thread of 10,000 posts, page 1, statements for a member", counts[0], "", at_most=14),
        Figure("thread of 10,000 posts, page 200, statements for a member", counts[1], "", at_most=14),
        Figure(
            "thread of 10,000 posts, pages 1 and 200, the dearer to the cheaper",
            bench.median(apart),
            "times",
            at_most=1.5,
        ),
    ]


def large_forum(bench: Bench, server: Server, forum: Forum, user: User) -> list[Figure]:
    """Compare what a member and what anybody opens of a forum of 100,000 posts with an empty page of the site."""
    base = forum.get_absolute_url()
    member, anybody = cookie_of(user), "bench=1"
    looks = {
        "list, for anybody": (base, anybody),
        "list with unread counts, for a member": (base, member),
        "list, page 20, newest first, for a member": (f"{base}?order=newest&page=20", member),
        "search, a word of nearly all posts": (f"{base}?q=library", member),
        "search, a word of two posts": (f"{base}?q=word77", member),
        "search, two words": (f"{base}?q=hospital+word77", member),
        "search, a word that is nowhere": (f"{base}?q=zymurgy", member),
    }

    def to_empty(path: str, cookie: str) -> float:
        page = statistics.median(server.first_byte(path, cookie=cookie) for _ in range(5))
        return page / server.median_first_byte("/empty/")

    return [
        Figure(
            f"forum of 100,000 posts, {name}, to an empty page",
            bench.median(lambda path=path, cookie=cookie: to_empty(path, cookie)),  # type: ignore[misc]
            "times",
            at_most=20,
        )
        for name, (path, cookie) in looks.items()
    ]


def letters(bench: Bench) -> list[Figure]:
    """Write the weekly letters of 10,000 and of 40,000 members of six communities."""
    Member.objects.update(notices=Member.Notices.NEVER)
    forums = [make_forum(f"Community of letters {number}") for number in range(COMMUNITIES)]
    for forum in forums:
        writer = make_member(forum)
        Member.objects.filter(pk=writer.pk).update(notices=Member.Notices.NEVER)
        fill(new_thread(forum, writer, 1), [writer], posts=10, chance=random.Random(2))
        moment = LETTERS_AT - timedelta(days=3)
        Thread.objects.filter(forum=forum).update(published_at=moment, last_post_at=moment)
        Post.objects.filter(thread__forum=forum).update(written_at=moment, published_at=moment)
    readers = itertools.count()
    warm, many, most = bench.sized(100), bench.sized(LETTERS), bench.sized(4 * LETTERS)
    subscribe(forums, warm, readers)
    write(warm)
    stood = psutil.Process().memory_info().rss
    subscribe(forums, many - warm, readers)
    asked = statements_of(many)
    once = write(many) - stood
    subscribe(forums, most - many, readers)
    four_times = write(most) - stood
    return [
        Figure("letters to 10,000 members, statements", asked, "", at_most=COMMUNITIES + many / 500),
        Figure("letters to 10,000 members, memory added", once / MEGABYTE, "MB"),
        Figure("letters, memory added by 40,000 members to that by 10,000", four_times / once, "times", at_most=1.5),
    ]


def subscribe(forums: list[Forum], number: int, readers: Iterator[int]) -> None:
    names = [next(readers) for _ in range(number)]
    users = User.objects.bulk_create(
        [User(email=f"reader.{name}@example.org", password="!") for name in names], batch_size=BATCH
    )
    Member.objects.bulk_create(
        [
            Member(
                forum=forum,
                key=member_key(forum.community_id, user.pk),
                content=seal_account(user.pk),
                display_name=f"Reader {user.pk}",
                joined_on=LETTERS_AT.date(),
            )
            for forum, user in zip(itertools.cycle(forums), users, strict=False)
        ],
        batch_size=BATCH,
    )


def write(number: int) -> int:
    """Write the letters; return how many bytes of memory this process had at most meanwhile."""
    NoticeRun.objects.all().delete()
    Notice.objects.all().delete()
    start = psutil.Process().memory_info().rss
    with most_memory() as risen:
        written = send_round(kind=Member.Notices.WEEKLY, at=LETTERS_AT)
    if written != number:
        raise RuntimeError(f"{written} letters instead of {number}")
    return start + risen[-1]


def statements_of(number: int) -> int:
    with CaptureQueriesContext(connection) as asked:
        write(number)
    return len(asked) - 2  # what empties the tables before
