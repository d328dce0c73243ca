# SPDX-License-Identifier: EUPL-1.2
"""What the other services told about the zaak: each source owns its part, and an event sets only that part.

For: the state (`overlegtraject`). Not for: what meetings itself records.
"""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from zvhh_contracts.event import Code, Oin, ZaakId
from zvhh_contracts.meldingen import Wens
from zvhh_contracts.overleggen import Eindgrond
from zvhh_contracts.triages import Route
from zvhh_meetings.domain.parts.deel import Deel


class Melding(Deel):
    """intake's part: what is known of the melding. No content.

    `van_voor_de_pilot`: a running case that was brought in (S6c), with `open_afspraken` still to be typed here.
    """

    kenmerk: str
    pilotjaar: int | None = None
    ontvangen_op: AwareDatetime
    melder_oin: Oin
    wensen: tuple[Wens, ...] = ()
    kinderen: int = 0
    vernietigen_uiterlijk_op: date
    van_voor_de_pilot: bool = False
    laatste_casusoverleg_op: AwareDatetime | None = None
    open_afspraken: int = 0


class Betrokkenen(Deel):
    """intake's part: how many persons of each role there are now, and when a kind last came in sight (D10)."""

    rollen: dict[str, int]
    kind_erbij_op: AwareDatetime | None = None


class Bewaartermijn(Deel):
    """intake's part: a person changed the day of destruction (L8); None while it is on hold."""

    soort: Literal["verlengd", "aangehouden", "vrijgegeven"]
    vernietigen_op: date | None
    op: AwareDatetime


class Triage(Deel):
    """triage's part: the last judgement. `heropend`: split off again, to be judged anew (D11b)."""

    versie: int
    uitkomst: Literal["doorgezet", "afgewezen", "gevoegd", "heropend"]
    op: AwareDatetime
    weegoverleg_uiterlijk_op: date | None = None
    route: Route | None = None
    vernietigen_op: date | None = None
    bij: ZaakId | None = None


class Gevoegd(Deel):
    """Another melding about the same persons joined this zaak (D11b)."""

    zaak_id: ZaakId
    toegevoegd_op: AwareDatetime
    rollen_omgekeerd: bool = False


class Incident(Deel):
    """An incident as regie last told it (D4). `ernstig_op`: when a correction made it a serious one · `weggenomen_op`:
    when one took a serious incident of another organisation away, or made less of it.
    """

    nummer: int
    moment: AwareDatetime
    ernstig: bool
    is_incident: bool = True
    geregistreerd_op: AwareDatetime
    ernstig_op: AwareDatetime | None = None
    weggenomen_op: AwareDatetime | None = None


class RegieAntwoord(Deel):
    """regie's answer to an appointment: in force from `van`, or the codes why not (S16)."""

    aanwijzing: int
    vastgelegd: bool
    van: date | None = None
    redenen: tuple[Code, ...] = ()


class Weigering(Deel):
    """regie's no to the decision of overleg `nummer` to afschalen (S14) or to end the casus otherwise (D13)."""

    nummer: int
    reden: Code


class Zwaartepunt(Deel):
    """Where the case has its centre of gravity, since when (S16)."""

    gemeente: Code
    per: date


class Casus(Deel):
    """regie's part: place, clock, incidents and its answers.

    `ongedaan_op`: the last undone opening (S6b); what was decided before it, no longer gives a place.
    """

    geopend_op: AwareDatetime | None = None
    ongedaan_op: AwareDatetime | None = None
    wachtlijst_sinds: AwareDatetime | None = None
    van_wachtlijst_op: AwareDatetime | None = None
    afschalen_vanaf: AwareDatetime | None = None
    afschalen_mogelijk_sinds: AwareDatetime | None = None
    incidenten: tuple[Incident, ...] = ()
    regie_antwoorden: tuple[RegieAntwoord, ...] = ()
    afschalen_geweigerd: tuple[Weigering, ...] = ()
    beeindigen_geweigerd: tuple[Weigering, ...] = ()
    afgeschaald_op: AwareDatetime | None = None
    beeindigd_op: AwareDatetime | None = None
    eindgrond: Eindgrond | None = None
    zwaartepunt: Zwaartepunt | None = None
