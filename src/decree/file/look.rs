//! How a component looks, as the style file says it.

use super::measure::Measure;
use crate::decree::components::ComponentFile;
use crate::decree::{FrameLook, Look, RuleLook};
use crate::sheet::{Align, Colour, Rule};
use serde::Deserialize;

#[derive(Deserialize, Clone, Copy)]
enum AlignFile {
    #[serde(rename = "trai")]
    Left,
    #[serde(rename = "giua")]
    Centre,
    #[serde(rename = "phai")]
    Right,
    #[serde(rename = "deu")]
    Justify,
}

impl From<AlignFile> for Align {
    fn from(align: AlignFile) -> Self {
        match align {
            AlignFile::Left => Self::Left,
            AlignFile::Centre => Self::Centre,
            AlignFile::Right => Self::Right,
            AlignFile::Justify => Self::Justify,
        }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
enum Lettering {
    #[serde(rename = "hoa")]
    Upper,
    #[serde(rename = "dam")]
    Bold,
    #[serde(rename = "nghieng")]
    Italic,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(rename = "phan")]
    share: Measure,
    #[serde(rename = "day")]
    weight: Measure,
    #[serde(rename = "cach")]
    space: Measure,
}

/// `RRGGBB`, as Word and the web write it.
#[derive(Clone, Copy, Default)]
pub(super) struct ColourFile(pub(super) Colour);

impl<'de> Deserialize<'de> for ColourFile {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let digits = text.trim_start_matches('#');
        let number = (digits.len() == 6)
            .then(|| u32::from_str_radix(digits, 16).ok())
            .flatten()
            .ok_or_else(|| {
                serde::de::Error::custom(format!("“{text}” không phải là màu RRGGBB"))
            })?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self(Colour { red, green, blue }))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameFile {
    #[serde(rename = "rong", default)]
    width: Measure,
    #[serde(rename = "cao", default)]
    height: Measure,
    #[serde(rename = "day")]
    weight: Measure,
    #[serde(rename = "le")]
    padding: Measure,
    #[serde(rename = "kep", default)]
    double: bool,
}

impl FrameFile {
    fn look(self) -> FrameLook {
        let Self {
            width,
            height,
            weight,
            padding,
            double,
        } = self;
        FrameLook {
            width: width.mm(),
            height: height.mm(),
            eighths: weight.eighths(),
            padding: padding.mm(),
            double,
        }
    }
}

impl RuleFile {
    fn look(self) -> RuleLook {
        let Self {
            share,
            weight,
            space,
        } = self;
        RuleLook {
            share: share.thousandths(),
            rule: Rule {
                eighths: weight.eighths(),
                space: space.get().round() as u32,
            },
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::decree) struct LookFile {
    #[serde(default)]
    id: String,
    #[serde(rename = "ten")]
    name: String,
    #[serde(rename = "chu", default)]
    lettering: Vec<Lettering>,
    #[serde(rename = "tieu_de_hoa", default)]
    upper_title: bool,
    #[serde(rename = "canh")]
    align: AlignFile,
    #[serde(rename = "co_chu")]
    size: Measure,
    #[serde(rename = "thut_dau_dong", default)]
    first_line: Measure,
    /// The indent of all lines, in mm.
    #[serde(rename = "thut_trai", default)]
    left: Measure,
    #[serde(rename = "truoc", default)]
    before: Measure,
    #[serde(rename = "sau", default)]
    after: Measure,
    #[serde(rename = "gian_dong", default = "single")]
    line: Measure,
    #[serde(rename = "giu_sau", default)]
    keep_next: bool,
    #[serde(rename = "ke_duoi")]
    rule: Option<RuleFile>,
    #[serde(rename = "ke_tren")]
    rule_above: Option<RuleFile>,
    #[serde(rename = "khung")]
    frame: Option<FrameFile>,
    #[serde(rename = "mau", default)]
    colour: ColourFile,
    /// The indent of a component with a label: from the margin to the label where several lines stand under it.
    #[serde(rename = "thut_nhan", default)]
    label_indent: Measure,
    /// The declaration that makes the entry a component; read apart ([`crate::decree::components`]).
    #[serde(rename = "thanh_phan")]
    pub(in crate::decree) component: Option<ComponentFile>,
    /// The page number's distance from the edge; read apart, and given for no other entry.
    #[serde(rename = "cach_mep", default)]
    pub(super) edge: Measure,
}

fn single() -> Measure {
    Measure::House(1.0)
}

impl LookFile {
    pub(in crate::decree) fn into_look(self) -> Look {
        let Self {
            id,
            name,
            lettering,
            upper_title,
            align,
            size,
            first_line,
            left,
            before,
            after,
            line,
            keep_next,
            rule,
            rule_above,
            frame,
            colour,
            label_indent,
            component: _,
            edge: _,
        } = self;
        Look {
            id,
            name,
            upper: lettering.contains(&Lettering::Upper),
            upper_title,
            bold: lettering.contains(&Lettering::Bold),
            italic: lettering.contains(&Lettering::Italic),
            align: align.into(),
            size: size.half_points(),
            first_line: first_line.cm(),
            left: left.mm(),
            before: before.points(),
            after: after.points(),
            line: line.line(),
            keep_next,
            label_indent: label_indent.mm(),
            rule: rule.map(RuleFile::look),
            rule_above: rule_above.map(RuleFile::look),
            frame: frame.map(FrameFile::look),
            colour: colour.0,
        }
    }
}
