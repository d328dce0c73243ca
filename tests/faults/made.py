# SPDX-License-Identifier: EUPL-1.2
"""Evidence made by hand: one zaak in four services, with its topics and its journal, and what spoils it.

For: the tests of the audit itself. Not for: judging anything.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.faults.audit import Findings, Journal, judge
from tests.faults.audit.evidence import Evidence, Line, Record
from tests.faults.audit.journal import Zaak
from tests.faults.audit.rules import ENDS

__all__ = ["NOW", "PARTNER", "URN", "VRAAG", "ZAAK", "World", "document", "event", "jaar", "log", "step"]

OIN, PARTNER = "00000099000000000100", "00000099000000002000"
ZAAK, OTHER = "11111111-1111-8111-8111-111111111111", "22222222-2222-8222-8222-222222222222"
NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
URN = {name: f"urn:nld:oin:{OIN}:systeem:zvhh-{name}" for name in ("intake", "triage", "meetings", "regie")}
INGEDIEND = "nl.zorgenveiligheid.meldingen.melding-ingediend.v1"
INGETROKKEN = "nl.zorgenveiligheid.meldingen.melding-ingetrokken.v1"
VRAAG = "nl.zorgenveiligheid.triages.aanvulling-gevraagd.v1"
LAATSTE = "nl.zorgenveiligheid.evaluaties.laatste-telling.v1"
GONE = {
    "intake": ("zvhh.meldingen.v1", "nl.zorgenveiligheid.meldingen.melding-vernietigd.v1"),
    "triage": ("zvhh.triages.v1", "nl.zorgenveiligheid.triages.triage-vernietigd.v1"),
    "meetings": ("zvhh.overleggen.v1", "nl.zorgenveiligheid.overleggen.traject-vernietigd.v1"),
    "regie": ("zvhh.casussen.v1", "nl.zorgenveiligheid.casussen.casus-vernietigd.v1"),
}
READERS = {
    "intake": ("triage", "meetings", "regie"),
    "triage": ("intake", "meetings", "regie"),
    "meetings": ("intake", "triage", "regie"),
    "regie": ("intake", "triage", "meetings"),
}


def event(topic: str, service: str, subject: str, sequence: int, type_: str, value: bytes = b"{}") -> Record:
    """An event on a topic of ours."""
    headers = {
        "ce_id": f"{subject}:{sequence}",
        "ce_source": URN[service],
        "ce_type": type_,
        "ce_subject": subject,
        "ce_sequence": str(sequence),
    }
    return Record(topic, 0, sequence, subject, headers, value)


def log(n: int, previous: str) -> Line:
    """A line of a log."""
    return Line("w", n, previous, f"h{n}")


def step(sequence: int, stap: str) -> Record:
    """A record of feedback."""
    headers = {
        "ce_id": f"{ZAAK}:{sequence}",
        "ce_source": f"{URN['intake']}:{ZAAK}",
        "ce_type": "nl.zorgenveiligheid.terugkoppelingen.melding-teruggekoppeld.v1",
        "ce_subject": "REF",
        "ce_sequence": str(sequence),
    }
    return Record("feedback", 0, sequence, "REF", headers, json.dumps({"stap": stap}).encode())


def document(id_: str, state: dict[str, Any], marks: dict[str, int], sent: int = 0) -> dict[str, Any]:
    """A document with nothing left to do."""
    return {
        "_id": id_,
        "v": 1,
        "writer": "w-000000000001",
        "state": state,
        "marks": marks,
        "sent": {id_: sent} if sent else {},
        "outbox": [],
        "effects": [],
        "reminders": {},
    }


def states() -> dict[str, dict[str, Any]]:
    """A zaak by Kafka about which triage asked something, in each service."""
    intake: dict[str, Any] = {"geweigerd": False, "aanvullingen": [], "intrekking": None, "weringen": []}
    casus: dict[str, Any] = {
        "plaats_gevraagd": False,
        "aanvraag": 1,
        "geopend_op": None,
        "openingen_ongedaan": [],
        "wachtplek": None,
        "van_wachtlijst": None,
        "eindantwoorden": [],
        "regieweigeringen": [],
        "incidenten": [],
        "regie": [],
        "afschaalantwoorden": [],
        "pilotjaar": 2025,
    }
    stands = dict(zip(URN, ENDS["open-vraag"], strict=True))
    made: dict[str, dict[str, Any]] = {
        "intake": intake | {"weg": "kafka", "referentie": "REF", "melder_oin": PARTNER, "teruggekoppeld": 2},
        "triage": {"oordelen": [{}], "vragen": [{}], "besluiten": [], "casus": None},
        "meetings": {"overleggen": [], "aanwijzingen": [], "plannen": []},
        "regie": casus,
    }
    return {service: state | {"stand": stands[service], "geweerd": []} for service, state in made.items()}


class World:
    """Evidence and journal that agree; each test spoils something."""

    def __init__(self) -> None:
        state, heard = states(), {URN["intake"]: 1}
        documents = {
            "intake": document(ZAAK, state["intake"], {URN["triage"]: 1}, sent=1),
            "triage": document(ZAAK, state["triage"], dict(heard), sent=1),
            "meetings": document(ZAAK, state["meetings"], {URN["triage"]: 1, **heard}),
            "regie": document(ZAAK, state["regie"], {URN["triage"]: 1, **heard}),
        }
        meldingen = [event("zvhh.meldingen.v1", "intake", ZAAK, 1, INGEDIEND)]
        triages = [event("zvhh.triages.v1", "triage", ZAAK, 1, VRAAG)]
        self.meldingen, self.triages = meldingen, triages
        self.feedback = [step(1, "ontvangen"), step(2, "aanvulling-gevraagd")]
        self.evidence = Evidence(
            {service: {ZAAK: one} for service, one in documents.items()},
            {"zvhh.meldingen.v1": meldingen, "zvhh.triages.v1": triages},
            {service: [] for service in URN},
            {PARTNER: self.feedback},
            logs={"triage": [log(1, ""), log(2, "h1")]},
            keys={service: {ZAAK: {"_id": ZAAK, "key": b"k"}} for service in URN},
        )
        self.journal = Journal()
        self.zaak: Zaak = self.journal.zaak("kafka", PARTNER, "open-vraag", "REF")
        self.zaak.id, self.zaak.end = ZAAK, "open-vraag"
        self.zaak.steps = ["ontvangen", "aanvulling-gevraagd"]
        self.given = {
            operation: self.journal.given(self.zaak, service, operation, operation)
            for service, operation in (("intake", "meld"), ("triage", "beoordeel"), ("triage", "vraag_aanvulling"))
        }
        for one in self.given.values():
            one.acknowledged = True

    def state(self, service: str) -> Any:
        """The state of the zaak in a service."""
        return self.evidence.documents[service][ZAAK]["state"]

    def document(self, service: str) -> Any:
        """The whole document."""
        return self.evidence.documents[service][ZAAK]

    def destroy(self, *services: str, day: int = 5) -> None:
        """The zaak was withdrawn on 3 February and is destroyed on a day of March in these services: well done."""
        withdrawn = json.dumps({"ingetrokkenOp": "2025-02-03T09:00:00Z"}).encode()
        self.meldingen.append(event("zvhh.meldingen.v1", "intake", ZAAK, 2, INGETROKKEN, withdrawn))
        for service in services:
            self.bury(service, day)
        self.evidence.documents["regie"]["evaluatie-2025"] = document(
            "evaluatie-2025", {"geteld": 1}, {f"{URN['regie']}:{ZAAK}": 1}
        )
        self.zaak.end, self.zaak.steps = "ingetrokken", [*self.zaak.steps, "ingetrokken?"]
        self.given["trek_in"] = self.journal.given(self.zaak, "intake", "trek_in", "trek_in")
        self.given["trek_in"].acknowledged = True

    def bury(self, service: str, day: int) -> None:
        """A tombstone that told its end and has no key; whoever reads that topic has heard it."""
        topic, type_ = GONE[service]
        number = self.document(service)["sent"].get(ZAAK, 0) + 1 + (service == "intake")
        said = json.dumps({"vernietigdOp": f"2025-03-{day:02}T00:00:10Z"}).encode()
        told = [event(topic, service, ZAAK, number, type_, said)]
        if service == "regie":
            last = event("zvhh.regie-intern.v1", service, "evaluatie-2025", 1, LAATSTE)
            last.headers["ce_source"] += f":{ZAAK}"  # type: ignore[index]
            self.evidence.records["zvhh.regie-intern.v1"] = [last]
            self.document(service)["sent"]["evaluatie-2025"] = 1
        self.evidence.records[topic] = [*self.evidence.records.get(topic, []), *told]
        self.meldingen = self.evidence.records["zvhh.meldingen.v1"]
        self.document(service)["sent"][ZAAK] = number
        self.document(service).update(state=None, gone=NOW)
        self.evidence.keys[service][ZAAK] = {"_id": ZAAK, "destroyed": True}
        for reader in READERS[service]:
            self.document(reader)["marks"][URN[service]] = number

    def refuse(self) -> None:
        """What stands there as done was refused."""
        self.given["beoordeel"].acknowledged, self.given["beoordeel"].refused = False, True

    def disagree(self) -> None:
        """Nothing is called for, and regie says something else than the others."""
        self.zaak.end = None
        self.state("regie").update(stand="loopt")

    def judged(self, **how: Any) -> Findings:
        """What the audit says."""
        return judge(self.evidence, self.journal, now=NOW, **how)


def jaar(world: World, places: list[int], line: list[int], maximum: int = 2) -> None:
    """Give the world a pilot year with these places and this line (days of vastleggen)."""
    names = iter(f"{n:08d}-1111-8111-8111-111111111111" for n in range(9))
    year = {
        "jaar": 2025,
        "maximum": maximum,
        "plaatsen": [{"zaak_id": next(names), "nummer": n} for n in places],
        "wachtlijst": [
            {"zaak_id": next(names), "vastgelegd_op": NOW + timedelta(n), "ontvangen_op": NOW} for n in line
        ],
    }
    world.evidence.documents["regie"]["pilot-2025"] = document("pilot-2025", year, {})
