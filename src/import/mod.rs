//! Documents of other programs as content: a DOCX that a typist made, back into YAML.
//!
//! In: the bytes of a file. Out: [`flat::Flat`], the document as its typist left it, with every look resolved and
//! nothing understood (`read`). Nothing of vanban's own model is known here.

#[expect(dead_code, reason = "the reader and what understands it follow")]
pub(crate) mod flat;
