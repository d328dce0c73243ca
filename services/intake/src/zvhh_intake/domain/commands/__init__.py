# SPDX-License-Identifier: EUPL-1.2
"""What people ask: one file per happening, the command and its decision together."""
