# SPDX-License-Identifier: EUPL-1.2
"""The evaluation of the pilot, from events alone (S18).

`feiten` what the figures need of a casus · `bijhouden` keeps it up · `telling` what one casus adds · `jaar` the counts of
destroyed zaken and frozen figures · `groepen` how the numbers hang together · `onderdrukking` which may be shown outside ·
`tabellen` the fixed tables. Not for: showing; that is `views` and the pages.
"""
