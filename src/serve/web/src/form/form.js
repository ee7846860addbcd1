// The form: fields in a clerk's order, as the program tells them. It keeps no value of its own.

import { Component } from "preact";
import { useContext, useState } from "preact/hooks";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { Button, sentence, useId } from "../ui.js";
import { words } from "../words.js";
import { Figures, Table } from "./grid.js";
import { FormContext, Input, nameOf, textOf } from "./input.js";
import { Elsewhere, List } from "./lists.js";
import { Markdown } from "./markdown.js";
import { Signatories } from "./people.js";
import { listItems, toLetter, toSource } from "./places.js";

const w = words.form;

export class Form extends Component {
  constructor(props) {
    super(props);
    const { session, onSource } = props;
    this.context_ = {
      session,
      version: session.formVersion,
      inputs: new Map(),
      tellPlace: (props, letter) => this.atPlace(props, letter, (place) => session.setFormCursor(place)),
      toSourceAt: (props, letter) => this.atPlace(props, letter, onSource),
      focusLater: (path) => {
        this.later = { name: nameOf(path), until: Date.now() + 4000 };
      },
      toSource: (path) => onSource(this.rangeOf(path)?.from),
    };
  }

  componentDidMount() {
    this.props.handle.current = this;
    this.end = this.props.session.listen((what) => {
      if (what === "looked" || what === "open") this.forceUpdate();
    });
  }

  componentWillUnmount() {
    this.props.handle.current = null;
    this.end();
  }

  componentDidUpdate() {
    if (!this.later) return;
    const input = this.context_.inputs.get(this.later.name);
    if (Date.now() > this.later.until) this.later = null;
    else if (input) {
      this.later = null;
      input.focus(Number.MAX_SAFE_INTEGER);
    }
  }

  /** All fields, those of members among them, with the ranges that they know. */
  *fields(groups = this.props.session.form?.groups ?? []) {
    for (const group of groups) {
      for (const field of group.fields) {
        yield field;
        if (field.items) yield* this.fields(field.items);
      }
    }
  }

  rangeOf(path) {
    const name = nameOf(path);
    for (const field of this.fields()) if (nameOf(field.path) === name) return field.range;
    return this.rangeAround(path);
  }

  rangeAround(path) {
    return path.length > 1 ? this.rangeOf(path.slice(0, -1)) : null;
  }

  /** The text between two places of the text that the form was made of. */
  raw({ from, to }) {
    const { session } = this.props;
    return session.view.state.doc.sliceString(session.nowOfForm(from), session.nowOfForm(to));
  }

  /** Does something with the place of the text that a letter of a value stands at. */
  atPlace({ range }, letter, act) {
    const { session } = this.props;
    const place = (from, raw) => act(session.nowOfForm(from) + toSource(raw, letter));
    if (range?.value) place(range.value.from, this.raw(range.value));
    else if (range?.list) {
      const raw = this.raw(range.list);
      const item = listItems(raw)[range.index];
      if (item) place(range.list.from + item.from, raw.slice(item.from, item.to));
    }
  }

  /** Puts the cursor into the field that a place of the text stands in; tells whether there is one. */
  focusPlace(place) {
    const { session } = this.props;
    const { inputs } = this.context_;
    let best = null;
    const consider = (span, act) => {
      if (!span) return;
      const [from, to] = [session.nowOfForm(span.from), session.nowOfForm(span.to)];
      if (place < from || place > to || (best && to - from > best.size)) return;
      best = { size: to - from, from, act };
    };
    const put = (field, path, letter) => {
      const input = inputs.get(nameOf(path));
      if (input) input.focus(letter);
      else this.reveal(field);
    };
    for (const field of this.fields()) {
      consider(field.value_range, (from) => {
        const raw = this.raw(field.value_range);
        if (!Array.isArray(field.value)) return put(field, field.path, toLetter(raw, place - from));
        const items = listItems(raw);
        const at = Math.max(0, items.filter((item) => place - from >= item.from - 2).length - 1);
        const item = items[at] ?? { from: 0, to: 0 };
        return put(field, [...field.path, at], toLetter(raw.slice(item.from, item.to), place - from - item.from));
      });
      consider(field.range, () => this.reveal(field));
      for (const row of field.grid?.rows ?? []) {
        for (const cell of row.cells) if (cell?.range) consider(cell.range, (from) => put(field, cell.path, toLetter(this.raw(cell.range), place - from)));
      }
    }
    if (!best) return false;
    best.act(best.from);
    return true;
  }

  /** Opens the field and puts the focus on what it has first. */
  reveal(field) {
    const box = document.querySelector(`[data-field="${CSS.escape(nameOf(field.path))}"]`);
    for (let around = box; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
    box?.querySelector("input, textarea, select, button")?.focus();
    box?.scrollIntoView({ block: "nearest" });
  }

  render({ session, onSource }) {
    const { form, formIsOld } = session;
    this.context_.version = session.formVersion;
    if (!form) return html`<div class="form empty">${formIsOld ? html`<p>${words.editor.noForm}</p><${Button} onClick=${() => onSource()}>${words.editor.toSource}<//>` : html`<p class="muted">${words.loading}</p>`}</div>`;
    const groups = form.groups.filter((group) => group.fields.length > 0);
    return html`<${FormContext.Provider} value=${this.context_}>
      ${formIsOld && html`<p class="strip warning" role="status">${words.editor.oldForm} <button type="button" class="link" onClick=${() => onSource()}>${words.editor.toSource}</button></p>`}
      <div class="form" data-test="form">
        <nav class="form-groups" aria-label=${w.groups}><ul>${groups.map((group, number) => html`<li><button type="button" onClick=${() => toGroup(number)}>${group.title}${marks(group.fields)}</button></li>`)}</ul></nav>
        <div class="form-fields" inert=${formIsOld}>${groups.map((group, number) => html`<fieldset id=${`group-${number}`} key=${group.title}><legend>${group.title}</legend><${Fields} fields=${group.fields} /></fieldset>`)}</div>
      </div>
    <//>`;
  }
}

/** Goes to a group, to what it has first. */
function toGroup(number) {
  const group = document.getElementById(`group-${number}`);
  group?.scrollIntoView({ block: "start" });
  group?.querySelector("input, textarea, select, button, summary")?.focus({ preventScroll: true });
}

/** A mark of the gravest message of fields. */
function marks(fields) {
  const levels = new Set();
  const walk = (fields) => {
    for (const field of fields) {
      for (const message of field.messages ?? []) levels.add(message.level);
      for (const item of field.items ?? []) walk(item.fields);
    }
  };
  walk(fields);
  const level = ["error", "warning", "hint"].find((level) => levels.has(level));
  return level ? html`<span class=${`dot ${level}`}><span class="unseen">${words.messages.levels[level]}</span></span>` : null;
}

function Fields({ fields }) {
  return html`<div class="fields">${fields.map((field) => html`<${Field} key=${nameOf(field.path)} field=${field} />`)}</div>`;
}

const renderFields = (fields) => html`<${Fields} fields=${fields} />`;

/** A line of so many letters wants the whole width. */
const LONG = 36;
/** Whether a label names one element. */
const ONE = new Set(["line", "text", "markdown", "date", "choice", "yesno", "file"]);

function Field({ field }) {
  const id = useId("field");
  const { session } = useContext(FormContext);
  const [own, setOwn] = useState(false);
  const { label, hint, required, widget, messages = [], from_profile: profile } = field;
  const isAbsent = field.value === null || field.value === undefined;
  const inherits = isAbsent && profile !== undefined && profile !== null && !own;
  const gravest = ["error", "warning", "hint"].find((level) => messages.some((one) => one.level === level));
  const described = [hint && `${id}-hint`, messages.length > 0 && `${id}-told`].filter(Boolean).join(" ") || undefined;
  const Label = ONE.has(widget) && widget !== "markdown" && !inherits ? "label" : "span";
  return html`<div class=${`field widget-${widget} ${isLong(field) ? "long" : ""} ${gravest ? `has-${gravest}` : ""}`} data-field=${nameOf(field.path)} data-test="field">
    <div class="field-head"><${Label} class="label" id=${`${id}-label`} for=${Label === "label" ? id : undefined}>${label}${required && html` <span class="needed" title=${w.required}>*<span class="unseen"> (${w.required})</span></span>`}<//></div>
    ${inherits
      ? html`<p class="inherited"><span>${w.fromProfile(told(profile, field))}</span> <button type="button" class="link" onClick=${() => setOwn(true)}>${w.ownInstead}</button></p>`
      : html`<${Widget} field=${field} id=${id} describedBy=${described} invalid=${gravest === "error"} />`}
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${messages.length > 0 && html`<div id=${`${id}-told`}>${messages.map((one) => html`<p class=${`field-message ${one.level}`}>${icons[one.level]}<span>${sentence(session.inForm(one.message))}${one.help ? ` ${sentence(session.inForm(one.help))}` : ""}</span></p>`)}</div>`}
  </div>`;
}

const isLong = ({ value, from_profile: profile }) => textOf(value ?? profile).length > LONG;

/** What the profile says, in a line. */
function told(value, field) {
  const one = (value) => field.options?.find((option) => option.value === value)?.name ?? textOf(value);
  return Array.isArray(value) ? value.map(one).join("; ") : one(value);
}

function Widget({ field, id, describedBy, invalid }) {
  const form = useContext(FormContext);
  const { path, value, widget, options = [] } = field;
  const common = { id, "aria-describedby": describedBy, "aria-invalid": invalid || undefined, "aria-required": field.required || undefined };
  const [fault, setFault] = useState(null);
  const set = (next) => form.session.edit([next === null && !field.range ? null : { op: "set", path, value: next }].filter(Boolean)).then((version) => { setFault(null); return version; });
  const choose = (next) => set(next).catch(setFault);
  const line = (lines, more = {}) => html`<${Input} ...${common} path=${path} lines=${lines} value=${textOf(value)} range=${{ value: field.value_range }} commit=${(text) => set(text === "" ? null : text)} ...${more} />`;
  const told = fault && html`<p class="field-message error" role="alert">${sentence(fault.message)} ${sentence(fault.help)}</p>`;
  if (value !== null && typeof value === "object" && ONE.has(widget)) return html`<${Elsewhere} value=${value} path=${path} />`;
  switch (widget) {
    case "text": return line(2, { rows: value ? 2 : 1 });
    case "markdown": return html`<${Markdown} field=${field} id=${id} describedBy=${describedBy} invalid=${invalid} />`;
    case "date": return html`<div class="with-button">${line(0, { placeholder: w.datePlaceholder, class: "short" })}<${Button} onClick=${() => choose(today())}>${w.today}<//></div>${told}`;
    case "choice": {
      const text = textOf(value);
      return html`<select ...${common} value=${text} data-path=${nameOf(path)} onChange=${(event) => choose(event.target.value || null)}>
        ${(!field.required || !text) && html`<option value="">${w.notSaid}</option>`}
        ${text && !options.some((one) => one.value === text) && html`<option value=${text}>${text}</option>`}
        ${options.map((one) => html`<option value=${one.value}>${one.name}</option>`)}</select>${told}`;
    }
    case "yesno": return html`<select ...${common} class="short" value=${isSaid(value) ? String(value === true || value === "true") : ""} data-path=${nameOf(path)}
      onChange=${(event) => choose({ true: true, false: false }[event.target.value] ?? null)}>
      <option value="">${w.notSaid}</option><option value="true">${w.yes}</option><option value="false">${w.no}</option></select>${told}`;
    case "list":
    case "recipients": return html`<${List} field=${field} id=${id} describedBy=${describedBy} />`;
    case "signatories": return html`<${Signatories} field=${field} id=${id} renderFields=${renderFields} />`;
    case "table": return html`${field.grid && html`<${Table} field=${field} />`}${field.items?.length > 0 && html`<${Members} field=${field} />`}`;
    case "figures": return html`<${Figures} field=${field} />`;
    case "group": return html`<${Members} field=${field} />`;
    default: return line(0);
  }
}

const isSaid = (value) => value !== null && value !== undefined && value !== "";

function today() {
  const date = new Date();
  const two = (n) => String(n).padStart(2, "0");
  return `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`;
}

/** Members with fields of their own: appendices, tables, parties. */
function Members({ field }) {
  const form = useContext(FormContext);
  const id = useId("member");
  const [fault, setFault] = useState(null);
  const [name, setName] = useState("");
  const { path, items = [], item = [], members, value, label } = field;
  const send = (edits) => form.session.edit(edits).then(() => setFault(null), setFault);
  if (members === "one") {
    // Where nothing is said yet, the fields of a new member stand at the path of this one.
    const fields = items.length > 0 ? items.flatMap((one) => one.fields) : item.map((entry) => ({ ...entry, path: [...path, ...entry.path] }));
    return html`<div class="subfields">${renderFields(fields)}</div>`;
  }
  const empty = () => Object.fromEntries(item.filter((entry, number) => entry.required || number === 0).map((entry) => [entry.path[0], null]));
  const add = () => {
    if (members === "named") {
      const key = name.trim();
      if (!key) return undefined;
      setName("");
      return send([{ op: "set", path: [...path, key], value: empty() }]);
    }
    return send([items.length > 0 ? { op: "insert", path, index: items.length, value: empty() } : { op: "set", path, value: [empty()] }]);
  };
  const move = (index, by) => send([{ op: "move", path, from: index, to: index + by }]);
  return html`<div class="members">
    ${items.map((one, index) => html`<details key=${nameOf(one.path)} open=${items.length === 1}>
      <summary><span>${one.title || `${label} ${index + 1}`}</span>${marks(one.fields)}</summary>
      <div class="subfields">${renderFields(one.fields)}</div>
      <div class="member-tools">
        ${members === "list" && items.length > 1 && html`<${Button} icon="up" kind="quiet" disabled=${index === 0} onClick=${() => move(index, -1)}>${words.up}<//>
          <${Button} icon="down" kind="quiet" disabled=${index + 1 === items.length} onClick=${() => move(index, 1)}>${words.down}<//>`}
        <${Button} icon="remove" kind="quiet" onClick=${() => send([items.length === 1 ? { op: "set", path, value: null } : { op: "remove", path: one.path }])}>${words.remove}<//>
      </div>
    </details>`)}
    ${value !== null && typeof value === "object" && items.length === 0 && Object.keys(value).length > 0 && html`<${Elsewhere} value=${value} path=${path} />`}
    ${item.length > 0 && html`<div class="with-button">
      ${members === "named" && html`<label><span class="unseen">${w.memberName}</span><input id=${id} type="text" value=${name} placeholder=${w.memberName} onInput=${(event) => setName(event.target.value)}
        onKeyDown=${(event) => event.key === "Enter" && !event.isComposing && (event.preventDefault(), add())} /></label>`}
      <${Button} icon="add" kind="quiet add" onClick=${add}>${w.addMember}<//></div>`}
    ${fault && html`<p class="field-message error" role="alert">${sentence(fault.message)} ${sentence(fault.help)}</p>`}
  </div>`;
}
