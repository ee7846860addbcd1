//! Texts and shapes that no file of the project has.

use super::*;
use proptest::prelude::*;

/// Odd but lawful ways to write YAML.
const SHAPES: [&str; 30] = [
    "a: [x, y]  # c\nb:\n  - 1\n\n  # hai\n  - 2 # d\n",
    "a:\n- x\n- y: 1\n  z: |\n    m\n\n    n\n- - p\n  - q\n",
    "a: >-\n  m\n  n\n\n  o\n    p\n  q\n# c\nb: 1",
    "a: |+\n  m\n\n\nb: |2-\n    n\n   o\n",
    "a: \"x\n  y\n\n  z\\\n  w \\u00e1\\n\"\nb: 'x ''y''\n\n  z'\n",
    "a: x\n  y\n\n  z # c\nb: 1\n",
    "{a: [1, # một\n  2], b: {c: d}, # hai\n  e: 1}\n",
    "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {\"c\": \"d\"},\n  \"e\": null\n}\n",
    "---\n# đầu\na: &x 1\nb: *x\nc: 2\n...\n",
    "%YAML 1.2\n---\na: 1\nb:\n    c:\n        - d\n        - e\n",
    "a:\t1\t# tab\nb:\t\"x\"\n",
    "a: # c\n  # d\n  - x # e\n    # f\n  # g\nb: # h\n",
    "\"a b\": 1\n'c': [ ]\nd: { }\n",
    "a: !!str 5\nb: !!map\n  c: 1\nd: &q\n  - 1\n",
    "a:\n  -\n    b: 1\n  -\n    - c\n  - # d\n    e: 1\n",
    "a: |\n  # không\n  # là lời\n# là lời\nb: |-\n  x",
    "a: |\n\n  dòng đầu trống\n  \n   lùi\nb: >\n\n  x\n  y\n",
    "a:\n  b:\n    c: 1 # c\n  # của b\n# của d\nd:\n  - e: [f, {g: h}]\n",
    "a: ''\nb: \"\"\nc: ~\nd: null\ne:\n",
    "\u{feff}a: 1\nb: ủy ban\n",
    "a: x #không\nb: x  # lời\nc: 'x' # lời\n",
    "? a\n: 1\nb: 2\n",
    "a: [b: 1, c]\nd: 1\n",
    "- 1\n- a: b\n  c:\n  - d\n-\n- |\n  x\n",
    "a:\n  \n  b: 1\n\n\n  c: 2\n   \n# cuối",
    "a: &x {b: 1}\nc: [*x, 2]\nd: 3\n",
    "a: - b\nc: d - e: f\n",
    "a: {b: 1, c: 2,}\nd: [1, 2, ]\n",
    "a: >\n  m\n  n\n\n\n\n  o\n",
    "1: 2\ntrue: x\na.b: {\"c\":1}\n",
];

#[test]
fn odd_shapes_are_edited_by_chance() {
    let count = std::env::var("EDITS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(60);
    let (mut made, mut refused, mut failed) = (0, 0, 0);
    for shape in SHAPES {
        for text in [
            shape.to_owned(),
            shape.replace('\n', "\r\n"),
            shape.trim_end().to_owned(),
        ] {
            let walked = std::panic::catch_unwind(|| walk::walked("shape", &text, count));
            let Ok((m, r)) = walked else {
                failed += 1;
                continue;
            };
            made += m;
            refused += r;
        }
    }
    assert_eq!(failed, 0);
    assert!(made > refused * 8, "{made} {refused}");
}

/// A text of signs that mean something, letters and breaks.
fn text() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        " ", "  ", "\n", "\n\n", "\t", ":", ": ", "#", " #", "-", "- ", "[", "]", "{", "}", ",",
        "&", "*", "!", "|", ">", "'", "\"", "\\", "%", "@", "`", "?", "a", "Ủy ban", "e\u{301}",
        "😀", "\u{a0}", "\u{2028}", "0", "12", "~", "null", "…", "\u{200b}", "=", "---", "...",
        "so:", "<<",
    ]);
    prop::collection::vec(signs, 0..12).prop_map(|all| all.concat())
}

fn read(text: &str) -> Arc<Node> {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    parsed(bare, &Names::default())
        .unwrap_or_else(|e| panic!("{text}\n{e}"))
        .1
        .unwrap()
}

fn said_at<'n>(root: &'n Node, key: &str) -> &'n str {
    let Value::Map(all) = &root.value else {
        panic!()
    };
    let entry = all.iter().find(|entry| entry.key == key).unwrap();
    entry.value.scalars()[0]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_written_over_any_scalar(value in text(), quoted: bool) {
        for old in [
            "", " x", " \"x\"", " 'x'", " |\n  x", " >\n  x\n  y", " |2-\n   x", "\n  x\n  y", " &q x", " []", " {}", " [1, 2]",
            "\n  - 1", "\n  b: 1", " \"x\n  y\"",
        ] {
            for frame in ["a:@ \nz: 1\n", "a:@", "# m\ny: 1\na:@\n\n# n\nz: 1"] {
                let text = frame.replace('@', old);
                let edit = Edit::Set { path: vec![Step::Key("a".to_owned())], value: Wanted::Text(value.clone()), quoted };
                let all = changes(&text, &[edit]).unwrap();
                let new = changes::applied(&text, &all);
                let root = read(&new);
                prop_assert_eq!(said_at(&root, "a").trim_end_matches('\n'), value.trim_end_matches('\n'), "{}", new);
                prop_assert_eq!(new.contains("z: 1"), text.contains("z: 1"));
                prop_assert_eq!(new.contains("# n"), text.contains("# n"));
            }
        }
    }

    #[test]
    fn any_text_is_a_key_an_item_or_between_brackets(name in "[a-zà-ỹ :#,\\[\"']{1,12}", value in text()) {
        let key = crate::yaml::unseen::clean(&name).into_owned();
        prop_assume!(key == name && unicode_normalization::is_nfc(&name));
        let path = |steps: &[&str]| steps.iter().map(|s| Step::Key((*s).to_owned())).collect::<Vec<_>>();
        let wanted = Wanted::Map(vec![(name, Wanted::List(vec![Wanted::Text(value.clone()), Wanted::Null]))]);
        for text in ["a: {b: 1}\n", "a:\n  b: 1\n", "{\"a\": {\"b\": 1}}\n", "a:\n  - x\n", "a:\n", "a: []\n"] {
            let edit = Edit::Set { path: path(&["a"]), value: wanted.clone(), quoted: false };
            let all = changes(text, &[edit]).unwrap();
            let new = changes::applied(text, &all);
            let root = read(&new);
            let said = root.scalars();
            prop_assert!(said.iter().any(|s| s.trim_end_matches('\n') == value.trim_end_matches('\n')), "{}", new);
        }
    }

    #[test]
    fn slices_of_any_block_change_nothing_else(old in text(), insert in text(), from in 0..40usize, length in 0..9usize) {
        let lines: String = old.split('\n').map(|line| match line.is_empty() {
            true => "\n".to_owned(),
            false => format!("    {line}\n"),
        }).collect();
        for sign in ["|", ">", "|-", "|+", ">-", "|2"] {
            let text = format!("y: 1\na: {sign} # c\n{lines}# d\nz: 1\n");
            let Ok((_, Some(root))) = parsed(&text, &Names::default()) else { continue };
            let Value::Map(entries) = &root.value else { continue };
            if entries.len() != 3 || !matches!(entries[1].value.value, Value::Scalar(..)) { continue }
            let was = said_at(&root, "a").trim_end_matches('\n');
            let cuts: Vec<usize> = was.char_indices().map(|(at, _)| at).chain([was.len()]).collect();
            let from = cuts[from % cuts.len()];
            let to = cuts.iter().copied().find(|at| *at >= from + length).unwrap_or(was.len());
            let slice = Slice { from, to, insert: insert.clone() };
            let edit = Edit::Text { path: vec![Step::Key("a".to_owned())], changes: vec![slice] };
            let all = changes(&text, &[edit]).unwrap();
            let new = changes::applied(&text, &all);
            let mut wanted = was.to_owned();
            wanted.replace_range(from..to, &insert);
            let root = read(&new);
            prop_assert_eq!(said_at(&root, "a").trim_end_matches('\n'), wanted.trim_end_matches('\n'), "{}", new);
            prop_assert!(new.starts_with("y: 1\na: ") && new.ends_with("# d\nz: 1\n") && new.contains("# c"), "{}", new);
        }
    }
}
