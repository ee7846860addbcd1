//! Margins of turned pages (`le_ngang`). I.3 knows upright pages only, so there are two readings of it: a
//! margin stays with its edge of the sheet, or with its name on the turned page. The style file tells both
//! (`bo_le_ngang`), the first as the one that is used; whoever chooses one of the four margins chooses the
//! reading that allows it, and the margins left open follow that.

use super::choose::{self, BASIS, FOLLOWS, LAW, VALUE};
use crate::diagnostic::{Diagnostic, Place};
use serde_yaml::Value;

/// Key of the readings.
const READINGS: &str = "bo_le_ngang";
/// Its keys: the margins, and by reading the upright page's margin that each follows.
const MARGINS: &str = "so_do";
const WAYS: &str = "cach";

/// Has the margins that nobody chose follow the reading of those that somebody did; gives a warning where
/// no reading has them all. `place` tells where a measure was chosen.
pub(super) fn read(tree: &mut Value, place: impl Fn(&str) -> Option<Place>) -> Option<Diagnostic> {
    let rule = tree.get(READINGS)?.clone();
    let margins = strings(rule.get(MARGINS)?);
    let ways: Vec<Vec<String>> = rule.get(WAYS)?.as_sequence()?.iter().map(strings).collect();
    let chosen: Vec<Option<f64>> = margins.iter().map(|path| chosen(tree, path)).collect();
    let allows = |margin: Option<f64>, upright: &String| {
        margin.is_none_or(|value| {
            let leaf = choose::find(tree, upright);
            leaf.is_some_and(|leaf| choose::outside_law(leaf, value).is_none())
        })
    };
    let fits = |way: &&Vec<String>| {
        let mut margins = chosen.iter().zip(*way);
        margins.all(|(margin, upright)| allows(*margin, upright))
    };
    let Some(way) = ways.iter().find(fits).cloned() else {
        return mixed(&rule, tree, (&margins, &ways), &chosen, place);
    };
    for ((path, upright), chosen) in margins.iter().zip(way).zip(chosen) {
        if let (None, Some(Value::Mapping(map))) = (chosen, choose::find_mut(tree, path)) {
            map.insert(FOLLOWS.into(), upright.into());
        }
    }
    None
}

/// The value of a margin that follows no other any more.
fn chosen(tree: &Value, path: &str) -> Option<f64> {
    let leaf = choose::find(tree, path)?;
    match leaf.get(FOLLOWS) {
        Some(_) => None,
        None => leaf.get(VALUE)?.as_f64(),
    }
}

/// The warning about margins of different readings. One that neither allows has its own warning.
fn mixed(
    rule: &Value,
    tree: &Value,
    (margins, ways): (&[String], &[Vec<String>]),
    chosen: &[Option<f64>],
    place: impl Fn(&str) -> Option<Place>,
) -> Option<Diagnostic> {
    let outside = margins.iter().zip(chosen).any(|(path, value)| {
        let leaf = choose::find(tree, path);
        leaf.zip(*value)
            .is_some_and(|(leaf, value)| choose::outside_law(leaf, value).is_some())
    });
    if outside {
        return None;
    }
    let given = margins
        .iter()
        .zip(chosen)
        .filter(|(_, value)| value.is_some());
    let given: Vec<&str> = given.map(|(path, _)| path.as_str()).collect();
    let basis = rule.get(BASIS).and_then(Value::as_str).unwrap_or_default();
    let ways: Vec<String> = ways.iter().map(|way| ranges(tree, margins, way)).collect();
    let warning = Diagnostic::warning(
        "le-ngang-khong-thong-nhat",
        format!(
            "{} không cùng một cách đặt lề trang ngang",
            given.join(", ")
        ),
    )
    .help(format!(
        "chọn cả bốn theo một cách: {}; theo {}",
        ways.join(", hoặc "),
        choose::cite(basis)
    ))
    .clause(choose::cite(basis));
    let at = given.iter().find_map(|path| place(path));
    Some(match at {
        Some(at) => warning.at(at),
        None => warning,
    })
}

/// The ranges of the margins in one reading, in words.
fn ranges(tree: &Value, margins: &[String], way: &[String]) -> String {
    let range = |(margin, upright): (&String, &String)| {
        let name = margin.rsplit('.').next()?;
        let (from, to) = choose::range(choose::find(tree, upright)?.get(LAW)?)?;
        Some(format!("{name} {from}–{to}"))
    };
    let ranges: Vec<String> = margins.iter().zip(way).filter_map(range).collect();
    ranges.join(", ")
}

fn strings(value: &Value) -> Vec<String> {
    let all = value.as_sequence().into_iter().flatten();
    all.filter_map(|one| one.as_str().map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Choice, Style};
    use crate::content::Text;
    use crate::diagnostic::{Diagnostic, Place, Source};
    use crate::sheet::Twips;

    /// Margins above, on the right, below and on the left, in millimetres, with the codes of the warnings.
    fn turned(choices: &[(&str, &str)]) -> ([i32; 4], Vec<Diagnostic>) {
        let choice = |&(path, value): &(&str, &str)| -> Choice {
            let source = Source::new("a.yaml", value);
            let text = Text {
                text: value.to_owned(),
                place: Place::new(&source, 0..value.len()),
                indent: 0,
            };
            (path.to_owned(), text)
        };
        let choices: Vec<_> = choices.iter().map(choice).collect();
        let (style, warnings) = Style::nd30(&choices).unwrap();
        let page = style.page.turned;
        let mm = |twips: Twips| (f64::from(twips.0) * 25.4 / 1440.0).round() as i32;
        let margins = [page.top, page.right, page.bottom, page.left].map(mm);
        (margins, warnings)
    }

    #[test]
    fn margins_stay_with_the_edges_of_the_sheet_unless_one_is_chosen_by_name() {
        assert_eq!(turned(&[]), ([30, 20, 15, 20], vec![]));
        assert_eq!(turned(&[("le.trai", "35")]), ([35, 20, 15, 20], vec![]));
        let by_name = [20, 15, 20, 30];
        for one in [
            ("le_ngang.trai", "30"),
            ("le_ngang.tren", "20"),
            ("le_ngang.phai", "15"),
            ("le_ngang.phai", "18"),
            ("le_ngang.duoi", "25"),
        ] {
            let (margins, warnings) = turned(&[one]);
            let expected = by_name.map(f64::from);
            let at = ["tren", "phai", "duoi", "trai"];
            let at = at.iter().position(|name| one.0.ends_with(name)).unwrap();
            let mut expected = expected.map(|mm| mm as i32);
            expected[at] = one.1.parse().unwrap();
            assert_eq!((margins, warnings), (expected, vec![]), "{one:?}");
        }
        let (margins, _) = turned(&[("le_ngang.trai", "30"), ("le.tren", "25")]);
        assert_eq!(
            margins,
            [25, 15, 20, 30],
            "the others follow the upright page"
        );
        // Both readings have 20 mm on the right and below: the first is used.
        assert_eq!(turned(&[("le_ngang.phai", "20")]).0, [30, 20, 15, 20]);
    }

    #[test]
    fn margins_of_both_readings_do_not_go_together() {
        let (_, warnings) = turned(&[("le_ngang.trai", "30"), ("le_ngang.tren", "30")]);
        let codes: Vec<_> = warnings.iter().map(|warning| warning.code).collect();
        assert_eq!(codes, ["le-ngang-khong-thong-nhat"]);
        let help = warnings[0].help.as_deref().unwrap();
        assert!(
            help.contains("tren 30–35, phai 20–25, duoi 15–20, trai 20–25, hoặc tren 20–25"),
            "{help}"
        );
        let place = warnings[0].place.as_ref().unwrap();
        assert_eq!(place.source.name, "a.yaml");
        let (margins, warnings) = turned(&[("le_ngang.trai", "27")]);
        let codes: Vec<_> = warnings.iter().map(|warning| warning.code).collect();
        assert_eq!(codes, ["ngoai-luat"], "between the two ranges");
        assert_eq!(margins[3], 27);
        assert!(
            warnings[0]
                .message
                .ends_with("từ 20 đến 25 hoặc từ 30 đến 35")
        );
    }

    /// The ranges of the four margins are those of the upright page's, reading by reading.
    #[test]
    fn each_range_is_that_of_a_reading() {
        use super::super::{Allowed, Decree, Spacing};
        use crate::data::DataFile;
        let (style, _) = Decree::builtin()
            .unwrap()
            .style(&[], Spacing::Chosen)
            .unwrap();
        let range = |path: &str| style.measures.get(path).unwrap().law.clone().unwrap().range;
        let tree: serde_yaml::Value = serde_yaml::from_str(Decree::BUILTIN).unwrap();
        let rule = &tree[super::READINGS];
        let margins = super::strings(&rule[super::MARGINS]);
        assert_eq!(margins.len(), 4);
        for (at, path) in margins.iter().enumerate() {
            let ways = rule[super::WAYS].as_sequence().unwrap().iter();
            let upright = ways.map(|way| range(&super::strings(way)[at]));
            let upright: Vec<_> = upright
                .map(|range| match range {
                    Allowed::Between(from, to) => (from, to),
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(range(path), Allowed::Within(upright), "{path}");
        }
    }
}
