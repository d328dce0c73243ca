# SPDX-License-Identifier: EUPL-1.2
"""What follows outside, after a save, surely and in order. Nothing here may decide anything."""
