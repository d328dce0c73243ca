# SPDX-License-Identifier: EUPL-1.2
"""The language of the stories: the partners and people, and short ways to make the events and commands that regie gets."""

from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from zvhh_contracts.casusregie import (
    Casusregie,
    EenCasusregisseur,
    GemeenteVoertRegie,
    Grond,
    Regisseur,
    RegisseurMetAandeel,
    TweeCasusregisseurs,
)
from zvhh_contracts.configuration import Configuratie, Partner, Pilotjaar, Professional, RegieAfspraak
from zvhh_contracts.meldingen import (
    BetrokkenenGewijzigd,
    LopendeZaakIngebracht,
    MeldingIngediend,
    MeldingIngetrokken,
    MeldingVernietigd,
    ProfessionalGeweerd,
    Rol,
    WeringOpgeheven,
)
from zvhh_contracts.overleggen import (
    AfschalenBesloten,
    BeeindigenBesloten,
    CasusoverlegGehouden,
    CasusregieAangewezen,
    CasusregieGezocht,
    DeelnemerToegevoegd,
    DeelnemerVertrokken,
    Eindgrond,
    WeegoverlegGehouden,
    WeegoverlegHerzien,
)
from zvhh_contracts.regie_intern import PlaatsAangeboden, PlaatsGevraagd, PlaatsOpWachtlijst, PlaatsToegekend
from zvhh_contracts.triages import Route
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor, Sealed
from zvhh_kit.testing import Story
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.commands.corrigeer_incident import CorrigeerIncident
from zvhh_regie.domain.commands.maak_opening_ongedaan import MaakOpeningOngedaan
from zvhh_regie.domain.commands.registreer_incident import RegistreerIncident
from zvhh_regie.domain.commands.verlaat_wachtlijst import VerlaatWachtlijst
from zvhh_regie.domain.evaluatiejaar import Evaluatiejaar
from zvhh_regie.domain.pilotjaar import Pilotjaar as Jaarstaat

D = TypeVar("D")

LOKAAL = ZoneInfo("Europe/Amsterdam")
ZV = "00000099000000000100"


class Zaak(Story[Casus]):
    """A casus, and what was done to it."""


class Jaar(Story[Jaarstaat]):
    """A pilot year, and what was done to it."""


class Cijferjaar(Story[Evaluatiejaar]):
    """A year of the evaluation, and what was done to it."""


def er_is(deel: D | None) -> D:
    """A part of a state that the test counts on."""
    assert deel is not None
    return deel


class Maak:
    """Makers of messages with the values of Story 1 where a test names none. Moments are local time."""

    VT = "00000099000000001000"
    PO = "00000099000000002000"
    OM = "00000099000000003000"
    GZ = "00000099000000004000"
    GM = "00000099000000005000"
    RN = "00000099000000006000"
    WG = "00000099000000007000"
    SH = "00000099000000009000"
    ZV = ZV

    NOOR = Actor("noor", ZV, frozenset({"procesregisseur"}))
    PIET = Actor("piet", "00000099000000002000", frozenset({"deelnemer", "melder"}))
    GIJS = Actor("gijs", "00000099000000004000", frozenset({"deelnemer"}))
    BEA = Actor("bea", ZV, frozenset({"beheer"}))

    @staticmethod
    def op(tekst: str) -> datetime:
        """A local moment: "2025-03-20 21:30" (midnight without a time)."""
        return datetime.fromisoformat(tekst).replace(tzinfo=LOKAAL)

    def melding(self, **anders: Any) -> MeldingIngediend:
        gegevens: dict[str, Any] = {
            "kenmerk": "ZV-7K4M-9QXT",
            "pilotjaar": 2025,
            "ontvangen_op": self.op("2025-03-03 09:12"),
            "eerste_verwerking_op": self.op("2025-03-03 09:12"),
            "melder_oin": self.VT,
            "gemeente": "den-haag",
            "relatie": "ex-partner",
        }
        return MeldingIngediend(**gegevens | anders)

    def lopend(self, **anders: Any) -> LopendeZaakIngebracht:
        """Story 7.1."""
        gegevens: dict[str, Any] = {
            "kenmerk": "ZV-9999-9999",
            "ingebracht_op": self.op("2025-02-03 10:00"),
            "begonnen_op": date(2024, 11, 14),
            "eerste_verwerking_op": self.op("2024-11-14 10:00"),
            "melder_oin": self.VT,
            "gemeente": "den-haag",
            "relatie": "ex-partner",
            "deelnemers": (self.VT, self.PO),
            "casusregie": self.een(self.VT),
            "casusregie_van": date(2024, 11, 20),
            "laatste_incident_op": self.op("2024-11-30 20:00"),
            "laatste_casusoverleg_op": self.op("2025-01-20 10:00"),
        }
        return LopendeZaakIngebracht(**gegevens | anders)

    def betrokkenen(self, rollen: dict[Rol, int]) -> BetrokkenenGewijzigd:
        return BetrokkenenGewijzigd(gewijzigd_op=self.op("2025-03-04 10:00"), rollen=rollen)

    def geweerd(self, persoon: str) -> ProfessionalGeweerd:
        return ProfessionalGeweerd(persoon=persoon, per=self.op("2025-03-05 10:00"))

    def opgeheven(self, persoon: str) -> WeringOpgeheven:
        return WeringOpgeheven(persoon=persoon, per=self.op("2025-03-06 10:00"))

    def vernietigd(self) -> MeldingVernietigd:
        return MeldingVernietigd(vernietigd_op=self.op("2030-03-03"))

    def intrekking(self) -> MeldingIngetrokken:
        return MeldingIngetrokken(ingetrokken_op=self.op("2025-03-11 09:00"))

    def weegoverleg(self, **anders: Any) -> WeegoverlegGehouden:
        gegevens: dict[str, Any] = {
            "nummer": 1,
            "gehouden_op": self.op("2025-03-12 10:00"),
            "vastgelegd_op": self.op("2025-03-12 11:00"),
            "besloten": True,
            "aanwezigen": (self.PO, self.OM, self.VT, self.RN),
            "passend": True,
            "doorzetten": "ja",
            "deelnemers": (self.PO, self.OM, self.VT, self.RN),
        }
        return WeegoverlegGehouden(**gegevens | anders)

    def niet_besloten(self) -> WeegoverlegGehouden:
        return self.weegoverleg(besloten=False, passend=None, doorzetten=None, deelnemers=())

    def herzien(self, versie: int = 2, **anders: Any) -> WeegoverlegHerzien:
        """Weegoverleg 1 put right on 20 March: passend and doorzetten ja, where a test says nothing else."""
        gegevens: dict[str, Any] = {
            "nummer": 1,
            "versie": versie,
            "herzien_op": self.op("2025-03-20 09:00"),
            "gehouden_op": self.op("2025-03-12 10:00"),
            "passend": True,
            "doorzetten": "ja",
            "deelnemers": (self.PO, self.OM, self.VT, self.RN),
            "door": "noor",
        }
        return WeegoverlegHerzien(**gegevens | anders)

    def toch_niet_passend(self, versie: int = 2) -> WeegoverlegHerzien:
        return self.herzien(versie, passend=False, doorzetten=None, deelnemers=(), route="lokaal")

    def casusoverleg(self, nummer: int = 2) -> CasusoverlegGehouden:
        return CasusoverlegGehouden(
            nummer=nummer,
            gehouden_op=self.op("2025-03-26 10:00"),
            vastgelegd_op=self.op("2025-03-26 11:00"),
            besloten=True,
            aanwezigen=(self.PO, self.VT),
        )

    def toegekend(self, plaats: int = 1, *, aanvraag: int = 1, jaar: int = 2025) -> PlaatsToegekend:
        return PlaatsToegekend(pilotjaar=jaar, plaats=plaats, maximum=30, vergeven=plaats, aanvraag=aanvraag)

    def wachtlijst(self, positie: int = 1, *, aanvraag: int = 1, jaar: int = 2025) -> PlaatsOpWachtlijst:
        return PlaatsOpWachtlijst(pilotjaar=jaar, positie=positie, aanvraag=aanvraag)

    def aangeboden(self, *, aanvraag: int = 1, jaar: int = 2025) -> PlaatsAangeboden:
        return PlaatsAangeboden(pilotjaar=jaar, aanvraag=aanvraag)

    def gevraagd(self, zaak_id: str, vastgelegd: datetime, ontvangen: datetime, *, aanvraag: int = 1) -> PlaatsGevraagd:
        return PlaatsGevraagd(zaak_id=zaak_id, vastgelegd_op=vastgelegd, ontvangen_op=ontvangen, aanvraag=aanvraag)

    def ongedaan(self) -> MaakOpeningOngedaan:
        return MaakOpeningOngedaan(reden=Sealed("verkeerde zaak"))

    def verlaten(self, route: Route = "lokaal") -> VerlaatWachtlijst:
        return VerlaatWachtlijst(route=route, reden=Sealed("wachten duurt te lang"))

    def een(self, oin: str = VT, persoon: str = "") -> EenCasusregisseur:
        return EenCasusregisseur(regisseur=Regisseur(oin=oin, persoon=persoon or f"iemand-{oin[-5:]}"))

    def twee(
        self, een: str = RN, ander: str = VT, aandelen: tuple[str, str] = ("pleger", "slachtoffer")
    ) -> TweeCasusregisseurs:
        return TweeCasusregisseurs(
            regisseurs=(
                RegisseurMetAandeel(oin=een, persoon="een", aandeel=aandelen[0]),
                RegisseurMetAandeel(oin=ander, persoon="ander", aandeel=aandelen[1]),
            )
        )

    def gemeente(self, oin: str = GZ, gronden: tuple[Grond, ...] = ("kinderen",)) -> GemeenteVoertRegie:
        return GemeenteVoertRegie(oin=oin, team="VVT", persoon="gemeentewerker", gronden=gronden)

    def aangewezen(self, aanwijzing: int, vorm: Casusregie, vanaf: str, *, reden: bool = False) -> CasusregieAangewezen:
        dag = date.fromisoformat(vanaf)
        return CasusregieAangewezen(
            aanwijzing=aanwijzing, casusregie=vorm, ingangsdatum=dag, aanvaard_op=dag, reden_gegeven=reden
        )

    def gezocht(self) -> CasusregieGezocht:
        return CasusregieGezocht(door=self.VT, herinneren_op=date(2025, 5, 9))

    def erbij(self, oin: str, per: str = "2025-04-01") -> DeelnemerToegevoegd:
        return DeelnemerToegevoegd(oin=oin, per=date.fromisoformat(per))

    def vertrek(self, oin: str, per: str) -> DeelnemerVertrokken:
        return DeelnemerVertrokken(oin=oin, per=date.fromisoformat(per))

    def besluit(self, op: str, nummer: int = 4) -> AfschalenBesloten:
        aanwezigen = (self.PO, self.VT, self.RN)
        return AfschalenBesloten(nummer=nummer, besloten_op=self.op(op), aanwezigen=aanwezigen, gaan_verder=(self.VT,))

    def beeindigd(self, op: str, nummer: int = 4, grond: Eindgrond = "overlijden") -> BeeindigenBesloten:
        aanwezigen = (self.PO, self.VT)
        return BeeindigenBesloten(nummer=nummer, besloten_op=self.op(op), aanwezigen=aanwezigen, grond=grond)

    def incident(self, moment: str | date, **anders: Any) -> RegistreerIncident:
        gegevens: dict[str, Any] = {
            "soort": "stalking",
            "moment": self.op(moment) if isinstance(moment, str) else moment,
            "gehoord_van": Sealed("wijkagent"),
            "omschrijving": Sealed("stond weer voor de deur"),
            "ernstig": False,
        }
        return RegistreerIncident(**gegevens | anders)

    def correctie(self, moment: str | date, *, is_incident: bool = True, **anders: Any) -> CorrigeerIncident:
        return CorrigeerIncident(
            is_incident=is_incident,
            soort="stalking",
            moment=self.op(moment) if isinstance(moment, str) else moment,
            gehoord_van=Sealed("wijkagent"),
            omschrijving=Sealed("nagevraagd"),
            reden=Sealed("verkeerde dag opgeschreven"),
            **{"ernstig": False} | anders,
        )

    def open_casus(self, table: Handlers, op: str = "2025-03-12 11:00") -> Zaak:
        """A casus that got a place at `op`: melding, weegoverleg and answer at one moment."""
        verhaal, moment = Zaak(table), self.op(op)
        for bericht in (self.melding(), self.weegoverleg(), self.toegekend()):
            verhaal.when(bericht, at=moment)
        return verhaal


def configuratie() -> Configuratie:
    """The partners of the stories, and two pilot years."""
    M = Maak  # noqa: N806 - it is a class
    nee = RegieAfspraak(levert="nee", tot_en_met=date(2025, 12, 31))
    return Configuratie(
        zvhh_oin=ZV,
        pilotjaren={
            2025: Pilotjaar(begin=M.op("2025-01-01"), eind=M.op("2025-10-01"), maximum=30),
            2026: Pilotjaar(begin=M.op("2026-01-01"), eind=M.op("2027-01-01"), maximum=3),
        },
        partners=(
            Partner(oin=M.VT, naam="Veilig Thuis Duinrand", klasse="2b"),
            Partner(oin=M.PO, naam="Politie Duinrand", klasse="1c"),
            Partner(oin=M.OM, naam="Parket Duinrand", klasse="1d"),
            Partner(
                oin=M.GZ,
                naam="Gemeente Zandvoorde",
                klasse="1f",
                soort="gemeente",
                regie_afspraken=(RegieAfspraak(levert="ja", team="VVT"),),
            ),
            Partner(oin=M.GM, naam="Gemeente Meerwijk", klasse="1f", soort="gemeente", regie_afspraken=(nee,)),
            Partner(oin=M.RN, naam="Reclassering Duinrand", klasse="2a"),
            Partner(oin=M.WG, naam="De Wende", klasse="2d"),
            Partner(oin=M.SH, naam="Slachtofferhulp Duinrand", klasse="derde"),
        ),
        professionals=(
            Professional(id="vera", organisatie=M.VT, naam="Vera Voorbeeld", telefoon="070-0000001"),
            Professional(id="rob", organisatie=M.RN, naam="Rob Proef"),
        ),
    )
