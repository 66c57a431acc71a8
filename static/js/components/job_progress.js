// A job's progress replaces itself every second (components/job_progress.html). That would be too
// much to listen to, so quarters and the end are said, and nothing else.

import { announce } from "./alerts.js";

const ENDS = {
  cancelled: "stopped",
  done: "is done",
  failed: "has failed",
};

const heard = new Map(); // job id -> { quarter, state }

export function startJobs() {
  for (const job of document.querySelectorAll("[data-job]")) {
    remember(job);
  }
  document.body.addEventListener("htmx:load", (event) => {
    const brought = event.detail.elt;
    const jobs = [...brought.querySelectorAll("[data-job]")];
    if (brought.matches("[data-job]")) {
      jobs.push(brought);
    }
    jobs.forEach(sayWhatChanged);
  });
}

function remember(job) {
  const quarter = Math.floor(Number(job.dataset.jobPercent) / 25);
  heard.set(job.dataset.job, { quarter, state: job.dataset.jobState });
  return quarter;
}

function sayWhatChanged(job) {
  const before = heard.get(job.dataset.job);
  const quarter = remember(job);
  if (!before) {
    return;
  }
  const { jobState: state, jobTitle: title } = job.dataset;
  if (state !== before.state && ENDS[state]) {
    announce(`${title} ${ENDS[state]}`);
    // The rest of the page, its buttons and its result, belongs to the new state.
    job.dispatchEvent(new CustomEvent("job:ended", { bubbles: true, detail: { state } }));
  } else if (quarter > before.quarter) {
    announce(`${title}: ${quarter * 25} %`);
  }
}
