# SPDX-License-Identifier: EUPL-1.2
"""Documents as they are kept, and how one is changed: load, fold, save. Not for: publishing."""
