# SPDX-License-Identifier: EUPL-1.2
"""What other services told of a melding: one part for each source, set by it and by nobody else."""

from datetime import date, datetime
from typing import Literal

from zvhh_contracts.triages import Route
from zvhh_intake.domain.parts.deel import Deel


class TriageDeel(Deel):
    """What triage said last: its judgement `versie`. `bij`: the zaak that the melding was joined to (D11b)."""

    versie: int
    uitkomst: Literal["aanvulling", "doorgezet", "afgewezen", "gevoegd", "heropend"]
    uiterlijk_op: date | None = None
    route: Route | None = None
    vernietigen_op: date | None = None
    bij: str | None = None


class Gepland(Deel):
    """The weegoverleg that has a date now. `tot`: the last local day on which its invitation gives access where it is not
    recorded, and `voorbij`: that day has passed (L6)."""

    nummer: int
    begin: datetime
    genodigden: tuple[str, ...] = ()
    tot: date | None = None
    voorbij: bool = False


class Gehouden(Deel):
    """The last weegoverleg that was held, and what it decided (nothing, below the quorum of L4).

    `versie` from 2: a procesregisseur put the decision right (D3); `besloten_op` is when the one that counts was recorded.
    """

    nummer: int
    besloten: bool
    passend: bool | None = None
    doorzetten: Literal["ja", "nog-niet"] | None = None
    route: Route | None = None
    vernietigen_op: date | None = None
    versie: int = 1
    besloten_op: datetime | None = None

    @property
    def gaat_door(self) -> bool:
        """A place is claimed for the zaak (S6)."""
        return self.besloten and self.passend is True and self.doorzetten == "ja"


class OverlegDeel(Deel):
    """What meetings said. `vertrokken`: who took part before; their data is still in the zaak (L8)."""

    gepland: Gepland | None = None
    gehouden: Gehouden | None = None
    deelnemers: tuple[str, ...] = ()
    vertrokken: tuple[str, ...] = ()


class CasusDeel(Deel):
    """What regie said. `ongedaan_op`: when the opening was undone (S6b). `route`: the way on from the line (D5).

    `besluit_op`: the moment of the decision by which it waits. `gesloten_op`: when the casus was closed, by afschalen or
    otherwise (S14, D13).
    """

    fase: Literal["open", "wachtlijst", "afgeschaald", "ongedaan", "van-wachtlijst", "beeindigd"]
    positie: int | None = None
    besluit_op: datetime | None = None
    ongedaan_op: datetime | None = None
    gesloten_op: datetime | None = None
    route: Route | None = None
    vernietigen_op: date | None = None


class Plek(Deel):
    """The place that the zaak got in its pilotjaar, of how many (S6); kept when it is closed, for that frees none."""

    pilotjaar: int
    plaats: int
    maximum: int


class Hoofdzaak(Deel):
    """What was told of a zaak to what joined it: it was weighed (D1), and who is barred from it (L6)."""

    gewogen: bool = False
    geweerd: tuple[str, ...] = ()
