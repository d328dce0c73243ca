// SPDX-License-Identifier: EUPL-1.2
// Says in time that the session ends, and keeps it while somebody types. Without script a form that comes too late is shown
// again with all its text. Not for: ending it; that is the server's.

const BIJNA_S = 300;
const VRAAG_NA_S = 180;

/** @param {HTMLElement} blok */
function bewaak(blok) {
  const bijna = document.getElementById("sessie-bijna");
  const voorbij = document.getElementById("sessie-voorbij");
  if (!bijna || !voorbij) return;
  let eindigt = Date.now() + Number(blok.dataset.seconden) * 1000;
  let gevraagd = Date.now();
  let bezig = false;

  async function vraag() {
    gevraagd = Date.now();
    bezig = false;
    try {
      const antwoord = await fetch("/aanmelden/sessie");
      const gezegd = await antwoord.json();
      eindigt = Date.now() + Number(gezegd.seconden) * 1000;
    } catch {
      // no network: what we knew still holds
    }
    toon();
  }

  function toon() {
    const nog = (eindigt - Date.now()) / 1000;
    blok.hidden = nog > BIJNA_S;
    if (bijna) bijna.hidden = nog > BIJNA_S || nog <= 0;
    if (voorbij) voorbij.hidden = nog > 0;
  }

  function tik() {
    if (bezig && Date.now() - gevraagd > VRAAG_NA_S * 1000) void vraag();
    else toon();
  }

  document.addEventListener("input", () => { bezig = true; });
  bijna.querySelector("button")?.addEventListener("click", () => void vraag());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) void vraag(); });
  setInterval(tik, 15000);
  toon();
}

const blok = document.getElementById("sessie");
if (blok) bewaak(blok);
