// The source tab: the YAML with colours, completion and explanations of the schema, and messages in place.

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, bracketMatching, foldGutter, foldKeymap, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, hoverTooltip, keymap, lineNumbers, rectangularSelection } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sentence } from "../ui.js";
import { words } from "../words.js";
import { startEnds } from "./ends.js";
import { Schema } from "./schema.js";

const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], class: "tok-key" },
  { tag: [tags.string, tags.content], class: "tok-text" },
  { tag: [tags.comment, tags.lineComment], class: "tok-comment" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], class: "tok-sign" },
  { tag: [tags.special(tags.string), tags.attributeValue], class: "tok-text" },
  { tag: [tags.keyword, tags.meta, tags.labelName, tags.typeName], class: "tok-word" },
]);

/** What both sides of a comparison share with the source tab. */
export const plainSource = [
  EditorState.phrases.of(words.editorPhrases),
  EditorState.lineSeparator.of("\n"),
  lineNumbers(),
  highlightSpecialChars(),
  drawSelection(),
  yaml(),
  syntaxHighlighting(colours),
  EditorView.lineWrapping,
];

/** The view that holds the text of a session. */
export function sourceView(session, file) {
  const schema = new Schema(session.schema);
  return new EditorView({
    state: EditorState.create({
      doc: file.text,
      extensions: [
        plainSource,
        startEnds(file.odds),
        lintGutter(),
        foldGutter(),
        history({ minDepth: 1000 }),
        rectangularSelection(),
        bracketMatching(),
        indentUnit.of("  "),
        EditorState.tabSize.of(2),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSelectionMatches(),
        search({ top: true }),
        autocompletion({ override: [(context) => schema.complete(context)], icons: false }),
        hoverTooltip((view, at, side) => schema.explain(view, at, side)),
        EditorView.contentAttributes.of({ "aria-label": words.source.label, "aria-description": words.source.hint, spellcheck: "false", autocorrect: "off", autocapitalize: "off", tabindex: "0", "data-test": "source-text" }),
        EditorView.domEventHandlers({ compositionend: () => void session.composed() }),
        // Letters that were typed in parts are kept as one.
        EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, "\n").normalize("NFC")),
        EditorView.updateListener.of((update) => session.updated(update)),
        keymap.of([...completionKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap.filter((one) => one.key !== "F8"), ...defaultKeymap, indentWithTab]),
      ],
    }),
  });
}

/** Underlines messages. */
export function setMessages(view, messages) {
  const most = view.state.doc.length;
  const shown = messages.filter((one) => one.from !== null && one.from !== undefined);
  const diagnostics = shown.map((one) => {
    const from = Math.min(one.from, most);
    const to = Math.max(from, Math.min(one.to ?? from, most));
    return { from, to, severity: one.level === "hint" ? "info" : one.level, message: one.message, markClass: `mark-${one.level}`, renderMessage: () => told(one), actions: one.fix ? [mend(one)] : [] };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

const mend = (message) => ({
  name: words.messages.mend(sentence(message.fix.title).replace(/\.$/, "")),
  apply: (view) => view.dispatch({ changes: message.fix.changes, userEvent: "input.mend" }),
});

/** A message as it hovers over its place. */
function told(message) {
  const box = document.createElement("div");
  const add = (name, text) => {
    const line = box.appendChild(document.createElement("div"));
    line.className = name;
    line.textContent = sentence(text);
  };
  add(`told told-${message.level}`, message.message);
  if (message.help) add("told-help", message.help);
  if (message.clause) add("told-clause", message.clause);
  return box;
}
