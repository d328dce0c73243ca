# SPDX-License-Identifier: EUPL-1.2
"""Casusregie, pilot places, incidents and the clock to afschalen."""
