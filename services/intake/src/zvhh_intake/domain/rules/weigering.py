# SPDX-License-Identifier: EUPL-1.2
"""What a partner's record that is refused becomes, and why a key is no good a second time (D1)."""

from zvhh_contracts.partner import Fout
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.rules.besluit import besluit
from zvhh_kit.domain.decision import Context, Decision, Refused


def weigering(melding: Melding | None, referentie: str, fouten: tuple[Fout, ...], ctx: Context) -> Decision[Melding]:
    """A document without content that lives as long as an answer may be asked for again."""
    geweigerd = Melding(
        melder_oin=ctx.actor.oin,
        weg="kafka",
        referentie=referentie,
        ontvangen_op=ctx.received,
        geweigerd=True,
        teruggekoppeld=melding.teruggekoppeld if melding else 0,
    )
    return besluit(melding, geweigerd, ctx, result={"geweigerd": True}, fouten=fouten)


def al_gemeld() -> Refused:
    return Refused("al-gemeld", "Deze melding is al binnen. Gebruik een nieuwe sleutel voor een andere melding.")
