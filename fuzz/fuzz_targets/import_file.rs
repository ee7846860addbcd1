//! Any bytes as a DOCX: the container and what is in it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vanban::fuzzing::import(bytes));
