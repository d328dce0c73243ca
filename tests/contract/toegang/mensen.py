# SPDX-License-Identifier: EUPL-1.2
"""The people of this house, the moment in which they act, and the melding that two of them make.

For: `daden` and `begin`. Not for: who may see what (`tabel`).
"""

from datetime import date
from typing import Any

from tests.contract.toegang.huis import House
from tests.contract.toegang.tabel import Facts, Zaak
from tests.contract.wereld import ZVHH

from zvhh_contracts.configuration import Configuratie, Partner, Pilotjaar, Professional
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Actor

VT, PO, OM, RN, RK, WG = (f"00000099{n:012}" for n in (1000, 2000, 3000, 6000, 8000, 7000))


def _person(subject: str, oin: str, *roles: str) -> Actor:
    return Actor(subject, oin, frozenset(roles))


NOOR = _person("noor", ZVHH, "procesregisseur")
NINA = _person("nina", ZVHH, "procesregisseur")
VERA, VICTOR = _person("vera", VT, "melder"), _person("victor", VT, "deelnemer")
PIET, PAULA = _person("piet", PO, "deelnemer", "melder"), _person("paula", PO, "deelnemer")
ROB, RIA, KIM = _person("rob", RN, "melder"), _person("ria", RN, "deelnemer"), _person("kim", RK, "deelnemer")
WIM = _person("wim", WG, "melder", "deelnemer")
FRED, BEA, OTTO = _person("fred", ZVHH, "toezicht"), _person("bea", ZVHH, "beheer"), _person("otto", ZVHH, "operator")
PEOPLE = (NOOR, NINA, VERA, VICTOR, PIET, PAULA, ROB, RIA, KIM, WIM, FRED, BEA, OTTO)
BARRED = (PIET, NINA)
"""Who is barred by the acts: somebody of a partner, and a procesregisseur."""


class Moment:
    """A house, and what is true of it by what people did."""

    def __init__(self, house: House, facts: Facts, backup: House | None = None) -> None:
        self.house = house
        self.facts = facts
        self.backup = backup

    def copy(self) -> "Moment":
        """To go on from in another way."""
        return Moment(self.house.copy(), self.facts.copy(), self.backup)

    @property
    def a(self) -> Zaak:
        """The zaak that most is done with."""
        return self.facts.zaken["A"]

    @property
    def b(self) -> Zaak:
        """The one that may join it."""
        return self.facts.zaken["B"]

    def noor(self, service: str, operation: str, body: Any = None, *, zaak: Zaak | None = None, **path: Any) -> Any:
        """What the procesregisseur does with a zaak (A)."""
        return self.house.ask(NOOR, service, operation, body, zaak_id=(zaak or self.a).id, **path)

    def overleg(self) -> Any:
        """The overleg of A that is planned, as meetings shows it; None without one."""
        shown = self.noor("meetings", "lees_overlegtraject")
        return next((one for one in shown.overleggen if one.stand == "gepland"), None)


class NotNow(Exception):
    """There is nothing for this act to be done with."""


def configuration() -> Configuratie:
    """The partners, and a pilot year with places."""
    kinds = {VT: "2b", PO: "1c", OM: "1d", RN: "2a", RK: "1a", WG: "2d"}
    partners = tuple(
        Partner.model_validate(
            {"naam": f"Partner {oin[-5:]}", "oin": oin, "klasse": kind, "vast_van": date(2020, 1, 1)}
        )
        for oin, kind in kinds.items()
    )
    year = Pilotjaar(begin=at_local(date(2025, 1, 1)), eind=at_local(date(2025, 10, 1)), maximum=30)
    professionals = tuple(Professional(id=one.subject, organisatie=one.oin, naam=one.subject.title()) for one in PEOPLE)
    return Configuratie(zvhh_oin=ZVHH, partners=partners, professionals=professionals, pilotjaren={2025: year})


def report(moment: Moment, name: str, who: Actor, *, shielded: bool, cites: str = "") -> None:
    """The same slachtoffer and pleger each time, by their BSN; a child at the same address."""
    address = f"Kanarielaan {11 + ord(name)} ADRES-{name}1"
    victim = {"naam": f"Anna NAAM-{name}", "adres": address, "adresAfschermen": shielded, "bsn": "999990019"}
    persons: list[dict[str, Any]] = [
        {"rol": "slachtoffer", "gegevens": victim},
        {"rol": "pleger", "gegevens": {"naam": "Boris Verzonnen", "bsn": "999990020"}},
        {"rol": "kind", "gegevens": {"naam": "Kind Fictief", "adres": address.upper()}},
    ]
    melding = {
        "voorPilot": True,
        "bekend": {"hoe": "gebeld", "sinds": "2025-02-20"},
        "relatie": "ex-partner",
        "gemeente": "delft",
        "betrokkenen": [one | {"geinformeerd": {"ja": True}} for one in persons],
        "zorgen": f"Hij staat elke avond voor haar deur. ZORG-{name}",
        "criteria": {"leefgebieden": "x", "veiligheid": "x", "samenwerking": "x"},
        "leefgebieden": ["huisvesting", "werk-en-opleiding"],
        "verklaring": {"rechtmatigVerkregen": True, "juistheidGetoetst": True},
        "beroepsgeheim": {"geldt": False},
        "melder": {"naam": who.subject, "telefoon": "070-7570900", "email": "melder@duinrand.example"},
    }
    if cites:
        melding["oudKenmerk"] = moment.facts.zaken[cites].kenmerk
    made = moment.house.ask(who, "intake", "meld", melding)
    moment.facts.zaken[name] = Zaak(
        made.zaak_id, name, made.kenmerk, who.oin, [f"ADRES-{name}1"], shielded=shielded, cites=cites
    )
