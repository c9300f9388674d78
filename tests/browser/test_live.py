"""A hall in real browsers: a facilitator, a projector and three phones at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from live.models import Ballot, Event, Round
from live.models.rounds import SETTLING
from live.names import card_code
from live.services.commands import give_command
from live.services.events import change_event
from people.models import Organisation, User
from tests.browsers import without_script
from tests.journeys import be_signed_in, inside
from tests.live import halls
from tests.sites import LiveSite

pytestmark = pytest.mark.browser

OFFICER = "county@engage.example"
FACILITATOR = "facilitator@engage.example"
PHONE = {"width": 360, "height": 740}
BUS, TRAIN = "Bus", "Train"


@dataclass
class Hall:
    """An event on a running site, and the browsers that are in it."""

    site: LiveSite
    browser: Browser
    event: Event
    contexts: list[BrowserContext]

    def page(self, **options: object) -> Page:
        context = self.browser.new_context(locale="en-GB", timezone_id="Europe/London", **options)
        self.contexts.append(context)
        return context.new_page()

    def phone(self, *, script: bool = True) -> Page:
        """Join with one press, as somebody who read the QR code."""
        page = self.page(viewport=PHONE)
        if not script:
            without_script(page)
        page.goto(f"{self.site.url}/j/{self.event.code}/")
        page.get_by_role("button", name="Join").click()
        expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
        return page

    def remote(self) -> Page:
        page = self.page(viewport=PHONE)
        be_signed_in(page.context, self.site, FACILITATOR)
        page.goto(f"{self.site.url}/live/events/{self.event.pk}/remote/")
        return page

    def screen(self, width: int = 1920, height: int = 1080) -> Page:
        page = self.page(viewport={"width": width, "height": height})
        page.goto(f"{self.site.url}/live/screen/{self.event.screen_key}/")
        return page

    def press(self, *names: str) -> None:
        """Do what a facilitator does elsewhere; this process's rooms hear of it within two seconds."""
        with inside(self.site):
            for name in names:
                self.event.refresh_from_db()
                item = self.event.current_id
                give_command(
                    event=self.event, name=name, revision=self.event.revision, by=None, at=timezone.now(), item_id=item
                )

    def votes(self) -> list[object]:
        with self.site.data():
            return sorted(Ballot.objects.filter(round__item__event=self.event).values_list("value", flat=True))


@pytest.fixture
def hall(live_site: LiveSite, browser: Browser) -> Iterator[Hall]:
    with inside(live_site):
        event = halls.make_event(Organisation.objects.get(slug="county"))
        event.facilitators.create(user=User.objects.get(email=FACILITATOR), invited_at=halls.NOW)
    hall = Hall(live_site, browser, event, [])
    yield hall
    for context in hall.contexts:
        context.close()


def press(remote: Page, name: str) -> None:
    button = remote.locator(".remote__buttons").get_by_role("button", name=name, exact=True)
    button.click()


def fits(screen: Page) -> None:
    """Nothing of the screen is outside the wall."""
    beyond = screen.evaluate(
        "[document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth,"
        " Math.max(...[...document.querySelectorAll('.screen__main')].map(e => e.scrollHeight - e.clientHeight))]"
    )
    assert max(beyond) <= 1, beyond


def test_a_poll_with_three_phones_one_without_script_and_one_that_loses_its_network(
    hall: Hall, assert_accessible: Callable[[Page], None]
) -> None:
    with inside(hall.site):
        poll = halls.make_poll(hall.event)
        bus, train, _bike = halls.choices_of(poll)
    remote, screen = hall.remote(), hall.screen()
    quick, lost, plain = hall.phone(), hall.phone(), hall.phone(script=False)
    press(remote, "Start")
    press(remote, "Open")
    expect(screen.get_by_text("Answer now on your phone")).to_be_visible()

    quick.get_by_label(BUS).check()
    quick.get_by_role("button", name="Send my answer").click()
    expect(quick.get_by_text("Received.", exact=False)).to_be_visible()
    expect(quick.locator(".room__code strong")).to_be_visible()
    assert_accessible(quick)

    expect(lost.get_by_label(TRAIN)).to_be_visible()
    lost.context.set_offline(True)
    lost.get_by_label(TRAIN).check()
    lost.get_by_role("button", name="Send my answer").click()
    expect(lost.get_by_text("kept on this phone", exact=False).first).to_be_visible()
    lost.context.set_offline(False)
    expect(lost.get_by_text("Received.", exact=False)).to_be_visible(timeout=20_000)

    plain.get_by_role("link", name="Look for the next question").click()
    plain.get_by_label(BUS).check()
    plain.get_by_role("button", name="Send my answer").click()
    expect(plain.get_by_text("Received.", exact=False)).to_be_visible()
    assert_accessible(plain)

    expect(screen.locator(".screen__counts")).to_contain_text("3 voted")
    expect(remote.locator(".remote__counts")).to_contain_text("3 voted")
    assert hall.votes() == sorted([bus, bus, train])
    assert_accessible(remote)
    press(remote, "Close")
    expect(remote.get_by_role("button", name="Show result")).to_be_visible()
    assert "2 (67%)" not in screen.content()
    press(remote, "Show result")
    expect(screen.locator(".bars__row").first).to_contain_text("2 (67%)")
    expect(quick.locator(".bars__row").first).to_contain_text("2 (67%)")
    expect(quick.locator(".room__code strong")).to_be_visible()
    expect(quick.locator("[data-news]")).to_contain_text("How did you come here?")
    fits(screen)
    assert_accessible(screen)


def test_a_phone_that_reloads_keeps_its_vote_and_what_was_half_written(hall: Hall) -> None:
    with inside(hall.site):
        poll = halls.make_poll(hall.event)
        halls.make_poll(hall.event, "short_text", text="One word for today")
    hall.press("start", "open")
    page = hall.page(viewport=PHONE)
    page.goto(f"{hall.site.url}/j/{hall.event.code}/")
    page.get_by_role("button", name="Join").click()
    page.get_by_label(TRAIN).check()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("Received.", exact=False)).to_be_visible()
    page.reload()
    expect(page.get_by_label(TRAIN)).to_be_checked()
    page.get_by_label(BUS).check()
    page.get_by_role("button", name="Send my new answer").click()
    expect(page.get_by_text("Received.", exact=False)).to_be_visible()
    with inside(hall.site):
        assert Ballot.objects.get(round__item=poll).revision == 2
    hall.press("next", "open")
    page.get_by_label("One word for today").fill("Hopef")
    page.reload()
    expect(page.get_by_label("One word for today")).to_have_value("Hopef")


def test_two_who_press_next_advance_once_and_both_see_why(hall: Hall) -> None:
    with inside(hall.site):
        halls.make_poll(hall.event, text="First question")
        halls.make_poll(hall.event, text="Second question")
    one = hall.remote()
    other = hall.remote()
    stale = hall.remote()
    stale.route("**/socket", lambda route: route.abort())
    without_script(stale)
    stale.reload()
    press(one, "Start")
    expect(other.get_by_role("heading", name="First question")).to_be_visible()
    press(stale, "Start")
    expect(stale.get_by_role("alert")).to_contain_text("before you")
    expect(stale.get_by_role("heading", name="First question")).to_be_visible()
    with inside(hall.site):
        hall.event.refresh_from_db()
        assert hall.event.revision == 1


def test_a_question_that_comes_by_the_socket_has_its_buttons(hall: Hall) -> None:
    with inside(hall.site):
        halls.make_poll(hall.event, "ranking", choices=("Buses", "Homes"), text="Put these in order")
    phone = hall.phone()
    hall.press("start", "open")
    phone.get_by_role("button", name="Homes", exact=False).first.click()
    phone.get_by_role("button", name="Buses", exact=False).first.click()
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.get_by_text("Received.", exact=False)).to_be_visible()
    homes, buses = hall.votes()[0][0], hall.votes()[0][1]
    assert homes > buses


def test_the_remote_by_keyboard_alone(hall: Hall) -> None:
    with inside(hall.site):
        halls.make_poll(hall.event)
    remote = hall.remote()
    for key, sign in (("ArrowRight", "Not open yet"), ("o", "Open"), ("c", "Counting")):
        if key == "o":
            remote.keyboard.press("o")  # not among the buttons yet: nothing happens
            remote.locator(".remote__buttons button").first.focus()
        remote.keyboard.press(key)
        expect(remote.locator(".tag")).to_have_text(sign)
    expect(remote.locator(".tag")).to_have_text("Closed", timeout=10_000)
    remote.keyboard.press("r")
    expect(remote.locator(".tag")).to_have_text("Result shown")
    with inside(hall.site):
        assert Round.objects.get(item__event=hall.event).is_shown


def test_questions_from_the_audience_wait_for_the_moderator_and_gather_support(
    hall: Hall, assert_accessible: Callable[[Page], None]
) -> None:
    from live.services.agenda import add_step

    with inside(hall.site):
        add_step(event=hall.event, kind="talk", title="Ask the leader of the council")
    remote, screen, asking, other = hall.remote(), hall.screen(1280, 720), hall.phone(), hall.phone()
    press(remote, "Start")
    asking.get_by_label("Your question").fill("When do the evening buses come back?")
    asking.get_by_role("button", name="Put the question").click()
    expect(asking.get_by_text("waiting for a moderator")).to_be_visible()
    assert "evening buses" not in screen.content()
    remote.goto(f"{hall.site.url}/live/events/{hall.event.pk}/moderate/")
    assert_accessible(remote)
    remote.get_by_role("button", name="Let through").click()
    expect(screen.get_by_text("evening buses", exact=False)).to_be_visible()
    expect(other.get_by_text("No question has been let through")).to_have_count(0)
    other.get_by_role("button", name="Support", exact=False).click()
    expect(screen.locator(".screen__talk b")).to_contain_text("1")
    expect(other.get_by_text("You support this question (1 so far).")).to_be_visible()
    asking.get_by_role("button", name="Support", exact=False).click()
    expect(other.get_by_text("You support this question (2 so far).")).to_be_visible()
    expect(other.get_by_role("button", name="Take back your support", exact=False)).to_be_visible()
    expect(other.get_by_role("button", name="Support (", exact=False)).to_have_count(0)
    assert_accessible(other)
    fits(screen)
    asking.get_by_label("Your question").fill("And the tr")
    with inside(hall.site):
        event = change_event(event=hall.event, admission=Event.Admission.CARD, cards=5)
        card = card_code(event.secret_bytes, 5)
    asking.get_by_role("link", name="Join again").click()
    asking.get_by_label("Code on your card").fill(card)
    asking.get_by_role("button", name="Join").click()
    expect(asking.get_by_label("Your question")).to_have_value("And the tr")


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (3840, 2160)])
def test_the_screen_never_scrolls(hall: Hall, width: int, height: int) -> None:
    with inside(hall.site):
        choices = tuple(f"A rather long answer about the way to work number {number}" for number in range(8))
        poll = halls.make_poll(hall.event, choices=choices, text="Which of these would make you leave the car at home?")
    hall.press("start", "open")
    with inside(hall.site):
        round_ = Round.objects.get(item=poll)
        halls.cast_votes(round_, *halls.choices_of(poll), received_at=timezone.now())
    screen = hall.screen(width, height)
    fits(screen)
    with inside(hall.site):
        past = timezone.now() - SETTLING
        Round.objects.filter(pk=round_.pk).update(opened_at=past, closes_at=past)
    hall.press("show")
    expect(screen.locator(".bars__row").first).to_be_visible()
    fits(screen)
