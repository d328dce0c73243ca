# SPDX-License-Identifier: EUPL-1.2
"""Every route × every person × own and other organisation, through the front door (L6).

Which roles may do what is read from the services' tables; which zaken each role sees is said here once more, by hand, as
the rule says it. An operation without a row in `ASKED` makes a test fail, so that no route goes untried.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from tests.e2e.world import World, local, soon

from zvhh_intake.access import ACCESS as INTAKE
from zvhh_intake.access import PUBLIC
from zvhh_kit.identity import Access
from zvhh_local.examples import OM, PO, RN, VT, casusverslag, melding, weegverslag
from zvhh_local.outside import Reply
from zvhh_local.people import ORGANISATIONS, PEOPLE, Person
from zvhh_meetings.access import ACCESS as MEETINGS
from zvhh_regie.access import ACCESS as REGIE
from zvhh_triage.access import ACCESS as TRIAGE

GZ, GM, WG = (ORGANISATIONS[name] for name in ("GZ", "GM", "WG"))
TABLES: Mapping[str, Access] = {"intake": INTAKE, "triage": TRIAGE, "meetings": MEETINGS, "regie": REGIE}
UNKNOWN = "00000000-0000-8000-8000-000000000000"
UNKNOWN_CONCEPT = f"concept-{UNKNOWN}"


@dataclass(frozen=True)
class Asked:
    """How an operation is tried: `Z` in the path is the zaak, `C` the draft; the body is a right one."""

    method: str
    path: str
    body: Any = None

    def at(self, zaak: str) -> str:
        """The path for one zaak or draft."""
        return self.path.replace("Z", zaak).replace("C", zaak)


_INCIDENT = {
    "soort": "stalking",
    "moment": "2025-03-13T20:00:00+01:00",
    "gehoordVan": "Wijkagent",
    "omschrijving": "Boris stond voor de deur.",
    "ernstig": False,
}
_OVERLEG = {"begin": "2025-03-26T10:00:00+01:00", "duurMinuten": 60, "plaats": "Kamer 2", "genodigden": [VT, PO]}
_REGIE = {"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera.vt"}}
_TRAJECT = "/v1/overlegtrajecten/Z"
ASKED: Mapping[str, Asked] = {
    "meld": Asked("POST", "/v1/meldingen", melding()),
    "lees_meldingen": Asked("GET", "/v1/meldingen"),
    "lees_melding": Asked("GET", "/v1/meldingen/Z"),
    "vul_melding_aan": Asked("POST", "/v1/meldingen/Z/aanvullingen", {"tekst": "Nog iets."}),
    "trek_melding_in": Asked("POST", "/v1/meldingen/Z/intrekking", {"reden": "Niet meer nodig."}),
    "bewaar_nieuw_concept": Asked("POST", "/v1/concepten", {"inhoud": {"voorPilot": True}}),
    "lees_concepten": Asked("GET", "/v1/concepten"),
    "lees_concept": Asked("GET", "/v1/concepten/C"),
    "bewaar_concept": Asked("PUT", "/v1/concepten/C", {"inhoud": {"voorPilot": True}}),
    "gooi_concept_weg": Asked("DELETE", "/v1/concepten/C"),
    "dien_concept_in": Asked("POST", "/v1/concepten/C/indiening"),
    "lees_partners": Asked("GET", "/v1/partners"),
    "lees_sleutels": Asked("GET", "/.well-known/jwks.json"),
    "lees_werklijst": Asked("GET", "/v1/triages"),
    "lees_triage": Asked("GET", "/v1/triages/Z"),
    "lees_terugkoppeling": Asked("GET", "/v1/triages/Z/terugkoppeling"),
    "beoordeel_pilot": Asked("POST", "/v1/triages/Z/pilotoordeel", {"hoortBij": True, "motivatie": "Ja."}),
    "beoordeel": Asked("POST", "/v1/triages/Z/oordelen", {"criterium": "veiligheid", "ja": True, "motivatie": "Ja."}),
    "vraag_aanvulling": Asked("POST", "/v1/triages/Z/aanvullingen", {"vraag": "Wat nog?"}),
    "bevestig": Asked("POST", "/v1/triages/Z/bevestiging", {"uitkomst": "doorgezet"}),
    "lees_overlegtrajecten": Asked("GET", "/v1/overlegtrajecten"),
    "lees_overlegtraject": Asked("GET", _TRAJECT),
    "lees_agenda": Asked("GET", f"{_TRAJECT}/overleggen/1/agenda"),
    "plan_overleg": Asked("POST", f"{_TRAJECT}/overleggen", _OVERLEG),
    "verzet_overleg": Asked(
        "POST", f"{_TRAJECT}/overleggen/1/verzetting", {"begin": "2025-04-01T10:00:00+02:00", "reden": "Ziek."}
    ),
    "annuleer_overleg": Asked("POST", f"{_TRAJECT}/overleggen/1/annulering", {"reden": "Ziek."}),
    "leg_weegverslag_vast": Asked("POST", f"{_TRAJECT}/overleggen/1/weegverslag", weegverslag()),
    "leg_casusverslag_vast": Asked("POST", f"{_TRAJECT}/overleggen/1/casusverslag", casusverslag()),
    "voeg_deelnemer_toe": Asked("POST", f"{_TRAJECT}/deelnemers", {"oin": VT, "reden": "Doet al mee."}),
    "laat_deelnemer_vertrekken": Asked("POST", f"{_TRAJECT}/deelnemers/{GM}/vertrek", {"reden": "Doet niet mee."}),
    "wijs_casusregie_aan": Asked(
        "POST",
        f"{_TRAJECT}/casusregie",
        {"casusregie": _REGIE, "ingangsdatum": "2025-03-14", "aanvaardOp": "2025-03-14", "reden": "Zo blijft het."},
    ),
    "meld_afspraak": Asked("POST", f"{_TRAJECT}/afspraken/1/stand", {"stand": "niet-gedaan"}),
    "meld_interventie": Asked("POST", f"{_TRAJECT}/interventies/1/stand", {"stand": "loopt"}),
    "lees_casussen": Asked("GET", "/v1/casussen"),
    "lees_casus": Asked("GET", "/v1/casussen/Z"),
    "registreer_incident": Asked("POST", "/v1/casussen/Z/incidenten", _INCIDENT),
    "corrigeer_incident": Asked(
        "POST", "/v1/casussen/Z/incidenten/1/correcties", _INCIDENT | {"isIncident": True, "reden": "Beter."}
    ),
    "lees_pilotjaren": Asked("GET", "/v1/pilotjaren"),
    "lees_pilotjaar": Asked("GET", "/v1/pilotjaren/2025"),
}
GUARDED = [(service, operation) for service, table in TABLES.items() for operation in table]
LISTS = {
    "lees_meldingen": ["gemeld", "weegoverleg-gepland", "loopt"],
    "lees_werklijst": ["open", "doorgezet", "gewogen"],
    "lees_overlegtrajecten": ["wacht-op-triage", "weegoverleg-gepland", "loopt"],
    "lees_casussen": ["aangemeld", "loopt"],
}


@dataclass(frozen=True)
class Case:
    """A zaak and who has to do with it."""

    zaak: str
    melder: str
    invited: tuple[str, ...] = ()
    takes_part: tuple[str, ...] = ()


@pytest.fixture(scope="module")
async def cases(world: World) -> list[Case]:
    """One that runs, one with a planned weegoverleg, one that only just came in; of three organisations."""
    world.at("2025-03-10T09:00")
    planned = await world.stages.report("gijs.gz")
    await world.stages.pass_on(planned)
    await world.stages.plan(planned, local("2025-03-20T10:00"), (GZ, WG, PO))
    runs = await world.stages.report()
    await world.stages.to_open(runs, local("2025-03-12T10:00"))
    world.at("2025-03-14T09:00")
    fresh = await world.stages.report("mia.gm")
    everything = [
        Case(runs, VT, takes_part=(VT, PO, OM, RN)),
        Case(planned, GZ, invited=(GZ, WG, PO)),
        Case(fresh, GM),
    ]
    for who, service, path in (("rob.rn", "intake", "meldingen"), ("rob.rn", "regie", "casussen")):
        await soon(lambda w=who, s=service, p=path: _status(world, w, s, f"/v1/{p}/{runs}"), 200)  # type: ignore[misc]
    await soon(lambda: _status(world, "wim.wg", "intake", f"/v1/meldingen/{planned}"), 200)
    await soon(lambda: _status(world, "noor.zv", "regie", f"/v1/casussen/{fresh}"), 200)
    return everything


@pytest.fixture(scope="module")
async def draft(world: World) -> str:
    """A draft of Vera."""
    world.at("2025-03-10T09:00")
    made = await world.post("vera.vt", "intake", "/v1/concepten", {"inhoud": {"zorgen": "Half."}})
    return str(made["conceptId"])


async def _status(world: World, who: str, service: str, path: str) -> int:
    return (await world.outside.get(who, service, path)).status


def sees(person: Person, service: str, operation: str, case: Case) -> bool:
    """L6 by hand: in an allowed role, the reporter sees their own, procesregisseurs all, others what they are in."""
    row, oin = TABLES[service][operation], person.oin
    if "procesregisseur" in row and "procesregisseur" in person.roles:
        return True
    if "melder" in row and "melder" in person.roles and oin == case.melder:
        return True
    reading = service in ("intake", "meetings") and operation.startswith("lees_")
    among = (*case.takes_part, *(case.invited if reading else ()))
    return "deelnemer" in row and "deelnemer" in person.roles and oin in among


async def ask(world: World, who: str, service: str, operation: str, zaak: str) -> Reply:
    """Try an operation as a person."""
    asked = ASKED[operation]
    if asked.method == "GET":
        return await world.outside.get(who, service, asked.at(zaak))
    return await world.outside.send(asked.method, who, service, asked.at(zaak), asked.body)


async def test_every_route_is_tried(world: World) -> None:
    """L6: what OpenAPI says is there, the tables guard, and this file tries; nothing more and nothing less."""
    for service, table in TABLES.items():
        paths = (await world.get("", service, "/v1/openapi.json"))["paths"]
        found = {(one["operationId"], method.upper()) for path in paths.values() for method, one in path.items()}
        open_to_all = PUBLIC if service == "intake" else set()
        assert {operation for operation, _ in found} == set(table) | open_to_all
        assert found == {(operation, ASKED[operation].method) for operation in set(table) | open_to_all}


@pytest.mark.parametrize(("service", "operation"), GUARDED, ids=[operation for _, operation in GUARDED])
async def test_no_token_or_another_one(world: World, service: str, operation: str) -> None:
    """L6: without a token, for another audience, expired or forged: 401 for everything, whatever the path or body."""
    asked = ASKED[operation]
    good = await world.outside.token("noor.zv")
    bearers = {
        "geen-token": None,
        "token-ongeldig": await world.outside.token("noor.zv", audience="iets-anders"),
        "token-verlopen": await world.outside.token("noor.zv", lifetime="-60"),
        "token-ongeldig ": good[:-6] + "AAAAAA",
    }
    for code, bearer in bearers.items():
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        reply = await world.outside.raw(asked.method, service, asked.at(UNKNOWN), headers=headers)
        assert (reply.status, reply.body["code"]) == (401, code.strip())


@pytest.mark.parametrize("operation", sorted(PUBLIC))
async def test_what_is_public(world: World, operation: str) -> None:
    """D6: organisations and public keys only."""
    reply = await world.outside.raw("GET", "intake", ASKED[operation].path)
    assert reply.status == 200
    assert "private" not in str(reply.body)
    assert '"d"' not in str(reply.body)


@pytest.mark.parametrize(("service", "operation"), GUARDED, ids=[operation for _, operation in GUARDED])
async def test_a_role_that_may_not(world: World, service: str, operation: str) -> None:
    """L6: 403 before anything is looked up, the same for a zaak that exists and one that doesn't."""
    row = TABLES[service][operation]
    may_not = [person for person in PEOPLE.values() if not set(person.roles) & set(row)]
    assert {"fred.zv", "otto.zv"} <= {person.subject for person in may_not}
    for person in may_not:
        reply = await ask(world, person.subject, service, operation, UNKNOWN)
        assert (reply.status, reply.body["code"]) == (403, "geen-rol")


@pytest.mark.parametrize(("service", "operation"), GUARDED, ids=[operation for _, operation in GUARDED])
async def test_own_and_other_organisations(world: World, cases: list[Case], service: str, operation: str) -> None:
    """L6: who sees the zaak gets an answer of the domain; who doesn't gets the 404 of a zaak that isn't there."""
    if "Z" not in ASKED[operation].path:
        return
    world.at("2025-03-14T10:00")
    tried = cases if ASKED[operation].method == "GET" else cases[:1]
    for person in PEOPLE.values():
        if not set(person.roles) & set(TABLES[service][operation]):
            continue
        nothing = await ask(world, person.subject, service, operation, UNKNOWN)
        assert (nothing.status, nothing.body["code"]) == (404, "niet-gevonden")
        for case in tried:
            reply = await ask(world, person.subject, service, operation, case.zaak)
            if sees(person, service, operation, case):
                assert _answered(reply), (person.subject, reply)
            else:
                assert (reply.status, reply.body) == (nothing.status, nothing.body), (person.subject, case)


def _answered(reply: Reply) -> bool:
    """Done, or refused by a rule of the domain."""
    if reply.status in (200, 201):
        return True
    return reply.status in (400, 403, 404, 409) and reply.body["code"] not in ("geen-rol", "niet-gevonden")


@pytest.mark.parametrize("operation", ["lees_concept", "bewaar_concept", "dien_concept_in", "gooi_concept_weg"])
async def test_a_draft_is_its_writer_s_alone(world: World, draft: str, operation: str) -> None:
    """L6 D1: a colleague, another organisation and a procesregisseur find nothing; throwing away comes last."""
    for person in PEOPLE.values():
        if "melder" not in person.roles or person.subject == "vera.vt":
            continue
        nothing = await ask(world, person.subject, "intake", operation, UNKNOWN_CONCEPT)
        reply = await ask(world, person.subject, "intake", operation, draft)
        assert (reply.status, reply.body) == (nothing.status, nothing.body)
        assert reply.status == 404
    assert _answered(await ask(world, "vera.vt", "intake", operation, draft))


@pytest.mark.parametrize("operation", sorted(LISTS))
async def test_lists_show_what_details_show(world: World, cases: list[Case], operation: str) -> None:
    """L6: for every person, of these zaken the list has exactly those of which the detail may be read."""
    service = next(service for service, table in TABLES.items() if operation in table)
    detail = {"lees_werklijst": "lees_triage"}.get(operation, _ONE[operation])
    for person in PEOPLE.values():
        if not set(person.roles) & set(TABLES[service][operation]):
            continue
        path, stand = ASKED[operation].path, LISTS[operation]
        rows = await world.get(person.subject, service, path, stand=stand, aantal=200)
        listed = {row["zaakId"] for row in rows["items"]}
        for case in cases:
            expected = sees(person, service, detail, case)
            assert (case.zaak in listed) is expected, (person.subject, case)
            reply = await ask(world, person.subject, service, detail, case.zaak)
            assert (reply.status == 200) is expected


_ONE = {
    "lees_meldingen": "lees_melding",
    "lees_werklijst": "lees_triage",
    "lees_overlegtrajecten": "lees_overlegtraject",
    "lees_casussen": "lees_casus",
}


@pytest.mark.parametrize("who", ["bea.zv", "fred.zv", "otto.zv"])
async def test_beheer_and_toezicht_see_no_content(world: World, cases: list[Case], who: str) -> None:
    """L6: no route with a zaak in it answers them."""
    for service, operation in GUARDED:
        if "Z" in ASKED[operation].path:
            reply = await ask(world, who, service, operation, cases[0].zaak)
            assert reply.status == 403
