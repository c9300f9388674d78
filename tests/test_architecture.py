"""The floors of the house, and what no linter sees: relations given as strings, long files, clocks in rules."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
#: From the top down; names on one floor never meet.
FLOORS = [
    {"engage"},
    {"youth"},
    {"juries"},
    {"forums"},
    {"consultations"},
    {"live"},
    {"questions", "actions"},
    {"people"},
    {"core"},
]
ROOMS = sorted(name for floor in FLOORS for name in floor)
LONGEST_FILE = 400
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}
#: Where a request, a command, a job or a hook begins, the clock is read and handed down as `at`.
READS_CLOCK = re.compile(
    r"(^|/)(views|views/.*|consumers|fast|hub|tasks|middleware|adapters|.*hooks[^/]*|context|admin|viewsets|panels|feeds|apps|api"
    r"|management/commands/.*|demo/.*)(\.py|/)"
)
#: What the framework calls without a moment; and the layers of the page cache, an edge of their own.
ALSO_READ_CLOCK = {
    "consultations/models/pages.py: get_context",
    "consultations/models/pages.py: refuse_unready",
    "consultations/page_forms.py: missing",
    "core/pagecache.py: now",
    "juries/models/pages.py: get_context",
    "people/invitations.py: invite",
    "youth/models/pages.py: get_context",
    "youth/models/pages.py: publish",
    "youth/models/workflow.py: _is_checked",
    "youth/page_forms.py: clean",
}
CLOCKS = {("timezone", "now"), ("datetime", "now"), ("datetime", "today"), ("date", "today"), ("time", "time")}


def sources(*rooms: str) -> Iterator[Path]:
    for room in rooms or ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def floor_of(room: str) -> int | None:
    return next((number for number, names in enumerate(FLOORS) if room in names), None)


def relations() -> Iterator[tuple[str, str, str]]:
    """Every relation of our models: the room of the model, the room it points to, and its name for the message."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_hidden=True):
            if field.is_relation and not field.auto_created and field.related_model not in (None, "self"):
                target = field.related_model._meta
                yield model._meta.app_label, target.app_label, f"{model.__name__}.{field.name} -> {target.label}"


def test_relations_run_only_downwards():
    upward = [
        name
        for room, target, name in relations()
        if None not in (floor_of(room), floor_of(target)) and room != target and floor_of(room) >= floor_of(target)
    ]
    assert upward == []


def test_the_walk_sees_relations_given_as_strings():
    seen = {name for _room, _target, name in relations()}
    assert "Answer.question -> questions.Question" in seen
    assert "ConsultationPage.lead_organisation -> people.Organisation" in seen
    assert "ConsultationPage_topics.topic -> consultations.Topic" in seen


def test_no_relation_of_ours_goes_to_any_model():
    generic = {"GenericForeignKey", "GenericRelation"}
    ours = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
    found = [f"{m.__name__}.{name}" for m in ours for name, field in vars(m).items() if type(field).__name__ in generic]
    assert found == []


@pytest.mark.parametrize("private", ["Contact", "VaultRecord"])
def test_nothing_joins_who_somebody_is_to_what_they_answered(private):
    """Contact, response and vault are three tables without keys between them."""
    three = {"Contact", "VaultRecord", "Response", "Answer", "Draft"}
    model = apps.get_model("consultations", private)
    ends = {field.related_model.__name__ for field in model._meta.get_fields() if field.is_relation}
    assert ends & three == set()


def test_a_file_has_one_subject():
    lengths = {path: len(path.read_text().splitlines()) for path in [*sources(), *(ROOT / "tests").rglob("*.py")]}
    assert {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_there_is_no_drawer():
    drawers = [path for path in sources() if DRAWERS & {part.removesuffix(".py") for part in path.parts}]
    assert drawers == []


def clocks_in(source: str) -> list[str]:
    """Return the names of the functions that ask what time it is; of code outside of any, `<module>`."""
    found = []

    def walk(node: ast.AST, function: str) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            function = node.name
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.extend([function] * ((node.value.id, node.attr) in CLOCKS))
        for child in ast.iter_child_nodes(node):
            walk(child, function)

    walk(ast.parse(source), "<module>")
    return found


def test_the_check_sees_a_clock():
    assert clocks_in("from django.utils import timezone\nat = timezone.now()") == ["<module>"]
    assert clocks_in("def rule():\n    return timezone.now() > closes_at") == ["rule"]
    assert clocks_in("def rule(*, at):\n    return at > closes_at") == []


def test_no_rule_reads_the_clock():
    """Rules, reads and services are told the moment by the edges, which read it: see READS_CLOCK."""
    rooms = ("youth", "juries", "forums", "consultations", "live", "questions", "actions", "people", "core")
    places = {str(path.relative_to(ROOT)): path for path in sources(*rooms)}
    found = {
        f"{name}: {function}"
        for name, path in places.items()
        if not READS_CLOCK.search(name)
        for function in clocks_in(path.read_text())
    }
    assert found - ALSO_READ_CLOCK == set()
