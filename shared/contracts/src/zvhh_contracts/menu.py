# SPDX-License-Identifier: EUPL-1.2
"""The menu above every page, the same in all services: where each begins, in which words, for which roles.

Not for: who may do what; that is each service's table of access. Who follows a link that is not theirs finds nothing.
"""

__all__ = ["MENU"]

MENU: tuple[tuple[str, str, frozenset[str]], ...] = (("/zaken", "Zaken", frozenset({"procesregisseur", "deelnemer"})),)
"""(path, words, roles)"""
