# SPDX-License-Identifier: EUPL-1.2
"""A pilot year with its places and its line: one document, so that there is no race to lose (S6).

Every claim has a number: the highest one of a zaak counts. Not for: giving, offering and taking back (`rules.wachtrij`).
"""

import re
from typing import Final

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.decision import Context
from zvhh_regie.domain.parts.deel import Deel
from zvhh_regie.domain.parts.wachtrij import Doorgezet, Plek, Verhoging, Wachtende

PILOTJAAR: Final = "pilotjaar"


def pilotjaar_id(jaar: int) -> str:
    return f"pilot-{jaar}"


def is_pilotjaar(subject: str) -> bool:
    return re.fullmatch(r"pilot-[0-9]{4}", subject) is not None


class Pilotjaar(Deel):
    """Places given and the line, in order; `maximum` is the first cap, from the configuration, or what it was raised to.

    `in_configuratie` is False for a year that the configuration didn't know at the first claim: it has no places, so
    every zaak waits and none is lost, until the cap is raised.
    """

    jaar: int
    maximum: int
    in_configuratie: bool = True
    plaatsen: tuple[Plek, ...] = ()
    wachtlijst: tuple[Wachtende, ...] = ()
    doorgezet: tuple[Doorgezet, ...] = ()
    verhogingen: tuple[Verhoging, ...] = ()

    @property
    def vergeven(self) -> int:
        return len(self.plaatsen)

    @property
    def vrij(self) -> int:
        return max(0, self.maximum - self.vergeven)

    @property
    def vrij_nummer(self) -> int:
        """The lowest number that no place has: one that was given back is given again."""
        bezet = {plek.nummer for plek in self.plaatsen}
        return next(nummer for nummer in range(1, len(bezet) + 2) if nummer not in bezet)

    def wachtende(self, zaak_id: str) -> Wachtende | None:
        return next((one for one in self.wachtlijst if one.zaak_id == zaak_id), None)

    def aanvraag_van(self, zaak_id: str) -> int:
        """The number of the claim by which a zaak has a place, waits, or was moved on; 0 where it is unknown."""
        bekend: tuple[Plek | Wachtende | Doorgezet, ...] = (*self.plaatsen, *self.wachtlijst, *self.doorgezet)
        return max((one.aanvraag for one in bekend if one.zaak_id == zaak_id), default=0)


def begin(config: Configuratie, jaar: int) -> Pilotjaar:
    """A year before its first claim: the configuration gives the first cap, none where it doesn't know the year."""
    geregeld = config.pilotjaren.get(jaar)
    if geregeld is None:
        return Pilotjaar(jaar=jaar, maximum=0, in_configuratie=False)
    return Pilotjaar(jaar=jaar, maximum=geregeld.maximum)


def jaar_van(ctx: Context) -> int:
    return int(ctx.subject.removeprefix("pilot-"))
