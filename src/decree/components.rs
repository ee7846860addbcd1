//! The components that a style file declares: its entries with a key `thanh_phan`.
//!
//! In: the tree of the file, choices applied. Out: the table of components, each with its look, and the
//! tree without them.

use super::Look;
use super::choose::{self, FOLLOWS};
use super::file::LookFile;
use crate::data;
use crate::diagnostic::{Result, Source};
use crate::document::{Breaks, Cell, Component, ComponentName, Components, Form, InLetterhead};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::sync::Arc;

/// The key by which an entry declares a component.
const COMPONENT: &str = "thanh_phan";

/// The part of an entry that declares its component, beside its look.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ComponentFile {
    #[serde(rename = "phan_tu")]
    element: String,
    #[serde(rename = "hinh_thuc", default)]
    form: FormFile,
    #[serde(rename = "noi_tiep", default)]
    adjacent: bool,
    #[serde(rename = "dau_trang")]
    letterhead: Option<LetterheadFile>,
    #[serde(rename = "goi")]
    called: Option<String>,
    #[serde(rename = "danh_so", default)]
    counted: bool,
    #[serde(rename = "lap_lai", default)]
    repeats: bool,
    #[serde(rename = "tieu_de", default)]
    title: bool,
}

#[derive(serde::Deserialize, Clone, Copy, Default)]
enum FormFile {
    #[default]
    #[serde(rename = "dong")]
    Lines,
    #[serde(rename = "nhan_danh_sach")]
    Labelled,
}

#[derive(serde::Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
struct LetterheadFile {
    #[serde(rename = "o")]
    cell: CellFile,
    #[serde(rename = "bat_buoc", default)]
    needed: bool,
    #[serde(rename = "nhieu_dong", default)]
    several: bool,
    #[serde(rename = "ngat", default)]
    breaks: BreaksFile,
}

#[derive(serde::Deserialize, Clone, Copy)]
enum CellFile {
    #[serde(rename = "trai_tren")]
    LeftTop,
    #[serde(rename = "trai_duoi")]
    LeftBottom,
    #[serde(rename = "phai_tren")]
    RightTop,
    #[serde(rename = "phai_duoi")]
    RightBottom,
    #[serde(rename = "le_tren")]
    TopMargin,
    #[serde(rename = "chan_trang")]
    Foot,
}

#[derive(serde::Deserialize, Clone, Copy, Default)]
enum BreaksFile {
    #[default]
    #[serde(rename = "deu")]
    Evenly,
    #[serde(rename = "tu_do")]
    Freely,
    #[serde(rename = "gach_noi")]
    AtHyphens,
    #[serde(rename = "truoc_ngay")]
    BeforeDate,
}

impl ComponentFile {
    fn form(&self) -> Form {
        let Some(head) = self.letterhead else {
            return match self.form {
                FormFile::Lines => Form::Lines {
                    adjacent: self.adjacent,
                },
                FormFile::Labelled => Form::Labelled,
            };
        };
        Form::Letterhead(InLetterhead {
            cell: match head.cell {
                CellFile::LeftTop => Cell::LeftTop,
                CellFile::LeftBottom => Cell::LeftBottom,
                CellFile::RightTop => Cell::RightTop,
                CellFile::RightBottom => Cell::RightBottom,
                CellFile::TopMargin => Cell::TopMargin,
                CellFile::Foot => Cell::Foot,
            },
            needed: head.needed,
            several: head.several,
            breaks: match head.breaks {
                BreaksFile::Evenly => Breaks::Evenly,
                BreaksFile::Freely => Breaks::Freely,
                BreaksFile::AtHyphens => Breaks::AtHyphens,
                BreaksFile::BeforeDate => Breaks::BeforeDate,
            },
        })
    }
}

/// The components of a file, and their looks in the same order.
pub(super) struct Declared {
    pub(super) table: Arc<Components>,
    pub(super) looks: Vec<(ComponentName, Look)>,
}

/// Takes the components out of the tree of a style file. Where one is wrong, the message shows it in
/// `brought`, the file that was read last.
pub(super) fn take(tree: &mut Value, brought: &Arc<Source>) -> Result<Declared> {
    let followed = followed(tree);
    let mut components = serde_yaml::Mapping::new();
    if let Value::Mapping(map) = tree {
        let all = std::mem::take(map);
        for (key, entry) in all {
            // A measure that stands alone is there for others to follow.
            let followed = key.as_str().is_some_and(|key| followed.contains(key));
            if entry.get(COMPONENT).is_some() {
                components.insert(key, entry);
            } else if !(followed && choose::is_measure(&entry)) {
                map.insert(key, entry);
            }
        }
    }
    // The ids of Word's styles that are taken.
    let ids = |entry: &Value| Some(entry.get("id")?.as_str()?.to_owned());
    let rest = tree.as_mapping().into_iter().flat_map(|map| map.values());
    let mut taken: BTreeSet<String> = rest.filter_map(ids).collect();
    taken.insert("Normal".to_owned());
    let entries: InOrder<LookFile> = data::read_tree(&Value::Mapping(components), brought)?;
    let mut table = Components::default();
    let mut looks: Vec<(ComponentName, Look)> = Vec::new();
    for (key, mut entry) in entries.0 {
        let wrong = |path: &[&str], message: String, help: &str| {
            let path = [&[key.as_str()], path].concat();
            data::fault(brought, &path, &message, help)
        };
        let Some(said) = entry.component.take() else {
            continue;
        };
        let form = said.form();
        let look = entry.into_look();
        let element = [COMPONENT, "phan_tu"];
        let Some(name) = ComponentName::new(&said.element) else {
            let message = format!("“{}” không dùng làm tên phần tử được", said.element);
            let help =
                "chữ thường không dấu, chữ số và dấu gạch nối, bắt đầu bằng chữ, dài nhất 24 ký tự";
            return Err(wrong(&element, message, help));
        };
        let letters = look.id.bytes().all(|b| b.is_ascii_alphanumeric());
        let heading = look.id.starts_with("Heading");
        if look.id.is_empty() || !letters || heading || !taken.insert(look.id.clone()) {
            let message = format!("mã kiểu “{}” trống, trùng hoặc có ký tự lạ", look.id);
            let help = "mỗi thành phần có một id riêng, chỉ gồm chữ không dấu và chữ số";
            return Err(wrong(&["id"], message, help));
        }
        if said.title && !matches!(form, Form::Lines { .. }) {
            let message = format!("<{name}> không làm tiêu đề của văn bản được");
            let help = "chỉ thành phần có hình thức dong, ngoài <letterhead>, mới có tieu_de: true";
            return Err(wrong(&[COMPONENT, "tieu_de"], message, help));
        }
        let component = Component {
            name,
            form,
            called: said.called.unwrap_or_else(|| look.name.to_lowercase()),
            counted: said.counted,
            repeats: said.repeats,
            title: said.title,
        };
        if let Err(name) = table.add(component) {
            let message = format!("phần tử <{name}> đã có");
            let help = "đặt tên khác; các phần tử có sẵn ở docs/markup.md và nd30.yaml";
            return Err(wrong(&element, message, help));
        }
        looks.push((name, look));
    }
    Ok(Declared {
        table: Arc::new(table),
        looks,
    })
}

/// The measures that others follow, by their paths.
fn followed(tree: &Value) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut rest = vec![tree];
    while let Some(node) = rest.pop() {
        let path = node.get(FOLLOWS).and_then(Value::as_str);
        all.extend(path.map(str::to_owned));
        rest.extend(node.as_mapping().into_iter().flat_map(|map| map.values()));
    }
    all
}

/// The entries of a map in the order of the file.
struct InOrder<T>(Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for InOrder<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Vec<(String, T)>;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut map: A,
            ) -> std::result::Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    all.push(entry);
                }
                Ok(all)
            }
        }

        deserializer.deserialize_map(Entries(PhantomData)).map(Self)
    }
}
