//! The things that the body has no place for, by name, with the way to mend them.

use crate::diagnostic::Diagnostic;
use pulldown_cmark::{CodeBlockKind, LinkType, Tag};

/// The message for a construct that is refused; `None` for those that are taken.
pub(super) fn tag(tag: &Tag<'_>) -> Option<Diagnostic> {
    Some(match tag {
        Tag::Image { .. } => Diagnostic::error("hinh-anh", "hình phải đứng một mình trên một dòng")
            .help("đưa ![mô tả](tệp ảnh \"Hình 1. …\") xuống một dòng riêng, sau nó chỉ có thể ghi {rong=80%}; nếu `![` là chữ của văn bản thì viết `!\\[`"),
        Tag::Link { link_type, .. } => link(*link_type),
        Tag::HtmlBlock => html(),
        Tag::CodeBlock(CodeBlockKind::Indented) => indented(),
        Tag::CodeBlock(CodeBlockKind::Fenced(_)) => Diagnostic::error(
            "ma-nguon",
            "nội dung không nhận khối mã nguồn (``` hoặc ~~~)",
        )
        .help("bỏ hai dòng rào ``` hoặc ~~~, để lại phần chữ"),
        Tag::Paragraph
        | Tag::Heading { .. }
        | Tag::List(_)
        | Tag::Item
        | Tag::FootnoteDefinition(_)
        | Tag::Table(_)
        | Tag::TableHead
        | Tag::TableRow
        | Tag::TableCell
        | Tag::Emphasis
        | Tag::Strong
        | Tag::BlockQuote(_) => return None,
        // The extensions behind the rest are off.
        _ => Diagnostic::error("cu-phap-la", "nội dung không nhận cú pháp Markdown này")
            .help("viết lại bằng đoạn văn, danh sách hoặc bảng"),
    })
}

/// A quotation in another block.
pub(super) fn quote() -> Diagnostic {
    Diagnostic::error(
        "trich-dan",
        "khối trích dẫn (>) nằm trong danh sách, chú thích hoặc khối trích dẫn khác",
    )
    .help("viết > từ đầu dòng, sau một dòng trống; nếu dấu > là chữ của văn bản thì viết \\>")
}

/// A block among lines that are set to the right or in the middle.
pub(super) fn set_apart(tag: &Tag<'_>) -> Diagnostic {
    let what = match tag {
        Tag::Heading { .. } => "đề mục",
        Tag::Table(_) => "bảng",
        Tag::BlockQuote(_) => "khối trích dẫn",
        _ => "danh sách",
    };
    Diagnostic::error(
        "khoi-canh",
        format!("{what} nằm trong phần canh phải, canh giữa: ở đó chỉ có các dòng chữ"),
    )
    .help("viết ::: ở chỗ các dòng ấy kết thúc, trước phần này")
}

fn link(kind: LinkType) -> Diagnostic {
    let error = Diagnostic::error("lien-ket", "nội dung không nhận liên kết");
    match kind {
        LinkType::Autolink | LinkType::Email => error.help("bỏ hai dấu < >, để lại địa chỉ"),
        _ => error.help("viết địa chỉ thành chữ, ví dụ: Cổng thông tin (https://…)"),
    }
}

fn indented() -> Diagnostic {
    Diagnostic::error(
        "thut-dong",
        "thụt đầu dòng 4 dấu cách trở lên: Markdown hiểu đoạn này là mã nguồn",
    )
    .help("bỏ thụt dòng; thụt đầu dòng của đoạn văn do chương trình tự đặt")
}

/// HTML in any form, comments too.
pub(super) fn html() -> Diagnostic {
    Diagnostic::error("html", "nội dung không nhận thẻ HTML")
        .help("bỏ thẻ: xuống dòng bằng \\ ở cuối dòng, chữ đậm **…**, nghiêng *…*; dấu < là chữ thì viết \\<")
}

/// Code within a line.
pub(super) fn code() -> Diagnostic {
    Diagnostic::error("ma-nguon", "nội dung không nhận chữ kiểu mã nguồn (`…`)")
        .help("bỏ hai dấu `; nếu dấu ` là chữ của văn bản thì viết \\`")
}

/// `---` alone.
pub(super) fn rule() -> Diagnostic {
    Diagnostic::error(
        "gach-ngang",
        "nội dung không nhận đường kẻ ngang (---, ***, ___)",
    )
    .help("bỏ dòng này; các đường kẻ theo Nghị định do chương trình tự vẽ")
}

/// A heading by a line of dashes under it.
pub(super) fn underlined() -> Diagnostic {
    Diagnostic::error(
        "tieu-de-gach-duoi",
        "dòng gạch (--- hoặc ===) ngay dưới một đoạn biến đoạn ấy thành tiêu đề",
    )
    .help("bỏ dòng gạch; muốn có tiêu đề thì viết # hoặc ## ở đầu dòng")
}

/// `[a]: url`, which Markdown would swallow without a trace.
pub(super) fn definition() -> Diagnostic {
    Diagnostic::error(
        "dinh-nghia-lien-ket",
        "dòng dạng `[…]: …` là khai báo liên kết, sẽ không được in ra",
    )
    .help(
        "bỏ dòng này; nếu là chữ của văn bản thì viết \\[ ở đầu, nếu là chú thích thì viết [^1]: …",
    )
}

/// A list below the ninth level.
pub(super) fn deep() -> Diagnostic {
    Diagnostic::error("danh-sach-sau", "danh sách lồng quá 9 cấp")
        .help("gộp bớt cấp: Word chỉ có 9 cấp danh sách")
}

/// The word for a block.
pub(super) fn what(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Heading { .. } => "tiêu đề",
        Tag::Table(_) => "bảng",
        _ => "danh sách",
    }
}

/// A block where only text and lists may stand.
pub(super) fn misplaced(what: &str, within: &str) -> Diagnostic {
    Diagnostic::error("sai-cho", format!("{what} không đặt được trong {within}")).help(format!(
        "đưa {what} ra ngoài: để một dòng trống phía trên và viết từ đầu dòng"
    ))
}

/// A character that no document can hold.
pub(super) fn control(c: char) -> Diagnostic {
    Diagnostic::error(
        "ky-tu-dieu-khien",
        format!("ký tự điều khiển U+{:04X} không in được", u32::from(c)),
    )
    .help("xóa ký tự này")
}
