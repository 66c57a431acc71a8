// Rich text where a plain field stands: <textarea data-rich-text data-html="<p>…</p>">.
//
// Until something is changed in the editor the plain field is what is sent, so that the form of
// what nobody touched stays as it was. After a change the editor's HTML is sent under the same
// name, with "rich-…" beside it to say so. The server cleans it in any case.
// Only what minutes may hold has a button; no file is ever taken.
import "../../dist/trix.min.js";

const { Trix } = globalThis;
Trix.config.blockAttributes.default.tagName = "p";
Trix.config.blockAttributes.default.breakOnReturn = true;

const TOOLS = [
  { label: "Bold", attribute: "bold", key: "b" },
  { label: "Italic", attribute: "italic", key: "i" },
  { label: "Bullets", attribute: "bullet" },
  { label: "Numbers", attribute: "number" },
  { label: "Undo", action: "undo", key: "z" },
  { label: "Redo", action: "redo", key: "shift+z" },
];

function toolbarFor(id, what) {
  const bar = document.createElement("trix-toolbar");
  bar.id = `${id}-tools`;
  const row = document.createElement("div");
  row.className = "app-rich__tools";
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", `Form of the text: ${what}`);
  for (const tool of TOOLS) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = tool.label;
    if (tool.attribute) {
      button.dataset.trixAttribute = tool.attribute;
    } else {
      button.dataset.trixAction = tool.action;
    }
    if (tool.key) {
      button.dataset.trixKey = tool.key;
    }
    row.append(button);
  }
  bar.append(row);
  return bar;
}

function hiddenField(id, value) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.id = id;
  field.value = value;
  return field;
}

function enrich(plain) {
  const { name } = plain;
  const label = plain.form?.querySelector(`label[for="${CSS.escape(plain.id)}"]`);
  const value = hiddenField(`${plain.id}-value`, plain.dataset.html);
  const marker = hiddenField(`${plain.id}-rich`, "1");
  const editor = document.createElement("trix-editor");
  editor.setAttribute("input", value.id);
  editor.setAttribute("toolbar", `${plain.id}-tools`);
  for (const attribute of ["aria-describedby", "aria-invalid"]) {
    if (plain.hasAttribute(attribute)) {
      editor.setAttribute(attribute, plain.getAttribute(attribute));
    }
  }
  if (label) {
    label.id ||= `${plain.id}-label`;
    editor.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => editor.focus());
  }

  let seen = null; // what the editor made of the text before anybody typed
  function changed() {
    if (seen === null || value.value === seen) {
      return;
    }
    seen = value.value;
    plain.removeAttribute("name");
    value.name = name;
    marker.name = `rich-${name}`;
    value.dispatchEvent(new Event("input", { bubbles: true }));
  }
  editor.addEventListener("trix-initialize", () => {
    seen = value.value;
  });
  editor.addEventListener("trix-change", changed);
  editor.addEventListener("trix-file-accept", (event) => event.preventDefault());
  // Kept text of an earlier visit is put back into the field: the editor shows it.
  for (const field of [plain, value]) {
    field.addEventListener("portal:filled", () => editor.editor.loadHTML(field.value));
  }
  plain.after(toolbarFor(plain.id, label?.textContent || name), editor, value, marker);
  plain.hidden = true;
}

for (const plain of document.querySelectorAll("textarea[data-rich-text]:not([readonly])")) {
  enrich(plain);
}
