# SPDX-License-Identifier: EUPL-1.2
"""Who read and wrote what about one person (L7, L10)."""

from collections.abc import Sequence

from zvhh_kit.http import Page
from zvhh_kit.http.logboek import VerwerkingBeeld


class VerwerkingenVanPersoon(Page[VerwerkingBeeld]):
    """Lines of intake, and the zaken by which those of the other services are asked."""

    zaken: Sequence[str]
