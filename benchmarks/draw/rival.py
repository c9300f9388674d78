"""Runs inside a throw-away environment that has `sortition-algorithms`: its maximin on a pool given as JSON."""

from __future__ import annotations

import json
import sys
import time
from typing import Any


def main() -> None:
    from sortition_algorithms.committee_generation.maximin import find_distribution_maximin
    from sortition_algorithms.features import read_in_features
    from sortition_algorithms.people import read_in_people
    from sortition_algorithms.settings import Settings

    pool: dict[str, Any] = json.load(sys.stdin)
    features, *_names = read_in_features(["feature", "value", "min", "max"], pool["targets"])
    settings = Settings(id_column="id", columns_to_keep=[])
    people, _report = read_in_people(["id", *pool["features"]], pool["people"], features, settings)
    begun = time.perf_counter()
    panels, weights, _report = find_distribution_maximin(features, people, pool["size"], [])
    took = time.perf_counter() - begun
    chances: dict[str, float] = {}
    for panel, weight in zip(panels, weights, strict=True):
        for one in panel:
            chances[one] = chances.get(one, 0.0) + weight
    json.dump({"least": min(chances.values()), "seconds": took, "people": len(chances)}, sys.stdout)


if __name__ == "__main__":
    main()
