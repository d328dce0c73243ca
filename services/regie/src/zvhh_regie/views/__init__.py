# SPDX-License-Identifier: EUPL-1.2
"""What regie shows, in JSON: casussen, their casusregie, clock and incidents, and the pilot years.

A view is made by its `van`, or by `uit` where `van` is one of its fields: the first day of something.
"""
