// Texts and notes changed where they stand: a field in the place of what it changes.

import { act, after } from "./review-wire.js";
import { cell, row, segments, settle, spot } from "./review-spot.js";

const texts = document.getElementById("texts").dataset;
let open = null; // the form that is open
let before = ""; // what it said when it was opened

export const isOpen = () => open !== null;
export const isChanged = () => open !== null && open.querySelector("textarea").value !== before;

/** Goes back to the field that is open. */
export function back() {
  open?.querySelector("textarea").focus();
}

/** Opens the text of the current cell. `fields` makes the request of an action. */
export function edit(fields, text = words(cell()).join("\n")) {
  const field = begin(cell(), texts.edit, text);
  const form = open;
  const there = { ...spot, at: spot.row }; // somebody may go elsewhere before it is saved
  const said = words(cell()).join("\n");
  form.querySelector('[data-do="split"]').hidden = false;
  form.addEventListener("split", () => after(() => cut((name, more) => fields(name, { ...there, ...more }), form, said)));
  form.addEventListener("submit", () => after(async () => {
    const wanted = field.value;
    if (await send(form, fields("edit", { ...there, text: wanted }))) return;
    if (isRefused()) edit(fields, wanted);
  }));
  const upTo = segments().slice(0, spot.segment - 1).reduce((sum, one) => sum + one.querySelector(".words").textContent.length + 1, 0);
  field.setSelectionRange(upTo, upTo);
}

/** Opens the note of the current row. */
export function note(fields, text) {
  let place = document.getElementById(`row-${spot.row}-note`);
  const said = text ?? place?.querySelector(".words").textContent ?? "";
  if (!place) {
    place = row().appendChild(document.createElement("td"));
    place.className = "note made";
    place.setAttribute("role", "gridcell");
  }
  const field = begin(place, texts.note, said);
  const form = open;
  const there = { ...spot, at: spot.row };
  form.querySelector('[data-do="split"]').hidden = true;
  form.addEventListener("submit", () => after(async () => {
    const wanted = field.value;
    if (await send(form, fields("note", { ...there, text: wanted }))) return;
    if (isRefused()) note(fields, wanted);
  }));
  field.setSelectionRange(said.length, said.length);
}

/** Closes what is open; the focus is in the cell again. */
export function leave() {
  if (!open) return;
  const place = open.parentNode;
  open.remove();
  open = null;
  place?.classList.remove("open");
  if (place?.classList.contains("made")) place.remove();
  cell()?.focus({ preventScroll: true });
}

function begin(place, label, text) {
  leave();
  const form = document.getElementById("editor").content.cloneNode(true).querySelector("form");
  const field = form.querySelector("textarea");
  form.querySelector("label span").textContent = label;
  field.value = before = text;
  field.lang = place.lang;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    const wanted = event.target.closest("button")?.dataset.do;
    if (wanted === "leave") leave();
    if (wanted === "split") form.dispatchEvent(new CustomEvent("split"));
  });
  form.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") leave();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (event.shiftKey) form.dispatchEvent(new CustomEvent("split"));
    else form.requestSubmit();
  });
  place.classList.add("open");
  place.append(form);
  open = form;
  field.focus();
  return field;
}

/** Sends what a form holds; true when it is done. The form goes away with the answer, or stays without one. */
async function send(form, fields) {
  for (const one of form.elements) one.disabled = true;
  const came = await act(fields);
  for (const one of form.elements) one.disabled = false;
  if (!came) return true; // it is offered again by itself
  leave();
  settle(true);
  return !isRefused();
}

/** Splits at the caret of the field; what was typed is saved first. */
async function cut(fields, form, said) {
  const field = form.querySelector("textarea");
  const lines = field.value.slice(0, field.selectionStart).split("\n");
  const typed = field.value !== said;
  const last = typed ? lines.at(-1).trimStart() : lines.at(-1); // saved without spaces around it
  const segment = lines.slice(0, -1).filter((line) => !typed || line.trim()).length + 1;
  if (typed && !(await send(form, fields("edit", { text: field.value })))) return;
  await send(form, fields("split", { segment, offset: [...last].length }));
}

const words = (of) => segments(of).map((one) => one.querySelector(".words").textContent);
const isRefused = () => ["refused", "changed"].includes(document.getElementById("review").dataset.outcome);
