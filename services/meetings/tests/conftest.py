# SPDX-License-Identifier: EUPL-1.2
"""One zaak in meetings, driven by messages as its people and the other services would; people as in the stories.

Bodies are given as JSON and validated strictly, as the HTTP room does.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, Self

import pytest
from pydantic import BaseModel

from zvhh_contracts import casussen, meldingen, triages
from zvhh_contracts.configuration import Configuratie, Partner, Professional, RegieAfspraak
from zvhh_kit.calendar import at_local
from zvhh_kit.decision import Actor
from zvhh_kit.testing import Story, given
from zvhh_meetings.domain.aanvulling import AanvullingInvoer, LegAanvullingVast
from zvhh_meetings.domain.afspraken import AfspraakMelding, MeldAfspraak
from zvhh_meetings.domain.casusoverleg import LegCasusverslagVast
from zvhh_meetings.domain.casusregie import WijsCasusregieAan
from zvhh_meetings.domain.deelnemers import LaatVertrekken, Vertrekmelding, VoegDeelnemerToe
from zvhh_meetings.domain.herzien import HerzieWeegbesluit
from zvhh_meetings.domain.lopend import VoegLopendeAfspraakToe
from zvhh_meetings.domain.plan import InterventieMelding, MeldInterventie
from zvhh_meetings.domain.plannen import PlanOverleg
from zvhh_meetings.domain.traject import Overlegtraject
from zvhh_meetings.domain.uitnodigen import Wijzigen, WijzigUitnodiging
from zvhh_meetings.domain.verslag import CasusverslagInvoer, HerzieningInvoer, WeegverslagInvoer
from zvhh_meetings.domain.verzetten import AnnuleerOverleg, Annulering, VerzetOverleg, Verzetting
from zvhh_meetings.domain.weegoverleg import LegWeegverslagVast
from zvhh_meetings.handlers import handlers

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
    return model.model_validate_json(json.dumps(body, default=lambda value: value.isoformat()), strict=True)


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


class Zaak:
    """A story with the verbs of meetings; every verb is one message at `at`."""

    config = configuratie()
    ingediend = staticmethod(ingediend)
    doorgezet = staticmethod(doorgezet)
    afgewezen = staticmethod(afgewezen)
    geopend = staticmethod(geopend)
    ingebracht = staticmethod(ingebracht)
    lopend_geopend = staticmethod(lopend_geopend)
    ongedaan = staticmethod(ongedaan)
    op_wachtlijst = staticmethod(op_wachtlijst)
    van_wachtlijst = staticmethod(van_wachtlijst)
    gevoegd = staticmethod(gevoegd)
    weegverslag = staticmethod(weegverslag)
    casusverslag = staticmethod(casusverslag)
    aanwezig = staticmethod(aanwezig)
    extras = staticmethod(extras)
    lokaal = staticmethod(lokaal)
    fatima = FATIMA

    def __init__(self) -> None:
        self.story: Story = given(handlers(self.config))
        self.at = lokaal(date(2025, 3, 3))

    @property
    def staat(self) -> Overlegtraject:
        """The state now."""
        state: Overlegtraject = self.story.state
        return state

    @property
    def wekkers(self) -> dict[str, datetime]:
        """The reminders that are set."""
        return self.story.reminders

    def op(self, dag: date, uur: int = 13, minuut: int = 0) -> Self:
        """What follows happens at this local moment."""
        self.at = lokaal(dag, uur, minuut)
        return self

    def doe(self, message: BaseModel | str, by: Actor = FATIMA, key: str = "") -> Self:
        """Any message."""
        self.story.when(message, at=self.at, by=by, key=key)
        return self

    def plan(self, begin: datetime, *genodigden: str, key: str = "", **anders: Any) -> Self:
        """Plan the next overleg."""
        body = {"begin": begin, "duurMinuten": 90, "plaats": "Stadhuis, kamer 3", "genodigden": genodigden} | anders
        return self.doe(gelezen(PlanOverleg, body), key=key)

    def verzet(self, nummer: int, begin: datetime, reden: str | None = None, key: str = "", **anders: Any) -> Self:
        """Move an overleg."""
        verzetting = gelezen(Verzetting, {"begin": begin, "reden": reden} | anders)
        return self.doe(VerzetOverleg(nummer=nummer, verzetting=verzetting), key=key)

    def annuleer(self, nummer: int, reden: str | None = None) -> Self:
        """Cancel an overleg."""
        return self.doe(AnnuleerOverleg(nummer=nummer, annulering=gelezen(Annulering, {"reden": reden})))

    def nodig(self, nummer: int, *genodigden: str, reden: str | None = "ook nodig", **anders: Any) -> Self:
        """Change the invitation of an overleg."""
        body = {"genodigden": genodigden or None, "reden": reden} | anders
        wijziging = gelezen(Wijzigen, {naam: waarde for naam, waarde in body.items() if waarde is not None})
        return self.doe(WijzigUitnodiging(nummer=nummer, wijziging=wijziging))

    def typ_over(self, eigenaar: str, uiterlijk: str = "2025-02-28", by: Actor = FATIMA) -> Self:
        """Type an open agreement of a running case of before the pilot."""
        body = {"soort": "overig", "tekst": "belt wekelijks", "eigenaar": eigenaar, "uiterlijk": uiterlijk}
        return self.doe(gelezen(VoegLopendeAfspraakToe, body), by)

    def weeg(self, nummer: int = 1, key: str = "", **anders: Any) -> Self:
        """Record the weegoverleg of story 1, changed."""
        verslag = gelezen(WeegverslagInvoer, weegverslag(**anders))
        return self.doe(LegWeegverslagVast(nummer=nummer, verslag=verslag), key=key)

    def bespreek(self, nummer: int = 2, key: str = "", **anders: Any) -> Self:
        """Record a casusoverleg."""
        verslag = gelezen(CasusverslagInvoer, casusverslag(**anders))
        return self.doe(LegCasusverslagVast(nummer=nummer, verslag=verslag), key=key)

    def herzie(self, nummer: int = 1, reden: str | None = "verkeerd genoteerd", key: str = "", **besluit: Any) -> Self:
        """Put right what a weegoverleg decided."""
        herziening = gelezen(HerzieningInvoer, {"reden": reden} | besluit)
        return self.doe(HerzieWeegbesluit(nummer=nummer, herziening=herziening), key=key)

    def vul_aan(self, nummer: int, tekst: str = "nog iets", bij: str = "beeldvorming", by: Actor = FATIMA) -> Self:
        """Add to the minutes of a held overleg."""
        aanvulling = gelezen(AanvullingInvoer, {"bij": bij, "tekst": tekst})
        return self.doe(LegAanvullingVast(nummer=nummer, aanvulling=aanvulling), by)

    def voeg_toe(self, oin: str, reden: str | None = "nodig") -> Self:
        """A partner joins."""
        return self.doe(gelezen(VoegDeelnemerToe, {"oin": oin, "reden": reden}))

    def vertrek(self, oin: str, *overdracht: dict[str, Any], reden: str | None = "klaar") -> Self:
        """A partner leaves."""
        body = gelezen(Vertrekmelding, {"reden": reden, "overdracht": overdracht})
        return self.doe(LaatVertrekken(oin=oin, vertrek=body))

    def regie(self, casusregie: dict[str, Any], reden: str | None = "wissel", **anders: Any) -> Self:
        """Appoint between two overleggen, from and accepted on the day itself."""
        dag = self.at.date()
        body = {"casusregie": casusregie, "ingangsdatum": dag, "aanvaardOp": dag, "reden": reden} | anders
        return self.doe(gelezen(WijsCasusregieAan, body))

    def afspraak(self, nummer: int, stand: str, by: Actor = VERA, reden: str | None = None) -> Self:
        """An owner tells how an agreement stands."""
        melding = gelezen(AfspraakMelding, {"stand": stand, "reden": reden})
        return self.doe(MeldAfspraak(nummer=nummer, melding=melding), by)

    def interventie(self, nummer: int, stand: str, by: Actor = ROB) -> Self:
        """An owner tells how an intervention stands."""
        return self.doe(MeldInterventie(nummer=nummer, melding=gelezen(InterventieMelding, {"stand": stand})), by)

    def te_plannen(self) -> Self:
        """Three times ja on Wednesday 5 March."""
        return self.doe(ingediend()).op(date(2025, 3, 5)).doe(doorgezet())

    def gepland(self) -> Self:
        """The weegoverleg of Wednesday 12 March 10:00 is planned."""
        return self.te_plannen().plan(lokaal(date(2025, 3, 12)), PO, OM, VT, RN)

    def gewogen(self, **anders: Any) -> Self:
        """It was held and recorded: passend, on to a casusoverleg."""
        self.gepland().op(date(2025, 3, 12)).weeg(**anders).goed()
        return self

    def loopt(self, **anders: Any) -> Self:
        """And the casus is open; overleg 2 is planned for Wednesday 26 March 10:00."""
        return self.gewogen(**anders).doe(geopend())

    def lopend(self, **anders: Any) -> Self:
        """A running case of before the pilot, brought in on Monday 3 February 2025 and open in regie."""
        return self.op(date(2025, 2, 3), 9).doe(ingebracht(**anders)).doe(lopend_geopend())

    def goed(self) -> Self:
        """The last message was accepted."""
        assert self.story.outcome is not None
        assert self.story.outcome.status == "handled", self.teksten or self.story.outcome
        return self

    def dan(self, *events: BaseModel) -> Self:
        """Exactly these events followed from the last message."""
        self.story.then(*events)
        return self

    def dan_niets(self) -> Self:
        """Nothing followed."""
        self.story.then_nothing()
        return self

    @property
    def feiten(self) -> list[str]:
        """The names of the events that followed from the last message."""
        return [type(event).__name__ for _, event in self.story.events]

    def geweigerd(self, *codes: str, status: int | None = None) -> Self:
        """The last message was refused with exactly these codes."""
        self.story.then_refused(*codes, status=status)
        return self

    @property
    def teksten(self) -> list[str]:
        """The texts of the refusal."""
        outcome = self.story.outcome
        return [fault.text for fault in outcome.refused.faults] if outcome and outcome.refused else []

    @property
    def plaatsen(self) -> list[str]:
        """Where the faults are."""
        outcome = self.story.outcome
        return [fault.place for fault in outcome.refused.faults] if outcome and outcome.refused else []

    @property
    def resultaat(self) -> Any:
        """The result of the last command."""
        assert self.story.outcome is not None
        return self.story.outcome.result

    @property
    def taken(self) -> list[str]:
        """The codes of the tasks of a procesregisseur."""
        return [taak.code for taak in self.staat.taken if taak.voor == "procesregisseur"]

    def taken_van(self, oin: str) -> list[tuple[str, int | None]]:
        """The tasks of an organisation: code and number."""
        return [(taak.code, taak.nummer) for taak in self.staat.taken if taak.oin == oin]


@pytest.fixture
def zaak() -> Zaak:
    """A zaak that meetings has not heard of."""
    return Zaak()


@pytest.fixture
def nieuwe_zaak() -> Callable[[], Zaak]:
    """For tests that need more than one."""
    return Zaak
