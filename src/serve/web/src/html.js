import htm from "htm";
import { h } from "preact";

/** Templates to elements. */
export const html = htm.bind(h);
