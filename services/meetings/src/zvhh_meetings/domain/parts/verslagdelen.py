# SPDX-License-Identifier: EUPL-1.2
"""The lines of which minutes are made, as they are sent and as they are kept.

For: `overleg`. Not for: rules.
"""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Oin, Persoon
from zvhh_contracts.given import Day, Moment
from zvhh_contracts.meldingen import Wens
from zvhh_contracts.overleggen import Eindgrond
from zvhh_kit.domain.decision import Sealed
from zvhh_meetings.domain.parts.deel import Deel, Naam, Tekst

Afspraaksoort = Literal["contact", "veiligheid", "overig"]
Afspraakstand = Literal["gedaan", "niet-gedaan", "kan-niet-meer"]
Voor = Literal["slachtoffer", "pleger", "kind", "systeem"]
BeeldVan = Literal["slachtoffer", "pleger", "kind", "kring"]
Interventiestand = Literal["gepland", "loopt", "afgerond", "gestopt"]
Nummer = Annotated[int, Field(ge=1, le=100_000)]
Persoonsnummer = Annotated[int, Field(ge=1, le=50)]
"""Which person of a role, counted from 1: people have no names in meetings (L6)."""
MAX = 200
"""No list in the minutes is longer; beyond it is a mistake of the sender."""


class Aanwezige(Deel):
    """An organisation that was present, and by whom; ZVHH staff may stand here too but counts for none (L4).

    `reden`: why it was there, of one that was not invited.
    """

    oin: Oin
    persoon: Persoon | None = None
    reden: Sealed[Tekst] | None = None


class Derde(Deel):
    """Someone of no WGS-deelnemer who was asked to a casusoverleg (L5): who, for which expertise, in which role.

    `oin` where the organisation is on the list of partners. What was told or handed, by which lid-1 partner, is recorded.
    """

    oin: Oin | None = None
    naam: Sealed[Naam] | None = None
    geheimhouding_getekend_op: Day | None = None
    deskundigheid: Sealed[Tekst] | None = None
    rol: Sealed[Tekst] | None = None
    verteld: Sealed[Tekst] | None = None
    verteld_door: Oin | None = None


class Notities(Deel):
    """What was said, in the order of an overleg (D3)."""

    beeldvorming: Sealed[Tekst] | None = None
    oordeelsvorming: Sealed[Tekst] | None = None
    besluitvorming: Sealed[Tekst] | None = None


class Wensantwoord(Deel):
    """What became of a wish of the reporter (S3); later and niet need a reason."""

    wens: Wens
    antwoord: Literal["besproken", "later", "niet"]
    reden: Sealed[Tekst] | None = None


class Extra(Deel):
    """What became of a fixed line of the agenda (S17); niet-nodig needs a reason."""

    extra: Code
    antwoord: Literal["besproken", "niet-nodig"]
    reden: Sealed[Tekst] | None = None


class NieuweAfspraak(Deel):
    """An agreement: what, who, and until which local day; without a day: until the next overleg (S11)."""

    soort: Afspraaksoort
    tekst: Sealed[Tekst]
    eigenaar: Oin
    uiterlijk: Day | None = None


class RegieKeuze(Deel):
    """Who leads the casus from `ingangsdatum` (default: the day of the overleg), accepted on `aanvaard_op` (S16).

    `reden` is needed where a gemeente's agreement says nee on that day.
    """

    casusregie: Casusregie
    aanvaard_op: Day
    ingangsdatum: Day | None = None
    reden: Sealed[Tekst] | None = None


class RegieGezocht(Deel):
    """No casusregisseur yet; `door_oin` looks for one (S11)."""

    door_oin: Oin


class Beeldregel(Deel):
    """One line of the picture: of which person (kind 2: over kind, persoon 2), fact or assumption, who said it (S12).

    `voorwaarde`: what the source asks of who reads it (L3).
    """

    over: BeeldVan
    persoon: Persoonsnummer = 1
    aard: Literal["feit", "aanname"]
    bron: Oin
    tekst: Sealed[Tekst]
    voorwaarde: Sealed[Tekst] | None = None


class AfspraakGemeld(Deel):
    """How an open agreement of an earlier overleg stands (D3); kan-niet-meer needs a reason."""

    nummer: Nummer
    stand: Afspraakstand
    reden: Sealed[Tekst] | None = None


class Interventiekeuze(Deel):
    """An intervention of the plan; `nummer` names one of the version before, none makes a new one (S12).

    `voor_persoon`: which person of that role. Where two joined meldingen turn the roles round, 1 is the slachtoffer of
    this zaak's own melding and 2 its (vermeend) pleger (D11b).
    """

    nummer: Nummer | None = None
    soort: Code
    voor: Voor
    voor_persoon: Persoonsnummer | None = None
    eigenaar: Oin
    start: Day
    omschrijving: Sealed[Tekst] | None = None
    stand: Interventiestand = "gepland"


class Planinhoud(Deel):
    """A whole plan van aanpak: goals and every intervention (S12)."""

    doelen: Sealed[Tekst]
    interventies: Annotated[tuple[Interventiekeuze, ...], Field(max_length=MAX)]


class GaatVerder(Deel):
    """A partner that goes on after afschalen, and what was agreed with it (S14b)."""

    oin: Oin
    afspraak: Sealed[Tekst]


class Afschaalbesluit(Deel):
    """The joint decision: afschalen, niet or later, with the reason; who goes on, and which signals lead to a new melding."""

    uitkomst: Literal["afschalen", "niet", "later"]
    reden: Sealed[Tekst]
    gaat_verder: Annotated[tuple[GaatVerder, ...], Field(max_length=MAX)] = ()
    signalen: Sealed[Tekst] | None = None


class Eindbesluit(Deel):
    """The joint decision that the casus ends otherwise than by afschalen (D13): why, who goes on, which signals."""

    grond: Eindgrond
    reden: Sealed[Tekst]
    gaat_verder: Annotated[tuple[GaatVerder, ...], Field(max_length=MAX)] = ()
    signalen: Sealed[Tekst] | None = None


class VolgendOverleg(Deel):
    """Another date for the next casusoverleg than the proposal; another day needs a reason (S13)."""

    begin: Moment
    reden: Sealed[Tekst] | None = None


Wie = tuple[BeeldVan, int]
"""A person of the zaak: role and number."""


class Persoonsregels(Deel):
    """The picture of one person now: its lines, the overleg that gave them, and the last that confirmed them."""

    over: BeeldVan
    persoon: int
    regels: tuple[Beeldregel, ...]
    overleg: int
    bevestigd_in: int
    bevestigd_op: AwareDatetime


def wie(regels: Sequence[Beeldregel]) -> tuple[Wie, ...]:
    """The persons whom these lines are about, each once."""
    return tuple(dict.fromkeys((one.over, one.persoon) for one in regels))
