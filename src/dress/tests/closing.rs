//! Several signatures side by side, and where they are signed.

use super::{fonts, sheet};
use crate::layout::{FieldKind, Item, lay_out};
use crate::sheet::{Block, Role, TableRole};

const TWO: &str = "<p>a</p><closing>\
    <recipients label=\"Nơi nhận:\"><item>- Như trên;</item></recipients>\
    <signature><title>THƯ KÝ</title><name>Bùi Văn A</name></signature>\
    <signature><authority>TM. ỦY BAN NHÂN DÂN</authority><title>CHỦ TỊCH</title><name>Trần B</name></signature>\
    </closing>";

#[test]
fn signatures_stand_side_by_side_with_their_names_at_one_height() {
    let sheet = sheet(TWO, &[]);
    let Some(Block::Table(table)) = sheet.sections[0].blocks.last() else {
        panic!("no closing");
    };
    assert_eq!(table.role, TableRole::Closing);
    assert!((table.columns[0].0 - table.columns[1].0).abs() <= 1);
    assert_eq!(table.rows.len(), 2, "Nơi nhận stands below");

    let pages = lay_out(&sheet, fonts());
    let lines = pages.pages[0].items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        _ => None,
    });
    let of = |role| lines.clone().filter(move |line| line.part.role == role);
    let names: Vec<f64> = of(Role::SignatureName).map(|line| line.baseline).collect();
    assert_eq!(names.len(), 2);
    assert!((names[0] - names[1]).abs() < 0.06, "{names:?}");
    let below = of(Role::RecipientsLabel).next().unwrap();
    assert!(below.baseline > names[0]);

    // Both sign; the agency beside the last.
    let kinds: Vec<&FieldKind> = pages.fields.iter().map(|field| &field.kind).collect();
    assert_eq!(
        kinds,
        [
            &FieldKind::LeaderSignature,
            &FieldKind::LeaderSignature,
            &FieldKind::AgencySignature
        ]
    );
    let middle = pages.pages[0].width / 2.0;
    assert!(pages.fields[0].right < middle + 40.0 && pages.fields[1].left > middle);
}

/// Fields are read between the title and the name that they are of.
#[test]
fn a_document_of_two_signatures_is_written() {
    let sheet = sheet(TWO, &[]);
    let pages = lay_out(&sheet, fonts());
    let pdf = crate::pdf::write(&pages, fonts()).unwrap();
    let file = lopdf::Document::load_mem(&pdf).unwrap();
    let forms = file.objects.values().filter(|object| {
        let dictionary = object.as_dict().ok();
        let name = dictionary.and_then(|d| d.get(b"S").ok()?.as_name().ok());
        name == Some(b"Form")
    });
    assert_eq!(forms.count(), 3);
    assert!(crate::docx::write(&sheet).is_ok());
}
