# SPDX-License-Identifier: EUPL-1.2
"""The three forms of casusregie, as types that can't be built wrong (S16).

For: commands, states and events that name who leads a casus.
Not for: whether those partners take part in the zaak, or who may lead; meetings and regie judge that.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from zvhh_contracts.event import Code, Oin, Part, Persoon

Grond = Literal["contact-lastig", "kinderen"]


class Regisseur(Part):
    """One casusregisseur: a named person of a partner."""

    oin: Oin
    persoon: Persoon


class RegisseurMetAandeel(Regisseur):
    """One of two casusregisseurs, with the share of the system that is theirs (a code of the configuration)."""

    aandeel: Code


class EenCasusregisseur(Part):
    """Form 1: one partner leads, over the whole system in the casus (S16)."""

    vorm: Literal["een"] = "een"
    regisseur: Regisseur


class TweeCasusregisseurs(Part):
    """Form 2: two different partners share the lead, never with the same share (S16)."""

    vorm: Literal["twee"] = "twee"
    regisseurs: tuple[RegisseurMetAandeel, RegisseurMetAandeel]

    @model_validator(mode="after")
    def _two_different(self) -> Self:
        een, twee = self.regisseurs
        if een.oin == twee.oin:
            raise ValueError("Kies twee verschillende partners voor de casusregie.")
        if een.aandeel == twee.aandeel:
            raise ValueError("Geef de twee casusregisseurs elk een ander aandeel.")
        return self


class GemeenteVoertRegie(Part):
    """Form 3: the gemeente leads over the whole system, on at least one ground (S16)."""

    vorm: Literal["gemeente"] = "gemeente"
    oin: Oin
    team: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9 -]{1,40}$")]
    persoon: Persoon
    gronden: Annotated[tuple[Grond, ...], Field(min_length=1)]


Casusregie = Annotated[EenCasusregisseur | TweeCasusregisseurs | GemeenteVoertRegie, Field(discriminator="vorm")]


def regisseurs(casusregie: EenCasusregisseur | TweeCasusregisseurs | GemeenteVoertRegie) -> tuple[tuple[str, str], ...]:
    """Every casusregisseur of a form as (OIN, subject id)."""
    match casusregie:
        case EenCasusregisseur(regisseur=een):
            return ((een.oin, een.persoon),)
        case TweeCasusregisseurs(regisseurs=twee):
            return tuple((deel.oin, deel.persoon) for deel in twee)
        case GemeenteVoertRegie(oin=oin, persoon=persoon):
            return ((oin, persoon),)
