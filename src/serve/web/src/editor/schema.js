// What the JSON Schema of the program says at a place of the text: names to complete, words that explain.

/** A line of YAML: its indent, whether it begins an item, its key. */
const LINE = /^(\s*)((?:-\s+)*)(?:(["']?)([\p{L}\p{N}_-]+)\3\s*:(?:\s|$))?/u;

/** A text that is no structure: a block of lines. */
const BLOCK = /:\s*[|>][-+0-9]*\s*(#.*)?$|^\s*-\s+[|>][-+0-9]*\s*$/;

/** The keys around a line, from outside; null inside a block of lines. `indent` is where a key on it would stand. */
export function pathAt(doc, number, indent) {
  const path = [];
  let limit = indent;
  let line = number - 1;
  while (line >= 1 && limit > 0) {
    const text = doc.line(line).text;
    line -= 1;
    if (!text.trim() || /^\s*#/.test(text)) continue;
    const [, blanks, dashes, , key] = LINE.exec(text);
    const outer = blanks.length;
    if (outer >= limit) continue;
    if (BLOCK.test(text)) return null;
    const inner = outer + dashes.length;
    if (dashes && inner >= limit) {
      // The item that we stand in; its own key is beside ours.
      path.push("[]");
      limit = outer;
      const above = listKey(doc, line, outer);
      if (above === null) return null;
      if (above) {
        path.push(above.key);
        limit = above.indent;
        line = above.line - 1;
      }
      continue;
    }
    if (key) {
      path.push(key);
      if (dashes) {
        path.push("[]");
        const above = listKey(doc, line, outer);
        if (above) {
          path.push(above.key);
          limit = above.indent;
          line = above.line - 1;
          continue;
        }
      }
    }
    limit = outer;
  }
  return path.reverse();
}

/** The key whose list has its dashes at an indent: the lists of YAML may stand under their key without one. */
function listKey(doc, from, indent) {
  for (let line = from; line >= 1; line -= 1) {
    const text = doc.line(line).text;
    if (!text.trim() || /^\s*#/.test(text)) continue;
    const [, blanks, dashes, , key] = LINE.exec(text);
    const outer = blanks.length;
    if (outer > indent || (outer === indent && dashes)) continue;
    return key ? { key, indent: outer + dashes.length, line } : null;
  }
  return undefined;
}

export class Schema {
  /** Of a promise of the schema. */
  constructor(schema) {
    schema.then((schema) => {
      this.root = schema;
    });
  }

  /** The schemas that may hold where a path leads, with `$ref` and choices opened. */
  at(path, kind) {
    let here = this.open(this.root, kind);
    for (const step of path) {
      const next = [];
      for (const schema of here) {
        if (step === "[]") next.push(...this.open(schema.items, kind));
        else {
          const own = schema.properties?.[step];
          if (own !== undefined && own !== false) next.push(...this.open(own, kind));
          else if (own === undefined && typeof schema.additionalProperties === "object") next.push(...this.open(schema.additionalProperties, kind));
        }
      }
      here = next;
    }
    return here;
  }

  /** A schema and all that it leads to; of the choices by kind of document the one that holds. */
  open(schema, kind, depth = 0) {
    if (!schema || typeof schema !== "object" || depth > 8) return [];
    const all = [schema];
    const add = (one) => all.push(...this.open(one, kind, depth + 1));
    if (schema.$ref) add(this.root.$defs?.[schema.$ref.replace("#/$defs/", "")]);
    for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) add(one);
    for (const one of schema.allOf ?? []) {
      const kinds = one.if?.properties?.loai?.enum;
      if (!kinds) add(one);
      else if (kinds.includes(kind)) add(one.then);
    }
    return all;
  }

  /** The entries that may stand where a path leads. */
  entries(path, kind) {
    const entries = new Map();
    const never = new Set();
    for (const schema of this.at(path, kind)) {
      for (const [name, entry] of Object.entries(schema.properties ?? {})) {
        if (entry === false) never.add(name);
        else if (typeof entry === "object" || !entries.has(name)) entries.set(name, { name, entry, required: false });
      }
    }
    for (const schema of this.at(path, kind)) for (const name of schema.required ?? []) if (entries.has(name)) entries.get(name).required = true;
    for (const name of never) entries.delete(name);
    return [...entries.values()];
  }

  /** The values that an entry may have. */
  values(path, kind) {
    const values = new Map();
    for (const schema of this.at(path, kind)) {
      if (typeof schema.const === "string") values.set(schema.const, schema.description ?? "");
      for (const value of schema.enum ?? []) if (value !== null && !values.has(String(value)) && typeof value !== "boolean") values.set(String(value), "");
    }
    if (path.length === 1 && path[0] === "loai") {
      for (const one of this.root.allOf ?? []) for (const kind of one.if?.properties?.loai?.enum ?? []) if (!values.has(kind)) values.set(kind, "");
    }
    return values;
  }

  describe(path, kind) {
    return this.at(path, kind).map((schema) => schema.description).find(Boolean) ?? "";
  }

  complete(context) {
    if (!this.root) return null;
    const { state, pos } = context;
    const line = state.doc.lineAt(pos);
    const before = line.text.slice(0, pos - line.from);
    const kind = kindOf(state.doc);
    const [head, blanks, dashes, , key] = LINE.exec(before);
    if (/^\s*#/.test(before)) return null;
    const indent = blanks.length + dashes.length;
    const inItem = Boolean(dashes);
    const outer = pathAt(state.doc, line.number, inItem ? blanks.length : indent);
    if (outer === null) return null;
    let path = outer;
    if (inItem) {
      const above = listKey(state.doc, line.number - 1, blanks.length);
      if (above === null) return null;
      path = above ? [...(pathAt(state.doc, above.line, above.indent) ?? []), above.key, "[]"] : [...outer, "[]"];
    }
    if (key) {
      const word = /\S*$/.exec(before.slice(head.length))[0];
      const lead = before.slice(head.length);
      if (lead.trim() !== word) return null;
      const values = this.values([...path, key], kind);
      if (values.size === 0) return null;
      return { from: pos - word.length, options: [...values].map(([label, detail]) => ({ label, info: detail || undefined })), validFor: /^\S*$/ };
    }
    const word = before.slice(indent);
    if (/[^\p{L}\p{N}_-]/u.test(word) || (!word && !context.explicit)) return null;
    const present = siblings(state.doc, line.number, indent);
    const options = this.entries(path, kind)
      .filter(({ name }) => !present.has(name) || name === word)
      .map(({ name, entry, required }) => ({ label: name, apply: `${name}: `, boost: required ? 2 : 0, type: required ? "required" : "", info: entry.description ?? this.describe([...path, name], kind) }));
    const values = inItem ? [...this.values(path, kind)].map(([label, info]) => ({ label, info: info || undefined })) : [];
    const all = [...options, ...values];
    return all.length > 0 ? { from: pos - word.length, options: all, validFor: /^[\p{L}\p{N}_-]*$/u } : null;
  }

  explain(view, at) {
    if (!this.root) return null;
    const line = view.state.doc.lineAt(at);
    const [, blanks, dashes, quote, key] = LINE.exec(line.text);
    if (!key) return null;
    const from = line.from + blanks.length + dashes.length + (quote?.length ?? 0);
    const to = from + key.length;
    if (at < from || at > to) return null;
    const indent = blanks.length + dashes.length;
    let path = pathAt(view.state.doc, line.number, dashes ? blanks.length : indent);
    if (path === null) return null;
    if (dashes) {
      const above = listKey(view.state.doc, line.number - 1, blanks.length);
      path = above ? [...(pathAt(view.state.doc, above.line, above.indent) ?? []), above.key, "[]"] : [...path, "[]"];
    }
    const words = this.describe([...path, key], kindOf(view.state.doc));
    if (!words) return null;
    return {
      pos: from,
      end: to,
      above: true,
      create() {
        const dom = document.createElement("div");
        dom.className = "explained";
        dom.textContent = words;
        return { dom };
      },
    };
  }
}

/** The kind of document that a text says it is. */
function kindOf(doc) {
  for (let number = 1; number <= Math.min(doc.lines, 60); number += 1) {
    const found = /^loai:\s*(["']?)(.*?)\1\s*(#.*)?$/.exec(doc.line(number).text);
    if (found) return found[2];
  }
  return "";
}

/** The keys beside a line, at its indent. */
function siblings(doc, number, indent) {
  const keys = new Set();
  for (const step of [-1, 1]) {
    for (let line = number + step; line >= 1 && line <= doc.lines; line += step) {
      const text = doc.line(line).text;
      if (!text.trim() || /^\s*#/.test(text)) continue;
      const [, blanks, dashes, , key] = LINE.exec(text);
      const at = blanks.length + dashes.length;
      if (dashes && step > 0 && blanks.length < indent) break;
      if (at < indent) break;
      if (at === indent && key) keys.add(key);
      if (dashes && step < 0 && at === indent) break;
    }
  }
  return keys;
}
