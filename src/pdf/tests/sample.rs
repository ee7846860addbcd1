//! Pages built by hand, as layout would hand them on.

use crate::document::{HeadingForm, Properties};
use crate::font::{FaceId, FontSet};
use crate::layout::{Item, Line, OutlineEntry, Page, Pages, Part, RuleLine, Span};
use crate::sheet::Role;

const LEFT: f64 = 85.05;
const MEASURE: f64 = 453.55;
const LEADING: f64 = 18.4;

/// A page under work.
pub(super) struct Sheet<'a> {
    fonts: &'a FontSet,
    y: f64,
    paragraph: u32,
    /// Level of the next line, if it is a heading.
    level: Option<u8>,
    page: Page,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(fonts: &'a FontSet, paragraph: u32) -> Self {
        let page = Page {
            width: 595.276,
            height: 841.89,
            items: Vec::new(),
        };
        Self {
            fonts,
            y: 75.0,
            paragraph,
            level: None,
            page,
        }
    }

    /// A span at `x`.
    pub(super) fn span(x: f64, face: FaceId, size: f64, text: &str) -> Span {
        Span {
            x,
            face,
            size,
            rise: 0.0,
            colour: crate::sheet::Colour::BLACK,
            text: text.to_owned(),
            space_extra: 0.0,
            blank: None,
            mark: None,
            reads: None,
            title: false,
            cross: None,
            origins: 0..0,
        }
    }

    /// A line of spans, on the next baseline.
    pub(super) fn line(&mut self, role: Role, spans: Vec<Span>) {
        self.y += LEADING;
        let part = Part {
            role,
            paragraph: self.paragraph,
            cell: None,
            note: None,
            item: None,
            outline: self.level.take(),
        };
        self.paragraph += 1;
        self.page.items.push(Item::Line(Line {
            part,
            baseline: self.y,
            spans,
            origins: Vec::new(),
        }));
    }

    /// A line of one span in the middle of the measure.
    pub(super) fn centred(&mut self, role: Role, face: FaceId, size: f64, text: &str) {
        let x = LEFT + (MEASURE - self.fonts.face(face).width(text, size)) / 2.0;
        self.line(role, vec![Self::span(x, face, size, text)]);
    }

    /// A justified line; its text ends in a space, which hangs.
    pub(super) fn justified(&mut self, face: FaceId, size: f64, text: &str) {
        let inked = text.trim_end();
        let gaps = inked.matches(' ').count().max(1) as f64;
        let slack = MEASURE - self.fonts.face(face).width(inked, size);
        let mut span = Self::span(LEFT, face, size, text);
        span.space_extra = slack / gaps;
        self.line(Role::Body, vec![span]);
    }

    /// A rule under the last line.
    pub(super) fn rule(&mut self, x0: f64, x1: f64, width: f64) {
        let y = self.y + 5.0;
        self.page.items.push(Item::Rule(RuleLine {
            x0,
            y0: y,
            x1,
            y1: y,
            width,
            colour: crate::sheet::Colour::BLACK,
        }));
    }

    /// The page, and how many paragraphs there are so far.
    pub(super) fn done(self) -> (Page, u32) {
        (self.page, self.paragraph)
    }
}

fn heading() -> Role {
    Role::Heading {
        form: HeadingForm::Roman,
    }
}

fn entry(level: u8, title: &str, page: usize, y: f64) -> OutlineEntry {
    OutlineEntry {
        level,
        title: title.to_owned(),
        page,
        y,
    }
}

fn properties() -> Properties {
    Properties {
        title: "Kế hoạch phát triển kinh tế – xã hội năm 2026".to_owned(),
        author: "Ủy ban nhân dân tỉnh Quảng Ngãi".to_owned(),
        subject: "Phát triển kinh tế – xã hội (2026)".to_owned(),
        language: "vi-VN".to_owned(),
    }
}

/// Two pages: all four faces, justified lines, superscripts, rules, bookmarks of three levels.
pub(super) fn two_pages(fonts: &FontSet) -> Pages {
    use FaceId::{Bold, BoldItalic, Italic, Regular};
    let mut one = Sheet::new(fonts, 0);
    one.centred(
        component("national-title"),
        Bold,
        13.0,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    );
    one.centred(
        component("motto"),
        Bold,
        14.0,
        "Độc lập - Tự do - Hạnh phúc",
    );
    one.rule(228.0, 396.0, 0.75);
    one.centred(
        component("place-date"),
        Italic,
        14.0,
        "Quảng Ngãi, ngày 05 tháng 01 năm 2026",
    );
    one.level = Some(1);
    one.centred(heading(), Bold, 14.0, "I. MỤC ĐÍCH, YÊU CẦU");
    one.justified(
        Regular,
        14.0,
        "Giao Sở Tài chính chủ trì, phối hợp với các cơ quan liên quan ",
    );
    one.line(
        Role::Body,
        vec![Sheet::span(
            LEFT,
            Regular,
            14.0,
            "triển khai Nghị\u{a0}định số 30/2020/NĐ-CP ngày 05/3/2020.",
        )],
    );
    let text = "Ghi chú";
    let mut mark = Sheet::span(LEFT, Regular, 8.0, "1");
    mark.x += fonts.face(BoldItalic).width(text, 14.0);
    mark.rise = 4.6;
    one.line(
        Role::Body,
        vec![Sheet::span(LEFT, BoldItalic, 14.0, text), mark],
    );
    let (one, paragraphs) = one.done();
    let mut two = Sheet::new(fonts, paragraphs);
    two.level = Some(2);
    two.centred(heading(), Bold, 14.0, "1. Mục đích");
    two.level = Some(3);
    two.centred(heading(), Italic, 14.0, "a) Cụ thể hóa chủ trương");
    two.justified(
        Regular,
        14.0,
        "Ỷ, ỹ, ượng, ằng, ẫm, ỗng, đường (lối) \\ % đổi mới 100% – “hết”. ",
    );
    two.rule(LEFT, LEFT + MEASURE, 0.5);
    two.line(
        Role::PageNumber,
        vec![Sheet::span(300.0, Regular, 14.0, "2")],
    );
    Pages {
        properties: properties(),
        fields: Vec::new(),
        pages: vec![one, two.done().0],
        outline: vec![
            entry(1, "I. MỤC ĐÍCH, YÊU CẦU", 0, 140.5),
            entry(2, "1. Mục đích", 1, 80.0),
            entry(3, "a) Cụ thể hóa chủ trương", 1, 98.4),
            entry(3, "b) Bảo đảm tiến độ", 1, 116.8),
            entry(2, "2. Yêu cầu", 1, 135.2),
            entry(1, "II. NHIỆM VỤ", 1, 153.6),
        ],
    }
}

/// The role of a component.
fn component(name: &str) -> Role {
    Role::Component(crate::document::ComponentName::new(name).unwrap())
}
