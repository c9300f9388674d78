"""The live room: joining, the phone, the screen, the remote, preparing, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from live.models import AgendaItem, AudienceQuestion, Ballot, Event, Round
from live.models.rounds import SETTLING
from live.services.agenda import add_step
from live.services.cutting import check_cut
from live.services.events import end_event
from live.sources import get_source
from people.models import Organisation, User
from tests.a11y.address import Address
from tests.live import halls
from tests.sites import LiveSite

OFFICER = "county@engage.example"
CHOICES = ("By bus or by train, with a change in the middle", "On foot", "By bike")


def event_called(title: str, **fields: object) -> Event:
    """Return an event of the county by its title, made with an agenda on first use."""
    found = Event.objects.filter(title=title).first()
    if found is not None:
        return found
    event = halls.make_event(Organisation.objects.get(slug="county"), title=title, **fields)
    group = halls.make_poll(
        event, choices=("Under 25", "25 to 64", "65 or over"), is_slice=True, text="How old are you?"
    )
    poll = halls.make_poll(event, choices=CHOICES, is_blind=False)
    halls.make_poll(event, "short_text", text="One word for today", view="cloud")
    halls.make_poll(
        event, "line", text="Where should the money go?", config={"low_label": "Towns", "high_label": "Villages"}
    )
    add_step(event=event, kind="talk", title="Ask the panel")
    add_step(event=event, kind="slide", title="What the juries asked for", body="Answers in public, with a date.")
    answer_all(group, poll, *event.agenda.filter(question__kind="short_text"))
    talk = event.agenda.get(kind="talk")
    for number, state in enumerate(("accepted", "waiting", "answered"), start=1):
        AudienceQuestion.objects.create(item=talk, voter="v", text=f"Question {number}?", state=state, put_at=halls.NOW)
    return event


def answer_all(group: AgendaItem, poll: AgendaItem, words: AgendaItem) -> None:
    """Two rounds of the poll, one of the others, all closed a while ago."""
    past = timezone.now() - timedelta(hours=1)
    by_group = halls.open_round(group, at=past, closes_at=past)
    rounds = [halls.open_round(poll, at=past, closes_at=past, number=number) for number in (1, 2)]
    written = halls.open_round(words, at=past, closes_at=past)
    groups, choices = halls.choices_of(group), halls.choices_of(poll)
    for number in range(40):
        voter = f"{number:032x}"
        halls.cast_votes(by_group, groups[number % 2], voter=voter, received_at=past)
        halls.cast_votes(rounds[0], choices[number % 3], voter=voter, received_at=past)
        halls.cast_votes(rounds[1], choices[number % 2], voter=voter, received_at=past, code=f"AAAA-{number:04d}")
        halls.cast_votes(written, None, text=("hope", "rain")[number % 2], voter=voter, received_at=past)
    Round.objects.filter(item__event=poll.event).update(is_shown=True, shown_at=past)
    Ballot.objects.filter(round=written, voter__endswith="1").update(text_state=Ballot.TextState.SHOWN)
    check_cut(round_=rounds[1], by=group, minimum=poll.event.minimum, at=past + SETTLING)


def on_stage(which: str | None) -> Event:
    """Return an event with a step of this kind of question, or of this kind, on its stage; None: not begun."""
    event = event_called("Hall that is looked at")
    kinds = {"choice": {"question__kind": "single", "is_slice": False}, "line": {"question__kind": "line"}}
    wanted = kinds.get(which or "", {"question__kind": which} if which == "short_text" else {"kind": which})
    event.current = event.agenda.get(**wanted) if which else None
    event.cut_by, event.is_comparing = None, False
    event.revision += 1
    event.save()
    if which == "line":
        Round.objects.get_or_create(item=event.current, number=1, defaults={"opened_at": halls.NOW})
    return event


def joining(which: str | None = None) -> str:
    return reverse("live:join", args=[on_stage(which).code])


def joining_with_card() -> str:
    return reverse("live:join", args=[event_called("Hall with cards", admission="card", cards=20).code])


def the_screen(which: str | None, **stage: object) -> str:
    event = on_stage(which)
    if stage:
        cut_by = event.agenda.get(is_slice=True) if stage.get("is_cut") else None
        Event.objects.filter(pk=event.pk).update(is_comparing=bool(stage.get("is_comparing")), cut_by=cut_by)
    return reverse("live:screen", args=[event.screen_key])


def desk(name: str, *more: object) -> Callable[[], str]:
    """The path of a page of those who run the event."""
    return lambda: reverse(f"live:{name}", args=[on_stage("choice").pk, *more])


def step(name: str, kind: str) -> str:
    event = on_stage("choice")
    item = event.agenda.filter(kind=kind).exclude(rounds__isnull=False).first()
    return reverse(f"live:{name}", args=[event.pk, item.pk])


def paper_round() -> str:
    event = on_stage("choice")
    round_ = Round.objects.filter(item__event=event, item__question__kind="single").last()
    return reverse("live:paper_round", args=[event.pk, round_.pk])


def keypad(which: str) -> str:
    return reverse("live:keypad", args=[on_stage(which).pk])


def cards(name: str, *more: object) -> str:
    return reverse(f"live:{name}", args=[event_called("Hall with cards", admission="card", cards=20).pk, *more])


def questions_to_copy() -> str:
    source = get_source("consultation")
    assert source
    place = source.places_for(User.objects.get(email=OFFICER))[0]
    return reverse("live:agenda_questions", args=[on_stage("choice").pk, source.slug, place.key])


def afterwards(name: str = "results", *, kind: str = "") -> str:
    event = event_called("Hall that has ended", are_results_public=True)
    if not event.is_over:
        end_event(event=event, at=timezone.now())
    more = (
        [Round.objects.filter(item__event=event, item__question__kind=kind, item__is_slice=False).last().pk]
        if kind
        else []
    )
    return reverse(f"live:{name}", args=[event.code, *more])


def join(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Join").click()
    expect(page.locator("[data-stage]")).to_be_visible()


def ask_nothing(page: Page, site: LiveSite) -> None:
    join(page, site)
    page.get_by_role("button", name="Put the question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not done")


def room(name: str, which: str | None, *, is_variant: bool = True) -> Address:
    return Address(f"phone, {name}", partial(joining, which), "live/room.html", join, is_variant=is_variant)


def screen(name: str, which: str | None, *, is_variant: bool = True, **stage: object) -> Address:
    return Address(f"screen, {name}", partial(the_screen, which, **stage), "live/screen.html", is_variant=is_variant)


def managed(name: str, path: Callable[[], str], template: str, *, is_variant: bool = False) -> Address:
    where = f"live/manage/{template}.html" if template not in {"remote", "moderate"} else f"live/{template}.html"
    return Address(f"event, {name}", path, where, as_whom=OFFICER, is_variant=is_variant)


ADDRESSES = [
    Address("code of an event", "/live/", "live/front.html"),
    Address("code of an event, unknown", "/live/?code=XXXXXX", "live/front.html", status=404, is_variant=True),
    Address("join", joining, "live/join.html"),
    Address("join with a card", joining_with_card, "live/join.html", is_variant=True),
    Address("join, ended", partial(afterwards, "join"), "live/join.html", is_variant=True),
    room("open poll", "line", is_variant=False),
    room("waiting", None),
    room("result", "choice"),
    room("words", "short_text"),
    room("questions", "talk"),
    room("slide", "slide"),
    Address("phone, refused", partial(joining, "talk"), "live/refused.html", ask_nothing),
    screen("result", "choice", is_variant=False),
    screen("waiting", None),
    screen("cut", "choice", is_cut=True),
    screen("before and after", "choice", is_comparing=True),
    screen("cloud", "short_text"),
    screen("questions", "talk"),
    screen("slide", "slide"),
    screen("open poll", "line"),
    managed("remote", desk("remote"), "remote"),
    managed("moderate", desk("moderate"), "moderate"),
    managed("list", lambda: reverse("live:events"), "events"),
    managed("new", lambda: reverse("live:event_make"), "event_form"),
    managed("details", desk("event_edit"), "event_form", is_variant=True),
    managed("about", desk("event"), "event"),
    managed("copy", desk("event_copy"), "event_copy"),
    managed("end", desk("event_end"), "event_end"),
    managed("poster", desk("poster"), "poster"),
    managed("agenda", desk("agenda"), "agenda"),
    managed("add to the agenda", desk("agenda_choose"), "agenda_add"),
    managed("new poll", desk("agenda_add", "single"), "poll_form"),
    managed("new line", desk("agenda_add", "line"), "poll_form", is_variant=True),
    managed("change a step", partial(step, "step", "slide"), "step_form"),
    managed("remove a step", partial(step, "step_remove", "slide"), "step_remove"),
    managed("copy an agenda", desk("agenda_copy"), "agenda_copy"),
    managed("copy questions", questions_to_copy, "agenda_questions"),
    managed("cards", partial(cards, "cards"), "cards"),
    managed("cards to print", partial(cards, "cards_print", 1), "cards_print"),
    managed("keypad", partial(keypad, "line"), "keypad"),
    managed("keypad, nothing open", partial(keypad, "choice"), "keypad", is_variant=True),
    managed("paper", desk("paper"), "paper"),
    managed("paper of a poll", paper_round, "paper_round"),
    Address("event results", afterwards, "live/results.html"),
    Address("event report", partial(afterwards, "report"), "live/report.html"),
    Address("event words", partial(afterwards, "words", kind="short_text"), "live/results_words.html"),
    Address("event receipts", partial(afterwards, "receipts"), "live/results_receipts.html"),
    Address("event votes", partial(afterwards, "receipt_list", kind="single"), "live/results_receipt_list.html"),
]
