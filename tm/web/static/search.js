// Keys and copying on the page of the search; all else works without.

const field = document.getElementById("q");
const form = document.getElementById("search");
const results = document.getElementById("results");
const copied = document.getElementById("copied");

function isTyping(target) {
  return target.closest("input, select, textarea, [contenteditable]") !== null;
}

function cards() {
  return [...results.querySelectorAll("article.found")];
}

function step(by) {
  const all = cards();
  const at = all.findIndex((card) => card.contains(document.activeElement));
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

async function put(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea"); // where the page came over plain HTTP from another machine
  const before = document.activeElement;
  area.value = text;
  area.className = "hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before.focus();
  if (!done) throw new Error("refused");
}

function say(text) {
  copied.textContent = text;
  clearTimeout(say.clearing);
  say.clearing = setTimeout(() => { copied.textContent = ""; }, 4000);
}

function copy(button) {
  return put(button.dataset.copy).then(() => say(results.dataset.copied), () => say(results.dataset.uncopied));
}

// The place in the bar is that of what is shown, so that it can be kept and sent to others.
function place() {
  const usual = new URLSearchParams(form.dataset.usual);
  const said = [...new FormData(form)].filter(([name, value]) => value !== (usual.get(name) ?? ""));
  history.replaceState(null, "", `/search?${new URLSearchParams(said)}`);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === field && (event.key === "ArrowDown" || event.key === "Escape")) {
    if (cards().length) { event.preventDefault(); step(1); }
    return;
  }
  if (isTyping(event.target)) return;
  const card = document.activeElement.closest("article.found");
  if (event.key === "/") { event.preventDefault(); field.focus(); field.select(); }
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "c" && card?.querySelector(".targets .copy")) copy(card.querySelector(".targets .copy"));
  else if (event.key === "e" && card) card.querySelector(".about a").click();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});

document.addEventListener("htmx:after:swap", place);
document.addEventListener("htmx:error", () => say(results.dataset.unreached));
document.addEventListener("htmx:before:request", () => results.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:finally:request", () => results.setAttribute("aria-busy", "false"));
