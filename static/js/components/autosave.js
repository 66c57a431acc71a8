// Saves a form while it is typed: <form data-autosave="address" data-autosave-key="paper-318">.
//
// The address takes the form's fields by POST, without files, with the header X-Autosave: 1, and
// answers JSON:
//   200 {"saved_at": "10:55:48", "version": "12"}   saved; version goes into the field of that name
//   400 or 422 {"errors": {"field": "sentence"}}    the field is named; with "version" all others are saved
//   403 {"message": "sentence"}
//   409 {"message": "sentence", "url": "…"}         someone else changed it; both texts are kept
//
// What could not be sent is kept on this device and sent again; leaving the page warns.

import { announce, isSignInPage, showSignedOut } from "./alerts.js";

const WAIT_AFTER_TYPING = 900; // milliseconds
const WAIT_FOR_ANSWER = 8000; // of a save under way when the form is sent
const FIRST_RETRY = 4000;
const LAST_RETRY = 60000;
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;
const PREFIX = "portal-draft:";

const SHAPES = {
  bad: '<circle cx="8" cy="8" r="7.5" fill="currentColor"/><path d="M8 3.5v6M8 11v1.8" stroke="#fff" stroke-width="2"/>',
  info: '<path d="M14 8a6 6 0 1 1-2-4.5" fill="none" stroke="currentColor" stroke-width="2.2"/>',
  ok: '<path d="M2 8.5 6 12.5 14 3.5" fill="none" stroke="currentColor" stroke-width="2.6"/>',
  warn: '<path d="M8 1 15.5 15H.5Z" fill="currentColor"/><path d="M8 6v4.5M8 12v1.6" stroke="#fff" stroke-width="1.8"/>',
};

// The server answers without spaces at the ends, and with other line ends: that is no other text.
function tidy(text) {
  return text.replace(/\r\n?/g, "\n").trim();
}

export function startAutosave(scope) {
  forgetOldDrafts();
  const forms = [...scope.querySelectorAll("form[data-autosave]")];
  if (scope instanceof HTMLFormElement && scope.dataset.autosave) {
    forms.push(scope);
  }
  for (const form of forms) {
    if (!form.dataset.autosaveStarted) {
      form.dataset.autosaveStarted = "yes";
      new Autosave(form).start();
    }
  }
  for (const form of scope.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", forgetMyDrafts);
  }
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.autosave;
    this.storeKey = `${PREFIX}${document.body.dataset.user}:${form.dataset.autosaveKey || this.address}`;
    this.timer = null;
    this.retryAfter = FIRST_RETRY;
    this.changes = 0; // counts up with every change; what was saved is compared with it
    this.saved = 0;
    this.sending = false;
    this.underWay = null; // the save whose answer is awaited
    this.held = false; // the form is to be sent as soon as that answer is here
    this.stopped = false; // somebody else's change, or the form itself is being sent
  }

  start() {
    this.offerKeptText();
    this.form.addEventListener("input", (event) => this.changed(event, WAIT_AFTER_TYPING));
    this.form.addEventListener("change", (event) => this.changed(event, 0));
    this.form.addEventListener("submit", (event) => {
      this.stopped = true;
      clearTimeout(this.timer);
      if (this.sending && !event.defaultPrevented) {
        event.preventDefault();
        this.sendAfterAnswer(event.submitter);
      }
    });
    // A page brought back by the browser's Back goes on saving.
    window.addEventListener("pageshow", () => {
      this.stopped = false;
    });
    window.addEventListener("online", () => this.isUnsaved() && this.save());
    window.addEventListener("beforeunload", (event) => {
      if (this.isUnsaved() && !this.stopped) {
        event.preventDefault();
      }
    });
  }

  // The form bears the version that the answer gives; sent before, it would meet with its
  // own words. The last button pressed is the one that counts.
  async sendAfterAnswer(submitter) {
    this.submitter = submitter;
    if (this.held) {
      return;
    }
    this.held = true;
    this.say("info", "Saving…");
    await Promise.race([this.underWay, new Promise((done) => setTimeout(done, WAIT_FOR_ANSWER))]);
    this.held = false;
    this.sending = false;
    clearTimeout(this.timer);
    this.form.requestSubmit(this.submitter?.form === this.form ? this.submitter : null);
  }

  isUnsaved() {
    return this.changes > this.saved;
  }

  changed(event, wait) {
    if (event.target.type === "file" || this.stopped) {
      return;
    }
    this.changes += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  fields() {
    return [...new FormData(this.form)].filter(
      ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken",
    );
  }

  save() {
    if (!this.sending && !this.stopped) {
      this.sending = true;
      this.underWay = this.send(); // the answer to what is on its way asks again
    }
  }

  async send() {
    clearTimeout(this.timer);
    const upTo = this.changes;
    const fields = this.fields();
    this.keep(fields);
    this.say("info", "Saving…");
    let answer = null;
    try {
      answer = await fetch(this.address, {
        body: new URLSearchParams(fields),
        headers: {
          Accept: "application/json",
          "X-Autosave": "1",
          "X-CSRFToken": this.form.querySelector("[name=csrfmiddlewaretoken]")?.value || "",
        },
        method: "POST",
      });
    } catch {
      this.sending = false;
      this.tryLater("Not saved: no connection. Kept on this device");
      return;
    }
    this.sending = false;
    if (answer.redirected && isSignInPage(answer.url)) {
      this.say("bad", "Not saved: you have been signed out. Kept on this device");
      showSignedOut();
      return;
    }
    const told = await answer.json().catch(() => ({}));
    if (told.version !== undefined) {
      const version = this.form.elements.namedItem("version");
      if (version) {
        version.value = told.version;
      }
    }
    this.hear(answer, told, upTo);
    if (this.changes > upTo && !this.stopped) {
      this.save(); // typed while the answer was on its way
    }
  }

  hear(answer, told, upTo) {
    if (answer.ok) {
      this.saved = Math.max(this.saved, upTo);
      this.retryAfter = FIRST_RETRY;
      this.say("ok", `Saved ${told.saved_at || new Date().toTimeString().slice(0, 8)}`);
      if (!this.isUnsaved()) {
        this.forget();
      }
    } else if (answer.status === 409) {
      this.stopped = true;
      const why = told.message || "Someone else changed this after you opened it.";
      this.say("warn", `${why} Your text is kept.`, told.url && ["Compare the two", told.url]);
    } else if (answer.status === 400 || answer.status === 422) {
      // The person is in the middle of typing: named here, and in full when the form is sent.
      const sentences = Object.values(told.errors || {});
      const how = told.version === undefined ? "Not saved yet" : "Saved, but for this";
      this.say("warn", `${how}: ${sentences.join(". ") || told.message || "something is missing"}`);
    } else if (answer.status === 403 || answer.status === 404) {
      this.stopped = true;
      this.say("bad", `Not saved: ${told.message || "you can no longer change this"} Kept on this device`);
    } else {
      this.tryLater("Not saved: the portal did not answer. Kept on this device");
    }
  }

  tryLater(words) {
    this.say("bad", words, ["Try now", () => this.save()]);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), this.retryAfter);
    this.retryAfter = Math.min(this.retryAfter * 2, LAST_RETRY);
  }

  say(kind, words, act) {
    const place = this.form.querySelector("[data-save-state]");
    if (!place) {
      return;
    }
    const chip = document.createElement("span");
    chip.className = `app-chip app-chip--${kind}`;
    chip.innerHTML = `<svg class="app-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${SHAPES[kind]}</svg>`;
    chip.append(words);
    place.replaceChildren(chip);
    if (act) {
      const [label, what] = act;
      const control = document.createElement(typeof what === "string" ? "a" : "button");
      control.textContent = label;
      control.className = "app-link-button";
      if (typeof what === "string") {
        control.href = what;
      } else {
        control.type = "button";
        control.addEventListener("click", what);
      }
      place.append(" ", control);
    }
  }

  // On this device -----------------------------------------------------------------------

  keep(fields) {
    try {
      localStorage.setItem(this.storeKey, JSON.stringify({ at: Date.now(), fields }));
    } catch {
      // A full or forbidden store loses the second copy only; the page still holds the first.
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.storeKey);
    } catch {
      // as above
    }
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.storeKey));
    } catch {
      return null;
    }
  }

  // Text of an earlier visit that never arrived is offered, not put in place: the form may
  // have been changed by somebody since.
  offerKeptText() {
    const kept = this.kept();
    if (!kept) {
      return;
    }
    const now = new Map(this.fields());
    const differing = kept.fields.filter(
      ([name, value]) => name !== "version" && now.has(name) && tidy(now.get(name)) !== tidy(value),
    );
    if (!differing.length) {
      this.forget();
      return;
    }
    const box = document.createElement("div");
    box.className = "app-two-texts";
    const words = document.createElement("p");
    const when = new Date(kept.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    words.textContent = `This device holds text you typed at ${when} that was not saved.`;
    const putBack = this.actButton("Put it back", () => {
      for (const [name, value] of differing) {
        this.fill(name, value);
      }
      box.remove();
      announce("Your text is back in the form");
      this.changes += 1;
      this.save();
    });
    const discard = this.actButton("Discard it", () => {
      this.forget();
      box.remove();
    });
    const acts = document.createElement("div");
    acts.className = "app-acts";
    acts.append(putBack, discard);
    box.append(words, acts);
    this.form.prepend(box);
  }

  actButton(words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "app-link-button";
    button.textContent = words;
    button.addEventListener("click", act);
    return button;
  }

  fill(name, value) {
    for (const control of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (control.type === "radio" || control.type === "checkbox") {
        control.checked = control.value === value;
      } else {
        control.value = value;
        control.dispatchEvent(new Event("portal:filled")); // for a field that shows it otherwise
      }
    }
  }
}

function draftKeys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

// A shared computer keeps nobody's text for good, and none after signing out.
function forgetOldDrafts() {
  for (const key of draftKeys()) {
    try {
      if (Date.now() - JSON.parse(localStorage.getItem(key)).at > KEPT_FOR) {
        localStorage.removeItem(key);
      }
    } catch {
      localStorage.removeItem(key);
    }
  }
}

function forgetMyDrafts() {
  const mine = `${PREFIX}${document.body.dataset.user}:`;
  for (const key of draftKeys().filter((each) => each.startsWith(mine))) {
    localStorage.removeItem(key);
  }
}
