"""How figures are told: as a table, and in docs/measurements.md, where each command has a section of its own."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.bench import Figure

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "measurements.md"
#: The sections, in the order in which they stand.
SITE, LIVE, LEDGER = "Pages, answers, results", "The live room", "The ledger of promises"
DRAW, FORUMS = "The draw of jurors", "The forums"
SECTIONS = (SITE, LIVE, LEDGER, DRAW, FORUMS)


def said(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def table(figures: list[Figure]) -> list[str]:
    """Return the figures as lines of a Markdown table."""
    words = {True: "reached", False: "MISSED", None: ""}
    rows = [(f.name, f"{said(f.value)} {f.unit}".strip(), f.target, words[f.is_met]) for f in figures]
    rows = [("Figure", "Measured", "Target", ""), *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return lines


def how(command: str, runs: int, servers: str) -> str:
    """Return by what, on what and how often it was measured."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, private {servers}"
    times = f"medians over {runs} runs" if runs > 1 else "one run"
    return f"Written by `{command}`: {machine}; client and server on the same cores; {times}."


def with_section(document: str, title: str, lines: list[str]) -> str:
    """Return the document with one section written anew; the others stay as they are."""
    found = re.split(r"^## (.+)\n", document, flags=re.MULTILINE)
    sections = dict(zip(found[1::2], found[2::2], strict=True))
    sections[title] = "\n".join(lines)
    head = "# Measurements\n\nTrust the ratios, which are taken in one run, more than the numbers.\n\n"
    return head + "\n".join(f"## {name}\n\n{sections[name].strip()}\n" for name in SECTIONS if name in sections)


def write_section(title: str, lines: list[str]) -> None:
    DOCUMENT.write_text(with_section(DOCUMENT.read_text() if DOCUMENT.exists() else "", title, lines))
