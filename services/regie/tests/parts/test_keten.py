# SPDX-License-Identifier: EUPL-1.2
"""Regie on a real broker and database: its casussen and its pilot year answer each other over the internal topic."""

import asyncio

import pytest
from services.regie.tests.parts.service import Regie
from services.regie.tests.story import Maak

from zvhh_contracts.casussen import AfschalenMogelijk, CasusAfgeschaald, CasusGeopend, CasusOpWachtlijst
from zvhh_contracts.regie_intern import PlaatsGevraagd, PlaatsToegekend
from zvhh_contracts.topics import CASUSSEN, REGIE_INTERN
from zvhh_kit.testing.broker import read_topic, until

pytestmark = pytest.mark.parts


def zaak(nummer: int) -> str:
    return f"0190aaaa-0000-8000-8000-{nummer:012d}"


async def gelezen(regie: Regie, topic: str, types: set[str], aantal: int) -> list[tuple[str, str, str]]:
    """(subject, source, type) of the first records of these types on a topic, once there are so many."""
    records = await read_topic(regie.settings, topic, aantal, types=types)
    return [(record.key, record.attributes["source"], record.attributes["type"]) for record in records]


async def test_more_zaken_than_places(running: Regie, maak: Maak) -> None:
    """S6: five zaken at once in a year with three places: three open, two wait, none is lost."""
    regie, zaken = running, [zaak(nummer) for nummer in range(1, 6)]
    for nummer, id_ in enumerate(zaken):
        eerst, dan = maak.melding(pilotjaar=2026), maak.weegoverleg()
        for event in (eerst, dan) if nummer % 2 else (dan, eerst):
            await regie.send(id_, event)

    async def iedereen_weet_het() -> bool:
        raws = [await regie.stored(id_) for id_ in zaken]
        return all(raw and raw["state"] and raw["state"]["stand"] in ("loopt", "wachtlijst") for raw in raws)

    await until(iedereen_weet_het)
    standen = sorted([(await regie.stored(id_))["state"]["stand"] for id_ in zaken])
    assert standen == ["loopt"] * 3 + ["wachtlijst"] * 2
    gezegd = await gelezen(regie, CASUSSEN, {CasusGeopend.type, CasusOpWachtlijst.type}, 5)
    assert sorted(subject for subject, _, _ in gezegd) == zaken
    intern = await gelezen(regie, REGIE_INTERN, {PlaatsGevraagd.type, PlaatsToegekend.type}, 8)
    bron = "urn:nld:oin:00000099000000000100:systeem:zvhh-regie"
    assert {source for subject, source, _ in intern if subject == "pilot-2026"} == {f"{bron}:{id_}" for id_ in zaken}
    assert {source for subject, source, _ in intern if subject != "pilot-2026"} == {f"{bron}:pilot-2026"}


async def test_an_undone_opening_goes_to_the_first_in_line(running: Regie, maak: Maak) -> None:
    """S6b: over the real internal topic: undone, offered, confirmed by a person; the undone one can claim anew."""
    regie, zaken = running, [zaak(nummer) for nummer in range(1, 6)]

    async def met_stand(stand: str) -> list[str]:
        raws = {id_: await regie.stored(id_) for id_ in zaken}
        return [id_ for id_, raw in raws.items() if raw and raw["state"] and raw["state"]["stand"] == stand]

    async def staan(loopt: int, wachtlijst: int) -> bool:
        return (len(await met_stand("loopt")), len(await met_stand("wachtlijst"))) == (loopt, wachtlijst)

    for id_ in zaken:
        await regie.send(id_, maak.melding(pilotjaar=2026), maak.weegoverleg())
    await until(lambda: staan(3, 2))
    (terug, *_), wachten = await met_stand("loopt"), await met_stand("wachtlijst")
    await regie.post("noor", f"/v1/casussen/{terug}/ongedane-opening", {"reden": "verkeerde zaak"})

    async def aangeboden() -> list[str]:
        raws = [(id_, await regie.stored(id_)) for id_ in wachten]
        return [id_ for id_, raw in raws if raw["state"]["wachtplek"]["aangeboden_op"] is not None]

    await until(aangeboden)
    (eerste,) = await aangeboden()
    await regie.post("noor", "/v1/pilotjaren/2026/bevestigingen", {"zaakId": eerste})
    await until(lambda: staan(3, 1))
    assert eerste in await met_stand("loopt")
    await regie.send(terug, maak.weegoverleg(nummer=2, vastgelegd_op=maak.op("2025-03-01")))
    await until(lambda: staan(3, 2))
    assert (await regie.stored(terug))["state"]["stand"] == "wachtlijst"


async def test_from_melding_to_afschalen(running: Regie, maak: Maak) -> None:
    """S14: on the simulated clock the six months pass, AfschalenMogelijk is said once, the decision is answered."""
    regie, id_ = running, zaak(1)
    await regie.send(id_, maak.weegoverleg())
    await regie.send(id_, maak.melding())

    async def stand(welke: str) -> bool:
        raw = await regie.stored(id_)
        return bool(raw and raw["state"] and raw["state"]["stand"] == welke)

    await until(lambda: stand("loopt"))
    regie.at(maak.op("2025-09-11 23:59:59"))
    await regie.rooms.reminders.fire()
    assert not (await regie.stored(id_))["state"]["afschalen_mogelijk"]
    regie.at(maak.op("2025-09-12"))
    await asyncio.gather(*(regie.rooms.reminders.fire() for _ in range(3)))
    assert (await regie.get("noor", f"/v1/casussen/{id_}"))["klok"]["tekst"].startswith("Afschalen is mogelijk.")
    regie.at(maak.op("2025-10-22 11:00"))
    await regie.send(id_, maak.besluit("2025-10-22 10:30"))
    await until(lambda: stand("afgeschaald"))
    types = {CasusGeopend.type, AfschalenMogelijk.type, CasusAfgeschaald.type}
    gezegd = await gelezen(regie, CASUSSEN, types, 3)
    assert [type_ for _, _, type_ in gezegd] == [CasusGeopend.type, AfschalenMogelijk.type, CasusAfgeschaald.type]
    assert (await regie.stored(id_))["reminders"] == {}
