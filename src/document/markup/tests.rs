//! Markup that templates write, and slips of theirs.

use super::parse;
use crate::diagnostic::Source;
use crate::document::testing::components;

fn read(markup: &str) -> String {
    let sources = [Source::new("a.yaml", "Phường 2: Luật\n")];
    match parse(&Source::new("mau.xml", markup), &sources, &components()) {
        Ok(document) => document.dump(),
        Err(errors) => errors.to_string(),
    }
}

const WHOLE: &str = r#"<document kind="quyet-dinh" title="QUYẾT ĐỊNH Về &amp; việc" author="UBND">
  <!-- a comment -->
  <letterhead>
    <superior>ỦY BAN NHÂN DÂN</superior>
    <agency>PHƯỜNG 2</agency>
    <number>Số: <blank name="so"/>/QĐ-UBND</number>
    <national-title>CỘNG HÒA</national-title>
    <motto>Độc lập - Tự do - Hạnh phúc</motto>
    <place-date><t at="0:0-11">Phường 2</t>, ngày <blank name="ngay"/> tháng 01</place-date>
  </letterhead>
  <kind>QUYẾT ĐỊNH</kind>
  <subject>Về việc</subject>
  <subject>ban hành</subject>
  <addressees label="Kính gửi:"><item>- Bộ;</item></addressees>
  <authority>ỦY BAN</authority><authority>PHƯỜNG 2</authority>
  <basis>Căn cứ <t at="0:13-18" as="rewritten">Luật</t>;</basis>
  <resolution>QUYẾT ĐỊNH:</resolution>
  <heading form="chapter" level="3"><label>Chương I</label><title>CHUNG</title></heading>
  <heading form="article" level="6"><title>Điều 1. Tên</title></heading>
  <p>  một
     hai  <br/> ba&#160; <b>đậm<i> nghiêng</i></b> <note>chú <b>thích</b></note><note><p>m</p><p>n</p></note> </p>
  <list mark="letter"><item><p>x</p><list mark="bullet"><item><p>y</p></item></list></item></list>
  <table><column width="2"/><column align="centre"/><head><row><cell>a</cell><cell/></row></head></table>
  <table name="ket-qua">
    <caption>Bảng 1. <t at="0:0-11">Phường 2</t></caption><unit>Đơn vị tính: đồng</unit>
    <column align="auto"/><column/><column/>
    <head><row><cell down="2">TT</cell><cell across="2">Năm</cell></row><row><cell>2023</cell><cell>2024</cell></row></head>
    <row kind="group"><cell across="3" align="left">A</cell></row>
    <row><cell down="2" vertical="top">1</cell><cell across="2"><p>một</p><list mark="bullet"><item><p>hai</p></item></list></cell></row>
    <row><cell>3</cell><cell><list mark="bullet"><item><p>bốn</p></item></list></cell></row>
    <row kind="total"><cell/><cell/><cell><b>5</b></cell></row>
  </table>
  <closing>
    <recipients label="Nơi nhận:"><item>- Như trên;</item></recipients>
    <signature><authority>TM. UBND</authority><title>CHỦ TỊCH</title><name>A</name></signature>
  </closing>
  <landscape><heading form="plain" level="1"><title>Ngang</title></heading><p>o</p></landscape>
  <appendix><label>Phụ lục I</label><title>BẢNG</title><reference>(Kèm theo)</reference></appendix>
  <heading form="plain" level="2"><title>Sau phụ lục</title></heading>
  <appendix orientation="landscape"><label>Phụ lục II</label></appendix>
  <attached orientation="landscape" title="QUY CHẾ Làm việc"/>
  <kind>QUY CHẾ</kind>
  <heading form="plain" level="2"><title>Sau văn bản kèm theo</title></heading>
</document>"#;

#[test]
fn every_component_is_read() {
    insta::assert_snapshot!("whole", read(WHOLE));
}

#[test]
fn slips_are_told_with_their_place() {
    let body = |inner: &str| format!("<document>\n{inner}\n</document>");
    let mut cases = vec![
        String::new(),
        "<doc/>".to_owned(),
        "<document/>".to_owned(),
        "<!DOCTYPE a [<!ENTITY b \"c\">]><document>&b;</document>".to_owned(),
        "<document><p>a</document>".to_owned(),
        "<document><p>a</p>".to_owned(),
        "<document x=\"1\"><p>a</p></document>".to_owned(),
    ];
    cases.extend(
        [
            "chữ",
            "<p/>",
            "<p>&#160;</p>",
            "<p>a & b</p>",
            "<p>a &nbsp; b</p>",
            "<q>a</q>",
            "<p xmlns=\"urn:x\">a</p>",
            "<p xml:lang=\"vi\">a</p>",
            "<p><?php ?>a</p>",
            "<p>a<p>b</p></p>",
            "<p><t>a</t></p>",
            "<p><t at=\"1:0-1\">a</t></p>",
            "<p><t at=\"0:0-90\">a</t></p>",
            "<p><t at=\"0:1:1\">a</t></p>",
            "<p><t at=\"0:0-1\" as=\"moi\">a</t></p>",
            "<p><t at=\"0:0-1\"><b>a</b></t></p>",
            "<p><blank name=\"nam\"/></p>",
            "<p>a<br>b</br></p>",
            "<p>a<note>b<note>c</note></note></p>",
            "<p>a<note/></p>",
            "<letterhead><agency>A</agency><motto>M</motto></letterhead>",
            "<heading form=\"part\"><title>A</title></heading>",
            "<heading form=\"plain\"><label>A</label></heading>",
            "<heading form=\"muc\"><title>A</title></heading>",
            "<list mark=\"bullet\"><item>a</item></list>",
            "<list mark=\"bullet\"><item/></list>",
            "<list mark=\"bullet\" start=\"-1\"><item><p>a</p></item></list>",
            "<table><column/><row><cell>a</cell><cell>b</cell></row></table>",
            "<table><row/></table>",
            "<table><column/><row><cell>a</cell></row><caption>b</caption></table>",
            "<table><column/><column/><row><cell>a</cell></row></table>",
            "<table><column/><column/><row><cell across=\"3\">a</cell></row></table>",
            "<table><column/><column/><row><cell across=\"0\">a</cell><cell>b</cell></row></table>",
            "<table><column/><row><cell down=\"3\">a</cell></row></table>",
            "<table><column/><column/><row><cell down=\"2\">a</cell><cell down=\"2\">b</cell></row><row/></table>",
            "<table><column/><column/><row><cell>a</cell><cell down=\"2\">b</cell></row><row><cell across=\"2\">c</cell></row></table>",
            "<table><column/><head><row><cell down=\"2\">a</cell></row></head><row><cell>b</cell></row></table>",
            "<table><column/><row kind=\"sum\"><cell>a</cell></row></table>",
            "<table><column/><row><cell><p>a</p>b</cell></row></table>",
            "<table><column/><row><cell align=\"auto\">a</cell></row></table>",
            "<closing><signature><title>A</title></signature></closing>",
            "<closing><recipients label=\"Nơi nhận:\"><item>A</item></recipients></closing>",
            "<addressees><item>a</item></addressees>",
            "<appendix><title>A</title></appendix>",
            "<attached><kind>QUY CHẾ</kind></attached>",
            "<appendix orientation=\"wide\"><label>A</label><title>B</title></appendix>",
            "<landscape/>",
            "<landscape><landscape><p>a</p></landscape></landscape>",
            "<landscape><appendix><label>A</label><title>B</title></appendix></landscape>",
        ]
        .map(body),
    );
    let all: Vec<String> = cases.iter().map(|case| read(case)).collect();
    insta::assert_snapshot!("slips", all.join("\n"));
}

#[test]
fn nesting_is_bounded() {
    let lists = |depth: usize| {
        let mut inner = "<p>x</p>".to_owned();
        for _ in 0..depth {
            inner = format!("<p>x</p><list mark=\"bullet\"><item>{inner}</item></list>");
        }
        format!("<document>{inner}</document>")
    };
    assert!(read(&lists(9)).starts_with("document"));
    assert!(read(&lists(10)).contains("lồng quá 9 cấp"));
    let deep = 20_000;
    let bold = format!(
        "<document><p>{}x{}</p></document>",
        "<b>".repeat(deep),
        "</b>".repeat(deep)
    );
    assert!(read(&bold).contains("lồng nhau quá sâu"));
}

#[test]
fn text_is_composed() {
    let document = parse(
        &Source::new("m", "<document><p>e&#x302;&#x301;</p></document>"),
        &[],
        &components(),
    );
    assert!(document.is_ok_and(|document| document.dump().contains(" ế\n") || document.dump().contains("ế")));
}

/// Agencies of a joint document keep the order of the markup; other parts that of the data.
#[test]
fn parts_that_take_turns_keep_their_order() {
    let order = |inside: &str| {
        let dump = read(&format!(
            "<document><letterhead>{inside}</letterhead></document>"
        ));
        let parts = dump.lines().filter_map(|line| line.strip_prefix("    "));
        let names = parts.map(|line| line.split(' ').next().unwrap_or_default().to_owned());
        names.collect::<Vec<_>>().join(" ")
    };
    let right = "<national-title>a</national-title><motto>b</motto>";
    for (left, expected) in [
        (
            "<superior>a</superior><agency>b</agency><superior>c</superior><agency>d</agency>",
            "superior agency superior agency",
        ),
        (
            "<agency>b</agency><agency>c</agency><superior>a</superior>",
            "superior agency agency",
        ),
        (
            "<agency>b</agency><superior>c</superior><agency>d</agency>",
            "agency superior agency",
        ),
    ] {
        let expected = format!("{expected} national-title motto");
        assert_eq!(order(&format!("{right}{left}")), expected);
        // Other cells between them change nothing.
        let parted = left.replacen("</agency>", &format!("</agency>{right}"), 1);
        assert_eq!(order(&parted), expected);
    }
}
