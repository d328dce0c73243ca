# SPDX-License-Identifier: EUPL-1.2
"""The document `Melding`: what was reported, and what intake heard of it since. What follows from its parts is put there by `derived`.

For: every decision of intake about a zaak, and the lists and details of the API.
Not for: judging anything that another service owns: each event sets the part of its source and no other, so that
events of different sources may come in any order and lead to the same document.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from zvhh_contracts.meldingen import Domein, Relatie, Twijfel, Wens
from zvhh_contracts.taken import Taak
from zvhh_contracts.triages import Route
from zvhh_intake.domain.parts.beheer import Aanvulling, Afgerond, Intrekking, Lopend, Onjuistheid, Wering
from zvhh_intake.domain.parts.bewaren import BewaarDeel
from zvhh_intake.domain.parts.deel import Deel
from zvhh_intake.domain.parts.gevolgd import CasusDeel, Gehouden, Hoofdzaak, OverlegDeel, Plek, TriageDeel
from zvhh_intake.domain.parts.inhoud import Betrokkene, Inhoud, Opheffing, Spoor, Wijziging

MELDING = "melding"
"""The kind of document."""

Weg = Literal["rest", "concept", "kafka", "lopend"]
"""How it came in; `lopend`: a procesregisseur brought in a running case of before the pilot (S6c)."""

Stand = Literal[
    "geweigerd",
    "gemeld",
    "aanvulling-gevraagd",
    "weegoverleg-wordt-gepland",
    "weegoverleg-gepland",
    "afgewezen",
    "gevoegd",
    "ingetrokken",
    "niet-passend",
    "passend",
    "wachtlijst",
    "van-wachtlijst",
    "ingebracht",
    "loopt",
    "afgeschaald",
    "beeindigd",
]


class Melding(Deel):
    """One melding; the zaak exists from its acceptance on. Moments are UTC, dates local.

    A refused record of a partner is one too, in stand `geweigerd` and without content, so that it can be answered; and
    so is a running case of before the pilot (`lopend`, S6c).
    `toegang`: OINs that may read it beside the reporter's (L6: invited ones until vastleggen, then deelnemers).
    `geweerd`: persons who read nothing of it (L6). `afgeschermd`: closed, or joined to what is closed: nobody reads it
    (L8, D11b). `vernietigen_op`: the short term of a melding that went no further; `einde_bewaren`: the local day at whose
    first moment it is destroyed, None while it is on hold. `toegevoegd`: the zaken that were joined to this one, which go
    with it (D11b). `taak_uiterlijk` and `procesregisseur_uiterlijk`: the places in the lists of tasks, of partners and of the
    procesregisseur. `hoofdzaken`: what was heard of zaken that it joined; `verteld`: what each that joined this one was told.
    """

    stand: Stand = "gemeld"
    afgeschermd: bool = False
    toegang: tuple[str, ...] = ()
    geweerd: tuple[str, ...] = ()
    vernietigen_op: date | None = None
    einde_bewaren: date | None = None
    taken: tuple[Taak, ...] = ()
    taak_uiterlijk: date | None = None
    procesregisseur_uiterlijk: str = ""
    termijn_bekeken: bool = False

    melder_oin: str
    melder_persoon: str = ""
    weg: Weg = "rest"
    referentie: str = ""
    teruggekoppeld: int = 0
    ontvangen_op: datetime
    geweigerd: bool = False

    kenmerk: str = ""
    pilotjaar: int | None = None
    eerste_verwerking_op: datetime | None = None
    vernietigen_uiterlijk_op: date | None = None
    relatie: Relatie | None = None
    gemeente: str = ""
    leefgebieden: tuple[str, ...] = ()
    domeinen: tuple[Domein, ...] = ()
    wensen: tuple[Wens, ...] = ()
    oud_kenmerk: str | None = None
    bekend_sinds: date | None = None
    twijfel: Twijfel | None = None
    afstemming: str | None = None
    inhoud: Inhoud | None = None
    zelfde_adres: bool = False
    wijzigingen: tuple[Wijziging, ...] = ()
    opheffingen: tuple[Opheffing, ...] = ()
    sporen: tuple[Spoor, ...] = ()
    aanvullingen: tuple[Aanvulling, ...] = ()
    beantwoord: int = 0
    intrekking: Intrekking | None = None

    triage: TriageDeel | None = None
    overleg: OverlegDeel = OverlegDeel()
    casus: CasusDeel | None = None
    plek: Plek | None = None

    lopend: Lopend | None = None
    bewaren: BewaarDeel = BewaarDeel()
    hoofdzaken_gesloten: tuple[str, ...] = ()
    hoofdzaken_weg: dict[str, date] = Field(default_factory=dict)
    toegevoegd: tuple[str, ...] = ()
    hoofdzaken: dict[str, Hoofdzaak] = Field(default_factory=dict)
    verteld: dict[str, Hoofdzaak] = Field(default_factory=dict)
    weringen: tuple[Wering, ...] = ()
    onjuist: tuple[Onjuistheid, ...] = ()
    afgerond: tuple[Afgerond, ...] = ()

    def data_subjects(self) -> tuple[str, ...]:
        """A mark of each person in it: every read and write is logged once for each (L7)."""
        return tuple(f"betrokkene-{n}" for n, _ in enumerate(self.personen, start=1))

    @property
    def personen(self) -> tuple[Betrokkene, ...]:
        """Every person as they are known now: as reported, corrected and added since (D10); person `nr` is the nr-th."""
        gemeld = self.inhoud.betrokkenen if self.inhoud else ()
        nu = dict(enumerate(gemeld, start=1)) | {versie.nr: versie.betrokkene for versie in self.wijzigingen}
        return tuple(nu[nr] for nr in sorted(nu))

    @property
    def hoofdzaak(self) -> Hoofdzaak:
        """What holds for it of the zaak that it is joined to; nothing while it is on its own."""
        return self.hoofdzaken.get(self.gevoegd_bij or "", Hoofdzaak())

    @property
    def gevoegd_bij(self) -> str | None:
        """The zaak that it is joined to, whatever was said of it since; a weegoverleg of its own outranks that."""
        gevoegd = self.triage is not None and self.triage.uitkomst == "gevoegd" and not self.zelf_gewogen
        return self.triage.bij if self.triage is not None and gevoegd else None

    @property
    def zelf_gewogen(self) -> bool:
        """A weegoverleg was held on it, under its own kenmerk; a casus or a running case is proof of one."""
        return self.overleg.gehouden is not None or self.casus is not None or self.lopend is not None

    @property
    def gewogen(self) -> bool:
        """A weegoverleg was held on it, or on the zaak that it is joined to: nothing is withdrawn any more (D1)."""
        return self.zelf_gewogen or self.hoofdzaak.gewogen

    @property
    def zelf_geweerd(self) -> tuple[str, ...]:
        """Who is barred from this zaak itself now (L6)."""
        return tuple(sorted({one.persoon for one in self.weringen if one.opgeheven_op is None}))

    @property
    def aanvulling_uiterlijk_op(self) -> date | None:
        """Until and including which local day triage waits for an answer, while it does."""
        return self.triage.uiterlijk_op if self.triage and self.stand == "aanvulling-gevraagd" else None

    @property
    def route(self) -> Route | None:
        """The way on after a no (D5), from whoever said it."""
        van = self.nee_van(self.stand)
        return van.route if van is not None and not isinstance(van, Intrekking) else None

    def nee_van(self, stand: Stand) -> Intrekking | Gehouden | CasusDeel | TriageDeel | None:
        """Which part ended it, in this stand; None where it goes on."""
        return {
            "ingetrokken": self.intrekking,
            "niet-passend": self.overleg.gehouden,
            "van-wachtlijst": self.casus,
            "afgewezen": self.triage,
        }.get(stand)

    @property
    def termijn_tot(self) -> date | None:
        """The local day of the long term: five years after first processing, or the renewal of it (L8)."""
        return self.verlengd_tot or self.vernietigen_uiterlijk_op

    @property
    def verlengd_tot(self) -> date | None:
        """The local day of the last renewal, None without one."""
        return self.bewaren.verlengingen[-1].tot if self.bewaren.verlengingen else None

    @property
    def aangehouden(self) -> bool:
        """Whether the zaak is on hold now; only the last hold can still stand."""
        return bool(self.bewaren.aanhoudingen) and self.bewaren.aanhoudingen[-1].vrijgegeven_op is None

    @property
    def hoofdzaak_weg_op(self) -> date | None:
        """The local day on which the zaak that this one was joined to was destroyed, None while it is there (D11b)."""
        return self.hoofdzaken_weg.get(self.triage.bij) if self.triage and self.triage.bij else None

    @property
    def uitnodiging_tot(self) -> date | None:
        """The last local day on which an invitation gives access, while it does (L6)."""
        gepland = self.overleg.gepland
        return gepland.tot if gepland is not None and not gepland.voorbij else None

    @property
    def intrekking_ingehaald(self) -> bool:
        """A weegoverleg was held all the same, when the withdrawal was already under way: it counts, not the withdrawal."""
        return self.intrekking is not None and self.overleg.gehouden is not None
