//! Pictures of signature and seal between title and name (II.7.d, II.8.a).

use super::{Dresser, signed::Signed};
use crate::picture::Picture;
use crate::sheet::{BoxSize, Drawing, FloatingPicture, Inline, Signing, Twips};

impl Dresser<'_> {
    /// Hangs the pictures on the first line under the space for the signature, the seal over the
    /// signature, in a column so wide; the signature is at most as large as `leader`.
    pub(super) fn place_pictures(&self, signed: &mut Signed, column: Twips, leader: BoxSize) {
        let space = self.space(signed);
        let pictures = self.pictures;
        let own = pictures.signatories.get(signed.person);
        let agencys = pictures.seal.as_ref().filter(|_| signed.only_seal);
        let seal = own.and_then(|own| own.seal.as_ref()).or(agencys);
        let seal = seal.filter(|_| signed.sealed);
        let Some(under) = signed.under.first_mut() else {
            return;
        };
        let Signing {
            leader: _,
            agency,
            overlap,
        } = self.style.signing;
        let middle = under.format.before - Twips(space.0 / 2);
        let signature = own.and_then(|own| own.signature.as_ref());
        let signed = signature.map_or(leader, |picture| fit(picture, leader));
        let signed_left = Twips((column.0 - signed.width.0) / 2);
        let mut hung = Vec::new();
        let mut hang = |picture: &Picture, description: &str, across, size: BoxSize| {
            hung.push(Inline::Picture(Drawing::Floating(FloatingPicture {
                picture: picture.clone(),
                description: description.to_owned(),
                across,
                down: middle - Twips(size.height.0 / 2),
                size,
            })));
        };
        let words = &self.style.picture_words;
        if let Some(picture) = signature {
            hang(picture, &words.signature, signed_left, signed);
        }
        if let Some(picture) = seal {
            let size = self.seal_size(picture, agency);
            let covered = Twips(signed.width.0 * overlap / 1000);
            hang(
                picture,
                &words.seal,
                signed_left + covered - size.width,
                size,
            );
        }
        under.inlines.splice(0..0, hung);
    }

    /// The seal's real size, where its picture tells one that a seal can have.
    fn seal_size(&self, picture: &Picture, space: BoxSize) -> BoxSize {
        let [least, most] = self.style.seal_size;
        let real = |size: f64| (least..=most).contains(&size);
        match picture.millimetres() {
            Some((width, height)) if real(width) && real(height) => BoxSize {
                width: Twips::from_micrometres((width * 1000.0).round() as i32),
                height: Twips::from_micrometres((height * 1000.0).round() as i32),
            },
            _ => fit(picture, space),
        }
    }
}

/// The largest size in a space, in the picture's own proportions.
fn fit(picture: &Picture, space: BoxSize) -> BoxSize {
    let BoxSize { width, height } = space;
    let aspect = picture.aspect();
    let scaled = |length: Twips, by: f64| Twips(((f64::from(length.0) * by).round() as i32).max(1));
    if aspect * f64::from(height.0) > f64::from(width.0) {
        BoxSize {
            width,
            height: scaled(width, 1.0 / aspect),
        }
    } else {
        BoxSize {
            width: scaled(height, aspect),
            height,
        }
    }
}
