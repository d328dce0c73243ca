# SPDX-License-Identifier: EUPL-1.2
"""A process at work: its loops by role, its server. Not for: what a loop does."""
