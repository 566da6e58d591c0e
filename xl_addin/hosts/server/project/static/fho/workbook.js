// Reading the open workbook, and the few things that the pane does in it.

const ROWS_AT_ONCE = 5000;

/** What the server checks and explains: every sheet's values, and the formulas that call our functions. */
export function readWorkbook(progress) {
  return Excel.run({ delayForCellEdit: true }, async (context) => {
    const { worksheets, names } = context.workbook;
    worksheets.load("items/name");
    names.load("items/name,items/formula");
    await context.sync();
    const sheets = [];
    const texts = new Map();
    for (const sheet of worksheets.items) {
      progress(`Læser arket ${sheet.name} …`);
      sheets.push(await readSheet(context, sheet, texts));
    }
    return {
      sheets,
      texts: [...texts.keys()],
      names: names.items
        .filter((one) => typeof one.formula === "string")
        .map((one) => ({ name: one.name, formula: one.formula })),
    };
  });
}

async function readSheet(context, sheet, texts) {
  const used = sheet.getUsedRangeOrNullObject(true);
  used.load("rowIndex,columnIndex,rowCount,columnCount");
  await context.sync();
  if (used.isNullObject) {
    return { name: sheet.name, top: 1, left: 1, values: [], formulas: [] };
  }
  const values = [];
  const formulas = [];
  for (let done = 0; done < used.rowCount; done += ROWS_AT_ONCE) {
    // Excel on the web hands over only so much at a time.
    const rows = Math.min(ROWS_AT_ONCE, used.rowCount - done);
    const part = sheet.getRangeByIndexes(used.rowIndex + done, used.columnIndex, rows, used.columnCount);
    part.load("values,formulas");
    await context.sync();
    values.push(...part.values);
    part.formulas.forEach((row, down) =>
      row.forEach((text, right) => {
        if (typeof text === "string" && text.startsWith("=") && /FHO_/i.test(text)) {
          if (!texts.has(text)) {
            texts.set(text, texts.size + 1);
          }
          formulas.push([used.rowIndex + done + down + 1, used.columnIndex + right + 1, texts.get(text)]);
        }
      }),
    );
  }
  return { name: sheet.name, top: used.rowIndex + 1, left: used.columnIndex + 1, values, formulas };
}

/** The active cell as the server counts: its sheet, and its row and column from 1. */
export function activeCell() {
  return Excel.run({ delayForCellEdit: true }, async (context) => {
    const cell = context.workbook.getActiveCell();
    cell.load("rowIndex,columnIndex");
    cell.worksheet.load("name");
    await context.sync();
    return [cell.worksheet.name, cell.rowIndex + 1, cell.columnIndex + 1];
  });
}

/** Put a formula into the active cell, unless something stands there; the cell's address, or null. */
export function insertFormula(formula) {
  return Excel.run({ delayForCellEdit: true }, async (context) => {
    const cell = context.workbook.getActiveCell();
    cell.load("address,formulas");
    await context.sync();
    if (cell.formulas[0][0] !== "") {
      return null;
    }
    cell.formulas = [[formula]];
    await context.sync();
    return cell.address;
  });
}

export function goTo(sheetName, address) {
  return Excel.run({ delayForCellEdit: true }, async (context) => {
    const sheet = context.workbook.worksheets.getItem(sheetName);
    sheet.activate();
    sheet.getRange(address).select();
    await context.sync();
  });
}

/** Add a workbook's sheets at the end; how many there are then more. */
export function insertSheets(base64) {
  return Excel.run({ delayForCellEdit: true }, async (context) => {
    const added = context.workbook.insertWorksheetsFromBase64(base64, { positionType: Excel.WorksheetPositionType.end });
    await context.sync();
    const first = context.workbook.worksheets.getItem(added.value[0]);
    first.activate();
    await context.sync();
    return added.value.length;
  });
}

export function recalculate() {
  return Excel.run({ delayForCellEdit: true }, async (context) => {
    context.application.calculate(Excel.CalculationType.full);
    await context.sync();
  });
}
