# SPDX-License-Identifier: EUPL-1.2
"""The casus: what regie keeps of one zaak, from MeldingIngediend on, and who may give it a command (L6, L9, S15).

Each part is set by the events of one source only, so that the order between sources doesn't matter. Not for: what follows
from the parts (`derived`), nor which documents somebody sees (`queries`).
"""

from datetime import date, datetime
from typing import Final, Literal

from pydantic import Field

from zvhh_contracts.event import Code, Moment, Oin, Persoon, ZaakId
from zvhh_contracts.taken import Taak
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Context, Refused
from zvhh_regie.domain.parts.afgerond import Afgerond
from zvhh_regie.domain.parts.bewaartermijn import Bewaartermijn
from zvhh_regie.domain.parts.deel import Deel
from zvhh_regie.domain.parts.deelname import Deelname
from zvhh_regie.domain.parts.detentie import Detentie
from zvhh_regie.domain.parts.einde import Afschaalantwoord, Eindantwoord
from zvhh_regie.domain.parts.feiten import Feiten
from zvhh_regie.domain.parts.incident import Incident
from zvhh_regie.domain.parts.overleg import Overleg, Planversie
from zvhh_regie.domain.parts.plaats import Ongedaan, Plaats, Uitgang, Wachtplek
from zvhh_regie.domain.parts.regie import Gezocht, Regieperiode, Regieweigering
from zvhh_regie.domain.parts.weging import Weging
from zvhh_regie.domain.parts.zwaartepunt import Zwaartepunt

CASUS: Final = "casus"
"""The name of this kind of document; its id is that of the zaak."""

NIET_GEVONDEN: Final = "Dit bestaat niet, of u hebt er geen toegang toe."

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
    answers), gezocht, laatste_casusoverleg, overleggen, plannen · from the pilotjaar: plaats, wachtplek, geopend_op · regie's own: the rest.
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
    overleggen: tuple[Overleg, ...] = ()
    plannen: tuple[Planversie, ...] = ()

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
        geldig = (incident.versies[-1] for incident in self.incidenten)
        return (*vooraf, *(versie.moment for versie in geldig if versie.is_incident))

    @property
    def zwaartepunt(self) -> Zwaartepunt | None:
        """The zwaartepunt that counts: the last one that was set (S16)."""
        return self.zwaartepunten[-1] if self.zwaartepunten else None

    @property
    def claimt_plaats(self) -> bool:
        """Whether the weegoverleg claims a place: passend and doorzetten both ja (S6), and not undone since (S6b)."""
        weging = self.weging
        return weging is not None and (weging.passend, weging.doorzetten, weging.vervallen) == (True, "ja", False)

    def incident(self, nummer: int) -> Incident | None:
        return next((incident for incident in self.incidenten if incident.nummer == nummer), None)

    def detentie(self, nummer: int) -> Detentie | None:
        return next((detentie for detentie in self.detenties if detentie.nummer == nummer), None)

    def regie_op(self, dag: date) -> Regieperiode | None:
        """The casusregie in force on a local day, or None: a gap that everybody sees (S16)."""
        return next((one for one in self.regie if one.op(dag)), None)


def niet_gevonden() -> Refused:
    """The refusal for what is unknown and for what is forbidden alike (L6)."""
    return Refused("niet-gevonden", NIET_GEVONDEN, status=404)


def voor_procesregisseur(casus: Casus | None, ctx: Context) -> Casus:
    """The casus, for a procesregisseur who isn't barred from it, while it isn't closed. Raises Refused (L6, L9, S15)."""
    if casus is None or "procesregisseur" not in ctx.actor.roles or ctx.actor.subject in casus.geweerd:
        raise niet_gevonden()
    return _niet_gesloten(casus)


def voor_betrokken_partner(casus: Casus | None, ctx: Context) -> Casus:
    """The casus, for who takes part in it or is a procesregisseur, while it runs or waits.

    Raises Refused: not of this zaak or barred (404, L6), closed (S15), ended another way, no participants yet.
    """
    if casus is None or not _hoort_erbij(casus, ctx):
        raise niet_gevonden()
    _niet_gesloten(casus)
    if casus.stand in ("van-wachtlijst", "niet-passend"):
        raise Refused("zaak-gestopt", "Deze zaak loopt niet in de pilot. Meld opnieuw: begin een nieuwe melding.")
    if not casus.deelnames:
        tekst = "Deze zaak heeft nog geen deelnemers. U legt dit vast na het weegoverleg."
        raise Refused("nog-geen-deelnemers", tekst)
    return casus


def _hoort_erbij(casus: Casus, ctx: Context) -> bool:
    if ctx.actor.subject in casus.geweerd:
        return False
    if "procesregisseur" in ctx.actor.roles:
        return True
    return "deelnemer" in ctx.actor.roles and ctx.actor.oin in casus.deelnemers


def _niet_gesloten(casus: Casus) -> Casus:
    """Raises Refused "meld opnieuw" for a closed one, with the day of closing and nothing else (S15)."""
    for op, woord in ((casus.afgeschaald_op, "afgeschaald"), (casus.beeindigd_op, "beëindigd")):
        if op is not None:
            tekst = f"Deze zaak is {woord} op {local_date(op):%d-%m-%Y}. Meld opnieuw: begin een nieuwe melding."
            raise Refused(f"zaak-{woord.replace('ë', 'e')}", tekst)
    return casus
