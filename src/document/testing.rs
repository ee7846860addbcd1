//! The program's own components, for tests that read markup.

use super::Components;
use crate::decree::Style;
use std::sync::Arc;

/// The components of the program's own data.
pub(crate) fn components() -> Arc<Components> {
    let (style, _) = Style::nd30(&[]).expect("the embedded nd30.yaml is read by a test");
    style.components
}
