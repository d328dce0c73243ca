# SPDX-License-Identifier: EUPL-1.2
"""Who may decide something in triage, and whether on this zaak: the checks that commands begin with (L9, S1b, S10, D2).

Not for: who may see a zaak (`access`).
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.decision import Context, Fault, Refused
from zvhh_triage.domain.triage import Triage

_FUNCTIE = "procesregisseur"


def alleen_procesregisseur(ctx: Context) -> str:
    """The named procesregisseur who asks (L9). Raises Refused (403) for anybody else."""
    if "procesregisseur" not in ctx.actor.roles or not ctx.actor.subject:
        raise Refused("geen-procesregisseur", "Dit kan alleen een procesregisseur.", status=403)
    return ctx.actor.subject


def is_procesregisseur(config: Configuratie, persoon: str) -> bool:
    """Whether the configuration knows this person as a procesregisseur: of the ZVHH, and with that word in `functie`."""
    known = config.professional(persoon)
    return known is not None and known.organisatie == config.zvhh_oin and _FUNCTIE in known.functie.casefold()


def bij_zaak(triage: Triage | None, ctx: Context) -> Triage:
    """The triage, for a procesregisseur.

    Raises Refused: 403 not a named procesregisseur, 404 no melding here, or one that is shielded by now (L8, D11b).
    """
    alleen_procesregisseur(ctx)
    if triage is None or triage.melding is None or triage.afgeschermd:
        raise Refused("niet-gevonden", "Deze melding is er niet.", status=404)
    return triage


def in_triage(triage: Triage | None, ctx: Context) -> Triage:
    """The triage, when a procesregisseur may still judge it (S10, L9, D2).

    Raises Refused as `bij_zaak`, and 409: a running case of before (S6c), weegoverleg held, withdrawn, joined (D11b).
    """
    triage = bij_zaak(triage, ctx)
    if triage.lopend:
        raise Refused("lopende-zaak", "Deze zaak liep al vóór de pilot. U hoeft haar niet te beoordelen.")
    if triage.gewogen:
        raise Refused("weegoverleg-gehouden", "Het weegoverleg is al gehouden. Het oordeel kan niet meer veranderen.")
    if triage.ingetrokken is not None:
        raise Refused("ingetrokken", "De melder heeft deze melding ingetrokken.")
    if triage.gevoegd_bij is not None:
        raise Refused("gevoegd", "Deze melding is bij een andere zaak gevoegd. Splits haar eerst.")
    return triage


def scope_fault(triage: Triage) -> Fault | None:
    """S1b: what stands in the way of judging the criteria, or None."""
    if not triage.vraagt_om_pilotoordeel:
        return None
    if triage.pilotoordeel is None:
        return Fault("pilotoordeel-ontbreekt", "Beoordeel eerst of deze zaak bij de pilot hoort.")
    if not triage.pilotoordeel.hoort_bij:
        return Fault(
            "hoort-niet-bij-pilot", "U oordeelde dat deze zaak niet bij de pilot hoort. Alleen afwijzen kan dan."
        )
    return None
