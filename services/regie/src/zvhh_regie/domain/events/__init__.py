# SPDX-License-Identifier: EUPL-1.2
"""What the other services tell, and what the documents of regie tell each other: one file per service."""
