# SPDX-License-Identifier: EUPL-1.2
"""Keeping a person out of one zaak: the (vermeend) pleger or kin may work at a partner, or be the reporter (L6).

For: the commands of a procesregisseur. Every service and every sight then leaves that person out, whatever their role.
Who is barred from a zaak is barred from what is joined to it (D11b); every change of who is barred is told in one place
(`besluit`). Not for: keeping out an organisation; that is the list of who takes part.
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Persoon
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.beheer import Wering
from zvhh_intake.domain.parts.gegevens import Antwoord
from zvhh_intake.domain.rules.besluit import besluit
from zvhh_intake.domain.rules.bestaan import bestaand
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed


class Weer(Command):
    """Bar this person from the zaak, and why."""

    persoon: Persoon
    reden: Sealed[Antwoord]


def weer(config: Configuratie, melding: Melding | None, weer: Weer, ctx: Context) -> Decision[Melding]:
    """Bar a person (L6). Refused: 400 for who is no known professional, 409 when they are barred already."""
    er_is = bestaand(melding)
    if config.professional(weer.persoon) is None and weer.persoon != er_is.melder_persoon:
        tekst = "Deze persoon staat niet in de lijst van professionals."
        raise Refused("persoon-onbekend", tekst, status=400, place="/persoon")
    if weer.persoon in er_is.zelf_geweerd:
        raise Refused("al-geweerd", "Deze persoon is al geweerd van deze zaak.")
    nieuw = Wering(persoon=weer.persoon, op=ctx.received, door=ctx.actor.subject, reden=weer.reden)
    wordt = changed(er_is, weringen=(*er_is.weringen, nieuw))
    return besluit(er_is, wordt, ctx, result="geweerd")
