// The way to the server, for the functions and for this pane: texts in Danish, a pause before another try, and
// nothing but a real result ever reaches a cell. Tells the pane by an event whether the server answers.

const TEXTS = {
  401: "Log på for at bruge funktionerne, eller kontakt IT.",
  403: "Du mangler adgang til funktionerne. Kontakt IT.",
  413: "Området er for stort til ét kald. Del formlen op i flere.",
  429: "Serveren er optaget lige nu. Prøv igen.",
};
// The statuses whose text is the server's own where it sends one.
const OURS = [400, 404, 405, 408, 413, 422, 503];
const SILENT = "Serveren svarer ikke. Tjek forbindelsen, og prøv igen.";
const STRANGE = "Serveren svarede noget andet end et resultat. Prøv igen, eller kontakt IT.";

const PAUSES = [500, 2000];
const tries = new WeakMap();

export const CONNECTION = "fho:connection";

export class ServerError extends Error {
  constructor(text, response) {
    super(text);
    this.response = response;
  }

  // xlwings Server's client shows this at the cell.
  toString() {
    return this.message;
  }
}

/** A request helper like `inner`, xlwings Server's own, that answers only with what `isExpected` accepts. */
export function careful(inner, isExpected) {
  return {
    get: (url, options) => inner.get(url, options),
    post: (url, body, options) => post(inner, url, body, options, isExpected),
  };
}

async function post(inner, url, body, options, isExpected) {
  let response;
  try {
    response = await inner.post(url, body, options);
  } catch (error) {
    const failure = translated(error);
    if (!error.response || error.response.status >= 500) {
      tell(failure.message);
    }
    await pause(body, error.response);
    throw failure;
  }
  if (!isExpected(response.data)) {
    // A sign-in page or a proxy's text, with status 200.
    tell(STRANGE);
    const strange = { status: 502, statusText: "", data: { detail: STRANGE } };
    await pause(body, strange);
    throw new ServerError(STRANGE, strange);
  }
  tell(null);
  return response;
}

function translated(error) {
  if (!error.response) {
    return new ServerError(SILENT);
  }
  const { status, data } = error.response;
  const own = typeof data?.detail === "string" ? data.detail : null;
  const text = OURS.includes(status) ? (own ?? TEXTS[status] ?? SILENT) : (TEXTS[status] ?? SILENT);
  return new ServerError(text, { ...error.response, data: { detail: text } });
}

/** Before another try of the same body; none after the last, nor where another try is no use. */
async function pause(body, response) {
  const done = tries.get(body) ?? 0;
  tries.set(body, done + 1);
  const again = !response || globalThis.config.customFunctionsRetryCodes.includes(response.status);
  if (again && done < PAUSES.length) {
    // Not all cells at once: a server that has just come back would fall again.
    await new Promise((resolve) => setTimeout(resolve, PAUSES[done] * (0.75 + Math.random() / 2)));
  }
}

function tell(text) {
  globalThis.dispatchEvent(new CustomEvent(CONNECTION, { detail: text }));
}

/** Rows of cells of one length: what a function's result always is. */
export function isResult(data) {
  const rows = data?.result;
  return (
    Array.isArray(rows) &&
    rows.length > 0 &&
    rows.every((row) => Array.isArray(row) && row.length === rows[0].length && row.length > 0)
  );
}
