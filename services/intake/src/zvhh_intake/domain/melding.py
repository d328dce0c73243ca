# SPDX-License-Identifier: EUPL-1.2
"""The document `Melding`: what was reported, and what intake heard of it since. Its stand is computed from its parts.

For: every decision of intake about a zaak, and the lists and details of the API.
Not for: judging anything that another service owns: each event sets the part of its source and no other, so that
events of different sources may come in any order and lead to the same document.
"""

from datetime import date, datetime
from typing import Any, Literal

from zvhh_contracts.meldingen import Domein, Relatie, Wens
from zvhh_contracts.triages import Route
from zvhh_intake.domain.inhoud import Bewaard, Inhoud
from zvhh_kit.decision import Sealed

Weg = Literal["rest", "concept", "kafka"]
Stand = Literal[
    "geweigerd",
    "gemeld",
    "aanvulling-gevraagd",
    "weegoverleg-wordt-gepland",
    "weegoverleg-gepland",
    "afgewezen",
    "ingetrokken",
    "niet-passend",
    "passend",
    "wachtlijst",
    "loopt",
    "afgeschaald",
]
_ZONDER_DEELNEMERS: frozenset[Stand] = frozenset(
    {"geweigerd", "afgewezen", "ingetrokken", "niet-passend", "afgeschaald"}
)
_AFGESCHERMD: frozenset[Stand] = frozenset({"geweigerd", "afgeschaald"})


class Aanvulling(Bewaard):
    """What the reporter added, and to which question of triage."""

    op: datetime
    door: str
    vraag: int
    tekst: Sealed[str]


class Intrekking(Bewaard):
    """The reporter withdrew the melding; it goes after `vernietigen_op` unless a weegoverleg was held all the same."""

    op: datetime
    door: str
    reden: Sealed[str]
    vernietigen_op: date


class TriageDeel(Bewaard):
    """What triage said last: its judgement `versie`."""

    versie: int
    uitkomst: Literal["aanvulling", "doorgezet", "afgewezen"]
    uiterlijk_op: date | None = None
    route: Route | None = None
    vernietigen_op: date | None = None


class Gepland(Bewaard):
    """The weegoverleg that has a date now."""

    nummer: int
    begin: datetime
    genodigden: tuple[str, ...] = ()


class Gehouden(Bewaard):
    """The last weegoverleg that was held, and what it decided (nothing, below the quorum of L4)."""

    nummer: int
    besloten: bool
    passend: bool | None = None
    doorzetten: Literal["ja", "nog-niet"] | None = None
    route: Route | None = None
    vernietigen_op: date | None = None


class OverlegDeel(Bewaard):
    """What meetings said."""

    gepland: Gepland | None = None
    gehouden: Gehouden | None = None
    deelnemers: tuple[str, ...] = ()


class CasusDeel(Bewaard):
    """What regie said."""

    fase: Literal["open", "wachtlijst", "afgeschaald"]
    positie: int | None = None


class Melding(Bewaard):
    """One melding; the zaak exists from its acceptance on. Moments are UTC, dates local.

    A refused record of a partner is one too, in stand `geweigerd` and without content, so that it can be answered.
    `toegang`: OINs that may read it beside the reporter's (L6: invited ones until vastleggen, then deelnemers).
    `afgeschermd`: closed, nobody reads it (L8). `vernietigen_op`: the short term of a melding that went no further.
    """

    stand: Stand = "gemeld"
    afgeschermd: bool = False
    toegang: tuple[str, ...] = ()
    vernietigen_op: date | None = None

    melder_oin: str
    melder_persoon: str = ""
    weg: Weg = "rest"
    referentie: str = ""
    teruggekoppeld: int = 0
    ontvangen_op: datetime
    geweigerd: bool = False

    kenmerk: str = ""
    pilotjaar: int | None = None
    eerste_verwerking_op: datetime | None = None
    vernietigen_uiterlijk_op: date | None = None
    relatie: Relatie | None = None
    gemeente: str = ""
    leefgebieden: tuple[str, ...] = ()
    domeinen: tuple[Domein, ...] = ()
    wensen: tuple[Wens, ...] = ()
    oud_kenmerk: str | None = None
    inhoud: Inhoud | None = None
    aanvullingen: tuple[Aanvulling, ...] = ()
    beantwoord: int = 0
    intrekking: Intrekking | None = None

    triage: TriageDeel | None = None
    overleg: OverlegDeel = OverlegDeel()
    casus: CasusDeel | None = None

    def met(self, **delen: Any) -> "Melding":
        """The melding with these parts, and all that is computed from parts kept up: stand, access, dates."""
        nieuw = self.model_copy(update=delen)
        stand = _stand(nieuw)
        berekend = {
            "stand": stand,
            "afgeschermd": stand in _AFGESCHERMD,
            "toegang": _toegang(nieuw, stand),
            "vernietigen_op": _vernietigen_op(nieuw, stand),
        }
        return nieuw.model_copy(update=berekend)

    def data_subjects(self) -> tuple[str, ...]:
        """A mark of each person in it: every read and write is logged once for each (L7)."""
        return tuple(f"betrokkene-{n}" for n, _ in enumerate(self.inhoud.betrokkenen, start=1)) if self.inhoud else ()

    @property
    def aanvulling_uiterlijk_op(self) -> date | None:
        """Until and including which local day triage waits for an answer, while it does."""
        return self.triage.uiterlijk_op if self.triage and self.stand == "aanvulling-gevraagd" else None

    @property
    def route(self) -> Route | None:
        """The way on after a no (D5), from whoever said it."""
        if self.stand == "niet-passend" and self.overleg.gehouden:
            return self.overleg.gehouden.route
        return self.triage.route if self.triage and self.stand == "afgewezen" else None

    @property
    def intrekking_ingehaald(self) -> bool:
        """A weegoverleg was held all the same, when the withdrawal was already under way: it counts, not the withdrawal."""
        return self.intrekking is not None and self.overleg.gehouden is not None


def _stand(melding: Melding) -> Stand:
    """Closest to the end of the process first; a weegoverleg held outranks what came before it."""
    if melding.geweigerd:
        return "geweigerd"
    if melding.casus is not None:
        fasen: dict[str, Stand] = {"open": "loopt", "wachtlijst": "wachtlijst", "afgeschaald": "afgeschaald"}
        return fasen[melding.casus.fase]
    if melding.overleg.gehouden is not None:
        return _stand_na_weegoverleg(melding.overleg.gehouden, melding.overleg.gepland)
    if melding.intrekking is not None:
        return "ingetrokken"
    return _stand_in_triage(melding)


def _stand_na_weegoverleg(gehouden: Gehouden, gepland: Gepland | None) -> Stand:
    if gehouden.besloten and gehouden.passend is False:
        return "niet-passend"
    if gehouden.besloten and gehouden.doorzetten == "ja":
        return "passend"
    return "weegoverleg-gepland" if gepland is not None else "weegoverleg-wordt-gepland"


def _stand_in_triage(melding: Melding) -> Stand:
    triage = melding.triage
    if triage is not None and triage.uitkomst == "afgewezen":
        return "afgewezen"
    if triage is not None and triage.uitkomst == "aanvulling" and triage.versie > melding.beantwoord:
        return "aanvulling-gevraagd"
    if melding.overleg.gepland is not None:
        return "weegoverleg-gepland"
    return "weegoverleg-wordt-gepland" if triage is not None and triage.uitkomst == "doorgezet" else "gemeld"


def _toegang(melding: Melding, stand: Stand) -> tuple[str, ...]:
    if stand in _ZONDER_DEELNEMERS:
        return ()
    genodigden = melding.overleg.gepland.genodigden if melding.overleg.gepland else ()
    return tuple(sorted({*genodigden, *melding.overleg.deelnemers}))


def _vernietigen_op(melding: Melding, stand: Stand) -> date | None:
    if stand == "ingetrokken" and melding.intrekking:
        return melding.intrekking.vernietigen_op
    if stand == "niet-passend" and melding.overleg.gehouden:
        return melding.overleg.gehouden.vernietigen_op
    return melding.triage.vernietigen_op if stand == "afgewezen" and melding.triage else None
