// The pages as they are printed, drawn by the program; here they are shown, found again and pointed at.
//
// A page keeps its old picture until the new one is there. Pages far from view carry no picture.

import { Component, createRef } from "preact";
import { beforePaint } from "../after.js";
import { html } from "../html.js";
import { Button, sentence } from "../ui.js";
import { words } from "../words.js";
import { NS, PIXELS, Sheet, lettersBefore, partAt, places, range } from "./sheet.js";

const w = words.preview;
const ZOOMS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];
/** The cursor is marked where it stands so near to a letter of the page: behind the name of an entry, too. */
const BESIDE = 24;
/** Pages follow the cursor to the nearest letter within so many. */
const FAR = 400;
/** Room around the pages (pixels), as the style has it. */
const PADDING = 16;

export class Preview extends Component {
  constructor(props) {
    super(props);
    this.pane = createRef();
    this.list = createRef();
    this.sheets = [];
    this.followSoon = beforePaint(() => this.follow());
    this.state = { zoom: null, current: 0, count: 0 };
  }

  shouldComponentUpdate(props, state) {
    return state !== this.state || props.session !== this.props.session;
  }

  componentDidMount() {
    const pane = this.pane.current;
    this.observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const { sheet } = target;
        if (!sheet) continue;
        sheet.near = isIntersecting;
        if (isIntersecting && sheet.page) sheet.draw();
        else if (!isIntersecting && this.sheets.length > 30 && !this.isPrinting) sheet.clear();
      }
      this.mark();
    }, { root: pane, rootMargin: "150% 0px" });
    this.room = pane.clientWidth - 2 * PADDING;
    this.resizing = new ResizeObserver(() => {
      this.room = pane.clientWidth - 2 * PADDING;
      this.resize();
    });
    this.resizing.observe(pane);
    const { session } = this.props;
    this.end = session.listen((what) => {
      if (what === "pages") this.update();
      else if (what === "selection") {
        // A click here comes alone, letters come fast.
        if (session.fromPreview) this.mark();
        else this.followSoon();
      }
      else if (what === "late") this.setState((state) => ({ ...state, isLate: this.props.session.isLate }));
    });
    this.beforePrint = () => {
      this.isPrinting = true;
      for (const sheet of this.sheets) if (sheet.page) sheet.draw();
    };
    this.afterPrint = () => {
      this.isPrinting = false;
    };
    window.addEventListener("beforeprint", this.beforePrint);
    window.addEventListener("afterprint", this.afterPrint);
    this.update();
  }

  componentWillUnmount() {
    this.end();
    this.observer.disconnect();
    this.resizing.disconnect();
    window.removeEventListener("beforeprint", this.beforePrint);
    window.removeEventListener("afterprint", this.afterPrint);
  }

  /** The size of a page of some width: the one that was chosen, or one at which it fits the pane. */
  zoomOf(width) {
    if (this.state.zoom) return this.state.zoom;
    return this.fit(width, this.room);
  }

  fit(width, room) {
    return Math.max(0.2, Math.min(2, room / (width * PIXELS)));
  }

  get zoom() {
    return this.zoomOf(this.sheets[this.state.current]?.page?.width ?? 595);
  }

  /** Takes what the session was told. */
  update() {
    const { pages, pictures, pagesAreOld } = this.props.session;
    const now = { count: pages?.length ?? 0, isOld: pagesAreOld, isThere: Boolean(pages) };
    if (Object.entries(now).some(([name, value]) => this.state[name] !== value)) this.setState((state) => ({ ...state, ...now }));
    if (!pages) {
      while (this.sheets.length > 0) this.sheets.pop().end();
      return;
    }
    while (this.sheets.length > pages.length) this.sheets.pop().end();
    while (this.sheets.length < pages.length) {
      const sheet = new Sheet(this.sheets.length, this.observer, this.props.session.images);
      this.sheets.push(sheet);
      this.list.current.append(sheet.box);
    }
    const { room } = this;
    pages.forEach((page, number) => {
      const svg = pictures.get(page.key);
      if (svg) this.sheets[number].set(page, svg, this.state.zoom || this.fit(page.width, room));
    });
    this.mark();
    performance.mark("vanban:drawn");
  }

  resize() {
    const pane = this.pane.current;
    const share = pane.scrollHeight > 0 ? pane.scrollTop / pane.scrollHeight : 0;
    const { room } = this;
    for (const sheet of this.sheets) if (sheet.page) sheet.size(this.state.zoom || this.fit(sheet.page.width, room));
    pane.scrollTop = share * pane.scrollHeight;
  }

  setZoom(zoom) {
    this.setState((state) => ({ ...state, zoom }), () => this.resize());
  }

  step(by) {
    const now = this.zoom;
    const next = by > 0 ? ZOOMS.find((zoom) => zoom > now + 0.01) : ZOOMS.findLast?.((zoom) => zoom < now - 0.01) ?? [...ZOOMS].reverse().find((zoom) => zoom < now - 0.01);
    if (next) this.setZoom(next);
  }

  /** Turns to a page, from 0. */
  turn(to) {
    const number = Math.max(0, Math.min(this.sheets.length - 1, to));
    const sheet = this.sheets[number];
    if (!sheet) return;
    this.pane.current.scrollTop += sheet.box.getBoundingClientRect().top - this.pane.current.getBoundingClientRect().top - 8;
  }

  scrolled() {
    const { top, height } = this.pane.current.getBoundingClientRect();
    const middle = top + height / 3;
    let current = this.sheets.findIndex((sheet) => sheet.box.getBoundingClientRect().bottom > middle);
    if (current < 0) current = Math.max(0, this.sheets.length - 1);
    if (current !== this.state.current) this.setState((state) => ({ ...state, current }));
  }

  /** The cursor moved in the editor: marks its place, and brings it into view where it was moved there. */
  follow() {
    if (!this.pane.current) return;
    this.mark();
    this.show(this.props.session.cursor);
  }

  /** The number of the page that shows a place of the text that the pages were made of. */
  pageOf(place) {
    const { pages, pictures } = this.props.session;
    let best = null;
    (pages ?? []).forEach((page, number) => {
      const svg = pictures.get(page.key);
      if (!svg) return;
      const at = place - page.base;
      const all = places(page.key, svg);
      for (let i = 0; i < all.length; i += 2) {
        const [from, to] = [all[i], all[i + 1]];
        const off = at < from ? from - at : at > to ? at - to : 0;
        if (!best || off < best.off || (off === best.off && to - from < best.length)) best = { off, number, length: to - from };
      }
    });
    return best && best.off < FAR ? best : null;
  }

  /** Marks the cursor's place. */
  mark() {
    const { session } = this.props;
    if (session.state !== "open" || !session.pages) return;
    const place = session.then(session.cursor);
    const found = this.pageOf(place);
    this.marked?.sheet.marks.replaceChildren();
    this.marked = null;
    const sheet = found && found.off <= BESIDE ? this.sheets[found.number] : null;
    const spot = sheet?.drawn && sheet.page ? this.spot(sheet, place - sheet.page.base) : null;
    if (!spot) return;
    const { x, y, width, height, line } = spot;
    const band = sheet.marks.appendChild(document.createElementNS(NS, "rect"));
    const caret = sheet.marks.appendChild(document.createElementNS(NS, "rect"));
    band.setAttribute("class", "mark-line");
    caret.setAttribute("class", "mark-caret");
    for (const [rect, box] of [[band, line], [caret, { x, y, width, height }]]) {
      for (const name of ["x", "y", "width", "height"]) rect.setAttribute(name, box[name]);
    }
    this.marked = { sheet, top: y, bottom: y + height };
  }

  /** Where on a drawn page a place stands. */
  spot(sheet, at) {
    let best = null;
    for (const part of sheet.told) {
      const [from, to] = range(part);
      const off = at < from ? from - at : at > to ? at - to : 0;
      if (!best || off < best.off || (off === best.off && to - from < best.to - best.from)) best = { part, from, to, off };
    }
    if (!best) return null;
    const text = best.part.closest("text");
    try {
      const start = lettersBefore(text, best.part);
      const count = best.part.textContent.length;
      const exact = best.part.dataset.as === undefined;
      const offset = Math.max(0, Math.min(count, exact ? at - best.from : at <= best.from ? 0 : count));
      const letter = Math.min(start + offset, start + count - 1);
      const box = text.getExtentOfChar(letter);
      const x = offset >= count ? box.x + box.width : box.x;
      const whole = text.getBBox();
      return { x: x - 0.5, y: box.y, width: 1.2, height: box.height, line: { x: whole.x - 2, y: box.y, width: whole.width + 4, height: box.height } };
    } catch {
      return null;
    }
  }

  nearby(sheet, place) {
    const spot = this.spot(sheet, place - sheet.page.base);
    return spot && { top: spot.y, bottom: spot.y + spot.height };
  }

  /** Brings a place of the text as it is into view. */
  show(place) {
    const { session } = this.props;
    if (session.state !== "open" || !session.pages) return;
    const then = session.then(place);
    const found = this.pageOf(then);
    const sheet = found && this.sheets[found.number];
    if (!sheet?.page || !sheet.svg) return;
    sheet.draw();
    this.mark();
    const spot = this.marked ?? this.nearby(sheet, then);
    if (!spot) return;
    const pane = this.pane.current;
    const view = pane.getBoundingClientRect();
    const box = sheet.box.getBoundingClientRect();
    const scale = box.height / sheet.page.height;
    const [top, bottom] = [box.top + spot.top * scale, box.top + spot.bottom * scale];
    if (top < view.top + 24) pane.scrollTop -= view.top + view.height * 0.3 - top;
    else if (bottom > view.bottom - 24) pane.scrollTop += bottom - (view.top + view.height * 0.6);
  }

  /** A click on a letter puts the cursor before or behind it. */
  clicked(event) {
    const box = event.target.closest?.(".page");
    const sheet = box?.sheet;
    if (!sheet?.drawn || window.getSelection()?.toString()) return;
    const { session } = this.props;
    const frame = box.getBoundingClientRect();
    const scale = sheet.page.width / frame.width;
    const point = { x: (event.clientX - frame.left) * scale, y: (event.clientY - frame.top) * scale };
    const text = this.textAt(sheet, point);
    if (!text) return;
    const found = this.letterAt(text, point);
    if (!found) return;
    const { part, letter, behind } = found;
    const [from, to] = range(part);
    const exact = part.dataset.as === undefined;
    const inside = exact ? Math.min(from + letter + (behind ? 1 : 0), to) : from;
    if (part.dataset.src !== undefined) {
      const path = session.sources[Number(part.dataset.src)];
      this.props.onOther(path, { at: inside });
      return;
    }
    this.props.onPlace(session.now(sheet.page.base + inside));
  }

  /** The text under a point, else the nearest on its height, else the nearest. */
  textAt(sheet, { x, y }) {
    let best = null;
    for (const text of sheet.holder.querySelectorAll("text")) {
      if (!text.dataset.at && !text.querySelector("[data-at]")) continue;
      const box = text.getBBox();
      const down = y < box.y ? box.y - y : y > box.y + box.height ? y - box.y - box.height : 0;
      const across = x < box.x ? box.x - x : x > box.x + box.width ? x - box.x - box.width : 0;
      const off = down * 8 + across;
      if (!best || off < best.off) best = { text, off };
    }
    return best && best.off < 400 ? best.text : null;
  }

  /** The letter of a text that stands nearest to a point, of those with a place. */
  letterAt(text, { x }) {
    const count = text.getNumberOfChars();
    let best = null;
    for (let letter = 0; letter < count; letter += 1) {
      const box = text.getExtentOfChar(letter);
      const off = x < box.x ? box.x - x : x > box.x + box.width ? x - box.x - box.width : 0;
      if (best && off >= best.off) continue;
      const found = partAt(text, letter);
      if (found) best = { ...found, off, behind: x > box.x + box.width / 2 };
    }
    return best;
  }

  keys(event) {
    const acts = {
      PageDown: () => this.turn(this.state.current + 1),
      PageUp: () => this.turn(this.state.current - 1),
      Home: () => this.turn(0),
      End: () => this.turn(this.sheets.length - 1),
      "+": () => this.step(1),
      "=": () => this.step(1),
      "-": () => this.step(-1),
      0: () => this.setZoom(null),
    };
    if (event.ctrlKey || event.altKey || event.metaKey || !acts[event.key]) return;
    acts[event.key]();
    event.preventDefault();
  }

  /** The first error, which keeps the pages from being drawn, and the way to it. */
  wrong() {
    const { session, onError } = this.props;
    const first = this.state.isOld && session.told?.find((one) => one.level === "error");
    if (!first) return null;
    const isPlaced = (first.from !== null && first.from !== undefined) || first.source;
    return html`<span data-test="first-error">${sentence(first.message)}${first.source && first.source !== session.path ? ` (${first.source})` : ""}</span> ${isPlaced && onError && html`<button type="button" class="link" onClick=${() => onError(first)} data-test="to-first-error">${w.toError}</button>`}`;
  }

  render(_, { zoom, current, count, isOld, isThere, isLate }) {
    const percent = (value) => `${Math.round(value * 100)}%`;
    return html`<section class="preview" aria-label=${w.title}>
      <div class="preview-bar" role="toolbar" aria-label=${w.title}>
        <${Button} icon="up" label=${w.previous} disabled=${current === 0} onClick=${() => this.turn(current - 1)} />
        <label class="page-number" hidden=${!count}><span class="unseen">${w.go}</span>
          <input type="text" inputmode="numeric" value=${count ? current + 1 : ""} disabled=${!count} data-test="page-number"
            onChange=${(event) => this.turn(Number.parseInt(event.target.value, 10) - 1 || 0)} /><span>/${count}</span></label>
        <${Button} icon="down" label=${w.next} disabled=${current + 1 >= count} onClick=${() => this.turn(current + 1)} />
        <div class="spring"></div>
        <span role="status" class="muted late" title=${isLate ? w.lateHelp : undefined} data-test="late">${isLate ? w.late : ""}</span>
        <${Button} icon="minus" label=${w.zoomOut} onClick=${() => this.step(-1)} />
        <label><span class="unseen">${w.zoom}</span><select data-test="zoom" value=${zoom ?? ""} onChange=${(event) => this.setZoom(Number(event.target.value) || null)}>
          <option value="">${w.fit}</option>${ZOOMS.map((value) => html`<option value=${value}>${percent(value)}</option>`)}</select></label>
        <${Button} icon="add" label=${w.zoomIn} onClick=${() => this.step(1)} />
      </div>
      ${isOld && isThere && html`<p class="strip warning" role="status">${w.old} ${this.wrong()}</p>`}
      <div class="pages" ref=${this.pane} tabindex="0" role="group" aria-label=${w.title} data-test="pages"
        onScroll=${() => this.scrolled()} onKeyDown=${(event) => this.keys(event)} onClick=${(event) => this.clicked(event)}>
        ${!isThere && html`<p class="muted">${isOld ? w.none : w.slow}</p>${isOld && html`<p class="first-error">${this.wrong()}</p>`}`}
        <div class="page-list" ref=${this.list}></div>
      </div>
    </section>`;
  }
}
