# SPDX-License-Identifier: EUPL-1.2
"""One zaak in triage, driven by messages as its people and the other services would; people as in the stories."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any, Self, TypeVar

from pydantic import BaseModel

from zvhh_contracts import casussen, meldingen, overleggen
from zvhh_contracts.configuration import Configuratie, Partner, Professional
from zvhh_contracts.triages import Route
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Actor, Sealed
from zvhh_kit.testing import Story
from zvhh_triage.domain.commands.beoordeel import Beoordeel
from zvhh_triage.domain.commands.beoordeel_pilot import BeoordeelPilot
from zvhh_triage.domain.commands.bevestig import Bevestig
from zvhh_triage.domain.commands.draag_over import DraagOver
from zvhh_triage.domain.commands.pak import Pak
from zvhh_triage.domain.commands.rond_af import RondAf
from zvhh_triage.domain.commands.splits import Splits
from zvhh_triage.domain.commands.voeg import Gevonden, Voeg
from zvhh_triage.domain.commands.voeg import Zaak as Hoofdzaak
from zvhh_triage.domain.commands.vraag_aanvulling import VraagAanvulling
from zvhh_triage.domain.commands.zet_spoed import ZetSpoed
from zvhh_triage.domain.parts.besluit import Uitkomst
from zvhh_triage.domain.parts.oordelen import CRITERIA, Criterium
from zvhh_triage.domain.parts.werk import Afrondbaar
from zvhh_triage.domain.triage import Triage

ZVHH = "00000099000000000100"
VT = "00000099000000001000"
PO = "00000099000000002000"
NOOR = Actor("noor.testema", ZVHH, frozenset({"procesregisseur"}))
BRAM = Actor("bram.proefstra", ZVHH, frozenset({"procesregisseur"}))
VERA = Actor("vera", VT, frozenset({"melder"}))
BEGIN = at_local(date(2025, 3, 3), time(9, 12))
HOOFDZAAK = Hoofdzaak(zaak_id="0190bbbb-0000-8000-8000-000000000002", kenmerk="ZV-BBBB-BBBB", loopt=True)
"""A running zaak to which meldingen are joined."""


def configuratie() -> Configuratie:
    """The defaults, with two partners and four people: two of them procesregisseurs of the ZVHH."""
    return Configuratie(
        partners=(
            Partner(oin=VT, naam="Veilig Thuis Duinrand", klasse="2b", vast_van=date(2020, 1, 1)),
            Partner(oin=PO, naam="Politie Duinrand", klasse="1c", vast_van=date(2020, 1, 1)),
        ),
        professionals=(
            Professional(id=NOOR.subject, organisatie=ZVHH, naam="Noor Testema", functie="procesregisseur"),
            Professional(id=BRAM.subject, organisatie=ZVHH, naam="Bram Proefstra", functie="Procesregisseur"),
            Professional(id="bea", organisatie=ZVHH, naam="Bea Beheer", functie="functioneel beheer"),
            Professional(id="piet", organisatie=PO, naam="Piet Proef", functie="procesregisseur"),
        ),
    )


def ingediend(**anders: Any) -> meldingen.MeldingIngediend:
    """The melding of story 1."""
    feiten: dict[str, Any] = {
        "kenmerk": "ZV-7K4M-9QXT",
        "pilotjaar": 2025,
        "ontvangen_op": BEGIN,
        "eerste_verwerking_op": BEGIN,
        "melder_oin": VT,
        "gemeente": "delft",
        "relatie": "ex-partner",
        "wensen": ("aware",),
        "leefgebieden": ("huisvesting", "financien", "sociaal-netwerk"),
    }
    return meldingen.MeldingIngediend(**feiten | anders)


def lopende_zaak(op: datetime, **anders: Any) -> meldingen.LopendeZaakIngebracht:
    """A running case of before the pilot, brought in at `op`."""
    feiten: dict[str, Any] = {
        "kenmerk": "ZV-4W8K-2PFD",
        "ingebracht_op": op,
        "begonnen_op": date(2024, 11, 14),
        "eerste_verwerking_op": at_local(date(2024, 11, 14)),
        "melder_oin": ZVHH,
        "gemeente": "delft",
        "relatie": "anders",
        "deelnemers": (VT,),
    }
    return meldingen.LopendeZaakIngebracht(**feiten | anders)


class Zaak:
    """A story with the verbs of triage; every verb is one message at `at`."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.at = BEGIN

    @property
    def triage(self) -> Triage:
        """The state now."""
        state: Triage = self.story.state
        return state

    @property
    def taken(self) -> tuple[str, ...]:
        """The codes of the tasks now."""
        return tuple(taak.code for taak in self.triage.taken)

    def op(self, day: date, hour: int = 12) -> Self:
        """What follows happens on this local day; `hour` in UTC."""
        self.at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        return self

    def doe(self, message: BaseModel | str, by: Actor = NOOR, key: str = "") -> Self:
        """Any message."""
        self.story.when(message, at=self.at, by=by, key=key)
        return self

    def oordeel(self, criterium: Criterium, ja: bool = True, by: Actor = NOOR, **anders: Any) -> Self:
        """One criterion."""
        domeinen = ("straf", "zorg") if criterium == "samenwerking" and ja else ()
        feiten: dict[str, Any] = {"criterium": criterium, "ja": ja, "domeinen": domeinen} | anders
        return self.doe(Beoordeel(motivatie=Sealed(f"omdat {criterium}"), **feiten), by)

    def drie_keer_ja(self) -> Self:
        """Three criteria, each ja."""
        for criterium in CRITERIA:
            self.oordeel(criterium)
        return self

    def pilot(self, hoort_bij: bool, by: Actor = NOOR) -> Self:
        """Scope."""
        return self.doe(BeoordeelPilot(hoort_bij=hoort_bij, motivatie=Sealed("omdat de relatie anders is")), by)

    def vraag(self, uiterlijk_op: date | None = None, by: Actor = NOOR, key: str = "") -> Self:
        """A supplement is asked."""
        return self.doe(VraagAanvulling(vraag=Sealed("Welke hulp is er al?"), uiterlijk_op=uiterlijk_op), by, key)

    def bevestig(self, uitkomst: Uitkomst, by: Actor = NOOR, key: str = "", **anders: Any) -> Self:
        """Confirm; an afwijzing gets route and advice unless told otherwise."""
        extra: dict[str, Any] = {"route": "lokaal", "advies": Sealed("bespreek in het wijkteam")}
        return self.doe(Bevestig(uitkomst=uitkomst, **(extra if uitkomst == "afgewezen" else {}) | anders), by, key)

    def voeg(
        self,
        bij: Hoofdzaak | None = HOOFDZAAK,
        by: Actor = NOOR,
        key: str = "",
        gevonden: Gevonden | None = None,
        **anders: Any,
    ) -> Self:
        """Join to a zaak that was found; None: none was found."""
        feiten: dict[str, Any] = {"bij": bij.kenmerk if bij else "ZV-BBBB-BBBB", "motivatie": Sealed("zelfde mensen")}
        found = gevonden or Gevonden(zaken=(bij,) if bij else ())
        return self.doe(Voeg(**feiten | anders).vond(found), by, key)

    def splits(self, by: Actor = NOOR, key: str = "") -> Self:
        """Split off again."""
        return self.doe(Splits(motivatie=Sealed("toch andere mensen")), by, key)

    def pak(self, by: Actor = NOOR, key: str = "") -> Self:
        """Claim."""
        return self.doe(Pak(), by, key)

    def draag_over(self, aan: str = "bram.proefstra", by: Actor = NOOR) -> Self:
        """Hand over."""
        return self.doe(DraagOver(aan=aan), by)

    def spoed(self, spoed: bool = True, by: Actor = NOOR) -> Self:
        """Set or lift spoed."""
        return self.doe(ZetSpoed(spoed=spoed, reden=Sealed("dreiging")), by)

    def rond_af(
        self, taak: Afrondbaar = "melder-terugbellen", by: Actor = NOOR, bevinding: str | None = "gebeld, het is goed"
    ) -> Self:
        """End a task, with what was found."""
        return self.doe(RondAf(taak=taak, bevinding=Sealed(bevinding) if bevinding else None), by)

    def aangevuld(self) -> Self:
        """intake: supplemented."""
        return self.doe(meldingen.MeldingAangevuld(aangevuld_op=self.at))

    def ingetrokken(self) -> Self:
        """intake: withdrawn."""
        return self.doe(meldingen.MeldingIngetrokken(ingetrokken_op=self.at))

    def gepland(self, nummer: int = 1) -> Self:
        """meetings: a weegoverleg is planned."""
        return self.doe(
            overleggen.WeegoverlegGepland(nummer=nummer, begin=self.at, duur_minuten=60, genodigden=(VT, PO))
        )

    def geannuleerd(self, nummer: int = 1) -> Self:
        """meetings: an overleg is cancelled."""
        return self.doe(overleggen.OverlegGeannuleerd(nummer=nummer, soort="weegoverleg"))

    def gehouden(self, *, passend: bool | None = True, route: Route | None = None) -> Self:
        """meetings: a weegoverleg was held; passend None = besproken, niet besloten."""
        return self.doe(
            overleggen.WeegoverlegGehouden(
                nummer=1,
                gehouden_op=self.at,
                vastgelegd_op=self.at,
                besloten=passend is not None,
                aanwezigen=(VT, PO),
                passend=passend,
                doorzetten="ja" if passend else None,
                route=route,
            )
        )

    def lopend(self, **anders: Any) -> Self:
        """intake: a running case of before the pilot."""
        return self.doe(lopende_zaak(self.at, **anders))

    def herzien(self, *, passend: bool, versie: int = 2) -> Self:
        """meetings: the decision of the held weegoverleg was put right."""
        return self.doe(
            overleggen.WeegoverlegHerzien(
                nummer=1,
                versie=versie,
                herzien_op=self.at,
                gehouden_op=self.at,
                passend=passend,
                doorzetten="ja" if passend else None,
                route=None if passend else "lokaal",
                door="noor.testema",
            )
        )

    def wachtlijst(self) -> Self:
        """regie: on the line."""
        return self.doe(casussen.CasusOpWachtlijst(pilotjaar=2025, positie=1, sinds=self.at))

    def geopend(self) -> Self:
        """regie: a place."""
        return self.doe(
            casussen.CasusGeopend(
                pilotjaar=2025, plaats=1, maximum=30, vergeven=1, geopend_op=self.at, afschalen_mogelijk_op=self.at
            )
        )

    def van_wachtlijst(self) -> Self:
        """regie: left the line by a way on."""
        return self.doe(
            casussen.CasusVanWachtlijst(pilotjaar=2025, route="lokaal", van_wachtlijst_op=self.at, door="noor.testema")
        )

    def beeindigd(self) -> Self:
        """regie: ended otherwise."""
        return self.doe(casussen.CasusBeeindigd(nummer=2, grond="overdracht", beeindigd_op=self.at))

    def vernietigd(self) -> Self:
        """intake: destroyed."""
        return self.doe(meldingen.MeldingVernietigd(vernietigd_op=self.at))

    def afgeschaald(self) -> Self:
        """regie: closed."""
        return self.doe(casussen.CasusAfgeschaald(nummer=2, afgeschaald_op=self.at))

    def dan(self, *events: BaseModel) -> Self:
        """Exactly these events followed from the last message."""
        self.story.then(*events)
        return self

    def dan_niets(self) -> Self:
        """Nothing followed."""
        self.story.then_nothing()
        return self

    def dan_niet_geweigerd(self) -> Self:
        """The last message was accepted."""
        assert self.story.outcome is not None
        assert self.story.outcome.refused is None, self.teksten
        return self

    def geweigerd(self, *codes: str, status: int | None = None) -> Self:
        """The last message was refused with exactly these codes."""
        self.story.then_refused(*codes, status=status)
        return self

    @property
    def uitslag(self) -> Any:
        """What the last command was answered with."""
        return there(self.story.outcome).result

    @property
    def teksten(self) -> list[str]:
        """The texts of the refusal."""
        outcome = self.story.outcome
        return [fault.text for fault in outcome.refused.faults] if outcome and outcome.refused else []

    @property
    def plaatsen(self) -> list[str]:
        """Where in the request each fault lies."""
        outcome = self.story.outcome
        return [fault.place for fault in outcome.refused.faults] if outcome and outcome.refused else []


T = TypeVar("T")


def there(part: T | None) -> T:
    """A part that must be there."""
    assert part is not None
    return part


Make = Callable[..., Zaak]
"""A fixture that begins a story."""
