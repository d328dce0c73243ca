# SPDX-License-Identifier: EUPL-1.2
"""An overleg, planned or held, with what people did to its date and its minutes (S11, S12, D3).

For: the state (`traject`). Not for: the shape of minutes (`verslag`), nor rules.
"""

from typing import Literal

from pydantic import AwareDatetime

from zvhh_contracts.event import Oin, Persoon
from zvhh_contracts.overleggen import Overlegsoort
from zvhh_kit.decision import Sealed
from zvhh_meetings.domain.parts.deel import Deel, Tekst
from zvhh_meetings.domain.parts.verslag import Casusverslag, Weegverslag

BobDeel = Literal["beeldvorming", "oordeelsvorming", "besluitvorming"]
"""The three parts of minutes, in the order in which people talk (D3)."""


class Wijziging(Deel):
    """A person planned, moved or cancelled an overleg, or changed its invitation (D3)."""

    wat: Literal["gepland", "verzet", "geannuleerd", "uitnodiging"]
    begin: AwareDatetime
    reden: Sealed[Tekst] | None = None
    door: Persoon
    op: AwareDatetime


class Aanvulling(Deel):
    """Something added to the minutes after vastleggen; the minutes themselves never change (D3)."""

    nummer: int
    bij: BobDeel
    tekst: Sealed[Tekst]
    door: Persoon
    oin: Oin
    op: AwareDatetime


class Herziening(Deel):
    """The decision of a weegoverleg was put right on `op` (D3): why, by whom, and the minutes as they stood before.

    `versie` counts from 2; the decision in force is always the one in the minutes of the overleg.
    """

    versie: int
    reden: Sealed[Tekst]
    door: Persoon
    op: AwareDatetime
    eerder: Weegverslag


class Overleg(Deel):
    """A weegoverleg or casusoverleg. `voorstel`: proposed, nobody planned it yet · `voorlopig`: until the casus is open.

    `volgnummer` counts the changes that an invitation must follow (.ics SEQUENCE). `vanzelf`: cancelled by an event.
    `afgezegd`: who was invited and no longer is. `voorbij`: its time is over, the minutes are to be written.
    `uitnodiging_voorbij`: they were not, and who was invited sees the zaak no longer (L6).
    """

    nummer: int
    soort: Overlegsoort
    begin: AwareDatetime
    duur_minuten: int
    plaats: str = ""
    genodigden: tuple[Oin, ...] = ()
    afgezegd: tuple[Oin, ...] = ()
    stand: Literal["gepland", "gehouden", "geannuleerd"] = "gepland"
    voorstel: bool = False
    voorlopig: bool = False
    vanzelf: bool = False
    voorbij: bool = False
    uitnodiging_voorbij: bool = False
    volgnummer: int = 0
    wijzigingen: tuple[Wijziging, ...] = ()
    gehouden_op: AwareDatetime | None = None
    vastgelegd_op: AwareDatetime | None = None
    vastgelegd_door: Persoon | None = None
    besloten: bool | None = None
    aanwezigen: tuple[Oin, ...] = ()
    weegverslag: Weegverslag | None = None
    casusverslag: Casusverslag | None = None
    aanvullingen: tuple[Aanvulling, ...] = ()
    herzieningen: tuple[Herziening, ...] = ()

    @property
    def weegbesluit(self) -> Weegverslag | None:
        """What a held weegoverleg decided, as it was last put right; None where those present could not decide (L4)."""
        return self.weegverslag if self.besloten else None

    @property
    def besluit_op(self) -> AwareDatetime | None:
        """When the decision in force was recorded: at vastleggen, or when it was last put right (D3)."""
        return self.herzieningen[-1].op if self.herzieningen else self.vastgelegd_op
