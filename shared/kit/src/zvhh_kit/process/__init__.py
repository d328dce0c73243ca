# SPDX-License-Identifier: EUPL-1.2
"""What every process has: what it is told, its clock, its loops, and what it tells of itself. Not for: what it
does.
"""
