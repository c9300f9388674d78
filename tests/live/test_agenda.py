"""Agendas: written, asked, put in order; before the event and while it goes on."""

from __future__ import annotations

import pytest
from django.urls import reverse

from live.errors import AlreadyAsked, EventOver, NotNow, SeenOld
from live.models import AgendaItem, Event
from live.services import agenda
from live.services.agenda import ROOM_KINDS
from live.services.events import copy_agenda, end_event
from questions.kinds import all_kinds
from questions.models import Question
from tests.admin_walk import client_of
from tests.live.halls import NOW, make_event, make_poll, open_round

pytestmark = [pytest.mark.django_db]

SETTINGS = {"is_blind": "on", "can_change": "on", "seconds": "30"}
#: What the form of each kind needs beside the question.
NEEDS = {
    "single": {"choices": "Bus\nTrain"},
    "multiple": {"choices": "Bus\nTrain\nBike", "config-maximum": "2"},
    "ranking": {"choices": "Bus\nTrain"},
    "agree": {"config-points": "5"},
    "line": {"config-low_label": "Never", "config-high_label": "Always"},
    "short_text": {"view": "cloud", "is_moderated": "on"},
}


@pytest.fixture
def event(cast):
    return make_event(cast.county)


@pytest.fixture
def client(cast):
    return client_of(cast.county_officer)


def address(name, event, *rest):
    return reverse(f"live:{name}", args=[event.pk, *rest])


def order(event):
    return [str(item) for item in event.agenda.all()]


# Adding --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ROOM_KINDS)
def test_each_kind_of_poll_is_added_by_its_form(event, client, kind):
    page = address("agenda_add", event, kind)
    assert client.get(page).status_code == 200
    response = client.post(page, {"text": "What now?", **SETTINGS, **NEEDS.get(kind, {})})
    assert response.status_code == 302, response.context["problems"]
    item = event.agenda.get()
    assert (item.question.kind, item.question.text) == (kind, "What now?")
    assert item.is_blind
    if kind == "multiple":
        assert item.question.config == {"maximum": 2}


@pytest.mark.parametrize("kind", ["slide", "talk", "break"])
def test_other_steps_are_added_too(event, client, kind):
    client.post(address("agenda_add", event, kind), {"title": "Tea", "body": "Until four"})
    assert event.agenda.values_list("kind", "title", "body").get() == (kind, "Tea", "Until four")


def test_what_no_hall_can_answer_is_not_offered(event, client):
    strange = {kind.slug for kind in all_kinds()} - set(ROOM_KINDS)
    assert strange == {"date", "information", "matrix"}
    for kind in (*strange, "nothing"):
        assert client.get(address("agenda_add", event, kind)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "wrong", "words"),
    [
        ("single", {"text": ""}, "Write the question."),
        ("single", {"choices": "Bus"}, "Write at least two answers"),
        ("single", {"choices": "Bus\nbus"}, "is there twice."),
        ("single", {"seconds": "0"}, "Write 1 to 3,600 seconds."),
        ("single", {"is_slice": "on", "is_test": "on"}, "Tick one of the two."),
        ("multiple", {"config-minimum": "3", "config-maximum": "2"}, "must not be less than"),
        ("line", {"config-low_label": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_with_a_poll_is_said_and_nothing_is_lost(event, client, kind, wrong, words):
    sent = {"text": "What now?", "help_text": "Think.", **SETTINGS, **NEEDS[kind], **wrong}
    response = client.post(address("agenda_add", event, kind), sent)
    body = response.content.decode()
    assert response.status_code == 400
    assert words in body
    assert "Think." in body
    assert not event.agenda.exists()
    assert not Question.objects.exists()


def test_only_polls_with_choices_make_groups(event, client):
    body = client.get(address("agenda_add", event, "number")).content.decode()
    assert "is_slice" not in body
    assert "is_slice" in client.get(address("agenda_add", event, "single")).content.decode()


def test_words_of_young_people_always_wait(cast, client):
    young = make_event(cast.county, is_for_young_people=True)
    assert "is_moderated" not in client.get(address("agenda_add", young, "short_text")).content.decode()
    client.post(address("agenda_add", young, "short_text"), {"text": "What now?", "view": "wall", **SETTINGS})
    assert young.agenda.get().is_moderated


# Changing ------------------------------------------------------------------------------------------------------------


def test_a_poll_nobody_was_asked_is_reworded(event, client):
    item = make_poll(event)
    sent = {"text": "How will you go home?", "choices": "Bus\nOn foot", **SETTINGS, "seconds": "60"}
    assert client.post(address("step", event, item.pk), sent).status_code == 302
    item = AgendaItem.objects.get()
    assert item.question.text == "How will you go home?"
    assert list(item.question.choices.values_list("text", flat=True)) == ["Bus", "On foot"]
    assert item.seconds == 60


def test_a_question_that_was_asked_keeps_its_words_and_promises(event, client):
    item = make_poll(event)
    open_round(item)
    client.post(address("step", event, item.pk), {"text": "Other words", "choices": "A\nB", "seconds": "60"})
    item = AgendaItem.objects.get()
    assert item.question.text == "How did you come here?"
    assert (item.is_blind, item.can_change, item.seconds) == (True, True, 60)
    with pytest.raises(AlreadyAsked):
        agenda.edit_step(item=item, at=NOW, by=None, question={"text": "Other words"})
    with pytest.raises(AlreadyAsked):
        agenda.edit_step(item=item, at=NOW, by=None, is_blind=False)
    with pytest.raises(AlreadyAsked):
        agenda.edit_step(item=item, at=NOW, by=None, is_slice=True)


def test_a_copy_of_what_was_asked_may_be_reworded(event, client):
    item = make_poll(event, is_slice=True)
    agenda.add_step(event=event, kind="break", title="Tea")
    open_round(item)
    response = client.post(address("step_separate", event, item.pk))
    copy = AgendaItem.objects.exclude(pk=item.pk).get(kind="poll")
    assert response.url == address("step", event, copy.pk)
    assert order(event) == ["How did you come here?", "How did you come here?", "Tea"]
    assert list(event.agenda.values_list("pk", flat=True))[1] == copy.pk
    assert copy.is_slice
    assert agenda.may_reword(copy)
    assert {c.text for c in copy.question.choices.all()} == {"Bus", "Train", "Bike"}
    assert not set(copy.question.choices.all()) & set(item.question.choices.all())


def test_a_question_that_stands_elsewhere_is_separated_in_place(cast, event):
    item = make_poll(event)
    copy_agenda(source=event, target=make_event(cast.county))
    with pytest.raises(AlreadyAsked):
        agenda.edit_step(item=item, at=NOW, by=None, question={"text": "Other words"})
    own = agenda.separate_question(item=item)
    assert (own.pk, own.question != item.question) == (item.pk, True)
    agenda.edit_step(item=own, at=NOW, by=None, question={"text": "Other words"})
    assert order(event) == ["Other words"]


def test_a_step_is_taken_out_after_one_question(event, client):
    item = make_poll(event)
    page = address("step_remove", event, item.pk)
    assert "Take this step out" in client.get(page).content.decode()
    assert event.agenda.count() == 1
    client.post(page)
    assert not event.agenda.exists()
    assert not Question.objects.exists()


def test_what_was_asked_or_is_on_the_screen_stays(event, client):
    asked, shown = make_poll(event), agenda.add_step(event=event, kind="slide", title="Welcome")
    open_round(asked)
    Event.objects.filter(pk=event.pk).update(current=shown)
    with pytest.raises(AlreadyAsked):
        agenda.remove_step(item=asked)
    with pytest.raises(NotNow):
        agenda.remove_step(item=shown)
    response = client.post(address("step_remove", event, shown.pk))
    assert response.status_code == 409
    assert "on the screen now" in response.content.decode()
    assert event.agenda.count() == 2


# Order ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(event):
    return [agenda.add_step(event=event, kind="slide", title=title) for title in ("One", "Two", "Three")]


@pytest.mark.parametrize(
    ("which", "way", "expected"),
    [
        (0, "down", ["Two", "One", "Three"]),
        (2, "up", ["One", "Three", "Two"]),
        (0, "up", ["One", "Two", "Three"]),
        (2, "down", ["One", "Two", "Three"]),
    ],
)
def test_steps_move_by_buttons_while_the_event_goes_on(event, client, three, which, way, expected):
    Event.objects.filter(pk=event.pk).update(current=three[1])
    response = client.post(address("step_move", event, three[which].pk), {"way": way})
    assert response.url.endswith(f"#step-{three[which].pk}")
    assert order(event) == expected
    event.refresh_from_db()
    assert event.current == three[1]


def test_the_list_shows_the_steps_in_their_order(event, client, three):
    agenda.arrange_steps(event=event, order=[three[2].pk, three[0].pk, three[1].pk])
    steps = client.get(address("agenda", event)).context["steps"]
    assert [step.title for step in steps] == ["Three", "One", "Two"]


def test_steps_are_put_in_the_order_they_were_dragged_into(event, client, three):
    sent = {"step": [three[2].pk, three[0].pk, three[1].pk]}
    assert client.post(address("agenda_arrange", event), sent).status_code == 302
    assert order(event) == ["Three", "One", "Two"]


def test_an_order_that_was_overtaken_is_refused(event, client, three):
    with pytest.raises(SeenOld):
        agenda.arrange_steps(event=event, order=[three[0].pk, three[1].pk])
    sent = {"step": [three[0].pk, three[0].pk, three[1].pk]}
    assert client.post(address("agenda_arrange", event), sent).status_code == 409
    assert order(event) == ["One", "Two", "Three"]


def test_no_step_of_another_event_is_reached(cast, event, client, three):
    other = make_event(cast.county)
    for name in ("step", "step_remove"):
        assert client.get(address(name, other, three[0].pk)).status_code == 404
    for name in ("step", "step_move", "step_separate", "step_remove"):
        assert client.post(address(name, other, three[0].pk)).status_code == 404


def test_after_the_end_nothing_changes(event, client, three):
    end_event(event=event, at=NOW)
    writes = [
        lambda: agenda.add_step(event=event, kind="slide", title="Four"),
        lambda: make_poll(event),
        lambda: agenda.edit_step(item=three[0], at=NOW, by=None, title="Other"),
        lambda: agenda.move_step(item=three[0], by=1),
        lambda: agenda.arrange_steps(event=event, order=[3, 2, 1]),
        lambda: agenda.remove_step(item=three[0]),
        lambda: copy_agenda(source=make_event(event.organisation), target=event),
    ]
    for write in writes:
        with pytest.raises(EventOver):
            write()
    assert order(event) == ["One", "Two", "Three"]
    assert client.post(address("step_move", event, three[0].pk), {"way": "down"}).status_code == 409
    assert client.post(address("agenda_add", event, "slide"), {"title": "Four"}).status_code == 400
