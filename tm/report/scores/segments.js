// Filters and sorts the segments, by the form above them and by links that lead to some of them.

const form = document.querySelector(".controls");
const list = document.querySelector(".list");
const field = Object.fromEntries(all("[data-control]", form).map((one) => [one.dataset.control, one]));
const chosen = (name) => (field[name] ? field[name].value : "");
let known = null; // all segments, in the order of the page
let order = null; // and as they stand now

// The text of a hypothesis, without what only the reference has and without the names of faults.
const said = (cell) => {
  let text = "";
  for (const part of cell.childNodes) if (part.nodeName !== "DEL" && part.nodeName !== "UL") text += part.textContent;
  return text.toLowerCase();
};

const read = (article, place) => {
  const texts = (kind) => all(`.${kind} > td`, article).map((cell) => cell.textContent.toLowerCase());
  const rows = all("tbody > tr:not(.src):not(.ref)", article);
  const reference = texts("ref");
  return {
    article,
    place,
    rows,
    source: texts("src"),
    reference,
    hypotheses: rows.map((row) => said(row.lastElementChild)),
    scores: rows.map((row) => [...row.cells].slice(1, -1).map((cell) => parseFloat(cell.textContent))),
    faults: rows.map((row) => (row.dataset.f ? row.dataset.f.split(" ") : [])),
    groups: article.dataset.g ? article.dataset.g.split(" ") : [],
    length: (reference[0] || "").split(/\s+/u).filter(Boolean).length,
  };
};

const spread = (segment, metric) => {
  const scores = segment.scores.map((row) => row[metric]);
  return scores.length > 1 ? Math.max(...scores) - Math.min(...scores) : 0;
};

const fits = (segment) => {
  const [system, fault, where] = [chosen("system"), chosen("fault"), chosen("where")];
  const ofSystem = (values) => (system === "" ? values : [values[Number(system)]]);
  const group = chosen("group");
  if (group && !segment.groups.includes(group)) return false;
  if (field.differ && field.differ.checked && spread(segment, 0) < Number(field.differ.value) - 0.05) return false;
  if (fault) {
    const codes = ofSystem(segment.faults).flat();
    if (fault === "*" ? codes.length === 0 : !codes.includes(fault)) return false;
  }
  const text = chosen("find").trim().toLowerCase();
  if (!text) return true;
  const places = {
    source: segment.source,
    reference: segment.reference,
    system: ofSystem(segment.hypotheses),
  };
  const searched = where ? places[where] : Object.values(places).flat();
  return searched.some((one) => one.includes(text));
};

const key = (segment) => {
  const [system, metric] = [chosen("system"), Number(chosen("metric") || 0)];
  switch (chosen("sort")) {
    case "spread":
      return spread(segment, metric);
    case "length":
      return segment.length;
    case "score": {
      const scores = system === "" ? segment.scores : [segment.scores[Number(system)]];
      return scores.reduce((sum, row) => sum + row[metric], 0) / scores.length;
    }
    default:
      return segment.place;
  }
};

const words = (name) => field[name].selectedOptions[0].textContent;

const announce = (shown) => {
  const many = (n) => n.toLocaleString("en");
  let text =
    shown === known.length ? `${many(shown)} segments` : `${many(shown)} of ${many(known.length)} segments`;
  const order = chosen("sort");
  if (order !== "order") {
    text += `, by ${words("sort")}`;
    if (order !== "length") text += `, ${words("metric")}`;
    if (order === "score") text += chosen("system") === "" ? ", mean of systems" : ` of ${words("system")}`;
    text += chosen("way") === "up" ? ", lowest first" : ", highest first";
  } else if (chosen("way") === "down") {
    text += ", last first";
  }
  all("[role=status]", form).forEach((status) => (status.textContent = text));
};

const learn = () => {
  known = known || all("article", list).map(read);
  order = order || known;
};

const apply = () => {
  learn();
  const sign = chosen("way") === "up" ? 1 : -1;
  const keyed = known.map((segment) => [key(segment), segment]);
  keyed.sort(([a, one], [b, other]) => sign * (a - b) || one.place - other.place);
  const system = chosen("system");
  const next = keyed.map(([, segment]) => segment);
  let shown = 0;
  for (const segment of next) {
    const hide = !fits(segment);
    segment.article.hidden = hide;
    shown += hide ? 0 : 1;
    segment.rows.forEach((row, n) => (row.hidden = system !== "" && Number(system) !== n));
  }
  if (next.some((segment, n) => segment !== order[n])) list.replaceChildren(...next.map((one) => one.article));
  order = next;
  list.dataset.marks = chosen("marks");
  announce(shown);
};

// Orders that one looks at from a certain end begin there.
const turn = () => {
  field.way.value = ["spread"].includes(chosen("sort")) ? "down" : "up";
};

const clear = () => {
  for (const one of Object.values(field)) {
    if (one.type === "checkbox") one.checked = false;
    else if (one.type === "search") one.value = "";
    else one.selectedIndex = 0;
  }
};

const reset = () => {
  clear();
  apply();
};

let waiting = 0;
form.addEventListener("input", (event) => {
  clearTimeout(waiting);
  if (event.target === field.sort) turn();
  waiting = setTimeout(apply, event.target === field.find ? 150 : 0);
});
form.querySelector("[data-reset]").addEventListener("click", reset);

// Links that say what is to be filtered by.
const asked = ["fault", "system", "group", "find", "where"];
for (const link of all("a:is([data-fault], [data-group], [data-find])")) {
  link.addEventListener("click", () => {
    clear();
    for (const name of asked) if (name in link.dataset && field[name]) field[name].value = link.dataset[name];
    apply();
  });
}

// A link to a segment that a filter hides shows it.
window.addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.hidden) {
    reset();
    target.scrollIntoView();
  }
});

// What is read of the page takes a while, so that is done before somebody asks.
(window.requestIdleCallback || setTimeout)(learn);
