# SPDX-License-Identifier: EUPL-1.2
"""What people see of a zaak, one file per subject; what a command answers stands in `answers`."""
