# SPDX-License-Identifier: EUPL-1.2
"""All that a domain sees of the kit: what it says, and what it counts dates with. Pure."""
