# SPDX-License-Identifier: EUPL-1.2
"""The audit itself on places (S6, S6b) and on what was destroyed (L8), on evidence made by hand: red by its own words."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.faults.audit.evidence import Record
from tests.faults.made import NOW, URN, ZAAK, World, event, jaar


@pytest.fixture
def world() -> World:
    return World()


def test_a_destroyed_zaak_is_well(world: World) -> None:
    """L8: gone everywhere on the day after its thirty days; its commands are told by its events."""
    world.destroy(*URN)
    found = world.judged()
    assert found.green, found
    assert (found.acknowledged, found.destroyed) == (4, 1)


def _offered(world: World) -> None:
    jaar(world, [1, 2], [1])
    world.evidence.documents["regie"]["pilot-2025"]["state"]["wachtlijst"][0]["aangeboden_op"] = NOW


def _intern(world: World, subject: str, source: str, type_: str, said: dict[str, Any]) -> None:
    one = event("zvhh.regie-intern.v1", "regie", subject, 1, type_, json.dumps(said).encode())
    one.headers["ce_source"] += f":{source}"  # type: ignore[index]
    world.evidence.records["zvhh.regie-intern.v1"] = [one]


def _claim(world: World) -> None:
    jaar(world, [], [])
    _intern(world, "pilot-2025", ZAAK, "nl.zorgenveiligheid.plaatsen.plaats-gevraagd.v1", {"zaakId": ZAAK})


def _place(world: World) -> None:
    jaar(world, [], [])
    _intern(world, ZAAK, "pilot-2025", "nl.zorgenveiligheid.plaatsen.plaats-toegekend.v1", {"aanvraag": 1})


def _confirmed(world: World) -> None:
    jaar(world, [1], [])
    world.evidence.documents["regie"]["pilot-2025"]["state"]["plaatsen"][0]["bevestigd_door"] = "noor.zv"


def _bury_silently(world: World) -> None:
    world.destroy(*URN)
    world.evidence.records["zvhh.triages.v1"].pop()


def _keep_key(world: World) -> None:
    world.destroy(*URN)
    world.evidence.keys["meetings"][ZAAK] = {"_id": ZAAK, "key": b"k"}


def _run_on(world: World) -> None:
    world.destroy(*URN)
    world.zaak.end = "open-vraag"


def _overdue(world: World) -> None:
    world.destroy()
    world.state("intake").update(stand="ingetrokken")
    world.meldingen[-1] = Record(
        "zvhh.meldingen.v1", 0, 2, ZAAK, world.meldingen[-1].headers, b'{"ingetrokkenOp": "2025-01-03T09:00:00Z"}'
    )


def _not_counted(world: World) -> None:
    world.destroy(*URN)
    world.evidence.documents["regie"]["evaluatie-2025"]["state"]["geteld"] = 0


SPOILED: dict[str, tuple[str, Callable[[World], Any]]] = {
    "is not loopt": ("inconsistent", lambda w: jaar(w, [1], [])),
    "places that nobody is offered, or the reverse": ("inconsistent", _offered),
    "claim 1 of {zaak} without an answer": ("missing", _claim),
    "an answer to claim 1 of {zaak}, which was not made": ("doubled", _place),
    "has a place that nobody confirmed": ("doubled", _confirmed),
    "{zaak} is destroyed in intake only": ("inconsistent", lambda w: w.destroy("intake")),
    "triage {zaak}: destroyed, and told 0 times": ("missing", _bury_silently),
    "meetings {zaak}: destroyed, and its key is not": ("missing", _keep_key),
    "triage {zaak} is there, and its key is destroyed": (
        "inconsistent",
        lambda w: w.evidence.keys["triage"].update({ZAAK: {"_id": ZAAK, "destroyed": True}}),
    ),
    "was destroyed on 2025-03-04, before its term": ("lost", lambda w: w.destroy(*URN, day=4)),
    "{zaak} is destroyed, and nothing in its history calls for that": ("lost", _run_on),
    "{zaak} should have been destroyed by now": ("missing", _overdue),
    "evaluatie-2025: 0 counted, 1 left their counts": ("inconsistent", _not_counted),
}


@pytest.mark.parametrize("text", SPOILED)
def test_each_fault_turns_it_red(world: World, text: str) -> None:
    """One thing spoiled: the audit says so, in these words."""
    kind, spoil = SPOILED[text]
    spoil(world)
    said = f"{kind}: "
    assert any(one.startswith(said) and text.format(zaak=ZAAK) in one for one in world.judged().texts), world.judged()


def test_a_line_that_is_offered_its_place_is_well(world: World) -> None:
    """S6b: a place came free, and the first in line, and nobody else, waits for a person to confirm it."""
    jaar(world, [1], [1, 2])
    world.evidence.documents["regie"]["pilot-2025"]["state"]["wachtlijst"][0]["aangeboden_op"] = NOW
    assert "nobody is offered" not in str(world.judged())


def test_an_offer_of_a_destroyed_zaak_is_no_dead_letter(world: World) -> None:
    """L8: read again after the destruction, a partner's record of before is a repeat, and no dead letter."""
    world.destroy(*URN)
    headers = {"dead-letter-reason": "partner: its zaak was destroyed"}
    assert world.judged().green, world.judged()
    world.evidence.dead["intake"].append(Record("zvhh.intake.dead-letters.v1", 0, 0, ZAAK, headers, b"{}"))
    assert world.judged().lost == 1
