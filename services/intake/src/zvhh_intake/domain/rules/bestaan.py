# SPDX-License-Identifier: EUPL-1.2
"""Whether there is a zaak to do something about: an accepted melding, or a running case that was brought in.

For: the commands about a zaak. Not for: who may see it (`access`), nor whether it is closed.
"""

from zvhh_intake.domain.melding import Melding
from zvhh_kit.domain.decision import Refused


def bestaand(melding: Melding | None) -> Melding:
    """The zaak. Refused with 404 without one, and for a partner's record that was refused: it has no zaak (D1)."""
    if melding is None or melding.geweigerd:
        raise Refused("bestaat-niet", "Deze zaak bestaat niet.", status=404)
    return melding


def open_zaak(melding: Melding | None) -> Melding:
    er_is = bestaand(melding)
    if er_is.afgeschermd:
        raise Refused("gesloten", "Deze zaak is gesloten. Meld opnieuw als er nieuwe ontwikkelingen zijn.")
    return er_is


def persoon_onbekend() -> Refused:
    return Refused("persoon-onbekend", "Deze persoon staat niet bij de zaak.", status=404)
