# SPDX-License-Identifier: EUPL-1.2
"""What a list asks of the database: no more than about what it shows, in the order of an index, however many zaken there are."""

from datetime import timedelta
from typing import Any

import pytest
from services.intake.tests.conftest import PO, VT
from services.intake.tests.parts.conftest import Intake

pytestmark = pytest.mark.parts
ZAKEN, PAGE = 300, 20
_LIJSTEN = [
    ("melder", "/v1/meldingen", 20),
    ("procesregisseur", "/v1/meldingen", 20),
    ("procesregisseur", "/v1/meldingen?stand=gemeld&stand=aanvulling-gevraagd", 20),
    ("deelnemer", "/v1/meldingen", 0),
    ("melder", "/v1/taken", 7),
    ("deelnemer", "/v1/taken", 0),
    ("procesregisseur", "/v1/taken", 5),
    ("melder+deelnemer+procesregisseur", "/v1/taken", 12),
    ("procesregisseur", "/v1/bewaartermijnen", 5),
    ("procesregisseur", "/v1/bewaartermijnen?aangehouden=true", 3),
    ("melder", "/v1/concepten", 0),
]
"""Role, list, and how many it shows."""


@pytest.fixture
async def vol(intake: Intake, melding: dict[str, Any]) -> Intake:
    """Intake with many zaken: every other one closed, a few with a task, a term that ends, or a hold."""
    zaak = (await intake.meld(melding))["zaakId"]
    collection = intake.rooms.store.collection
    raw = await collection.find_one({"_id": zaak})
    copies = []
    for n in range(ZAKEN):
        state = raw["state"] | {"ontvangen_op": raw["state"]["ontvangen_op"] + timedelta(minutes=n), "kenmerk": f"K{n}"}
        if n % 2:
            casus = {"fase": "afgeschaald", "gesloten_op": state["ontvangen_op"] - timedelta(days=2000)}
            state |= {
                "stand": "afgeschaald",
                "afgeschermd": True,
                "casus": casus,
                "ontvangen_op": state["ontvangen_op"],
            }
        if n in range(0, 14, 2):
            taak = {"code": "vul-aan", "voor": "melder", "oin": VT, "uiterlijk": "2025-03-10"}
            state |= {"stand": "aanvulling-gevraagd", "taken": [taak], "taak_uiterlijk": "2025-03-10"}
        if n in range(20, 30, 2):
            state |= dict.fromkeys(("einde_bewaren", "vernietigen_uiterlijk_op", "taak_uiterlijk"), "2025-04-01")
        if n in range(40, 46, 2):
            hold = {"naam": b"x", "reden": b"x", "op": state["ontvangen_op"], "door": "noor", "vrijgegeven_op": None}
            state |= {"einde_bewaren": None, "bewaren": {"verlengingen": [], "aanhoudingen": [hold]}}
        copies.append(raw | {"_id": f"{n:08x}{zaak[8:]}", "state": state, "outbox": [], "reminders": {}, "keys": {}})
    await collection.insert_many([{k: v for k, v in one.items() if k != "due"} for one in copies])
    return intake


@pytest.mark.parametrize(("rol", "pad", "hoeveel"), _LIJSTEN)
async def test_no_list_reads_more_than_it_shows(vol: Intake, rol: str, pad: str, hoeveel: int) -> None:
    """D2: no scan of the collection, no sort in memory, and about as much examined as a page holds."""
    database = vol.rooms.store.database
    await database.command("profile", 2)
    met = "&" if "?" in pad else "?"
    oin = PO if rol == "deelnemer" else VT
    antwoord = await vol.vraag("GET", f"{pad}{met}aantal={PAGE}", rol=rol, oin=oin)
    await database.command("profile", 0)
    asked = [one async for one in database["system.profile"].find({"op": "query", "ns": {"$regex": r"\.meldingen$"}})]
    await database["system.profile"].drop()
    assert (antwoord.status_code, len(antwoord.json()["items"])) == (200, hoeveel), antwoord.text
    for one in asked:
        told = (one["command"].get("filter"), one["planSummary"], one.get("docsExamined"), one.get("keysExamined"))
        assert "COLLSCAN" not in one["planSummary"], told
        assert not one.get("hasSortStage"), told
        assert one.get("docsExamined", 0) <= 3 * PAGE, told
