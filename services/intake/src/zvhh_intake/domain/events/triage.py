# SPDX-License-Identifier: EUPL-1.2
"""What triage says of a melding: its judgement (S10), and which meldingen are about the same zaak (D11b).

For: the stand that the reporter reads, and the short term (L8). Not for: judging.
"""

from zvhh_intake import readers
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gevolgd import TriageDeel
from zvhh_intake.domain.rules.volgen import gevolgd
from zvhh_kit.decision import changed


def _vraag(melding: Melding, e: readers.AanvullingGevraagd) -> Melding:
    return changed(melding, triage=TriageDeel(versie=e.versie, uitkomst="aanvulling", uiterlijk_op=e.uiterlijk_op))


def _zet_door(melding: Melding, e: readers.TriageDoorgezet) -> Melding:
    return changed(melding, triage=TriageDeel(versie=e.versie, uitkomst="doorgezet"))


def _wijs_af(melding: Melding, e: readers.TriageAfgewezen) -> Melding:
    deel = TriageDeel(versie=e.versie, uitkomst="afgewezen", route=e.route, vernietigen_op=e.vernietigen_op)
    return changed(melding, triage=deel)


def _voeg(melding: Melding, e: readers.TriageGevoegd) -> Melding:
    return changed(melding, triage=TriageDeel(versie=e.versie, uitkomst="gevoegd", bij=e.bij))


def _heropen(melding: Melding, e: readers.TriageHeropend) -> Melding:
    return changed(melding, triage=TriageDeel(versie=e.versie, uitkomst="heropend"))


vraag_gesteld = gevolgd(_vraag)
"""Triage asks for more, until and including a local day (S10)."""

doorgezet = gevolgd(_zet_door)
"""Triage said three times ja (S10); the date of destruction of an earlier no goes."""

afgewezen = gevolgd(_wijs_af)
"""Triage said no, with the way on (D5) and the local day of destruction (L8)."""

gevoegd = gevolgd(_voeg)
"""The melding is about a running zaak and goes with it; the reporter keeps their own melding (D11b)."""

heropend = gevolgd(_heropen)
"""The melding was split off again and is to be judged on its own (D11b)."""


def _voeg_toe(melding: Melding, e: readers.MeldingToegevoegd) -> Melding:
    return changed(melding, toegevoegd=tuple(sorted({*melding.toegevoegd, e.zaak_id})))


def _splits_af(melding: Melding, e: readers.MeldingAfgesplitst) -> Melding:
    return changed(melding, toegevoegd=tuple(one for one in melding.toegevoegd if one != e.zaak_id))


melding_toegevoegd = gevolgd(_voeg_toe)
"""Another melding is about this zaak: it is shielded when this one closes, and destroyed with it (D11b, L8)."""

melding_afgesplitst = gevolgd(_splits_af)
"""A melding that had joined this zaak is on its own again (D11b)."""
