# SPDX-License-Identifier: EUPL-1.2
"""What the other services told: one file for each of them. Total: any state, any order."""
