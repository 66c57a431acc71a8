// The agenda builder: cells that save by themselves, and nothing typed is ever lost.
//
// Each row [data-cells] holds fields and, beside each, a hidden was-<name> with what was shown. A
// field that differs from it has not been saved. htmx sends the row when a field changes and the
// answer replaces the whole agenda, so what is being typed elsewhere is carried over, together with
// what was shown there: a change somebody else made meanwhile is then noticed by the server.

const ROWS = "[data-cells]";

export function startAgenda() {
  const body = document.body;
  const clicks = [];
  let again = [];
  let busy = 0;
  let kept = [];
  body.addEventListener("htmx:beforeRequest", (event) => {
    if (isOurs(event)) {
      busy += 1;
      show("Saving…");
    }
  });
  body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target?.id === "agenda" && event.detail.shouldSwap) {
      kept = unsaved(event.detail.requestConfig);
    }
  });
  // At once, before the next key is struck: htmx has set the focus by then.
  body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "agenda") {
      again = restore(kept);
      kept = [];
      grow(document);
    }
  });
  const sendWhatWaited = () => {
    again.forEach((id) => window.htmx.trigger(`#${id}`, "change"));
    again = [];
    document.getElementById(clicks.shift())?.click();
  };
  body.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "agenda") {
      keepPlace(event.detail.requestConfig?.elt);
    }
  });
  body.addEventListener("htmx:afterRequest", (event) => {
    if (isOurs(event)) {
      busy = Math.max(0, busy - 1);
      const { successful, xhr } = event.detail;
      if (!successful && ![409, 422].includes(xhr?.status)) {
        clicks.length = 0; // nothing came in to press on
      }
      show();
      // As soon as htmx has closed the request, and before the next key is struck.
      queueMicrotask(sendWhatWaited);
    }
  });
  // A button of the agenda is about to be replaced by the answer under way: it waits for that.
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.("#agenda button[id]");
      if (button && busy) {
        event.preventDefault();
        event.stopPropagation();
        clicks.push(button.id);
      }
    },
    true,
  );
  body.addEventListener("keydown", saveOnEnter);
  body.addEventListener("input", (event) => {
    if (event.target.matches(".app-cell-text")) {
      fit(event.target);
    }
    forgetMarkup(event);
  });
  body.addEventListener("paste", pasteTable);
  body.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-agenda-retry]")) {
      retry();
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved().length) {
      event.preventDefault();
    }
  });
  grow(document);
}

// The button of “Undo” is gone with its answer: whoever pressed it stays at what was undone.
function keepPlace(sent) {
  if (document.activeElement === document.body && sent?.querySelector("#undo")) {
    document.getElementById("agenda-status")?.focus();
  }
}

function isOurs(event) {
  return event.detail.requestConfig?.target?.id === "agenda" || event.detail.target?.id === "agenda";
}

function fieldsOf(row) {
  return [...row.querySelectorAll("textarea[name], select[name], input[name]")].filter(
    (field) => field.type !== "hidden",
  );
}

function shownBefore(row, field) {
  return row.querySelector(`input[name="was-${field.name}"]`);
}

// Every field whose text is not what was shown. For the row whose request is answered, what counts
// is what was sent: the answer speaks of that already, but not of what was typed since.
function unsaved(request) {
  const found = [];
  for (const row of document.querySelectorAll(ROWS)) {
    for (const field of fieldsOf(row)) {
      const was = shownBefore(row, field);
      if (!was) {
        continue;
      }
      const sent = row === request?.elt ? request.formData.get(field.name) : null;
      const known = sent === null ? was.value : sent;
      if (tidy(field.value) !== tidy(known)) {
        found.push({
          caret: field === document.activeElement && caretOf(field),
          id: field.id,
          text: field.value,
          was: sent !== null && tidy(sent) !== tidy(was.value) ? null : was.value,
        });
      }
    }
  }
  return found;
}

function caretOf(field) {
  return field.matches("select") ? null : [field.selectionStart, field.selectionEnd];
}

function tidy(text) {
  return text.replace(/\s+/g, " ").trim();
}

// Puts back what was typed and not yet kept; gives the rows that must be sent again.
function restore(kept) {
  const rows = new Set();
  for (const { caret, id, text, was } of kept) {
    const field = document.getElementById(id);
    const row = field?.closest(ROWS);
    const hidden = row && shownBefore(row, field);
    if (!hidden || tidy(hidden.value) === tidy(text)) {
      continue; // gone, or saved by the answer
    }
    field.value = text;
    if (caret) {
      field.setSelectionRange(...caret);
    }
    if (row.hasAttribute("data-trouble")) {
      continue; // the person decides what becomes of this row
    }
    if (was !== null) {
      hidden.value = was;
    }
    if (field !== document.activeElement) {
      // It was waiting its turn when its row was replaced.
      rows.add(row.id);
    }
  }
  return rows;
}

function saveOnEnter(event) {
  const field = event.target;
  const row = field.closest?.(ROWS);
  if (event.key !== "Enter" || !row || field.matches("button, a, select")) {
    return;
  }
  event.preventDefault();
  const was = shownBefore(row, field);
  if (was && tidy(field.value) !== tidy(was.value)) {
    window.htmx.trigger(row, "change");
  }
}

// Where the browser cannot let a text area grow with its text, its height is set by rows.
function grow(scope) {
  for (const field of scope.querySelectorAll(".app-cell-text")) {
    fit(field);
  }
}

function fit(field) {
  if (CSS.supports("field-sizing", "content")) {
    return;
  }
  field.rows = 1;
  while (field.scrollHeight > field.clientHeight + 2 && field.rows < 12) {
    field.rows += 1;
  }
}

// Says what is not saved, with the way to save it.
function show(words) {
  const place = document.querySelector("[data-agenda-state]");
  if (!place) {
    return;
  }
  place.textContent = words || "";
  if (words) {
    return;
  }
  const waiting = unsaved().filter(({ id }) => id !== document.activeElement?.id);
  if (waiting.length) {
    place.textContent = "Not saved yet: what you typed is still on this page. ";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "app-link-button";
    button.dataset.agendaRetry = "";
    button.textContent = "Try now";
    place.append(button);
  }
}

function retry() {
  const rows = new Set(unsaved().map(({ id }) => document.getElementById(id).closest(ROWS)));
  for (const row of rows) {
    window.htmx.trigger(row, "change");
  }
}

// A table out of Word or Excel: its markup keeps cells apart that plain text runs together.
function pasteTable(event) {
  const field = event.target;
  const markup = event.clipboardData?.getData("text/html") || "";
  const text = event.clipboardData?.getData("text/plain") || "";
  const form = field.closest?.("[data-paste-table]");
  if (form) {
    form.elements.html.value = /<table/i.test(markup) ? markup : "";
    form.elements.html.dataset.fresh = "yes";
    return;
  }
  const quick = field.closest?.("form[data-paste-url]");
  if (quick && field.name === "title" && /[\n\t]/.test(text.trim())) {
    event.preventDefault();
    sendTable(quick, text, /<table/i.test(markup) ? markup : "");
  }
}

// Text changed by hand counts; the markup that came with the paste no longer does.
function forgetMarkup(event) {
  const form = event.target.closest?.("[data-paste-table]");
  if (!form) {
    return;
  }
  const { html } = form.elements;
  if (html.dataset.fresh === "yes") {
    html.dataset.fresh = "";
  } else {
    html.value = "";
  }
}

function sendTable(quick, text, markup) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = quick.dataset.pasteUrl;
  form.hidden = true;
  const token = quick.elements.csrfmiddlewaretoken.value;
  const values = { csrfmiddlewaretoken: token, html: markup, table: text };
  for (const [name, value] of Object.entries(values)) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}
