// Cells of Excel and Word as the clipboard has them.

/** Cells of the clipboard: rows of tab-separated values, quoted where they hold lines of their own. */
export function cellsOf(text) {
  const rows = [[]];
  let cell = "";
  let at = 0;
  const plain = text.replace(/\r\n?/g, "\n");
  while (at < plain.length) {
    const quoted = cell === "" && plain[at] === '"' && /^"(?:[^"]|"")*"(?=\t|\n|$)/.exec(plain.slice(at));
    if (quoted) {
      cell = quoted[0].slice(1, -1).replace(/""/g, '"').replace(/\n/g, " ");
      at += quoted[0].length;
      continue;
    }
    const letter = plain[at];
    at += 1;
    if (letter === "\t" || letter === "\n") {
      rows[rows.length - 1].push(cell);
      cell = "";
      if (letter === "\n") rows.push([]);
    } else cell += letter;
  }
  rows[rows.length - 1].push(cell);
  const last = rows[rows.length - 1];
  if (rows.length > 1 && last.length === 1 && last[0] === "") rows.pop();
  return rows.map((row) => row.map((one) => one.trim().normalize("NFC")));
}
