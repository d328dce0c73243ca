# SPDX-License-Identifier: EUPL-1.2
"""What the minutes of a weegoverleg must hold (S3, S11, L4, L4b, L5, D5): every fault at once.

Not for: what follows from them; see `weegoverleg`.
"""

from collections.abc import Sequence
from datetime import date

from zvhh_meetings.domain.parts.overleg import Overleg
from zvhh_meetings.domain.parts.verslag import Weegverslag
from zvhh_meetings.domain.parts.verslagdelen import Afspraaksoort, NieuweAfspraak
from zvhh_meetings.domain.rules.afspraken import nieuwe_fouten
from zvhh_meetings.domain.rules.casusregie import regie_fouten
from zvhh_meetings.domain.rules.quorum import Quorum, aanwezig_fouten
from zvhh_meetings.domain.rules.toets import Toets
from zvhh_meetings.domain.rules.wensen import te_beantwoorden, wens_fouten

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
            if not any(een.soort == soort for een in verslag.afspraken) and not getattr(verslag, veld):
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
        erbij = {een.oin for een in verslag.aanwezigen} | set(self.overleg.genodigden)
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
