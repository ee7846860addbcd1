//! Illustrations of the body: a picture or chart alone in its paragraph, its caption below.

use super::Dresser;
use super::text::inlines_origin;
use crate::chart::Chart;
use crate::diagnostic::Diagnostic;
use crate::document::{self, Illustration, Inlines, Origin, Subject, Width};
use crate::font::FaceId;
use crate::sheet::{self, Block, BoxSize, Drawing, Graphic, Inline, Paragraph, Role, Twips};
use std::sync::Arc;

impl Dresser<'_> {
    /// The illustration, as large as its file or the writer says, but never larger than the page leaves
    /// room for it and its caption.
    pub(super) fn illustration(
        &mut self,
        shown: &Illustration,
        origin: Option<Origin>,
    ) -> Vec<Block> {
        let Illustration {
            subject,
            description,
            caption,
            width,
        } = shown;
        let looks = &self.style.looks;
        let Some((graphic, natural)) = self.graphic(subject, origin) else {
            return Vec::new();
        };
        let mut below = (!caption.is_empty())
            .then(|| self.paragraph(Role::Caption, &looks.caption, caption, origin));
        if let Some(below) = &mut below {
            self.balance(below, self.column);
            below.format.keep_lines = true;
        }
        let size = self.size(natural, *width, below.as_ref());
        // A chart is told by its figures, unless its writer tells it.
        let told = match &graphic {
            Graphic::Image(_) => plain(caption),
            Graphic::Chart(chart, look) => chart.told(&look.words),
        };
        let words = Some(plain(description)).filter(|words| !words.is_empty());
        let mut alone = self.paragraph(
            Role::Illustration,
            &looks.illustration,
            &Inlines::new(),
            inlines_origin(description).or(origin),
        );
        alone.format.keep_next |= below.is_some();
        alone.inlines = vec![Inline::Picture(Drawing::Standing(sheet::Illustration {
            graphic,
            description: words.unwrap_or(told),
            size,
        }))];
        let paragraphs = std::iter::once(alone).chain(below);
        paragraphs.map(Block::Paragraph).collect()
    }

    /// The drawing, and its natural size in points.
    fn graphic(
        &mut self,
        subject: &Subject,
        origin: Option<Origin>,
    ) -> Option<(Graphic, (f64, f64))> {
        match subject {
            Subject::Picture(name) => match self.pictures.illustrations.picture(name) {
                Some(image) => {
                    let size = image.points();
                    Some((Graphic::Image(image), size))
                }
                None => self.missing("anh-duong-dan", format!("không có ảnh “{name}”"), origin),
            },
            Subject::Chart(name) => match self.pictures.illustrations.chart(name) {
                Some(chart) => {
                    self.check_face(&chart, origin);
                    let look = &self.style.chart;
                    let width = self.column.points();
                    let height = width * f64::from(look.height) / 1000.0;
                    let graphic = Graphic::Chart(chart, Arc::new(look.clone()));
                    Some((graphic, (width, height)))
                }
                None => self.missing("bieu-do-la", format!("không có biểu đồ “{name}”"), origin),
            },
        }
    }

    /// Tells of a letter in the names of a chart that the face lacks.
    fn check_face(&mut self, chart: &Chart, origin: Option<Origin>) {
        let face = self.fonts.face(FaceId::Regular);
        let mut letters = chart.texts().flat_map(str::chars);
        if let Some(c) = letters.find(|c| face.glyph(*c).is_none()) {
            let message = format!(
                "phông chữ không có ký tự “{c}” (U+{:04X}) của biểu đồ",
                c as u32
            );
            let error = Diagnostic::error("thieu-chu", message)
                .at(self.document.place(origin))
                .help("bỏ hoặc thay ký tự này trong tên nhóm, tên dãy hay đơn vị của biểu đồ");
            self.errors.push(error);
        }
    }

    /// An illustration that only a template names: what texts name was looked at before.
    fn missing<T>(
        &mut self,
        code: &'static str,
        message: String,
        origin: Option<Origin>,
    ) -> Option<T> {
        let error = Diagnostic::error(code, message)
            .at(self.document.place(origin))
            .help("ghi hình này bằng ![mô tả](tệp ảnh) trong nội dung, hoặc bỏ nó khỏi mẫu");
        self.errors.push(error);
        None
    }

    /// The size in print: natural or as wide as wanted, then made smaller until column and page have
    /// room for it.
    fn size(
        &self,
        (across, down): (f64, f64),
        width: Option<Width>,
        caption: Option<&Paragraph>,
    ) -> BoxSize {
        let column = self.column.points();
        let wanted = match width {
            None => across,
            Some(Width::Share(thousandths)) => column * f64::from(thousandths) / 1000.0,
            Some(Width::Length(micrometres)) => f64::from(micrometres) / 1000.0 / 25.4 * 72.0,
        };
        let look = &self.style.looks.illustration;
        let around = (look.before + look.after).points();
        let below = caption.map_or(0.0, |caption| self.text_height(caption, column));
        let room = (self.room.points() - around - below - ROUNDING).max(1.0);
        let width = wanted.min(column).min(room * across / down);
        let twips = |points: f64| Twips(((points * 20.0).floor() as i32).max(1));
        BoxSize {
            width: twips(width),
            height: twips(width * down / across),
        }
    }
}

/// Room for what programs count otherwise in the height of a line, in points.
const ROUNDING: f64 = 4.0;

/// A line as it is read out.
fn plain(line: &Inlines) -> String {
    let mut out = String::new();
    for inline in line {
        match inline {
            document::Inline::Text(text) => out.push_str(&text.text),
            document::Inline::Blank(_) | document::Inline::Leader(_) => out.push('…'),
            document::Inline::Check(ticked) => out.push(if *ticked { '☑' } else { '☐' }),
            document::Inline::Break => out.push(' '),
            document::Inline::Note(_) => {}
        }
    }
    let plain = out.replace('\u{a0}', " ").replace('\u{2011}', "-");
    plain.trim().to_owned()
}
