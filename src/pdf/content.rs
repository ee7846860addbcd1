//! The content of a page, operator by operator (ISO 32000-1, annex A).
//!
//! printpdf could write it too, but looks each character up twice and has each byte of its code
//! spelt by the formatting machinery, which took a quarter of a batch's time.

use super::broken;
use super::syntax;
use crate::diagnostic::Result;
use lopdf::Dictionary;

/// Content in the making.
#[derive(Default)]
pub(super) struct Content(Vec<u8>);

impl Content {
    /// Gives the bytes that were written.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// BDC: opens marked content.
    pub(super) fn begin_marked(&mut self, tag: &str, properties: &Dictionary) {
        syntax::name(&mut self.0, tag.as_bytes());
        syntax::dictionary(&mut self.0, properties);
        self.operator("BDC");
    }

    /// An operator that takes numbers only.
    pub(super) fn draw(&mut self, operator: &str, numbers: &[f64]) -> Result<()> {
        for &value in numbers {
            self.number(value)?;
        }
        self.operator(operator);
        Ok(())
    }

    /// Tf: sets font and size.
    pub(super) fn font(&mut self, resource: &str, size: f64) -> Result<()> {
        syntax::name(&mut self.0, resource.as_bytes());
        self.0.push(b' ');
        self.draw("Tf", &[size])
    }

    /// d: dashes and gaps in turn; none: an unbroken line.
    pub(super) fn dashes(&mut self, lengths: &[f64]) -> Result<()> {
        self.0.push(b'[');
        for &length in lengths {
            self.number(length)?;
        }
        self.0.extend(b"]0 ");
        self.operator("d");
        Ok(())
    }

    /// Do: draws an external object.
    pub(super) fn object(&mut self, resource: &str) {
        syntax::name(&mut self.0, resource.as_bytes());
        self.0.push(b' ');
        self.operator("Do");
    }

    /// Tj: shows codes of two bytes.
    pub(super) fn text(&mut self, codes: &[u8]) {
        syntax::literal(&mut self.0, codes);
        self.operator("Tj");
    }

    /// TJ: shows a piece of text and those that follow it, each so many thousandths of an em to the
    /// left of where the one before ends.
    pub(super) fn pieces<'a>(
        &mut self,
        first: &[u8],
        rest: impl IntoIterator<Item = (f64, &'a [u8])>,
    ) -> Result<()> {
        self.0.push(b'[');
        self.piece(first);
        for (offset, codes) in rest {
            self.number(offset)?;
            self.piece(codes);
        }
        self.0.push(b']');
        self.operator("TJ");
        Ok(())
    }

    fn piece(&mut self, codes: &[u8]) {
        if !codes.is_empty() {
            syntax::literal(&mut self.0, codes);
        }
    }

    /// An operator, after what it takes.
    pub(super) fn operator(&mut self, operator: &str) {
        self.0.extend(operator.as_bytes());
        self.0.push(b'\n');
    }

    /// Three decimals (a 70,000th of an inch), and a space before what comes next.
    fn number(&mut self, value: f64) -> Result<()> {
        let thousandths = (value * 1000.0).round();
        // Beyond, no paper and no reader of PDF goes (annex C).
        if !thousandths.is_finite() || thousandths.abs() > 1e9 {
            return Err(broken("có vị trí không phải là số"));
        }
        syntax::thousandths(&mut self.0, thousandths as i64);
        self.0.push(b' ');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn operators_stand_after_what_they_take() -> Result<()> {
        let mut content = Content::default();
        content.begin_marked("P", &dictionary! { "MCID" => 0 });
        content.operator("BT");
        content.font("R", 14.0)?;
        content.draw("Tm", &[1.0, 0.0, 0.0, 1.0, 85.0395, -0.00001])?;
        content.text(&[0, b'(']);
        content.pieces(&[0, 1], [(-12.5, [0, 2].as_slice())])?;
        content.operator("ET");
        content.object("Picture1.1");
        let expected = "/P<</MCID 0>>BDC\nBT\n/R 14 Tf\n1 0 0 1 85.04 0 Tm\n(\0\\()Tj\n\
                        [(\0\u{1})-12.5 (\0\u{2})]TJ\nET\n/Picture1.1 Do\n";
        assert_eq!(String::from_utf8_lossy(&content.into_bytes()), expected);
        assert!(Content::default().draw("w", &[f64::NAN]).is_err());
        Ok(())
    }
}
