# SPDX-License-Identifier: EUPL-1.2
"""Who may give a command to a casus: the access table said so before, the zaak may have changed since (L6, L9, S15).

Not for: which documents somebody sees; that is `access`.
"""

from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Context, Refused
from zvhh_regie.domain.casus import Casus

NIET_GEVONDEN = "Dit bestaat niet, of u heeft er geen toegang toe."


def niet_gevonden() -> Refused:
    """The refusal for what is unknown and for what is forbidden alike (L6)."""
    return Refused("niet-gevonden", NIET_GEVONDEN, status=404)


def voor_procesregisseur(casus: Casus | None, ctx: Context) -> Casus:
    """The casus, for a procesregisseur who isn't barred from it. Raises Refused 404 (L6, L9)."""
    if casus is None or "procesregisseur" not in ctx.actor.roles or ctx.actor.subject in casus.geweerd:
        raise niet_gevonden()
    return casus


def niet_gesloten(casus: Casus) -> Casus:
    """The casus, when it isn't closed. Raises Refused "meld opnieuw", with the day of closing and nothing else (S15)."""
    for op, woord in ((casus.afgeschaald_op, "afgeschaald"), (casus.beeindigd_op, "beëindigd")):
        if op is not None:
            tekst = f"Deze zaak is {woord} op {local_date(op):%d-%m-%Y}. Meld opnieuw: begin een nieuwe melding."
            raise Refused(f"zaak-{woord.replace('ë', 'e')}", tekst)
    return casus


def voor_betrokken_partner(casus: Casus | None, ctx: Context) -> Casus:
    """The casus, for who takes part in it or is a procesregisseur, while it runs or waits.

    Raises Refused: not of this zaak or barred (404, L6), closed (S15), ended another way, no participants yet.
    """
    if casus is None or not _hoort_erbij(casus, ctx):
        raise niet_gevonden()
    niet_gesloten(casus)
    if casus.stand in ("van-wachtlijst", "niet-passend"):
        raise Refused("zaak-gestopt", "Deze zaak loopt niet in de pilot. Meld opnieuw: begin een nieuwe melding.")
    if not casus.deelnames:
        tekst = "Deze zaak heeft nog geen deelnemers. U legt dit vast na het weegoverleg."
        raise Refused("nog-geen-deelnemers", tekst)
    return casus


def _hoort_erbij(casus: Casus, ctx: Context) -> bool:
    if ctx.actor.subject in casus.geweerd:
        return False
    if "procesregisseur" in ctx.actor.roles:
        return True
    return "deelnemer" in ctx.actor.roles and ctx.actor.oin in casus.deelnemers
