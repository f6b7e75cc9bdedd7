// Where a person stands on a review page: a row, a cell in it, a segment in that, and maybe a caret in its text.

import { region } from "./review-wire.js";

const AROUND = 90; // pixels that are to be seen above and below the row where one stands
const texts = document.getElementById("texts").dataset;
let caret = null; // {segment: element, offset} that a click has placed

export const spot = { row: 0, lang: "", segment: 1 };

export const cell = () => document.getElementById(`row-${spot.row}-${spot.lang}`);
export const row = () => document.getElementById(`row-${spot.row}`);
export const segments = (of = cell()) => [...(of?.querySelectorAll(".segment") ?? [])];
export const near = () => Number(row().ariaRowIndex) - 1; // the number of the row, from 1
export const langs = () => [...row().querySelectorAll(".cell")].map((one) => one.dataset.lang);
export const offset = () => (caret && caret.segment === segments()[spot.segment - 1] ? caret.offset : 0);

/** Takes the place that the server says; where the focus was among the rows, it is there again. */
export function settle(focused = isAmongRows()) {
  const { row, lang, segment } = region().dataset;
  Object.assign(spot, { row: Number(row), lang, segment: Number(segment) });
  unplace();
  show(focused);
}

/** Goes to a row, a cell and a segment of this page; where a mouse points nothing moves, if it is in view. */
export function stand(at, { pointed = false } = {}) {
  Object.assign(spot, at);
  const count = segments().length || 1;
  spot.segment = Math.min(Math.max(spot.segment, 1), count);
  unplace();
  show(true, pointed ? 0 : AROUND);
}

/** The row before or after the current one that is on this page, or undefined. */
export function beside(step) {
  return step < 0 ? row().previousElementSibling : row().nextElementSibling;
}

/** Places the caret where a click was in the current segment; what stands behind it is shown. */
export function place(event, segment) {
  const words = segment.querySelector(".words");
  const at = under(event);
  unplace();
  if (!at || at.node.parentNode !== words || at.offset === 0 || at.offset >= words.textContent.length) return false;
  caret = { segment, offset: [...at.node.data.slice(0, at.offset)].length }; // in characters, as the server counts
  const rest = document.createRange();
  rest.setStart(at.node, at.offset);
  rest.setEndAfter(at.node);
  globalThis.CSS?.highlights?.set("rest", new Highlight(rest));
  return true;
}

/** Takes the caret away. */
export function unplace() {
  caret = null;
  globalThis.CSS?.highlights?.delete("rest");
}

/** Shows all places of a text that was looked for. */
export function light(text) {
  const wanted = text.trim().toLowerCase();
  globalThis.CSS?.highlights?.delete("found");
  if (!wanted || !globalThis.CSS?.highlights) return;
  const ranges = [];
  for (const { firstChild: node } of region().querySelectorAll(".words")) {
    const said = node?.data?.toLowerCase() ?? "";
    for (let at = said.indexOf(wanted); at >= 0; at = said.indexOf(wanted, at + wanted.length)) {
      if (said.length !== node.data.length) break; // a letter that changes its length would move the places
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

export function isAmongRows() {
  const active = document.activeElement;
  return !active || active === document.body || active.id === "main" || Boolean(active.closest(".beads"));
}

function under(event) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(event.clientX, event.clientY);
    return found && { node: found.offsetNode, offset: found.offset };
  }
  const found = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  return found && { node: found.startContainer, offset: found.startOffset };
}

function show(focused, around = AROUND) {
  const here = cell();
  for (const one of region().querySelectorAll(".current")) one.classList.remove("current");
  for (const one of region().querySelectorAll('.cell[tabindex="0"]')) one.tabIndex = -1;
  here.tabIndex = 0;
  for (const one of [row(), here, segments()[spot.segment - 1]]) one?.classList.add("current");
  for (const name of ["row", "at"]) document.querySelector(`#tools [name="${name}"]`).value = spot.row;
  const number = row().querySelector(".place").textContent;
  document.getElementById("where").textContent = texts.where
    .replace("{number}", number).replace("{rows}", region().dataset.rows);
  if (focused) here.focus({ preventScroll: true });
  bring(row().getBoundingClientRect(), around);
}

/** Brings a row into view, with some of what is around it: a near one by a little, a far one to the middle. */
function bring(place, around) {
  const top = Math.max(document.querySelector(".beads thead").getBoundingClientRect().bottom, 0);
  const bottom = document.getElementById("tools").getBoundingClientRect().top;
  const gap = Math.min(around, Math.max((bottom - top - place.height) / 2, 0));
  const [above, below] = [place.top - top - gap, place.bottom - bottom + gap];
  const far = place.bottom < -100 || place.top > innerHeight + 100;
  if (far) scrollBy(0, (place.top + place.bottom - top - bottom) / 2);
  else if (above < 0) scrollBy(0, above);
  else if (below > 0) scrollBy(0, Math.min(below, above));
}
