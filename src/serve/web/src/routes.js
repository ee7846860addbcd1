// Addresses within the page, behind `#`: the program serves but one.

/** The address of a screen; paths of files keep their `/`. */
export const link = (screen, path) => `#/${screen}${path === undefined ? "" : `/${path.split("/").map(encodeURIComponent).join("/")}`}`;

/** Goes to a screen. */
export function go(screen, path) {
  location.hash = link(screen, path);
}

/** The screen that the address tells, and the path behind it. */
export function here() {
  const [screen, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  try {
    return { screen, path: rest.map(decodeURIComponent).join("/") };
  } catch {
    return { screen: "", path: "" };
  }
}

let wanted = null;

/** Opens a file at a place: `{ at }`, or `{ line, column }` from 1. */
export function openAt(path, place) {
  wanted = { path, place };
  go("soan", path);
}

/** The place that a file was opened for, once. */
export function takePlace(path) {
  const place = wanted?.path === path ? wanted.place : null;
  wanted = null;
  return place;
}
