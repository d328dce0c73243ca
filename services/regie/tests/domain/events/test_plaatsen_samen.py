# SPDX-License-Identifier: EUPL-1.2
"""S6, S6b, D3, L8: casussen and pilot years together, over channels that are each as slow as they like.

Any order of claims, undos, raises, withdrawals, confirmations, moves to the next year and destructions, crossing each
other: never above the cap, nobody lost, nobody twice, order kept.
"""

from collections import deque
from datetime import timedelta

from hypothesis import Phase, settings
from hypothesis import given as draw
from hypothesis import strategies as st
from pydantic import BaseModel
from services.regie.tests.story import Jaar, Maak, Zaak, er_is

from zvhh_contracts.configuration import Configuratie, Pilotjaar
from zvhh_contracts.regie_intern import PlaatsGevraagd
from zvhh_kit.domain.decision import NOBODY, Actor, Sealed
from zvhh_kit.testing import SUBJECT
from zvhh_kit.testing.story import SOURCE
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.commands.bevestig_plaats import BevestigPlaats
from zvhh_regie.domain.commands.verhoog_maximum import VerhoogMaximum
from zvhh_regie.domain.commands.zet_naar_volgend_jaar import ZetNaarVolgendJaar
from zvhh_regie.domain.pilotjaar import Pilotjaar as Jaarstaat
from zvhh_regie.domain.rules.wachtrij import zonder
from zvhh_regie.handlers import handlers

ZAKEN = tuple(f"{SUBJECT[:-1]}{nummer}" for nummer in range(1, 6))
JAREN = (2025, 2026, 2027)
DADEN = (
    "lever",
    "lever",
    "lever",
    "lever",
    "weeg",
    "weeg",
    "herzie",
    "ongedaan",
    "verlaat",
    "verhoog",
    "bevestig",
    "door",
    "vernietig",
)
KEUZES = 31
daad = st.integers(0, len(DADEN) * len(ZAKEN) * KEUZES - 1)
"""What is done, to which zaak, and a choice, in one number: drawing three takes longer than doing it."""


class Wereld:
    """Casussen, pilot years with little room, and what is on its way between them, in order per channel."""

    def __init__(self, config: Configuratie, maak: Maak) -> None:
        jaren = {
            jaar: Pilotjaar(begin=maak.op(f"{jaar}-01-01"), eind=maak.op(f"{jaar + 1}-01-01"), maximum=2)
            for jaar in JAREN
        }
        table = handlers(config.model_copy(update={"pilotjaren": jaren}))
        self.maak = maak
        self.nu = maak.op("2027-02-01 09:00")
        self.casussen = {zaak: Zaak(table, subject=zaak) for zaak in ZAKEN}
        self.jaren = {f"pilot-{jaar}": Jaar(table, subject=f"pilot-{jaar}") for jaar in JAREN}
        self.onderweg: dict[tuple[str, str], deque[BaseModel]] = {}
        self.overleggen = dict.fromkeys(ZAKEN, 0)
        self.versies = dict.fromkeys(ZAKEN, 1)
        self.weg: set[str] = set()
        for zaak in ZAKEN:
            self.laat(zaak, maak.melding())

    def laat(self, wie: str, bericht: BaseModel, door: Actor = NOBODY, source: str = "") -> None:
        """One message to one document; what it says goes on its way."""
        self.nu += timedelta(minutes=1)
        story: Zaak | Jaar = self.jaren[wie] if wie in self.jaren else self.casussen[wie]
        story.when(bericht, at=self.nu, by=door, source=source)
        assert story.outcome is not None and story.outcome.status != "dead", story.outcome
        if story.outcome.status == "handled":
            for aan, event in story.events:
                if aan != wie and not aan.startswith("evaluatie-"):
                    self.onderweg.setdefault((wie, aan), deque()).append(event)
        if wie in self.jaren:
            self.klopt_altijd(self._staat(wie))

    def lever(self, keus: int) -> None:
        """The next event of one channel arrives."""
        bezig = [kanaal for kanaal, rij in self.onderweg.items() if rij]
        if not bezig:
            return
        van, aan = bezig[keus % len(bezig)]
        event = self.onderweg[van, aan].popleft()
        eerder = self._staat(aan) if aan in self.jaren else None
        self.laat(aan, event, source=f"{SOURCE}:{van}")
        if isinstance(event, PlaatsGevraagd) and eerder is not None:
            anderen = zonder(eerder, event.zaak_id)
            if anderen.wachtlijst and anderen.vrij <= len(anderen.wachtlijst):
                assert self._plaatsen(aan) <= {een.zaak_id for een in eerder.plaatsen}, "nobody is passed in line"

    def doe(self, wat: str, wie: int, keus: int) -> None:
        zaak, jaar = ZAKEN[wie], f"pilot-{JAREN[keus % 3]}"
        match wat:
            case "lever":
                self.lever(keus)
            case "weeg":
                self.overleggen[zaak] += 1
                self.versies[zaak] = 1
                moment = self.maak.op("2025-03-12 11:00") + timedelta(days=keus % 4)
                self.laat(zaak, self.maak.weegoverleg(nummer=self.overleggen[zaak], vastgelegd_op=moment))
            case "herzie" if self.overleggen[zaak]:
                self.versies[zaak] += 1
                anders = {} if keus % 2 else {"passend": False, "doorzetten": None, "deelnemers": ()}
                self.laat(zaak, self.maak.herzien(self.versies[zaak], nummer=self.overleggen[zaak], **anders))
            case "ongedaan" | "verlaat":
                self.laat(zaak, self.maak.ongedaan() if wat == "ongedaan" else self.maak.verlaten(), self.maak.NOOR)
            case "verhoog" if keus < 6:
                self.laat(jaar, VerhoogMaximum(maximum=keus + 1, reden=Sealed("x")), self.maak.BEA)
            case "bevestig":
                self.laat(jaar, BevestigPlaats(zaak_id=self._eerste(jaar) or zaak), self.maak.NOOR)
            case "door":
                self.laat(
                    jaar, ZetNaarVolgendJaar(zaak_id=zaak if keus % 2 else self._eerste(jaar) or zaak), self.maak.NOOR
                )
            case "vernietig" if zaak not in self.weg:
                self.weg.add(zaak)
                self.laat(zaak, self.maak.vernietigd())

    def _staat(self, jaar: str) -> Jaarstaat | None:
        """What is kept of a year; None before it heard anything."""
        return self.jaren[jaar].document.state  # type: ignore[no-any-return]  # a document of any kind

    def _eerste(self, jaar: str) -> str | None:
        staat = self._staat(jaar)
        return staat.wachtlijst[0].zaak_id if staat is not None and staat.wachtlijst else None

    def _plaatsen(self, jaar: str) -> set[str]:
        staat = self._staat(jaar)
        return {een.zaak_id for een in staat.plaatsen if een.zaak_id} if staat else set()

    @staticmethod
    def klopt_altijd(staat: Jaarstaat | None) -> None:
        """What holds of a year at any moment, whatever is still on its way; only a message to it can break that."""
        if staat is None:
            return
        assert staat.vergeven <= staat.maximum
        nummers = [plek.nummer for plek in staat.plaatsen]
        assert len(nummers) == len(set(nummers))
        assert all(1 <= nummer <= staat.maximum for nummer in nummers)
        ids = [plek.zaak_id for plek in staat.plaatsen if plek.zaak_id]
        ids += [een.zaak_id for een in staat.wachtlijst] + [een.zaak_id for een in staat.doorgezet]
        assert len(ids) == len(set(ids))
        volgorde = [(een.vastgelegd_op, een.ontvangen_op) for een in staat.wachtlijst]
        assert volgorde == sorted(volgorde)
        aangeboden = [een.aangeboden_op is not None for een in staat.wachtlijst]
        assert aangeboden == [positie == 0 and staat.vrij > 0 for positie in range(len(aangeboden))]

    def klopt_in_rust(self) -> None:
        """What holds once everything has arrived: every casus has exactly what its pilot year says."""
        for zaak, story in self.casussen.items():
            jaren = [jaar for jaar in map(self._staat, self.jaren) if jaar is not None]
            heeft: list[tuple[int, int | None, int]] = [
                (jaar.jaar, plek.nummer, plek.aanvraag)
                for jaar in jaren
                for plek in jaar.plaatsen
                if plek.zaak_id == zaak
            ]
            heeft += [
                (jaar.jaar, None, een.aanvraag) for jaar in jaren for een in jaar.wachtlijst if een.zaak_id == zaak
            ]
            casus: Casus | None = story.document.state
            if casus is None or casus.stand not in ("loopt", "wachtlijst"):
                assert heeft == [], casus and casus.stand
                assert casus is None or casus.stand != "wacht-op-plaats"
            elif casus.stand == "loopt":
                assert heeft == [(er_is(casus.plaats).pilotjaar, er_is(casus.plaats).plaats, casus.aanvraag)]
            else:
                plek = er_is(casus.wachtplek)
                assert heeft == [(plek.pilotjaar, None, casus.aanvraag)]
                eerste = self._eerste(f"pilot-{plek.pilotjaar}") == zaak
                vrij = self.jaren[f"pilot-{plek.pilotjaar}"].state.vrij > 0
                assert (plek.aangeboden_op is not None) == (eerste and vrij)


@settings(
    max_examples=120,
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # with Phase.shrink a failure takes minutes: add it to look at one
)
@draw(st.lists(daad, min_size=60, max_size=90), st.lists(st.integers(0, KEUZES - 1), max_size=20))
def test_any_order_of_what_people_and_years_do(
    config: Configuratie, maak: Maak, daden: list[int], aankomst: list[int]
) -> None:
    """S6b: never above the cap, nobody lost, nobody twice, order kept, at every moment and once all has arrived."""
    wereld = Wereld(config, maak)
    for een in daden:
        rest, keus = divmod(een, KEUZES)
        wat, wie = divmod(rest, len(ZAKEN))
        wereld.doe(DADEN[wat], wie, keus)
    for keus in aankomst:
        wereld.lever(keus)
    while any(wereld.onderweg.values()):
        wereld.lever(0)
    wereld.klopt_in_rust()
