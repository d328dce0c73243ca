# SPDX-License-Identifier: EUPL-1.2
"""The casus: what regie keeps of one zaak, from MeldingIngediend on, as parts that each have one owner.

Each part is set by the events of one source only, so that the order between sources doesn't matter. Only `casus.met`
makes the next one. Not for: deciding anything.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from zvhh_contracts.event import Code, Moment, Oin, Persoon, ZaakId
from zvhh_contracts.taken import Taak
from zvhh_regie.domain.parts.delen import (
    Afgerond,
    Afschaalantwoord,
    Bewaartermijn,
    Deel,
    Deelname,
    Detentie,
    Eindantwoord,
    Gezocht,
    Incident,
    Ongedaan,
    Plaats,
    Regieperiode,
    Regieweigering,
    Uitgang,
    Wachtplek,
    Weging,
    Zwaartepunt,
)
from zvhh_regie.domain.parts.feiten import Feiten

Stand = Literal[
    "aangemeld",
    "ingetrokken",
    "tweede-weegoverleg",
    "niet-passend",
    "wacht-op-plaats",
    "wachtlijst",
    "van-wachtlijst",
    "loopt",
    "afgeschaald",
    "beeindigd",
]


class Casus(Deel):
    """One zaak in regie, with `stand` and `taken` that follow from its parts.

    From intake: kenmerk to bewaartermijn · from the overleggen: weging, deelnemers, deelnames, regie (with regie's own
    answers), gezocht, laatste_casusoverleg · from the pilotjaar: plaats, wachtplek, geopend_op · regie's own: the rest.
    `aanvraag` is the number of the claim that stands (`plaats_gevraagd`) or comes next. `van_voor_de_pilot`: a running
    case, open without a place (S6c); `incident_vooraf_op` is its last incident of before. `deelnemers` is who may read,
    `geweerd` who may not (L6); `afgeschermd` shuts everybody out after closing, of the casus or of the zaak that it is joined
    to (`gevoegd_bij`, from triage; L8, D11b). Moments are UTC; days are local.
    """

    stand: Stand = "aangemeld"
    taken: tuple[Taak, ...] = ()
    taken_volgorde: str = ""

    kenmerk: str | None = None
    pilotjaar: int | None = None
    ontvangen_op: Moment | None = None
    eerste_verwerking_op: Moment | None = None
    vernietigen_uiterlijk_op: date | None = None
    melder_oin: Oin | None = None
    gemeente: Code | None = None
    rollen: dict[str, int] = Field(default_factory=dict)
    ingetrokken_op: Moment | None = None
    van_voor_de_pilot: bool = False
    incident_vooraf_op: Moment | None = None
    geweerd: tuple[Persoon, ...] = ()
    gevoegd_bij: ZaakId | None = None
    hoofdzaken_gesloten: tuple[ZaakId, ...] = ()
    bewaartermijn: Bewaartermijn | None = None

    weging: Weging | None = None
    deelnemers: tuple[Oin, ...] = ()
    deelnames: tuple[Deelname, ...] = ()
    regie: tuple[Regieperiode, ...] = ()
    regieweigeringen: tuple[Regieweigering, ...] = ()
    gezocht: Gezocht | None = None
    eerste_casusoverleg_op: Moment | None = None
    laatste_casusoverleg: int = 0

    plaats_gevraagd: bool = False
    aanvraag: int = 1
    plaats: Plaats | None = None
    wachtplek: Wachtplek | None = None
    geopend_op: Moment | None = None
    openingen_ongedaan: tuple[Ongedaan, ...] = ()
    van_wachtlijst: Uitgang | None = None

    zwaartepunten: tuple[Zwaartepunt, ...] = ()
    incidenten: tuple[Incident, ...] = ()
    afgerond: tuple[Afgerond, ...] = ()
    detenties: tuple[Detentie, ...] = ()
    klok_vanaf: Moment | None = None
    klok_tot: Moment | None = None
    afschalen_mogelijk: bool = False
    afschaalantwoorden: tuple[Afschaalantwoord, ...] = ()
    eindantwoorden: tuple[Eindantwoord, ...] = ()
    afgeschaald_op: Moment | None = None
    beeindigd_op: Moment | None = None
    afgeschermd: bool = False
    feiten: Feiten = Feiten()

    @property
    def gesloten_op(self) -> datetime | None:
        """When the casus was closed, by afschalen (S14) or otherwise (D13); None while it isn't."""
        return self.afgeschaald_op or self.beeindigd_op

    @property
    def incidentmomenten(self) -> tuple[datetime, ...]:
        """When each incident happened that is (still) held to be one, that of before the pilot too (S6c)."""
        vooraf = () if self.incident_vooraf_op is None else (self.incident_vooraf_op,)
        geldig = tuple(incident.geldig.moment for incident in self.incidenten if incident.geldig.is_incident)
        return (*vooraf, *geldig)

    @property
    def zwaartepunt(self) -> Zwaartepunt | None:
        """The zwaartepunt that counts: the last one that was set (S16)."""
        return self.zwaartepunten[-1] if self.zwaartepunten else None

    def incident(self, nummer: int) -> Incident | None:
        """The incident with this number, or None."""
        return next((incident for incident in self.incidenten if incident.nummer == nummer), None)

    def detentie(self, nummer: int) -> Detentie | None:
        """The detention with this number, or None."""
        return next((detentie for detentie in self.detenties if detentie.nummer == nummer), None)

    def regie_op(self, dag: date) -> Regieperiode | None:
        """The casusregie in force on a local day, or None: a gap that everybody sees (S16)."""
        return next((periode for periode in self.regie if periode.op(dag)), None)
