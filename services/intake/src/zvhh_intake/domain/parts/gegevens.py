# SPDX-License-Identifier: EUPL-1.2
"""What a reporter sends: the command `DienIn` and its parts, the body of `POST /v1/meldingen`.

For: the borders (HTTP, a partner's record, a draft), which read a melding by it.
Not for: judging it (`toets`) or keeping it (`inhoud`). Everything may be missing here, so that what is missing and
what is wrong is told at once by one function; only types and unknown fields are refused by the model itself (L2).
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, StringConstraints

from zvhh_contracts.given import LINE, TEXT, Bsn, Day, Email, Name, PartDay, Phone
from zvhh_contracts.meldingen import Domein, Relatie, Rol, Wens
from zvhh_intake.domain.parts.deel import Deel
from zvhh_kit.domain.decision import EACH, Command, Sealed

Kort = Annotated[str, StringConstraints(max_length=200), LINE]
Tekst = Annotated[str, StringConstraints(max_length=20_000), TEXT]
Antwoord = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), TEXT]
"""A text that can't be left out."""
Regel = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), LINE]
"""One line that can't be left out. As long as a text: a shorter bound would shut what was kept."""

Grond = Literal["toestemming", "andere-wettelijke-grond", "goed-hulpverlenerschap"]
"""Why someone with medical secrecy may report (L1; WGS 2.29 lid 2)."""


class Gegeven(Deel):
    """A part as it is sent: nothing unknown in it, because unknown categories of data are refused (L2); said here and not at
    the call, which does not reach into what is sealed."""

    model_config = ConfigDict(extra="forbid")


class Bekend(Gegeven):
    """How, and since which local day, the reporter's organisation knows of the case (S0)."""

    hoe: Sealed[Tekst] | None = None
    sinds: Day | None = None


class Persoonsgegevens(Gegeven):
    """The whitelisted data of one person (L2). `nationaliteit` stands here only to be refused by its name.

    `geboortedatum_deels`: the year of birth, or year and month, of whom no more is known; never compared (D11).
    """

    naam: Name = ""
    geboortedatum: Day | None = None
    geboortedatum_deels: PartDay | None = None
    adres: Kort | None = None
    adres_afschermen: bool = False
    telefoon: Phone | None = None
    veilig_bereiken: Tekst | None = None
    bsn: Bsn | None = None
    nationaliteit: Any = Field(default=None, exclude=True, repr=False)


class Geinformeerd(Gegeven):
    """Whether a person knows of the melding; else why not, in words or by a code (L1)."""

    ja: bool
    waarom_niet: Sealed[Tekst] | None = None


class Betrokkene(Gegeven):
    """One person: the role is in clear, who it is is sealed. `ref` is the reporter's own mark, data only."""

    ref: Sealed[Kort] | None = None
    rol: Rol | None = None
    gegevens: Sealed[Persoonsgegevens] | None = None
    geinformeerd: Geinformeerd | None = None
    nationaliteit: Any = Field(default=None, exclude=True, repr=False)


class Criteria(Gegeven):
    """Per criterion of triage in how far it is met, in the reporter's words (L1)."""

    leefgebieden: Sealed[Tekst] | None = None
    veiligheid: Sealed[Tekst] | None = None
    samenwerking: Sealed[Tekst] | None = None


class NietMeegeteld(Gegeven):
    """What may be mentioned and never counts: SASH, aangifte, tie to the region (S4)."""

    sash: Kort | None = None
    aangifte: Kort | None = None
    regiobinding: Kort | None = None


class Verklaring(Gegeven):
    """What the reporter declares: lawfully obtained, and checked on correctness (L1)."""

    rechtmatig_verkregen: bool = False
    juistheid_getoetst: bool = False


class Beroepsgeheim(Gegeven):
    """Whether medical secrecy applies, and then the ground on which the data may be shared (L1)."""

    geldt: bool
    grond: Grond | None = None


class Twijfel(Gegeven):
    """Whether the reporter doubts that the case fits; then the code of a consultation, or that nobody answered (S5)."""

    ja: bool
    code: Kort | None = None
    niemand_bereikbaar: bool = False


class Melder(Gegeven):
    """Whom the procesregisseur can call about this melding."""

    naam: Name = ""
    team: Kort | None = None
    telefoon: Phone = ""
    email: Email = ""
    vervanger: Kort | None = None


class DienIn(Command):
    """Report a case for the pilot. Judged by `toets.fouten` in clear, then sealed, then decided (`indienen`)."""

    SEALED_BY: ClassVar[Mapping[str, str]] = {"betrokkenen": EACH}

    voor_pilot: bool | None = None
    twijfel: Twijfel | None = None
    bekend: Bekend | None = None
    relatie: Relatie | None = None
    gemeente: Kort | None = None
    betrokkenen: Annotated[tuple[Betrokkene, ...], Field(max_length=50)] = ()
    zorgen: Sealed[Tekst] | None = None
    zekerheden: Sealed[Tekst] | None = None
    vermoedens: Sealed[Tekst] | None = None
    criteria: Criteria | None = None
    leefgebieden: Annotated[tuple[Kort, ...], Field(max_length=50)] = ()
    domeinen: Annotated[tuple[Domein, ...], Field(max_length=10)] = ()
    wensen: Annotated[tuple[Wens, ...], Field(max_length=10)] = ()
    niet_meegeteld: Sealed[NietMeegeteld] | None = None
    verklaring: Verklaring | None = None
    beroepsgeheim: Beroepsgeheim | None = None
    voorwaarden: Sealed[Tekst] | None = None
    melder: Sealed[Melder] | None = None
    eigen_kenmerk: Sealed[Kort] | None = None
    oud_kenmerk: Kort | None = None
