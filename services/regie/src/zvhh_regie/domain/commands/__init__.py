# SPDX-License-Identifier: EUPL-1.2
"""What people ask of regie: one file per happening, the command and its decision together."""
