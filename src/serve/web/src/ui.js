// Small parts that all screens share.

import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { icons } from "./icons.js";
import { words } from "./words.js";

/** A button; with an icon alone its label is read and shown as a tip. */
export function Button({ icon, label, children, kind = "", keys, ...rest }) {
  const bare = !children;
  const tip = bare ? label : rest.title;
  return html`<button type="button" class=${`button ${kind} ${bare ? "bare" : ""}`} aria-label=${bare ? label : undefined}
    title=${tip ? (keys ? `${tip} (${keys})` : tip) : keys} ...${rest}>${icon && icons[icon]}${children && html`<span>${children}</span>`}</button>`;
}

let numbers = 0;
/** An id of its own. */
export function useId(prefix) {
  const id = useRef(null);
  id.current ??= `${prefix}-${++numbers}`;
  return id.current;
}

/** A dialog over the page; Esc closes it and the focus goes back. */
export function Dialog({ title, onClose, children, wide, broad, test, actions }) {
  const box = useRef(null);
  const id = useId("dialog");
  useEffect(() => {
    const before = document.activeElement;
    const dialog = box.current;
    dialog.showModal();
    return () => {
      if (dialog.open) dialog.close();
      before?.focus?.();
    };
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    onClose?.();
  };
  return html`<dialog ref=${box} class=${`dialog ${wide ? "wide" : broad ? "broad" : ""}`} aria-labelledby=${id} onCancel=${cancel} data-test=${test}>
    <header><h2 id=${id}>${title}</h2>${onClose && html`<${Button} icon="close" label=${words.close} onClick=${onClose} />`}</header>
    <div class="dialog-body">${children}</div>
    ${actions && html`<footer>${actions}</footer>`}
  </dialog>`;
}

/** A fault in words. */
export function FaultBox({ fault, children }) {
  if (!fault) return null;
  return html`<div class="notice error" role="alert" data-test="fault">${icons.error}<div>
    <p><strong>${sentence(fault.message)}</strong></p>
    ${fault.help && html`<p>${sentence(fault.help)}</p>`}${children}</div></div>`;
}

/** With a capital at its start. */
export const capital = (text) => text[0].toLocaleUpperCase("vi") + text.slice(1);

/** A message as a sentence: a capital at its start, a stop at its end. */
export function sentence(text) {
  if (!text) return "";
  const whole = capital(text.replace(/(?<!`)`([^`\s][^`]*)`(?!`)/g, "“$1”"));
  return /[.!?…:]$/.test(whole) ? whole : `${whole}.`;
}

/** Tells how to show short messages: `toast(text)`. */
const Toasts = createContext(() => {});
export const useToast = () => useContext(Toasts);

/** Shows short messages, also to those who listen. */
export function ToastHost({ children }) {
  const [all, setAll] = useState([]);
  const next = useRef(0);
  const add = useRef((text) => {
    const id = ++next.current;
    setAll((all) => [...all.slice(-2), { id, text }]);
    setTimeout(() => setAll((all) => all.filter((one) => one.id !== id)), 6000);
  });
  return html`<${Toasts.Provider} value=${add.current}>${children}
    <div class="toasts" role="status" aria-live="polite" data-test="toasts">${all.map((one) => html`<p key=${one.id}>${one.text}</p>`)}</div>
  <//>`;
}

/** A menu behind a button. */
export function Menu({ label, icon, items, test }) {
  const [open, setOpen] = useState(false);
  const box = useRef(null);
  const list = useRef(null);
  useEffect(() => {
    if (!open) return undefined;
    list.current?.querySelector("button")?.focus();
    const outside = (event) => !box.current?.contains(event.target) && setOpen(false);
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  const shut = () => {
    setOpen(false);
    box.current?.querySelector("button")?.focus();
  };
  const keys = (event) => {
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === "Escape") shut();
    else if (event.key === "Tab") setOpen(false);
    else if (to !== undefined) buttons[(to + buttons.length) % buttons.length]?.focus();
    else return;
    if (event.key !== "Tab") event.preventDefault();
  };
  return html`<div class="menu" ref=${box} data-test=${test}>
    <${Button} icon=${icon} label=${label} aria-haspopup="menu" aria-expanded=${open} onClick=${() => setOpen(!open)} />
    ${open && html`<div class="menu-list" role="menu" aria-label=${label} ref=${list} onKeyDown=${keys}>${items.map((item) =>
      html`<button type="button" role="menuitem" tabindex="-1" data-test=${item.test} onClick=${() => { shut(); item.run(); }}>${icons[item.icon]}<span>${item.label}</span>${item.keys && html`<kbd>${item.keys}</kbd>`}</button>`)}
    </div>`}
  </div>`;
}

/** Text that is looked for: without marks, in small letters. */
export const plain = (text) => String(text ?? "").normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

/** A moment as offices write it: 08:05 27/11/2026; to the second where several of a minute are told apart. */
export function moment(value, seconds = false) {
  const date = new Date(value);
  if (value === null || value === undefined || Number.isNaN(date.getTime())) return "";
  const two = (n) => String(n).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}${seconds ? `:${two(date.getSeconds())}` : ""} ${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`;
}

/** Where a field that is needed is empty, the browser's bubble says so in the page's words: it would speak its own language. */
export const asksFor = (words) => ({
  required: true,
  onInvalid: ({ target }) => target.setCustomValidity(target.validity.valueMissing ? words : ""),
  onInput: ({ target }) => target.setCustomValidity(""),
});

/** A page's own title in the browser. */
export function useTitle(title) {
  useEffect(() => {
    document.title = title ? `${title} - ${words.program}` : words.program;
  }, [title]);
}
