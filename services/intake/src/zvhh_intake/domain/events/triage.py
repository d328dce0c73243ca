# SPDX-License-Identifier: EUPL-1.2
"""What triage says of a melding: its judgement (S10), and which meldingen are about the same zaak (D11b).

For: the stand that the reporter reads, and the short term (L8). Not for: judging.
"""

from zvhh_intake import readers
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gevolgd import TriageDeel
from zvhh_intake.domain.rules.volgen import gevolgd
from zvhh_kit.domain.decision import changed


@gevolgd
def vraag_gesteld(melding: Melding, e: readers.AanvullingGevraagd) -> Melding:
    """Triage asks for more, until and including a local day (S10)."""
    return changed(melding, triage=TriageDeel(versie=e.versie, uitkomst="aanvulling", uiterlijk_op=e.uiterlijk_op))


@gevolgd
def doorgezet(melding: Melding, e: readers.TriageDoorgezet) -> Melding:
    """Triage said three times ja (S10); the date of destruction of an earlier no goes."""
    return changed(melding, triage=TriageDeel(versie=e.versie, uitkomst="doorgezet"))


@gevolgd
def afgewezen(melding: Melding, e: readers.TriageAfgewezen) -> Melding:
    """Triage said no, with the way on (D5) and the local day of destruction (L8)."""
    deel = TriageDeel(versie=e.versie, uitkomst="afgewezen", route=e.route, vernietigen_op=e.vernietigen_op)
    return changed(melding, triage=deel)


@gevolgd
def gevoegd(melding: Melding, e: readers.TriageGevoegd) -> Melding:
    """The melding is about a running zaak and goes with it; the reporter keeps their own melding (D11b)."""
    return changed(melding, triage=TriageDeel(versie=e.versie, uitkomst="gevoegd", bij=e.bij))


@gevolgd
def heropend(melding: Melding, e: readers.TriageHeropend) -> Melding:
    """The melding was split off again and is to be judged on its own (D11b)."""
    return changed(melding, triage=TriageDeel(versie=e.versie, uitkomst="heropend"))


@gevolgd
def melding_toegevoegd(melding: Melding, e: readers.MeldingToegevoegd) -> Melding:
    """Another melding is about this zaak: it is shielded when this one closes, and destroyed with it (D11b, L8)."""
    return changed(melding, toegevoegd=tuple(sorted({*melding.toegevoegd, e.zaak_id})))


@gevolgd
def melding_afgesplitst(melding: Melding, e: readers.MeldingAfgesplitst) -> Melding:
    """A melding that had joined this zaak is on its own again (D11b)."""
    return changed(melding, toegevoegd=tuple(one for one in melding.toegevoegd if one != e.zaak_id))
