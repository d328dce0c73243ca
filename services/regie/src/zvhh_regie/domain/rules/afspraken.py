# SPDX-License-Identifier: EUPL-1.2
"""What each gemeente agreed on leading a casus, by the day: shown beside the choice, never a block (S16).

The agreements are configuration. Not for: whether a gemeente takes part in a zaak.
"""

from datetime import date

from zvhh_contracts.configuration import Configuratie, Partner, RegieAfspraak


def gemeenten(config: Configuratie) -> tuple[Partner, ...]:
    """Every partner that is a gemeente, in the order of the configuration."""
    return tuple(partner for partner in config.partners if partner.soort == "gemeente")


def geldig_op(gemeente: Partner, dag: date) -> tuple[RegieAfspraak, ...]:
    """The agreements in force on a local day; `tot_en_met` is included."""
    return tuple(
        afspraak
        for afspraak in gemeente.regie_afspraken
        if (afspraak.van is None or afspraak.van <= dag) and (afspraak.tot_en_met is None or dag <= afspraak.tot_en_met)
    )


def levert_niet(gemeente: Partner, dag: date) -> bool:
    """Whether a gemeente agreed that it leads no casus on a local day: against that a choice needs a reason (S16)."""
    return any(afspraak.levert == "nee" for afspraak in geldig_op(gemeente, dag))


def laatst_verlopen(gemeente: Partner, dag: date) -> RegieAfspraak | None:
    """The agreement that ended last before a local day, or None: what people still have in mind (S16)."""
    verlopen = [one for one in gemeente.regie_afspraken if one.tot_en_met is not None and one.tot_en_met < dag]
    return max(verlopen, key=lambda one: one.tot_en_met or dag, default=None)
