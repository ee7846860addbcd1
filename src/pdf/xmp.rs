//! XMP metadata: the document's properties, and the standards that the file keeps.

use quick_xml::escape::escape;

/// The facts that the metadata tell. Those that /Info has too must be the same there.
pub(super) struct Facts<'a> {
    pub(super) title: &'a str,
    pub(super) author: &'a str,
    pub(super) subject: &'a str,
    pub(super) language: &'a str,
    pub(super) creator: &'a str,
    pub(super) producer: &'a str,
    /// Part of PDF/A: 2, or 3 where files are attached.
    pub(super) part: u8,
}

/// The beginning of a packet. The word between the marks of order is U+FEFF; the id is XMP's own.
const BEGIN: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
<rdf:Description rdf:about=\"\"\n\
xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n\
xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n\
xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n\
xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n\
xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n\
xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n\
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n\
xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n";

/// Level A of PDF/A, and PDF/UA-1. PDF/A does not know the schema of PDF/UA and has it described.
const STANDARDS: &str = "<pdfaid:conformance>A</pdfaid:conformance>\n\
<pdfuaid:part>1</pdfuaid:part>\n\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n\
<pdfaProperty:name>part</pdfaProperty:name>\n\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n\
<pdfaProperty:category>internal</pdfaProperty:category>\n\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\n\
</rdf:li></rdf:Seq></pdfaSchema:property>\n\
</rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

/// No room is left for changes: the packet says that it is not to be written to.
const END: &str = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

/// The packet.
pub(super) fn packet(facts: &Facts<'_>) -> String {
    let Facts {
        title,
        author,
        subject,
        language,
        creator,
        producer,
        part,
    } = facts;
    let mut packet = BEGIN.to_owned();
    let mut set = |name: &str, text: &str, form: Form| {
        if !text.is_empty() {
            packet += &property(name, text, form);
        }
    };
    set("dc:format", "application/pdf", Form::Simple);
    set("dc:title", title, Form::Alternatives);
    set("dc:creator", author, Form::Sequence);
    set("dc:description", subject, Form::Alternatives);
    set("dc:language", language, Form::Bag);
    set("xmp:CreatorTool", creator, Form::Simple);
    set("pdf:Producer", producer, Form::Simple);
    set("pdfaid:part", &part.to_string(), Form::Simple);
    packet + STANDARDS + END
}

/// How XMP holds a property, by its schema.
enum Form {
    Simple,
    /// By language.
    Alternatives,
    Sequence,
    Bag,
}

fn property(name: &str, text: &str, form: Form) -> String {
    let text = escape(text);
    let value = match form {
        Form::Simple => text.into_owned(),
        Form::Alternatives => {
            format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li></rdf:Alt>")
        }
        Form::Sequence => format!("<rdf:Seq><rdf:li>{text}</rdf:li></rdf:Seq>"),
        Form::Bag => format!("<rdf:Bag><rdf:li>{text}</rdf:li></rdf:Bag>"),
    };
    format!("<{name}>{value}</{name}>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_stays_whole() {
        let title = "Kế hoạch <b>&amp; “ngoặc” ]]> 'một' \"hai\"";
        let packet = packet(&Facts {
            title,
            author: "",
            subject: "Về việc",
            language: "vi-VN",
            creator: "a",
            producer: "b",
            part: 2,
        });
        let tree = roxmltree::Document::parse(&packet).unwrap();
        let dc = "http://purl.org/dc/elements/1.1/";
        let text = |name: &str| {
            let found = tree
                .descendants()
                .find(|node| node.has_tag_name((dc, name)));
            found.map(|node| {
                let texts = node.descendants().filter(|node| node.is_text());
                texts.filter_map(|node| node.text()).collect::<String>()
            })
        };
        assert_eq!(text("title").as_deref(), Some(title));
        assert_eq!(text("description").as_deref(), Some("Về việc"));
        assert_eq!(text("creator"), None, "an empty property says nothing");
    }
}
