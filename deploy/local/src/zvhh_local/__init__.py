# SPDX-License-Identifier: EUPL-1.2
"""The whole system on one machine, on a real broker and database; development, demo and tests only."""
