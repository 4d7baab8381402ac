// What points at one reading lights it up everywhere; the base switches at once; slow parts are loaded afterwards.
// Without this script all the same is there: the table, the button beside the list, a link to the slow part.

const light = (letter, on) => {
  for (const one of document.querySelectorAll(`[data-letter="${CSS.escape(letter)}"]`)) one.classList.toggle("lit", on);
};

for (const one of document.querySelectorAll("[data-letter]")) {
  for (const [event, on] of [["mouseenter", true], ["focusin", true], ["mouseleave", false], ["focusout", false]]) {
    one.addEventListener(event, () => light(one.dataset.letter, on));
  }
}

const base = document.getElementById("base");
base?.addEventListener("change", () => base.form.submit());

for (const place of document.querySelectorAll("[data-part]")) {
  place.setAttribute("aria-busy", "true");
  fetch(place.dataset.part, { headers: { accept: "text/html" } })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((html) => {
      // Our own server's page, escaped there; a parsed document runs no script.
      const parsed = new DOMParser().parseFromString(html, "text/html");
      place.replaceChildren(...parsed.body.childNodes);
    })
    .catch(() => place.querySelector("[data-waiting]")?.remove())
    .finally(() => place.removeAttribute("aria-busy"));
}
