//! Whole documents by the four templates.

use super::*;

#[test]
fn a_plan() {
    let maker = Maker::new(
        "dia_danh: Phường 2\nnoi_dung: |\n  Ước chi {{ so_lieu.chi.thuc_hien | tien }}.\n\n  Hết./.\n",
    );
    insta::assert_snapshot!(rendered(&maker.content(maker.block("noi_dung"))), @r#"
    <document kind="ke-hoach" lang="vi-VN" title="KẾ HOẠCH Phát triển kinh tế - xã hội năm 2024" author="ỦY BAN NHÂN DÂN PHƯỜNG 2" subject="Phát triển kinh tế - xã hội năm 2024">
    <letterhead>
    <superior><t at="0:0-32" as="rewritten">ỦY BAN NHÂN DÂN THÀNH PHỐ</t></superior>
    <agency><t at="0:0-19" as="rewritten">ỦY BAN NHÂN DÂN</t></agency>
    <agency><t at="0:0-11" as="rewritten">PHƯỜNG 2</t></agency>
    <number>Số: <blank name="so"/>/KH-UBND</number>
    <national-title>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</national-title>
    <motto>Độc lập - Tự do - Hạnh phúc</motto>
    <place-date><t at="0:10-21">Phường 2</t>, ngày <blank name="ngay"/> tháng 01 năm 2024</place-date>
    </letterhead>
    <kind>KẾ HOẠCH</kind>
    <subject><t at="0:0-45" as="rewritten">Phát triển kinh tế - xã hội năm 2024</t></subject>
    <basis><t at="0:0-11" as="rewritten">Căn cứ A</t>;</basis>
    <basis><t at="0:0-22" as="rewritten">Căn cứ B năm 2024.</t></basis>

    <p><t at="0:36-47">Ước chi </t><t at="0:47-81" as="printed">7.512.469.825 đồng</t><t at="0:81-82">.</t></p>
    <p><t at="0:86-94">Hết./.</t></p>


    <closing>
    <recipients label="Nơi nhận:">
    <item>- <t at="0:0-35" as="rewritten">TT/Đảng ủy, TT/HĐND Phường</t>;</item>
    <item>- <t at="0:0-19" as="rewritten">Trưởng 04 Khóm</t>;</item>
    <item>- Lưu: <t at="0:0-8" as="rewritten">VT, VPTK</t>.</item>
    </recipients>
    <signature>
    <authority><t at="0:0-23" as="rewritten">TM. ỦY BAN NHÂN DÂN</t></authority>
    <title><t at="0:0-12" as="rewritten">CHỦ TỊCH</t></title>
    <name><t at="0:0-20" as="rewritten">Hồ Lê Hoàng Khoa</t></name>
    </signature>
    </closing>
    </document>
    "#);
}

#[test]
fn a_decision() {
    let maker = Maker::new("noi_dung: |\n  Điều 1.\n");
    let mut content = maker.content(maker.block("noi_dung"));
    content.kind.template = "decision.xml".into();
    content.kind.name = "QUYẾT ĐỊNH".into();
    content.symbol = "QĐ-UBND".into();
    content.number = Some(maker.text("05"));
    if let Some(date) = &mut content.date {
        date.day = Some(5);
        date.month = None;
    }
    content.authority = maker.texts(&["CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG 2"]);
    content.bases = maker.texts(&["Căn cứ Luật", "Theo đề nghị của Văn phòng"]);
    content.archive = None;
    insta::assert_snapshot!(rendered(&content), @r#"
    <document kind="ke-hoach" lang="vi-VN" title="QUYẾT ĐỊNH Phát triển kinh tế - xã hội năm 2024" author="ỦY BAN NHÂN DÂN PHƯỜNG 2" subject="Phát triển kinh tế - xã hội năm 2024">
    <letterhead>
    <superior><t at="0:0-0" as="rewritten">ỦY BAN NHÂN DÂN THÀNH PHỐ</t></superior>
    <agency><t at="0:0-0" as="rewritten">ỦY BAN NHÂN DÂN</t></agency>
    <agency><t at="0:0-11" as="rewritten">PHƯỜNG 2</t></agency>
    <number>Số: <t at="0:0-2" as="rewritten">05</t>/QĐ-UBND</number>
    <national-title>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</national-title>
    <motto>Độc lập - Tự do - Hạnh phúc</motto>
    <place-date><t at="0:0-11" as="rewritten">Phường 2</t>, ngày 05 tháng <blank name="thang"/> năm 2024</place-date>
    </letterhead>
    <kind>QUYẾT ĐỊNH</kind>
    <subject><t at="0:0-0" as="rewritten">Phát triển kinh tế - xã hội năm 2024</t></subject>
    <authority><t at="0:0-0" as="rewritten">CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG 2</t></authority>
    <basis><t at="0:0-16" as="rewritten">Căn cứ Luật</t>;</basis>
    <basis><t at="0:0-0" as="rewritten">Theo đề nghị của Văn phòng</t>.</basis>
    <resolution>QUYẾT ĐỊNH:</resolution>

    <heading form="article" level="1"><title><t at="0:14-24">Điều 1.</t></title></heading>


    <closing>
    <recipients label="Nơi nhận:">
    <item>- <t at="0:0-0" as="rewritten">TT/Đảng ủy, TT/HĐND Phường</t>;</item>
    <item>- <t at="0:0-0" as="rewritten">Trưởng 04 Khóm</t>.</item>
    </recipients>
    <signature>
    <authority><t at="0:0-23" as="rewritten">TM. ỦY BAN NHÂN DÂN</t></authority>
    <title><t at="0:0-12" as="rewritten">CHỦ TỊCH</t></title>
    <name><t at="0:0-20" as="rewritten">Hồ Lê Hoàng Khoa</t></name>
    </signature>
    </closing>
    </document>
    "#);
}

#[test]
fn a_resolution() {
    let maker = Maker::new("noi_dung: |\n  Điều 1.\n");
    let mut content = maker.content(maker.block("noi_dung"));
    content.kind.template = "resolution.xml".into();
    content.kind.name = "NGHỊ QUYẾT".into();
    content.superior.clear();
    content.authority = maker.texts(&["HỘI ĐỒNG NHÂN DÂN PHƯỜNG 2"]);
    insta::assert_snapshot!(rendered(&content), @r#"
    <document kind="ke-hoach" lang="vi-VN" title="NGHỊ QUYẾT Phát triển kinh tế - xã hội năm 2024" author="ỦY BAN NHÂN DÂN PHƯỜNG 2" subject="Phát triển kinh tế - xã hội năm 2024">
    <letterhead>
    <agency><t at="0:0-0" as="rewritten">ỦY BAN NHÂN DÂN</t></agency>
    <agency><t at="0:0-11" as="rewritten">PHƯỜNG 2</t></agency>
    <number>Số: <blank name="so"/>/KH-UBND</number>
    <national-title>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</national-title>
    <motto>Độc lập - Tự do - Hạnh phúc</motto>
    <place-date><t at="0:0-11" as="rewritten">Phường 2</t>, ngày <blank name="ngay"/> tháng 01 năm 2024</place-date>
    </letterhead>
    <kind>NGHỊ QUYẾT</kind>
    <subject><t at="0:0-0" as="rewritten">Phát triển kinh tế - xã hội năm 2024</t></subject>
    <authority><t at="0:0-0" as="rewritten">HỘI ĐỒNG NHÂN DÂN PHƯỜNG 2</t></authority>
    <basis><t at="0:0-11" as="rewritten">Căn cứ A</t>;</basis>
    <basis><t at="0:0-22" as="rewritten">Căn cứ B năm 2024.</t></basis>
    <resolution>QUYẾT NGHỊ:</resolution>

    <heading form="article" level="1"><title><t at="0:14-24">Điều 1.</t></title></heading>


    <closing>
    <recipients label="Nơi nhận:">
    <item>- <t at="0:0-0" as="rewritten">TT/Đảng ủy, TT/HĐND Phường</t>;</item>
    <item>- <t at="0:0-0" as="rewritten">Trưởng 04 Khóm</t>;</item>
    <item>- Lưu: <t at="0:0-8" as="rewritten">VT, VPTK</t>.</item>
    </recipients>
    <signature>
    <authority><t at="0:0-23" as="rewritten">TM. ỦY BAN NHÂN DÂN</t></authority>
    <title><t at="0:0-12" as="rewritten">CHỦ TỊCH</t></title>
    <name><t at="0:0-20" as="rewritten">Hồ Lê Hoàng Khoa</t></name>
    </signature>
    </closing>
    </document>
    "#);
}

#[test]
fn a_letter() {
    let maker = Maker::new("noi_dung: |\n  Kính đề nghị.\n");
    let mut content = maker.content(maker.block("noi_dung"));
    content.kind.template = "letter.xml".into();
    content.kind.name = String::new();
    content.bases.clear();
    content.addressees = maker.texts(&["Sở Tài chính", "- Sở Nội vụ;", "Công an"]);
    insta::assert_snapshot!(rendered(&content), @r#"
    <document kind="ke-hoach" lang="vi-VN" title="Phát triển kinh tế - xã hội năm 2024" author="ỦY BAN NHÂN DÂN PHƯỜNG 2" subject="Phát triển kinh tế - xã hội năm 2024">
    <letterhead>
    <superior><t at="0:0-32" as="rewritten">ỦY BAN NHÂN DÂN THÀNH PHỐ</t></superior>
    <agency><t at="0:0-19" as="rewritten">ỦY BAN NHÂN DÂN</t></agency>
    <agency><t at="0:0-11" as="rewritten">PHƯỜNG 2</t></agency>
    <number>Số: <blank name="so"/>/KH-UBND</number>
    <about>V/v <t at="0:0-0" as="rewritten">Phát triển kinh tế - xã hội năm 2024</t></about>
    <national-title>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</national-title>
    <motto>Độc lập - Tự do - Hạnh phúc</motto>
    <place-date><t at="0:0-11" as="rewritten">Phường 2</t>, ngày <blank name="ngay"/> tháng 01 năm 2024</place-date>
    </letterhead>
    <addressees label="Kính gửi:">
    <item>- <t at="0:0-0" as="rewritten">Sở Tài chính</t>;</item>
    <item>- <t at="0:0-18" as="rewritten">Sở Nội vụ</t>;</item>
    <item>- <t at="0:0-8" as="rewritten">Công an</t>.</item>
    </addressees>

    <p><t at="0:14-33">Kính đề nghị.</t></p>


    <closing>
    <recipients label="Nơi nhận:">
    <item>- <t at="0:0-0" as="rewritten">TT/Đảng ủy, TT/HĐND Phường</t>;</item>
    <item>- <t at="0:0-19" as="rewritten">Trưởng 04 Khóm</t>;</item>
    <item>- Lưu: <t at="0:0-8" as="rewritten">VT, VPTK</t>.</item>
    </recipients>
    <signature>
    <authority><t at="0:0-0" as="rewritten">TM. ỦY BAN NHÂN DÂN</t></authority>
    <title><t at="0:0-12" as="rewritten">CHỦ TỊCH</t></title>
    <name><t at="0:0-20" as="rewritten">Hồ Lê Hoàng Khoa</t></name>
    </signature>
    </closing>
    </document>
    "#);
    content.addressees.truncate(1);
    assert!(rendered(&content).contains(">Sở Tài chính</t></item>"));
}

#[test]
fn no_text_becomes_markup() {
    let nasty = "<b>x</b> & ]]> \"' <!-- </t></document> {% raw %}{{{% endraw %}";
    let maker = Maker::new(&format!("noi_dung: |\n  {nasty}\n"));
    let mut content = maker.content(maker.block("noi_dung"));
    let plain = "<b>x</b> & ]]> \"' <!-- </t></document>";
    for template in ["named.xml", "decision.xml", "resolution.xml", "letter.xml"] {
        content.kind.template = template.into();
        let text = maker.text(nasty);
        content.kind.slug = "\"><x/>".into();
        content.symbol = "<&\">".into();
        let signatory = &mut content.signatories[0];
        for lines in [
            &mut content.superior,
            &mut content.agency,
            &mut content.subject,
            &mut content.addressees,
            &mut content.authority,
            &mut content.bases,
            &mut content.recipients,
            &mut signatory.party,
            &mut signatory.capacity,
            &mut signatory.title,
        ] {
            *lines = vec![text.clone(), text.clone()];
        }
        content.number = Some(text.clone());
        content.archive = Some(text.clone());
        content.place = Some(text.clone());
        content.signatories[0].name = text.clone();
        // Markdown has its own rules (and refuses HTML): here only what it would let through.
        let prose = maker.text("a & b ]]> \"c\" ' \\<x\\>");
        content.body = Some(prose.clone());
        content.opening = Some(prose.clone());
        content.closing = Some(prose);
        let markup = rendered(&content);
        let document = roxmltree::Document::parse(&markup).expect(&markup);
        assert!(
            !document
                .descendants()
                .any(|node| node.has_tag_name("b") || node.is_comment())
        );
        let texts = document
            .descendants()
            .filter(|node| node.has_tag_name("t"))
            .filter(|node| node.text().is_some_and(|text| text.starts_with(plain)))
            .count();
        assert!(texts >= 18, "{template}: {texts}");
        assert_eq!(document.root_element().attribute("kind"), Some("\"><x/>"));
    }
}
