# SPDX-License-Identifier: EUPL-1.2
"""The rules of intake, pure: who may report, what a melding must hold, what becomes of it. No I/O, no clock."""
