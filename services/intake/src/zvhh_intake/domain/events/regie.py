# SPDX-License-Identifier: EUPL-1.2
"""What regie says of a zaak: its place, the line, and how it ended.

For: the stand that the reporter reads, who may read the melding (L6), and the short term (L8). Not for: places.
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_intake import readers
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gevolgd import CasusDeel, Plek
from zvhh_intake.domain.rules.termijn import kort_na
from zvhh_intake.domain.rules.volgen import gevolgd, gevolgd_onder
from zvhh_kit.domain.decision import changed


@gevolgd
def casus_geopend(melding: Melding, e: readers.CasusGeopend) -> Melding:
    """The zaak got its place (S6)."""
    plek = Plek(pilotjaar=e.pilotjaar, plaats=e.plaats, maximum=e.maximum)
    return changed(melding, casus=CasusDeel(fase="open"), plek=plek)


@gevolgd
def lopende_casus_geopend(melding: Melding, _: readers.LopendeCasusGeopend) -> Melding:
    """A running zaak of before the pilot is in regie; it needs no place (S6c)."""
    return changed(melding, casus=CasusDeel(fase="open"))


@gevolgd
def casus_op_wachtlijst(melding: Melding, e: readers.CasusOpWachtlijst) -> Melding:
    """All places are given: the zaak waits (S6)."""
    return changed(melding, casus=CasusDeel(fase="wachtlijst", positie=e.positie, besluit_op=e.besluit_op))


@gevolgd
def opening_ongedaan(melding: Melding, e: readers.OpeningOngedaan) -> Melding:
    """An opening made in error was undone: a second weegoverleg is to be planned (S6b), unless one decided otherwise."""
    return changed(melding, casus=CasusDeel(fase="ongedaan", ongedaan_op=e.ongedaan_op))


@gevolgd
def casus_afgeschaald(melding: Melding, e: readers.CasusAfgeschaald) -> Melding:
    """The casus is closed: the melding is shielded, nobody reads it any more, nor what was joined to it (L6, L8, D11b)."""
    return changed(melding, casus=CasusDeel(fase="afgeschaald", gesloten_op=e.afgeschaald_op))


@gevolgd
def casus_beeindigd(melding: Melding, e: readers.CasusBeeindigd) -> Melding:
    """The casus is closed for another reason: shielded exactly as afgeschaald (D13, L8)."""
    return changed(melding, casus=CasusDeel(fase="beeindigd", gesloten_op=e.beeindigd_op))


@gevolgd_onder
def casus_van_wachtlijst(config: Configuratie, melding: Melding, e: readers.CasusVanWachtlijst) -> Melding:
    """The zaak left the line by a way on (D5); it goes 30 days later, like what is not passend (L8)."""
    weg = kort_na(config, e.van_wachtlijst_op)
    return changed(melding, casus=CasusDeel(fase="van-wachtlijst", route=e.route, vernietigen_op=weg))
