# SPDX-License-Identifier: EUPL-1.2
"""What people ask: one file for each happening, the command and its decision together."""
