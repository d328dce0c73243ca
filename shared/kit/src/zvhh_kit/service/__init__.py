# SPDX-License-Identifier: EUPL-1.2
"""A service as its author describes it, and the rooms that one process of it has. Not for: running them."""
