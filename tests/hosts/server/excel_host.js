// A stand-in for Excel behind the real Office.js, run before the page's own scripts: it speaks the messages that
// Office.js exchanges with its host (batches of actions in, results out, custom functions called by message) and
// keeps a small workbook in memory. `excelHost` is what the tests use.

(() => {
  const SUPPORTED = {
    ExcelApi: 1.17, CustomFunctions: 1.8, CustomFunctionsRuntime: 1.4, SharedRuntime: 1.2, DialogApi: 1.2, RichApi: 1.1,
  };

  class Sheet {
    constructor(name) {
      this.Id = `{${name}}`;
      this.Name = name;
      this.cells = new Map();
    }
    set(row, column, value, formula) {
      this.cells.set(`${row},${column}`, { value, formula: formula ?? value });
    }
    GetRange(address) {
      const [first, last = first] = address.replaceAll("$", "").split(":").map(place);
      return new Range(this, first[0], first[1], last[0] - first[0] + 1, last[1] - first[1] + 1);
    }
    GetRangeByIndexes(row, column, rows, columns) {
      return new Range(this, row, column, rows, columns);
    }
    GetUsedRangeOrNullObject() {
      const places = [...this.cells.keys()].map((key) => key.split(",").map(Number));
      if (!places.length) {
        return { _IsNull: true };
      }
      const rows = places.map(([row]) => row);
      const columns = places.map(([, column]) => column);
      const top = Math.min(...rows);
      const left = Math.min(...columns);
      return new Range(this, top, left, Math.max(...rows) - top + 1, Math.max(...columns) - left + 1);
    }
    Activate() {
      workbook.active = [this, 0, 0];
    }
  }

  class Range {
    constructor(sheet, row, column, rows, columns) {
      Object.assign(this, { sheet, RowIndex: row, ColumnIndex: column, RowCount: rows, ColumnCount: columns });
    }
    get Worksheet() {
      return this.sheet;
    }
    get Address() {
      return `${this.sheet.Name}!${letters(this.ColumnIndex)}${this.RowIndex + 1}`;
    }
    get Values() {
      return this.grid("value");
    }
    get Formulas() {
      return this.grid("formula");
    }
    set Formulas(rows) {
      rows.forEach((row, down) =>
        row.forEach((text, right) => this.sheet.set(this.RowIndex + down, this.ColumnIndex + right, "", text)),
      );
    }
    Select() {
      workbook.active = [this.sheet, this.RowIndex, this.ColumnIndex];
    }
    grid(what) {
      return Array.from({ length: this.RowCount }, (_, down) =>
        Array.from({ length: this.ColumnCount }, (_, right) => {
          const cell = this.sheet.cells.get(`${this.RowIndex + down},${this.ColumnIndex + right}`);
          return cell ? cell[what] : "";
        }),
      );
    }
  }

  const letters = (column) => (column < 26 ? "" : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
  const place = (address) => {
    const [, column, row] = /^([A-Z]+)(\d+)$/.exec(address);
    return [Number(row) - 1, [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1];
  };

  const DAY = 86400000;
  const workbook = {
    Name: "regionsregnskab.xlsx",
    sheets: [new Sheet("Ark1")],
    names: [],
    active: null,
    from1904: false,
    calculated: [],
    inserted: [],
    Worksheets: {
      get Items() {
        return workbook.sheets;
      },
      GetItem: (name) => workbook.sheets.find((sheet) => sheet.Name === name || sheet.Id === name) ?? fail("ItemNotFound"),
    },
    Names: {
      get Items() {
        return workbook.names;
      },
    },
    Application: {
      CultureInfo: { Name: "da-DK", DatetimeFormat: { ShortDatePattern: "dd-MM-yyyy" } },
      Calculate: (kind) => {
        workbook.calculated.push(kind);
      },
    },
    Functions: {
      Date: (year, month, day) => ({
        Value: (Date.UTC(year, month - 1, day) - Date.UTC(1899, 11, 30)) / DAY - (workbook.from1904 ? 1462 : 0),
      }),
    },
    GetActiveCell: () => new Range(...(workbook.active ?? [workbook.sheets[0], 0, 0]), 1, 1),
    InsertWorksheetsFromBase64: (content, options) => {
      workbook.inserted.push([content, options]);
      const added = ["Skema", "Budget"].map((name) => new Sheet(name));
      workbook.sheets.push(...added);
      return added.map((sheet) => sheet.Id);
    },
  };

  const services = {
    NotifyActionHandlerReady: () => {},
    SetInvocationArrayResults: (results) => {
      for (const [id, succeeded, value, errorCode] of results) {
        waiting.get(id)?.({ succeeded, value, errorCode });
        waiting.delete(id);
      }
    },
  };

  const remembered = [];
  const remember = (range) => `r${remembered.push(range) - 1}`;

  class HostError extends Error {}
  const fail = (code) => {
    throw new HostError(code);
  };

  // One batch: objects are found by their paths, then the actions run in order.
  function run({ Actions, ObjectPaths }) {
    const found = new Map();
    const object = (id) => {
      if (!found.has(id)) {
        found.set(id, resolve(ObjectPaths[id]));
      }
      return found.get(id);
    };
    const resolve = (path) => {
      const { ObjectPathType: kind, Name: name, ParentObjectPathId: parent, ArgumentInfo: info } = path;
      if (kind === 1) return workbook;
      if (kind === 2) return services;
      if (kind === 6) return remembered[Number(name.slice(1))];
      if (kind === 7) return { _IsNull: true };
      const owner = object(parent);
      if (kind === 4) return owner[name] ?? fail(`no ${name}`);
      if (kind === 3) return call(owner, name, info);
      if (kind === 5) return owner.GetItem(...info.Arguments);
      return fail(`path of kind ${kind}`);
    };
    const call = (owner, name, info) => {
      // Ranges are remembered for later batches, as long as the page lives.
      if (["_KeepReference", "_RemoveReference", "_RemoveAllReferences"].includes(name)) return null;
      const references = info?.ReferencedObjectPathIds ?? [];
      const values = (info?.Arguments ?? []).map((one, at) => (references[at] ? object(references[at]) : one));
      return typeof owner[name] === "function" ? owner[name](...values) : fail(`no method ${name}`);
    };
    const Results = [];
    for (const action of Actions) {
      const owner = action.ObjectPathId ? object(action.ObjectPathId) : null;
      let Value;
      if (action.ActionType === 1) Value = owner._IsNull ? null : owner instanceof Range ? { _ReferenceId: remember(owner) } : {};
      else if (action.ActionType === 2) Value = query(owner, action.QueryInfo.Select ?? []);
      else if (action.ActionType === 3) Value = call(owner, action.Name, action.ArgumentInfo);
      else if (action.ActionType === 4) owner[action.Name] = action.ArgumentInfo.Arguments[0];
      Results.push({ ActionId: action.Id, Value: Value === undefined ? null : Value });
    }
    return Results;
  }

  function query(owner, select) {
    if (owner._IsNull) {
      return null;
    }
    if ("Items" in owner) {
      const wanted = select.map((path) => path.split("/").pop());
      return { _Items: owner.Items.map((item) => ({ Id: item.Id, _Id: item.Id, ...pick(item, wanted) })) };
    }
    return pick(owner, select);
  }

  function pick(owner, wanted) {
    const picked = {};
    for (const path of wanted) {
      const [name, ...rest] = path.split("/");
      const pascal = name[0].toUpperCase() + name.slice(1);
      picked[pascal] = rest.length ? pick(owner[pascal], [rest.join("/")]) : owner[pascal];
    }
    return picked;
  }

  const bridge = {
    log: [],
    sendMessageToHost(text) {
      const message = JSON.parse(text);
      if (message.type !== 1) {
        return;
      }
      const body = typeof message.message.body === "string" ? JSON.parse(message.message.body) : message.message.body;
      let answer;
      try {
        answer = { Results: run(body) };
      } catch (error) {
        bridge.log.push(`${error.message}: ${JSON.stringify(body).slice(0, 2000)}`);
        answer = { Error: { Code: error.message, Message: error.message, HttpStatusCode: 400 }, Results: [] };
      }
      const reply = { id: message.id, type: 2, message: { statusCode: 200, headers: {}, body: JSON.stringify(answer) } };
      setTimeout(() => bridge.onMessageFromHost(JSON.stringify(reply)), 0);
    },
  };
  globalThis._richApiNativeBridge = bridge;

  const context = {
    GetAppType: () => 1, GetSolutionRef: () => "fho", GetAppVersionMajor: () => 16, GetAppVersionMinor: () => 1,
    GetAppUILocale: () => "da-DK", GetAppDataLocale: () => "da-DK", GetDocUrl: () => "", GetAppCapabilities: () => 0,
    GetActivationMode: () => 0, GetControlIntegrationLevel: () => 0, GetSolutionToken: () => "",
    GetSettings: () => ({ Read: () => {}, Write: () => {} }), GetOfficeThemeInfo: () => "{}", GetSupportedMatrix: () => JSON.stringify(SUPPORTED),
    GetHostFullVersion: () => "16.0.20308.15050", GetCorrelationId: () => "", GetInstanceId: () => "1",
  };
  Object.defineProperty(globalThis, "external", {
    value: {
      GetContext: () => context,
      GetHostInfo: () => "Excel$Win32$16.01$da-DK$$$$0",
      GetLoggingAllowed: () => false,
      Execute: execute, RegisterEvent: () => {}, UnregisterEvent: () => {},
    },
  });

  const waiting = new Map();
  let invocations = 0;

  // The workbook's file as Excel hands it over: a handle, then slices of bytes; two files at most are open at a time.
  const files = { base64: "", open: new Map(), opened: 0, sliceSize: null, failing: false };
  const FAILED = 5001;
  const METHODS = {
    77: () => {
      if (files.failing || files.open.size === 2) return FAILED;
      const bytes = Uint8Array.from(atob(files.base64), (one) => one.charCodeAt(0));
      files.open.set((files.opened += 1), bytes);
      return [files.opened, bytes.length];
    },
    80: ([handle, offset, size]) => {
      files.sliceSize = size;
      const bytes = files.open.get(handle).subarray(offset, offset + size);
      return [bytes, bytes.length];
    },
    81: ([handle]) => {
      files.open.delete(handle);
      return [];
    },
  };
  const safeArray = (values) => ({ toArray: () => values.map(fromHost) });
  const fromHost = (one) => (one instanceof Uint8Array ? [...one] : Array.isArray(one) ? safeArray(one) : one);
  function execute(method, given, done) {
    const answer = METHODS[method]?.(Object.values(given));
    if (answer === undefined) return;
    setTimeout(() => done(typeof answer === "number" ? answer : safeArray([0, answer])), 0);
  }

  globalThis.excelHost = {
    workbook,
    files,
    Sheet,
    log: bridge.log,
    SUPPORTED,
    /** Call a custom function as Excel does; resolves to what Office.js hands back: {succeeded, value, errorCode}. */
    invoke(name, values, address = "Ark1!A1") {
      const id = ++invocations;
      const RICH = 8;
      const rich = values.map((rows) => rows && rows.map((row) => row.map((cell) => (cell && typeof cell === "object" ? { value: JSON.stringify(cell) } : cell))));
      const message = [id, name, rich, address, RICH, values.map(() => "Ark1!A1")];
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        const entries = [[1, 1000, "", message, id]];
        bridge.onMessageFromHost(JSON.stringify({ type: 3, message: { entries } }));
      });
    },
  };
})();
