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

/// A closing of some signatures, each of a title and a name.
fn closing(signatures: &[(&str, &str)], more: &str) -> String {
    let each = signatures.iter().map(|(title, name)| {
        let title = match *title {
            "" => String::new(),
            title => format!("<title>{title}</title>"),
        };
        format!("<signature>{title}<name>{name}</name></signature>")
    });
    let signatures: String = each.collect();
    format!(
        "<p>a</p><closing><recipients label=\"Nơi nhận:\"><item>- Như trên;</item></recipients>\
         {signatures}{more}</closing>"
    )
}

/// The columns and the roles of the first paragraph of each cell.
fn cells(markup: &str) -> (usize, Vec<Vec<Role>>) {
    let sheet = sheet(markup, &[]);
    let Some(Block::Table(table)) = sheet.sections[0].blocks.last() else {
        panic!("no closing");
    };
    let role = |cell: &crate::sheet::Cell| sheet.styles[cell.paragraphs[0].style.0].role;
    let rows = table.rows.iter();
    let rows = rows.map(|row| row.cells.iter().map(role).collect());
    (table.columns.len(), rows.collect())
}

#[test]
fn many_stand_in_rows_of_two_or_three_and_recipients_where_there_is_room() {
    use Role::{RecipientsLabel, Rule, SignatureTitle};
    let three = [("THƯ KÝ", "A"), ("ỦY VIÊN", "B"), ("TRƯỞNG BAN", "C")];
    let rows = vec![vec![SignatureTitle; 3], vec![RecipientsLabel, Rule, Rule]];
    assert_eq!(cells(&closing(&three, "")), (3, rows));
    let long = [
        ("THƯ KÝ", "A"),
        ("ỦY VIÊN", "B"),
        ("CHỦ TỊCH HỘI ĐỒNG NHÂN DÂN", "C"),
    ];
    let rows = vec![
        vec![SignatureTitle; 2],
        vec![RecipientsLabel, SignatureTitle],
    ];
    assert_eq!(cells(&closing(&long, "")), (2, rows));
    // Each has a seal, which needs its room.
    let sealed = closing(&three, "").replace("<signature>", "<signature seal=\"yes\">");
    assert_eq!(cells(&sealed).0, 2);
    let four = [("THƯ KÝ", "A"); 4];
    assert_eq!(cells(&closing(&four, "")).0, 2);
    let below =
        closing(&[("CHỦ TỌA", "A")], "").replace("<closing>", "<closing recipients=\"below\">");
    let rows = vec![vec![Rule, SignatureTitle], vec![RecipientsLabel, Rule]];
    assert_eq!(cells(&below), (2, rows));
}

/// Fields neither overlap nor leave the page, and each is read where it stands.
#[test]
fn each_signs_in_a_field_of_their_own() {
    let parties = closing(&[("BÊN A", "A"), ("", "B"), ("BÊN C", "C")], "")
        .replace("<signature>", "<signature seal=\"yes\">");
    let confirmed = closing(
        &[("GIÁM ĐỐC", "A")],
        "<confirmation><title>Xác nhận của nơi nghỉ phép</title></confirmation>",
    );
    let third = [("THƯ KÝ", "A"), ("ỦY VIÊN", "B"), ("TRƯỞNG BAN", "C")];
    for (markup, count) in [(parties, 6), (confirmed, 3), (closing(&third, ""), 4)] {
        let sheet = sheet(&markup, &[]);
        let pages = lay_out(&sheet, fonts());
        assert_eq!(pages.fields.len(), count, "{markup}");
        let mut anchors: Vec<_> = pages.fields.iter().map(|field| field.anchor).collect();
        assert!(anchors.iter().all(Option::is_some));
        anchors.dedup();
        assert_eq!(anchors.len(), sheet.signing_places.len());
        for (index, field) in pages.fields.iter().enumerate() {
            assert!(field.left > 20.0 && field.right < pages.pages[0].width - 20.0);
            for other in &pages.fields[index + 1..] {
                let apart = other.left >= field.right
                    || field.left >= other.right
                    || other.top >= field.bottom
                    || field.top >= other.bottom;
                assert!(apart || field.anchor == other.anchor, "{field:?} {other:?}");
            }
        }
        assert!(crate::pdf::write(&pages, fonts()).is_ok());
    }
}

#[test]
fn a_confirmation_is_signed_after_the_agency() {
    let markup = closing(
        &[("GIÁM ĐỐC", "A")],
        "<confirmation><title>Xác nhận</title><name>B</name></confirmation>",
    );
    let pages = lay_out(&sheet(&markup, &[]), fonts());
    let pdf = crate::pdf::write(&pages, fonts()).unwrap();
    let file = lopdf::Document::load_mem(&pdf).unwrap();
    let locks = file.objects.values().filter_map(|object| {
        let lock = object.as_dict().ok()?;
        (lock.get(b"Type").ok()?.as_name().ok()? == b"SigFieldLock").then_some(lock)
    });
    let locks: Vec<_> = locks.collect();
    let [lock] = locks[..] else {
        panic!("{locks:?}");
    };
    assert_eq!(lock.get(b"Action").unwrap().as_name().unwrap(), b"Include");
    let locked = lock.get(b"Fields").unwrap().as_array().unwrap();
    assert_eq!(locked.len(), 1);
    assert_eq!(
        lopdf::decode_text_string(&locked[0]).unwrap(),
        "chu_ky_lanh_dao"
    );
}
