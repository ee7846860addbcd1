// The page's own icons: strokes on a grid of 16.

import { html } from "./html.js";

const icon = (...paths) => html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${paths.map((d) => html`<path d=${d} />`)}</svg>`;

export const icons = {
  add: icon("M8 3v10M3 8h10"),
  back: icon("M10 3L5 8l5 5"),
  bold: icon("M5 3h4a2.5 2.5 0 0 1 0 5H5zM5 8h4.500a2.5 2.5 0 0 1 0 5H5z"),
  build: icon("M4 2h5l3 3v9H4zM9 2v3h3", "M6 11l2 2 2-2M8 7v6"),
  bullets: icon("M6 4h8M6 8h8M6 12h8", "M2.5 4h.010M2.5 8h.010M2.5 12h.01"),
  check: icon("M3 8.500l3.5 3.500L13 5"),
  close: icon("M4 4l8 8M12 4l-8 8"),
  down: icon("M3 6l5 5 5-5"),
  download: icon("M8 2v8M4.5 7L8 10.5 11.5 7M3 13.500h10"),
  error: icon("M8 1.500a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z", "M8 4.500v4.500M8 11.200v.1"),
  find: icon("M7 2.500a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9zM10.5 10.500L14 14"),
  fit: icon("M2 8h12M4.5 5L2 8l2.5 3M11.5 5L14 8l-2.5 3"),
  folder: icon("M2 4h4l1.5 2H14v7H2z"),
  form: icon("M2 3h12v4H2zM2 10h12v3H2z"),
  grip: icon("M6 4h.010M10 4h.010M6 8h.010M10 8h.010M6 12h.010M10 12h.01"),
  heading: icon("M4 3v10M12 3v10M4 8h8"),
  hint: icon("M8 2a4 4 0 0 1 2 7.500V11H6V9.500A4 4 0 0 1 8 2zM6.5 13.500h3"),
  italic: icon("M7 3h5M4 13h5M9.5 3l-3 10"),
  keys: icon("M2 4h12v8H2z", "M4.5 7h.010M7 7h.010M9.5 7h.010M11.5 7h.010M5 10h6"),
  next: icon("M6 3l5 5-5 5"),
  swap: icon("M2 5.5h10M9.5 3L12 5.5 9.5 8M14 10.500H4M6.500 8L4 10.500 6.500 13"),
  compare: icon("M2 3h5v10H2zM9 3h5v10H9z", "M4 6h1M4 9h1M11 6h1M11 9h1"),
  menu: icon("M3.5 8h.010M8 8h.010M12.5 8h.01"),
  minus: icon("M3 8h10"),
  numbers: icon("M7 4h7M7 8h7M7 12h7", "M2.5 3.500L3.5 3v3M2.5 10h1.500v1L2.5 13H4.2"),
  outside: icon("M6 3H3v10h10v-3M9 3h4v4M13 3L7.5 8.5"),
  print: icon("M4 6V2h8v4M4 11H2V6h12v5h-2M4 9h8v5H4z"),
  redo: icon("M12.5 6H6a3.5 3.5 0 0 0 0 7h3M9.5 3l3 3-3 3"),
  remove: icon("M3 4h10M6 4V2.500h4V4M4.5 4l.7 9.500h5.600L11.5 4"),
  sign: icon("M2 12c3-6 4-8 5-8s-1 7 1 7 1.5-2.5 2.5-2.500S11 11 14 10M2 14h12"),
  source: icon("M5.5 4L2 8l3.5 4M10.5 4L14 8l-3.5 4"),
  time: icon("M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12zM8 4.500V8l2.5 2"),
  undo: icon("M3.5 6H10a3.5 3.5 0 0 1 0 7H7M6.5 3l-3 3 3 3"),
  up: icon("M3 10l5-5 5 5"),
  warning: icon("M8 2l6.5 11.500h-13z", "M8 6.500v3M8 11.600v.1"),
};
