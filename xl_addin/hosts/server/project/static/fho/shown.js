// The server's answers as elements. Always textContent: what stands in a cell is never read as HTML.

function make(name, text, ...children) {
  const made = document.createElement(name);
  if (text !== null) {
    made.textContent = text;
  }
  made.append(...children);
  return made;
}

/** A list of findings, each a button that leads to its cells; why and source stand below it. */
export function showFindings(list, findings, goTo) {
  for (const { sheet, cell, weight, title, what, why, source } of findings) {
    const button = make("button", null, make("strong", `${sheet}, ${cell}: ${title}`), ` ${what}`);
    button.type = "button";
    button.addEventListener("click", () => goTo(sheet, cell).catch((error) => console.error(error)));
    const item = make("li", null, make("span", weight), button, make("p", `${why} Kilde: ${source}.`));
    item.className = weight === "fejl" ? "fejl" : "se-efter";
    list.append(item);
  }
}

/** One block for each call in the cell's formula: rule and source, arguments, result. */
export function showExplanation(place, calls) {
  for (const call of calls) {
    const block = make("section", null, make("h3", call.name));
    block.className = "explained";
    if (call.result.length) {
      block.append(make("h4", "Resultat"), table(call.result));
    }
    for (const note of call.notes) {
      block.append(make("p", note));
    }
    block.append(make("h4", "Regel og kilde"), make("p", call.help));
    if (call.arguments.length) {
      block.append(make("h4", "Felter"), table(call.arguments));
    }
    place.append(block);
  }
}

function table(rows) {
  const body = make("tbody", null);
  for (const { name, shown, help } of rows) {
    const head = make("th", name);
    head.scope = "row";
    if (help) {
      head.title = help;
    }
    body.append(make("tr", null, head, make("td", shown)));
  }
  return make("table", null, body);
}
