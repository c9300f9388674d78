"""What a second person checks from the record alone: a sound record holds, each kind of tampering is found."""

from __future__ import annotations

import json
from io import StringIO
from itertools import product

import pytest
from django.core.management import CommandError, call_command

from juries.draw.lottery import draw_up, exact_chances
from juries.draw.maximin import fairest
from juries.draw.openings import check_openings
from juries.draw.problem import Target, as_kind, make_problem
from juries.draw.record import (
    Heading,
    Person,
    canonical,
    commitment,
    digest,
    fresh_pseudonyms,
    make_openings,
    make_record,
    make_salt,
)
from juries.draw.verify import NotARecord, check_record, read_openings, read_record

FEATURES = ("age", "sex")
VALUES = {"age": ("young", "old"), "sex": ("female", "male")}
TARGETS = [Target("age", "young", 2, 3), Target("sex", "male", 2, 3)]
DESCRIBED = [
    {"slug": slug, "title": slug, "values": [{"code": code, "label": code, "population": 50} for code in codes]}
    for slug, codes in VALUES.items()
]


def made(stays=(), previous=None, sequence=1):
    """Return a record of five out of twenty with the people behind it; those who stay are on every panel."""
    values = [dict(zip(FEATURES, kind, strict=True)) for kind in product(*VALUES.values()) for _ in range(5)]
    kinds = [as_kind(one, FEATURES) for one in values]
    staying = [as_kind(one.values, FEATURES) for one in stays]
    problem = make_problem(size=5, features=FEATURES, targets=TARGETS, people=kinds, staying=staying)
    chances = fairest(problem)
    exact = exact_chances(problem, chances, kinds)
    names = fresh_pseudonyms(len(values), taken=[one.pseudonym for one in stays])
    people = [
        Person(name, one, {slug: make_salt() for slug in FEATURES}, share)
        for name, one, share in zip(names, values, exact, strict=True)
    ]
    panels = [[*panel, *range(len(people), len(people) + len(stays))] for panel in draw_up(problem, chances, kinds)]
    people += [Person(one.pseudonym, one.values, {slug: make_salt() for slug in FEATURES}, 1.0) for one in stays]
    order = sorted(range(len(people)), key=lambda number: people[number].pseudonym)
    place = {number: position for position, number in enumerate(order)}
    people = [people[number] for number in order]
    heading = Heading(
        jury="Water",
        address="https://engage.example/draw/",
        made_at="2026-01-01T00:00:00+00:00",
        sequence=sequence,
        size=5,
        features=DESCRIBED,
        targets=TARGETS,
        least=chances.least,
        bound=chances.bound,
        previous=previous,
        stays=[one.pseudonym for one in stays],
    )
    seated = [sorted(place[number] for number in panel) for panel in panels]
    return make_record(heading, people, seated), people


@pytest.fixture(scope="module")
def sound():
    return made()


@pytest.fixture
def record(sound):
    return json.loads(canonical(sound[0]))


def wrong(content: bytes, **options) -> set[str]:
    return {check.name for check in check_record(content, **options) if not check.holds}


def test_a_sound_record_holds_with_its_hash_and_number(record):
    content = canonical(record)
    assert wrong(content, sha256=digest(content), number=999) == set()


def swap_people(record):
    """Give one person's place on one panel to another."""
    first = record["panels"][0]
    other = next(one["pseudonym"] for one in record["people"] if one["pseudonym"] not in first)
    first[0] = other


def add_person(record):
    record["panels"][0].append(
        next(p["pseudonym"] for p in record["people"] if p["pseudonym"] not in record["panels"][0])
    )


def name_twice(record):
    record["panels"][0][1] = record["panels"][0][0]


def name_a_stranger(record):
    record["panels"][0][0] = "XXXXXX"


def drop_a_panel(record):
    record["panels"].pop()


def raise_a_chance(record):
    record["people"][0]["panels"] += 1


def bend_an_exact_chance(record):
    record["people"][0]["exact"] += 0.2


def boast_of_the_least_chance(record):
    record["least_chance"]["found"] += 0.1
    record["least_chance"]["at_most"] += 0.1


def exceed_the_bound(record):
    record["least_chance"]["at_most"] = record["least_chance"]["found"] / 2


def spoil_a_commitment(record):
    record["people"][0]["commitments"]["age"] = "0" * 63


def drop_a_commitment(record):
    del record["people"][0]["commitments"]["age"]


def use_a_salt_twice(record):
    record["people"][0]["commitments"]["age"] = record["people"][1]["commitments"]["age"]


def name_somebody(record):
    record["people"][0]["pseudonym"] = "Jo Smith"


def sort_by_something(record):
    record["people"].reverse()


def ask_for_what_nobody_is(record):
    record["targets"][0]["value"] = "ancient"


def contradict_a_target(record):
    record["targets"][0]["at_most"] = 1


def keep_a_place_in_a_first_draw(record):
    record["stays"] = [record["people"][0]["pseudonym"]]


def follow_nothing(record):
    record["sequence"] = 2


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (swap_people, "chances"),
        (add_person, "lottery"),
        (name_twice, "lottery"),
        (name_a_stranger, "lottery"),
        (drop_a_panel, "lottery"),
        (raise_a_chance, "chances"),
        (bend_an_exact_chance, "chances"),
        (boast_of_the_least_chance, "chances"),
        (exceed_the_bound, "chances"),
        (spoil_a_commitment, "commitments"),
        (drop_a_commitment, "commitments"),
        (use_a_salt_twice, "commitments"),
        (name_somebody, "pseudonyms"),
        (sort_by_something, "pseudonyms"),
        (ask_for_what_nobody_is, "targets"),
        (contradict_a_target, "targets"),
        (keep_a_place_in_a_first_draw, "chain"),
        (follow_nothing, "chain"),
    ],
)
def test_tampering_is_found_even_where_the_file_is_written_anew(record, tamper, found):
    tamper(record)
    assert found in wrong(canonical(record))


def test_a_file_that_was_touched_is_found(record):
    content = canonical(record)
    assert wrong(content + b"\n") == {"the file is canonical"}
    assert wrong(content, sha256="0" * 64) == {"hash"}
    assert wrong(content, number=1000) == {"number thrown"}


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"format":"engage-draw/1"}', b"\xff", b'{"format":"engage-draw/1","size":NaN}'],
)
def test_what_is_no_record_is_told_plainly(content):
    with pytest.raises(NotARecord):
        read_record(content)


def test_a_record_with_a_part_of_another_form_is_told_plainly(record):
    record["people"][0]["panels"] = "many"
    with pytest.raises(NotARecord, match="form"):
        read_record(canonical(record))


def test_an_observer_checks_commitments_and_targets(sound, record):
    people = sound[1]
    content = canonical(record)
    openings = read_openings(canonical(make_openings(digest(content), people)))

    def faults(opened) -> set[str]:
        return {check.name for check in check_openings(content, opened) if not check.holds}

    assert faults(openings) == set()
    name = people[0].pseudonym
    lied = json.loads(json.dumps(openings))
    lied["people"][name]["age"]["value"] = "old" if people[0].values["age"] == "young" else "young"
    assert "openings of commitments" in faults(lied)
    left_out = json.loads(json.dumps(openings))
    del left_out["people"][name]
    assert "openings of commitments" in faults(left_out)
    assert faults(openings | {"record": "0" * 64}) == {"the openings belong to the record"}
    weak = json.loads(canonical(record))
    person = next(one for one in weak["people"] if one["pseudonym"] == name)
    value = people[0].values["age"]
    person["commitments"]["age"] = commitment(salt="00", pseudonym=name, feature="age", value=value)
    openings["people"][name]["age"]["salt"] = "00"
    found = check_openings(canonical(weak), openings)
    assert any("shorter than 128 bits" in problem for check in found for problem in check.problems)


def test_a_panel_that_misses_a_target_is_found_by_an_observer(sound, record):
    people = {one.pseudonym: one for one in sound[1]}
    young = [name for name, one in people.items() if one.values["age"] == "young"]
    record["panels"][7] = young[:5]
    content = canonical(record)
    found = check_openings(content, read_openings(canonical(make_openings(digest(content), people.values()))))
    assert any("panel 007 has 5 with age young, wanted 2 to 3" in one for check in found for one in check.problems)


def test_replacements_follow_the_record_before(sound):
    before, people = canonical(sound[0]), sound[1]
    by_name = {one.pseudonym: one for one in people}
    panel = sound[0]["panels"][12]
    stays = [by_name[name] for name in panel[:3]]
    record, _people = made(stays, {"sha256": digest(before), "number": 12}, 2)
    content = canonical(record)
    assert wrong(content, previous=before) == set()
    assert wrong(content, previous=before + b" ") == {"chain"}
    assert wrong(content, previous=canonical(made()[0])) == {"chain"}
    moved = json.loads(content)
    moved["previous"]["number"] = next(
        number for number, one in enumerate(sound[0]["panels"]) if not set(record["stays"]) <= set(one)
    )
    assert wrong(canonical(moved), previous=before) == {"chain"}
    left = json.loads(content)
    left["panels"][0] = [name for name in left["panels"][0] if name != record["stays"][0]] + [
        next(one["pseudonym"] for one in record["people"] if one["pseudonym"] not in left["panels"][0])
    ]
    assert "lottery" in wrong(canonical(left))


def test_the_command_tells_what_holds_and_what_does_not(tmp_path, record):
    path = tmp_path / "record.json"
    path.write_bytes(canonical(record))
    out = StringIO()
    call_command("verify_draw", str(path), number="417", stdout=out)
    assert "Everything that was checked holds." in out.getvalue()
    assert f"The number 417 picks: {' '.join(record['panels'][417])}" in out.getvalue()
    raise_a_chance(record)
    path.write_bytes(canonical(record))
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_draw", str(path), stdout=out)
    assert ended.value.code == 1
    assert "WRONG   chances" in out.getvalue()
    for words in ([str(tmp_path / "nothing.json")], [str(path), "--number", "41"]):
        with pytest.raises(CommandError):
            call_command("verify_draw", *words, stdout=StringIO())


def test_pseudonyms_and_salts_come_from_chance_alone():
    assert len(set(fresh_pseudonyms(500)) & set(fresh_pseudonyms(500))) == 0
    assert len(make_salt()) == 32


def openings_of(record, people):
    content = canonical(record)
    return content, json.loads(canonical(make_openings(digest(content), people)))


def failing(content, openings) -> set[str]:
    return {check.name for check in check_openings(content, openings) if not check.holds}


def test_openings_show_that_nobody_was_put_behind_those_who_said_the_same(sound):
    record, people = json.loads(canonical(sound[0])), sound[1]
    assert failing(*openings_of(record, people)) == set()
    put_back(record, record["people"][0]["pseudonym"], people)
    content, openings = openings_of(record, people)
    assert wrong(content) == set(), "the record alone cannot show it"
    assert failing(content, openings) == {
        "equal chances of those who said the same",
        "nobody left without a chance",
    }


def put_back(record, name, people):
    """Give every place of one kind of people, and of this one, to another kind with the same targets: none is left."""
    kinds = {one.pseudonym: tuple(one.values.values()) for one in people}
    twins = [one for one, kind in kinds.items() if kind == kinds[name] and one != name]
    for place, panel in enumerate(record["panels"]):
        if name in panel:
            free = [one for one in twins if one not in panel]
            panel[panel.index(name)] = free[place % len(free)]
            panel.sort()
    counts = {one: sum(one in panel for panel in record["panels"]) for one in kinds}
    for person in record["people"]:
        person["panels"] = counts[person["pseudonym"]]
        person["exact"] = round(person["panels"] / 1000, 3)
    able = [one["exact"] for one in record["people"] if one["exact"]]
    record["least_chance"] = {"found": min(able), "at_most": 1.0}


def test_an_opening_that_is_no_answer_is_told(sound):
    record, people = json.loads(canonical(sound[0])), sound[1]
    content, openings = openings_of(record, people)
    name = people[0].pseudonym
    openings["people"][name]["age"]["value"] = "martian"
    problems = next(one for one in check_openings(content, openings) if one.name == "openings of commitments").problems
    assert problems == (f"{name}: 'martian' is no answer to age",)
    with pytest.raises(NotARecord):
        read_openings(canonical(openings | {"people": {name: {"age": "old"}}}))


@pytest.mark.parametrize(
    ("part", "value"),
    [("previous", "x"), ("previous", 3), ("stays", [1]), ("panels", [[1]]), ("size", True), ("people", {"a": 1})],
)
def test_a_part_of_another_kind_is_told_and_never_falls_over(record, part, value):
    with pytest.raises(NotARecord):
        check_record(canonical(record | {part: value}))
