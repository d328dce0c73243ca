// SPDX-License-Identifier: EUPL-1.2
// A part of a page that another service has: a plain link, until this puts the owner's own page in its place.
// Not for: anything that a page needs to be of use; without script the link leads there.

/** @param {Element} deel a section with `data-deel` (whose it is) and one link in it */
async function haalOp(deel) {
  const link = deel.querySelector("a");
  const plek = deel.querySelector("[data-plek]");
  if (!link || !plek) return;
  try {
    const antwoord = await fetch(link.href, { headers: { "X-ZVHH-Deel": "1" }, signal: AbortSignal.timeout(2000) });
    if (!antwoord.ok) throw new Error(String(antwoord.status));
    plek.innerHTML = await antwoord.text();
  } catch {
    const van = deel.getAttribute("data-deel") ?? "";
    deel.classList.add("deel--weg");
    plek.textContent = `Dit deel komt van ${van} en is nu niet op te halen. Probeer het over een minuut opnieuw. `;
    plek.append(link);
  }
}

for (const deel of document.querySelectorAll("[data-deel]")) void haalOp(deel);
