//! The decree's measures, read off the pages that the PDF is drawn from (`docs/nd30.md` lists
//! which clause each test holds).

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking and says what it left out"
)]

mod common;

use std::path::Path;
use vanban::document::Blank;
use vanban::font::FaceId;
use vanban::layout::{FieldKind, Item, Line, Page, Pages, PlacedPicture, RuleLine};
use vanban::sheet::Role;
use vanban::{Resources, compile, compile_split, content, layout};

const MM: f64 = 72.0 / 25.4;

fn pages(sample: &Path, resources: &Resources) -> Pages {
    let loaded = content::load(sample).unwrap();
    layout::lay_out(
        &compile(&loaded.content, resources).unwrap().sheet,
        &resources.fonts,
    )
}

/// Runs a check on every sample.
fn each(check: impl Fn(&Pages, &Resources)) {
    let resources = Resources::embedded();
    for sample in common::samples() {
        check(&pages(&sample, &resources), &resources);
    }
}

fn lines(page: &Page) -> impl Iterator<Item = &Line> {
    page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Rule(_) | Item::Picture(_) => None,
    })
}

fn rules(page: &Page) -> impl Iterator<Item = &RuleLine> {
    page.items.iter().filter_map(|item| match item {
        Item::Rule(rule) => Some(rule),
        Item::Line(_) | Item::Picture(_) => None,
    })
}

fn of(pages: &Pages, role: Role) -> Vec<&Line> {
    pages
        .pages
        .iter()
        .flat_map(lines)
        .filter(|line| line.part.role == role)
        .collect()
}

fn text(line: &Line) -> String {
    line.spans.iter().map(|span| span.text.as_str()).collect()
}

/// Left and right edge of a line's ink; spaces at its end do not count.
fn extent(line: &Line, resources: &Resources) -> (f64, f64) {
    let left = line.spans.first().unwrap().x;
    let right = line
        .spans
        .iter()
        .map(|span| {
            let text = span.text.trim_end_matches(' ');
            let spaces = text.matches(' ').count() as f64;
            span.x
                + resources.fonts.face(span.face).width(text, span.size)
                + spaces * span.space_extra
        })
        .fold(left, f64::max);
    (left, right)
}

fn middle((left, right): (f64, f64)) -> f64 {
    (left + right) / 2.0
}

fn close(a: f64, b: f64, within: f64) -> bool {
    (a - b).abs() <= within
}

#[test]
fn paper_is_a4_and_nothing_leaves_the_margins() {
    each(|pages, resources| {
        for page in &pages.pages {
            // A turned page lies on its right edge: what is bound is on top.
            let turned = page.width > page.height;
            let (width, height, [top, right_margin, bottom, left_margin]) = match turned {
                false => (210.0, 297.0, [20.0, 15.0, 20.0, 30.0]),
                true => (297.0, 210.0, [30.0, 20.0, 15.0, 20.0]),
            };
            assert!(close(page.width, width * MM, 0.1) && close(page.height, height * MM, 0.1));
            let in_margins = [
                Role::PageNumber,
                component("circulation"),
                component("address"),
            ];
            for line in lines(page) {
                let (left, right) = extent(line, resources);
                assert!(left >= left_margin * MM - 0.1, "{}", text(line));
                assert!(
                    right <= page.width - right_margin * MM + 0.1,
                    "{}",
                    text(line)
                );
                if !in_margins.contains(&line.part.role) {
                    assert!(line.baseline > top * MM, "{}", text(line));
                    assert!(line.baseline < page.height - bottom * MM, "{}", text(line));
                }
            }
        }
    });
}

/// Tells whether an appendix or an attached text begins on a page.
fn begins_a_count(page: &Page) -> bool {
    let begins = |line: &Line| {
        let attached = component("attached-reference");
        line.part.role == Role::AppendixLabel || line.part.role == attached
    };
    lines(page).any(begins)
}

/// I.7, III.1.đ
#[test]
fn page_numbers_stand_centred_in_the_top_margin_from_the_second_page() {
    each(|pages, resources| {
        let mut count = 0;
        for (index, page) in pages.pages.iter().enumerate() {
            let numbers: Vec<_> = lines(page)
                .filter(|line| line.part.role == Role::PageNumber)
                .collect();
            count += 1;
            if index == 0 || begins_a_count(page) {
                assert!(numbers.is_empty());
                count = 1;
                continue;
            }
            let [number] = numbers[..] else {
                panic!("page {} has no number", index + 1)
            };
            assert_eq!(text(number), count.to_string());
            assert!((13.0..=14.0).contains(&number.spans[0].size));
            assert!(number.baseline < 20.0 * MM);
            let (left, right) = match page.width > page.height {
                false => (30.0, 15.0),
                true => (20.0, 20.0),
            };
            let centre = (left * MM + page.width - right * MM) / 2.0;
            assert!(close(middle(extent(number, resources)), centre, 0.1));
        }
    });
}

/// II.1
#[test]
fn national_title_and_motto_stand_on_one_line_each_one_under_the_other() {
    each(|pages, resources| {
        // Attached texts and forms have a head of their own.
        let on_first = |role| -> Vec<&Line> {
            let first = lines(&pages.pages[0]);
            first.filter(|line| line.part.role == role).collect()
        };
        let title = on_first(component("national-title"));
        let motto = on_first(component("motto"));
        let ([title], [motto]) = (&title[..], &motto[..]) else {
            panic!("not on one line each")
        };
        assert!((12.0..=13.0).contains(&title.spans[0].size));
        assert!((13.0..=14.0).contains(&motto.spans[0].size));
        let ink = extent(motto, resources);
        assert!(close(middle(extent(title, resources)), middle(ink), 0.1));
        assert!(ink.0 > pages.pages[0].width / 2.0 - 20.0 * MM);
        // The rule under it is as long as the line (half a millimetre of rounding).
        let rule = rule_under(pages, motto);
        assert!(
            close(rule.x1 - rule.x0, ink.1 - ink.0, 0.5 * MM),
            "{rule:?} {ink:?}"
        );
        assert!(close(middle((rule.x0, rule.x1)), middle(ink), 0.1));
    });
}

fn rule_under<'a>(pages: &'a Pages, line: &Line) -> &'a RuleLine {
    let centre = line.spans[0].x + 5.0;
    rules(&pages.pages[0])
        .filter(|rule| rule.y0 > line.baseline)
        .filter(|rule| rule.x1 > centre && rule.x0 < centre + 400.0)
        .min_by(|a, b| a.y0.total_cmp(&b.y0))
        .unwrap()
}

/// II.2.b, II.5.b
#[test]
fn rules_under_agency_and_subject_are_a_third_to_a_half_of_the_line() {
    each(|pages, resources| {
        for role in [component("agency"), component("subject")] {
            let lines = of(pages, role);
            let Some(last) = lines.last() else { continue };
            let widest = lines
                .iter()
                .map(|line| extent(line, resources))
                .map(|(left, right)| right - left)
                .fold(0.0, f64::max);
            let rule = rule_under(pages, last);
            let share = (rule.x1 - rule.x0) / widest;
            assert!((1.0 / 3.0..=0.5).contains(&share), "{role:?}: {share}");
            assert!(close(
                middle((rule.x0, rule.x1)),
                middle(extent(last, resources)),
                0.5
            ));
            assert!(rule.y0 - last.baseline < 12.0);
        }
    });
}

/// II.4.c
#[test]
fn place_and_date_stand_level_with_the_number_under_the_motto() {
    each(|pages, resources| {
        let (number, date) = (
            of(pages, component("number")),
            of(pages, component("place-date")),
        );
        let ([number], [date]) = (&number[..], &date[..]) else {
            return;
        };
        assert!(close(number.baseline, date.baseline, 0.5));
        let motto = of(pages, component("motto"))[0];
        assert!(close(
            middle(extent(date, resources)),
            middle(extent(motto, resources)),
            0.5
        ));
    });
}

/// II.6.e
#[test]
fn the_body_is_justified_with_its_first_line_in() {
    each(|pages, resources| {
        let body = of(pages, Role::Body);
        let mut first = None;
        // Rows of dots fill their line or are text in a sentence, which may be set left.
        let dotted = body.iter().filter(|line| text(line).contains("……"));
        let dotted: Vec<_> = dotted.map(|line| line.part.paragraph).collect();
        for (index, line) in body.iter().enumerate() {
            if dotted.contains(&line.part.paragraph) {
                continue;
            }
            let starts = first != Some(line.part.paragraph);
            first = Some(line.part.paragraph);
            let (left, right) = extent(line, resources);
            assert!((13.0..=14.0).contains(&line.spans[0].size));
            let indent = if starts { 12.7 } else { 0.0 };
            assert!(close(left, (30.0 + indent) * MM, 0.1), "{}", text(line));
            let last = body
                .get(index + 1)
                .is_none_or(|n| n.part.paragraph != line.part.paragraph);
            if !last {
                assert!(close(right, 195.0 * MM, 0.1), "{} {right}", text(line));
            }
        }
    });
}

/// II.6.e: at least 6 pt between paragraphs, lines single to one and a half.
#[test]
fn lines_and_paragraphs_keep_their_distance() {
    each(|pages, resources| {
        for page in &pages.pages {
            let body: Vec<_> = lines(page)
                .filter(|line| line.part.role == Role::Body)
                .collect();
            for pair in body.windows(2) {
                let size = pair[1].spans[0].size;
                let face = resources.fonts.face(pair[1].spans[0].face);
                let single = face.ascent(size) + face.descent(size) + face.line_gap(size);
                let step = pair[1].baseline - pair[0].baseline;
                if pair[0].part.paragraph == pair[1].part.paragraph {
                    assert!(
                        step >= single - 0.05 && step <= 1.5 * single + 0.05,
                        "{step}"
                    );
                } else if pair[0].part.paragraph + 1 == pair[1].part.paragraph {
                    assert!(step >= single + 6.0 - 0.05, "{step}");
                }
            }
        }
    });
}

/// II.7, II.9: level with each other, and never alone on a page.
#[test]
fn recipients_and_signature_stand_side_by_side_with_text_before_them() {
    each(|pages, resources| {
        let (label, title) = (
            of(pages, Role::RecipientsLabel),
            of(pages, Role::SignatureTitle),
        );
        let name = of(pages, Role::SignatureName);
        if label.is_empty() {
            return;
        }
        match name.len() {
            1 => assert!(close(label[0].baseline, title[0].baseline, 3.0)),
            // Mẫu 1.9: below those who sign side by side.
            _ => assert!(label[0].baseline > name[0].baseline),
        }
        assert!(close(extent(label[0], resources).0, 30.0 * MM, 0.1));
        assert!(close(
            middle(extent(title[0], resources)),
            middle(extent(name[0], resources)),
            0.1
        ));
        let page = pages
            .pages
            .iter()
            .find(|page| lines(page).any(|line| line.part.role == Role::SignatureName))
            .unwrap();
        let of_closing = [
            Role::RecipientsLabel,
            Role::Recipient,
            Role::SignatureTitle,
            Role::SignatureName,
            Role::PageNumber,
        ];
        assert!(lines(page).any(|line| !of_closing.contains(&line.part.role)));
        assert!(lines(page).any(|line| line.part.role == Role::RecipientsLabel));
    });
}

/// II.7.d, II.8.a: signed between title and name, the seal over the left third.
#[test]
fn signatures_stand_between_title_and_name() {
    each(|pages, resources| {
        let field = |kind| {
            pages
                .fields
                .iter()
                .find(|field| field.kind == kind)
                .unwrap()
        };
        let agency = field(FieldKind::AgencySignature);
        let leader = pages
            .fields
            .iter()
            .find(|field| field.anchor == agency.anchor);
        let leader = leader.unwrap();
        assert_eq!(leader.kind, FieldKind::LeaderSignature);
        let of_agency = |line: &&&Line| Some(line.part.paragraph) == agency.anchor;
        let names = of(pages, Role::SignatureName);
        let name = names.iter().find(of_agency).unwrap();
        let title = of(pages, Role::SignatureTitle);
        let beside = |line: &&&Line| line.part.cell == name.part.cell;
        let title = title.iter().rev().find(beside).unwrap();
        assert!(leader.top >= title.baseline && leader.bottom <= name.baseline);
        let centre = middle(extent(name, resources));
        assert!(close(middle((leader.left, leader.right)), centre, 0.1));
        let covered = (agency.right - leader.left) / (leader.right - leader.left);
        assert!((0.3..=0.37).contains(&covered), "{covered}");
        assert!(agency.left < leader.left && agency.page == leader.page);
        assert!(agency.right <= pages.pages[agency.page].width - 15.0 * MM);
    });
}

/// Number and day are filled in where the gaps are, in the size of the line. To write them by hand there is as much
/// room between the words as in the forms of Phụ lục III: 9.2–12.6 mm for the number, 5.6–11.2 mm for the day; a number
/// of five digits and the points that readers leave free at either side fit in its field.
#[test]
fn text_fields_stand_in_the_gaps() {
    each(|pages, resources| {
        let numbered = pages.pages.iter().enumerate();
        let all = numbered.flat_map(|(at, page)| lines(page).map(move |line| (at, line)));
        for (at, line) in all {
            for (place, span) in line.spans.iter().enumerate() {
                let Some(blank) = span.blank else { continue };
                let face = resources.fonts.face(span.face);
                let kind = FieldKind::Text {
                    blank,
                    face: span.face,
                    size: span.size,
                };
                let field = pages
                    .fields
                    .iter()
                    .filter(|field| field.kind == kind && field.page == at)
                    .find(|field| field.left < span.x + 0.01 && field.right > span.x)
                    .unwrap();
                let width = face.width(&span.text, span.size);
                assert!(field.right >= span.x + width - 0.01);
                let typed: &[&str] = match blank {
                    Blank::Number => &["10180", "9999", "15A", "05"],
                    Blank::Day | Blank::Month => &["28", "08"],
                };
                for typed in typed {
                    let needed = face.width(typed, span.size) + 4.0;
                    let room = field.right - field.left;
                    assert!(needed <= room + 0.01, "{typed}: {needed} in {room}");
                }
                // From the ink before it to the ink behind it.
                let width = |span: &layout::Span, text: &str| {
                    let face = resources.fonts.face(span.face);
                    face.width(text, span.size)
                };
                let is_space = [' ', '\u{a0}'];
                let (before, after) = (&line.spans[place - 1], &line.spans[place + 1]);
                let from = before.x + width(before, before.text.trim_end_matches(is_space));
                let ink = after.text.trim_start_matches(is_space);
                let to = after.x + width(after, &after.text[..after.text.len() - ink.len()]);
                // The forms have the number in 13 pt; a reference repeats it in the size of its line.
                let size = match blank {
                    Blank::Number => 13.0 / span.size,
                    Blank::Day | Blank::Month => 1.0,
                };
                let room = (to - from) / MM * size;
                let forms = match blank {
                    Blank::Number => 9.2..=12.7,
                    Blank::Day | Blank::Month => 5.6..=11.2,
                };
                assert!(forms.contains(&room), "{}: {room} mm", blank.name());
                assert!(field.top < line.baseline && field.bottom > line.baseline);
            }
        }
    });
}

/// II.8.b, III.1.d: an appendix in a file of its own is signed at the top right of its first page, in
/// upright 10 pt, above the text; III.1.đ: its pages count from 1.
#[test]
fn an_appendix_is_signed_in_its_corner() {
    let templates = Path::new("tests/appendices");
    let resources = Resources::from_dirs(Some(templates), None).unwrap();
    let loaded = content::load(Path::new("samples/phuong-2/ke-hoach-2024.yaml")).unwrap();
    let (main, appendices) = compile_split(&loaded.content, &resources).unwrap();
    assert_eq!(main.sheet.corner_signature, None);
    assert_eq!(appendices.len(), 2);
    for appendix in &appendices {
        let pages = layout::lay_out(&appendix.sheet, &resources.fonts);
        let field = &pages.fields[0];
        let FieldKind::CornerSignature { face, size, .. } = field.kind else {
            panic!("{:?}", field.kind);
        };
        assert_eq!((face, size), (FaceId::Regular, 10.0));
        let first = &pages.pages[field.page];
        assert_eq!(field.page, 0);
        assert!(close(field.right, first.width - 15.0 * MM, 0.1));
        assert!(field.left > first.width / 2.0 && field.top > 0.0);
        assert!(field.bottom <= 20.0 * MM && field.bottom - field.top >= 3.0 * 1.15 * size);
        for line in lines(first) {
            let span = &line.spans[0];
            let top = line.baseline - resources.fonts.face(span.face).ascent(span.size);
            assert!(field.bottom <= top, "covers “{}”", text(line));
        }
        let numbers: Vec<String> = of(&pages, Role::PageNumber).into_iter().map(text).collect();
        let expected: Vec<String> = (2..=pages.pages.len()).map(|n| n.to_string()).collect();
        assert_eq!(numbers, expected);
    }
}

/// II.7.d, II.8.a: the picture of the signature in the middle of its place, the seal in its real
/// size over the signature's left third; and the text stands as without them.
#[test]
fn pictures_stand_where_the_document_is_signed() {
    let resources = Resources::embedded();
    let mut loaded = content::load("tests/parity/anh-ky.yaml".as_ref()).unwrap();
    let mut laid = || {
        let compiled = compile(&loaded.content, &resources).unwrap();
        loaded.content.pictures = content::Pictures::default();
        layout::lay_out(&compiled.sheet, &resources.fonts)
    };
    let (with, without) = (laid(), laid());
    let is_picture = |item: &Item| matches!(item, Item::Picture(_));
    let pictures: Vec<&PlacedPicture> = with
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match item {
            Item::Picture(picture) => Some(picture),
            Item::Line(_) | Item::Rule(_) => None,
        })
        .collect();
    let [signature, seal] = pictures[..] else {
        panic!("{pictures:?}")
    };
    for (picture, kind) in [
        (signature, FieldKind::LeaderSignature),
        (seal, FieldKind::AgencySignature),
    ] {
        let field = with.fields.iter().find(|f| f.kind == kind).unwrap();
        // This signature fills its box, so that its middle and the seal's are the fields' own.
        assert!(close(
            middle((picture.left, picture.right)),
            middle((field.left, field.right)),
            1.0
        ));
        assert!(close(
            middle((picture.top, picture.bottom)),
            middle((field.top, field.bottom)),
            1.0
        ));
    }
    let covered = (seal.right - signature.left) / (signature.right - signature.left);
    assert!(close(covered, 1.0 / 3.0, 0.01), "{covered}");
    assert!(seal.left < signature.left);
    assert!(close(seal.right - seal.left, 36.0 * MM, 0.1));
    assert!(close(seal.bottom - seal.top, 36.0 * MM, 0.1));
    let aspect = (signature.right - signature.left) / (signature.bottom - signature.top);
    assert!(close(aspect, 480.0 / 200.0, 0.01), "{aspect}");

    assert_eq!(with.fields, without.fields);
    for (page, bare) in with.pages.iter().zip(&without.pages) {
        let text: Vec<_> = page.items.iter().filter(|item| !is_picture(item)).collect();
        assert_eq!(text, bare.items.iter().collect::<Vec<_>>());
    }
    assert_eq!(with.pages.len(), without.pages.len());
}

/// The role of a component.
fn component(name: &str) -> Role {
    Role::Component(vanban::document::ComponentName::new(name).unwrap())
}

/// The frame around a line: left, top, right and bottom, between the middles of its outer lines.
fn frame_around(page: &Page, line: &Line) -> [f64; 4] {
    let (x, y) = (line.spans[0].x, line.baseline - 3.0);
    let upright: Vec<_> = rules(page)
        .filter(|rule| rule.x0 == rule.x1 && rule.y0 < y && y < rule.y1)
        .collect();
    let edge = |left: bool| {
        let beside = upright.iter().filter(|rule| (rule.x0 < x) == left);
        let far = beside.map(|rule| if left { -rule.x0 } else { rule.x0 });
        let far = far.fold(f64::MIN, f64::max);
        if left { -far } else { far }
    };
    let (left, right) = (edge(true), edge(false));
    let side = upright.iter().find(|rule| rule.x0 == left).unwrap();
    [left, side.y0, right, side.y1]
}

fn built(name: &str) -> (Pages, Resources) {
    let resources = Resources::embedded();
    let file = Path::new("tests/parity").join(name);
    (pages(&file, &resources), resources)
}

/// III.2.a, b: sizes of the marks, bright red, in the left column under the number, from the margin.
#[test]
fn marks_of_secrecy_and_urgency_have_the_size_of_their_stamps() {
    for (file, name, width) in [
        ("dau-hoa-toc.yaml", "flash", 30.0),
        ("dau-du-thao.yaml", "immediate", 40.0),
        ("dau-mat-khan.yaml", "urgent", 20.0),
        ("dau-mat-khan.yaml", "confidential", 20.0),
        ("dau-ke-hoach.yaml", "top-secret", 40.0),
    ] {
        let (pages, resources) = built(file);
        let mark = of(&pages, component(name))[0];
        let page = &pages.pages[0];
        let [left, top, right, bottom] = frame_around(page, mark);
        assert!(
            close(right - left, width * MM, 0.5 * MM),
            "{name} {left} {right}"
        );
        assert!(
            close(bottom - top, 8.0 * MM, 0.5 * MM),
            "{name} {top} {bottom}"
        );
        assert!(close(left, 30.0 * MM, 0.5 * MM), "{name}");
        assert!(
            close(middle(extent(mark, &resources)), middle((left, right)), 0.5),
            "{name}"
        );
        assert!((13.0..=14.0).contains(&mark.spans[0].size));
        let red = mark.spans[0].colour;
        assert_eq!((red.red, red.green, red.blue), (255, 0, 0), "{name}");
        assert!(rules(page).filter(|rule| rule.colour == red).count() >= 4);
        let number = of(&pages, component("number"))[0];
        assert!(top > number.baseline, "{name}");
    }
}

/// III.2.c: in the top margin, above the middle of Quốc hiệu, framed.
#[test]
fn a_note_on_circulation_stands_in_the_top_margin() {
    for file in ["dau-hoa-toc.yaml", "dau-mat-khan.yaml", "dau-ke-hoach.yaml"] {
        let (pages, resources) = built(file);
        let note = of(&pages, component("circulation"))[0];
        let [left, top, right, bottom] = frame_around(&pages.pages[0], note);
        assert!(top > 5.0 * MM && bottom < 20.0 * MM, "{top} {bottom}");
        let title = of(&pages, component("national-title"))[0];
        assert!(close(
            middle((left, right)),
            middle(extent(title, &resources)),
            0.5
        ));
        assert!((13.0..=14.0).contains(&note.spans[0].size));
    }
}

/// III.3: behind the archive line, in its size.
#[test]
fn the_drafters_sign_stands_behind_the_archive_line() {
    let (pages, _) = built("dau-hoa-toc.yaml");
    let line = of(&pages, Role::Recipient);
    let line = line.last().unwrap();
    assert_eq!(text(line).replace('\u{a0}', " "), "- Lưu: VT. PL.(300)");
    assert!(close(line.spans[0].size, 11.0, 0.01));
}

/// III.4: at the foot of the first page alone, under a rule as wide as the text, which ends above it.
#[test]
fn the_address_stands_at_the_foot_of_the_first_page() {
    let (pages, _) = built("dau-dia-chi.yaml");
    let address = of(&pages, component("address"));
    assert_eq!(address.len(), 3);
    let page = &pages.pages[0];
    assert!(pages.pages.len() > 1);
    let rule = rules(page).max_by(|a, b| a.y0.total_cmp(&b.y0)).unwrap();
    assert!(close(rule.x0, 30.0 * MM, 0.2 * MM) && close(rule.x1, 195.0 * MM, 0.2 * MM));
    let last = lines(page)
        .filter(|line| line.part.role != component("address"))
        .map(|line| line.baseline)
        .fold(0.0, f64::max);
    assert!(
        last < rule.y0 && address[0].baseline > rule.y0,
        "{last} {}",
        rule.y0
    );
    for line in &address {
        assert!((11.0..=12.0).contains(&line.spans[0].size));
        assert!(line.baseline < page.height - 10.0 * MM);
        assert!(!lines(&pages.pages[1]).any(|other| text(other) == text(line)));
    }
}

/// From the lowest line of one component on the first page down to the highest of another, baseline to baseline.
fn below(pages: &Pages, upper: Role, lower: Role) -> f64 {
    let of = |role| {
        let first = lines(&pages.pages[0]);
        first.filter(move |line| line.part.role == role)
    };
    let upper = of(upper).map(|line| line.baseline).fold(0.0, f64::max);
    let lower = of(lower).map(|line| line.baseline);
    lower.fold(f64::MAX, f64::min) - upper
}

/// The spaces that the law leaves open are those of the forms of Phụ lục III, measured in them.
#[test]
fn spaces_are_those_of_the_forms() {
    let resources = Resources::embedded();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/an-phu");
    let sample = |name: &str| pages(&folder.join(name), &resources);
    let decision = sample("quyet-dinh.yaml");
    let letter = sample("cong-van.yaml");
    let telegram = sample("cong-dien.yaml");
    let part = component;
    for (pages, upper, lower, form) in [
        (&decision, part("agency"), part("number"), 29.9..33.0),
        (&decision, part("place-date"), part("kind"), 48.0..51.0),
        (&decision, part("kind"), part("subject"), 16.0..16.2),
        (&decision, part("subject"), part("authority"), 46.0..49.0),
        (&letter, part("addressees"), Role::Body, 43.5..45.5),
        (&letter, part("about"), part("addressees"), 46.0..48.0),
        (&telegram, part("telegram-to"), Role::Body, 43.5..45.5),
        (
            &sample("giay-moi.yaml"),
            part("subject"),
            Role::Body,
            36.0..39.0,
        ),
    ] {
        let found = below(pages, upper, lower);
        assert!(
            form.contains(&found),
            "{upper:?} to {lower:?}: {found}, not {form:?}"
        );
    }
}
