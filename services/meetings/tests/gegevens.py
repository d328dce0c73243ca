# SPDX-License-Identifier: EUPL-1.2
"""The partners and people of the stories, what the other services tell, and good minutes, for every test of meetings.

Not for: acting on a zaak; see `verhaal`.
"""

import json
from datetime import date, datetime, time
from typing import Any

from pydantic import BaseModel

from zvhh_contracts import casussen, meldingen, triages
from zvhh_contracts.configuration import Configuratie, Partner, Professional, RegieAfspraak
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Actor

ZV = "00000099000000000100"
VT, PO, OM = "00000099000000001000", "00000099000000002000", "00000099000000003000"
GZ, GM, RN = "00000099000000004000", "00000099000000005000", "00000099000000006000"
WG, SH = "00000099000000007000", "00000099000000009000"
FATIMA = Actor("fatima", ZV, frozenset({"procesregisseur"}))
VERA = Actor("vera", VT, frozenset({"deelnemer"}))
ROB = Actor("rob", RN, frozenset({"deelnemer"}))


def configuratie() -> Configuratie:
    """The partners and people of the stories."""
    nee = RegieAfspraak(levert="nee", tot_en_met=date(2025, 12, 31))
    partners = (
        Partner(oin=VT, naam="Veilig Thuis Duinrand", klasse="2b"),
        Partner(oin=PO, naam="Politie Duinrand", klasse="1c"),
        Partner(oin=OM, naam="Parket Duinrand", klasse="1d"),
        Partner(oin=GZ, naam="Gemeente Zandvoorde", klasse="1f", soort="gemeente"),
        Partner(oin=GM, naam="Gemeente Meerwijk", klasse="1f", soort="gemeente", regie_afspraken=(nee,)),
        Partner(oin=RN, naam="Reclassering Duinrand", klasse="2a"),
        Partner(oin=WG, naam="De Wende", klasse="2d"),
        Partner(oin=SH, naam="Slachtofferhulp Duinrand", klasse="derde"),
    )
    mensen = {"vera": VT, "piet": PO, "olga": OM, "gijs": GZ, "mia": GM, "rob": RN, "wim": WG, "sara": SH, "fatima": ZV}
    professionals = tuple(Professional(id=wie, organisatie=oin, naam=wie.title()) for wie, oin in mensen.items())
    return Configuratie(partners=partners, professionals=professionals)


def lokaal(dag: date, uur: int = 10, minuut: int = 0) -> datetime:
    """A local moment, in UTC."""
    return at_local(dag, time(uur, minuut))


def ingediend(dag: date = date(2025, 3, 3), **anders: Any) -> meldingen.MeldingIngediend:
    """intake: the melding of story 1."""
    feiten: dict[str, Any] = {
        "kenmerk": "ZV-7K4M-9QXT",
        "pilotjaar": 2025,
        "ontvangen_op": lokaal(dag, 9),
        "eerste_verwerking_op": lokaal(dag, 9),
        "melder_oin": VT,
        "gemeente": "delft",
        "relatie": "ex-partner",
        "wensen": ("aware",),
        "rollen": {"slachtoffer": 1, "pleger": 1},
    }
    return meldingen.MeldingIngediend(**feiten | anders)


def doorgezet(dag: date = date(2025, 3, 5), versie: int = 1) -> triages.TriageDoorgezet:
    """triage: three times ja."""
    return triages.TriageDoorgezet(
        versie=versie, doorgezet_op=lokaal(dag), door="noor", weegoverleg_uiterlijk_op=date(2025, 3, 19)
    )


def afgewezen(dag: date = date(2025, 3, 6), versie: int = 2) -> triages.TriageAfgewezen:
    """triage: a nee."""
    return triages.TriageAfgewezen(
        versie=versie, afgewezen_op=lokaal(dag), door="noor", route="lokaal", vernietigen_op=date(2025, 4, 5)
    )


def geopend(dag: date = date(2025, 3, 12)) -> casussen.CasusGeopend:
    """regie: the first place."""
    return casussen.CasusGeopend(
        pilotjaar=2025,
        plaats=1,
        maximum=30,
        vergeven=1,
        geopend_op=lokaal(dag, 12),
        afschalen_mogelijk_op=lokaal(date(2025, 9, 12), 0),
    )


def ingebracht(dag: date = date(2025, 2, 3), **anders: Any) -> meldingen.LopendeZaakIngebracht:
    """intake: the running case of story 7."""
    feiten: dict[str, Any] = {
        "kenmerk": "ZV-4W8K-2PFD",
        "ingebracht_op": lokaal(dag, 9),
        "begonnen_op": date(2024, 11, 14),
        "eerste_verwerking_op": lokaal(date(2024, 11, 14), 9),
        "melder_oin": ZV,
        "gemeente": "delft",
        "relatie": "ex-partner",
        "rollen": {"slachtoffer": 1, "pleger": 1},
        "deelnemers": (VT, PO, RN),
        "casusregie": {"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera"}},
        "casusregie_van": date(2024, 12, 1),
        "laatste_incident_op": lokaal(date(2024, 11, 30)),
        "laatste_casusoverleg_op": lokaal(date(2025, 1, 20), 11),
        "open_afspraken": 2,
    }
    return meldingen.LopendeZaakIngebracht(**feiten | anders)


def lopend_geopend(dag: date = date(2025, 2, 3)) -> casussen.LopendeCasusGeopend:
    """regie: it is open, without a place."""
    return casussen.LopendeCasusGeopend(geopend_op=lokaal(dag, 9), afschalen_mogelijk_op=lokaal(date(2025, 5, 30), 0))


def ongedaan(op: datetime) -> casussen.OpeningOngedaan:
    """regie: the opening was an error."""
    return casussen.OpeningOngedaan(pilotjaar=2025, plaats=1, ongedaan_op=op, door="noor")


def van_wachtlijst(op: datetime | None = None) -> casussen.CasusVanWachtlijst:
    """regie: it left the line by a way on."""
    op = op or lokaal(date(2025, 5, 1))
    return casussen.CasusVanWachtlijst(pilotjaar=2025, route="lokaal", van_wachtlijst_op=op, door="noor")


def gevoegd(dag: date = date(2025, 3, 6), versie: int = 2) -> triages.TriageGevoegd:
    """triage: this melding joins another zaak."""
    bij = "0190aaaa-0000-8000-8000-0000000000aa"
    return triages.TriageGevoegd(versie=versie, gevoegd_op=lokaal(dag), door="noor", bij=bij)


def op_wachtlijst(sinds: datetime, pilotjaar: int = 2025) -> casussen.CasusOpWachtlijst:
    """regie: no place."""
    return casussen.CasusOpWachtlijst(pilotjaar=pilotjaar, positie=3, sinds=sinds)


def aanwezig(*oins: str) -> list[dict[str, str]]:
    """Who was there."""
    return [{"oin": oin} for oin in oins]


def gelezen(model: type[BaseModel], body: dict[str, Any]) -> Any:
    """A body as the HTTP room reads it."""
    return model.model_validate_json(
        json.dumps(body, default=lambda value: value.isoformat()), strict=True, extra="forbid"
    )


def weegverslag(**anders: Any) -> dict[str, Any]:
    """The minutes of the weegoverleg of story 1; a keyword of None takes a field out."""
    body: dict[str, Any] = {
        "aanwezigen": aanwezig(PO, OM, VT, RN, ZV),
        "passend": True,
        "motivatie": "past bij de pilot",
        "doorzetten": "ja",
        "deelnemers": [PO, OM, VT, RN],
        "casusregie": {
            "casusregie": {"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera"}},
            "aanvaardOp": "2025-03-12",
        },
        "afspraken": [
            {"soort": "contact", "tekst": "bellen", "eigenaar": VT, "uiterlijk": "2025-03-19"},
            {"soort": "veiligheid", "tekst": "surveillance", "eigenaar": PO, "uiterlijk": "2025-03-14"},
        ],
        "wensen": [{"wens": "aware", "antwoord": "later", "reden": "eerst kennismaken"}],
    }
    return {naam: waarde for naam, waarde in (body | anders).items() if waarde is not None}


def extras(**anders: str) -> list[dict[str, str]]:
    """Every fixed line besproken (S17), but for those that are named."""
    antwoorden = {code.replace("-", "_"): "besproken" for code in Configuratie().extras} | anders
    return [{"extra": code.replace("_", "-"), "antwoord": wat} for code, wat in antwoorden.items()]


def casusverslag(**anders: Any) -> dict[str, Any]:
    """The minutes of an ordinary casusoverleg."""
    body: dict[str, Any] = {
        "aanwezigen": aanwezig(PO, VT, RN),
        "beeldBevestigd": True,
        "extras": extras(),
        "wensen": [{"wens": "aware", "antwoord": "besproken"}],
    }
    return {naam: waarde for naam, waarde in (body | anders).items() if waarde is not None}
