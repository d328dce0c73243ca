# SPDX-License-Identifier: EUPL-1.2
"""What regie says of a zaak: its place, the line, and how it ended.

For: the stand that the reporter reads, who may read the melding (L6), and the short term (L8). Not for: places.
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_intake import readers
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gevolgd import CasusDeel, Plek
from zvhh_intake.domain.rules.termijn import kort_na
from zvhh_intake.domain.rules.volgen import gevolgd
from zvhh_kit.decision import Context, Decision, changed


def _open(melding: Melding, e: readers.CasusGeopend) -> Melding:
    plek = Plek(pilotjaar=e.pilotjaar, plaats=e.plaats, maximum=e.maximum)
    return changed(melding, casus=CasusDeel(fase="open"), plek=plek)


def _open_lopend(melding: Melding, _: readers.LopendeCasusGeopend) -> Melding:
    return changed(melding, casus=CasusDeel(fase="open"))


def _wacht(melding: Melding, e: readers.CasusOpWachtlijst) -> Melding:
    return changed(melding, casus=CasusDeel(fase="wachtlijst", positie=e.positie, besluit_op=e.besluit_op))


def _maak_ongedaan(melding: Melding, e: readers.OpeningOngedaan) -> Melding:
    return changed(melding, casus=CasusDeel(fase="ongedaan", ongedaan_op=e.ongedaan_op))


def _sluit(melding: Melding, e: readers.CasusAfgeschaald) -> Melding:
    return changed(melding, casus=CasusDeel(fase="afgeschaald", gesloten_op=e.afgeschaald_op))


def _beeindig(melding: Melding, e: readers.CasusBeeindigd) -> Melding:
    return changed(melding, casus=CasusDeel(fase="beeindigd", gesloten_op=e.beeindigd_op))


casus_geopend = gevolgd(_open)
"""The zaak got its place (S6)."""

lopende_casus_geopend = gevolgd(_open_lopend)
"""A running zaak of before the pilot is in regie; it needs no place (S6c)."""

casus_op_wachtlijst = gevolgd(_wacht)
"""All places are given: the zaak waits (S6)."""

opening_ongedaan = gevolgd(_maak_ongedaan)
"""An opening made in error was undone: a second weegoverleg is to be planned (S6b), unless one decided otherwise."""

casus_afgeschaald = gevolgd(_sluit)
"""The casus is closed: the melding is shielded, nobody reads it any more, nor what was joined to it (L6, L8, D11b)."""

casus_beeindigd = gevolgd(_beeindig)
"""The casus is closed for another reason: shielded exactly as afgeschaald (D13, L8)."""


def casus_van_wachtlijst(
    config: Configuratie, melding: Melding | None, e: readers.CasusVanWachtlijst, ctx: Context
) -> Decision[Melding]:
    """The zaak left the line by a way on (D5); it goes 30 days later, like what is not passend (L8)."""
    weg = kort_na(config, e.van_wachtlijst_op)

    def zet(melding: Melding, e: readers.CasusVanWachtlijst) -> Melding:
        return changed(melding, casus=CasusDeel(fase="van-wachtlijst", route=e.route, vernietigen_op=weg))

    return gevolgd(zet)(melding, e, ctx)
