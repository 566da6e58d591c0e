// Reading the open workbook, and the few things that the pane does in it.

// Excel hands a file over in slices of at most 4 MB, which is less than the 5 MB that Excel on the web sends at once.
const SLICE = 4 * 1024 * 1024;

/** The open workbook's file as it stands, with what has not been saved: what the server checks and explains. */
export async function workbookFile(progress) {
  const document = Office.context.document;
  const file = await settled((done) => document.getFileAsync(Office.FileType.Compressed, { sliceSize: SLICE }, done));
  try {
    const slices = [];
    for (let number = 0; number < file.sliceCount; number += 1) {
      progress(`Læser projektmappen, del ${number + 1} af ${file.sliceCount} …`);
      const slice = await settled((done) => file.getSliceAsync(number, done));
      slices.push(new Uint8Array(slice.data));
    }
    return await base64(new Blob(slices));
  } finally {
    // Excel keeps two files at most, and refuses the third.
    await settled((done) => file.closeAsync(done)).catch((error) => console.error(error));
  }
}

/** What one of Office's older, callback-taking functions gives. */
function settled(start) {
  return new Promise((resolve, reject) => {
    start(({ status, value, error }) => {
      if (status === Office.AsyncResultStatus.Succeeded) {
        resolve(value);
      } else {
        reject(new Error(`Excel kunne ikke læse projektmappen (${error.code}). Gem den, og prøv igen.`));
      }
    });
  });
}

export function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
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
