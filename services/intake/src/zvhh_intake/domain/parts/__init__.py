# SPDX-License-Identifier: EUPL-1.2
"""The parts of the documents."""
