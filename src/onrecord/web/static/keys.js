// Keys: j and k go from statement to statement, a x e u decide, / searches, ? lists them. What a key does is done by an
// element of the page with that key where there is one (data-key), else for the statement that has the focus. Nothing
// happens while somebody types, and all of it can be turned off.

const OFF = "onrecord-keys-off";
const dialog = document.getElementById("keys");
const deciding = document.getElementById("deciding");
const TYPED = 'input:not([type="radio"], [type="checkbox"], [type="button"], [type="submit"]), textarea, select, [contenteditable]';

function statements() {
  return [...document.querySelectorAll("[data-statement]")].filter((one) => one.getClientRects().length);
}

function ofAddress() {
  const id = decodeURIComponent(location.hash.slice(1));
  return id && statements().find((one) => one.id === id || named(one).endsWith(`#${id}`));
}

// The statement that has the focus, else the one that the address names, or the only one.
let last = null;
function current() {
  const focused = document.activeElement?.closest("[data-statement]");
  if (focused) return focused;
  if (last?.isConnected) return last;
  const found = statements();
  return ofAddress() || (found.length === 1 ? found[0] : null);
}

// “a1#s3”; an element may say “s3” alone, where the article is said once around it.
function named(element) {
  const name = element.dataset.statement;
  return name.includes("#") ? name : `${element.closest("[data-article]")?.dataset.article ?? ""}#${name}`;
}

function go(step) {
  const found = statements();
  const at = found.indexOf(current());
  const next = found[at < 0 ? (step > 0 ? 0 : found.length - 1) : at + step];
  if (!next) return;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  select(next);
}

function select(element) {
  last?.removeAttribute("data-current");
  last = element;
  element.setAttribute("data-current", "");
}

function decide(action) {
  const element = current();
  if (!element || !deciding) return;
  const [article, id] = named(element).split("#");
  deciding.action = `/review/${encodeURIComponent(article)}/${encodeURIComponent(id)}`;
  deciding.elements.namedItem("action").value = action;
  deciding.elements.namedItem("back").value = `${deciding.dataset.back}#${id}`;
  deciding.submit();
}

function edit() {
  const element = current();
  if (!element || !deciding) return;
  const back = `${deciding.dataset.back}#${named(element).split("#")[1]}`;
  location.href = `/review?${new URLSearchParams({ statement: named(element), edit: 1, back })}`;
}

function search() {
  const field = document.querySelector('main input[type="search"]') || document.getElementById("find");
  field?.focus();
  field?.select();
}

const DONE = {
  j: () => go(1),
  k: () => go(-1),
  a: () => decide("accept"),
  x: () => decide("reject"),
  u: () => decide("undo"),
  e: edit,
  "/": search,
  "?": () => dialog?.showModal(),
};

// The field that somebody who edits begins with.
function first(details) {
  return details.querySelector("input:checked") || details.querySelector("input:not([type=hidden]), textarea, select");
}

function press(key) {
  const own = document.querySelector(`[data-key="${key}"]`);
  if (!own) return DONE[key]();
  own.click();
  const details = own.tagName === "SUMMARY" && own.parentElement;
  if (details && details.open) first(details)?.focus();
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (!(event.key in DONE) || dialog?.open || event.target.closest?.(TYPED) || isOff()) return;
  event.preventDefault();
  press(event.key);
});

addEventListener("focusin", (event) => {
  const element = event.target.closest?.("[data-statement]");
  if (element) select(element);
});

function isOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

const on = dialog?.querySelector("[data-keys-on]");
if (on) {
  on.checked = !isOff();
  on.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, on.checked ? "" : "1");
    } catch {
      on.checked = true;
    }
  });
}

const edited = document.querySelector("details[open][data-edited]");
if (edited) {
  first(edited)?.focus();
} else if (ofAddress()) {
  const element = ofAddress();
  element.focus();
  select(element);
}
for (const one of document.querySelectorAll("[data-scripted]")) one.hidden = false;
