"""`python -m benchmarks.draw.run`: a draw of 40 from 2,000 people with five features. Part of `make bench`.

`sortition-algorithms` is under the GPL and is no dependency: it is put into an environment of its own below `var/`, and
runs there in a process of its own. Where it cannot be had, the figures that compare are left out, and that is said.
"""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

from benchmarks.bench import Bench, Figure
from benchmarks.report import DRAW, how, table, write_section
from juries.draw.lottery import draw_up, exact_chances
from juries.draw.maximin import fairest
from juries.draw.problem import Kind, Problem, Target, make_problem

ROOT: Final = Path(__file__).resolve().parent.parent.parent
PLACE: Final = ROOT / "var" / "sortition" / "venv"
SIZE, POOL = 40, 2_000
#: A pool that theirs always ends on: both are compared there too.
SMALL: Final = 300
#: Seconds after which theirs is stopped on the large pool; RIVAL_SECONDS says otherwise.
LONGEST: Final = int(os.environ.get("RIVAL_SECONDS", "900"))
#: Shares of the population, and how readily people with a value apply.
FEATURES: Final = {
    "age": {"16-24": 0.12, "25-34": 0.15, "35-44": 0.17, "45-54": 0.16, "55-64": 0.17, "65+": 0.23},
    "sex": {"female": 0.51, "male": 0.49},
    "ethnic": {"white": 0.82, "asian": 0.09, "black": 0.04, "mixed": 0.03, "other": 0.02},
    "disability": {"yes": 0.2, "no": 0.8},
    "area": {"north": 0.18, "south": 0.22, "east": 0.2, "west": 0.15, "town": 0.15, "fens": 0.1},
}
READY: Final = {
    "65+": 1.9,
    "55-64": 1.5,
    "16-24": 0.35,
    "25-34": 0.6,
    "white": 1.15,
    "asian": 0.5,
    "black": 0.5,
    "fens": 0.5,
    "town": 1.4,
}


def people_of(number: int) -> list[Kind]:
    chance = random.Random(1)
    kinds = []
    for _ in range(number):
        weighted = [(list(values), [s * READY.get(v, 1) for v, s in values.items()]) for values in FEATURES.values()]
        kinds.append(tuple(chance.choices(values, weights)[0] for values, weights in weighted))
    return kinds


def problem_of(people: list[Kind]) -> Problem:
    targets = [
        Target(feature, value, math.floor(SIZE * share), math.ceil(SIZE * share))
        for feature, values in FEATURES.items()
        for value, share in values.items()
    ]
    return make_problem(size=SIZE, features=list(FEATURES), targets=targets, people=people)


def rival() -> Path | None:
    """Return the Python of an environment with `sortition-algorithms`, made on first use; None: it is not to be had."""
    python = PLACE / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(PLACE)], check=True, capture_output=True)
        if subprocess.run([str(python), "-c", "import sortition_algorithms"], capture_output=True).returncode:
            install = [str(python), "-m", "pip", "install", "--quiet", "sortition-algorithms", "highspy"]
            subprocess.run(install, check=True, capture_output=True, timeout=600)
    except (OSError, subprocess.SubprocessError):
        return None
    return python


def theirs(python: Path, problem: Problem, people: list[Kind]) -> dict[str, Any]:
    columns = list(FEATURES)
    pool = {
        "size": SIZE,
        "features": columns,
        "targets": [
            {"feature": one.feature, "value": one.value, "min": str(one.at_least), "max": str(one.at_most)}
            for one in problem.targets
        ],
        "people": [{"id": f"p{n}", **dict(zip(columns, one, strict=True))} for n, one in enumerate(people)],
    }
    script = str(Path(__file__).with_name("rival.py"))
    command = [str(python), script]
    done = subprocess.run(command, input=json.dumps(pool), capture_output=True, text=True, check=True, timeout=LONGEST)
    found: dict[str, Any] = json.loads(done.stdout[done.stdout.rindex("{") :])
    return found


def ours(people: list[Kind], problem: Problem) -> tuple[float, list[Figure]]:
    begun = time.perf_counter()
    chances = fairest(problem)
    took = time.perf_counter() - begun
    begun = time.perf_counter()
    panels = draw_up(problem, chances, people)
    rounded = time.perf_counter() - begun
    counts = [0] * len(people)
    for panel in panels:
        for one in panel:
            counts[one] += 1
    exact = exact_chances(problem, chances, people)
    off = max(abs(count / 1000 - share) for count, share in zip(counts, exact, strict=True))
    figures = [
        Figure("kinds of people among 2,000", len(problem.kinds), ""),
        Figure("panels found", len(chances.panels), ""),
        Figure("least chance, before rounding", min(exact), ""),
        Figure("least chance, to its upper bound", min(exact) / chances.bound, "times", at_least=0.95),
        Figure("fairest chances, wall time", took, "s"),
        Figure("lottery of 1,000, wall time", rounded, "s"),
        Figure("lottery, farthest chance from the exact one", off, "", at_most=0.003),
    ]
    return took, figures


def measure(bench: Bench | None = None) -> list[Figure]:
    """Take the figures; nothing of the other benches is needed."""
    people = people_of(POOL)
    problem = problem_of(people)
    took, figures = ours(people, problem)
    python = rival()
    if python is None:
        sys.stdout.write("sortition-algorithms is not to be had here: nothing is compared with it.\n")
        return figures
    least = next(one.value for one in figures if one.name == "least chance, before rounding")
    return [*figures, *beside(python, people, problem, least=least, took=took), *on_the_small_pool(python)]


def on_the_small_pool(python: Path) -> list[Figure]:
    people = people_of(SMALL)
    problem = problem_of(people)
    begun = time.perf_counter()
    chances = fairest(problem)
    took = time.perf_counter() - begun
    return beside(python, people, problem, least=min(exact_chances(problem, chances, people)), took=took)


def beside(python: Path, people: list[Kind], problem: Problem, *, least: float, took: float) -> list[Figure]:
    """Return how ours stands beside theirs on one pool. Where theirs is stopped, its time is at least what it had."""
    pool = f"of {len(people):,}"
    try:
        found = theirs(python, problem, people)
    except subprocess.TimeoutExpired:
        name = f"{pool}: wall time, to theirs, which was stopped after {LONGEST} s"
        return [Figure(name, took / LONGEST, "times", at_most=1.0)]
    return [
        Figure(f"{pool}: their least chance", found["least"], ""),
        Figure(f"{pool}: their wall time", found["seconds"], "s"),
        Figure(f"{pool}: least chance, to theirs", least / found["least"], "times", at_least=0.95),
        Figure(f"{pool}: wall time, to theirs", took / found["seconds"], "times", at_most=1.0),
    ]


def main() -> int:
    figures = measure()
    lines = table(figures)
    sys.stdout.write("\n".join(lines) + "\n")
    notes = (Path(__file__).with_name("notes.md")).read_text()
    head = how("python -m benchmarks.draw.run", 1, "pool in memory")
    write_section(DRAW, [head, "", *lines, "", notes])
    return 0


if __name__ == "__main__":
    sys.exit(main())
