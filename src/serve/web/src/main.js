// The page of `vanban serve`: one address, screens behind `#`.

import "./style/main.css";
import { Component, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Batch } from "./batch/batch.js";
import { NewBatch } from "./batch/new.js";
import { Diff } from "./diff/diff.js";
import { Editor } from "./editor/editor.js";
import { Left } from "./editor/left.js";
import { html } from "./html.js";
import { List } from "./list.js";
import { Make } from "./make.js";
import { here, link } from "./routes.js";
import { FaultBox, ToastHost } from "./ui.js";
import { words } from "./words.js";

function Screen() {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const moved = () => setPlace(here());
    window.addEventListener("hashchange", moved);
    return () => window.removeEventListener("hashchange", moved);
  }, []);
  const skip = (event) => {
    event.preventDefault();
    document.getElementById("main")?.focus();
  };
  return html`<a class="skip" href="#main" onClick=${skip}>${words.skip}</a>${screen(place)}<${Left} />`;
}

function screen({ screen, path }) {
  if (screen === "soan" && path) return html`<${Editor} key=${path} path=${path} />`;
  if (screen === "moi") return html`<${Make} />`;
  if (screen === "lo-moi") return html`<${NewBatch} />`;
  if (screen === "lo" && path) return html`<${Batch} key=${path} path=${path} />`;
  if (screen === "so-sanh" && path) return html`<${Diff} key=${path} path=${path} />`;
  if (screen === "") return html`<${List} />`;
  return html`<div class="screen"><main id="main" class="list-main"><h1>${words.missing.title}</h1><p><a href=${link("")}>${words.missing.back}</a></p></main></div>`;
}

/** A fault of the page itself is told in words, and what was saved stays. */
class Guard extends Component {
  componentDidCatch(fault) {
    console.error(fault);
    this.setState({ isBroken: true });
  }

  render({ children }, { isBroken }) {
    if (!isBroken) return children;
    return html`<main class="list-main"><${FaultBox} fault=${words.broken}><button type="button" class="button" onClick=${() => location.reload()}>${words.reload}</button><//></main>`;
  }
}

render(html`<${Guard}><${ToastHost}><${Screen} /><//><//>`, document.getElementById("app"));
