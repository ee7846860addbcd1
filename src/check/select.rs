//! Which rules are wanted: `--select SL,ti-le-sai --ignore NN004`.

use super::{Rule, rules};
use crate::diagnostic::{Code, Diagnostic, codes::CODES, nearest};
use std::collections::BTreeSet;

/// A choice of codes; all of them if nothing is chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    wanted: Option<BTreeSet<&'static str>>,
    unwanted: BTreeSet<&'static str>,
}

impl Selection {
    /// Reads lists of codes (`SL001`), of their beginnings (`SL`, `SL1`) and of short names.
    ///
    /// # Errors
    /// A name that is no code, with the one that was probably meant.
    pub fn read<S: AsRef<str>>(wanted: &[S], unwanted: &[S]) -> Result<Self, Box<Diagnostic>> {
        let all = |names: &[S]| -> Result<BTreeSet<&'static str>, Box<Diagnostic>> {
            let names = names.iter().flat_map(|names| names.as_ref().split(','));
            let names = names.map(str::trim).filter(|name| !name.is_empty());
            let mut found = BTreeSet::new();
            for name in names {
                found.extend(codes(name).ok_or_else(|| unknown(name))?);
            }
            Ok(found)
        };
        let chosen = all(wanted)?;
        Ok(Self {
            wanted: (!wanted.is_empty()).then_some(chosen),
            unwanted: all(unwanted)?,
        })
    }

    /// Tells whether messages of a code are wanted.
    pub fn has(&self, code: &str) -> bool {
        let is_wanted = self.wanted.as_ref().is_none_or(|all| all.contains(code));
        is_wanted && !self.unwanted.contains(code)
    }
}

/// The codes that a name stands for: that of a rule or of another message, or all that begin so.
fn codes(name: &str) -> Option<Vec<&'static str>> {
    if let Some(rule) = super::rule(name) {
        return Some(vec![rule.code.name]);
    }
    if let Some(code) = Code::find(name) {
        return Some(vec![code.name]);
    }
    let begins = |rule: &&Rule| {
        let start = rule.code.name.get(..name.len());
        name.len() >= 2 && start.is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let found: Vec<&str> = rules().filter(begins).map(|rule| rule.code.name).collect();
    (!found.is_empty()).then_some(found)
}

/// The complaint about a name that is no code.
pub(super) fn unknown(name: &str) -> Box<Diagnostic> {
    let message = format!("không có quy tắc “{name}”");
    Box::new(Diagnostic::error("dong-lenh", message).help(meant(name)))
}

/// Which code was probably meant, in words.
pub(super) fn meant(name: &str) -> String {
    match nearest_code(name) {
        Some(near) => format!("có phải là “{near}”?"),
        None => "docs/quy-tac.md có mã và tên của mọi quy tắc".to_owned(),
    }
}

fn nearest_code(name: &str) -> Option<&'static str> {
    let rules = rules().flat_map(|rule| [rule.code.name, rule.name]);
    nearest(name, rules.chain(CODES.iter().map(|code| code.name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_families_and_names_are_read() {
        let of = |wanted: &[&str], unwanted: &[&str]| {
            Selection::read(wanted, unwanted).map_err(|error| {
                let help = error.help.clone().unwrap_or_default();
                format!("{} | {help}", error.message)
            })
        };
        let all = of(&[], &[]).unwrap();
        assert!(all.has("SL101") && all.has("ngoai-luat"));
        let some = of(&["sl, ngoai-luat"], &["o-trong,"]).unwrap();
        assert!(some.has("SL101") && some.has("ngoai-luat"));
        assert!(!some.has("NN001") && !some.has("o-trong"));
        let named = of(&["don-vi-lap", "SL10"], &[]).unwrap();
        assert!(named.has("SL101"));
        let without = of(&[], &["SL1"]).unwrap();
        assert!(!without.has("SL101") && without.has("o-trong"));
        assert_eq!(
            of(&["don-vi-lp"], &[]).unwrap_err(),
            "không có quy tắc “don-vi-lp” | có phải là “don-vi-lap”?"
        );
        assert!(of(&["S"], &[]).is_err() && of(&[], &["ừ"]).is_err());
    }
}
