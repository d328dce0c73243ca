# SPDX-License-Identifier: EUPL-1.2
"""Vastleggen of a weegoverleg: what does this casus need, is it passend, who goes on, what until the next overleg; and what its
minutes must hold (S3, S11, L4, L4b, L5, D5): every fault at once.

Not for: the place: regie answers (S6).
"""

from collections.abc import Sequence
from datetime import date, datetime

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import WeegoverlegGehouden
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Command, Context, Decision, Sealed, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deelname import Deelname, Vertrek
from zvhh_meetings.domain.parts.overleg import Overleg, Weegbesluit, Weegverslag
from zvhh_meetings.domain.parts.verslagdelen import Afspraaksoort, NieuweAfspraak
from zvhh_meetings.domain.rules.behandeling import Stappen, Toets, bestaand, naam, vast_te_leggen
from zvhh_meetings.domain.rules.casusregie import leg_aanwijzing_vast, regie_fouten, zoek
from zvhh_meetings.domain.rules.ritme import stel_voor, voorstel_na
from zvhh_meetings.domain.rules.verslag import (
    Quorum,
    aanwezig_fouten,
    codes,
    houd,
    maak_afspraken,
    nieuwe_fouten,
    te_beantwoorden,
    uiterste_dag,
    wens_fouten,
)


class LegWeegverslagVast(Weegverslag, Command):
    """The minutes of a weegoverleg, as they are kept. `gehouden_op` only where it differs from the plan."""


def leg_vast(
    config: Configuratie, state: Overlegtraject | None, verslag: LegWeegverslagVast, ctx: Context
) -> Decision[Overlegtraject]:
    """Record the minutes for good. Passend and doorzetten: the first casusoverleg is proposed, provisional (S13).

    Raises Refused: unknown (404), not planned or not begun (409), every fault of the minutes at once (400, 409).
    """
    traject = bestaand(state)
    overleg, gehouden_op = vast_te_leggen(traject, "weegoverleg", verslag.gehouden_op, ctx)
    gehouden, besluit = houd(config, overleg, gehouden_op, verslag, ctx)
    stappen = Stappen(config, traject, ctx)
    tot = uiterste_dag(config, eerste_na(config, gehouden, verslag, ctx.received), gehouden_op)
    toets = Toets(config, traject, ctx, local_date(gehouden_op))
    Weging(toets, overleg, verslag).controleer(besluit, tot)
    stappen.traject = traject.met_overleg(gehouden)
    maak_afspraken(stappen, verslag.afspraken, overleg.nummer, tot)
    _meld(stappen, gehouden, verslag, gehouden_op)
    if besluit.haalt and verslag.doorzetten != "nog-niet":  # until it goes on, who takes part stays (S6b)
        zet_deelnemers(stappen, verslag.deelnemers, local_date(gehouden_op))
    if verslag.gaat_door:
        ga_door(stappen, gehouden, verslag, local_date(gehouden_op))
    return stappen.klaar(nummer=overleg.nummer, besloten=besluit.haalt, tekst=besluit.tekst)


def eerste_na(config: Configuratie, gehouden: Overleg, besluit: Weegbesluit, na: datetime) -> datetime | None:
    """The proposed first casusoverleg (S13), UTC; None where the zaak does not go on, or its moment has passed by `na`."""
    begin = voorstel_na(config, gehouden)
    return begin if besluit.gaat_door and begin > na else None


def _meld(stappen: Stappen, gehouden: Overleg, verslag: Weegverslag, gehouden_op: datetime) -> None:
    stappen.events.append(
        WeegoverlegGehouden(
            nummer=gehouden.nummer,
            gehouden_op=gehouden_op,
            vastgelegd_op=stappen.ctx.received,
            besloten=bool(gehouden.besloten),
            aanwezigen=gehouden.aanwezigen,
            passend=verslag.passend,
            doorzetten=verslag.doorzetten,
            deelnemers=verslag.deelnemers,
            route=verslag.route,
            wensen=codes(verslag.wensen),
        )
    )


def zet_deelnemers(stappen: Stappen, oins: Sequence[str], dag: date, reden: Sealed[str] | None = None) -> None:
    """From the local day on these take part and no others (L4b): who stays, stays; who is no longer named, has left."""
    vertrek = Vertrek(reden=reden, door=stappen.ctx.actor.subject)
    deelnames = tuple(
        changed(one, tot=dag, vertrek=vertrek) if one.tot is None and one.oin not in oins else one
        for one in stappen.traject.deelnames
    )
    al = {one.oin for one in deelnames if one.tot is None}
    erbij = tuple(Deelname(oin=oin, van=dag) for oin in oins if oin not in al)
    stappen.traject = changed(stappen.traject, deelnames=(*deelnames, *erbij))


def ga_door(stappen: Stappen, gehouden: Overleg, verslag: Weegverslag, dag: date) -> None:
    """Who leads or looks for who will, from the local day on, and the first casusoverleg (S11, S13)."""
    if verslag.casusregie is not None:
        leg_aanwijzing_vast(stappen, verslag.casusregie, dag, gehouden.nummer)
    elif verslag.gezocht is not None:
        zoek(stappen, verslag.gezocht.door_oin, dag)
    begin = eerste_na(stappen.config, gehouden, verslag, stappen.ctx.received)
    if begin is not None:
        stel_voor(stappen, begin, gehouden.duur_minuten, voorlopig=True)
    _waarschuw(stappen, verslag.deelnemers)


def _waarschuw(stappen: Stappen, deelnemers: Sequence[str]) -> None:
    partners = [partner for oin in deelnemers if (partner := stappen.config.partner(oin)) is not None]
    if not any(partner.lid == 1 for partner in partners):
        stappen.waarschuwingen.append("Er doet geen lid-1-partner mee. Zonder lid 1 kan een overleg niet besluiten.")
    for afspraak in stappen.traject.open_afspraken:
        if afspraak.eigenaar not in deelnemers:
            wie = naam(stappen.config, afspraak.eigenaar)
            stappen.waarschuwingen.append(f"Afspraak {afspraak.nummer} is van {wie}, maar {wie} doet niet mee.")


SOORTEN: tuple[tuple[Afspraaksoort, str, str], ...] = (
    ("contact", "geen_contact_nodig", "Maak minstens één afspraak over contact, of schrijf waarom dat niet nodig is."),
    (
        "veiligheid",
        "geen_veiligheid_nodig",
        "Maak minstens één afspraak over veiligheid, of schrijf waarom dat niet nodig is.",
    ),
)
BESLUITEN = (
    "passend",
    "doorzetten",
    "deelnemers",
    "casusregie",
    "gezocht",
    "route",
    "wie_bewaakt_veiligheid",
    "wie_vertelt",
)


class Weging:
    """The minutes under judgement, with what they are judged against."""

    def __init__(self, toets: Toets, overleg: Overleg, verslag: Weegverslag) -> None:
        self.toets = toets
        self.overleg = overleg
        self.verslag = verslag

    def controleer(self, quorum: Quorum, tot: date) -> None:
        """Raises Refused with every fault: 400 for what is wrong, 409 for a decision that those present may not take.

        `quorum`: whether they may decide; `tot`: the latest local day on which an agreement may be due.
        """
        bekend = {*self.overleg.genodigden, *self.toets.traject.deelnemers}  # who takes part already was chosen (L4b)
        aanwezig_fouten(self.toets, self.verslag.aanwezigen, None, bekend)
        if quorum.haalt:
            self._besluit()
        else:
            self._niet_besloten(quorum.tekst)
        self._eigenaars(tot, self.verslag.afspraken)
        self._wensen(besloten=quorum.haalt)
        self.toets.weiger()

    def controleer_herziening(self, tot: date, nieuwe: Sequence[NieuweAfspraak]) -> None:
        """The same for a decision that is put right (D3). Those present and their talk stay as they were; only the new
        agreements are judged again. Wishes without an answer come back at the first casusoverleg.
        """
        self._besluit()
        self._eigenaars(tot, nieuwe)
        self.toets.weiger()

    def _besluit(self) -> None:
        if self.verslag.passend is None:
            self.toets.meld("passend-ontbreekt", "Kies passend of niet passend.", "/passend")
            return
        if not self.verslag.motivatie:
            self.toets.meld("motivatie-ontbreekt", "Schrijf waarom de zaak wel of niet passend is.", "/motivatie")
        if self.verslag.passend:
            self._passend()
        else:
            self._niet_passend()

    def _niet_besloten(self, waarom: str) -> None:
        """Below the quorum minutes are kept, decisions are not (L4)."""
        for veld in BESLUITEN:
            if getattr(self.verslag, veld) not in (None, ()):
                self.toets.meld("geen-quorum", waarom, f"/{_camel(veld)}", status=409)

    def _passend(self) -> None:
        verslag, meld = self.verslag, self.toets.meld
        for veld in ("route", "wie_bewaakt_veiligheid", "wie_vertelt"):
            if getattr(verslag, veld) is not None:
                meld("hoort-hier-niet", "Dit hoort alleen bij een zaak die niet passend is.", f"/{_camel(veld)}")
        if verslag.doorzetten is None:
            meld(
                "doorzetten-ontbreekt", "Kies of de zaak doorgaat naar een casusoverleg: ja of nog niet.", "/doorzetten"
            )
        for soort, veld, tekst in SOORTEN:
            if not any(one.soort == soort for one in verslag.afspraken) and not getattr(verslag, veld):
                meld(f"afspraak-{soort}-ontbreekt", tekst, "/afspraken")
        if verslag.doorzetten == "ja":
            self._doorzetten()
        elif verslag.doorzetten == "nog-niet":
            self._hoort_bij_doorzetten()

    def _doorzetten(self) -> None:
        """From here on partners take part, and someone leads or is looked for (L4b, S11)."""
        verslag, meld = self.verslag, self.toets.meld
        if not verslag.deelnemers:
            meld("deelnemers-ontbreken", "Zeg welke partners vanaf nu meedoen.", "/deelnemers")
        for plek, oin in enumerate(verslag.deelnemers):
            self.toets.geen_partner(oin, f"/deelnemers/{plek}")
            if oin in verslag.deelnemers[:plek]:
                meld("dubbel", "Deze organisatie staat er dubbel in.", f"/deelnemers/{plek}")
        if verslag.casusregie is None and verslag.gezocht is None:
            meld("regie-ontbreekt", "Wijs een casusregisseur aan, of zeg wie er een zoekt.", "/casusregie")
        regie_fouten(self.toets, verslag.casusregie, verslag.gezocht, verslag.deelnemers)

    def _hoort_bij_doorzetten(self) -> None:
        for veld in ("deelnemers", "casusregie", "gezocht"):
            if getattr(self.verslag, veld) not in (None, ()):
                tekst = "Dit hoort alleen bij een zaak die doorgaat naar een casusoverleg."
                self.toets.meld("hoort-hier-niet", tekst, f"/{_camel(veld)}")

    def _niet_passend(self) -> None:
        """Every no has a way on (D5), and someone watches safety and tells the reporter (S11)."""
        verslag, meld = self.verslag, self.toets.meld
        self._hoort_bij_doorzetten()
        if verslag.doorzetten is not None:
            meld("hoort-hier-niet", "Een zaak die niet passend is, gaat niet door.", "/doorzetten")
        if verslag.route is None:
            meld("route-ontbreekt", "Kies hoe het verder gaat met deze zaak.", "/route")
        for veld, tekst in (
            ("wie_bewaakt_veiligheid", "Zeg welke organisatie de veiligheid bewaakt."),
            ("wie_vertelt", "Zeg welke organisatie de melder het besluit vertelt."),
        ):
            oin, place = getattr(verslag, veld), f"/{_camel(veld)}"
            if oin is None:
                meld(f"{_kebab(veld)}-ontbreekt", tekst, place)
            elif oin != self.toets.config.zvhh_oin:
                self.toets.geen_partner(oin, place)

    def _eigenaars(self, tot: date, afspraken: Sequence[NieuweAfspraak]) -> None:
        """Who takes part owns an agreement; before that, who was present or invited (S11)."""
        verslag = self.verslag
        erbij = {one.oin for one in verslag.aanwezigen} | set(self.overleg.genodigden)
        eigenaars = set(verslag.deelnemers) if verslag.doorzetten == "ja" else erbij
        nieuwe_fouten(self.toets, afspraken, eigenaars, tot, "/afspraken")

    def _wensen(self, *, besloten: bool) -> None:
        nodig = te_beantwoorden(self.toets.traject, self.overleg) if besloten and self.verslag.passend else ()
        wens_fouten(self.toets, self.verslag.wensen, nodig)


def _camel(veld: str) -> str:
    eerste, *rest = veld.split("_")
    return eerste + "".join(deel.title() for deel in rest)


def _kebab(veld: str) -> str:
    return veld.replace("_", "-")
