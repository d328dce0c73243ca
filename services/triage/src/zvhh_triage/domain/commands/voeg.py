# SPDX-License-Identifier: EUPL-1.2
"""The fourth outcome: a melding about a running zaak is joined to it (D11b).

Which zaak is meant was looked up before the command (`lookups`), and comes with it as `gevonden`.
Not for: what the zaak that it joins does with it (intake, meetings).
"""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, PrivateAttr, StringConstraints

from zvhh_contracts.triages import MeldingToegevoegd, TriageGevoegd
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed, to
from zvhh_triage.domain.parts.deel import Tekst
from zvhh_triage.domain.rules.wie import in_triage
from zvhh_triage.domain.triage import Triage

KenmerkOfZaak = Annotated[
    str,
    StringConstraints(
        pattern=r"^(ZV-[A-Z0-9]{4}-[A-Z0-9]{4}|[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$"
    ),
]
_PLACE = "/bij"


class Zaak(BaseModel):
    """A zaak that was found: whether it goes on, as far as triage knows."""

    model_config = ConfigDict(frozen=True)

    zaak_id: str
    kenmerk: str
    loopt: bool


class Gevonden(BaseModel):
    """What was found: the zaken meant by `bij`, and whether others are joined to the melding itself."""

    model_config = ConfigDict(frozen=True)

    zaken: tuple[Zaak, ...] = ()
    heeft_gevoegde: bool = False


class Voeg(Command):
    """Join to a running zaak, by its kenmerk or its id, and why. `rollen_omgekeerd`: slachtoffer and pleger swapped."""

    bij: KenmerkOfZaak
    motivatie: Sealed[Tekst]
    rollen_omgekeerd: bool = False
    # no part of what was asked: a repeat is told the same, whatever is found then
    _gevonden: Gevonden = PrivateAttr(default_factory=Gevonden)

    def vond(self, gevonden: Gevonden) -> Self:
        self._gevonden = gevonden
        return self


def voeg(triage: Triage | None, command: Voeg, ctx: Context) -> Decision[Triage]:
    """D11b: no refusal and no second place. Tells both zaken; what was asked of the reporter is asked no longer.

    Raises Refused: 400 no such zaak; 409 more than one, itself, one that doesn't go on, or others are joined to this
    one; and as `in_triage`.
    """
    triage = in_triage(triage, ctx)
    zaak = _zaak(command._gevonden, ctx.subject)
    besluit = changed(
        triage.volgend_besluit("gevoegd", ctx.actor.subject, ctx.received),
        motivatie=command.motivatie,
        bij=zaak.zaak_id,
        bij_kenmerk=zaak.kenmerk,
        rollen_omgekeerd=command.rollen_omgekeerd,
    )
    joined = TriageGevoegd(versie=besluit.versie, gevoegd_op=besluit.op, door=besluit.door, bij=zaak.zaak_id)
    told = MeldingToegevoegd(zaak_id=ctx.subject, toegevoegd_op=besluit.op, rollen_omgekeerd=command.rollen_omgekeerd)
    return Decision(
        triage.besloten(besluit),
        events=(joined, to(zaak.zaak_id, told)),
        result={"versie": besluit.versie, "uitkomst": "gevoegd"},
    )


def _zaak(found: Gevonden, subject: str) -> Zaak:
    if not found.zaken:
        raise Refused("zaak-onbekend", "Deze zaak is er niet, of loopt niet meer.", status=400, place=_PLACE)
    if len(found.zaken) > 1:
        raise Refused("kenmerk-niet-eenduidig", "Er zijn meer zaken met dit kenmerk. Kies er één uit.", place=_PLACE)
    zaak = found.zaken[0]
    if zaak.zaak_id == subject:
        raise Refused("bij-zichzelf", "U kunt een melding niet bij zichzelf voegen.", place=_PLACE)
    if not zaak.loopt:
        text = "Deze zaak loopt niet. Voegen kan alleen bij een zaak die loopt en niet zelf gevoegd is."
        raise Refused("zaak-loopt-niet", text, place=_PLACE)
    if found.heeft_gevoegde:
        raise Refused("heeft-gevoegde", "Bij deze melding zijn zelf meldingen gevoegd. Splits die eerst.")
    return zaak
