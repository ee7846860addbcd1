// Pages as docx.js writes them: node script.mjs DOCX.JS PAGES.json, a list of {path, blocks} in which a block is of page.py.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const docx = createRequire(import.meta.url)(process.argv[2]);
const pages = JSON.parse(readFileSync(process.argv[3], "utf8"));
const picture = readFileSync(pages.picture);
const ALIGN = { left: "left", center: "center", right: "right", justify: "both" };
const FORMS = { decimal: "decimal", lowerLetter: "lowerLetter", upperRoman: "upperRoman", bullet: "bullet" };
const none = { style: docx.BorderStyle.NONE, size: 0, color: "auto" };

class Page {
  constructor() {
    this.notes = {};
    this.lists = new Map();
    this.comments = [];
    this.marks = 0;
  }

  run(run) {
    const look = { bold: run.bold, italics: run.italic, allCaps: run.caps, size: run.size || 28, superScript: run.raised, underline: run.underline ? {} : undefined };
    const mark = { id: ++this.marks, author: "Người sửa", date: "2025-05-01T08:00:00Z" };
    switch (run.kind) {
      case "tab": return [new docx.TextRun({ ...look, children: [new docx.Tab()] })];
      case "line": return [new docx.TextRun({ ...look, break: 1 })];
      case "page": return [new docx.PageBreak()];
      case "soft": return [new docx.TextRun({ ...look, children: [new docx.SoftHyphen()] })];
      case "note": {
        const id = Object.keys(this.notes).length + 1;
        this.notes[id] = { children: [new docx.Paragraph({ children: run.note.flatMap((one) => this.run(one)) })] };
        return [new docx.FootnoteReferenceRun(id)];
      }
      case "picture": return [new docx.ImageRun({ type: "png", data: picture, transformation: { width: 240, height: 120 } })];
      case "field": return [new docx.SimpleField(run.value, run.text)];
      case "link": return [new docx.ExternalHyperlink({ link: run.value, children: [new docx.TextRun({ ...look, text: run.text })] })];
      case "inserted": return [new docx.InsertedTextRun({ ...look, ...mark, text: run.text })];
      case "deleted": return [new docx.DeletedTextRun({ ...look, ...mark, text: run.text })];
      case "comment": {
        const id = this.comments.length;
        this.comments.push({ id, author: "Người soát", date: new Date(0), children: [new docx.Paragraph(run.value)] });
        return [new docx.CommentRangeStart(id), new docx.TextRun({ ...look, text: run.text }), new docx.CommentRangeEnd(id),
          new docx.TextRun({ children: [new docx.CommentReference(id)] })];
      }
      default: return [new docx.TextRun({ ...look, text: run.text })];
    }
  }

  para(para) {
    const options = {
      alignment: ALIGN[para.align],
      children: para.runs.flatMap((run) => this.run(run)),
      pageBreakBefore: para.page_before,
      tabStops: para.tabs.map((position) => ({ type: "center", position })),
      indent: para.left || para.first ? { left: para.left, firstLine: para.first } : undefined,
      heading: para.style ? `Heading${para.style}` : undefined,
      border: para.rule || para.line ? { bottom: { style: "single", size: 4, color: "auto", space: 1 } } : undefined,
    };
    if (para.number) {
      const [name, level, form, text] = para.number;
      const levels = this.lists.get(name) ?? new Map();
      levels.set(level, { level, format: FORMS[form], text, alignment: "left", style: { paragraph: { indent: { left: 720 * (level + 1), hanging: 360 } } } });
      this.lists.set(name, levels);
      options.numbering = { reference: name, level };
      if (options.indent) delete options.indent;
    }
    return new docx.Paragraph(options);
  }

  table(table) {
    const total = table.shares.reduce((a, b) => a + b);
    const widths = table.shares.map((share) => Math.floor((9356 * share) / total));
    const rows = table.rows.map((cells, at) => new docx.TableRow({
      tableHeader: at < table.header,
      // Cells below one that reaches down are written by docx.js itself.
      children: cells.filter((cell) => !cell.covered).map((cell) => new docx.TableCell({
        columnSpan: cell.across, rowSpan: cell.down, children: cell.paras.map((para) => this.para(para)),
        borders: table.border ? undefined : { top: none, bottom: none, left: none, right: none },
      })),
    }));
    const borders = table.border ? undefined : docx.TableBorders.NONE;
    return new docx.Table({ rows, columnWidths: widths, width: { size: 100, type: "pct" }, borders });
  }

  sections(blocks) {
    const out = [];
    let children = [];
    for (const block of blocks) {
      if (block.type === "Section") {
        const orientation = block.landscape ? docx.PageOrientation.LANDSCAPE : docx.PageOrientation.PORTRAIT;
        out.push({ properties: { page: { size: { width: 11906, height: 16838, orientation } } }, children });
        children = [];
      } else if (block.type === "Table") children.push(this.table(block));
      else if (block.type === "Box") {
        children.push(new docx.Textbox({ children: block.paras.map((para) => this.para(para)), style: { width: "220pt", height: "90pt" } }));
      } else children.push(this.para(block));
    }
    return out;
  }

  document(blocks) {
    const sections = this.sections(blocks);
    const config = [...this.lists].map(([reference, levels]) => ({ reference, levels: [...levels.values()].sort((a, b) => a.level - b.level) }));
    return new docx.Document({
      sections, footnotes: this.notes, numbering: { config },
      comments: this.comments.length ? { children: this.comments } : undefined,
      styles: { default: { document: { run: { font: "Times New Roman", size: 28 } } } },
    });
  }
}

for (const { path, blocks } of pages.all) {
  writeFileSync(path, await docx.Packer.toBuffer(new Page().document(blocks)));
}
