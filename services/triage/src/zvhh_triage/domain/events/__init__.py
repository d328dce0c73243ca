# SPDX-License-Identifier: EUPL-1.2
"""What triage is told: one file per service that tells it. Total in every state."""
