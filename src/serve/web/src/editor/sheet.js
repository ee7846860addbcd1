// One page in the document of the browser: its picture, the marks on it, and the letters of its texts.

import { words } from "../words.js";

const w = words.preview;
export const NS = "http://www.w3.org/2000/svg";
/** Pixels of a point at full size. */
export const PIXELS = 96 / 72;
const PLACE = /data-at="(\d+)-(\d+)"( data-src)?/g;

/** The places of the document's own file on a page, found in its picture; remembered by its key. */
const known = new Map();
export function places(key, svg) {
  let found = known.get(key);
  if (!found) {
    found = [];
    for (const [, from, to, other] of svg.matchAll(PLACE)) if (!other) found.push(Number(from), Number(to));
    if (known.size > 2000) known.clear();
    known.set(key, found);
  }
  return found;
}

/** One page's place in the document of the browser. */
export class Sheet {
  constructor(number, observer, images) {
    this.number = number;
    this.images = images;
    this.box = document.createElement("div");
    this.box.className = "page";
    this.box.setAttribute("role", "img");
    this.box.setAttribute("aria-label", w.page(number + 1));
    this.box.dataset.page = number + 1;
    this.box.dataset.test = "page";
    this.holder = this.box.appendChild(document.createElement("div"));
    this.holder.className = "page-picture";
    this.marks = this.box.appendChild(document.createElementNS(NS, "svg"));
    this.marks.setAttribute("class", "page-marks");
    this.marks.setAttribute("aria-hidden", "true");
    this.box.sheet = this;
    this.near = false;
    this.observer = observer;
    observer.observe(this.box);
  }

  /** Shows a page of that key. */
  set(page, svg, zoom) {
    this.page = page;
    this.svg = svg;
    this.size(zoom);
    if (this.near) this.draw();
  }

  size(zoom) {
    const shown = [zoom, this.page.width, this.page.height].join();
    if (shown === this.shown) return;
    this.shown = shown;
    this.marks.setAttribute("viewBox", `0 0 ${this.page.width} ${this.page.height}`);
    this.box.classList.toggle("lying", this.page.width > this.page.height);
    this.box.style.width = `${this.page.width * PIXELS * zoom}px`;
    this.box.style.height = `${this.page.height * PIXELS * zoom}px`;
  }

  /** Puts the picture there, all at once. */
  draw() {
    if (this.drawn === this.page.key) return;
    const parsed = new DOMParser().parseFromString(this.svg, "image/svg+xml");
    if (parsed.querySelector("parsererror")) return;
    const picture = document.importNode(parsed.documentElement, true);
    // Pictures that stand there already are kept: a new one would blink while it is decoded.
    const old = [...this.holder.querySelectorAll("image")];
    for (const image of picture.querySelectorAll("image")) {
      const at = old.findIndex((one) => one.dataset.picture === image.dataset.picture);
      const [kept] = at < 0 ? [] : old.splice(at, 1);
      if (kept) {
        for (const { name, value } of image.attributes) kept.setAttribute(name, value);
        image.replaceWith(kept);
      } else image.setAttribute("href", this.images.get(image.dataset.picture) ?? "");
    }
    this.holder.replaceChildren(picture);
    this.drawn = this.page.key;
  }

  /** Takes the picture away. */
  clear() {
    this.holder.replaceChildren();
    this.drawn = null;
  }

  end() {
    this.observer.unobserve(this.box);
    this.box.remove();
  }

  /** The elements that tell their place in the document's own file. */
  get told() {
    return this.holder.querySelectorAll("[data-at]:not([data-src])");
  }
}

/** From where to where a part of a text stands, counted from its page's first place. */
export const range = (element) => element.dataset.at.split("-").map(Number);

/** How many letters of a text stand before a part of it. */
export function lettersBefore(text, part) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let count = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (part.contains(node)) return count;
    count += node.data.length;
  }
  return count;
}

/** The part of a text that a letter stands in, and the letter's number in it. */
export function partAt(text, letter) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (letter < before + node.data.length) {
      const part = node.parentElement.closest("[data-at]");
      return part ? { part, letter: letter - lettersBefore(text, part) } : null;
    }
    before += node.data.length;
  }
  return null;
}
