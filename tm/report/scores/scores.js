// Sorts tables and switches between metrics. What it makes of texts of the page is text again, never markup. The
// page shows everything without it.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Tables that their heads sort

for (const table of all("table[data-sortable]")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const status = table.closest("section").querySelector("[role=status]");

  const bracket = () => {
    const rows = [...body.rows];
    rows.forEach((row, n) => {
      const same = (other) => Boolean(other) && other.dataset.cluster === row.dataset.cluster;
      const [above, below] = [same(rows[n - 1]), same(rows[n + 1])];
      row.className = above && below ? "inside" : above ? "ends" : below ? "begins" : "";
    });
  };

  const sort = (head) => {
    const column = heads.indexOf(head);
    const sorted = head.getAttribute("aria-sort");
    const upwards = sorted ? sorted !== "ascending" : head.dataset.first === "up";
    const value = (row) => {
      const cell = row.cells[column];
      return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
    };
    const sign = upwards ? 1 : -1;
    const compare = (one, other) => {
      const [a, b] = [value(one), value(other)];
      if (a !== null && b !== null) return sign * (a - b);
      if (a !== b) return a === null ? 1 : -1;
      return sign * one.cells[column].textContent.localeCompare(other.cells[column].textContent);
    };
    body.append(...[...body.rows].sort(compare));
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", upwards ? "ascending" : "descending");
    bracket();
    status.textContent = `Sorted by ${head.textContent}, ${upwards ? "ascending" : "descending"}`;
  };

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  }
}

// Panels of which one is shown

for (const choice of all("[data-switch]")) {
  const panels = all(`[data-panel^="${choice.dataset.switch}-"]`);
  const show = () => {
    const chosen = choice.querySelector("input:checked").value;
    for (const panel of panels) panel.classList.toggle("off", panel.dataset.panel !== chosen);
  };
  choice.addEventListener("change", show);
  show();
}
