// The article page beyond what it can do without a script: statements of one speaker at once, a card where the pointer,
// the keyboard or a finger is, and what the trace knows of it, loaded when it is wanted. Every part has a link besides.

const page = document.getElementById("reading");
const text = page.querySelector(".text");
const NEAR = 8;
const LEAVE = 250;
const HOVER = 180;
const SHOWN = 2000;

// One speaker's statements.

function shownSpeaker() {
  return new URLSearchParams(location.search).get("speaker");
}

function filter(key) {
  const row = key && [...page.querySelectorAll("[data-row]")].find((one) => one.dataset.row === key);
  page.classList.toggle("filtered", Boolean(row));
  for (const one of text.querySelectorAll(".statement, .source, .cue")) {
    one.classList.toggle("other", Boolean(row) && one.dataset.speaker !== key);
  }
  let shown = 0;
  const cards = page.querySelectorAll("[data-card]");
  for (const one of cards) {
    one.hidden = Boolean(row) && one.dataset.speaker !== key;
    shown += one.hidden ? 0 : 1;
  }
  for (const one of page.querySelectorAll("[data-row]")) {
    if (one === row) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
  say(row ? `${shown} of ${cards.length} statements shown: ${row.querySelector("[data-speaker]").textContent}. ` : "");
}

function say(words) {
  const chosen = document.getElementById("chosen");
  chosen.hidden = !words;
  chosen.textContent = words;
  if (words) {
    const all = document.createElement("a");
    all.href = page.dataset.here;
    all.textContent = "Show all";
    all.dataset.speaker = "";
    chosen.append(all);
  }
}

page.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-speaker]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const key = link.dataset.speaker === shownSpeaker() ? "" : link.dataset.speaker;
  history.pushState(null, "", key ? `${page.dataset.here}?speaker=${encodeURIComponent(key)}` : page.dataset.here);
  filter(key);
});
addEventListener("popstate", () => filter(shownSpeaker()));

// The card of a statement.

const pop = document.createElement("div");
pop.className = "pop";
pop.id = "pop";
pop.hidden = true;
pop.tabIndex = -1;
pop.setAttribute("role", "dialog");
let open = null;
let timer = 0;

function badgeOf(id) {
  return [...text.querySelectorAll("[data-statement]")].find((one) => one.dataset.statement === id);
}

function cardOf(id) {
  return document.getElementById(`card-${id}`);
}

function show(id, at) {
  clearTimeout(timer);
  const card = cardOf(id);
  if (!card || open === id) return;
  hide();
  open = id;
  pop.className = `pop ${[...card.classList].filter((name) => /^(colour\d|unknown)$/.test(name)).join(" ")}`;
  pop.setAttribute("aria-label", `Statement ${id}`);
  pop.replaceChildren(closing(), ...[...card.children].map(copied));
  badgeOf(id)?.setAttribute("aria-expanded", "true");
  for (const one of text.querySelectorAll(".statement")) one.classList.toggle("open", one.dataset.of === id);
  pop.hidden = false;
  put(at || badgeOf(id)?.parentElement);
  tellReadings();
}

function copied(element) {
  const copy = element.cloneNode(true);
  for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
  return copy;
}

function closing() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "second close";
  button.textContent = "×";
  button.setAttribute("aria-label", "Close");
  button.addEventListener("click", () => hide(true));
  return button;
}

function put(mark) {
  // On a narrow screen the stylesheet keeps it at the bottom.
  if (!mark || getComputedStyle(pop).position === "fixed") return;
  const box = text.getBoundingClientRect();
  const line = [...mark.getClientRects()].at(-1);
  const first = mark.getClientRects()[0];
  const width = pop.offsetWidth;
  const left = Math.max(0, Math.min(first.left - box.left, document.documentElement.clientWidth - box.left - width - 16));
  const below = line.bottom + NEAR + pop.offsetHeight < innerHeight || first.top < pop.offsetHeight + NEAR;
  pop.style.left = `${left}px`;
  // Above, it is held by its lower edge, since it grows when the trace has answered.
  pop.style.top = below ? `${line.bottom + NEAR - box.top}px` : "auto";
  pop.style.bottom = below ? "auto" : `${box.bottom - first.top + NEAR}px`;
}

function hide(back = false) {
  clearTimeout(timer);
  if (!open) return;
  const badge = badgeOf(open);
  badge?.removeAttribute("aria-expanded");
  for (const one of text.querySelectorAll(".statement.open")) one.classList.remove("open");
  open = null;
  pop.hidden = true;
  if (back) {
    badge?.focus({ preventScroll: true });
    clearTimeout(timer);
    hide();
  }
}

function later(what, after) {
  clearTimeout(timer);
  timer = setTimeout(what, after);
}

text.append(pop);
text.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  if (pop.contains(event.target)) return clearTimeout(timer);
  const mark = event.target.closest(".statement");
  if (mark) later(() => show(mark.dataset.of, mark), HOVER);
  else if (!pop.contains(document.activeElement)) later(() => hide(), LEAVE);
});
text.addEventListener("pointerleave", () => {
  if (!pop.contains(document.activeElement)) later(() => hide(), LEAVE);
});
text.addEventListener("focusin", (event) => {
  const badge = event.target.closest("[data-statement]");
  if (badge && badge.matches(":focus-visible")) show(badge.dataset.statement);
  else if (!pop.contains(event.target)) hide();
});
pop.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !text.contains(event.relatedTarget)) hide();
});
text.addEventListener("click", (event) => {
  if (pop.contains(event.target)) return;
  const badge = event.target.closest("[data-statement]");
  const mark = event.target.closest(".statement");
  if (!mark || (!badge && event.target.closest("a"))) return hide();
  if (!badge && !getSelection().isCollapsed) return;
  event.preventDefault();
  show(mark.dataset.of, mark);
  history.replaceState(null, "", `#${mark.dataset.of}`);
  // The keyboard goes into the card; a pointer stays where it is.
  if (badge && event.detail === 0) pop.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open) hide(pop.contains(document.activeElement));
});
document.addEventListener("click", (event) => {
  if (open && !text.contains(event.target)) hide();
});

// The citation, copied without leaving the page.

for (const link of page.querySelectorAll("[data-cite]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.dataset.copy = link.getAttribute("href");
  button.textContent = "Copy citation";
  link.after(button);
}
page.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    const answer = await fetch(`${button.dataset.copy}?as=text`);
    if (!answer.ok) throw new Error(answer.statusText);
    await navigator.clipboard.writeText((await answer.text()).trim());
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy citation"), SHOWN);
  } catch {
    location.href = button.dataset.copy;
  }
});

// What the trace knows.

async function part(element) {
  const address = element.dataset.part;
  delete element.dataset.part;
  if (!address) return null;
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

const relatives = document.getElementById("relatives");
part(relatives).then((html) => {
  if (html) relatives.innerHTML = html;
});

const cards = document.getElementById("cards");
async function tellReadings() {
  const html = await part(cards);
  if (!html) return;
  const told = new DOMParser().parseFromString(html, "text/html");
  for (const row of told.querySelectorAll("[data-of]")) {
    for (const link of page.querySelectorAll(`[href$="/${CSS.escape(row.dataset.of)}"].lineage`)) {
      link.textContent = row.dataset.said;
    }
  }
}
new IntersectionObserver((seen, observer) => {
  if (!seen.some((one) => one.isIntersecting)) return;
  observer.disconnect();
  tellReadings();
}).observe(cards);
