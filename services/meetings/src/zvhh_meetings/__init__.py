# SPDX-License-Identifier: EUPL-1.2
"""Weegoverleg and casusoverleggen: outcomes, agreements, plan van aanpak."""
