# SPDX-License-Identifier: EUPL-1.2
"""What a command answers: a number or a code, and warnings; never content."""

from zvhh_contracts.overleggen import Overlegsoort
from zvhh_kit.http import Beeld


class GeplandBeeld(Beeld):
    """Which overleg was planned, moved or cancelled."""

    nummer: int
    soort: Overlegsoort | None = None
    waarschuwingen: tuple[str, ...] = ()


class VastgelegdBeeld(Beeld):
    """Minutes were recorded: whether those present could decide, and why (not) (L4)."""

    nummer: int
    besloten: bool
    tekst: str
    waarschuwingen: tuple[str, ...] = ()


class DeelnameBeeld(Beeld):
    """Which partner joined or left."""

    oin: str
    waarschuwingen: tuple[str, ...] = ()


class AangewezenBeeld(Beeld):
    """The number of the appointment, which regie answers (S16)."""

    aanwijzing: int
    waarschuwingen: tuple[str, ...] = ()


class GemeldBeeld(Beeld):
    """How an agreement or intervention stands now."""

    nummer: int
    stand: str


class AangevuldBeeld(Beeld):
    """Something was added to the minutes of an overleg (D3)."""

    nummer: int
    aanvulling: int


class HerzienBeeld(Beeld):
    """The decision of a weegoverleg was put right; `versie` is the one that counts now (D3)."""

    nummer: int
    versie: int
    waarschuwingen: tuple[str, ...] = ()


class GenummerdBeeld(Beeld):
    """The number that something new got within its zaak."""

    nummer: int


class TaakAfgerondBeeld(Beeld):
    """Which task is done."""

    taak: str


class GeteldBeeld(Beeld):
    """The count that is in force now."""

    aantal: int
