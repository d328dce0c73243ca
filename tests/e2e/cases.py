# SPDX-License-Identifier: EUPL-1.2
"""Four zaken in several stands with people who may and may not see them, and who does by the rule (L6, L8).

For: the tests of access and of lists. Not for: what can be asked; see `asked`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.e2e.asked import Asked, Sight
from tests.e2e.world import World, local, soon

from zvhh_local.examples import ANNA, BORIS, OM, PO, RN, VT
from zvhh_local.people import ORGANISATIONS, Person

GZ, GM, WG = (ORGANISATIONS[name] for name in ("GZ", "GM", "WG"))
BSN = "999990202"
"""Of the slachtoffer in all of them, and in no other zaak of the run."""
TRUUS: Mapping[str, Any] = ANNA | {
    "gegevens": {
        "naam": "Truus Uitgedacht",
        "geboortedatum": "1991-05-06",
        "adres": "Schuilweg 7, Meerwijk",
        "adresAfschermen": True,
        "bsn": BSN,
        "telefoon": "0687654321",
        "veiligBereiken": "Alleen op dinsdag.",
    }
}
INCIDENT = {
    "soort": "stalking",
    "moment": "2025-03-13T20:00:00+01:00",
    "gehoordVan": "Wijkagent",
    "omschrijving": "Boris stond bij Truus voor de deur.",
    "ernstig": True,
}


@dataclass(frozen=True)
class Case:
    """A zaak and who has to do with it: organisations, and persons who are barred; `present` when its end was decided."""

    zaak: str
    melder: str
    invited: tuple[str, ...] = ()
    takes_part: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    closed: bool = False
    present: tuple[str, ...] = ()


def sees(person: Person, asked: Asked, case: Case) -> bool:
    """Whether a person sees a zaak through an operation, in any role that they have."""
    return any(may_see(sight, person, case) for role, sight in asked.sights.items() if role in person.roles)


def may_see(sight: Sight, person: Person, case: Case) -> bool:
    """L6 by hand. Who is barred sees nothing, of a closed zaak nobody sees anything but that it is there (L8)."""
    if person.subject in case.barred:
        return False
    part = person.oin in case.takes_part
    among: dict[Sight, bool] = {
        "lopend": not case.closed,
        "eigen": not case.closed and person.oin == case.melder,
        "betrokken": not case.closed and (part or person.oin in case.invited),
        "deelnemend": not case.closed and part,
        "deelnemend-ook-gesloten": part,
        "ook-gesloten": True,
        "was-erbij": case.closed and person.oin in case.present,
    }
    return among[sight]


async def some(world: World) -> list[Case]:
    """One that runs and from which two persons are barred, one with a planned weegoverleg, a new one, and one that ended.

    Of four organisations, all on the same slachtoffer. It is 28 March 2025 when they are as they should be.
    """
    world.at("2025-03-10T09:00")
    planned = await _report(world, "gijs.gz")
    await world.stages.pass_on(planned)
    await world.stages.plan(planned, local("2025-04-10T10:00"), (GZ, WG, PO))
    runs = await _opened(world, casusregie=None, gezocht={"doorOin": VT})
    closed = await _opened(world)
    await _held(world, runs, closed)
    await _barred(world, runs, "bram.zv", "olga.om")
    world.at("2025-03-27T09:00")
    fresh = await _report(world, "mia.gm")
    world.at("2025-03-28T10:00")
    everything = [
        Case(runs, VT, takes_part=(VT, PO, OM, RN), barred=("bram.zv", "olga.om")),
        Case(planned, GZ, invited=(GZ, WG, PO)),
        Case(fresh, GM),
        Case(closed, VT, takes_part=(VT, PO, OM, RN), closed=True, present=(PO, VT, RN)),
    ]
    await _heard(world, *(case.zaak for case in everything))
    return everything


async def _report(world: World, who: str) -> str:
    return await world.stages.report(who, betrokkenen=[TRUUS, BORIS], wensen=[])


async def _opened(world: World, **weighed: Any) -> str:
    """A casus that opened on 12 March."""
    world.at("2025-03-10T09:00")
    zaak = await _report(world, "vera.vt")
    await world.stages.to_open(zaak, local("2025-03-12T10:00"), wensen=[], **weighed)
    return zaak


async def _held(world: World, runs: str, closed: str) -> None:
    """Two casusoverleggen of the one, with a plan, a detention and an incident of which another organisation made less (a
    task, D4); the end of the other."""
    world.at("2025-03-14T09:00")
    for path, body in (
        (f"regie /v1/casussen/{runs}/incidenten", INCIDENT),
        (f"regie /v1/casussen/{runs}/detenties", {"van": "2025-03-14", "gehoordVan": "Officier van dienst"}),
        (f"intake /v1/meldingen/{runs}/onjuist", {"veld": "zorgen", "waarom": "Dit was eerder."}),
    ):
        service, _, at = path.partition(" ")
        await world.post("vera.vt", service, at, body)
    less = INCIDENT | {"ernstig": False, "isIncident": True, "reden": "Hij liep alleen langs."}
    await world.post("rob.rn", "regie", f"/v1/casussen/{runs}/incidenten/1/correcties", less)
    await _moved_to(world, runs, 2, "2025-03-19T10:00:00+01:00")
    plan = world.stages.plan_van_aanpak(date(2025, 3, 19))
    world.at("2025-03-19T11:00")
    await world.stages.hold(runs, 2, PO, VT, RN, plan=plan)
    await _moved_to(world, runs, 3, "2025-03-26T10:00:00+01:00")
    world.at("2025-03-26T11:00")
    await world.stages.hold(runs, 3, PO, VT, RN)
    over = {"grond": "overlijden", "reden": "Bericht van de politie."}
    await world.stages.hold(closed, 2, PO, VT, RN, beeindigen=over)
    await world.event(closed, "CasusBeeindigd")


async def _moved_to(world: World, zaak: str, nummer: int, begin: str) -> None:
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/{nummer}/verzetting"
    await world.post("noor.zv", "meetings", path, {"begin": begin, "reden": "Eerder was nodig."})


async def _barred(world: World, zaak: str, *persons: str) -> None:
    for person in persons:
        body = {"persoon": person, "reden": "Is familie van de pleger."}
        await world.post("noor.zv", "intake", f"/v1/meldingen/{zaak}/weringen", body)


async def _heard(world: World, runs: str, planned: str, fresh: str, closed: str) -> None:
    """Until every service knows of what happened last to each."""
    for who, service, path, status in (
        ("rob.rn", "intake", f"meldingen/{runs}", 200),
        ("rob.rn", "regie", f"casussen/{runs}", 200),
        ("wim.wg", "intake", f"meldingen/{planned}", 200),
        ("noor.zv", "regie", f"casussen/{fresh}", 200),
        ("noor.zv", "meetings", f"overlegtrajecten/{fresh}", 200),
        *(("noor.zv", service, path, 404) for service, path in _details(closed)),
        *(("bram.zv", service, path, 404) for service, path in _details(runs)),
    ):
        await soon(lambda w=who, s=service, p=path: _status(world, w, s, f"/v1/{p}"), status)  # type: ignore[misc]


def _details(zaak: str) -> list[tuple[str, str]]:
    pairs = (("intake", "meldingen"), ("triage", "triages"), ("meetings", "overlegtrajecten"), ("regie", "casussen"))
    return [(service, f"{path}/{zaak}") for service, path in pairs]


async def _status(world: World, who: str, service: str, path: str) -> int:
    return (await world.outside.get(who, service, path)).status
