// What scripts have to say: announcements for those who listen, and reasons for what failed.

// Says a sentence politely. Said twice the same, it is still heard twice.
export function announce(sentence) {
  const region = document.getElementById("app-polite");
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = sentence;
  });
}

// Shows what went wrong, over the foot of the window, until the person closes it.
export function showProblem(sentence, cure) {
  const box = document.createElement("div");
  box.className = "app-notice app-notice--bad";
  const mark = document.createElement("span");
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = "!";
  const words = document.createElement("p");
  words.textContent = sentence;
  const acts = document.createElement("div");
  acts.className = "app-acts";
  if (cure) {
    const link = document.createElement("a");
    link.className = "app-act";
    link.href = cure.href;
    link.target = cure.newWindow ? "_blank" : "";
    link.textContent = cure.words;
    acts.append(link);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "app-link-button";
  close.textContent = "Close";
  close.addEventListener("click", () => box.remove());
  acts.append(close);
  box.append(mark, words, acts);
  document.getElementById("app-alerts").replaceChildren(box);
}

export function clearProblem() {
  document.getElementById("app-alerts").replaceChildren();
}

// A request that was answered with the sign-in page: the session has ended.
export function isSignInPage(address) {
  const signIn = document.body.dataset.signIn;
  return Boolean(signIn) && new URL(address, location.href).pathname === signIn;
}

export function showSignedOut() {
  showProblem("You have been signed out. What you typed is still on this page.", {
    href: document.body.dataset.signIn,
    newWindow: true,
    words: "Sign in again in a new window",
  });
}

// The sentence in a refusal (templates/errors/_sentence.html), without its markup.
export function reasonIn(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const reason = parsed.querySelector("[data-reason]");
  if (!reason) {
    return "";
  }
  return [...reason.querySelectorAll("h1, p")]
    .map((part) => part.textContent.trim().replace(/\s+/g, " "))
    .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`))
    .join(" ");
}

export function startAlerts() {
  const body = document.body;

  // A view says what happened: HX-Trigger: {"announce": "…"}.
  body.addEventListener("announce", (event) => announce(event.detail.value));

  body.addEventListener("htmx:beforeRequest", (event) => {
    event.detail.target?.setAttribute("aria-busy", "true");
  });
  body.addEventListener("htmx:afterRequest", (event) => {
    event.detail.target?.removeAttribute("aria-busy");
    // A poll that went well says nothing about the act that did not.
    if (event.detail.successful && event.detail.requestConfig?.verb !== "get") {
      clearProblem();
    }
  });
  body.addEventListener("htmx:beforeSwap", (event) => {
    if (isSignInPage(event.detail.xhr.responseURL)) {
      event.detail.shouldSwap = false;
      showSignedOut();
    }
  });
  body.addEventListener("htmx:responseError", (event) => {
    const { xhr } = event.detail;
    showProblem(reasonIn(xhr.responseText) || `It was not done (${xhr.status}).`);
  });
  body.addEventListener("htmx:sendError", (event) => {
    // A poll that missed its turn asks again by itself; only an act is worth a word.
    if (event.detail.requestConfig?.verb !== "get") {
      showProblem("Not sent: no connection. Nothing was changed; try again.");
    }
  });
}
