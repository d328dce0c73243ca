# SPDX-License-Identifier: EUPL-1.2
"""Takes in meldingen and drafts from the partners; the only owner of the names of betrokkenen."""
