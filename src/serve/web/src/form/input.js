// An input of the form. What is typed belongs to the browser until the program has taken it: nothing sets the text
// of an input that is being typed in, least of all while an input method puts a letter together.

import { Component, createContext, createRef } from "preact";
import { beforePaint } from "../after.js";
import { html } from "../html.js";
import { sentence } from "../ui.js";
import { done } from "./body/letters.js";

/** The form around: its session, the version that its values are of, and the inputs by their paths. */
export const FormContext = createContext(null);

/** The name of a path. */
export const nameOf = (path) => JSON.stringify(path);

/** A value as a text. */
export const textOf = (value) => (value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));

/** Inputs of many lines by their elements: a new width asks for a new height. */
const fitted = new WeakMap();
const widths = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    const input = fitted.get(target);
    if (!input || input.width === contentRect.width) continue;
    input.width = contentRect.width;
    input.fit();
  }
});

export class Input extends Component {
  constructor(props) {
    super(props);
    this.element = createRef();
    this.own = -1;
    this.drawSoon = beforePaint(() => this.drawTyped());
    this.state = { fault: null };
  }

  get form() {
    return this.context;
  }

  componentDidMount() {
    const element = this.element.current;
    element.value = this.props.value;
    this.last = this.props.value;
    this.fit();
    this.register();
    if (this.props.lines) {
      fitted.set(element, this);
      widths.observe(element);
    }
  }

  componentDidUpdate() {
    this.register();
    this.sync();
  }

  componentWillUnmount() {
    if (this.form.inputs.get(this.name) === this) this.form.inputs.delete(this.name);
    clearTimeout(this.timer);
    // What was typed behind what is on its way goes after it.
    if (this.isSending && this.typedText !== this.sending) this.props.commit(this.typedText, this.sending).catch(() => {});
    if (this.element.current) widths.unobserve(this.element.current);
  }

  register() {
    const name = nameOf(this.props.path);
    if (this.name !== name && this.form.inputs.get(this.name) === this) this.form.inputs.delete(this.name);
    this.name = name;
    this.form.inputs.set(name, this);
  }

  /** Takes the value of the text over where that is newer than what was typed. */
  sync() {
    const element = this.element.current;
    const { value } = this.props;
    if (this.isComposing || this.isSending || this.form.version < this.own || element.value === value) return;
    const isOwn = document.activeElement === element && this.own >= 0 && this.form.session.foreign <= this.own;
    // A blank at the end is of the word that comes: the text has none yet.
    if (isOwn || (document.activeElement === element && this.typedText === value)) return;
    const { selectionStart } = element;
    const behind = element.value.length - selectionStart;
    element.value = value;
    this.last = value;
    if (document.activeElement === element) {
      const at = Math.max(0, Math.min(value.length, value.startsWith(element.value.slice(0, selectionStart)) ? selectionStart : value.length - behind));
      element.setSelectionRange(at, at);
    }
    this.fit();
  }

  typed() {
    this.drawSoon();
    if (this.isComposing) return;
    this.settle();
    if (!this.isSending) this.send();
  }

  /** What is measured for a letter, which is on its way to the program by then. */
  drawTyped() {
    if (!this.element.current) return;
    this.fit();
    if (!this.isComposing) this.tellPlace();
  }

  /** Makes the letters of words that are done one each, where the keyboard sent them in parts. */
  settle() {
    const element = this.element.current;
    const { value, selectionStart: at, selectionEnd: to } = element;
    if (at !== to) return;
    const end = done(value.slice(0, at));
    const whole = value.slice(0, end).normalize("NFC");
    if (whole === value.slice(0, end)) return;
    element.setRangeText(whole, 0, end);
    const behind = at - end + whole.length;
    element.setSelectionRange(behind, behind);
  }

  /** What stands in the input. A blank at its end is of the word that is typed next: alone it would put quotes around
   * a text of YAML. A field of one line has none that ends. */
  get typedText() {
    const text = this.element.current.value.normalize("NFC");
    if (this.props.keepsBlanks) return text;
    return (this.props.lines === 1 ? text.replace(/\s*\n\s*/g, " ") : text).trimEnd();
  }

  async send() {
    const text = this.typedText;
    if (text === this.last) return;
    this.isSending = true;
    this.sending = text;
    try {
      const version = await this.props.commit(text, this.last);
      this.last = text;
      if (typeof version === "number") this.own = version;
      if (this.state.fault) this.setState({ fault: null });
    } catch (error) {
      this.last = text;
      this.setState({ fault: error });
    } finally {
      this.isSending = false;
    }
    const element = this.element.current;
    if (!element || this.isComposing) return;
    if (this.typedText !== text) this.send();
    else this.sync();
  }

  /** A field of many lines is as high as its text; one that is not shown is fitted when it is. */
  fit() {
    const element = this.element.current;
    if (!this.props.lines || !element || element.clientWidth === 0) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + 2}px`;
  }

  /** Tells the pages where in the text the cursor is. */
  tellPlace() {
    const element = this.element.current;
    if (element && document.activeElement === element) this.form.tellPlace(this.props, element.selectionStart ?? 0);
  }

  /** Puts the cursor before a letter. */
  focus(letter) {
    const element = this.element.current;
    element.focus({ preventScroll: true });
    if (letter !== undefined) {
      const at = Math.min(letter, element.value.length);
      element.setSelectionRange?.(at, at);
    }
    element.scrollIntoView({ block: "nearest" });
  }

  /** Puts something in place of what is selected, as if it were typed. */
  insert(from, to, text, select) {
    const element = this.element.current;
    element.focus();
    element.setSelectionRange(from, to);
    // Kept in the input's own undo, too, where the browser still has the command.
    if (!document.execCommand("insertText", false, text)) element.setRangeText(text, from, to, "end");
    if (select) element.setSelectionRange(...select);
    this.typed();
  }

  render({ lines, value, path, commit, range, list, keepsBlanks, ...rest }, { fault }) {
    const tag = lines ? "textarea" : "input";
    const events = {
      onInput: () => this.typed(),
      onCompositionStart: () => {
        this.isComposing = true;
      },
      onCompositionEnd: () => {
        this.isComposing = false;
        // Browsers differ in whether an input event follows.
        this.timer = setTimeout(() => this.element.current && this.typed(), 0);
      },
      onFocus: () => this.tellPlace(),
      onKeyUp: () => this.tellPlace(),
      onPointerUp: () => this.tellPlace(),
      onBlur: () => setTimeout(() => this.element.current && this.sync(), 0),
    };
    const own = { ref: this.element, autocomplete: "off", spellcheck: false, "data-path": nameOf(path), ...events, ...rest };
    if (lines) own.rows = rest.rows ?? lines;
    else own.type = "text";
    return html`<${tag} ...${own} />${fault && html`<p class="field-message error" role="alert">${sentence(fault.message)} ${sentence(fault.help)}</p>`}`;
  }
}
Input.contextType = FormContext;
