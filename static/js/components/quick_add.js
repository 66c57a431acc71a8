// Type, Enter, type, Enter: after a row was added, focus goes back to the first field of the form
// [data-quick-add], which is emptied; the other fields keep the last choice.

export function startQuickAdd() {
  // At once with the answer, not when it has settled: the next title may be under way by then, and
  // emptying the field would eat its first letters.
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const sent = event.detail.requestConfig?.elt;
    if (!sent?.matches?.("[data-quick-add]")) {
      return;
    }
    // The form may have been part of the answer; then this is its successor.
    const form = document.getElementById(sent.id) || sent;
    const first = form.querySelector("input:not([type=hidden]), textarea");
    if (!form.querySelector(".nhsuk-error-message")) {
      first.value = "";
    }
    first.focus();
  });
}
