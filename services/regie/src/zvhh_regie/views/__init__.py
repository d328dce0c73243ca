# SPDX-License-Identifier: EUPL-1.2
"""What regie shows, in JSON: casussen, their casusregie, clock and incidents, and the pilot years."""
