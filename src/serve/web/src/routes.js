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
