// A long list of ticks, narrowed while one types: [data-narrow] (components/tick_list.html). What is
// ticked is always shown. Without this the button Find sends the form, which comes back narrowed.

export function startNarrowing(scope) {
  for (const place of scope.querySelectorAll("[data-narrow]")) {
    const find = place.querySelector("input[type=search]");
    place.querySelector("button").hidden = true;
    find.removeAttribute("name"); // the form is then saved, whatever is typed here
    find.addEventListener("input", () => narrow(place, find.value));
    find.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
      }
    });
  }
}

function narrow(place, typed) {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  let ticked = 0;
  for (const item of place.querySelectorAll(".nhsuk-checkboxes__item")) {
    const words = item.textContent.toLowerCase();
    const isTicked = item.querySelector("input").checked;
    const fits = wanted.every((word) => words.includes(word));
    item.hidden = !isTicked && !fits;
    ticked += isTicked ? 1 : 0;
    found += fits && !isTicked ? 1 : 0;
  }
  const besides = ticked ? `, besides ${ticked} ticked` : "";
  place.querySelector("[role=status]").textContent = wanted.length
    ? `${found || "None"} with “${typed.trim()}” in the name${besides}.`
    : "";
}
