// Adding: what is too much is said before it is sent, and progress is shown as it comes. Without this, the server says
// the former and the page of a job is loaded again.

const job = document.querySelector("[data-events]");
if (job) follow(job);

function follow(page) {
  const source = new EventSource(page.dataset.events);
  let failed = 0;
  source.addEventListener("progress", (event) => {
    failed = 0;
    show(page, JSON.parse(event.data));
  });
  source.addEventListener("over", () => {
    source.close();
    location.reload();
  });
  source.addEventListener("error", () => {
    failed += 1;
    if (source.readyState === EventSource.CLOSED || failed > 5) {
      source.close();
      page.querySelector("[data-now]").textContent = "The connection was lost. Refresh shows how far it is.";
    }
  });
}

const STATES = { waiting: "Waiting for its turn", running: "Adding", stopping: "Stopping after what is at hand" };

function show(page, progress) {
  page.querySelector("[data-state]").textContent = STATES[progress.state] ?? progress.state;
  const met = `${progress.met.toLocaleString("en")} ${progress.met === 1 ? "page" : "pages"} met`;
  page.querySelector("[data-now]").textContent = progress.met ? `${met}${progress.now ? `, the last one ${progress.now}` : ""}` : "";
  for (const [outcome, number] of Object.entries(progress.counts)) {
    const place = page.querySelector(`[data-count="${outcome}"]`);
    if (place) place.textContent = number.toLocaleString("en");
  }
}

for (const form of document.querySelectorAll("form[data-most]")) {
  const note = form.querySelector("[data-note]");
  const most = Number(form.dataset.most);
  form.addEventListener("change", () => {
    const files = [...form.querySelector('input[type="file"]').files];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const told = `${files.length} ${files.length === 1 ? "file" : "files"}, ${(size / 1e6).toFixed(1)} MB`;
    form.querySelector("button").disabled = size > most;
    note.textContent = size > most ? `${told}: more than ${(most / 1e6).toFixed(0)} MB at once; choose fewer.` : `${told}.`;
  });
}
