//! What a document says, as the YAML that it is built from.
//!
//! In: [`Said`]. Out: the text of a content file as a clerk writes it, without what its profile says already; and the
//! text of a profile, where one is to be made. Figures stay text. `markdown` writes the texts.

mod markdown;

pub(crate) use markdown::Care;

use super::understand::{Agency, Appendix, Closing, Date, Own, Said, Signatory};
use crate::content::{Kind, Kinds, OwnForm, SymbolForm, Wanted as Needed};
use crate::diagnostic::Result;
use crate::markdown::Headings;
use crate::yaml::edit::{self, Edit, Manner, Step, Wanted};
use markdown::{Hand, stood, unbraced};
use std::collections::BTreeMap;

/// What stands for words that must stand and were not found.
const BLANK: &str = "…";

/// What a profile says, as far as documents can take it from there.
#[derive(Debug, Clone, Default)]
pub(crate) struct Profile {
    /// The path of the profile as the content file names it.
    pub(crate) path: String,
    pub(crate) entries: BTreeMap<String, Wanted>,
}

/// What a content file is written with.
pub(crate) struct Manners<'a> {
    pub(crate) kinds: &'a Kinds,
    pub(crate) headings: &'a Headings,
    pub(crate) profile: Option<&'a Profile>,
    /// The file of a picture and what it shows; none where it is not taken.
    pub(crate) picture: &'a dyn Fn(usize) -> Option<(String, String)>,
    pub(crate) care: Care,
    pub(crate) year: u16,
}

/// A content file, and the entries in it that must stand and were not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) missing: Vec<String>,
}

type Entries = Vec<(String, Wanted)>;

/// Writes a content file.
///
/// # Errors
/// A value cannot be written as YAML.
pub(crate) fn document(said: &Said, manners: &Manners<'_>) -> Result<Written> {
    let mut writer = Writer {
        said,
        manners,
        kind: said
            .kind
            .as_deref()
            .and_then(|slug| manners.kinds.find(slug)),
        out: Vec::new(),
        missing: Vec::new(),
    };
    writer.all();
    let Writer { out, missing, .. } = writer;
    Ok(Written {
        text: text(&out, manners.kinds)?,
        missing,
    })
}

/// The text of a profile that says what a document says of its agency.
///
/// # Errors
/// A value cannot be written as YAML.
pub(crate) fn profile(said: &Said, kinds: &Kinds) -> Result<String> {
    let kind = said.kind.as_deref().and_then(|slug| kinds.find(slug));
    let mut out = agency_entries(said, kind);
    if let Some(signatory) = said
        .closing
        .signatories
        .first()
        .filter(|_| said.closing.signatories.len() == 1)
    {
        let name = crate::slug::slug(&signatory.title.join(" "), '_');
        let name = if name.is_empty() {
            "nguoi_ky".to_owned()
        } else {
            name
        };
        out.push((
            "nguoi_ky".to_owned(),
            Wanted::Map(vec![(name.clone(), signed(signatory))]),
        ));
        out.push(("nguoi_ky_mac_dinh".to_owned(), Wanted::Text(name)));
    }
    text(&out, kinds)
}

/// Entries as YAML, with an empty line where a new matter begins.
fn text(entries: &Entries, kinds: &Kinds) -> Result<String> {
    let manner = Manner {
        names: kinds.names(),
        order: &|_| Vec::new(),
    };
    let mut out = String::new();
    let mut before_long = false;
    for (name, value) in entries {
        let changes = edit::edit(
            "",
            &[Edit::Set {
                path: vec![Step::Key(name.clone())],
                value: value.clone(),
                quoted: false,
            }],
            &manner,
        )?;
        let text: String = changes.into_iter().map(|change| change.text).collect();
        let is_long = text.trim_end().contains('\n');
        if (is_long || before_long) && !out.is_empty() {
            out.push('\n');
        }
        before_long = is_long;
        out.push_str(text.trim_end());
        out.push('\n');
    }
    Ok(out)
}

/// What a document says of its agency.
fn agency_entries(said: &Said, kind: Option<&Kind>) -> Entries {
    let mut out = Entries::new();
    let mut put = |name: &str, value: Option<Wanted>| {
        if let Some(value) = value {
            out.push((name.to_owned(), value));
        }
    };
    if let Some(agency) = said.agencies.first() {
        put("co_quan_chu_quan", lines(&agency.superior));
        put("co_quan", lines(&agency.name));
    }
    let Symbol { agency, unit, .. } = symbol(said, kind);
    put("viet_tat", agency.first().map(|text| plain(text)));
    put("don_vi_soan_thao", unit.as_deref().map(plain));
    put("dia_danh", said.place.as_deref().map(plain));
    out
}

/// The parts of a symbol.
#[derive(Debug, Default)]
struct Symbol {
    /// The abbreviations of the agencies.
    agency: Vec<String>,
    unit: Option<String>,
    /// The symbol as it stands, where it is not put together of these.
    whole: Option<String>,
}

fn symbol(said: &Said, kind: Option<&Kind>) -> Symbol {
    let Some(symbol) = &said.symbol else {
        return Symbol::default();
    };
    let whole = || Symbol {
        whole: Some(symbol.clone()),
        agency: symbol
            .split('-')
            .next_back()
            .map(str::to_owned)
            .into_iter()
            .collect(),
        unit: None,
    };
    let Some(kind) = kind else { return whole() };
    let parts: Vec<&str> = symbol.split('-').filter(|part| !part.is_empty()).collect();
    // Each agency of a joint document may have a symbol of its own.
    let agencies = if said.others.is_empty() {
        said.agencies.len().max(1)
    } else {
        1
    };
    let owned = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect();
    match kind.symbol {
        SymbolForm::Kind if parts.len() == agencies + 1 && parts[0] == kind.abbreviation => {
            Symbol {
                agency: owned(&parts[1..]),
                ..Symbol::default()
            }
        }
        SymbolForm::Unit if parts.len() == agencies + 1 => Symbol {
            agency: owned(&parts[..agencies]),
            unit: parts.last().map(|part| (*part).to_owned()),
            whole: None,
        },
        SymbolForm::Unit => Symbol {
            whole: Some(symbol.clone()),
            agency: owned(&parts[..parts.len().min(1)]),
            unit: None,
        },
        SymbolForm::None => Symbol::default(),
        SymbolForm::Kind => whole(),
    }
}

struct Writer<'a> {
    said: &'a Said,
    manners: &'a Manners<'a>,
    kind: Option<&'a Kind>,
    out: Entries,
    missing: Vec<String>,
}

impl Writer<'_> {
    fn put(&mut self, name: &str, value: Option<Wanted>) {
        if let Some(value) = value {
            self.out.push((name.to_owned(), value));
        }
    }

    /// An entry that is left out where the profile says the same.
    fn put_shared(&mut self, name: &str, value: Option<Wanted>) {
        let given = self
            .manners
            .profile
            .and_then(|profile| profile.entries.get(name));
        match (given, &value) {
            (Some(given), Some(value)) if same(given, value) => {}
            // What the profile gives and the document has not.
            (Some(_), None) => self.put(name, Some(Wanted::Text(String::new()))),
            _ => self.put(name, value),
        }
    }

    fn needs(&self, entry: Needed) -> bool {
        self.kind.is_some_and(|kind| kind.wants(entry))
    }

    fn given(&self, name: &str) -> bool {
        self.manners
            .profile
            .is_some_and(|profile| profile.entries.contains_key(name))
    }

    /// Words that must stand and were not found.
    fn blank(&mut self, name: &str) -> Wanted {
        self.missing.push(name.to_owned());
        Wanted::Text(BLANK.to_owned())
    }

    fn all(&mut self) {
        let said = self.said;
        self.put("loai", said.kind.as_deref().map(plain));
        let path = self
            .manners
            .profile
            .map(|profile| Wanted::Text(profile.path.clone()));
        self.put("ho_so", path);
        self.agency();
        let number = match &said.number {
            Some(number) => Wanted::Text(number.clone()),
            None => Wanted::Null,
        };
        if self.kind.is_none_or(|kind| kind.symbol != SymbolForm::None) {
            self.put("so", Some(number));
        }
        self.put(
            "ky_hieu",
            symbol(said, self.kind).whole.map(|text| plain(&text)),
        );
        self.date();
        self.put("do_mat", said.secrecy.as_deref().map(plain));
        self.put("do_khan", said.urgency.as_deref().map(plain));
        self.put("hen_gio", said.deadline.as_deref().map(plain));
        self.put("pham_vi_luu_hanh", said.circulation.as_deref().map(plain));
        let draft = said.draft.as_ref().map(|number| match number {
            Some(number) => plain(number),
            None => Wanted::Bool(true),
        });
        self.put("du_thao", draft);
        self.needed("trich_yeu", &said.subject, Needed::Subject);
        self.needed("kinh_gui", &said.addressees, Needed::Addressees);
        if self.needs(Needed::Authority) {
            let authority = lines(&said.authority);
            let authority =
                authority.or_else(|| (!self.given("tham_quyen")).then(|| self.blank("tham_quyen")));
            match authority {
                Some(authority) => self.put_shared("tham_quyen", Some(authority)),
                None => self.missing.push("tham_quyen".to_owned()),
            }
        }
        self.needed("can_cu", &said.bases, Needed::Bases);
        self.own();
        self.body();
        self.closing(&said.closing);
        self.attached();
        let appendices: Vec<Wanted> = said
            .appendices
            .iter()
            .map(|appendix| self.appendix(appendix))
            .collect();
        if !appendices.is_empty() {
            self.put("phu_luc", Some(Wanted::List(appendices)));
        }
    }

    fn needed(&mut self, name: &str, texts: &[String], entry: Needed) {
        let value = lines(texts);
        let value = match value {
            None if self.needs(entry) => Some(self.blank(name)),
            value => value,
        };
        self.put(name, value);
    }

    fn agency(&mut self) {
        let said = self.said;
        let entries = agency_entries(said, self.kind);
        let value = |name: &str| {
            entries
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.clone())
        };
        for name in [
            "co_quan_chu_quan",
            "co_quan",
            "viet_tat",
            "don_vi_soan_thao",
            "dia_danh",
        ] {
            let mut found = value(name);
            let must = match name {
                "co_quan" => true,
                "viet_tat" => {
                    self.kind
                        .is_some_and(|kind| kind.symbol != SymbolForm::None)
                        && symbol(said, self.kind).whole.is_none()
                }
                "don_vi_soan_thao" => {
                    let by_unit = self
                        .kind
                        .is_some_and(|kind| kind.symbol == SymbolForm::Unit);
                    by_unit && symbol(said, self.kind).whole.is_none()
                }
                "dia_danh" => self.needs(Needed::Place),
                _ => false,
            };
            if found.is_none() && must && !self.given(name) {
                found = Some(self.blank(name));
            }
            match found {
                // What a profile gives and this document does not tell stays.
                None if name != "co_quan_chu_quan" => {}
                found => self.put_shared(name, found),
            }
        }
        if said.agencies.len() > 1 {
            let abbreviations = symbol(said, self.kind).agency;
            let joint = said.agencies[1..].iter().enumerate().map(|(nth, agency)| {
                let Agency { superior, name } = agency;
                let mut entries = Entries::new();
                // Where it stands right below the one before, it has the same superior agency.
                let above = if superior.is_empty() {
                    &said.agencies[0].superior
                } else {
                    superior
                };
                if let Some(superior) = lines(above) {
                    entries.push(("co_quan_chu_quan".to_owned(), superior));
                }
                entries.push(("co_quan".to_owned(), lines(name).unwrap_or(Wanted::Null)));
                let own = said.others.get(nth);
                let of_own = own.and_then(|(_, symbol)| symbol.split('-').next_back());
                let abbreviation = abbreviations.get(nth + 1).map(String::as_str).or(of_own);
                entries.push(("viet_tat".to_owned(), plain(abbreviation.unwrap_or(BLANK))));
                if let Some((number, symbol)) = own {
                    let number = number.clone().map_or(Wanted::Null, Wanted::Text);
                    entries.push(("so".to_owned(), number));
                    entries.push(("ky_hieu".to_owned(), plain(symbol)));
                }
                let signatory = said
                    .closing
                    .signatories
                    .get(nth + 1)
                    .cloned()
                    .unwrap_or_default();
                entries.push(("nguoi_ky".to_owned(), signed(&signatory)));
                Wanted::Map(entries)
            });
            let joint = Wanted::List(joint.collect());
            self.put("lien_tich", Some(joint));
        }
    }

    fn date(&mut self) {
        let date = self.said.date.clone().unwrap_or_default();
        let known = date.day.is_some() || date.month.is_some() || date.year.is_some();
        if !known && !self.needs(Needed::Date) {
            return;
        }
        let Date { day, month, year } = date;
        let year = year.unwrap_or_else(|| {
            self.missing.push("ngay_ban_hanh".to_owned());
            self.manners.year.to_string()
        });
        let value = match (day, month) {
            (day, Some(month)) => {
                Wanted::Text(format!("{}/{month}/{year}", day.unwrap_or_default()))
            }
            (None, None) => Wanted::Map(vec![("nam".to_owned(), Wanted::Text(year))]),
            (Some(day), None) => Wanted::Map(vec![
                ("ngay".to_owned(), Wanted::Text(day)),
                ("nam".to_owned(), Wanted::Text(year)),
            ]),
        };
        self.put("ngay_ban_hanh", Some(value));
    }

    fn own(&mut self) {
        let Some(kind) = self.kind else { return };
        for entry in &kind.entries {
            let found = self
                .said
                .own
                .iter()
                .find(|(name, _)| *name == entry.name)
                .map(|(_, own)| own);
            let value = match found {
                Some(Own::Text(text)) if !text.is_empty() => Some(plain(text)),
                Some(Own::Lines(texts)) => lines(texts),
                Some(Own::Groups(groups)) => {
                    let groups = groups.iter().map(|group| {
                        let entries = group.iter().map(|(name, text)| (name.clone(), plain(text)));
                        Wanted::Map(entries.collect())
                    });
                    Some(Wanted::List(groups.collect()))
                }
                Some(Own::Text(_)) | None => None,
            };
            let value = match value {
                None if entry.required && entry.form == OwnForm::Groups => {
                    let group =
                        |_| Wanted::Map(vec![("ten".to_owned(), Wanted::Text(BLANK.to_owned()))]);
                    self.missing.push(entry.name.clone());
                    Some(Wanted::List(
                        (0..entry.at_least.max(1)).map(group).collect(),
                    ))
                }
                None if entry.required => Some(self.blank(&entry.name)),
                value => value,
            };
            self.put(&entry.name, value);
        }
    }

    fn markdown(&self, parts: &[super::understand::Part]) -> Option<Wanted> {
        let hand = Hand {
            care: self.manners.care,
            notes: &self.said.notes,
            picture: self.manners.picture,
            letters: self.manners.headings.letters_in_turn(),
        };
        let text = markdown::write(parts, &hand);
        (!text.trim().is_empty()).then(|| Wanted::Text(format!("{text}\n")))
    }

    fn body(&mut self) {
        let body = self.markdown(&self.said.body);
        let body = match body {
            None if self.needs(Needed::Body) => Some(self.blank("noi_dung")),
            body => body,
        };
        self.put("noi_dung", body);
    }

    fn closing(&mut self, closing: &Closing) {
        self.put_shared("noi_nhan", lines(&closing.recipients));
        self.put_shared("luu", closing.archive.as_deref().map(plain));
        self.put("nguoi_soan_thao", closing.drafter.as_deref().map(plain));
        self.put("so_ban", closing.copies.as_deref().map(plain));
        // Those of the other agencies of a joint document stand with them.
        let joint = 1..self.said.agencies.len().max(1);
        let own: Vec<&Signatory> = closing
            .signatories
            .iter()
            .enumerate()
            .filter(|(nth, _)| !joint.contains(nth))
            .map(|(_, own)| own)
            .collect();
        let least = self
            .kind
            .and_then(|kind| kind.signing.as_ref())
            .map_or(1, |least| least.at_least);
        let mut all: Vec<Wanted> = own
            .iter()
            .map(|signatory| self.signatory(signatory))
            .collect();
        if all.is_empty() && self.given("nguoi_ky_mac_dinh") && least < 2 {
            self.missing.push("nguoi_ky".to_owned());
            return;
        }
        while all.len() < least {
            self.missing.push("nguoi_ky".to_owned());
            all.push(signed(&Signatory::default()));
        }
        if own.iter().any(|signatory| signatory.name.is_none()) {
            self.missing.push("ho_ten".to_owned());
        }
        let value = match all.len() {
            1 => all.remove(0),
            _ => Wanted::List(all),
        };
        let default = self
            .manners
            .profile
            .and_then(|profile| profile.entries.get("nguoi_ky_mac_dinh"));
        if default.is_some_and(|default| same(default, &value)) {
            return;
        }
        self.put("nguoi_ky", Some(value));
    }

    /// Who signs: the name that the profile has for them, or all that is known.
    fn signatory(&self, signatory: &Signatory) -> Wanted {
        let value = signed(signatory);
        let known = self
            .manners
            .profile
            .and_then(|profile| profile.entries.get("nguoi_ky"));
        if let Some(Wanted::Map(known)) = known
            && let Some((name, _)) = known.iter().find(|(_, known)| same(known, &value))
        {
            return Wanted::Text(name.clone());
        }
        value
    }

    fn attached(&mut self) {
        let said = self.said;
        let mut all = Vec::new();
        for attached in &said.attached {
            let mut entries = Entries::new();
            entries.push(("loai".to_owned(), plain(&attached.kind)));
            entries.push((
                "trich_yeu".to_owned(),
                lines(&attached.subject).unwrap_or_else(|| self.blank("trich_yeu")),
            ));
            if attached.landscape {
                entries.push(("huong".to_owned(), plain("ngang")));
            }
            if let Some(words) = &attached.words {
                entries.push(("dong_kem_theo".to_owned(), plain(words)));
            }
            let body = self.markdown(&attached.body);
            entries.push((
                "noi_dung".to_owned(),
                body.unwrap_or_else(|| self.blank("noi_dung")),
            ));
            if attached.signed {
                entries.push(("co_chu_ky".to_owned(), Wanted::Bool(true)));
            }
            let appendices: Vec<Wanted> = attached
                .appendices
                .iter()
                .map(|appendix| self.appendix(appendix))
                .collect();
            if !appendices.is_empty() {
                entries.push(("phu_luc".to_owned(), Wanted::List(appendices)));
            }
            all.push(Wanted::Map(entries));
        }
        match all.len() {
            0 => {}
            1 => self.put("ban_hanh_kem_theo", all.pop()),
            _ => self.put("ban_hanh_kem_theo", Some(Wanted::List(all))),
        }
    }

    fn appendix(&self, appendix: &Appendix) -> Wanted {
        let mut entries = Entries::new();
        let mut put = |name: &str, value: Option<Wanted>| {
            if let Some(value) = value {
                entries.push((name.to_owned(), value));
            }
        };
        put("nhan", appendix.label.as_deref().map(plain));
        put("ten", lines(&appendix.title));
        put("huong", appendix.landscape.then(|| plain("ngang")));
        put(
            "dau_mau",
            appendix
                .head
                .map(|agency| plain(if agency { "co-quan" } else { "quoc-hieu" })),
        );
        put("ten_mau", lines(&appendix.form_title));
        put("noi_dung", self.markdown(&appendix.body));
        Wanted::Map(entries)
    }
}

/// Someone who signs.
fn signed(signatory: &Signatory) -> Wanted {
    let Signatory {
        party,
        capacity,
        title,
        office,
        name,
    } = signatory;
    let mut entries = Entries::new();
    let mut put = |name: &str, value: Option<Wanted>| {
        if let Some(value) = value {
            entries.push((name.to_owned(), value));
        }
    };
    put("ben", lines(party));
    put("quyen_han", lines(capacity));
    put(
        "chuc_vu",
        Some(lines(title).unwrap_or(Wanted::Text(BLANK.to_owned()))),
    );
    put("chuc_vu_khac", lines(office));
    put("ho_ten", Some(plain(name.as_deref().unwrap_or(BLANK))));
    Wanted::Map(entries)
}

/// A text in which nothing is an expression.
fn plain(text: &str) -> Wanted {
    let words: Vec<&str> = text.split_whitespace().collect();
    Wanted::Text(stood(&unbraced(&words.join(" "))))
}

/// One text, or a list of several.
fn lines(texts: &[String]) -> Option<Wanted> {
    let texts: Vec<Wanted> = texts
        .iter()
        .filter(|text| !text.trim().is_empty())
        .map(|text| plain(text))
        .collect();
    match texts.len() {
        0 => None,
        1 => texts.into_iter().next(),
        _ => Some(Wanted::List(texts)),
    }
}

/// Tells whether two values say the same: a list of one is its item, order of entries and forms of letters say nothing.
fn same(one: &Wanted, other: &Wanted) -> bool {
    match (one, other) {
        (Wanted::List(items), other) | (other, Wanted::List(items))
            if items.len() == 1 && !matches!(other, Wanted::List(_)) =>
        {
            same(&items[0], other)
        }
        (Wanted::List(one), Wanted::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b))
        }
        (Wanted::Map(one), Wanted::Map(other)) => {
            let filled = |entries: &Entries| -> Entries {
                entries
                    .iter()
                    .filter(|(_, value)| *value != Wanted::Null)
                    .cloned()
                    .collect()
            };
            let (one, other) = (filled(one), filled(other));
            one.len() == other.len()
                && one.iter().all(|(name, value)| {
                    other
                        .iter()
                        .any(|(known, own)| known == name && same(value, own))
                })
        }
        (one, other) => written(one) == written(other),
    }
}

fn written(value: &Wanted) -> String {
    match value {
        Wanted::Text(text) => text.trim().to_owned(),
        Wanted::Number(text) => text.clone(),
        Wanted::Bool(truth) => truth.to_string(),
        Wanted::Null | Wanted::List(_) | Wanted::Map(_) => String::new(),
    }
}
