// Moves the rows of a list: [data-sortable] holds rows [data-row="key"], each with a form of class
// app-move (components/move_controls.html). A row that stands between others but does not move, such
// as a section's heading, carries data-row too, without the form.
//
// The arrows are plain buttons that htmx sends; this script keeps focus on the same arrow after the
// answer. A drag posts to the dragged row's own address: after=<key of the row above> and
// before=<key of the row below>, and the answer replaces what an arrow's answer replaces.

export function startSortable(scope) {
  const lists = [...scope.querySelectorAll("[data-sortable]")];
  if (scope instanceof HTMLElement && "sortable" in scope.dataset) {
    lists.push(scope);
  }
  for (const list of lists) {
    makeDraggable(list);
  }
}

function makeDraggable(list) {
  if (!window.Sortable || !window.htmx || list.classList.contains("app-can-drag")) {
    return;
  }
  list.classList.add("app-can-drag");
  let orderBefore = [];
  window.Sortable.create(list, {
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    dataIdAttr: "data-row",
    draggable: "[data-row]",
    ghostClass: "app-row--dragged",
    handle: "[data-handle]",
    onStart: () => {
      orderBefore = keysOf(list);
    },
    onEnd: (event) => {
      const row = event.item;
      if (keysOf(list).join() !== orderBefore.join()) {
        sendPlace(list, row);
      }
    },
  });
}

function keysOf(list) {
  return [...list.querySelectorAll("[data-row]")].map((row) => row.dataset.row);
}

function sendPlace(list, row) {
  const form = row.querySelector("form.app-move");
  const keys = keysOf(list);
  const place = keys.indexOf(row.dataset.row);
  window.htmx.ajax("POST", form.getAttribute("action"), {
    source: form,
    swap: form.getAttribute("hx-swap") || "outerHTML",
    target: form.getAttribute("hx-target") || list,
    values: { after: keys[place - 1] ?? "", before: keys[place + 1] ?? "" },
  });
}

// htmx carries the attributes of an old row over to the new one, and the security policy lets no
// style attribute be carried; what Sortable left behind goes first.
document.addEventListener("htmx:beforeSwap", (event) => {
  for (const styled of event.detail.target.querySelectorAll("[data-row][style]")) {
    styled.removeAttribute("style");
  }
});

// An arrow at the end of its way does nothing, and says so by being aria-disabled.
document.addEventListener("click", (event) => {
  const arrow = event.target.closest?.(".app-move button");
  if (arrow?.getAttribute("aria-disabled") === "true") {
    event.preventDefault();
    event.stopPropagation();
  }
}, true);

// htmx brings focus back to the element with the same id; the ids of arrows go with their row.
let lastArrow = "";
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt.closest?.("form.app-move");
  lastArrow = form ? document.activeElement?.id || "" : "";
});
document.addEventListener("htmx:afterSettle", () => {
  if (lastArrow && document.activeElement === document.body) {
    document.getElementById(lastArrow)?.focus();
  }
  lastArrow = "";
});
