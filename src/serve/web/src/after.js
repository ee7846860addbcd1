// What need not be done at once: what a keystroke shows goes first.

/** A tab that nobody sees draws nothing: what waits for a picture of it is done after so long (ms). */
const UNSEEN = 200;

/** Something that is asked for often and done once, when the browser draws next; or behind that, when it has drawn. */
function once(act, begin) {
  let late = null;
  const run = () => {
    if (late === null) return;
    clearTimeout(late);
    late = null;
    act();
  };
  return () => {
    if (late !== null) return;
    late = setTimeout(run, UNSEEN);
    begin(run);
  };
}

/** A function that has something done once, just before the browser draws. */
export const beforePaint = (act) => once(act, (run) => requestAnimationFrame(run));

/** A function that has something done once, when what stands there now is drawn. */
export const afterPaint = (act) => once(act, (run) => requestAnimationFrame(() => setTimeout(run, 0)));
