# SPDX-License-Identifier: EUPL-1.2
"""What a zaak says to the meldingen that joined it, for as long as it lives: it was weighed, and who is barred from it.

For: keeping it as it was told, joined or not; it counts while the melding is joined to that zaak (`stand`, D1, L6, D11b).
Not for: its end (`hoofdzaak`, `vanuit_triage`), nor telling (`mededelen`).
"""

from zvhh_intake import readers
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gevolgd import Hoofdzaak
from zvhh_intake.domain.rules.volgen import gevolgd
from zvhh_kit.decision import changed


def _gewogen(melding: Melding, e: readers.HoofdzaakGewogen) -> Melding:
    return _met_hoofdzaak(melding, e.zaak_id, changed(_bekend(melding, e.zaak_id), gewogen=True))


def _wering(melding: Melding, e: readers.HoofdzaakWering) -> Melding:
    bekend = _bekend(melding, e.zaak_id)
    anderen = {*bekend.geweerd} - {e.persoon}
    geweerd = {*anderen, e.persoon} if e.geldt else anderen
    return _met_hoofdzaak(melding, e.zaak_id, changed(bekend, geweerd=tuple(sorted(geweerd))))


hoofdzaak_gewogen = gevolgd(_gewogen)
"""A zaak that this melding joined had its weegoverleg: while it is joined, it is not withdrawn any more (D1)."""

wering_van_hoofdzaak = gevolgd(_wering)
"""A person is barred from a zaak that this melding joined, or no longer; it counts while it is joined (L6)."""


def _bekend(melding: Melding, zaak_id: str) -> Hoofdzaak:
    return melding.hoofdzaken.get(zaak_id, Hoofdzaak())


def _met_hoofdzaak(melding: Melding, zaak_id: str, nu: Hoofdzaak) -> Melding:
    return changed(melding, hoofdzaken=dict(sorted({**melding.hoofdzaken, zaak_id: nu}.items())))
