"""What the rooms below put into the one letter: consultations that close soon, promises that moved.

A promise is told once a week, as whoever follows it was told when they began to: in the weekly letter of those who have
one, and in the ledger's own digest to everybody else. Neither tells what the other has told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from django.conf import settings
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.digest import Move
from actions.models import DigestRun
from actions.services.digests import Reader, moves_between, readers_of
from actions.standing import Status
from consultations.models import ConsultationPage
from core.moments import say_moment
from forums.letter_sources import Addressee
from forums.letters import DAILY, WEEKLY, Line, Section
from forums.models import ConsultationThread, Forum, Member, NoticeRun
from forums.names import member_key
from people.models import Notice, User
from people.notices import recipient_key

#: So long before it closes a consultation is told: so that the letter after is not too late.
BEFORE: Final = {WEEKLY: timedelta(days=10), DAILY: timedelta(days=4)}
FOR_EVER: Final = datetime.max.replace(tzinfo=UTC)
KEYS_AT_ONCE: Final = 10_000
DIGEST: Final = "digest"
WEEKLY_LETTER: Final = "forum-weekly"


def letter_key(until: datetime) -> str:
    """Return what names one round of letters."""
    return f"{until:%Y%m%dT%H%M%S}"


@dataclass(frozen=True, slots=True)
class Closing:
    """Consultations that close soon, by the open forums whose people they are for or that talk about them."""

    by_forum: Mapping[int, list[ConsultationPage]]
    at: datetime

    def sections(self, people: Mapping[int, Addressee]) -> dict[int, list[Section]]:
        return {pk: [self.section(found)] for pk, one in people.items() if (found := self.of(one.forums))}

    def of(self, forums: Iterable[int]) -> list[ConsultationPage]:
        found = {page.pk: page for forum in forums for page in self.by_forum.get(forum, [])}
        return sorted(found.values(), key=lambda page: (page.closes_at, page.pk))

    def section(self, pages: Iterable[ConsultationPage]) -> Section:
        said = _("“%(title)s” closes %(moment)s")
        lines = [
            Line(said % {"title": page.title, "moment": say_moment(page.closes_at, at=self.at)}, _address(page))
            for page in pages
            if page.closes_at
        ]
        return Section(_("Consultations that close soon"), settings.SITE_URL + "/", lines)


class ConsultationsClosing:
    """Tells each consultation once in a kind of letter: when it comes within so many days of its end."""

    def prepare(self, *, kind: str, since: datetime, until: datetime) -> Closing | None:
        if kind not in BEFORE:
            return None
        return closing_between(since + BEFORE[kind], until + BEFORE[kind], at=until)


def closing_between(start: datetime, end: datetime, *, at: datetime) -> Closing | None:
    """Return what is open at `at` and closes in `start <= moment < end`; three statements at most."""
    pages = ConsultationPage.objects.live().public().filter(opens_at__lte=at, closes_at__gte=start, closes_at__lt=end)
    found = {page.pk: page for page in pages.order_by("closes_at", "pk")}
    if not found:
        return None
    by_forum: dict[int, list[ConsultationPage]] = defaultdict(list)
    for forum, page in sorted({*_forums_for(found), *_forums_about(found)}):
        by_forum[forum].append(found[page])
    return Closing(dict(by_forum), at)


@dataclass(frozen=True, slots=True)
class Moved:
    """Promises that moved, by the address of who follows them or contributed to what they answer."""

    readers: Mapping[str, Reader]

    def sections(self, people: Mapping[int, Addressee]) -> dict[int, list[Section]]:
        named = {pk: one.email.lower() for pk, one in people.items() if one.email.lower() in self.readers}
        told = digest_told(named.values())
        found = {pk: self._of(email, told.get(email)) for pk, email in named.items()}
        return {pk: sections for pk, sections in found.items() if sections}

    def _of(self, email: str, told: datetime | None) -> list[Section]:
        reader = self.readers[email]
        moves = [move for move in reader.moves.values() if told is None or move.at >= told]
        by_plan: dict[int, Section] = {}
        for move in moves:
            section = by_plan.setdefault(move.plan_id, Section(move.plan, move.plan_url))
            section.lines.append(say_move(move))
        sections = list(by_plan.values())
        if sections:
            sections[-1].why = "\n".join(_why(reader))
        return sections


class ActionsMoved:
    """Tells what moved in the weekly letter alone."""

    def prepare(self, *, kind: str, since: datetime, until: datetime) -> Moved | None:
        moves = moves_between(since, until) if kind == WEEKLY else []
        return Moved(readers_of(moves)) if moves else None


class PlatformLetter:
    """Tells the ledger's digest who hears of moves in the weekly letter (`actions.elsewhere`)."""

    def told_until(self, first_moves: Mapping[str, datetime], *, until: datetime) -> dict[str, datetime]:
        last = NoticeRun.objects.filter(kind=WEEKLY, until__lte=until, finished_at__isnull=False)
        run = last.order_by("-until").first()
        if run is None:
            return {}
        keys = {recipient_key(email): email for email in first_moves}
        rows = Notice.objects.filter(kind=WEEKLY_LETTER, key=letter_key(run.until), recipient_key__in=keys)
        told = {keys[key] for key in rows.values_list("recipient_key", flat=True)}
        found = dict.fromkeys(told, run.until)
        for email in weekly_readers(first_moves):
            if email in told or first_moves[email] >= run.until:
                found[email] = FOR_EVER
        return found


def weekly_readers(emails: Collection[str]) -> set[str]:
    """Return which of these addresses, in lower case, have chosen the weekly letter for any community."""
    communities = list(Forum.objects.values_list("community_id", flat=True))
    users = User.objects.annotate(lowered=Lower("email")).filter(lowered__in=list(emails), is_active=True)
    keys = {
        member_key(community, pk): email
        for pk, email in users.values_list("pk", "lowered")
        for community in communities
    }
    weekly = Member.objects.inside().filter(notices=Member.Notices.WEEKLY)
    found: set[str] = set()
    names = iter(keys)
    while some := list(islice(names, KEYS_AT_ONCE)):
        found |= {keys[key] for key in weekly.filter(key__in=some).values_list("key", flat=True)}
    return found


def digest_told(emails: Iterable[str]) -> dict[str, datetime]:
    """Return by address up to which moment the ledger's last digest told it something; two statements."""
    keys = {recipient_key(email): email for email in emails}
    runs = {
        timezone.localtime(run.until).date().isoformat(): run.until for run in DigestRun.objects.order_by("-until")[:4]
    }
    found: dict[str, datetime] = {}
    rows = Notice.objects.filter(kind=DIGEST, key__in=runs, recipient_key__in=keys)
    for key, day in rows.values_list("recipient_key", "key"):
        email = keys[key]
        found[email] = max(runs[day], found.get(email, runs[day]))
    return found


def say_move(move: Move) -> Line:
    """Say how a promise stands now."""
    status = Status(move.status).label
    words = _("%(name)s: new in the plan. %(status)s") if move.is_new else _("%(name)s: %(status)s")
    return Line(words % {"name": move.name, "status": status}, move.url)


def _why(reader: Reader) -> list[str]:
    words = _("To hear no more of these promises: %(address)s")
    return [words % {"address": url} for url in [reader.leave_url, *sorted(reader.other_leave_urls)] if url]


def _forums_for(pages: Collection[int]) -> set[tuple[int, int]]:
    through = ConsultationPage.communities.through
    rows = through.objects.filter(consultationpage__in=pages, communityofinterest__forum__is_closed=False)
    return set(rows.values_list("communityofinterest__forum", "consultationpage"))


def _forums_about(pages: Collection[int]) -> set[tuple[int, int]]:
    links = ConsultationThread.objects.filter(consultation__in=pages, thread__forum__is_closed=False)
    links = links.filter(thread__public_count__gt=0, thread__merged_into=None)
    return set(links.values_list("thread__forum", "consultation"))


def _address(page: ConsultationPage) -> str:
    return page.full_url or settings.SITE_URL + (page.url or "/")
