//! Which program this is: `vanban --version`, and `vanban doctor` for fault reports.

use std::sync::LazyLock;

/// The number of the version.
pub(super) const NUMBER: &str = env!("CARGO_PKG_VERSION");

/// The commit that the program is built of, with `+` where more than that was built; none where nobody knows.
pub(super) const COMMIT: Option<&str> = option_env!("VANBAN_COMMIT");

/// What it was built for.
pub(super) const TARGET: &str = env!("VANBAN_TARGET");

/// What it was built with, of what can be left out.
pub(super) const FEATURES: &[&str] = if cfg!(feature = "serve") {
    &["serve"]
} else {
    &[]
};

/// What stands behind the name in `--version`; `-V` has the number alone.
pub(super) fn long() -> &'static str {
    static LONG: LazyLock<String> = LazyLock::new(|| {
        let features = match FEATURES {
            [] => "không có".to_owned(),
            some => some.join(", "),
        };
        let commit = COMMIT.unwrap_or("không rõ");
        format!("{NUMBER}\nCommit: {commit}\nTính năng: {features}\nHệ máy: {TARGET}")
    });
    &LONG
}
