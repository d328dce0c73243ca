# SPDX-License-Identifier: EUPL-1.2
"""What the casussen and pilot years of regie read of each other (`zvhh.regie-intern.v1`)."""

from typing import ClassVar

from zvhh_contracts.event import Moment, Reader, ZaakId


class PlaatsGevraagd(Reader):
    """A casus asks its pilotjaar for a place (regie)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-gevraagd.v1"
    zaak_id: ZaakId
    vastgelegd_op: Moment
    ontvangen_op: Moment
    aanvraag: int = 1


class PlaatsToegekend(Reader):
    """A pilotjaar gives a casus its place (regie)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-toegekend.v1"
    pilotjaar: int
    plaats: int
    maximum: int
    vergeven: int
    aanvraag: int = 1


class PlaatsOpWachtlijst(Reader):
    """A pilotjaar puts a casus in line (regie)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-op-wachtlijst.v1"
    pilotjaar: int
    positie: int
    aanvraag: int = 1


class PlaatsAangeboden(Reader):
    """A pilotjaar has a free place for a casus, which a person confirms (regie)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-aangeboden.v1"
    pilotjaar: int
    aanvraag: int = 1


class PlaatsTeruggegeven(Reader):
    """A casus gives its place back (regie)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-teruggegeven.v1"
    zaak_id: ZaakId
    aanvraag: int = 1


class WachtlijstVerlaten(Reader):
    """A casus waits no longer (regie)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.wachtlijst-verlaten.v1"
    zaak_id: ZaakId
    aanvraag: int = 1


class WachtendeDoorgezet(Reader):
    """A casus waits in the line of this pilotjaar from now on; said by the year before (regie)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.wachtende-doorgezet.v1"
    zaak_id: ZaakId
    vastgelegd_op: Moment
    ontvangen_op: Moment
    sinds: Moment | None = None
    aanvraag: int = 1


class PlaatsVernietigd(Reader):
    """A casus was destroyed (regie)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-vernietigd.v1"
    zaak_id: ZaakId
    aanvraag: int = 1
