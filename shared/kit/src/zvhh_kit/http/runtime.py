# SPDX-License-Identifier: EUPL-1.2
"""The rooms by the name that they had here."""

from zvhh_kit.rooms import Rooms as Runtime

__all__ = ["Runtime"]
