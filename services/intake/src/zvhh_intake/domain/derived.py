# SPDX-License-Identifier: EUPL-1.2
"""What follows from the parts of each document, in whatever order they came: stand, access, dates, tasks, and the reminders.

For: the kit, which calls it after every decision, so that no decision can forget it; and `besluit`, which tells what changed.
Not for: setting a part.
"""

from datetime import timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.commands.beantwoord_jaarvraag import Partnerjaar
from zvhh_intake.domain.commands.bewaar_concept import Concept
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.stand import geweerd_van, is_afgeschermd, stand_van, toegang_van
from zvhh_intake.domain.taken import taken_van, termijn_bekeken
from zvhh_intake.domain.termijn import OPRUIMEN, UITNODIGING, VERLOPEN, VERNIETIGEN, einde_bewaren
from zvhh_kit.calendar import add_months, at_local, local_date
from zvhh_kit.decision import Context, Derived, changed


def van_melding(config: Configuratie, melding: Melding, _: Context) -> Derived[Melding]:
    """What follows for a melding; of a refused one only until when it is known what it was (L6, L8)."""
    nu = afgeleid(melding)
    wekkers = {}
    if nu.geweigerd and nu.referentie:
        wekkers[OPRUIMEN] = nu.ontvangen_op + timedelta(days=config.termijnen.geweigerd_bewaren_dagen)
    if nu.einde_bewaren is not None:
        wekkers[VERNIETIGEN] = at_local(nu.einde_bewaren)
    if nu.uitnodiging_tot is not None:
        wekkers[UITNODIGING] = at_local(nu.uitnodiging_tot + timedelta(days=1))
    return Derived(nu, wekkers)


def van_concept(concept: Concept, _: Context) -> Derived[Concept]:
    """A draft goes when it is kept no longer (D1)."""
    return Derived(concept, {VERLOPEN: concept.bewaard_tot})


def van_jaar(config: Configuratie, jaar: Partnerjaar, _: Context) -> Derived[Partnerjaar]:
    """An answer is kept as long as a zaak would be (L8, L10)."""
    weg = add_months(local_date(jaar.op), 12 * config.termijnen.bewaren_jaren)
    return Derived(jaar, {VERLOPEN: at_local(weg)})


def afgeleid(melding: Melding) -> Melding:
    """The melding with all that is computed from its parts."""
    stand = stand_van(melding)
    nee = melding.nee_van(stand)
    kort = nee.vernietigen_op if nee is not None else None
    nu = changed(
        melding,
        stand=stand,
        afgeschermd=is_afgeschermd(melding, stand),
        toegang=toegang_van(melding, stand),
        geweerd=geweerd_van(melding),
        vernietigen_op=kort,
        einde_bewaren=einde_bewaren(
            uiterlijk=melding.vernietigen_uiterlijk_op,
            verlengd_tot=melding.bewaren.verlengd_tot,
            kort=kort,
            hoofdzaak_weg_op=melding.hoofdzaak_weg_op if stand == "gevoegd" else None,
            aangehouden=melding.bewaren.aangehouden,
        ),
    )
    taken = taken_van(nu)
    termijnen = [taak.uiterlijk for taak in taken if taak.uiterlijk is not None]
    return changed(
        nu,
        taken=taken,
        taak_uiterlijk=min(termijnen, default=nu.termijn_tot),
        termijn_bekeken=termijn_bekeken(nu),
    )
