# SPDX-License-Identifier: EUPL-1.2
"""What the evaluation hears of a casus that is destroyed (`zvhh.regie-intern.v1`)."""

from typing import ClassVar

from zvhh_contracts.event import Code, Reader


class LaatsteTelling(Reader):
    """What a destroyed casus adds to each counter (regie)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.evaluaties.laatste-telling.v1"
    tellers: dict[Code, int]
