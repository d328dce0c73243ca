# SPDX-License-Identifier: EUPL-1.2
"""What regie decides: a pilot place, the casusregie, incidents and the clock to afschalen. Pure."""
