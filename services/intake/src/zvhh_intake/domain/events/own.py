# SPDX-License-Identifier: EUPL-1.2
"""What a zaak says to the meldingen that joined it: it was weighed, who is barred from it, it was closed, it is gone (D11b).

For: keeping it as it was told, joined or not; it counts while the melding is joined to that zaak (`derived`, D1, L6).
"""

from zvhh_contracts.meldingen import MeldingAfgeschermd
from zvhh_intake import readers
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gevolgd import Hoofdzaak
from zvhh_intake.domain.rules.besluit import besluit
from zvhh_intake.domain.rules.volgen import gevolgd
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Context, Decision, changed


@gevolgd
def hoofdzaak_gewogen(melding: Melding, e: readers.HoofdzaakGewogen) -> Melding:
    """A zaak that this melding joined had its weegoverleg: while it is joined, it is not withdrawn any more (D1)."""
    return _met_hoofdzaak(melding, e.zaak_id, changed(_bekend(melding, e.zaak_id), gewogen=True))


@gevolgd
def wering_van_hoofdzaak(melding: Melding, e: readers.HoofdzaakWering) -> Melding:
    """A person is barred from a zaak that this melding joined, or no longer; it counts while it is joined (L6)."""
    bekend = _bekend(melding, e.zaak_id)
    anderen = {*bekend.geweerd} - {e.persoon}
    geweerd = {*anderen, e.persoon} if e.geldt else anderen
    return _met_hoofdzaak(melding, e.zaak_id, changed(bekend, geweerd=tuple(sorted(geweerd))))


def _bekend(melding: Melding, zaak_id: str) -> Hoofdzaak:
    return melding.hoofdzaken.get(zaak_id, Hoofdzaak())


def _met_hoofdzaak(melding: Melding, zaak_id: str, nu: Hoofdzaak) -> Melding:
    return changed(melding, hoofdzaken=dict(sorted({**melding.hoofdzaken, zaak_id: nu}.items())))


def hoofdzaak_gesloten(melding: Melding | None, e: readers.HoofdzaakGesloten, ctx: Context) -> Decision[Melding]:
    """A zaak that this melding joined is closed (D11b, L8); every service hears it once, joined or split off by now."""
    if melding is None or melding.geweigerd:
        return Decision.nothing("geen melding")
    if e.zaak_id in melding.hoofdzaken_gesloten:
        return Decision.nothing("al bekend")
    wordt = changed(melding, hoofdzaken_gesloten=tuple(sorted({*melding.hoofdzaken_gesloten, e.zaak_id})))
    event = MeldingAfgeschermd(hoofdzaak_id=e.zaak_id, afgeschermd_op=e.gesloten_op)
    return besluit(melding, wordt, ctx, events=(event,))


@gevolgd
def hoofdzaak_vernietigd(melding: Melding, e: readers.HoofdzaakVernietigd) -> Melding:
    """The zaak that this melding joined is gone, and this one goes with it, unless it was split off or is on hold (D11b, L8)."""
    weg = melding.hoofdzaken_weg | {e.zaak_id: local_date(e.vernietigd_op)}
    return changed(melding, hoofdzaken_weg=weg)
