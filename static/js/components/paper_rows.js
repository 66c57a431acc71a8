// The rows of a cover sheet without loading the page again: up, down, remove, add. Each ends in a
// change of the form, so that what is typed is saved as ever. Without this the buttons send the form.

import { announce } from "./alerts.js";

function rowsOf(table) {
  return [...table.tBodies[0].rows].filter((row) => !row.hidden);
}

function named(table, row) {
  return `${table.dataset.rows} ${rowsOf(table).indexOf(row) + 1}`;
}

function disable(button, isOff) {
  if (isOff) {
    button.setAttribute("aria-disabled", "true");
  } else {
    button.removeAttribute("aria-disabled");
  }
}

// Numbers and names of buttons follow the order; ids and field names belong to the row and stay.
function renumber(table) {
  const rows = rowsOf(table);
  rows.forEach((row, place) => {
    const number = row.querySelector("[data-row-number]");
    if (number) {
      number.textContent = place + 1;
    }
    for (const control of row.querySelectorAll("[aria-label]")) {
      control.setAttribute("aria-label", control.getAttribute("aria-label").replace(/\d+/, place + 1));
    }
    disable(row.querySelector('[data-row-act="up"]'), place === 0);
    disable(row.querySelector('[data-row-act="down"]'), place === rows.length - 1);
  });
}

function changed(table) {
  table.dispatchEvent(new Event("change", { bubbles: true }));
}

function move(table, row, up) {
  const rows = rowsOf(table);
  const other = rows[rows.indexOf(row) + (up ? -1 : 1)];
  if (!other) {
    return false;
  }
  const was = named(table, row);
  other[up ? "before" : "after"](row);
  renumber(table);
  announce(`${was} is now ${named(table, row).toLowerCase()}`);
  return true;
}

// A row taken away is sent blank, which drops it; it leaves the page with the next load.
function remove(table, row) {
  const rows = rowsOf(table);
  const was = named(table, row);
  const next = rows[rows.indexOf(row) + 1] || rows[rows.indexOf(row) - 1];
  for (const control of row.querySelectorAll("input, select, textarea")) {
    control.value = "";
  }
  if (next) {
    row.hidden = true;
  }
  renumber(table);
  (next || row).querySelector("input, select, textarea").focus();
  announce(`${was} is removed`);
}

function add(table) {
  const rows = rowsOf(table);
  const last = rows[rows.length - 1];
  const fresh = last.cloneNode(true);
  const key = `n${crypto.getRandomValues(new Uint32Array(1))[0].toString(16)}`;
  const renamed = (text) => text.replace(last.id, `${last.id.split("-")[0]}-${key}`);
  for (const node of [fresh, ...fresh.querySelectorAll("*")]) {
    for (const attribute of ["id", "name", "value", "aria-describedby"]) {
      if (node.hasAttribute(attribute) && node.tagName !== "OPTION") {
        node.setAttribute(attribute, renamed(node.getAttribute(attribute)));
      }
    }
  }
  for (const wrong of fresh.querySelectorAll(".nhsuk-error-message")) {
    wrong.remove();
  }
  for (const control of fresh.querySelectorAll("input, select, textarea")) {
    control.value = "";
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
    control.classList.remove("nhsuk-input--error", "nhsuk-select--error", "nhsuk-textarea--error");
  }
  last.after(fresh);
  renumber(table);
  fresh.querySelector("input, select, textarea").focus();
  announce(`${named(table, fresh)} is added`);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-row-act], [data-row-add]");
  if (!button) {
    return;
  }
  event.preventDefault();
  if (button.dataset.rowAdd) {
    add(document.getElementById(button.dataset.rowAdd));
    return; // nothing is typed into it yet
  }
  const row = button.closest("tr");
  const table = row.closest("table");
  if (button.dataset.rowAct === "remove") {
    remove(table, row);
    changed(table);
  } else if (move(table, row, button.dataset.rowAct === "up")) {
    button.focus();
    changed(table);
  }
});
