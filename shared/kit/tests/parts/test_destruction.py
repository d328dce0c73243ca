# SPDX-License-Identifier: EUPL-1.2
"""L8 on real parts: what is gone loses its key surely, is logged for each person, and nothing late brings it back."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from border import SECRET_TEXT, Schrijf
from proef import GOOD, MILA, NOOR, OURS, Gewijzigd, Proef, service

from zvhh_kit.bus.partner import Offer, PartnerRecord
from zvhh_kit.bus.records import LOG_APPEND_TIME, Reading
from zvhh_kit.operator import vault
from zvhh_kit.operator.toolbox import open_toolbox
from zvhh_kit.privacy import KeyGone
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.store.documents import Unavailable
from zvhh_kit.testing.broker import envelope_headers
from zvhh_kit.testing.service import OIN

pytestmark = pytest.mark.parts
PARTNER, AANGEBODEN = "00000099000000002000", "nl.proef.dossiers.aangeboden.v1"


async def _gone(proef: Proef) -> str:
    zaak: str = await proef.new()
    assert await proef.say(zaak, 1) == "handled"
    return zaak


async def test_a_process_that_dies_after_the_save_leaves_the_destruction_to_the_next(proef: Proef) -> None:
    """L8: the tombstone says itself what is still to be done; whoever performs effects does it."""
    zaak = await _gone(proef)
    stored = await proef.stored(zaak)
    assert (stored["state"], [one["kind"] for one in stored["effects"]]) == (None, ["vernietig-sleutel"])
    assert not await proef.key_gone(zaak)
    next_one = Rooms(service(proef.settings))
    async with next_one.opened():
        await next_one.effects.perform()
        with pytest.raises(KeyGone):
            await next_one.keys.key_for(zaak, create=True)
    assert await proef.key_gone(zaak)
    stored = await proef.stored(zaak)
    assert (stored["effects"], stored["marks"], bool(stored["gone"])) == ([], {"urn:x": 1}, True)


async def test_it_is_tried_until_it_worked(proef: Proef, monkeypatch: pytest.MonkeyPatch) -> None:
    """L8: a database that does not take it now is asked again; the effect stays until then."""
    zaak = await _gone(proef)
    keys = proef.rooms.keys
    real, calls = keys.destroy, iter(range(1))

    async def fails_once(id_: str) -> None:
        if next(calls, None) is not None:
            raise Unavailable("weg")
        await real(id_)

    monkeypatch.setattr(keys, "destroy", fails_once)
    await proef.rooms.effects.perform()
    (effect,) = (await proef.stored(zaak))["effects"]
    assert (effect["tries"], await proef.key_gone(zaak)) == (1, False)
    again = {"$set": {"effects.0.not_before": datetime(2025, 1, 1, tzinfo=UTC)}}
    await proef.rooms.store.collection.update_one({"_id": zaak}, again)
    await proef.rooms.effects.perform()
    assert (await proef.key_gone(zaak), (await proef.stored(zaak))["effects"]) == (True, [])


async def test_the_log_names_the_destruction_for_each_person_and_nobody_as_actor(proef: Proef) -> None:
    """L7, L8: one line per data subject, with the same pseudonym as their reads and writes; by the system."""
    zaak = await _gone(proef)
    await proef.rooms.effects.perform()
    lines = await proef.logged(action="vernietig-sleutel")
    assert [(line["object"], line["actor"], line["oin"], line["result"]) for line in lines] == [
        (f"dossier/{zaak}", "", "", "ok")
    ] * 2
    written = await proef.logged(action="schrijf_dossier")
    assert {line["data_subject"] for line in lines} == {line["data_subject"] for line in written}
    assert {line["origin"] for line in lines} == {"proef/systeem"}


@pytest.mark.parametrize("performed", [False, True])
async def test_nothing_late_brings_it_back(proef: Proef, performed: bool) -> None:
    """L8: an event, a command, a read and the very same request, before and after the key went."""
    zaak = await _gone(proef)
    if performed:
        await proef.rooms.effects.perform()
    assert await proef.say(zaak, 2, Gewijzigd) == "skipped"
    assert await proef.say(zaak, 1) == "repeated"
    assert (await proef.ask("GET", f"/v1/dossiers/{zaak}", MILA)).status_code == 404
    assert (await proef.ask("POST", f"/v1/dossiers/{zaak}/wijzigingen", MILA, body=GOOD)).status_code == 404
    again = await proef.ask("POST", "/v1/dossiers", MILA, body=GOOD, key="sleutel-1")
    assert again.status_code == (409 if performed else 404)
    assert (await proef.stored(zaak))["state"] is None


@pytest.mark.parametrize("performed", [False, True])
async def test_a_partners_record_with_its_reference_brings_nothing_back(proef: Proef, performed: bool) -> None:
    """L8, D1: one of before is a repeat, one of after is refused or answered apart from it; before and after the key went."""
    zaak = proef.rooms.ids.zaak_id("kafka", PARTNER, "R-1")
    reading, before = _reading(proef, zaak), _record("R-1")
    assert await _offered(proef, reading, before) == ("handled", "")
    await proef.say(zaak, 1)
    later = _record("R-1", proef.rooms.clock.now() + timedelta(seconds=1))
    if performed:
        await proef.rooms.effects.perform()
        assert await reading.message(before) is None
        answer = await reading.message(later)
        assert answer is not None
        assert answer.subject != zaak
    else:
        assert await _offered(proef, reading, before) == ("skipped", "tombstone")
        assert await _offered(proef, reading, later) == ("refused", "bestaat-niet")
    assert (await proef.stored(zaak))["state"] is None


async def _offered(proef: Proef, reading: Reading, record: Any) -> tuple[str, str]:
    message = await reading.message(record)
    assert message is not None
    (outcome,) = await proef.rooms.engine.process([message])
    return outcome.status, outcome.reason


def _reading(proef: Proef, zaak: str) -> Reading:
    """As a service reads its partners' topics; its door finds the same zaak for the same reference."""

    async def door(record: PartnerRecord) -> Offer:
        subject = proef.rooms.ids.zaak_id("kafka-los", PARTNER, record.place) if record.apart else zaak
        return Offer(Schrijf(onderwerp="hek", aantal=1), "R-1", record.data, subject)

    return Reading(
        oin=OIN,
        prefix="",
        topic_of={},
        clock=proef.rooms.clock,
        partners={"partner.v1": PARTNER},
        partner_type=AANGEBODEN,
        door=door,
        ids=proef.rooms.ids,
        sealing=proef.rooms.sealing,
    )


def _record(reference: str, at: datetime = datetime(2025, 3, 3, tzinfo=UTC)) -> Any:
    headers = envelope_headers(
        id="1", source=f"urn:nld:oin:{PARTNER}:systeem:dossiers", type=AANGEBODEN, subject=reference
    )
    stamp = {"timestamp": int(at.timestamp() * 1000), "timestamp_type": LOG_APPEND_TIME, "partition": 0, "offset": 7}
    return SimpleNamespace(topic="partner.v1", key=reference.encode(), value=b"{}", headers=headers, **stamp)


async def test_what_was_never_heard_of_is_destroyed_in_advance(proef: Proef) -> None:
    """L8: the end comes first; the key that a late writer would make is barred."""
    zaak = proef.rooms.ids.zaak_id("rest", OURS, "nooit")
    assert await proef.say(zaak, 1) == "handled"
    await proef.rooms.effects.perform()
    assert await proef.key_gone(zaak)
    (line,) = await proef.logged(action="vernietig-sleutel")
    assert line["data_subject"] == proef.rooms.ids.pseudonym(zaak)


async def _back(proef: Proef, key: str = "sleutel-1", **changes: Any) -> str:
    """A dossier that was destroyed and put back as it was, key and all but that."""
    zaak: str = await proef.new(key, **changes)
    copy = await proef.stored(zaak)
    await proef.say(zaak, 1)
    await proef.rooms.effects.perform()
    await proef.rooms.store.collection.replace_one({"_id": zaak}, copy)
    return zaak


@pytest.mark.parametrize("naam", [SECRET_TEXT, None], ids=["sealed", "nothing sealed"])
async def test_what_came_back_is_seen_by_nobody(proef: Proef, naam: str | None) -> None:
    """L8: in no detail, list, search or figure, also where nothing in it is sealed; no command is given to it."""
    zaak = await _back(proef, aantal=4, naam=naam)
    other = await proef.new("sleutel-2", aantal=1)
    for wie in (MILA, NOOR):
        assert (await proef.ask("GET", f"/v1/dossiers/{zaak}", wie)).status_code == 404
        rows = (await proef.ask("GET", "/v1/dossiers", wie)).json()["items"]
        assert [row["zaakId"] for row in rows] == [other]
        assert (await proef.ask("GET", "/v1/dossiers/_aantal", wie)).json()["resultaat"] == "1/1"
        found = await proef.ask("GET", "/v1/dossiers/_gelijk", wie, query={"onderwerp": "hek"})
        assert zaak not in found.text
    assert (await proef.ask("POST", f"/v1/dossiers/{zaak}/wijzigingen", MILA, body=GOOD)).status_code == 404
    assert (await proef.stored(zaak))["state"]["aantal"] == 4


async def test_what_came_back_is_buried_by_the_process_itself(proef: Proef) -> None:
    """L8: at the start and every minute, told once as a figure that an alarm looks at; what lives is left alone."""
    zaken = [await _back(proef, naam=None), await _back(proef, "sleutel-2")]
    other = await proef.new("sleutel-3")
    assert (await proef.rooms.burial.look(), await proef.rooms.burial.look()) == (2, 0)
    for zaak in zaken:
        stored = await proef.stored(zaak)
        assert (stored["state"], bool(stored["gone"])) == (None, True)
        assert await proef.say(zaak, 1, Gewijzigd) == "skipped"
    assert (await proef.ask("GET", f"/v1/dossiers/{other}", MILA)).status_code == 200
    assert b"zvhh_documents_came_back 2.0" in proef.service.metrics.text()


async def test_a_document_that_a_restore_brought_back_is_shut_and_found_and_buried(proef: Proef) -> None:
    """L8: documents of an older copy beside the keys of now: unreadable, listed, and a tombstone again."""
    zaak = await _back(proef)
    await proef.new("sleutel-2")
    assert (await proef.ask("POST", f"/v1/dossiers/{zaak}/wijzigingen", MILA, body=GOOD)).status_code == 404
    listed = (await proef.ask("GET", "/v1/dossiers/_geopend", MILA)).json()["items"]
    assert [(item["zaakId"] == zaak, item["naam"]) for item in listed] == [(False, SECRET_TEXT)]
    async with open_toolbox(Rooms(proef.service), "olga") as tools:
        found = [{"zaakId": zaak, "kind": "dossier"}]
        assert await vault.came_back(tools, execute=False) == found
        assert (await proef.stored(zaak))["state"] is not None
        assert await vault.came_back(tools, execute=True) == found
        assert await vault.came_back(tools, execute=False) == []
    stored = await proef.stored(zaak)
    assert (stored["state"], bool(stored["gone"])) == (None, True)
    assert await proef.say(zaak, 1, Gewijzigd) == "skipped"
