// The portal's scripts. Every page works without them; they make it quicker.
import * as nhsuk from "../dist/nhsuk-frontend.min.js";

import { startAgenda } from "./components/agenda.js";
import { startAlerts } from "./components/alerts.js";
import { startAutosave } from "./components/autosave.js";
import { startBars } from "./components/bars.js";
import { startJobs } from "./components/job_progress.js";
import { startNarrowing } from "./components/narrowing.js";
import { startQuickAdd } from "./components/quick_add.js";
import { startSortable } from "./components/sortable.js";

function startDesignSystem(scope) {
  nhsuk.initAll({ scope });
}

document.body.classList.add("nhsuk-frontend-supported");
startDesignSystem(document.body);
startAlerts();
startBars();
startNarrowing(document);
startAutosave(document);
startSortable(document);
startQuickAdd();
startAgenda();
startJobs();

for (const place of document.querySelectorAll("[data-page-address]")) {
  place.textContent = `${location.href}, ${new Date().toLocaleString("en-GB")}`;
}

// What htmx brings in is a page of its own in small.
document.body.addEventListener("htmx:load", (event) => {
  const brought = event.detail.elt;
  if (brought === document.body) {
    return;
  }
  startDesignSystem(brought);
  startAutosave(brought);
  startNarrowing(brought);
  startSortable(brought);
});
