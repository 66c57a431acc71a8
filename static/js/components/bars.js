// A bar that is wider than a narrow screen begins where the reader is, not at its first entry.
export function startBars() {
  const current = ".app-nav [aria-current], .app-stages [aria-current]";
  for (const entry of document.querySelectorAll(current)) {
    const bar = entry.closest("ul");
    const middle = (bar.clientWidth - entry.offsetWidth) / 2;
    bar.scrollLeft = entry.offsetLeft - bar.offsetLeft - middle;
  }
}
