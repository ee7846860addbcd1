//! Every rule of `vanban check` on its fixtures: `check/CODE/bad*.yaml` has findings of that code and of no other
//! (unless a comment `# cũng: CODE …` names it), `good*.yaml` has none, `unsure*.yaml` is not evaluated. Drop a
//! file in and it is picked up; a rule without `bad` and `good` fails.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use vanban::check::{self, Report};
use vanban::diagnostic::{Diagnostic, Place, fix};
use vanban::{Resources, compile, content};

/// Checks a text as if it stood at this path.
fn look(path: &Path, text: &str, resources: &Resources) -> Report {
    let mut read = |path: &Path| fs::read(path);
    let loaded = content::from_sources(path, text, &mut read)
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let compiled =
        compile(&loaded.content, resources).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let pages = vanban::layout::lay_out(&compiled.sheet, &resources.fonts);
    check::check(&loaded.content, &compiled, Some(&pages))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check")
}

/// The fixtures of a rule whose names begin so, in order.
fn fixtures(code: &str, begins: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder().join(code)) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with(begins) && name.ends_with(".yaml")
        })
        .collect();
    paths.sort();
    paths
}

/// The codes that a fixture says it raises beside its own.
fn also(text: &str) -> BTreeSet<&str> {
    let lines = text
        .lines()
        .filter_map(|line| line.strip_prefix("# cũng: "));
    lines.flat_map(str::split_whitespace).collect()
}

fn at(place: Option<&Place>) -> String {
    let Some(place) = place else {
        return "–".to_owned();
    };
    let (line, column) = place.source.line_column(place.range.start);
    let (end_line, end_column) = place.source.line_column(place.range.end);
    let words = &place.source.text[place.range.clone()];
    format!("{line}:{column}-{end_line}:{end_column} “{words}”")
}

fn shown(all: &[Diagnostic]) -> String {
    let mut out = String::new();
    for d in all {
        writeln!(
            out,
            "{:?} {} {}: {}",
            d.severity,
            d.code,
            at(d.place.as_ref()),
            d.message
        )
        .unwrap();
        for (place, words) in &d.related {
            writeln!(out, "  liên quan {}: {words}", at(Some(place))).unwrap();
        }
        if let Some(fix) = &d.fix {
            writeln!(
                out,
                "  sửa {} thành “{}”: {}",
                at(Some(&fix.place)),
                fix.text,
                fix.title
            )
            .unwrap();
        }
    }
    out
}

/// Names a path below the folder of fixtures.
fn name(path: &Path) -> String {
    let name = path.strip_prefix(folder()).unwrap();
    name.with_extension("")
        .to_string_lossy()
        .replace(['/', '\\'], "-")
}

#[test]
fn bad_fixtures_have_findings_of_their_rule_alone() {
    let resources = Resources::embedded();
    for rule in check::rules() {
        let code = rule.code.name;
        let all = fixtures(code, "bad");
        assert!(!all.is_empty(), "{code} has no tests/check/{code}/bad.yaml");
        for path in all {
            let text = fs::read_to_string(&path).unwrap();
            let report = look(&path, &text, &resources);
            let shown = shown(&report.findings);
            let codes: BTreeSet<&str> = report.findings.iter().map(|d| d.code).collect();
            assert!(codes.contains(code), "{}: no finding\n{shown}", name(&path));
            let mut expected = also(&text);
            expected.insert(code);
            assert!(
                codes.is_subset(&expected),
                "{}: others, too\n{shown}",
                name(&path)
            );
            insta::assert_snapshot!(name(&path), shown);
            mended(&path, &text, &report, code, &resources);
        }
    }
}

/// Mends are made at once and leave nothing of the same rule to mend.
fn mended(path: &Path, text: &str, report: &Report, code: &str, resources: &Resources) {
    let all = &report.findings;
    let own: Vec<Diagnostic> = all.iter().filter(|d| d.code == code).cloned().collect();
    let Some(first) = own.iter().find_map(|d| d.fix.as_deref()) else {
        return;
    };
    if first.place.source.text != text {
        return;
    }
    let once = fix::apply(&first.place.source, &own).unwrap();
    let again = look(path, &once, resources);
    let left = again
        .findings
        .iter()
        .filter(|d| d.code == code && d.fix.is_some());
    assert_eq!(
        left.count(),
        0,
        "{}: mended, but\n{}",
        name(path),
        shown(&again.findings)
    );
}

#[test]
fn good_fixtures_have_no_finding() {
    let resources = Resources::embedded();
    for rule in check::rules() {
        let code = rule.code.name;
        let all = fixtures(code, "good");
        assert!(
            !all.is_empty(),
            "{code} has no tests/check/{code}/good.yaml"
        );
        for path in all {
            let text = fs::read_to_string(&path).unwrap();
            let report = look(&path, &text, &resources);
            let expected = also(&text);
            let codes: BTreeSet<&str> = report.findings.iter().map(|d| d.code).collect();
            assert!(
                codes.is_subset(&expected),
                "{}\n{}",
                name(&path),
                shown(&report.findings)
            );
        }
    }
}

#[test]
fn unsure_fixtures_are_not_evaluated() {
    let resources = Resources::embedded();
    for rule in check::rules() {
        let code = rule.code.name;
        for path in fixtures(code, "unsure") {
            let text = fs::read_to_string(&path).unwrap();
            let report = look(&path, &text, &resources);
            let of = |all: &[Diagnostic]| all.iter().filter(|d| d.code == code).count();
            assert_eq!(
                of(&report.findings),
                0,
                "{}\n{}",
                name(&path),
                shown(&report.findings)
            );
            assert!(of(&report.unevaluated) > 0, "{} was evaluated", name(&path));
            insta::assert_snapshot!(name(&path), shown(&report.unevaluated));
        }
    }
}

#[test]
fn every_folder_of_fixtures_is_of_a_rule() {
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!path.is_dir() || check::rule(&name).is_some(), "{name}");
    }
}
