# SPDX-License-Identifier: EUPL-1.2
"""The parts of the states of meetings."""
