# SPDX-License-Identifier: EUPL-1.2
"""How much of a zaak an organisation sees that only was invited: its own invitation, and what the melding says (L6).

For: the kit, which calls it on whatever it opens for somebody (`DocumentKind.part`), so that no view can forget it.
Not for: who sees a zaak at all (`access`), nor persons and melding: those are read in intake.
"""

from zvhh_kit.domain.decision import Actor, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.bronnen import Casus
from zvhh_meetings.domain.parts.overleg import Overleg


def deel_voor(traject: Overlegtraject, actor: Actor) -> Overlegtraject:
    """The whole for a procesregisseur, who takes part and who reads the overdracht; else what an invitation gives."""
    ziet_alles = "procesregisseur" in actor.roles or actor.oin in (*traject.deelnemers, *traject.overdracht_lezers)
    return traject if ziet_alles else _uitgenodigd(traject, actor.oin)


def _uitgenodigd(traject: Overlegtraject, oin: str) -> Overlegtraject:
    return changed(
        traject,
        overleggen=tuple(_uitnodiging(one) for one in traject.overleggen if _genodigd(one, oin)),
        taken=tuple(taak for taak in traject.taken if taak.voor == "deelnemer" and taak.oin == oin),
        casus=Casus(),
        deelnames=(),
        deelnemers=(),
        afspraken=(),
        interventies=(),
        plannen=(),
        aanwijzingen=(),
        gezocht=None,
        gevoegd=(),
        afgerond=(),
    )


def _genodigd(overleg: Overleg, oin: str) -> bool:
    """Invited to what is to come; or to what was cancelled, so that it can be taken from an agenda."""
    return oin in overleg.genodigden and overleg.stand != "gehouden"


def _uitnodiging(overleg: Overleg) -> Overleg:
    return changed(overleg, wijzigingen=(), afgezegd=())
