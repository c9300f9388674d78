"""No public template is left out of what axe looks at."""

from pathlib import Path

from tests.a11y.addresses import ADDRESSES

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
#: Parts of pages, which are seen wherever the pages are; the style guide shows every component.
PARTS = ("components", "elements", "layouts", "snippets", "blocks", "questions", "email", "mail", "messages")
#: Screens of officers inside the admin, which has its own look.
ADMIN = ("builder", "admin")
PARTS_BY_NAME = {
    "account/password_reset_help_text.html",
    "consultations/results_equality.html",
    "consultations/results_question_notes.html",
}


def is_public_page(path: Path) -> bool:
    name = path.name
    is_part = name.startswith(("_", "base")) or set(path.parts) & {*PARTS, *ADMIN}
    return not (is_part or name.startswith("officer_") or path.as_posix() in PARTS_BY_NAME)


def test_every_public_template_has_an_address() -> None:
    there = {path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*.html")}
    assert {path.as_posix() for path in there if is_public_page(path)} == {one.template for one in ADDRESSES}


def test_each_template_is_looked_at_once_by_every_run() -> None:
    short = {one.template for one in ADDRESSES if not one.is_variant}
    assert short == {one.template for one in ADDRESSES}


def test_names_are_different() -> None:
    names = [one.name for one in ADDRESSES]
    assert len(set(names)) == len(names)
