//! The capacity in which someone signs (quyền hạn): `TM.`, `KT.`, `TL.`, `TUQ.`, `Q.`

use crate::check::{Findings, Reading, Rule};
use crate::content::{Content, Signatory, Text};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT030",
        level: Severity::Error,
        about: "Quyền hạn của người ký không khớp chức vụ",
        clause: Some("Phụ lục I, Phần I, II.7.b"),
    },
    name: "quyen-han-ky",
    explanation: "TM. đứng trước tên tập thể hoặc cơ quan, không đứng trước chức vụ; KT. đứng trước chức vụ cấp trưởng, dưới \
        đó là chức vụ cấp phó; TL. và TUQ. đứng trước chức vụ người đứng đầu, dưới đó là chức vụ của người khác; Q. đứng trước \
        chức vụ cấp trưởng. Người đứng đầu ký một mình thì không cần dòng nào. Người ký hợp đồng, biên bản không xét.",
    bad: "quyen_han: KT. CHỦ TỊCH\nchuc_vu: CHỦ TỊCH",
    good: "quyen_han: KT. CHỦ TỊCH\nchuc_vu: PHÓ CHỦ TỊCH",
    check,
};

/// The words that titles begin with.
const TITLES: [&str; 27] = [
    "CHỦ TỊCH",
    "GIÁM ĐỐC",
    "TỔNG GIÁM ĐỐC",
    "BỘ TRƯỞNG",
    "THỨ TRƯỞNG",
    "THỦ TƯỚNG",
    "TRƯỞNG",
    "PHÓ",
    "CỤC TRƯỞNG",
    "TỔNG CỤC TRƯỞNG",
    "CHI CỤC TRƯỞNG",
    "VỤ TRƯỞNG",
    "HIỆU TRƯỞNG",
    "VIỆN TRƯỞNG",
    "CHÁNH",
    "BÍ THƯ",
    "TỔNG THANH TRA",
    "CHỦ NHIỆM",
    "TỔ TRƯỞNG",
    "ĐỘI TRƯỞNG",
    "HẠT TRƯỞNG",
    "TRẠM TRƯỞNG",
    "CHỈ HUY TRƯỞNG",
    "TƯ LỆNH",
    "THỐNG ĐỐC",
    "CHỦ HỘ",
    "TỔNG KIỂM TOÁN",
];

/// The words that names of bodies begin with.
const BODIES: [&str; 20] = [
    "ỦY BAN",
    "UBND",
    "HỘI ĐỒNG",
    "HĐND",
    "BAN ",
    "ĐOÀN",
    "THƯỜNG TRỰC",
    "CHÍNH PHỦ",
    "SỞ ",
    "PHÒNG",
    "TỔ ",
    "CỤC ",
    "CHI CỤC",
    "HỘI ",
    "ĐẢNG ỦY",
    "QUỐC HỘI",
    "LIÊN ĐOÀN",
    "TRUNG TÂM",
    "TRƯỜNG ",
    "BỘ ",
];

/// Kinds that several sign, each in a capacity of their own.
const OTHERS: [&str; 8] = [
    "bien-ban",
    "hop-dong",
    "ban-ghi-nho",
    "ban-thoa-thuan",
    "giay-nghi-phep",
    "thu-cong",
    "giay-uy-quyen",
    "giay-gioi-thieu",
];

/// The ways to sign for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Thay mặt.
    ForBody,
    /// Ký thay.
    ForHead,
    /// Thừa lệnh, thừa ủy quyền.
    ByOrder(&'static str),
    /// Quyền.
    Acting,
}

impl Sign {
    fn shown(self) -> &'static str {
        match self {
            Self::ForBody => "TM.",
            Self::ForHead => "KT.",
            Self::ByOrder(word) => word,
            Self::Acting => "Q.",
        }
    }
}

/// A line above the name, in capitals, with the sign that it begins with.
struct Line<'t> {
    text: &'t Text,
    sign: Option<Sign>,
    /// What stands behind the sign.
    rest: String,
    /// The sign as it was typed, where that is not as it should be.
    slip: Option<String>,
}

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let content = reading.content;
    if OTHERS.contains(&content.kind.slug.as_str()) {
        return;
    }
    for signatory in content
        .signatories
        .iter()
        .filter(|one| one.party.is_empty())
    {
        one(content, signatory, found);
    }
}

fn one(content: &Content, signatory: &Signatory, found: &mut Findings) {
    let texts = signatory.capacity.iter().chain(&signatory.title);
    let lines: Vec<Line<'_>> = texts
        .filter(|text| !text.text.contains('{'))
        .map(line)
        .collect();
    let mut tell = |line: &Line<'_>, message: String| {
        found.add(RULE.finding(message).at(line.text.place.clone()));
    };
    for line in &lines {
        if let Some(slip) = &line.slip {
            let due = line.sign.map_or("", Sign::shown);
            return tell(line, format!("“{slip}” phải viết là “{due}”"));
        }
    }
    // Lines without a sign behind one with it may be the rest of a long name.
    let title = lines
        .iter()
        .rposition(|line| line.sign.is_some_and(|sign| sign != Sign::Acting));
    let first_title = lines
        .iter()
        .enumerate()
        .find(|(index, line)| title.is_none_or(|last| *index > last) && is_title(&line.rest));
    for (index, line) in lines.iter().enumerate() {
        let Some(sign) = line.sign else {
            continue;
        };
        let later = lines.get(index + 1..).unwrap_or_default();
        if sign == Sign::ForBody
            && lines[..index]
                .iter()
                .any(|line| line.sign == Some(Sign::ForHead))
        {
            return tell(
                line,
                "“TM.” đứng dưới “KT.”; phải ghi tập thể trước, người được ký thay sau".to_owned(),
            );
        }
        let next = later
            .iter()
            .find(|line| line.sign.is_some() || is_title(&line.rest));
        if let Some(message) = fault(sign, &line.rest, next) {
            return tell(line, message);
        }
    }
    let Some((_, title)) = first_title else {
        return;
    };
    let signs: Vec<Sign> = lines.iter().filter_map(|line| line.sign).collect();
    let deputy = is_deputy(&title.rest) && title.sign.is_none();
    let for_committee = lines.iter().any(|line| {
        line.sign == Some(Sign::ForBody)
            && (line.rest.starts_with("ỦY BAN NHÂN DÂN") || line.rest.starts_with("UBND"))
    });
    let heads = |sign: &Sign| !matches!(sign, Sign::ForBody | Sign::Acting);
    let alone = signs.is_empty() && signatory.office.is_empty();
    if deputy && !signs.iter().any(heads) && (for_committee || alone) && content.joint.is_empty() {
        return tell(
            title,
            format!("“{}” ký mà không có dòng “KT.” cấp trưởng", title.rest),
        );
    }
    if let Some(first) = signatory.capacity.first().map(line) {
        if first.sign.is_none() && is_body(&first.rest) {
            return tell(&first, format!("thiếu “TM.” trước “{}”", first.rest));
        }
        if first.sign.is_none() && is_title(&first.rest) && signatory.title.len() == 1 && deputy {
            tell(&first, format!("thiếu “KT.” trước “{}”", first.rest));
        }
    }
}

/// What is wrong between a sign, what stands behind it, and the line below.
fn fault(sign: Sign, rest: &str, next: Option<&Line<'_>>) -> Option<String> {
    let below = next
        .filter(|next| next.sign.is_none())
        .map(|next| next.rest.as_str());
    let shown = sign.shown();
    if sign == Sign::ForBody {
        return is_title(rest).then(|| {
            format!("“TM.” đứng trước tên tập thể hoặc cơ quan, không đứng trước chức vụ “{rest}”")
        });
    }
    if is_body(rest) && !is_title(rest) {
        return Some(format!(
            "“{shown}” đứng trước chức vụ, không đứng trước tên cơ quan “{rest}”"
        ));
    }
    match sign {
        Sign::Acting => is_deputy(rest)
            .then(|| format!("“Q.” đứng trước chức vụ cấp trưởng, không đứng trước “{rest}”")),
        Sign::ForHead if is_deputy(rest) => Some(format!(
            "“KT.” đứng trước chức vụ cấp trưởng, không đứng trước “{rest}”"
        )),
        Sign::ForHead => below.and_then(|title| match is_deputy(title) {
            false => Some(format!(
                "ký thay “{rest}” mà chức vụ bên dưới là “{title}”, phải là chức vụ cấp phó"
            )),
            true => is_other(rest, title)
                .then(|| format!("“{title}” không phải là cấp phó của “{rest}”")),
        }),
        Sign::ByOrder(_) => below.and_then(|title| {
            let same = title == rest;
            let deputy = is_deputy(title) && !is_other(rest, title);
            (same || deputy).then(|| match same {
                true => format!("“{shown} {rest}” mà chức vụ bên dưới cũng là “{title}”"),
                false => format!("“{title}” ký thay “{rest}” thì ghi “KT.”, không ghi “{shown}”"),
            })
        }),
        Sign::ForBody => None,
    }
}

/// Reads a line.
fn line(text: &Text) -> Line<'_> {
    let upper = text.text.trim().to_uppercase().replace("UỶ", "ỦY");
    let upper = upper.split_whitespace().collect::<Vec<_>>().join(" ");
    let known = [
        ("TM", Sign::ForBody),
        ("T/M", Sign::ForBody),
        ("T.M", Sign::ForBody),
        ("TUQ", Sign::ByOrder("TUQ.")),
        ("T.UQ", Sign::ByOrder("TUQ.")),
        ("TL", Sign::ByOrder("TL.")),
        ("T/L", Sign::ByOrder("TL.")),
        ("T.L", Sign::ByOrder("TL.")),
        ("KT", Sign::ForHead),
        ("K/T", Sign::ForHead),
        ("K.T", Sign::ForHead),
        ("Q", Sign::Acting),
    ];
    for (word, sign) in known {
        let Some(rest) = upper.strip_prefix(word) else {
            continue;
        };
        let stop = rest.strip_prefix('.');
        let name = stop.unwrap_or(rest);
        if stop.is_none() && !name.starts_with(' ') {
            continue;
        }
        let right = stop.is_some() && word.chars().all(char::is_alphabetic);
        let typed = upper[..word.len() + usize::from(stop.is_some())].to_owned();
        return Line {
            text,
            sign: Some(sign),
            rest: name.trim().to_owned(),
            slip: (!right).then_some(typed),
        };
    }
    Line {
        text,
        sign: None,
        rest: upper,
        slip: None,
    }
}

fn is_title(words: &str) -> bool {
    TITLES.iter().any(|title| {
        let rest = words.strip_prefix(title);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
    })
}

fn is_body(words: &str) -> bool {
    BODIES.iter().any(|body| words.starts_with(body))
}

fn is_deputy(title: &str) -> bool {
    title.starts_with("PHÓ ") || title.starts_with("THỨ TRƯỞNG")
}

/// Tells whether a deputy is not that of a head: `PHÓ GIÁM ĐỐC` of `CHỦ TỊCH`.
fn is_other(head: &str, deputy: &str) -> bool {
    let of = match deputy.strip_prefix("PHÓ ") {
        Some(of) => of,
        // Deputies of ministers, and of the heads of agencies of a minister's rank.
        None => {
            return !matches!(head, "BỘ TRƯỞNG" | "CHỦ NHIỆM") && !head.starts_with("BỘ TRƯỞNG");
        }
    };
    let first = |words: &str| words.split(' ').next().unwrap_or_default().to_owned();
    first(of) != first(head) && !of.contains(head) && !head.contains(of)
}
