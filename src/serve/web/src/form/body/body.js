// A body of text as it will be: headings, lists, tables and notes are shown as what they are.
//
// The text stays the tab's: what is typed here is told to the program as blocks, which answers the changes of the
// text; what changes elsewhere comes back as blocks, of which only those that differ are drawn anew. Nothing is drawn
// while an input method puts a letter together.

import { Component, createRef } from "preact";
import { EditorState, NodeSelection, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { beforePaint } from "../../after.js";
import { Fault, Lost, post } from "../../api.js";
import { html } from "../../html.js";
import { sentence } from "../../ui.js";
import { words } from "../../words.js";
import { FormContext, nameOf, textOf } from "../input.js";
import { Bar } from "./bar.js";
import { after, applied, blocksOf, docOf, identified, short, told } from "./blocks.js";
import { plugins, whatIs } from "./commands.js";
import { emptyNotes, withoutEmptyNotes } from "./notes.js";
import { putBlocks } from "./paste.js";
import { letterAt, placeAt } from "./places.js";
import { RawView } from "./raw.js";

const w = words.body;

/** An input method that has ended has written its last letter so long after (ms). */
const COMPOSED = 30;
/** The program is asked again so long after it did not answer (ms). */
const AGAIN = 2000;

/** The blocks of what was copied from another program. */
async function blocksOfHtml(html) {
  const { blocks, markdown } = await post("/api/paste", { html, as: "markdown" });
  return blocks ?? (await post("/api/body", { markdown })).blocks;
}

export class Body extends Component {
  constructor(props) {
    super(props);
    this.place = createRef();
    /** The version of the text after the last change made here. */
    this.own = -1;
    /** The version that the blocks are of. */
    this.seen = -1;
    this.pastes = new Set();
    this.tellPlaceSoon = beforePaint(() => !this.isGone && this.tellPlace());
    this.state = { fault: null, is: null };
  }

  get form() {
    return this.context;
  }

  get value() {
    return textOf(this.props.field.value);
  }

  componentDidMount() {
    this.register();
    this.take();
  }

  componentDidUpdate() {
    this.register();
    if (this.view) {
      this.attributes();
      this.sync();
    }
  }

  componentWillUnmount() {
    if (this.form.inputs.get(this.name) === this) this.form.inputs.delete(this.name);
    this.isGone = true;
    clearTimeout(this.timer);
    if (!this.view) return;
    // What is not told yet is; the session waits for it.
    this.dropNotes();
    if (this.isDirty) this.send();
    this.view.destroy();
  }

  register() {
    const name = nameOf(this.props.field.path);
    if (this.name !== name && this.form.inputs.get(this.name) === this) this.form.inputs.delete(this.name);
    this.name = name;
    this.form.inputs.set(name, this);
  }

  // From the text.

  /** Takes the value of the text over where it is newer than what stands here. */
  sync() {
    const { session, version } = this.form;
    if (!this.view || this.isSending || this.isTaking || this.isPausing || this.view.composing || version < this.own || version < session.foreign) return;
    if (this.value !== this.markdown) this.take();
    else {
      this.seen = version;
      if (this.isDirty) this.send();
    }
  }

  get isDirty() {
    return this.view.state.doc !== this.sent;
  }

  async take() {
    this.isTaking = true;
    const { value } = this;
    const { version, session } = this.form;
    try {
      const { blocks } = value ? await post("/api/body", { markdown: value }) : { blocks: [] };
      if (this.isGone || this.view?.composing) return;
      this.seen = version;
      const isOwn = this.own >= 0 && session.foreign <= this.own && version >= this.own;
      const isDirty = this.view && this.isDirty;
      this.markdown = value;
      this.blocks = blocks;
      if (this.state.fault) this.setState({ fault: null });
      if (!this.view) this.start(blocks);
      // What was typed here and is written another way stays as it stands.
      else if (!isOwn) this.show(docOf(blocks));
      if (!isOwn || !isDirty) this.sent = this.view.state.doc;
    } catch (error) {
      if (this.isGone) return;
      if (!this.view && !(error instanceof Lost)) this.props.onFail(error);
      else {
        this.isPausing = true;
        this.setState({ fault: error });
        this.again(() => (this.view ? this.sync() : this.take()));
      }
    } finally {
      this.isTaking = false;
      if (!this.isGone && this.view && !this.view.composing && (this.value !== value || this.isDirty) && !this.state.fault) setTimeout(() => !this.isGone && this.sync(), 0);
    }
  }

  /** Does something later, where it may then be done. */
  again(act) {
    setTimeout(() => {
      this.isPausing = false;
      if (!this.isGone) act();
    }, AGAIN);
  }

  /** Draws what differs; the cursor stays where it is. */
  show(doc) {
    const { tr, doc: old } = this.view.state;
    const most = Math.min(old.childCount, doc.childCount);
    let [first, last] = [0, 0];
    while (first < most && old.child(first).eq(doc.child(first))) first += 1;
    while (last < most - first && old.child(old.childCount - 1 - last).eq(doc.child(doc.childCount - 1 - last))) last += 1;
    const start = (node, index) => {
      let at = 0;
      for (let n = 0; n < index; n += 1) at += node.child(n).nodeSize;
      return at;
    };
    const from = start(old, first);
    const [to, end] = [start(old, old.childCount - last), start(doc, doc.childCount - last)];
    if (from === to && from === end) return;
    const [was, is] = [old.maybeChild(first), doc.maybeChild(first)];
    if (was?.isTextblock && is && was.sameMarkup(is) && to === from + was.nodeSize && end === from + is.nodeSize) {
      const begin = was.content.findDiffStart(is.content, from + 1);
      let { a, b } = was.content.findDiffEnd(is.content, to - 1, end - 1);
      const over = Math.max(0, begin - Math.min(a, b));
      [a, b] = [a + over, b + over];
      tr.replace(begin, a, doc.slice(begin, b));
    } else tr.replaceWith(from, to, doc.slice(from, end).content);
    this.view.dispatch(tr.setMeta("taken", true));
  }

  start(blocks) {
    const view = new EditorView(this.place.current, {
      state: EditorState.create({ doc: docOf(blocks), plugins }),
      attributes: () => this.roles(),
      dispatchTransaction: (tr) => this.dispatch(tr),
      transformPastedText: (text) => text.normalize("NFC"),
      nodeViews: { raw: (node, _, getPos) => new RawView(node, () => this.toSource(getPos())) },
      handleDOMEvents: {
        // Before the editor reads the HTML itself: styles in it would be told as forbidden by the page's own rules.
        paste: (_, event) => {
          const isDone = this.paste(event);
          if (isDone) event.preventDefault();
          return isDone;
        },
        // Tab is a key of lists and tables; behind Esc it leads on, so that nobody is held here.
        keydown: (_, { key }) => {
          const leaves = key === "Tab" && this.escaped;
          if (key !== "Shift") this.escaped = key === "Escape";
          return leaves;
        },
        compositionend: () => {
          this.timer = setTimeout(() => this.composed(), COMPOSED);
        },
        focus: () => {
          this.tellPlace();
          this.setState({ is: whatIs(view.state) });
        },
        blur: () => {
          setTimeout(() => {
            if (this.isGone) return;
            // Who looks up something in another window comes back to the note.
            if (document.hasFocus() && !this.view.hasFocus()) this.dropNotes();
            this.sync();
          }, 0);
        },
        // The tab has one history.
        beforeinput: (_, event) => {
          if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return false;
          event.preventDefault();
          if (event.inputType === "historyUndo") this.form.session.undo();
          else this.form.session.redo();
          return true;
        },
      },
    });
    this.view = view;
    this.sent = view.state.doc;
    this.setState({ is: whatIs(view.state) });
  }

  roles() {
    const { field, id, describedBy, invalid } = this.props;
    const roles = { id, role: "textbox", tabindex: "0", "aria-multiline": "true", "aria-labelledby": `${id}-label`, "aria-description": w.leave, "data-path": nameOf(field.path), "data-test": "body", spellcheck: "false", autocapitalize: "off" };
    if (describedBy) roles["aria-describedby"] = describedBy;
    if (invalid) roles["aria-invalid"] = "true";
    if (field.required) roles["aria-required"] = "true";
    return roles;
  }

  /** Labels that changed are drawn; nothing else is. */
  attributes() {
    const now = JSON.stringify(this.roles());
    if (now === this.hadRoles || this.view.composing) return;
    if (this.hadRoles) this.view.setProps({});
    this.hadRoles = now;
  }

  // To the text.

  dispatch(tr) {
    for (const paste of this.pastes) Object.assign(paste, { from: tr.mapping.map(paste.from, -1), to: tr.mapping.map(paste.to, 1) });
    const before = this.view.state;
    const { state, transactions } = before.applyTransaction(tr);
    this.view.updateState(state);
    for (const more of transactions.slice(1)) for (const paste of this.pastes) Object.assign(paste, { from: more.mapping.map(paste.from, -1), to: more.mapping.map(paste.to, 1) });
    if (state.doc !== before.doc && !tr.getMeta("taken")) this.send();
    const is = whatIs(state);
    if (JSON.stringify(is) !== JSON.stringify(this.state.is)) this.setState({ is });
    if (!tr.getMeta("taken") && this.view.hasFocus()) this.tellPlaceSoon();
  }

  composed() {
    if (this.isGone || this.view.composing) return;
    if (this.isDirty) this.send();
    else this.sync();
  }

  /** Tells the program what stands here; one telling goes after the other. */
  async send() {
    const { session } = this.form;
    // What changed elsewhere comes first.
    const isElse = () => session.foreign > Math.max(this.seen, this.own);
    if (this.isSending || this.isTaking || (this.view.composing && !this.isGone) || isElse()) return;
    const { doc } = this.view.state;
    // A note has to have a letter before the text can have it.
    if (emptyNotes(doc).length > 0) return;
    // What was refused is not told again before something changes.
    if (this.refused?.doc === doc && this.refused.markdown === this.markdown) return;
    this.isSending = true;
    session.telling += 1;
    let isDone = false;
    try {
      const answer = await session.ask("/api/body", { markdown: this.markdown, wanted: short(this.blocks, identified(this.blocks, blocksOf(doc))) });
      if (answer.fault) throw new Fault(422, answer);
      const { changes } = answer;
      const markdown = applied(this.markdown, changes);
      if (changes.length > 0) {
        if (isElse()) return;
        this.own = await this.commit({ changes, markdown });
      }
      [this.markdown, this.blocks, this.sent] = [markdown, after(this.blocks, answer), doc];
      isDone = true;
      if (this.state.fault && !this.isGone) this.setState({ fault: null });
    } catch (error) {
      this.refused = { doc, markdown: this.markdown };
      if (!this.isGone) this.setState({ fault: error });
    } finally {
      this.isSending = false;
      session.telling -= 1;
    }
    if (this.view.state.doc !== doc) this.send();
    if (this.isGone || this.isSending || !isDone) return;
    this.tellPlace();
    this.sync();
  }

  commit({ changes, markdown }) {
    const { path } = this.props.field;
    const { session } = this.form;
    if (!this.markdown || !markdown) return session.edit([{ op: "set", path, value: markdown || null }]);
    return session.edit([{ op: "text", path, changes }]);
  }

  // Pasting.

  paste(event) {
    const { clipboardData: data } = event;
    const source = data?.getData("text/html");
    if (!source || source.includes("data-pm-slice")) return false;
    const { from, to } = this.view.state.selection;
    const text = data.getData("text/plain");
    const paste = { from, to };
    this.pastes.add(paste);
    blocksOfHtml(source)
      .then((blocks) => {
        this.pastes.delete(paste);
        if (this.isGone) return;
        const { tr } = this.view.state;
        putBlocks(tr, paste.from, paste.to, blocks);
        this.view.dispatch(tr.setMeta("paste", true).setMeta("uiEvent", "paste").scrollIntoView());
      })
      .catch(() => {
        this.pastes.delete(paste);
        if (!this.isGone && text) this.view.pasteText(text);
      });
    return true;
  }

  /** Takes notes away that have no letter. */
  dropNotes() {
    const tr = withoutEmptyNotes(this.view.state);
    if (tr) this.view.dispatch(tr);
  }

  // Places.

  /** Opens the source where a block stands. */
  toSource(at) {
    const index = told(this.view.state.doc).findIndex((one) => one.at >= at);
    const letter = this.blocks[index]?.from ?? 0;
    this.form.toSourceAt({ range: { value: this.props.field.value_range } }, letter);
  }

  /** Tells the pages where in the text the cursor is. */
  tellPlace() {
    if (!this.blocks || !this.view?.hasFocus()) return;
    const { state } = this.view;
    const letter = letterAt(told(state.doc), this.blocks, this.markdown, state.selection.head);
    this.form.tellPlace({ range: { value: this.props.field.value_range } }, letter);
  }

  /** Puts the cursor before a letter of the text. */
  focus(letter) {
    if (!this.view) return;
    const { state } = this.view;
    if (letter !== undefined) {
      const place = letter === Number.MAX_SAFE_INTEGER ? state.doc.content.size : placeAt(told(state.doc), this.blocks, this.markdown, letter);
      const at = state.doc.resolve(Math.min(place, state.doc.content.size));
      const chosen = at.parent.type.spec.atom ? NodeSelection.create(state.doc, at.before()) : TextSelection.near(at);
      this.view.dispatch(state.tr.setSelection(chosen).scrollIntoView());
    }
    this.view.focus();
    const { node } = this.view.domAtPos(this.view.state.selection.head);
    (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).scrollIntoView?.({ block: "nearest" });
  }

  /** Does what a button asks. */
  run(command) {
    if (!this.view || this.view.composing) return;
    command(this.view.state, this.view.dispatch, this.view);
    this.view.focus();
  }

  render({ field }, { fault, is }) {
    return html`<div class="markdown body">
      <${Bar} label=${field.label} is=${is} run=${(command) => this.run(command)} toText=${() => this.view?.focus()} />
      <div class="body-text" ref=${this.place} />
      ${fault && html`<p class="field-message error" role="alert">${sentence(fault.message)} ${sentence(fault.help)}</p>`}
    </div>`;
  }
}
Body.contextType = FormContext;
