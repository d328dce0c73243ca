# SPDX-License-Identifier: EUPL-1.2
"""The state: every overleg of one zaak, its outcomes, agreements and plan, and what the other services told about it.

For: reading the state. Each source owns its fields (their models: `parts`); `stand`,
`zonder_datum`, `taken` and the fields for access and lists are computed from them by `derived` and stored, for
lists filter on them. Not for: rules and changes; each happening has a module of its own.
"""

from datetime import date, datetime
from typing import Literal, Self

from pydantic import AwareDatetime

from zvhh_contracts.casusregie import regisseurs
from zvhh_contracts.event import Oin, Persoon
from zvhh_contracts.overleggen import Overlegsoort
from zvhh_contracts.taken import Taak, van
from zvhh_kit.domain.decision import Sealed, changed
from zvhh_meetings.domain.parts.bronnen import (
    Betrokkenen,
    Bewaartermijn,
    Casus,
    Gevoegd,
    Incident,
    Melding,
    RegieAntwoord,
    Triage,
)
from zvhh_meetings.domain.parts.deel import Deel
from zvhh_meetings.domain.parts.deelname import INGEBRACHT, Aanwijzing, Deelname, Gezocht
from zvhh_meetings.domain.parts.overleg import Overleg
from zvhh_meetings.domain.parts.stukken import OPEN, Afspraak, Interventie, Planversie
from zvhh_meetings.domain.parts.verslagdelen import Persoonsregels, Wie, wie

TRAJECT = "overlegtraject"
"""The kind of document."""

Stand = Literal[
    "wacht-op-triage",
    "afgewezen",
    "gevoegd",
    "ingetrokken",
    "te-plannen",
    "weegoverleg-gepland",
    "niet-passend",
    "wacht-op-plaats",
    "wachtlijst",
    "van-wachtlijst",
    "loopt",
    "afgeschaald",
    "beeindigd",
]

EINDES: frozenset[Stand] = frozenset(
    {"afgewezen", "gevoegd", "ingetrokken", "niet-passend", "van-wachtlijst", "afgeschaald", "beeindigd"}
)
"""Nobody takes part any more, and nothing is to be done but what a procesregisseur is told."""

GEEN_TERMIJN = date.max
"""Sorts after every term."""


class Afgerond(Deel):
    """A task that who did it ended, with what they found; `over`: which incident, search or overleg it was about."""

    taak: str
    over: str = ""
    bevinding: Sealed[str]
    door: Persoon
    oin: Oin
    op: AwareDatetime


def telt_als_ernstig(incident: Incident) -> bool:
    """Whether it is an incident, and a serious one (D4)."""
    return incident.ernstig and incident.is_incident


class Overlegtraject(Deel):
    """Every overleg of one zaak. See the module's text for who owns which field."""

    melding: Melding | None = None
    aangevuld_op: AwareDatetime | None = None
    ingetrokken_op: AwareDatetime | None = None
    betrokkenen: Betrokkenen | None = None
    bewaartermijn: Bewaartermijn | None = None
    geweerd: tuple[Persoon, ...] = ()
    hoofdzaken_gesloten: tuple[str, ...] = ()
    triage: Triage | None = None
    spoed: bool = False
    gevoegd: tuple[Gevoegd, ...] = ()
    casus: Casus = Casus()

    overleggen: tuple[Overleg, ...] = ()
    deelnames: tuple[Deelname, ...] = ()
    afspraken: tuple[Afspraak, ...] = ()
    interventies: tuple[Interventie, ...] = ()
    plannen: tuple[Planversie, ...] = ()
    aanwijzingen: tuple[Aanwijzing, ...] = ()
    gezocht: Gezocht | None = None
    afgerond: tuple[Afgerond, ...] = ()
    zonder_datum_herinneren_op: date | None = None
    zonder_datum_herinnerd: bool = False
    laat: bool = False

    stand: Stand = "wacht-op-triage"
    kenmerk: str | None = None
    ontvangen_op: AwareDatetime | None = None
    deelnemers: tuple[Oin, ...] = ()
    genodigden: tuple[Oin, ...] = ()
    uitnodiging_tot: date | None = None
    afgeschermd: bool = False
    zonder_datum: bool = False
    volgend_overleg_op: AwareDatetime | None = None
    laat_op: date | None = None
    vernietigen_op: date | None = None
    taken: tuple[Taak, ...] = ()
    eerste_termijn: date = GEEN_TERMIJN
    overdracht_lezers: tuple[Oin, ...] = ()
    overdracht_tot: date | None = None

    @property
    def gepland(self) -> Overleg | None:
        """The overleg that is planned or proposed now; there is never more than one."""
        return next((overleg for overleg in self.overleggen if overleg.stand == "gepland"), None)

    def met_overleg(self, overleg: Overleg) -> Self:
        """The same, with this overleg in the place of the one with its number."""
        return changed(
            self, overleggen=tuple(overleg if one.nummer == overleg.nummer else one for one in self.overleggen)
        )

    def met_afspraak(self, afspraak: Afspraak) -> Self:
        """The same, with this agreement in the place of the one with its number."""
        afspraken = tuple(afspraak if one.nummer == afspraak.nummer else one for one in self.afspraken)
        return changed(self, afspraken=afspraken)

    def met_interventie(self, interventie: Interventie) -> Self:
        """The same, with this intervention of the plan in force in the place of the one with its number."""
        interventies = tuple(interventie if one.nummer == interventie.nummer else one for one in self.interventies)
        return changed(self, interventies=interventies)

    def gehouden(self, soort: Overlegsoort) -> tuple[Overleg, ...]:
        """Every held overleg of a kind, in order."""
        return tuple(one for one in self.overleggen if one.soort == soort and one.stand == "gehouden")

    @property
    def weging(self) -> Overleg | None:
        """The last weegoverleg that was held; it outranks whatever crossed it (D1)."""
        return next(iter(self.gehouden("weegoverleg")[::-1]), None)

    @property
    def kinderen(self) -> int:
        """How many kinderen the zaak has, as intake last told (D10)."""
        if self.betrokkenen is not None:
            return self.betrokkenen.rollen.get("kind", 0)
        return self.melding.kinderen if self.melding is not None else 0

    @property
    def rollen_omgekeerd(self) -> bool:
        """Whether a melding that joined has slachtoffer and (vermeend) pleger the other way round (D11b)."""
        return any(one.rollen_omgekeerd for one in self.gevoegd)

    @property
    def open_afspraken(self) -> tuple[Afspraak, ...]:
        """The open agreements of all overleggen so far (D3)."""
        return tuple(afspraak for afspraak in self.afspraken if afspraak.stand in OPEN)

    @property
    def slotoverleg(self) -> Overleg | None:
        """The last overleg that decided to end the casus (S14, D13), unless regie refused that decision."""
        geweigerd = {one.nummer for one in (*self.casus.afschalen_geweigerd, *self.casus.beeindigen_geweigerd)}
        besloten = [one for one in self.gehouden("casusoverleg") if one.casusverslag and one.casusverslag.slotbesluit]
        return besloten[-1] if besloten and besloten[-1].nummer not in geweigerd else None

    @property
    def gesloten_op(self) -> AwareDatetime | None:
        """When regie closed the casus, by afschalen (S14) or otherwise (D13)."""
        return self.casus.afgeschaald_op or self.casus.beeindigd_op

    @property
    def besluit_in_behandeling(self) -> int | None:
        """The overleg whose decision to end the casus regie has not answered yet (S14, D13)."""
        return self.slotoverleg.nummer if self.slotoverleg is not None and self.gesloten_op is None else None

    def overdracht_leesbaar(self, dag: date) -> bool:
        """Whether the overdracht may still be read on this local day; the last day counts (S14b)."""
        return self.overdracht_tot is not None and dag <= self.overdracht_tot

    def afschalen_kan(self, op: datetime) -> bool:
        """Whether afschalen could be decided at `op` (S14)."""
        sinds = self.casus.afschalen_mogelijk_sinds
        return sinds is not None and sinds <= op

    @property
    def ernstig_sinds(self) -> datetime | None:
        """When the last serious incident was heard of that no casusoverleg was recorded after (D4); None without one."""
        gehouden = self.gehouden("casusoverleg")
        vastgelegd = gehouden[-1].vastgelegd_op if gehouden else None
        ernstig = [one.ernstig_op or one.geregistreerd_op for one in self.casus.incidenten if telt_als_ernstig(one)]
        return max((op for op in ernstig if vastgelegd is None or op > vastgelegd), default=None)

    @property
    def eigen_taken(self) -> tuple[Taak, ...]:
        """The stored tasks that are (still) meetings' own."""
        return tuple(taak for taak in self.taken if taak.code in van("meetings"))

    @property
    def over_personen(self) -> tuple[Persoonsregels, ...]:
        """The picture as the held casusoverleggen left it, in the order in which persons came in sight (S12)."""
        nu: dict[Wie, Persoonsregels] = {}
        for overleg in self.gehouden("casusoverleg"):
            verslag, op = overleg.casusverslag, overleg.gehouden_op
            if verslag is None or op is None:
                continue
            vernieuwd = wie(verslag.beeld)
            if verslag.beeld_bevestigd:
                for one in nu.keys() - set(vernieuwd):
                    nu[one] = changed(nu[one], bevestigd_in=overleg.nummer, bevestigd_op=op)
            for over, persoon in vernieuwd:
                nu[over, persoon] = Persoonsregels(
                    over=over,
                    persoon=persoon,
                    regels=tuple(one for one in verslag.beeld if (one.over, one.persoon) == (over, persoon)),
                    overleg=overleg.nummer,
                    bevestigd_in=overleg.nummer,
                    bevestigd_op=op,
                )
        return tuple(nu.values())

    def antwoord(self, aanwijzing: int) -> RegieAntwoord | None:
        """regie's answer to an appointment, None while it is awaited."""
        if aanwijzing == INGEBRACHT:
            return RegieAntwoord(aanwijzing=INGEBRACHT, vastgelegd=True, van=self.aanwijzingen[0].ingangsdatum)
        return next((one for one in self.casus.regie_antwoorden if one.aanwijzing == aanwijzing), None)

    @property
    def aanwijzing(self) -> Aanwijzing | None:
        """The last appointment that regie did not refuse: who leads, or will, as far as meetings knows."""
        for one in reversed(self.aanwijzingen):
            antwoord = self.antwoord(one.nummer)
            if not one.vervallen and (antwoord is None or antwoord.vastgelegd):
                return one
        return None

    @property
    def casusregisseurs(self) -> frozenset[str]:
        """The OINs that lead the casus, as far as meetings knows; none while one is looked for."""
        if self.aanwijzing is None or self.gezocht is not None:
            return frozenset()
        return frozenset(oin for oin, _ in regisseurs(self.aanwijzing.casusregie))
