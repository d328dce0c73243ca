# SPDX-License-Identifier: EUPL-1.2
"""JSON routes under /v1, one file per subject."""
