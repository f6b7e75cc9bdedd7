// Keys: which command a key press means, and the dialog in which people give commands other keys.

const KEPT = "ushtil-keys";
const dialog = document.getElementById("keys");
const texts = document.getElementById("texts").dataset;
const items = [...dialog.querySelectorAll("[data-binding]")];
const first = new Map(items.map((one) => [one.dataset.binding, one.dataset.keys.split(" ")]));
const labels = new Map(items.map((one) => [one.dataset.binding, one.dataset.label]));
let bindings = read();
let waiting = null; // the command that gets the next key
let foreign = false; // whether the last letter was none of ours: then other signs are looked for by place, too

// What stands on a keyboard of the United States, with and without Shift.
const SIGNS = {
  BracketLeft: "[{", BracketRight: "]}", Slash: "/?", Period: ".>", Comma: ",<", Semicolon: ";:", Quote: "'\"",
  Backslash: "\\|", Minus: "-_", Equal: "=+", Backquote: "`~",
};
const DIGITS = ")!@#$%^&*(";

function byPlace(event) {
  const [, letter] = event.code.match(/^Key([A-Z])$/) ?? [];
  if (letter) return event.shiftKey ? letter : letter.toLowerCase();
  const [, digit] = event.code.match(/^Digit(\d)$/) ?? [];
  if (digit) return event.shiftKey ? DIGITS[digit] : digit;
  return SIGNS[event.code]?.[event.shiftKey ? 1 : 0];
}

function named(event, key) {
  if (!key) return null;
  const sign = key.length === 1;
  const held = event.ctrlKey || event.metaKey;
  let name = key === " " ? "Space" : held && sign ? key.toLowerCase() : key;
  if (event.shiftKey && (!sign || held)) name = `Shift+${name}`;
  if (event.altKey) name = `Alt+${name}`;
  return held ? `Ctrl+${name}` : name;
}

/** What a key press can be called: by its sign, and by its place where the layout is none of Latin letters. */
export function names(event) {
  const { key } = event;
  if (key.length === 1 && /\p{Letter}/u.test(key)) foreign = key > "~";
  const placed = key.length === 1 && (key > "~" || foreign) ? named(event, byPlace(event)) : null;
  return [...new Set([key > "~" && placed ? null : named(event, key), placed])].filter(Boolean);
}

/** The command that a key press means, or null. */
export function commandOf(event) {
  if (event.isComposing || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return null;
  for (const name of names(event)) {
    for (const [command, keys] of bindings) if (keys.includes(name)) return command;
  }
  return null;
}

/** Writes the keys as they are now on the buttons and in the dialog. */
export function label(root = document) {
  for (const button of root.querySelectorAll("[data-command]")) {
    const key = bindings.get(button.dataset.command)?.[0];
    if (!key) continue;
    const sign = button.querySelector("kbd");
    if (sign) sign.textContent = shown(key);
    button.setAttribute("aria-keyshortcuts", key.replace("Ctrl", "Control"));
  }
  for (const item of items) {
    const keys = bindings.get(item.dataset.binding).map((key) => {
      const sign = document.createElement("kbd");
      sign.textContent = shown(key);
      return sign;
    });
    item.querySelector("button").replaceChildren(...keys.flatMap((sign, at) => (at ? [" ", sign] : [sign])));
  }
}

/** Shows all keys. */
export function help() {
  say("");
  dialog.showModal();
}

export const isOpen = () => dialog.open;

function shown(key) {
  return key.replace("Arrow", "").replace("Up", "↑").replace("Down", "↓").replace("Left", "←").replace("Right", "→")
    .replace("Page↑", "PageUp").replace("Page↓", "PageDown").replace("Space", texts.space);
}

function read() {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    // what was kept can't be read; the keys are as they were at first
  }
  return new Map([...first].map(([command, keys]) => [command, isKeys(kept[command]) ? kept[command] : keys]));
}

function isKeys(value) {
  return Array.isArray(value) && value.length > 0 && value.every((key) => typeof key === "string" && key);
}

function keep() {
  const other = [...bindings].filter(([command, keys]) => keys.join(" ") !== first.get(command).join(" "));
  try {
    localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(other)));
  } catch {
    // without a place to keep them they last until the page is left
  }
  label();
}

function say(text, values = {}) {
  document.getElementById("keys-said").textContent = text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function stop() {
  for (const one of dialog.querySelectorAll(".waiting")) one.classList.remove("waiting");
  waiting = null;
}

function take(event) {
  const [key] = names(event).slice(-1);
  if (!key || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  const command = waiting;
  if (key === "Escape") {
    say("");
    return stop();
  }
  const owner = [...bindings].find(([name, keys]) => name !== command && keys.includes(key));
  if (owner) return say(texts.taken, { key: shown(key), command: labels.get(owner[0]) });
  bindings.set(command, [key]);
  stop();
  keep();
  say(texts.kept, { key: shown(key), command: labels.get(command) });
}

dialog.addEventListener("keydown", (event) => waiting && take(event));
dialog.addEventListener("cancel", (event) => waiting && event.preventDefault());
dialog.addEventListener("close", stop);
dialog.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (event.target === dialog || button?.dataset.do === "close") return dialog.close();
  if (button?.dataset.do === "reset") {
    bindings = new Map(first);
    keep();
    return say(texts.reset);
  }
  const item = button?.closest("[data-binding]");
  if (!item) return;
  stop();
  waiting = item.dataset.binding;
  button.classList.add("waiting");
  say(texts.press, { command: item.dataset.label });
});
