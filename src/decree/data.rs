//! The decree's measures as data: `nd30.yaml`, and a template folder's own entries laid over it.

use super::choose::{self, FOLLOWS, LAW, VALUE};
use super::{Choice, Measures, Spacing, Style, components, file, measures};
use crate::data::{self, DataFile};
use crate::diagnostic::{Diagnostic, Place, Result, Source};
use crate::document::Components;
use serde_yaml::Value;
use std::sync::{Arc, OnceLock};

/// A style, and warnings for measures outside the law.
type Styled = Result<(Style, Vec<Diagnostic>)>;

/// The decree's measures, before agency and document choose.
#[derive(Debug)]
pub struct Decree {
    tree: Value,
    /// The file that the tree was read from last, for messages.
    source: Arc<Source>,
    /// The measures that a template folder gives, with their places.
    brought: Arc<[(String, Place)]>,
    /// For each measure of a template folder that is outside the law.
    warnings: Vec<Diagnostic>,
    /// The style where nothing is chosen, which is so in most documents, for each [`Spacing`].
    plain: [OnceLock<Styled>; 3],
}

impl DataFile for Decree {
    const NAME: &'static str = "nd30.yaml";
    const BUILTIN: &'static str = include_str!("../../templates/nd30.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        Ok(Self {
            tree: data::read(source)?,
            source: Arc::clone(source),
            brought: Arc::default(),
            warnings: Vec::new(),
            plain: Default::default(),
        })
    }

    /// The file says only what is otherwise than in the program's own: entry by entry, it is laid over
    /// that. A bare number in place of a measure of the law is its value; the law stays.
    fn brought(source: &Arc<Source>) -> Result<Self> {
        let root = data::check_syntax(source)?;
        let brought: Value = data::read(source)?;
        let Self { mut tree, .. } = Self::builtin()?;
        let (mut warnings, mut measures) = (Vec::new(), Vec::new());
        if let Some(root) = root {
            lay_over(&mut tree, &brought);
            let mut path = Vec::new();
            given(&tree, &brought, &mut path, &mut |path, leaf, value| {
                let data::Found { value: range, .. } = data::find(&root, path.iter().copied());
                let place = Place::new(source, range);
                let path = path.join(".");
                warnings.extend(warning(&path, &place, leaf, value));
                measures.push((path, place));
            });
        }
        let decree = Self {
            tree,
            source: Arc::clone(source),
            brought: measures.into(),
            warnings,
            plain: Default::default(),
        };
        // What is wrong in the file is told now, not with the first document.
        decree.style(&[], Spacing::Chosen)?;
        Ok(decree)
    }
}

impl Decree {
    /// The style with the choices of agency and document, with spaces as chosen or as small as may be;
    /// beside it warnings for measures outside the law.
    ///
    /// # Errors
    /// A choice that names no measure, or whose value is not of the measure's kind.
    pub fn style(&self, choices: &[Choice], spacing: Spacing) -> Styled {
        match choices {
            [] => self.plain[spacing as usize]
                .get_or_init(|| self.choose(&[], spacing))
                .clone(),
            _ => self.choose(choices, spacing),
        }
    }

    /// The components that there are; choices change none of them.
    ///
    /// # Errors
    /// None that a user can meet: a file of a template folder was read when it was brought.
    pub fn components(&self) -> Result<Arc<Components>> {
        let plain =
            self.plain[Spacing::Chosen as usize].get_or_init(|| self.choose(&[], Spacing::Chosen));
        match plain {
            Ok((style, _)) => Ok(Arc::clone(&style.components)),
            Err(errors) => Err(errors.clone()),
        }
    }

    fn choose(&self, choices: &[Choice], spacing: Spacing) -> Styled {
        let mut tree = self.tree.clone();
        let choose::Applied {
            warnings,
            fit_page,
            lowered,
            together,
        } = choose::apply(&mut tree, choices, &self.brought, spacing)?;
        // The measures keep the tree as it is: components are taken out of a copy.
        let mut rest = tree.clone();
        let components = components::take(&mut rest, &self.source)?;
        let file: file::StyleFile = data::read_tree(&rest, &self.source)?;
        file.check(&self.source)?;
        let style = Style {
            fit_page,
            measures: Measures::of(measures::Source {
                tree,
                brought: Arc::clone(&self.brought),
                content: choices
                    .iter()
                    .map(|(path, text)| (path.clone(), text.place.clone()))
                    .collect(),
                together,
                lowered: lowered.iter().map(|lowered| lowered.path.clone()).collect(),
            }),
            lowered,
            ..file.into_style(components)
        };
        if style.page.is_usable() {
            return Ok((style, [self.warnings.clone(), warnings].concat()));
        }
        // Only paper and margins can do this, and the program's own are sound (tested).
        let of_page = |path: &str| {
            let parts = ["le.", "le_ngang.", "kho_giay."];
            parts.iter().any(|part| path.starts_with(part))
        };
        let place = choices.iter().rfind(|(path, _)| of_page(path));
        let place = place.map(|(_, text)| text.place.clone());
        let place = place.unwrap_or_else(|| Place::new(&self.source, 0..0));
        Err(Diagnostic::error(
            "le-qua-rong",
            "khổ giấy và lề đã chọn không còn chỗ cho chữ",
        )
        .at(place)
        .help("để ít nhất 50 mm giữa hai lề, cả ngang và dọc")
        .into())
    }
}

/// Lays the entries of a tree over those of another.
fn lay_over(own: &mut Value, brought: &Value) {
    match (own, brought) {
        (Value::Mapping(own), Value::Mapping(brought)) => {
            // Who says a value does not follow another measure any more.
            if brought.contains_key(VALUE) && !brought.contains_key(FOLLOWS) {
                own.remove(FOLLOWS);
            }
            for (key, value) in brought {
                match own.get_mut(key) {
                    Some(own) => lay_over(own, value),
                    None => {
                        own.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (Value::Mapping(own), value) if value.is_number() && own.contains_key(LAW) => {
            own.remove(FOLLOWS);
            own.insert(VALUE.into(), value.clone());
        }
        (own, value) => *own = value.clone(),
    }
}

/// Hands on every measure that the brought tree gives a value, with its path and its entry in the
/// whole tree.
fn given<'t>(
    tree: &Value,
    brought: &'t Value,
    path: &mut Vec<&'t str>,
    each: &mut dyn FnMut(&[&str], &Value, f64),
) {
    if choose::is_measure(tree)
        && let Some(value) = brought.as_f64().or_else(|| brought.get(VALUE)?.as_f64())
    {
        each(path, tree, value);
        return;
    }
    for (key, child) in brought.as_mapping().into_iter().flatten() {
        if let Some(key) = key.as_str()
            && let Some(own) = tree.get(key)
        {
            path.push(key);
            given(own, child, path, each);
            path.pop();
        }
    }
}

/// The warning about a measure of a template folder that is outside the law.
fn warning(path: &str, place: &Place, leaf: &Value, value: f64) -> Option<Diagnostic> {
    let (law, basis) = choose::outside_law(leaf, value)?;
    let message = format!("“{path}” là {value} nằm ngoài quy định: {law}");
    Some(
        Diagnostic::warning("ngoai-luat", message)
            .at(place.clone())
            .help(format!("theo {}", choose::cite(&basis)))
            .clause(choose::cite(&basis)),
    )
}
