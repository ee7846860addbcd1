//! Bytes of pictures as letters (RFC 4648, 4), which an address of the scheme `data` holds.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Adds the letters of these bytes to a text.
pub(super) fn push(bytes: &[u8], into: &mut String) {
    into.reserve(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place > group.len() {
                into.push('=');
            } else {
                let six = (bits >> (18 - 6 * place)) & 63;
                into.push(char::from(LETTERS[six as usize]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    /// The examples of the standard (RFC 4648, 10).
    #[test]
    fn the_examples_of_the_standard_come_out() {
        let examples = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, letters) in examples {
            let mut into = String::new();
            super::push(bytes.as_bytes(), &mut into);
            assert_eq!(into, letters);
        }
    }
}
