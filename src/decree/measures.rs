//! The measures that a document is set in, each with the law behind it and with who chose it: what a
//! check cites. The map is made when it is first asked for, of the tree that the style was read from.

use super::choose::{self, BASIS, FOLLOWS, LAW, ONE_OF, VALUE, WITHIN};
use crate::diagnostic::Place;
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A measure in use.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Its value, in the unit that `nd30.yaml` names for it.
    pub value: f64,
    /// The law's range with its clause; none where the law is silent.
    pub law: Option<Law>,
    /// Who chose the value.
    pub chosen: Chosen,
}

/// The law's range of a measure, with its clause.
#[derive(Debug, Clone, PartialEq)]
pub struct Law {
    /// The values that it allows.
    pub range: Allowed,
    /// The clause, with the law's name.
    pub clause: String,
}

/// Values that the law allows.
#[derive(Debug, Clone, PartialEq)]
pub enum Allowed {
    /// From the first to the second, both allowed.
    Between(f64, f64),
    /// One of these.
    OneOf(Vec<f64>),
    /// In one of these ranges, ends allowed.
    Within(Vec<(f64, f64)>),
}

impl Allowed {
    /// Tells whether a value is allowed.
    pub fn allows(&self, value: f64) -> bool {
        match self {
            Self::Between(from, to) => (*from..=*to).contains(&value),
            Self::OneOf(values) => values.contains(&value),
            Self::Within(ranges) => ranges
                .iter()
                .any(|(from, to)| (*from..=*to).contains(&value)),
        }
    }
}

/// Who chose the value of a measure.
#[derive(Debug, Clone, PartialEq)]
pub enum Chosen {
    /// The program's own file.
    Program,
    /// The file of a template folder, there.
    Folder(Place),
    /// The document or its agency profile, there.
    Content(Place),
    /// It is that of another measure.
    Follows(String),
    /// It moved along with a chosen size (chú thích ở Mục V).
    Together,
    /// It was lowered so that the document takes a page less.
    DrawnIn,
}

/// The measures of a style by their paths: `noi_dung.co_chu`.
#[derive(Debug, Clone, Default)]
pub struct Measures(Arc<Made>);

#[derive(Debug, Default)]
struct Made {
    of: Source,
    map: OnceLock<BTreeMap<String, Measure>>,
}

/// The tree of measures with the choices that changed it: all that the map is made of.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// The style file with all choices in it.
    pub(super) tree: Value,
    /// The measures that a template folder gives.
    pub(super) brought: Arc<[(String, Place)]>,
    /// Those that the content chose.
    pub(super) content: Vec<(String, Place)>,
    /// Those that moved along.
    pub(super) together: Vec<String>,
    /// Those that were lowered.
    pub(super) lowered: Vec<String>,
}

impl Measures {
    pub(super) fn of(source: Source) -> Self {
        let map = OnceLock::new();
        Self(Arc::new(Made { of: source, map }))
    }

    /// All of them.
    pub fn all(&self) -> &BTreeMap<String, Measure> {
        self.0.map.get_or_init(|| {
            let paths = choose::measure_paths(&self.0.of.tree).into_iter();
            let measures = paths.filter_map(|path| {
                let measure = self.0.of.measure(&path)?;
                Some((path, measure))
            });
            measures.collect()
        })
    }

    /// The measure of a path.
    pub fn get(&self, path: &str) -> Option<&Measure> {
        self.all().get(path)
    }
}

impl Source {
    fn measure(&self, path: &str) -> Option<Measure> {
        let leaf = choose::find(&self.tree, path)?;
        let value = leaf.as_f64().or_else(|| leaf.get(VALUE)?.as_f64())?;
        Some(Measure {
            value,
            law: law(leaf),
            chosen: self.chosen(path, leaf),
        })
    }

    /// The last word on a value is that of who comes last: program, folder, content, drawing in.
    fn chosen(&self, path: &str, leaf: &Value) -> Chosen {
        let has = |all: &[String]| all.iter().any(|known| known == path);
        let placed = |all: &[(String, Place)]| {
            let found = all.iter().rfind(|(known, _)| known == path);
            found.map(|(_, place)| place.clone())
        };
        if has(&self.lowered) {
            Chosen::DrawnIn
        } else if let Some(place) = placed(&self.content) {
            Chosen::Content(place)
        } else if has(&self.together) {
            Chosen::Together
        } else if let Some(other) = leaf.get(FOLLOWS).and_then(Value::as_str) {
            Chosen::Follows(other.to_owned())
        } else if let Some(place) = placed(&self.brought) {
            Chosen::Folder(place)
        } else {
            Chosen::Program
        }
    }
}

/// Reads the law's range of a measure from its entry.
fn law(leaf: &Value) -> Option<Law> {
    let numbers = |value: &Value| -> Vec<f64> {
        let all = value.as_sequence().into_iter().flatten();
        all.filter_map(Value::as_f64).collect()
    };
    let law = leaf.get(LAW)?;
    let range = match (law.get(ONE_OF), law.get(WITHIN)) {
        (Some(values), _) => Allowed::OneOf(numbers(values)),
        (None, Some(ranges)) => {
            let ranges = ranges.as_sequence()?.iter();
            Allowed::Within(ranges.filter_map(choose::range).collect())
        }
        (None, None) => {
            let (from, to) = choose::range(law)?;
            Allowed::Between(from, to)
        }
    };
    let basis = leaf.get(BASIS).and_then(Value::as_str).unwrap_or_default();
    let clause = choose::cite(basis);
    Some(Law { range, clause })
}

#[cfg(test)]
mod tests {
    use super::super::{Choice, Decree, Spacing, Style};
    use super::*;
    use crate::content::Text;
    use crate::data::DataFile;
    use crate::diagnostic::{self, Diagnostics};

    fn choice(path: &str, value: &str) -> Choice {
        let source = diagnostic::Source::new("a.yaml", value);
        let text = Text {
            text: value.to_owned(),
            place: Place::new(&source, 0..value.len()),
            indent: 0,
        };
        (path.to_owned(), text)
    }

    fn of(decree: &Decree, choices: &[Choice], spacing: Spacing) -> Result<Style, Diagnostics> {
        decree.style(choices, spacing).map(|(style, _)| style)
    }

    #[test]
    fn marks_of_lists_are_not_left_empty() {
        for key in ["gach", "bang_chu_cai"] {
            let text = format!("dau_danh_sach:\n  {key}: []\n");
            let errors = Decree::brought(&diagnostic::Source::new("nd30.yaml", text)).unwrap_err();
            let told = format!("{errors:?}");
            assert!(told.contains(&format!("“{key}” trống")), "{told}");
        }
    }

    #[test]
    fn every_measure_of_the_law_has_range_and_clause() {
        let style = of(&Decree::builtin().unwrap(), &[], Spacing::Chosen).unwrap();
        let all = style.measures.all();
        let lawful = all
            .values()
            .filter_map(|m| Some((m.value, m.law.as_ref()?)));
        assert!(lawful.clone().count() > 50);
        for (value, law) in lawful {
            assert!(law.range.allows(value), "{value} {law:?}");
            assert!(law.clause.ends_with("Nghị định 30/2020/NĐ-CP") && law.clause.contains('I'));
        }
        let left = &all["le.trai"];
        assert_eq!(left.chosen, Chosen::Program);
        let law = left.law.as_ref().unwrap();
        assert_eq!(law.range, Allowed::Between(30.0, 35.0));
        assert_eq!(law.clause, "Phụ lục I, Phần I, I.3 Nghị định 30/2020/NĐ-CP");
        assert_eq!(all["bang.day"].law, None, "the law is silent");
    }

    #[test]
    fn who_chose_a_measure_is_known() {
        let folder = diagnostic::Source::new("mau/nd30.yaml", "le: {trai: 35}\nbang: {day: 1}\n");
        let decree = Decree::brought(&folder).unwrap();
        let choices = [
            choice("quoc_hieu.co_chu", "13"),
            choice("noi_dung.co_chu", "13"),
        ];
        let style = of(&decree, &choices, Spacing::Chosen).unwrap();
        let chosen = |path: &str| style.measures.get(path).unwrap().chosen.clone();
        assert!(matches!(chosen("le.trai"), Chosen::Folder(place) if place.range == (11..13)));
        assert!(matches!(chosen("bang.day"), Chosen::Folder(_)));
        assert!(
            matches!(chosen("noi_dung.co_chu"), Chosen::Content(place) if place.source.name == "a.yaml")
        );
        assert_eq!(chosen("tieu_ngu.co_chu"), Chosen::Together);
        assert_eq!(
            chosen("dieu.co_chu"),
            Chosen::Follows("noi_dung.co_chu".to_owned())
        );
        assert_eq!(style.measures.get("dieu.co_chu").unwrap().value, 13.0);
        assert_eq!(chosen("le.phai"), Chosen::Program);
        let loose = [choice("noi_dung.gian_dong", "1.5")];
        let close = of(&decree, &loose, Spacing::Least).unwrap();
        let lowered = close.measures.get("noi_dung.gian_dong").unwrap();
        assert_eq!((lowered.value, &lowered.chosen), (1.0, &Chosen::DrawnIn));
    }

    #[test]
    fn where_nothing_is_chosen_the_map_is_made_once() {
        let decree = Decree::builtin().unwrap();
        let one = of(&decree, &[], Spacing::Chosen).unwrap();
        let other = of(&decree, &[], Spacing::Chosen).unwrap();
        assert!(std::ptr::eq(one.measures.all(), other.measures.all()));
    }
}
