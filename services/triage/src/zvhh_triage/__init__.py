# SPDX-License-Identifier: EUPL-1.2
"""Judges scope and the three criteria, by a procesregisseur."""
