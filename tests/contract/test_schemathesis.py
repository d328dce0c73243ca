# SPDX-License-Identifier: EUPL-1.2
"""Every operation of every service, asked whatever its own OpenAPI document allows and forbids.

On a real database, with real tokens of several people, and repeatable: no example is drawn by chance. Not for: what an
operation decides; a domain may well refuse what the document allows.
"""

import asyncio
import importlib
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from pydantic.alias_generators import to_camel
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.hypothesis.builder import HypothesisTestConfig, HypothesisTestMode, create_test
from schemathesis.specs.openapi import checks
from tests.contract.conftest import NAMES

from zvhh_contracts.casussen import CasusBeeindigd, CasusGeopend
from zvhh_contracts.configuration import Configuratie, Partner, Professional
from zvhh_contracts.event import Event
from zvhh_contracts.meldingen import MeldingIngediend
from zvhh_contracts.overleggen import WeegoverlegGehouden
from zvhh_contracts.regie_intern import PlaatsToegekend
from zvhh_contracts.triages import TriageDoorgezet
from zvhh_kit.domain.decision import Actor
from zvhh_kit.http import create_app
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.testing import SUBJECT as ZAAK
from zvhh_kit.testing.service import OIN, Running, running_service, settings_for
from zvhh_local.examples import casusverslag, melding, weegverslag

pytestmark = pytest.mark.parts

VT, PO = "00000099000000001000", "00000099000000002000"
MELDING = melding(gemeente="delft")
NU = datetime(2025, 3, 12, 12, tzinfo=UTC)
VERA = Actor("vera", VT, frozenset({"melder", "deelnemer"}))
NOOR = Actor("noor", OIN, frozenset({"procesregisseur"}))
CONFIG = Configuratie(
    partners=(
        Partner(oin=VT, naam="Veilig Thuis", klasse="2b", vast_van=date(2024, 1, 1)),
        Partner(oin=PO, naam="Politie", klasse="1c", vast_van=date(2024, 1, 1)),
    ),
    professionals=(Professional(id="vera", organisatie=VT, naam="Vera Voorbeeld"),),
)
PEOPLE = (VERA, NOOR, Actor("bea", OIN, frozenset({"beheer"})), Actor("fred", OIN, frozenset({"toezicht"})))

INGEDIEND = MeldingIngediend(
    kenmerk="ZV-7K4M-9QXT", pilotjaar=2025, ontvangen_op=NU, eerste_verwerking_op=NU, melder_oin=VT, gemeente="delft",
    relatie="ex-partner", leefgebieden=("huisvesting",),
)  # fmt: skip
DOORGEZET = TriageDoorgezet(versie=1, doorgezet_op=NU, door="noor", weegoverleg_uiterlijk_op=NU.date())
GEHOUDEN = WeegoverlegGehouden(
    nummer=1, gehouden_op=NU, vastgelegd_op=NU, besloten=True, aanwezigen=(VT, PO), passend=True, doorzetten="ja",
    deelnemers=(VT, PO),
)  # fmt: skip
HISTORY: dict[str, tuple[Event, ...]] = {
    "intake": (),
    "triage": (INGEDIEND,),
    "meetings": (INGEDIEND, DOORGEZET),
    "regie": (INGEDIEND, GEHOUDEN, PlaatsToegekend(pilotjaar=2025, plaats=1, maximum=30, vergeven=1)),
}
"""What each service heard of the zaak that is asked for."""

PLAN = {"begin": "2025-03-19T10:00:00+01:00", "duurMinuten": 60, "plaats": "Stadhuis", "genodigden": [VT, PO]}
INCIDENT = {
    "soort": "stalking", "moment": "2025-03-10T10:00:00+01:00", "gehoordVan": "x", "omschrijving": "x", "ernstig": True,
}  # fmt: skip
TOLD = {"partner": VT, "moment": "2025-03-10T10:00:00+01:00", "advies": "melden"}
Step = tuple[Actor, str, Any] | Event | datetime
DONE: Mapping[str, tuple[Step, ...]] = {
    "intake": ((VERA, "/v1/meldingen", MELDING), (VERA, "/v1/concepten", {"inhoud": MELDING})),
    "triage": ((NOOR, "/v1/afstemmingen", TOLD),),
    "meetings": ((NOOR, f"/v1/overlegtrajecten/{ZAAK}/overleggen", PLAN),),
    "regie": (
        (NOOR, f"/v1/casussen/{ZAAK}/incidenten", INCIDENT),
        (NOOR, "/v1/evaluatie/2025/vastgezet", {"naam": "Voorjaar", "reden": "x"}),
    ),
}
"""What people did with it."""

TWO = [{"oin": VT, "persoon": "vera"}, {"oin": PO}]
WEIGHED = weegverslag(
    aanwezigen=TWO,
    wensen=[],
    deelnemers=[VT, PO],
    casusregie={"casusregie": {"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera"}}, "aanvaardOp": "2025-03-19"},
    afspraken=[{"soort": soort, "tekst": "x", "eigenaar": VT} for soort in ("contact", "veiligheid")],
)
OVERLEDEN = {"grond": "overlijden", "reden": "x"}
HELD: tuple[Step, ...] = (
    datetime(2025, 3, 19, 12, tzinfo=UTC),
    (NOOR, f"/v1/overlegtrajecten/{ZAAK}/overleggen/1/weegverslag", WEIGHED),
)
LATER = datetime(2025, 4, 2, 12, tzinfo=UTC)
OPENED = CasusGeopend(pilotjaar=2025, plaats=1, maximum=30, vergeven=1, geopend_op=NU, afschalen_mogelijk_op=LATER)
ANSWER = {"nuttig": "ja", "toelichting": "x"}
MORE: Mapping[str, tuple[Step, ...]] = {
    "lees_jaarantwoord": (
        OPENED,
        datetime(2025, 12, 1, 12, tzinfo=UTC),
        (VERA, "/v1/jaarvragen/2025/antwoord", ANSWER),
    ),
    "lees_verslag": HELD,
    "lees_overdracht": (
        *HELD,
        OPENED,
        LATER,
        (NOOR, f"/v1/overlegtrajecten/{ZAAK}/overleggen/2/casusverslag", casusverslag(VT, PO, beeindigen=OVERLEDEN)),
        CasusBeeindigd(nummer=2, grond="overlijden", beeindigd_op=LATER),
    ),
}
"""What more must have happened before an operation can show anything."""

Case = schemathesis.Case[Any]
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
    checks.negative_data_rejection,
]
BOUNDS = schemathesis.Config.from_dict({"generation": {"with-security-parameters": False}})
REPEATABLE = settings(
    max_examples=15,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
ALL_OF_THE_FIRST = 100


def _operations() -> Iterator[Any]:
    for name in NAMES:
        service = importlib.import_module(f"zvhh_{name}.service").create(Settings.for_documents())
        document = schemathesis.openapi.from_dict(create_app(Rooms(service)).openapi(), config=BOUNDS)
        found: Any
        for found in document.get_all_operations():
            yield pytest.param(name, found.ok(), id=f"{name} {found.ok().label}")


@dataclass
class Asked:
    """One service with one zaak, to which the path parameters `known` lead; asked from what is not asynchronous."""

    running: Running
    loop: asyncio.AbstractEventLoop
    known: dict[str, Any]
    cases: int = 0
    seen: Counter[int] = field(default_factory=Counter)

    def try_out(self, case: Case) -> None:
        """Ask, and check the answer. Of a large body's hundreds of wrong forms, most of them alike, a part is asked."""
        self.cases += 1
        if self.cases > ALL_OF_THE_FIRST and self.cases % 7:
            return
        answer = self._send(case)
        self.seen[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)
        assert answer.headers["API-Version"] == "1.0.0"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.json()["status"] == answer.status_code
        if answer.status_code == 405:
            there = {method.upper() for method in case.operation.schema[case.operation.path]}
            there |= {"HEAD"} if "GET" in there else set()
            assert set(answer.headers["Allow"].split(", ")) == there

    def _send(self, case: Case) -> httpx2.Response:
        """The case as it would go over the wire, about the known zaak unless its path is wrong on purpose."""
        path = case.meta.components.get(ParameterLocation.PATH) if case.meta else None
        if path is None or path.mode.is_positive:
            case.path_parameters = {name: self.known.get(name, value) for name, value in case.path_parameters.items()}
        wire: Any = requests.Request(**case.as_transport_kwargs(base_url="http://service.test")).prepare()
        headers = {name.encode(): value.encode("latin-1") for name, value in wire.headers.items()}
        who = self._who(case.operation.definition.raw["operationId"])
        if who is not None:
            headers[b"Authorization"] = f"Bearer {self.running.issuer.token(who)}".encode()
        request = self.running.client.request(wire.method, wire.url, headers=headers, content=wire.body or b"")
        return self.loop.run_until_complete(request)

    def _who(self, operation: str) -> Actor | None:
        """Mostly somebody who may, in turn; now and then somebody who may not, or a stranger."""
        row = self.running.service.access.get(operation, {})
        may = [who for who in PEOPLE if who.roles & set(row)]
        others = [who for who in PEOPLE if who not in may]
        turn, place = divmod(self.cases, 8)
        if place < 6 and may:
            return may[(turn + place) % len(may)]
        return others[turn % len(others)] if place == 6 else None


@pytest.fixture
async def asked(name: str, operation: Any, mongodb_url: str, database: str, tmp_path: Path) -> AsyncIterator[Asked]:
    """The service, with a zaak of which it heard and with which people did something."""
    known = {"zaak_id": ZAAK, "nummer": 1, "nr": 1, "oin": VT, "jaar": "2025", "maand": "2025-03"}
    create = importlib.import_module(f"zvhh_{name}.service").create
    here = settings_for(tmp_path, CONFIG, now=NU, mongodb_url=mongodb_url, database=database)
    async with running_service(create, here, Running) as running:
        await running.feed(ZAAK, *HISTORY[name])
        for step in (*DONE[name], *MORE.get(operation.definition.raw["operationId"], ())):
            known |= await take(running, step, str(known["zaak_id"]))
        yield Asked(running, asyncio.get_running_loop(), known)


async def take(running: Running, step: Step, zaak: str) -> dict[str, Any]:
    """A moment comes, an event is heard, or a person does something; returns the names that it gave."""
    if isinstance(step, datetime):
        running.at(step)
        return {}
    if isinstance(step, Event):
        await running.feed(zaak, step)
        return {}
    by, path, body = step
    answer = await running.ask("POST", path, by, body=body, key=f"eerder{path.replace('/', '-')}")
    assert answer.status_code == 201, answer.text
    made = answer.json()
    return {one: made[to_camel(one)] for one in ("zaak_id", "concept_id", "code") if to_camel(one) in made}


@pytest.mark.parametrize(("name", "operation"), list(_operations()))
def test_an_operation_does_as_its_document_says(operation: Any, asked: Asked) -> None:
    """No 5xx; each status, header, kind of content and form is documented; what the document forbids is refused (L6)."""
    bounds = HypothesisTestConfig(
        project=operation.schema.config,
        modes=[HypothesisTestMode.COVERAGE, HypothesisTestMode.FUZZING],
        settings=REPEATABLE,
        seed=1,
    )

    def try_out(case: Case) -> None:
        asked.try_out(case)

    create_test(operation=operation, test_func=try_out, config=bounds)()
    assert operation.method != "get" or asked.seen[200], "nothing was ever shown"
