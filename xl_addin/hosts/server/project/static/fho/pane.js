// The task pane: tabs, and a button for each task. What it shows comes from the server's catalogue and answers.

import { request } from "../js/utils.js";
import { careful, CONNECTION, isResult } from "./connection.js";
import { showExplanation, showFindings } from "./shown.js";
import { activeCell, base64, goTo, insertFormula, insertSheets, recalculate, workbookFile } from "./workbook.js";

// The functions' own calls go through this too.
globalThis.xwRequest = careful(request, isResult);

const ask = careful(request, (data) => data !== null && typeof data === "object");
const element = (id) => document.getElementById(id);
const counted = (count, one, more) => `${count} ${count === 1 ? one : more}`;

async function headers() {
  const { token, provider } = await globalThis.getAuth();
  return { "Content-Type": "application/json", Authorization: token, "Auth-Provider": provider };
}

async function post(path, body) {
  const options = { headers: await headers(), timeout: globalThis.config.requestTimeout * 1000 };
  return (await ask.post(globalThis.config.appPath + path, body, options)).data;
}

/** Run a button's task: one at a time, its progress and its failure in the line beneath it. */
function task(buttonId, statusId, run) {
  const button = element(buttonId);
  const status = element(statusId);
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      status.textContent = await run((text) => {
        status.textContent = text;
      });
    } catch (error) {
      console.error(error);
      status.textContent = failure(error);
    } finally {
      button.disabled = false;
      button.focus();
    }
  });
}

function failure(error) {
  const ours = error.name === "Error" || error instanceof CustomFunctions.Error;
  return ours && error.message ? error.message : `Excel kunne ikke udføre det (${error.code ?? error.name}).`;
}

// Tabs, as the ARIA practices have them: arrow keys, Home and End.
const tabs = [...document.querySelectorAll('[role="tab"]')];

function choose(tab) {
  for (const one of tabs) {
    const chosen = one === tab;
    one.setAttribute("aria-selected", String(chosen));
    one.tabIndex = chosen ? 0 : -1;
    element(one.getAttribute("aria-controls")).hidden = !chosen;
  }
  tab.focus();
}

const STEPS = {
  ArrowRight: (place) => (place + 1) % tabs.length,
  ArrowLeft: (place) => (place + tabs.length - 1) % tabs.length,
  Home: () => 0,
  End: () => tabs.length - 1,
};

tabs.forEach((tab, place) => {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    if (event.key in STEPS) {
      event.preventDefault();
      choose(tabs[STEPS[event.key](place)]);
    }
  });
});

// Functions
element("search").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const one of document.querySelectorAll(".function")) {
    const text = one.dataset.words.toLowerCase();
    one.hidden = !words.every((word) => text.includes(word));
    shown += one.hidden ? 0 : 1;
  }
  element("found").textContent = words.length ? `${counted(shown, "funktion", "funktioner")} fundet.` : "";
});

for (const button of document.querySelectorAll(".insert")) {
  button.addEventListener("click", async () => {
    // The answer stands where the eye is.
    const status = element("inserted");
    status.textContent = "";
    button.after(status);
    try {
      const address = await insertFormula(button.dataset.formula);
      status.textContent = address
        ? `Eksemplet står i ${address}.`
        : "Den aktive celle er ikke tom. Vælg en tom celle, og prøv igen.";
    } catch (error) {
      console.error(error);
      status.textContent = failure(error);
    }
  });
}

// Check
task("run-check", "checked", async (progress) => {
  element("findings").replaceChildren();
  const workbook = await workbookFile(progress);
  progress("Kontrollerer …");
  const checked = await post("/fho/check", { workbook });
  showFindings(element("findings"), checked.findings, goTo);
  return checked.more ? `${checked.summary} De første ${checked.findings.length} vises.` : checked.summary;
});

// New arrangement
task("run-new", "made", async (progress) => {
  progress("Henter skabelonen …");
  const answer = await fetch(`${globalThis.config.appPath}/fho/template`, { headers: await headers() });
  if (!answer.ok) {
    throw new Error("Skabelonen kunne ikke hentes. Prøv igen, eller kontakt IT.");
  }
  progress("Sætter arkene ind …");
  const count = await insertSheets(await base64(await answer.blob()));
  return `${count} ark er sat ind sidst i projektmappen. Udfyld felterne i skemaet.`;
});

// Explain
task("run-explain", "explained", async (progress) => {
  element("explanation").replaceChildren();
  const cell = await activeCell();
  const workbook = await workbookFile(progress);
  progress("Regner efter …");
  const explained = await post("/fho/explain", { workbook, cell });
  showExplanation(element("explanation"), explained.calls);
  return explained.calls.length ? `${cell[0]}, ${explained.cell}:` : `Cellen ${explained.cell} har ingen FHO-funktion.`;
});

// The server
globalThis.addEventListener(CONNECTION, ({ detail: text }) => {
  element("trouble").hidden = !text;
  element("trouble").querySelector("p").textContent = text ?? "";
});

element("retry").addEventListener("click", () => recalculate().catch((error) => console.error(error)));
