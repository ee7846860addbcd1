// A body of text: as what it is, or as signs where the program cannot tell its blocks.

import { useState } from "preact/hooks";
import { html } from "../html.js";
import { Body } from "./body/body.js";
import { Signs } from "./signs.js";

export function Markdown(props) {
  const [failed, setFailed] = useState(false);
  return failed ? html`<${Signs} ...${props} />` : html`<${Body} ...${props} onFail=${() => setFailed(true)} />`;
}
