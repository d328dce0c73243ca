# SPDX-License-Identifier: EUPL-1.2
"""The document of triage: who judged what about one zaak, and what triage has heard of the others.

For: the state; `parts` has what it is made of, and `derived` what follows from that.
Not for: deciding. Each part is set by one source only, so that events of several
sources lead to the same state in every order. All moments are UTC, all dates are local days (Europe/Amsterdam).
"""

from datetime import date, datetime
from typing import Any, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from zvhh_contracts.taken import Taak
from zvhh_contracts.triage_intern import Aanhaling
from zvhh_contracts.triages import Route
from zvhh_kit.domain.decision import changed
from zvhh_triage.domain.parts.besluit import Besluit, Besluitsoort
from zvhh_triage.domain.parts.melding import Bewaartermijn, Intrekking, Melding
from zvhh_triage.domain.parts.oordelen import Aanvullingsvraag, Criterium, Oordeel, Pilotoordeel
from zvhh_triage.domain.parts.vervolg import Casus, VanWachtlijst, Weegoverleg, Weging
from zvhh_triage.domain.parts.werk import Afgerond, Eigenaar, Spoedbesluit

TRIAGE = "triage"
"""What this kind of document is called."""

Stand = Literal[
    "wacht-op-melding", "open", "aanvulling", "doorgezet", "afgewezen", "gevoegd", "ingetrokken", "gewogen", "lopend"
]
MONDELING: frozenset[Route | None] = frozenset({"lokaal", "geen"})
"""The ways on that a reporter hears by phone, and reads nothing of (D5)."""

Afstemmingstand = Literal["gevraagd"] | Aanhaling
"""What is known of the consultation that the reporter cites (S5): asked, or its answer."""


class Triage(BaseModel):
    """One zaak in triage. `afstemming_stand` is None where none is cited, or a release asked that did not ask after it.

    Follow from the other fields: `stand`, `termijn`, `taken`, `vernietigen_op`, `afgeschermd`, `spoed`, `eigenaar`,
    `gevoegd_bij`, and `volgorde` and `taken_volgorde`, by which lists are sorted.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    stand: Stand = "wacht-op-melding"
    termijn: date | None = None
    taken: tuple[Taak, ...] = ()
    vernietigen_op: date | None = None
    afgeschermd: bool = False
    spoed: bool = False
    eigenaar: str | None = None
    gevoegd_bij: str | None = None
    volgorde: str = ""
    taken_volgorde: str = ""
    # intake
    melding: Melding | None = None
    afstemming_stand: Afstemmingstand | None = None
    lopend: bool = False
    ontvangen_op: AwareDatetime | None = None
    melder_oin: str = ""
    gemeente: str | None = None
    aangevuld_op: AwareDatetime | None = None
    ingetrokken: Intrekking | None = None
    geweerd: tuple[str, ...] = ()
    bewaartermijn: Bewaartermijn | None = None
    verlengd_tot: date | None = None
    hoofdzaken_gesloten: tuple[str, ...] = ()
    # triage itself; every version stays
    versie: int = 0
    pilotoordelen: tuple[Pilotoordeel, ...] = ()
    oordelen: tuple[Oordeel, ...] = ()
    vragen: tuple[Aanvullingsvraag, ...] = ()
    vraag_open: bool = False
    termijn_verstreken: bool = False
    besluiten: tuple[Besluit, ...] = ()
    spoedbesluiten: tuple[Spoedbesluit, ...] = ()
    eigenaren: tuple[Eigenaar, ...] = ()
    afgerond: tuple[Afgerond, ...] = ()
    # meetings
    weegoverleg: Weegoverleg | None = None
    weging: Weging | None = None
    # regie
    casus: Casus | None = None
    van_wachtlijst: VanWachtlijst | None = None

    @property
    def besluit(self) -> Besluit | None:
        """The outcome in force: the last one confirmed; None after a split, which takes the outcome back (D11b)."""
        last = self.besluiten[-1] if self.besluiten else None
        return None if last is None or last.uitkomst == "heropend" else last

    def volgend_besluit(self, uitkomst: Besluitsoort, door: str, op: datetime) -> Besluit:
        """The next version of the outcome, on the judgements as they stand."""
        return Besluit(
            versie=self.versie + 1,
            uitkomst=uitkomst,
            door=door,
            op=op,
            op_oordelen=len(self.oordelen),
            op_pilotoordelen=len(self.pilotoordelen),
        )

    def besloten(self, besluit: Besluit) -> Self:
        """With one more outcome: the last one counts, and nobody waits for a supplement any more (D2, S10)."""
        besluiten = (*self.besluiten, besluit)
        return changed(self, versie=besluit.versie, besluiten=besluiten, vraag_open=False, termijn_verstreken=False)

    @property
    def vraag(self) -> Aanvullingsvraag | None:
        """The last question to the reporter."""
        return self.vragen[-1] if self.vragen else None

    @property
    def pilotoordeel(self) -> Pilotoordeel | None:
        """The judgement of scope that counts: the last one."""
        return self.pilotoordelen[-1] if self.pilotoordelen else None

    def oordeel(self, criterium: Criterium) -> Oordeel | None:
        """The judgement of a criterion that counts: the last one."""
        return next((one for one in reversed(self.oordelen) if one.criterium == criterium), None)

    @property
    def vraagt_om_pilotoordeel(self) -> bool:
        """S1b: whether the relation is another one than those of the pilot, so that scope is judged."""
        return self.melding is not None and self.melding.relatie == "anders" and not self.lopend

    @property
    def melder_twijfelt(self) -> bool:
        """S5: whether the reporter doubted and did not consult, as far as is known: they reached nobody, or cite a code that
        was not given to them, or not known yet to be."""
        if self.melding is None:
            return False
        return self.melding.twijfel == "niemand-bereikbaar" or self.afstemming_stand not in (None, "bekend")

    @property
    def gewogen(self) -> bool:
        """Whether a weegoverleg was held. A casus is proof of one that is not heard of yet."""
        return self.weging is not None or self.casus is not None

    @property
    def loopt(self) -> bool:
        """D11b: whether another melding may be joined to this zaak: it goes on, and is not joined itself."""
        if self.afgeschermd or self.stand in ("wacht-op-melding", "afgewezen", "gevoegd", "ingetrokken"):
            return False
        not_passend = self.weging is not None and self.weging.passend is False
        return not not_passend and self.casus != "van-wachtlijst"

    @property
    def behandeld_sinds(self) -> datetime | None:
        """Since when the reporter reads only that it was handled, and is called (D5, D11b); None while they read something else.

        With the routes *lokaal* and *geen* they read exactly what they would read of a melding that was joined to another
        zaak, or whose zaak left the line: so none of these tells that the persons are known elsewhere.
        """
        besluit, weging = self.besluit, self.weging
        if self.casus == "van-wachtlijst" and self.van_wachtlijst is not None:
            return self.van_wachtlijst.op
        if self.stand == "gewogen":
            nee = weging is not None and weging.besloten and weging.passend is False
            return weging.beslist_op if weging is not None and nee and weging.route in MONDELING else None
        if besluit is None or self.stand not in ("afgewezen", "gevoegd"):
            return None
        return besluit.op if self.stand == "gevoegd" or besluit.route in MONDELING else None

    @property
    def mondeling_advies(self) -> bool:
        """Whether what is to be told by phone is the advice of the outcome in force."""
        return self.stand == "afgewezen" and self.behandeld_sinds is not None

    @property
    def aangehouden(self) -> bool:
        """L8: whether destruction is on hold."""
        return self.bewaartermijn is not None and self.bewaartermijn.soort == "aangehouden"

    @property
    def vernietigen_uiterlijk_op(self) -> date | None:
        """L8: five years after first processing, or as renewed; None while on hold, or without melding."""
        if self.melding is None or self.aangehouden:
            return None
        return self.verlengd_tot or self.melding.vernietigen_uiterlijk_op


def naar_vorm_2(state: dict[str, Any]) -> dict[str, Any]:
    """A stored state of shape 1, whose tasks were codes only, in shape 2."""
    return state | {"taken": [{"code": code} for code in state.get("taken", ())]}
