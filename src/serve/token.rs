//! Secrets of a run, which only those know who were told by the terminal or opened by the program.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Bytes of a secret.
const LENGTH: usize = 32;
/// An address that was handed to the browser opens the page for so long, once.
const FRESH: Duration = Duration::from_secs(120);
/// Addresses that wait to be opened; of more the oldest is forgotten.
const MOST_WAITING: usize = 16;

/// A random secret in hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Token(String);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// The system gives no random bytes.
    pub(super) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes.map(|byte| format!("{byte:02x}")).concat()))
    }

    /// One that was written down.
    pub(super) fn known(text: String) -> Self {
        Self(text)
    }

    /// Its digits.
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// Tells whether a text is this secret; how long that takes tells nothing of where they differ.
    pub(super) fn is(&self, text: &str) -> bool {
        let (own, other) = (self.0.as_bytes(), text.as_bytes());
        let pairs = own.iter().zip(other);
        let differing = pairs.fold(0, |differing, (a, b)| differing | (a ^ b));
        own.len() == other.len() && std::hint::black_box(differing) == 0
    }
}

/// Secrets that are good once, for addresses that other programs get to see on their way to the browser.
#[derive(Default)]
pub(super) struct Once(Mutex<VecDeque<(Token, Instant)>>);

impl Once {
    /// A new one.
    ///
    /// # Errors
    /// As [`Token::random`].
    pub(super) fn make(&self) -> Result<Token, getrandom::Error> {
        let token = Token::random()?;
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() == MOST_WAITING {
            waiting.pop_front();
        }
        waiting.push_back((token.clone(), Instant::now()));
        Ok(token)
    }

    /// Tells whether a text is one of them that is fresh; it is none after that.
    pub(super) fn take(&self, text: &str) -> bool {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|(_, since)| since.elapsed() < FRESH);
        let before = waiting.len();
        waiting.retain(|(token, _)| !token.is(text));
        waiting.len() < before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_itself_alone() {
        let Ok(token) = Token::random() else {
            panic!("no random bytes");
        };
        let text = token.text().to_owned();
        assert_eq!(text.len(), 2 * LENGTH);
        assert!(token.is(&text));
        assert!(!token.is(""));
        assert!(!token.is(&text[1..]));
        assert!(!token.is(&format!("{text}0")));
        assert!(
            !token.is(&text
                .to_uppercase()
                .replace(|c: char| c.is_ascii_digit(), "x"))
        );
        assert!(Token::random().is_ok_and(|other| other != token));
    }

    #[test]
    fn an_address_opens_once() {
        let once = Once::default();
        let Ok(token) = once.make() else {
            panic!("no random bytes");
        };
        assert!(!once.take("khác"));
        assert!(once.take(token.text()));
        assert!(!once.take(token.text()));
    }
}
