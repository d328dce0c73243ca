# SPDX-License-Identifier: EUPL-1.2
"""The evaluation of the pilot, from events alone (S18). Not for: showing; that is `views` and the pages."""
