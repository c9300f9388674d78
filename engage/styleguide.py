"""What the living page of components is filled with: real sentences, mistakes, very long words, right-to-left text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from people.voices import Voice, Voices

LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


class SampleForm(forms.Form):
    name = forms.CharField(label="Name of your group", help_text="As it should appear in the list of answers.")
    email = forms.EmailField(label="E-mail address")
    story = forms.CharField(
        label="What would change for you?",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text="Do not write anybody’s name.",
    )
    visits = forms.IntegerField(label="Journeys in an ordinary week")
    area = forms.ChoiceField(
        label="Where do you live?", choices=[("", "Choose one"), ("h", "Hinckley and Bosworth"), ("m", LONG_WORD)]
    )
    travel = forms.ChoiceField(
        label="How do you mostly travel?",
        help_text="Choose the one nearest to what you do.",
        widget=forms.RadioSelect,
        choices=[("bus", "By bus"), ("car", "By car, or with a lift"), ("foot", "On foot or by cycle")],
    )
    wishes = forms.MultipleChoiceField(
        label="What would help?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("late", "A later last bus"), ("fare", "A fare for groups"), ("stop", "A stop with a seat")],
    )
    agrees = forms.BooleanField(label="You may publish my answer", help_text="Without my name.")


def context() -> dict[str, Any]:
    """Return what engage/styleguide.html shows."""
    given = {"name": "Tenants’ association", "email": "not an address", "travel": "boat"}
    wrong = SampleForm({f"wrong-{name}": value for name, value in given.items()}, prefix="wrong")
    wrong.is_valid()
    return {
        "form": SampleForm(prefix="empty"),
        "wrong_form": wrong,
        "sample_problems": [
            ("id_wrong-email", "Write an e-mail address, like name@example.org"),
            ("id_wrong-visits", "Write how many journeys, as a number"),
            ("id_wrong-travel", "Choose how you mostly travel"),
        ],
        "long_word": LONG_WORD,
        "statuses": _statuses(),
        "facts": ["Closes in 5 days · Friday 27 November, 11:59 pm", "County Council with 3 others · takes 8 minutes"],
        "rows": _rows(),
        "steps": _steps(),
        "urdu_steps": [{"title": "آپ کہاں جاتے ہیں", "state": "done"}, {"title": "آپ کے بارے میں", "state": "here"}],
        "tasks": _tasks(),
        "groups": _groups(),
        "crumbs": [("Consultations", "/consultations/"), ("County Council", "/consultations/?organisation=county")],
        "voices": _voices(),
        "middle_page": Paginator(range(90), 10).page(2),
        "tokens": ("ink", "ink-2", "paper", "card", "line", "edge", "brand", "deep", "wash", "accent"),
    }


def _voices() -> Voices:
    said_at = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    latest = (
        Voice(
            "Hedgerow",
            "",
            "If the last bus went an hour later I could take the late shift.",
            said_at,
            "Buses",
            "#voices",
        ),
        Voice("Transport planner", "County Council", LONG_WORD, said_at, "Buses", "#voices"),
    )
    return Voices(latest, "#voices")


def _statuses() -> list[tuple[str, str]]:
    return [
        ("planned", "Planned"),
        ("open", "Open"),
        ("outcome_due", "Closed, outcome due"),
        ("overdue", "Outcome overdue"),
        ("outcome_published", "Outcome published"),
        ("closed", "Closed"),
    ]


def _rows() -> list[dict[str, Any]]:
    return [
        {"term": "How do you mostly travel?", "text": "By bus", "href": "#rows"},
        {"term": "What would help?", "lines": ["A later last bus", "A stop with a seat"], "href": "#rows"},
        {"term": "Where do you live?", "text": LONG_WORD, "href": "#rows"},
        {"term": "What would change for you?", "text": "You did not answer this"},
    ]


def _steps() -> list[dict[str, str]]:
    return [
        {"title": "Where you travel", "state": "done", "href": "#steps"},
        {"title": "How you would manage", "state": "done", "href": "#steps"},
        {"title": "What it costs", "state": "here"},
        {"title": "About you", "state": "ahead", "note": "You can skip this"},
        {"title": "Check and send", "state": "ahead"},
    ]


def _tasks() -> list[dict[str, Any]]:
    return [
        {"title": "The decision to be taken", "status_text": "Done", "is_done": True, "href": "#tasks"},
        {
            "title": "Equality analysis",
            "hint": "With its date: it is published too.",
            "status_text": "Missing",
            "href": "#tasks",
        },
        {"title": "Publish", "status_text": "Cannot start yet"},
    ]


def _groups() -> list[dict[str, Any]]:
    return [
        {
            "name": "status",
            "legend": "Status",
            "is_open": True,
            "options": [
                {"value": "open", "label": "Open", "count": 7, "is_chosen": True},
                {"value": "planned", "label": "Planned", "count": 3, "is_chosen": False},
            ],
        },
        {
            "name": "area",
            "legend": "Area",
            "is_open": False,
            "options": [{"value": "x", "label": LONG_WORD, "count": 0, "is_chosen": False}],
        },
    ]
