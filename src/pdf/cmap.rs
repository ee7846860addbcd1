//! The table of a font program that goes from characters to glyphs.
//!
//! A simple font that is not symbolic is read by a table for Windows (ISO 32000-1, 9.6.6.4; PDF/A-2, 6.2.11.6), which
//! allsorts does not write.

const TAG: [u8; 4] = *b"cmap";
const HEAD: [u8; 4] = *b"head";
/// Bytes before the list of tables, and of one of its entries.
const HEADER: usize = 12;
const ENTRY: usize = 16;
/// Where `head` has what makes the sum of the file right, and that sum.
const ADJUSTMENT: usize = 8;
const WHOLE: u32 = 0xB1B0_AFBA;

/// The program with a table of some characters of the basic plane and their glyphs; none where the program is no font,
/// or the table would be too long.
pub(super) fn with_cmap(program: &[u8], glyphs: &[(char, u16)]) -> Option<Vec<u8>> {
    let mut tables = tables(program)?;
    tables.retain(|(tag, _)| *tag != TAG);
    tables.push((TAG, cmap(glyphs)?));
    tables.sort();
    let mut out = program.get(..4)?.to_vec();
    let count = u16::try_from(tables.len()).ok()?;
    for number in search(count, ENTRY as u16) {
        out.extend(number.to_be_bytes());
    }
    let mut place = HEADER + ENTRY * tables.len();
    let mut adjustment = None;
    for (tag, table) in &mut tables {
        if *tag == HEAD {
            table.get_mut(ADJUSTMENT..ADJUSTMENT + 4)?.fill(0);
            adjustment = Some(place + ADJUSTMENT);
        }
        out.extend(*tag);
        let length = u32::try_from(table.len()).ok()?;
        for number in [sum(table), u32::try_from(place).ok()?, length] {
            out.extend(number.to_be_bytes());
        }
        place += table.len().next_multiple_of(4);
    }
    for (_, table) in &tables {
        out.extend(table);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    let whole = WHOLE.wrapping_sub(sum(&out));
    let adjustment = adjustment?;
    out.get_mut(adjustment..adjustment + 4)?
        .copy_from_slice(&whole.to_be_bytes());
    Some(out)
}

/// The tables of a font, with their tags.
fn tables(program: &[u8]) -> Option<Vec<([u8; 4], Vec<u8>)>> {
    let count = u16::from_be_bytes(program.get(4..6)?.try_into().ok()?);
    let entries = program.get(HEADER..)?.chunks_exact(ENTRY);
    let read = |entry: &[u8]| {
        let number = |at: usize| {
            let bytes = entry.get(at..at + 4)?.try_into().ok()?;
            usize::try_from(u32::from_be_bytes(bytes)).ok()
        };
        let (start, length) = (number(8)?, number(12)?);
        let table = program.get(start..start.checked_add(length)?)?;
        Some((entry.get(..4)?.try_into().ok()?, table.to_vec()))
    };
    let tables: Option<Vec<_>> = entries.take(usize::from(count)).map(read).collect();
    tables.filter(|tables| tables.len() == usize::from(count))
}

/// How many there are, and the three numbers by which a binary search among them begins.
fn search(count: u16, size: u16) -> [u16; 4] {
    let steps = count.max(1).ilog2() as u16;
    let range = (1 << steps) * size;
    [count, range, steps, (count * size).saturating_sub(range)]
}

/// The sum of a table's words, the last filled up with zeros.
fn sum(table: &[u8]) -> u32 {
    table.chunks(4).fold(0, |sum, word| {
        let mut whole = [0; 4];
        whole[..word.len()].copy_from_slice(word);
        sum.wrapping_add(u32::from_be_bytes(whole))
    })
}

/// Characters that follow each other and whose glyphs do, too.
struct Run {
    first: u16,
    last: u16,
    glyph: u16,
}

/// The table: one for Windows, Unicode's basic plane (platform 3, encoding 1), in runs (format 4).
fn cmap(glyphs: &[(char, u16)]) -> Option<Vec<u8>> {
    let mut codes: Vec<(u16, u16)> = glyphs
        .iter()
        .map(|&(character, glyph)| Some((u16::try_from(u32::from(character)).ok()?, glyph)))
        .collect::<Option<_>>()?;
    codes.sort_unstable();
    let mut runs: Vec<Run> = Vec::new();
    for (code, glyph) in codes {
        match runs.last_mut() {
            Some(run)
                if code - run.first == glyph.wrapping_sub(run.glyph) && run.last + 1 == code =>
            {
                run.last = code;
            }
            _ => runs.push(Run {
                first: code,
                last: code,
                glyph,
            }),
        }
    }
    // The end that every such table has.
    runs.push(Run {
        first: u16::MAX,
        last: u16::MAX,
        glyph: 0,
    });
    let count = u16::try_from(runs.len()).ok()?;
    let [_, range, steps, rest] = search(count, 2);
    let length = 16 + 8 * count;
    let mut words = vec![0, 1, 3, 1, 0, 12, 4, length, 0];
    words.extend([2 * count, range, steps, rest]);
    words.extend(runs.iter().map(|run| run.last));
    words.push(0);
    words.extend(runs.iter().map(|run| run.first));
    words.extend(runs.iter().map(|run| run.glyph.wrapping_sub(run.first)));
    words.extend(runs.iter().map(|_| 0));
    Some(words.into_iter().flat_map(u16::to_be_bytes).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{FaceId, FontSet};

    #[test]
    fn the_table_is_read_as_it_was_written() {
        let fonts = FontSet::embedded();
        let program = fonts.face(FaceId::Italic).data();
        let glyphs = [('b', 8), ('a', 7), ('c', 3), ('d', 4), ('ự', 900), ('–', 1)];
        let made = with_cmap(program, &glyphs).unwrap();
        let read = ttf_parser::Face::parse(&made, 0).unwrap();
        for (character, glyph) in glyphs {
            assert_eq!(read.glyph_index(character).map(|g| g.0), Some(glyph));
        }
        assert_eq!(read.glyph_index('e'), None);
        let table = read.tables().cmap.unwrap().subtables.get(0).unwrap();
        assert_eq!(table.platform_id, ttf_parser::PlatformId::Windows);
        assert_eq!(table.encoding_id, 1);
        assert_eq!(sum(&made), WHOLE);
        // All else is as it was.
        assert_eq!(tables(program).unwrap().len(), tables(&made).unwrap().len());
        let glyf = |program: &[u8]| {
            let all = tables(program).unwrap();
            all.into_iter().find(|(tag, _)| tag == b"glyf").unwrap().1
        };
        assert!(glyf(program) == glyf(&made));
    }

    #[test]
    fn what_is_no_font_is_none() {
        let fonts = FontSet::embedded();
        let program = fonts.face(FaceId::Regular).data();
        for length in [0, 5, 11, 40, 300] {
            assert!(with_cmap(&program[..length], &[('a', 1)]).is_none());
        }
        assert!(with_cmap(program, &[('😀', 1)]).is_none());
    }
}
