// Choosing words by selecting them in the passage: a selection becomes the place of its words in the article's text, in
// characters as the archive counts them, which are code points and not the browser's units.

const passage = document.querySelector("[data-passage]");
let chosen = null;

function length(text) {
  return [...text].length;
}

// How many characters of the article stand before a point in one of its paragraphs.
function before(paragraph, node, offset) {
  let count = Number(paragraph.dataset.start);
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const altered = text.parentElement.closest("[data-length]");
    const whole = altered ? Number(altered.dataset.length) : length(text.data);
    if (text === node) return count + (altered ? 0 : length(text.data.slice(0, offset)));
    if (node.nodeType !== Node.TEXT_NODE && node.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING
      && !(node.contains(text) && ends(node, offset, text))) return count;
    count += whole;
  }
  return count;
}

// Whether a text lies before the point that an element and the number of a child name.
function ends(node, offset, text) {
  const child = node.childNodes[offset];
  return !child || Boolean(child.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_PRECEDING);
}

function place(range) {
  const [first, last] = [range.startContainer, range.endContainer].map((node) =>
    (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]"));
  if (!first || !last || range.collapsed) return null;
  return [before(first, range.startContainer, range.startOffset), before(last, range.endContainer, range.endOffset)];
}

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !passage?.contains(selection.anchorNode)) return;
  chosen = place(selection.getRangeAt(0)) ?? chosen;
});

for (const button of document.querySelectorAll("[data-take]")) {
  button.addEventListener("click", () => {
    const field = document.getElementById(`e-${button.dataset.take}`);
    if (!chosen) {
      field.focus();
      return;
    }
    const written = chosen.join("-");
    field.value = "more" in button.dataset && field.value.trim() ? `${field.value.trimEnd()}\n${written}` : written;
    field.focus();
  });
}
