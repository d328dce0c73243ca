# SPDX-License-Identifier: EUPL-1.2
"""The evaluation of the pilot, from events alone (S18).

`feiten` what the figures need of a casus · `bijhouden` keeps it up · `telling` what one casus adds · `tellers` the names,
classes and months of it · `jaar` the counts of destroyed zaken and frozen figures · `groepen` how the numbers hang together ·
`onderdrukking` which may be shown outside · `cellen` what stands in a cell · `tabellen`, with `eerder_en_vaker` and
`per_maand`, the fixed tables. Not for: showing; that is `views` and the pages.
"""
