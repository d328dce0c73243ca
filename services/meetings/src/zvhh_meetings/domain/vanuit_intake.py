# SPDX-License-Identifier: EUPL-1.2
"""What intake told: the melding exists, was supplemented, was withdrawn (D1). Total: any state, any order.

Not for: the content of the melding; meetings never has it.
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import add_months, local_date
from zvhh_kit.decision import Context, Decision
from zvhh_meetings import foreign
from zvhh_meetings.domain.traject import Melding, Overlegtraject
from zvhh_meetings.domain.vervallen import weegoverleg_vervalt
from zvhh_meetings.domain.werk import Werk


def ingediend(
    config: Configuratie, state: Overlegtraject | None, event: foreign.MeldingIngediend, ctx: Context
) -> Decision[Overlegtraject]:
    """The zaak exists; destroyed at the latest 5 years after the first processing (L8)."""
    melding = Melding(
        kenmerk=event.kenmerk,
        pilotjaar=event.pilotjaar,
        ontvangen_op=event.ontvangen_op,
        melder_oin=event.melder_oin,
        wensen=event.wensen,
        kinderen=event.rollen.get("kind", 0),
        vernietigen_uiterlijk_op=add_months(
            local_date(event.eerste_verwerking_op), 12 * config.termijnen.bewaren_jaren
        ),
    )
    return Werk(config, state, ctx).wijzig(melding=melding).klaar()


def aangevuld(
    config: Configuratie, state: Overlegtraject | None, event: foreign.MeldingAangevuld, ctx: Context
) -> Decision[Overlegtraject]:
    """The melding was supplemented."""
    return Werk(config, state, ctx).wijzig(aangevuld_op=event.aangevuld_op).klaar()


def ingetrokken(
    config: Configuratie, state: Overlegtraject | None, event: foreign.MeldingIngetrokken, ctx: Context
) -> Decision[Overlegtraject]:
    """A weegoverleg that is still to begin is cancelled (D1); a held one outranks the withdrawal."""
    werk = Werk(config, state, ctx).wijzig(ingetrokken_op=event.ingetrokken_op)
    weegoverleg_vervalt(werk, event.ingetrokken_op)
    return werk.klaar()
