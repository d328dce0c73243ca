# SPDX-License-Identifier: EUPL-1.2
"""Answering a partner's record that can't become a melding, and a key that was used before (D1).

A person's request is refused; a partner's record is answered: its refusal is a document in stand `geweigerd`, which
gives way to the next record with that key.
"""

from typing import Annotated

from pydantic import Field

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.partner import Fout
from zvhh_intake.domain.commands.dien_in import Indiening, niet_toegelaten
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.rules.besluit import antwoord_zonder_gevolg
from zvhh_intake.domain.rules.terugkoppeling import fouten_van
from zvhh_intake.domain.rules.weigering import al_gemeld, weigering
from zvhh_kit.domain.decision import Command, Context, Decision, Refused


class Weiger(Command):
    """A partner's record that can't become a melding: unreadable, or with these faults. It is answered, never lost."""

    referentie: str
    fouten: Annotated[tuple[Fout, ...], Field(min_length=1)]


def weiger(config: Configuratie, melding: Melding | None, weiger: Weiger, ctx: Context) -> Decision[Melding]:
    """Answer a partner's record that can't become a melding; who may not report now hears that instead (S1, S7)."""
    if melding is not None and not melding.geweigerd:
        return antwoord_zonder_gevolg(melding, ctx, (*fouten_van(al_gemeld()), *weiger.fouten))
    anders = niet_toegelaten(config, ctx.actor.oin, ctx.received)
    fouten = fouten_van(anders) if anders else weiger.fouten
    return weigering(melding, weiger.referentie, fouten, ctx)


def zelfde_sleutel(melding: Melding | None, command: Command, ctx: Context) -> Decision[Melding]:
    """Another request under the key of an accepted one, or another person's (D1): a person is refused, a partner answered."""
    van_een_partner = isinstance(command, Weiger) or (isinstance(command, Indiening) and command.weg == "kafka")
    if melding is None or not van_een_partner:
        tekst = "Deze sleutel is al gebruikt: voor een andere melding, of door iemand anders."
        raise Refused("sleutel-hergebruikt", tekst)
    hergebruikt = Refused("sleutel-hergebruikt", "Deze sleutel is al gebruikt voor een andere melding.")
    ook = command.fouten if isinstance(command, Weiger) else ()
    return antwoord_zonder_gevolg(melding, ctx, (*fouten_van(hergebruikt), *ook))
