"""What is wrong with forms, as the error summary lists it."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

Problem = tuple[str, str]


def problems_of(*filled: forms.BaseForm) -> list[Problem]:
    """Return the id of each field in trouble and what is wrong with it."""
    return [problem for form in filled for problem in _of(form)]


def _of(form: forms.BaseForm) -> Iterable[Problem]:
    for name, errors in form.errors.items():
        anchor = "" if name == NON_FIELD_ERRORS else form[name].id_for_label or f"id_{form.add_prefix(name)}"
        yield from ((anchor, str(error)) for error in errors)
