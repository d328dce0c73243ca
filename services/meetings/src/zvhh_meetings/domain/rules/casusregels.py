# SPDX-License-Identifier: EUPL-1.2
"""What the minutes of a casusoverleg must hold (S3, S12-S14b, S17, D13, L4, L4b, L5): every fault at once.

Not for: what follows from them; see `casusoverleg`.
"""

from datetime import date, datetime

from zvhh_kit.calendar import local_date
from zvhh_meetings.domain.parts.overleg import Overleg
from zvhh_meetings.domain.parts.verslag import Casusverslag
from zvhh_meetings.domain.rules.afschalen import besluit_fouten
from zvhh_meetings.domain.rules.afspraken import gemeld_fouten, nieuwe_fouten
from zvhh_meetings.domain.rules.beeindigen import eind_fouten
from zvhh_meetings.domain.rules.beeld import beeld_fouten
from zvhh_meetings.domain.rules.casusregie import regie_fouten
from zvhh_meetings.domain.rules.derden import derde_fouten
from zvhh_meetings.domain.rules.extras import extra_fouten
from zvhh_meetings.domain.rules.plan import plan_fouten
from zvhh_meetings.domain.rules.quorum import Quorum, aanwezig_fouten
from zvhh_meetings.domain.rules.toets import Toets
from zvhh_meetings.domain.rules.wensen import te_beantwoorden, wens_fouten


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
        toets, verslag = self.toets, self.verslag
        aanwezig_fouten(toets, verslag.aanwezigen, toets.traject.deelnemers)
        derde_fouten(toets, verslag.derden)
        self._afspraken(tot)
        beeld_fouten(toets, verslag.beeld_bevestigd, verslag.beeld, verslag.derden)
        extra_fouten(toets, verslag.extras)
        if self.quorum.haalt:
            self._besloten()
        else:
            self._niet_besloten()
        self._regie()
        self._volgende(voorstel)
        self.toets.weiger()

    def _besloten(self) -> None:
        verslag = self.verslag
        wens_fouten(self.toets, verslag.wensen, te_beantwoorden(self.toets.traject, self.overleg))
        if verslag.plan is not None:
            plan_fouten(self.toets, verslag.plan)
        besluit_fouten(self.toets, verslag.afschalen, self.gehouden_op, eindigt=verslag.beeindigen is not None)
        eind_fouten(self.toets, verslag)

    def _niet_besloten(self) -> None:
        """Below the quorum minutes are kept; plan, afschalen and another end can't be decided (L4)."""
        for veld in ("plan", "afschalen", "beeindigen"):
            if getattr(self.verslag, veld) is not None:
                self.toets.meld("geen-quorum", self.quorum.tekst, f"/{veld}", status=409)
        wens_fouten(self.toets, self.verslag.wensen, ())

    def _afspraken(self, tot: date) -> None:
        verslag = self.verslag
        gemeld_fouten(self.toets, verslag.afspraken)
        nieuwe_fouten(self.toets, verslag.nieuwe_afspraken, self.toets.traject.deelnemers, tot, "/nieuweAfspraken")

    def _regie(self) -> None:
        regie_fouten(self.toets, self.verslag.casusregie, self.verslag.gezocht, self.toets.traject.deelnemers)

    def _volgende(self, voorstel: datetime) -> None:
        """Another day than ten weeks on needs a reason, and is never a block (S13)."""
        volgende = self.verslag.volgende
        if volgende is None:
            return
        if self.verslag.slotbesluit is not None:
            tekst = "U besluit dat deze casus eindigt. Dan komt er geen volgend overleg."
            self.toets.meld("hoort-hier-niet", tekst, "/volgende")
        if volgende.begin <= max(self.gehouden_op, self.toets.received):
            self.toets.meld("begin-voorbij", "Kies een moment in de toekomst.", "/volgende/begin")
        anders = local_date(volgende.begin) != local_date(voorstel)
        if self.quorum.haalt and anders and not volgende.reden:
            tekst = f"Schrijf waarom het volgende overleg niet op {local_date(voorstel):%d-%m-%Y} is."
            self.toets.meld("reden-ontbreekt", tekst, "/volgende/reden")
