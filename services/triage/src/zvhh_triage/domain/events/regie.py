# SPDX-License-Identifier: EUPL-1.2
"""What regie tells: the casus, the line, the end."""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.decision import Context, Decision, changed
from zvhh_triage.domain.parts.vervolg import Casus, VanWachtlijst
from zvhh_triage.domain.rules.bewaren import na_een_nee
from zvhh_triage.domain.triage import Triage
from zvhh_triage.readers import (
    CasusAfgeschaald,
    CasusBeeindigd,
    CasusGeopend,
    CasusOpWachtlijst,
    CasusVanWachtlijst,
    LopendeCasusGeopend,
    OpeningOngedaan,
)


def casus_geopend(triage: Triage | None, _event: CasusGeopend, _: Context) -> Decision[Triage]:
    """The zaak is a casus."""
    return _casus(triage, "geopend")


def lopende_casus_geopend(triage: Triage | None, _event: LopendeCasusGeopend, _: Context) -> Decision[Triage]:
    """A running case of before the pilot is in regie (S6c)."""
    return _casus(triage, "geopend")


def casus_op_wachtlijst(triage: Triage | None, _event: CasusOpWachtlijst, _: Context) -> Decision[Triage]:
    """The zaak waits for a place (S6)."""
    return _casus(triage, "wachtlijst")


def casus_van_wachtlijst(
    config: Configuratie, triage: Triage | None, event: CasusVanWachtlijst, _: Context
) -> Decision[Triage]:
    """The zaak left the line by a way on (S6b, D5), and ends like one that was not passend (L8)."""
    left = VanWachtlijst(op=event.van_wachtlijst_op, vernietigen_op=na_een_nee(config, event.van_wachtlijst_op))
    return _casus(triage, "van-wachtlijst", left)


def opening_ongedaan(triage: Triage | None, _event: OpeningOngedaan, _: Context) -> Decision[Triage]:
    """An opening made in error was undone (S6b); a weegoverleg was held all the same, so nothing is judged anew here."""
    return _casus(triage, "ongedaan")


def casus_afgeschaald(triage: Triage | None, _event: CasusAfgeschaald, _: Context) -> Decision[Triage]:
    """The file is shielded: nobody reads it any more (L8)."""
    return _casus(triage, "afgeschaald")


def casus_beeindigd(triage: Triage | None, _event: CasusBeeindigd, _: Context) -> Decision[Triage]:
    """Ended otherwise (D13): shielded exactly as after afschalen (L8)."""
    return _casus(triage, "beeindigd")


def _casus(triage: Triage | None, casus: Casus, left: VanWachtlijst | None = None) -> Decision[Triage]:
    told = changed(triage or Triage(), casus=casus, van_wachtlijst=left)
    return Decision(told)
