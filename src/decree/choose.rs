//! The choices of agency and document (`the_thuc`) over the style file: set, checked against the
//! law, and what follows another measure (`theo`, `bo_co_chu`) filled in.

use super::{Choice, Lowered, Spacing, turned};
use crate::diagnostic::{Diagnostic, Diagnostics, LAW as LAW_NAME, Place, Result, nearest};
use crate::figures::{self, Rule};
use serde_yaml::Value;

/// Keys of a measure with a law behind it.
pub(super) const VALUE: &str = "mac_dinh";
pub(super) const LAW: &str = "luat";
pub(super) const ONE_OF: &str = "mot_trong";
pub(super) const WITHIN: &str = "trong_khoang";
pub(super) const BASIS: &str = "can_cu";
pub(super) const FOLLOWS: &str = "theo";
/// Key of the sizes that move together.
const TOGETHER: &str = "bo_co_chu";
/// Key of the choice to draw a document in, and of the least measures for that.
const FIT: &str = "vua_trang";
/// Key of the measures that give way without being asked, and of how far.
const GIVE: &str = "nhuong_truoc";
const MEASURE: &str = "so_do";
const LEAST: &str = "it_nhat";
/// No measure of an A4 page is larger, in whatever unit.
const USABLE: std::ops::RangeInclusive<f64> = 0.0..=420.0;
/// Font sizes (pt) that make any sense.
const READABLE: std::ops::RangeInclusive<f64> = 1.0..=96.0;
/// How many steps a chain of `theo` may have; the built-in file has one.
const FOLLOW_STEPS: usize = 8;

/// The results of the choices beside the measures.
pub(super) struct Applied {
    /// For each choice outside the law.
    pub(super) warnings: Vec<Diagnostic>,
    /// Whether the document is to be drawn in ([`FIT`]).
    pub(super) fit_page: bool,
    /// The measures that were lowered.
    pub(super) lowered: Vec<Lowered>,
    /// The sizes that moved along with a chosen one.
    pub(super) together: Vec<String>,
}

/// Sets the choices in the tree of the style file and resolves every `theo`. `brought` are the measures
/// that a template folder gives; they are in the tree.
pub(super) fn apply(
    tree: &mut Value,
    choices: &[Choice],
    brought: &[(String, Place)],
    spacing: Spacing,
) -> Result<Applied> {
    let mut errors = Vec::new();
    let mut warnings = Vec::new();
    let mut fit_page = false;
    for choice in choices {
        if choice.0 == FIT {
            match yes_or_no(choice) {
                Ok(chosen) => fit_page = chosen,
                Err(error) => errors.push(*error),
            }
            continue;
        }
        match set(tree, choice) {
            Ok(warning) => warnings.extend(warning),
            Err(error) => errors.push(*error),
        }
    }
    if !errors.is_empty() {
        return Err(Diagnostics(errors));
    }
    let mut together = Vec::new();
    warnings.extend(sizes_together(tree, choices, &mut together));
    warnings.extend(turned::read(tree, |path| {
        let chosen = choices.iter().rfind(|(known, _)| known == path);
        let brought = || brought.iter().rfind(|(known, _)| known == path);
        chosen
            .map(|(_, text)| text.place.clone())
            .or_else(|| brought().map(|(_, place)| place.clone()))
    }));
    let lowered = match spacing {
        Spacing::Chosen => Vec::new(),
        Spacing::Close => lower(tree, GIVE, |path| {
            choices.iter().any(|(chosen, _)| chosen == path)
        }),
        Spacing::Least => lower(tree, FIT, |_| false),
    };
    let snapshot = tree.clone();
    resolve_follows(tree, &snapshot);
    Ok(Applied {
        warnings,
        fit_page,
        lowered,
        together,
    })
}

fn yes_or_no((path, text): &Choice) -> std::result::Result<bool, Box<Diagnostic>> {
    match text.text.trim() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Box::new(
            Diagnostic::error(
                "so-do-la",
                format!("“{path}” chỉ có thể là true hoặc false"),
            )
            .at(text.place.clone())
            .help(format!("ghi {path}: true, hoặc bỏ mục này")),
        )),
    }
}

/// Lowers the measures that the style file names under a key, where they are larger than there and do not stay.
fn lower(tree: &mut Value, key: &str, stays: impl Fn(&str) -> bool) -> Vec<Lowered> {
    let steps = tree.get(key).and_then(Value::as_sequence).cloned();
    let mut lowered = Vec::new();
    for step in steps.into_iter().flatten() {
        let path = step.get(MEASURE).and_then(Value::as_str);
        let least = step.get(LEAST).and_then(Value::as_f64);
        let (Some(path), Some(to)) = (path, least) else {
            continue;
        };
        if stays(path) {
            continue;
        }
        let Some(from) = followed(tree, path).filter(|from| *from > to) else {
            continue;
        };
        match find_mut(tree, path) {
            Some(Value::Mapping(map)) => {
                map.remove(FOLLOWS);
                map.insert(VALUE.into(), to.into());
            }
            Some(leaf) => *leaf = to.into(),
            None => continue,
        }
        let path = path.to_owned();
        lowered.push(Lowered { path, from, to });
    }
    lowered
}

/// Sets one measure; gives a warning where it is outside the law.
fn set(
    tree: &mut Value,
    (path, text): &Choice,
) -> std::result::Result<Option<Diagnostic>, Box<Diagnostic>> {
    let names = measure_paths(tree);
    let Some(leaf) = find_mut(tree, path).filter(|leaf| is_measure(leaf)) else {
        let near = nearest(path, names.iter().map(String::as_str));
        return Err(Box::new(
            Diagnostic::error(
                "so-do-la",
                format!("không có số đo “{path}” trong thể thức"),
            )
            .at(text.place.clone())
            .help(match near {
                Some(name) => format!("có phải là “{name}”?"),
                None => "xem các số đo ở templates/nd30.yaml".to_owned(),
            }),
        ));
    };
    let Some(value) = number(&text.text) else {
        return Err(Box::new(
            Diagnostic::error(
                "so-do-khong-phai-so",
                format!("“{path}” phải là một con số"),
            )
            .at(text.place.clone())
            .help("ghi chữ số, ví dụ 13 hoặc 1.27, không kèm đơn vị"),
        ));
    };
    if !USABLE.contains(&value) || (path.ends_with("co_chu") && !READABLE.contains(&value)) {
        return Err(Box::new(
            Diagnostic::error(
                "so-do-vo-ly",
                format!("“{path}” là {value}: không dùng được"),
            )
            .at(text.place.clone())
            .help("kiểm tra lại con số và đơn vị (mm, cm hay pt) trong templates/nd30.yaml"),
        ));
    }
    let warning = outside_law(leaf, value).map(|(law, basis)| {
        Diagnostic::warning(
            "ngoai-luat",
            format!("“{path}” là {} nằm ngoài quy định: {law}", text.text.trim()),
        )
        .at(text.place.clone())
        .help(format!("theo {}", cite(&basis)))
        .clause(cite(&basis))
    });
    match leaf {
        Value::Mapping(map) => {
            map.remove(FOLLOWS);
            map.insert(VALUE.into(), value.into());
        }
        other => *other = value.into(),
    }
    Ok(warning)
}

/// The citation in full: the style file leaves out the name of the appendix where it is Phụ lục I.
pub(super) fn cite(basis: &str) -> String {
    if basis.starts_with("Phụ lục") {
        format!("{basis} {LAW_NAME}")
    } else {
        format!("Phụ lục I, Phần I, {basis} {LAW_NAME}")
    }
}

/// Fills the sizes that go with a chosen one, or warns that the chosen ones do not go together
/// (chú thích ở Mục V).
fn sizes_together(
    tree: &mut Value,
    choices: &[Choice],
    moved: &mut Vec<String>,
) -> Option<Diagnostic> {
    let rule = tree.get(TOGETHER)?;
    let paths: Vec<String> = strings(rule.get("so_do")?);
    let sets: Vec<Vec<f64>> = rule
        .get("cho_phep")?
        .as_sequence()?
        .iter()
        .map(|set| {
            set.as_sequence()
                .into_iter()
                .flatten()
                .filter_map(Value::as_f64)
                .collect()
        })
        .collect();
    let basis = rule
        .get(BASIS)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let chosen: Vec<Option<&Choice>> = paths
        .iter()
        .map(|path| choices.iter().rfind(|(p, _)| p == path))
        .collect();
    let first = chosen.iter().flatten().next()?;
    let fits = |set: &&Vec<f64>| {
        set.iter()
            .zip(&chosen)
            .all(|(size, choice)| choice.is_none_or(|(_, t)| number(&t.text) == Some(*size)))
    };
    let Some(set) = sets.iter().find(fits) else {
        return Some(
            Diagnostic::warning(
                "co-chu-khong-thong-nhat",
                format!("cỡ chữ của {} không đi cùng nhau", paths.join(", ")),
            )
            .at(first.1.place.clone())
            .help(format!(
                "chọn một bộ: {}; theo {}",
                list_sets(&sets),
                cite(&basis)
            )),
        );
    };
    for ((path, size), choice) in paths.iter().zip(set).zip(&chosen) {
        if let (None, Some(Value::Mapping(map))) = (choice, find_mut(tree, path)) {
            map.insert(VALUE.into(), (*size).into());
            moved.push(path.clone());
        }
    }
    None
}

fn list_sets(sets: &[Vec<f64>]) -> String {
    let set = |sizes: &Vec<f64>| {
        sizes
            .iter()
            .map(f64::to_string)
            .collect::<Vec<_>>()
            .join("/")
    };
    sets.iter().map(set).collect::<Vec<_>>().join(" hoặc ")
}

/// Gives every measure with `theo` the value of the one that it follows.
fn resolve_follows(node: &mut Value, tree: &Value) {
    let Value::Mapping(map) = node else { return };
    if let Some(Value::String(path)) = map.get(FOLLOWS)
        && let Some(value) = followed(tree, path)
    {
        map.insert(VALUE.into(), value.into());
    }
    for (_, child) in map.iter_mut() {
        resolve_follows(child, tree);
    }
}

fn followed(tree: &Value, path: &str) -> Option<f64> {
    let mut path = path.to_owned();
    for _ in 0..FOLLOW_STEPS {
        let leaf = find(tree, &path)?;
        match (leaf.get(FOLLOWS).and_then(Value::as_str), leaf) {
            (Some(next), _) => path = next.to_owned(),
            (None, Value::Mapping(_)) => return leaf.get(VALUE)?.as_f64(),
            (None, value) => return value.as_f64(),
        }
    }
    None
}

/// The law's range in words and its basis, where the value is outside.
pub(super) fn outside_law(leaf: &Value, value: f64) -> Option<(String, String)> {
    let law = leaf.get(LAW)?;
    let basis = leaf
        .get(BASIS)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    if let Some(allowed) = law.get(ONE_OF).and_then(Value::as_sequence) {
        let allowed: Vec<f64> = allowed.iter().filter_map(Value::as_f64).collect();
        let words = allowed
            .iter()
            .map(f64::to_string)
            .collect::<Vec<_>>()
            .join(" hoặc ");
        return (!allowed.contains(&value)).then_some((words, basis));
    }
    let ranges = match law.get(WITHIN) {
        Some(ranges) => ranges.as_sequence()?.iter().filter_map(range).collect(),
        None => vec![range(law)?],
    };
    let words = |(from, to): &(f64, f64)| match from == to {
        true => format!("phải là {from}"),
        false => format!("từ {from} đến {to}"),
    };
    let outside = ranges
        .iter()
        .all(|(from, to)| !(from..=to).contains(&&value));
    let words: Vec<_> = ranges.iter().map(words).collect();
    outside.then(|| (words.join(" hoặc "), basis))
}

/// A range of the law: its two ends.
pub(super) fn range(value: &Value) -> Option<(f64, f64)> {
    let bounds: Vec<f64> = value
        .as_sequence()?
        .iter()
        .filter_map(Value::as_f64)
        .collect();
    match bounds.as_slice() {
        &[from, to] => Some((from, to)),
        _ => None,
    }
}

pub(super) fn is_measure(node: &Value) -> bool {
    node.is_number() || node.get(LAW).is_some()
}

pub(super) fn find<'a>(tree: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(tree, |node, key| node.get(key))
}

pub(super) fn find_mut<'a>(tree: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    path.split('.')
        .try_fold(tree, |node, key| node.get_mut(key))
}

/// A measure as a float; the digits of a decimal are those of one.
fn number(text: &str) -> Option<f64> {
    let value = figures::read(text, Rule::Measure).number()?;
    value.to_string().parse().ok()
}

fn strings(value: &Value) -> Vec<String> {
    value
        .as_sequence()
        .into_iter()
        .flatten()
        .filter_map(|v| v.as_str().map(str::to_owned))
        .collect()
}

pub(super) fn measure_paths(tree: &Value) -> Vec<String> {
    fn walk(node: &Value, path: &str, out: &mut Vec<String>) {
        if is_measure(node) {
            out.push(path.to_owned());
        } else if let Value::Mapping(map) = node {
            for (key, child) in map {
                let Some(key) = key.as_str() else { continue };
                let path = if path.is_empty() {
                    key.to_owned()
                } else {
                    format!("{path}.{key}")
                };
                walk(child, &path, out);
            }
        }
    }
    let mut out = Vec::new();
    walk(tree, "", &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Decree, Style};
    use super::*;
    use crate::content::Text;
    use crate::data::DataFile;
    use crate::diagnostic::Source;
    use crate::sheet::HalfPoints;

    fn choice(path: &str, value: &str) -> Choice {
        let source = Source::new("t.yaml", format!("x: {value}"));
        let place = Place::new(&source, 3..3 + value.len());
        (
            path.to_owned(),
            Text {
                text: value.to_owned(),
                place,
                indent: 0,
            },
        )
    }

    /// Every default of the file lies inside the range beside it.
    #[test]
    fn defaults_are_lawful() {
        let mut tree: Value = serde_yaml::from_str(Decree::BUILTIN).unwrap();
        apply(&mut tree, &[], &[], Spacing::Chosen).unwrap();
        let mut checked = 0;
        for path in measure_paths(&tree) {
            let leaf = find(&tree, &path).unwrap();
            if let Some(value) = leaf.get(VALUE) {
                assert_eq!(outside_law(leaf, value.as_f64().unwrap()), None, "{path}");
                assert!(leaf.get(BASIS).is_some(), "{path} cites nothing");
                checked += 1;
            }
        }
        assert!(checked > 50, "only {checked}");
    }

    /// The measures that draw a document in lie inside the law, and below those used otherwise.
    #[test]
    fn least_measures_are_lawful() {
        let mut tree: Value = serde_yaml::from_str(Decree::BUILTIN).unwrap();
        let loose = [
            choice("noi_dung.sau", "12"),
            choice("noi_dung.gian_dong", "1.5"),
        ];
        let applied = apply(&mut tree, &loose, &[], Spacing::Least).unwrap();
        assert_eq!(
            applied.lowered.len(),
            tree[FIT].as_sequence().unwrap().len()
        );
        for Lowered { path, from, to } in &applied.lowered {
            assert!(to < from, "{path}");
            assert_eq!(outside_law(find(&tree, path).unwrap(), *to), None, "{path}");
        }
        assert_eq!(followed(&tree, "danh_sach.sau"), Some(6.0));
        let wrong = Style::nd30(&[choice(FIT, "có")]).unwrap_err();
        assert_eq!(wrong.0[0].code, "so-do-la");
    }

    #[test]
    fn sizes_move_together() {
        let (style, warnings) = Style::nd30(&[choice("quoc_hieu.co_chu", "13")]).unwrap();
        assert_eq!(warnings, []);
        let size = |name| {
            let name = crate::document::ComponentName::new(name).unwrap();
            style.looks.component(name).unwrap().size
        };
        assert_eq!(size("motto"), HalfPoints(28));
        assert_eq!(size("place-date"), HalfPoints(28));
        assert_eq!(size("agency"), HalfPoints(26));
        let pair = [
            choice("quoc_hieu.co_chu", "12"),
            choice("tieu_ngu.co_chu", "14"),
        ];
        let (_, warnings) = Style::nd30(&pair).unwrap();
        assert_eq!(warnings[0].code, "co-chu-khong-thong-nhat");
    }

    #[test]
    fn keeping_together_can_be_switched_off() {
        assert_eq!(Style::nd30(&[]).unwrap().0.keep_together, 25);
        let (style, warnings) = Style::nd30(&[choice("ngat_dong.giu_lien", "0")]).unwrap();
        assert_eq!((style.keep_together, warnings.len()), (0, 0));
    }

    #[test]
    fn headings_follow_the_body() {
        let (style, _) = Style::nd30(&[choice("noi_dung.co_chu", "13")]).unwrap();
        assert_eq!(style.looks.article.size, HalfPoints(26));
        let chosen = [choice("noi_dung.co_chu", "13"), choice("phan.co_chu", "14")];
        let (style, _) = Style::nd30(&chosen).unwrap();
        assert_eq!(style.looks.part.size, HalfPoints(28));
    }

    #[test]
    fn outside_the_law_is_a_warning_that_cites_it() {
        let (style, warnings) = Style::nd30(&[choice("le.trai", "25")]).unwrap();
        assert_eq!(style.page.left.0, 1417);
        insta::assert_snapshot!(crate::diagnostic::render(
            &warnings,
            crate::diagnostic::Rendering::Plain
        ));
    }

    #[test]
    fn margins_that_leave_no_room_are_told_at_the_margin() {
        let chosen = [choice("le.trai", "170"), choice("noi_dung.co_chu", "13")];
        let error = Style::nd30(&chosen).unwrap_err().0.remove(0);
        assert_eq!(error.code, "le-qua-rong");
        let place = error.place.unwrap();
        assert_eq!(&place.source.text[place.range], "170");
        // The page as the file has it needs no such choice.
        assert!(Style::nd30(&[]).is_ok());
    }

    #[test]
    fn unknown_measures_and_words_are_errors() {
        let errors = Style::nd30(&[choice("noi_dung.cochu", "13")]).unwrap_err();
        assert_eq!(
            errors.0[0].help.as_deref(),
            Some("có phải là “noi_dung.co_chu”?")
        );
        let errors = Style::nd30(&[choice("noi_dung.co_chu", "to")]).unwrap_err();
        assert_eq!(errors.0[0].code, "so-do-khong-phai-so");
        assert!(Style::nd30(&[choice("noi_dung.co_chu", "1e400")]).is_err());
    }
}
