"""An imagined audience for a rehearsal: it joins, answers what is asked, loses the network and comes back."""

from __future__ import annotations

import asyncio
import json
import random
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPResponse
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from live.names import tidy_code
from live.rehearsal import QUESTIONS, answer_to, pause, read_sheet

#: Seconds that most people take to answer; after which a vote that is not confirmed is sent again.
TYPICAL: Final = 4.0
RESEND: Final = 4.0
#: And for so many a poll is waited for once it has closed: the last answers still come in.
LAST_ONES: Final = 3.0
#: Who comes through the door in one second.
ARRIVALS: Final = 15
#: Of a hundred people: how many lose the network while they answer; put a question; support one.
CUTS, ASKERS, SUPPORTERS = 4, 12, 50
_REPEATED = {"try_again", "slow_down"}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *about: Any) -> None:
        return None


@dataclass
class Hall:
    """What all of them share: the address, and a book of what was confirmed."""

    url: str
    code: str
    seed: int
    people: int
    say: Any
    confirmed: Counter[int] = field(default_factory=Counter)
    refused: dict[int, Counter[str]] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    cuts: int = 0
    telling: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    joined: int = 0
    is_over: bool = False

    def post(self, path: str, cookie: str, **fields: str) -> HTTPResponse:
        """Send a form as a phone without script does, and return the reply, whatever it is."""
        request = urllib.request.Request(  # noqa: S310  the scheme was looked at
            f"{self.url}/j/{self.code}/{path}",
            data=urlencode(fields).encode(),
            headers={"Origin": self.url, "Cookie": cookie},
        )
        try:
            return urllib.request.build_opener(_NoRedirect).open(request, timeout=20)
        except urllib.error.HTTPError as reply:
            return reply  # type: ignore[return-value]

    def note(self, round_id: int, why: str) -> None:
        self.refused.setdefault(round_id, Counter())[why] += 1

    async def tell(self, round_id: int) -> None:
        """Say once how a poll went, when the last answers have come in."""
        if round_id in self.telling and not self.is_over:
            return
        self.telling.add(round_id)
        if not self.is_over:
            await asyncio.sleep(LAST_ONES)
        if round_id in self.told:
            return
        self.told.add(round_id)
        refused = ", ".join(f"{number} {why}" for why, number in sorted(self.refused.get(round_id, {}).items()))
        told = f"‘{self.titles[round_id]}’: {self.confirmed[round_id]} of {self.people} confirmed"
        self.say(f"{told} (refused: {refused})" if refused else told)


class Person:
    """Somebody with a phone."""

    def __init__(self, hall: Hall, number: int) -> None:
        self.hall = hall
        self.chance = random.Random(f"{hall.seed}:{number}")  # noqa: S311  an audience, not a secret
        self.cookie = ""
        self.device = f"{self.chance.getrandbits(60):x}"
        self.sequence = 0
        self.round: int | None = None
        #: Votes that are not confirmed, by name: of an earlier poll too, if its receipt was lost on the way.
        self.kept: dict[str, dict[str, Any]] = {}
        self.act_at: float | None = None
        self.html = ""
        self.is_cut = False
        self.talked: set[str] = set()
        self.tasks: set[asyncio.Task[None]] = set()

    async def attend(self) -> None:
        await asyncio.sleep(self.chance.uniform(0, self.hall.people / ARRIVALS))
        reply = await asyncio.to_thread(self.hall.post, "", "")
        self.cookie = reply.headers.get("Set-Cookie", "").partition(";")[0]
        if reply.status == 302 and self.cookie:
            self.hall.joined += 1
        elif self.hall.joined:
            return  # it ended while people were still coming
        else:
            raise CommandError("Nobody can join: is the code right, and may anybody with the code take part?")
        tries = 0
        while not self.hall.is_over:
            try:
                await self.look()
                tries = 0
            except (OSError, TimeoutError, WebSocketException):
                tries += 1
            await asyncio.sleep(self.chance.uniform(0.2, min(15.0, 0.7 * 2**tries)))

    async def look(self) -> None:
        """Hold a socket until it is lost or the event is over."""
        address = f"{self.hall.url.replace('http', 'ws', 1)}/j/{self.hall.code}/socket"
        about: Any = {"Cookie": self.cookie}
        async with connect(address, origin=self.hall.url, additional_headers=about, compression=None) as socket:  # type: ignore[arg-type]
            self.act_at = self.now if self.kept else None
            while not self.hall.is_over:
                left = None if self.act_at is None else max(0.0, self.act_at - self.now)
                try:
                    frame = json.loads(await asyncio.wait_for(socket.recv(), left))
                except TimeoutError:
                    await self.act(socket)
                    continue
                {"state": self.see, "received": self.hear, "refused": self.hear_refusal}[frame["type"]](frame)

    @property
    def now(self) -> float:
        return asyncio.get_running_loop().time()

    def see(self, frame: dict[str, Any]) -> None:
        self.hall.is_over = frame["state"] == "ended"
        self.html = frame["html"]
        if self.round is not None and (frame["round"] != self.round or frame["state"] != "open"):
            self.do(self.hall.tell(self.round))
        if frame["state"] == "open" and frame["round"] != self.round:
            self.round, self.is_cut = frame["round"], self.chance.randrange(100) < CUTS
            self.think(frame["round"], frame["closes_in"])
        elif frame["state"] == "talk" and frame["key"] not in self.talked:
            self.talked.add(frame["key"])
            self.do(self.talk())

    def think(self, round_id: int, closes_in: int | None = None) -> None:
        """Choose an answer, and when to send it: before the clock runs out, if there is one."""
        sheet = read_sheet(self.html)
        self.hall.titles[round_id] = sheet.title
        self.sequence += 1
        answer = answer_to(sheet, self.chance, leaning=f"{self.hall.seed}:{round_id}")
        name = f"{self.device}.{self.sequence}"
        self.kept[name] = {"type": "vote", "round": round_id, "id": name, "answer": answer}
        wait = pause(self.chance, typical=TYPICAL)
        self.act_at = self.now + (wait if closes_in is None else min(wait, 0.8 * closes_in / 1000))

    async def act(self, socket: ClientConnection) -> None:
        """Send what is not confirmed; lose the network while at it, now and then."""
        for frame in self.kept.values():
            await socket.send(json.dumps(frame))
        self.act_at = self.now + RESEND if self.kept else None
        if self.is_cut:
            self.is_cut = False
            self.hall.cuts += 1
            socket.transport.abort()
            await asyncio.sleep(self.chance.uniform(0.5, 1.5) * TYPICAL)

    def hear(self, frame: dict[str, Any]) -> None:
        vote = self.kept.pop(frame["id"], None)
        if vote is not None:
            self.hall.confirmed[vote["round"]] += 1

    def hear_refusal(self, frame: dict[str, Any]) -> None:
        if frame["why"] in _REPEATED or frame["id"] not in self.kept:
            return
        round_id = self.kept.pop(frame["id"])["round"]
        self.hall.note(round_id, frame["why"])
        if frame["why"] == "bad_answer" and self.sequence % 4:
            self.think(round_id)

    async def talk(self) -> None:
        """Put a question, or support somebody's."""
        await asyncio.sleep(pause(self.chance, typical=2 * TYPICAL))
        dice = self.chance.randrange(100)
        supports = read_sheet(self.html).supports
        if dice < ASKERS:
            await asyncio.to_thread(self.hall.post, "questions/", self.cookie, text=self.chance.choice(QUESTIONS))
        elif dice < ASKERS + SUPPORTERS and supports:
            await asyncio.to_thread(self.hall.post, "questions/", self.cookie, support=self.chance.choice(supports))

    def do(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


async def attend(hall: Hall, seconds: float) -> None:
    people = [Person(hall, number) for number in range(hall.people)]
    try:
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
            for person in people:
                group.create_task(person.attend())
    except TimeoutError:
        pass
    hall.is_over = True
    for round_id in hall.titles:
        await hall.tell(round_id)


class Command(BaseCommand):
    help = (
        "Play an audience for a rehearsal: people who join the event with this code, answer what is on the stage, put "
        "and support questions, lose the network and come back. Ends with the event, after --seconds, or with ctrl-C."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="code of the event, as the screen shows it")
        parser.add_argument("--people", type=int, default=180)
        parser.add_argument("--url", default=settings.SITE_URL, help="address of the running site")
        parser.add_argument("--seconds", type=float, default=7200.0, help="leave after so many seconds at the latest")
        parser.add_argument("--seed", type=int, default=1, help="another number is another audience")

    def handle(self, *args: Any, **options: Any) -> None:
        url = options["url"].rstrip("/")
        if urlsplit(url).scheme not in {"http", "https"} or options["people"] < 1:
            raise CommandError("Give an address that begins with http:// or https://, and at least one person.")
        hall = Hall(url, tidy_code(options["code"]), options["seed"], options["people"], self.stdout.write)
        self.stdout.write(f"{hall.people} people join {url}/j/{hall.code}/ and stay until the event ends.")
        problem = ""
        try:
            asyncio.run(attend(hall, options["seconds"]))
        except* CommandError as problems:
            problem = str(_first(problems))
        except* OSError as problems:
            problem = f"{url} cannot be reached: {_first(problems)}"
        except* KeyboardInterrupt:
            pass
        if problem:  # not within `except*`, which would wrap it in a group
            raise CommandError(problem)
        self.stdout.write(
            f"{sum(hall.confirmed.values())} answers were confirmed; {hall.cuts} people lost the network."
        )


def _first(problems: BaseException) -> BaseException:
    """Return one of the exceptions of a group, however deep it lies."""
    while isinstance(problems, BaseExceptionGroup):
        problems = problems.exceptions[0]
    return problems
