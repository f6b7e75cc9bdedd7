// The page of a document under review: keys and buttons are commands, done one after the other.

import * as editor from "./review-editor.js";
import * as keys from "./keys.js";
import { beside, cell, langs, light, near, offset, place, segments, settle, spot, stand, unplace } from "./review-spot.js";
import { act, after, changes, isStuck, look, region, say } from "./review-wire.js";

const POLL = 5000; // milliseconds between looks at what others do
const texts = document.getElementById("texts").dataset;
const field = (id) => document.getElementById(id);
let away = false;

document.documentElement.classList.add("scripted");

function here(more = {}) {
  const { mode, show } = region().dataset;
  return { at: spot.row, near: near(), lang: spot.lang, segment: spot.segment, mode, show, find: field("find").value, ...more };
}

function fields(action, more = {}) {
  return here({ action, row: spot.row, offset: offset(), seen: region().dataset.version, ...more });
}

/** Stands where the server says, and says so in the address. */
function arrive(focused) {
  settle(focused);
  address();
}

async function go(name, more = {}) {
  if (await look(here({ go: name, ...more }))) arrive();
}

/** To the row above or below, of another page where this one ends. */
async function step(way) {
  const to = beside(way);
  if (!to) return;
  const at = Number(to.dataset.row);
  if (!to.classList.contains("beside")) return stand({ row: at, segment: 1 });
  if (await look(here({ at, segment: 1 }))) arrive();
}

function aside(way) {
  const all = langs();
  const to = all[all.indexOf(spot.lang) + way];
  if (to) stand({ lang: to, segment: 1 });
}

function along(way) {
  const count = segments().length;
  const to = spot.segment + way;
  if (to >= 1 && to <= count) stand({ segment: to });
}

const HERE = {
  down: () => step(1),
  up: () => step(-1),
  left: () => aside(-1),
  right: () => aside(1),
  "next-segment": () => along(1),
  "previous-segment": () => along(-1),
  edit: () => field("editor") && !region().querySelector("[aria-readonly]") && editor.edit(fields),
  note: () => !region().querySelector("[aria-readonly]") && editor.note(fields),
  find: () => field("find").select(),
  number: () => field("number").select(),
  "go-number": () => go("number", { number: field("number").value }),
  help: () => keys.help(),
  "doubtful-first": () => {
    const mode = region().dataset.mode ? "" : "doubtful";
    return mode ? go("doubtful-first", { mode }) : look(here({ mode })).then((came) => came && arrive());
  },
};

/** Whether a text that was changed and not saved keeps one where one is; if it was not changed, it is closed. */
function held() {
  if (!editor.isChanged()) {
    editor.leave();
    return false;
  }
  say(texts.unsaved, "refused");
  editor.back();
  return true;
}

/** Does a command, when all that was asked before is done. */
function run(command) {
  after(async () => {
    if (held()) return;
    if (HERE[command]) return HERE[command]();
    const button = document.querySelector(`#tools button[data-command="${command}"]`);
    if (button?.name === "action") return isStuck() || ((await act(fields(command))) && arrive());
    if (button || ["next-page", "previous-page", "first", "last"].includes(command)) return go(command);
  });
}

function isTyping(target) {
  return Boolean(target.closest?.("input, textarea, select, [contenteditable]"));
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || keys.isOpen()) return;
  if (isTyping(event.target)) return typed(event);
  if (event.key === "Escape") return unplace();
  const command = keys.commandOf(event);
  if (!command) return;
  event.preventDefault();
  run(command);
});

/** In the fields for a text and a number only Enter and Escape, and keys that write nothing, are ours. */
function typed(event) {
  if (!event.target.closest("#tools")) return;
  if (event.key === "Escape") {
    event.preventDefault(); // what was looked for stays, and stays marked
    return cell().focus();
  }
  const command = event.key.length > 1 && event.key.startsWith("F") ? keys.commandOf(event) : null;
  if (event.key !== "Enter" && !command) return;
  event.preventDefault();
  if (command) return run(command);
  if (event.target.id === "number") return after(async () => {
    await go("number", { number: event.target.value });
    cell().focus();
  });
  run(event.shiftKey ? "find-previous" : "find-next");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("#tools button, .pager [data-go]");
  if (button) {
    event.preventDefault();
    return run(button.dataset.command ?? button.dataset.go);
  }
  const column = event.target.closest(".columns [data-show]");
  if (column) {
    event.preventDefault();
    return after(async () => held() || ((await look(here({ show: column.dataset.show }))) && arrive()));
  }
  const bead = event.target.closest(".bead");
  if (bead && !event.target.closest(".editor") && !event.ctrlKey && !event.metaKey) clicked(event, bead);
});
document.addEventListener("dblclick", (event) => {
  if (event.target.closest(".editor, a")) return;
  const what = event.target.closest(".bead .note") ? "note" : event.target.closest(".bead .cell") ? "edit" : null;
  if (!what) return;
  getSelection().removeAllRanges(); // the word that a double click selects
  run(what);
});
field("find").addEventListener("input", (event) => event.target.value || light(""));
document.addEventListener("submit", (event) => event.target.id === "tools" && event.preventDefault());

function clicked(event, bead) {
  if (event.target.closest("a")) event.preventDefault();
  if (!getSelection().isCollapsed) return; // somebody selects words to copy them
  const at = Number(bead.dataset.row);
  const lang = event.target.closest(".cell")?.dataset.lang ?? spot.lang;
  const segment = event.target.closest(".segment");
  const number = Number(segment?.dataset.segment ?? 1);
  if (editor.isOpen() && held()) return;
  if (bead.classList.contains("beside")) return after(async () => (await look(here({ at, lang, segment: number }))) && arrive());
  after(() => {
    const same = at === spot.row && lang === spot.lang && number === spot.segment;
    if (same && segment && place(event, segment)) return say(texts.caret);
    if (!same) stand({ row: at, lang, segment: number }, { pointed: true });
  });
}

document.addEventListener("review:swapped", () => {
  keys.label(region());
  light(field("find").value);
});
document.addEventListener("review:recovered", () => {
  editor.leave();
  arrive(true);
});

/** Says in the address where one stands, so that it can be kept and sent. */
function address() {
  const { mode, show } = region().dataset;
  const query = new URLSearchParams({ at: spot.row, lang: spot.lang, segment: spot.segment, ...(mode && { mode }), ...(show && { show }) });
  if (location.search !== `?${query}`) history.replaceState(null, "", `?${query}`);
}
setInterval(address, 1000);
addEventListener("beforeunload", (event) => editor.isChanged() && event.preventDefault());

async function poll() {
  if (document.hidden || editor.isOpen() || isStuck()) return;
  try {
    const news = await changes();
    if (away) say(texts.back);
    away = false;
    if (!news || !(await look(here()))) return;
    arrive();
    if (news.said) say(news.said);
  } catch {
    if (!away) say(texts.away, "away");
    away = true;
  }
}
setInterval(() => after(poll), POLL);
addEventListener("focus", (event) => event.target === window && after(poll)); // somebody comes back to the window

arrive(true);
keys.label();
light(field("find").value);
