# SPDX-License-Identifier: EUPL-1.2
"""What the minutes of a casusoverleg must hold (S3, S12, S13, S14b, L4, L4b): every fault at once.

Not for: what follows from them; see `casusoverleg`.
"""

from datetime import date, datetime

from zvhh_kit.calendar import local_date
from zvhh_meetings.domain.afschalen import besluit_fouten
from zvhh_meetings.domain.afspraken import gemeld_fouten, nieuwe_fouten
from zvhh_meetings.domain.casusregie import regie_fouten
from zvhh_meetings.domain.plan import plan_fouten
from zvhh_meetings.domain.quorum import Quorum, aanwezig_fouten
from zvhh_meetings.domain.toets import Toets
from zvhh_meetings.domain.traject import Overleg
from zvhh_meetings.domain.verslag import Casusverslag
from zvhh_meetings.domain.wensen import te_beantwoorden, wens_fouten


class Bespreking:
    """The minutes under judgement, with what they are judged against."""

    def __init__(self, toets: Toets, overleg: Overleg, verslag: Casusverslag, quorum: Quorum) -> None:
        self.toets = toets
        self.overleg = overleg
        self.verslag = verslag
        self.quorum = quorum
        self.gehouden_op = verslag.gehouden_op or overleg.begin

    def controleer(self, voorstel: datetime, tot: date) -> None:
        """Raises Refused with every fault: 400 for what is wrong, 409 for a decision that can't be taken now.

        `voorstel`: the proposed next moment; `tot`: the latest local day on which an agreement may be due.
        """
        aanwezig_fouten(self.toets, self.verslag.aanwezigen, self.toets.traject.deelnemers)
        if self.quorum.haalt:
            self._besloten()
        else:
            self._niet_besloten()
        self._afspraken(tot)
        self._regie()
        self._volgende(voorstel)
        self.toets.weiger()

    def _besloten(self) -> None:
        verslag = self.verslag
        if not verslag.beeld_bevestigd and not verslag.beeld:
            tekst = "Bevestig het beeld, of werk het bij."
            self.toets.meld("beeld-ontbreekt", tekst, "/beeldBevestigd")
        if verslag.plan is not None:
            plan_fouten(self.toets, verslag.plan)
        if verslag.afschalen is not None:
            besluit_fouten(self.toets, verslag.afschalen, self.gehouden_op)
        wens_fouten(self.toets, verslag.wensen, te_beantwoorden(self.toets.traject, self.overleg))

    def _niet_besloten(self) -> None:
        """Below the quorum minutes are kept; plan and afschalen can't be decided (L4)."""
        for veld in ("plan", "afschalen"):
            if getattr(self.verslag, veld) is not None:
                self.toets.meld("geen-quorum", self.quorum.tekst, f"/{veld}", status=409)
        wens_fouten(self.toets, self.verslag.wensen, ())

    def _afspraken(self, tot: date) -> None:
        verslag = self.verslag
        gemeld_fouten(self.toets, verslag.afspraken)
        nieuwe_fouten(self.toets, verslag.nieuwe_afspraken, self.toets.traject.deelnemers, tot, "/nieuweAfspraken")
        for plek, regel in enumerate(verslag.beeld):
            if regel.bron != self.toets.config.zvhh_oin:
                self.toets.geen_partner(regel.bron, f"/beeld/{plek}/bron")

    def _regie(self) -> None:
        regie_fouten(self.toets, self.verslag.casusregie, self.verslag.gezocht, self.toets.traject.deelnemers)

    def _volgende(self, voorstel: datetime) -> None:
        """Another day than ten weeks on needs a reason, and is never a block (S13)."""
        volgende = self.verslag.volgende
        if volgende is None:
            return
        if self.verslag.afschalen is not None and self.verslag.afschalen.uitkomst == "afschalen":
            tekst = "U besluit af te schalen. Dan komt er geen volgend overleg."
            self.toets.meld("hoort-hier-niet", tekst, "/volgende")
        if volgende.begin <= max(self.gehouden_op, self.toets.received):
            self.toets.meld("begin-voorbij", "Kies een moment in de toekomst.", "/volgende/begin")
        anders = local_date(volgende.begin) != local_date(voorstel)
        if self.quorum.haalt and anders and not volgende.reden:
            tekst = f"Schrijf waarom het volgende overleg niet op {local_date(voorstel):%d-%m-%Y} is."
            self.toets.meld("reden-ontbreekt", tekst, "/volgende/reden")
