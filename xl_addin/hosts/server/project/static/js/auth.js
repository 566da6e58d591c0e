// What xlwings Server asks before every call: who is calling. It is also the one place before a call where a
// refusal reaches the cell as an error, so a workbook that counts its dates from 1904 is turned away here.

(function () {
  const REFUSAL =
    "Projektmappen bruger 1904-datosystemet, så datoer ville blive fire år forkerte. " +
    "Slå det fra under Filer, Indstillinger, Avanceret.";

  let asking = null;

  // Calls that come at the same time share one question to Excel; later ones ask anew.
  function countsFrom1904() {
    asking ??= askExcel().finally(() => {
      asking = null;
    });
    return asking;
  }

  function askExcel() {
    return Excel.run({ delayForCellEdit: true }, async (context) => {
      const secondDay = context.workbook.functions.date(1904, 1, 2);
      secondDay.load("value");
      await context.sync();
      return secondDay.value === 1;
    });
  }

  globalThis.getAuth = async function () {
    if (await countsFrom1904()) {
      throw new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, REFUSAL);
    }
    const signsIn = globalThis.config.authProviders.includes("entraid");
    return signsIn ? { token: await globalThis.xlwings.getAccessToken(), provider: "entraid" } : { token: "", provider: "" };
  };
})();
