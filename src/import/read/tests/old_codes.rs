//! Text in TCVN3 and VNI.

use super::{Docx, Lost, flat, losses, texts};

fn set(font: &str, text: &str) -> String {
    format!(
        "<w:r><w:rPr><w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\"/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
    )
}

#[test]
fn fonts_tell_the_code() {
    let body = format!(
        "<w:p>{}</w:p><w:p>{}</w:p><w:p>{}</w:p><w:p>{}</w:p>",
        set(".VnTime", "Céng hßa x· héi chñ nghÜa ViÖt Nam"),
        set(".VnTimeH", "ñy ban nh©n d©n"),
        set("VNI-Times", "Coäng hoøa XAÕ HOÄI"),
        set(".VnTime", "Có gõ bằng Unicode: của nhân dân"),
    );
    let flat = flat(&body);
    assert_eq!(
        texts(&flat),
        [
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
            "ỦY BAN NHÂN DÂN",
            "Cộng hòa XÃ HỘI",
            "Có gõ bằng Unicode: của nhân dân",
        ]
    );
    let told: Vec<_> = losses(&flat).iter().map(|loss| (loss.0, loss.1)).collect();
    assert_eq!(
        told,
        [
            (1, Lost::Converted),
            (2, Lost::Converted),
            (3, Lost::Converted)
        ]
    );
}

#[test]
fn a_letter_may_be_cut_by_a_change_of_look() {
    let body = format!(
        "<w:p>{}<w:r><w:rPr><w:b/><w:rFonts w:hAnsi=\"VNI-Times\"/></w:rPr><w:t>ø bình</w:t></w:r></w:p>\
         <w:p><w:r><w:rPr><w:rFonts w:ascii=\".VnTime\" w:hAnsi=\".VnTime\"/></w:rPr><w:t>ch</w:t><w:softHyphen/><w:t>a tõng</w:t></w:r></w:p>",
        set("VNI-Times", "Hoa"),
    );
    assert_eq!(texts(&flat(&body)), ["Hoà bình", "chưa từng"]);
}

#[test]
fn syllables_tell_where_fonts_do_not() {
    let body = [
        "§éc lËp - Tù do - H¹nh phóc",
        "Hµ Néi",
        "Tiếng Việt của ta, château, 5 m²",
    ]
    .map(|text| format!("<w:p>{}</w:p>", set("Times New Roman", text)))
    .concat();
    assert_eq!(
        texts(&flat(&body)),
        [
            "Độc lập - Tự do - Hạnh phúc",
            "Hà Nội",
            "Tiếng Việt của ta, château, 5 m²"
        ]
    );
    // Two words alone prove nothing.
    let alone = format!("<w:p>{}</w:p>", set("Times New Roman", "Hµ Néi"));
    assert_eq!(texts(&flat(&alone)), ["Hµ Néi"]);
}

#[test]
fn theme_fonts_are_looked_up() {
    let body = "<w:p><w:r><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\" w:hAnsiTheme=\"minorHAnsi\"/></w:rPr><w:t>Céng hßa</w:t></w:r></w:p>";
    let theme = "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:fontScheme>\
        <a:majorFont><a:latin typeface=\"Arial\"/></a:majorFont><a:minorFont><a:latin typeface=\".VnTime\"/></a:minorFont></a:fontScheme></a:theme>";
    let docx = Docx::new(body).bytes_part("theme", "theme.xml", theme.as_bytes());
    assert_eq!(texts(&docx.read()), ["Cộng hòa"]);
}
