# SPDX-License-Identifier: EUPL-1.2
"""What intake publishes on `zvhh.meldingen.v1`: facts about a melding.

Not for: the content of a melding; that stays in intake, sealed.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from zvhh_contracts.event import Code, Event, Moment, Oin

Relatie = Literal["partner", "ex-partner", "vermoeden", "anders"]
Rol = Literal["slachtoffer", "pleger", "beide", "kind", "kring"]
Wens = Literal["aware", "slachtofferdevice"]
Domein = Literal["bestuur", "straf", "zorg"]


class MeldingIngediend(Event):
    """A melding for the pilot was accepted (S1, S2, S7). The zaak exists from here on.

    `ontvangen_op` is the moment of receipt, which fixes `pilotjaar` (S6); `eerste_verwerking_op` starts the term of L8.
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-ingediend.v1"
    kenmerk: Annotated[str, Field(pattern=r"^ZV-[A-Z0-9]{4}-[A-Z0-9]{4}$")]
    pilotjaar: int
    ontvangen_op: Moment
    eerste_verwerking_op: Moment
    melder_oin: Oin
    gemeente: Code
    relatie: Relatie
    wensen: tuple[Wens, ...] = ()
    leefgebieden: tuple[Code, ...] = ()
    domeinen: tuple[Domein, ...] = ()
    rollen: dict[Rol, int] = Field(default_factory=dict)


class MeldingAangevuld(Event):
    """The reporter supplemented the melding while triage asked for it (D1)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-aangevuld.v1"
    aangevuld_op: Moment


class MeldingIngetrokken(Event):
    """The reporter withdrew the melding, before a weegoverleg was held (D1)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-ingetrokken.v1"
    ingetrokken_op: Moment
