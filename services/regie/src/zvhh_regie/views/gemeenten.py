# SPDX-License-Identifier: EUPL-1.2
"""What each gemeente agreed on leading a casus, for one day: shown beside the choice (S16)."""

from datetime import date
from typing import Self

from zvhh_contracts.configuration import Configuratie, Partner, RegieAfspraak
from zvhh_kit.domain.spoken import day_in_words
from zvhh_kit.http import Beeld
from zvhh_regie.domain.rules.afspraken import geldig_op, laatst_verlopen, levert_niet
from zvhh_regie.views.deelbeeld import DeelBeeld
from zvhh_regie.views.woorden import OrganisatieBeeld

_LEVERT = {"ja": "levert casusregie", "nee": "levert geen casusregie", "in-overleg": "levert casusregie in overleg"}


class AfspraakBeeld(DeelBeeld):
    """What a gemeente agreed, with how long it holds, in words too (S16)."""

    levert: str
    team: str
    voorwaarden: str
    van: date | None
    tot_en_met: date | None
    tekst: str

    @classmethod
    def uit(cls, gemeente: Partner, afspraak: RegieAfspraak, dag: date) -> Self:
        team = f", team {afspraak.team}" if afspraak.team else ""
        tekst = f"{gemeente.naam}: {_LEVERT[afspraak.levert]}{team}{_geldigheid(afspraak, dag)}."
        return cls.toon(afspraak, {"tekst": tekst})


class GemeenteBeeld(Beeld):
    """A gemeente with what it agreed for one day: shown beside the choice (S16).

    `afspraken`: in force on that day · `verlopen`: the one that ended last, where none is · `reden_nodig`: choosing
    it goes against its agreement, and needs a reason; it is never blocked.
    """

    gemeente: OrganisatieBeeld
    afspraken: tuple[AfspraakBeeld, ...]
    verlopen: AfspraakBeeld | None
    reden_nodig: bool

    @classmethod
    def van(cls, config: Configuratie, gemeente: Partner, dag: date) -> Self:
        """For a casusregie from a local day on."""
        geldig = geldig_op(gemeente, dag)
        verlopen = None if geldig else laatst_verlopen(gemeente, dag)
        return cls(
            gemeente=OrganisatieBeeld.van(config, gemeente.oin),
            afspraken=tuple(AfspraakBeeld.uit(gemeente, one, dag) for one in geldig),
            verlopen=AfspraakBeeld.uit(gemeente, verlopen, dag) if verlopen else None,
            reden_nodig=levert_niet(gemeente, dag),
        )


class GemeentenBeeld(Beeld):
    """Every gemeente on the local day `op`."""

    op: date
    gemeenten: tuple[GemeenteBeeld, ...]


def _geldigheid(afspraak: RegieAfspraak, dag: date) -> str:
    """Until when it holds, or that it no longer does."""
    if afspraak.tot_en_met is None:
        return ""
    woord = "verlopen op" if afspraak.tot_en_met < dag else "geldig tot en met"
    return f", {woord} {day_in_words(afspraak.tot_en_met)}"
