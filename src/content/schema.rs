//! The entries of content files and agency profiles, declared once: what they are called, what
//! they hold, and what an editor says of them.

pub(super) mod appendices;

use super::measures::MeasureTree;
use crate::rows::{
    schema::Choices,
    values::{ChartRows, FigureTree},
};
use crate::tables::schema::{ColumnEntry, TableEntry};
use crate::yaml::{
    names::Names,
    typed::{
        Choice, Form, FromNode, Lines, Map, Markdown, OneOrMany, ScalarOr, Words, YesNo, entries,
    },
};
use appendices::{AppendixEntry, AttachedEntry};
use schemars::{Schema, SchemaGenerator, json_schema, schema_for};
use serde_json::Value;
use std::sync::LazyLock;

/// The schema of content files without the kinds, which are data and say what must stand
/// ([`super::Kinds::schema`]).
pub(super) static DOCUMENT: LazyLock<Value> = LazyLock::new(|| schema_for!(Document).to_value());
pub(super) static PROFILE: LazyLock<Value> = LazyLock::new(|| schema_for!(Profile).to_value());

/// The names of the entries of all content files and profiles, wherever they stand.
pub(super) fn names() -> Names {
    Names::of([&*DOCUMENT, &*PROFILE])
}

/// Tells whether content files of all kinds may have an entry of this name.
pub(super) fn is_entry(name: &str) -> bool {
    let properties = DOCUMENT.get("properties");
    properties.is_some_and(|all| all.get(name).is_some())
}

/// Tells whether an entry stands in the document itself, never in a profile.
pub(super) fn is_of_document(name: &str) -> bool {
    let mut all = Document::ENTRIES.iter();
    all.any(|(known, _)| *known == name)
}

/// The form of an entry's scalars, if content files or profiles have one of this name.
pub(super) fn form(name: &str) -> Option<Form> {
    let all = [
        Document::ENTRIES,
        Shared::ENTRIES,
        Profile::ENTRIES,
        SignatoryEntry::ENTRIES,
        ChartEntry::ENTRIES,
        TableEntry::ENTRIES,
        ColumnEntry::ENTRIES,
        Choices::ENTRIES,
        AppendixEntry::ENTRIES,
        AttachedEntry::ENTRIES,
    ];
    let mut all = all.into_iter().flatten();
    all.find_map(|(known, form)| (*known == name).then_some(*form))
}

entries! {
    /// A content file.
    #[schemars(
        title = "Văn bản",
        description = "Nội dung một văn bản hành chính theo Nghị định 30/2020/NĐ-CP."
    )]
    pub(crate) struct Document {
        ..shared: Shared,
        /// The kind of document (tên loại văn bản).
        #[schemars(
            required,
            schema_with = "kind_schema",
            description = "Loại văn bản, ví dụ ke-hoach."
        )]
        kind: Choice = "loai",
        /// The agency profile that it takes from.
        #[schemars(description = "Đường dẫn tới hồ sơ cơ quan, tính từ thư mục chứa tệp này.")]
        profile: Choice = "ho_so",
        #[schemars(description = "Số văn bản; dự thảo thì bỏ trống.")]
        number: Words = "so",
        #[schemars(
            description = "Ký hiệu, ví dụ KH-UBND; bỏ trống thì tự ghép từ loại văn bản và chữ viết tắt."
        )]
        symbol: Words = "ky_hieu",
        /// The date of issue.
        #[schemars(
            description = "Ngày ban hành, ví dụ 05/01/2024; dự thảo có thể bỏ trống ngày: /01/2024."
        )]
        date: ScalarOr<DateParts> = "ngay_ban_hanh",
        #[schemars(description = "Trích yếu nội dung văn bản.")]
        subject: Lines = "trich_yeu",
        #[schemars(description = "Nơi được gửi, in sau chữ “Kính gửi:”.")]
        addressees: Lines = "kinh_gui",
        /// The legal bases.
        #[schemars(description = "Các căn cứ ban hành văn bản.")]
        bases: Lines = "can_cu",
        #[schemars(description = "Đoạn mở đầu (Markdown).")]
        opening: Markdown = "mo_dau",
        #[schemars(description = "Nội dung văn bản (Markdown).")]
        body: Markdown = "noi_dung",
        #[schemars(description = "Đoạn kết thúc (Markdown).")]
        closing: Markdown = "ket_thuc",
        /// The secrecy mark (dấu chỉ độ mật, 10a).
        #[schemars(
            extend("enum" = ["mat", "toi-mat", "tuyet-mat"]),
            description = "Dấu chỉ độ mật: mat, toi-mat hoặc tuyet-mat."
        )]
        secrecy: Choice = "do_mat",
        /// The urgency mark (dấu chỉ mức độ khẩn, 10b).
        #[schemars(
            extend("enum" = ["khan", "thuong-khan", "hoa-toc"]),
            description = "Dấu chỉ mức độ khẩn: khan, thuong-khan hoặc hoa-toc."
        )]
        urgency: Choice = "do_khan",
        /// Until when a document of the highest urgency must arrive.
        #[schemars(description = "Hạn của văn bản hỏa tốc, in dưới dấu, ví dụ 15 giờ ngày 05/01/2024.")]
        deadline: Words = "hen_gio",
        /// Among whom it may go around (11).
        #[schemars(
            description = "Chỉ dẫn phạm vi lưu hành, ví dụ LƯU HÀNH NỘI BỘ, XEM XONG TRẢ LẠI, TÀI LIỆU THU HỒI."
        )]
        circulation: Words = "pham_vi_luu_hanh",
        /// It is a draft: which one.
        #[schemars(description = "Dự thảo: ghi true, hoặc lần dự thảo (1, 2, 3…).")]
        draft: Words = "du_thao",
        /// The drafter's sign (12).
        #[schemars(description = "Ký hiệu người soạn thảo, in sau dòng Lưu, ví dụ PL.")]
        drafter: Words = "nguoi_soan_thao",
        /// The number of copies issued (12).
        #[schemars(description = "Số lượng bản phát hành, ví dụ 300.")]
        copies: Words = "so_ban",
        /// Those who sign, from left to right: their own entries, or names of some in the profile.
        #[schemars(
            description = "Người ký, hoặc tên một người ký đã ghi trong hồ sơ cơ quan; nhiều người cùng ký thì mỗi người một dòng “-”, từ trái sang phải."
        )]
        signatories: OneOrMany<ScalarOr<SignatoryEntry>> = "nguoi_ky",
        /// The other agencies that issue the document with this one.
        #[schemars(
            description = "Các cơ quan cùng ban hành văn bản liên tịch, sau cơ quan ở mục co_quan; mỗi cơ quan một dòng “-”."
        )]
        joint: OneOrMany<JointEntry> = "lien_tich",
        #[schemars(description = "Số liệu, dùng trong nội dung bằng {{ so_lieu.… }}.")]
        figures: FigureTree = "so_lieu",
        /// Tables that the texts place by their names.
        #[schemars(description = "Các bảng, mỗi bảng một tên, đặt vào nội dung bằng dòng “::: bang tên-bảng”.")]
        tables: Map<TableEntry> = "bang",
        /// Texts that are issued with the document (Phụ lục III, Mẫu 1.3).
        #[schemars(
            description = "Văn bản ban hành hoặc phê duyệt kèm theo: quy chế, quy định, kế hoạch…; nhiều văn bản thì ghi thành danh sách."
        )]
        attached: OneOrMany<AttachedEntry> = "ban_hanh_kem_theo",
        /// The appendices (III.1).
        #[schemars(description = "Các phụ lục, theo thứ tự; số La Mã, chữ “Phụ lục” và dòng (Kèm theo …) tự thêm.")]
        appendices: OneOrMany<AppendixEntry> = "phu_luc",
        /// Its charts, by name.
        #[schemars(
            description = "Các biểu đồ, mỗi biểu đồ một tên gọi ngắn; đặt vào nội dung bằng ![](bieu-do:tên \"Biểu đồ 1. …\")."
        )]
        charts: Map<ChartEntry> = "bieu_do",
    }
}

entries! {
    /// A chart.
    #[schemars(description = "Biểu đồ vẽ từ số liệu của văn bản.")]
    pub(crate) struct ChartEntry {
        #[schemars(required, description = "Loại biểu đồ: cot, cot-chong, duong hoặc tron.")]
        kind: Choice = "loai",
        /// The unit of the figures (đơn vị tính).
        #[schemars(description = "Đơn vị tính, in phía trên biểu đồ, ví dụ triệu đồng.")]
        unit: Words = "don_vi",
        /// The rows: a list of them, or a path to one.
        #[schemars(
            required,
            description = "Số liệu: danh sách các hàng, hoặc đường dẫn tới một danh sách như so_lieu.khom."
        )]
        rows: ChartRows = "du_lieu",
        /// The column of the names of categories.
        #[schemars(required, description = "Tên cột mang tên của từng hàng, ghi dưới trục ngang.")]
        categories: Words = "nhom",
        /// The columns that are drawn, each with its name in the legend.
        #[schemars(
            required,
            description = "Các cột số liệu được vẽ: tên cột và tên ghi trong chú giải."
        )]
        series: Map<Words> = "day",
    }
}

entries! {
    /// An agency profile.
    #[schemars(
        title = "Hồ sơ cơ quan",
        description = "Những phần mà các văn bản của một cơ quan dùng chung."
    )]
    pub(crate) struct Profile {
        ..shared: Shared,
        /// The profile that this one builds on.
        #[schemars(description = "Hồ sơ mà hồ sơ này dựa theo.")]
        profile: Choice = "ho_so",
        /// Those who sign, by name.
        #[schemars(description = "Những người ký của cơ quan, mỗi người một tên gọi ngắn.")]
        signatories: Map<SignatoryEntry> = "nguoi_ky",
        /// The names of those who sign where the document does not say.
        #[schemars(
            description = "Tên gọi của người ký (hoặc danh sách tên gọi) khi văn bản không ghi nguoi_ky."
        )]
        default_signatories: Lines = "nguoi_ky_mac_dinh",
    }
}

entries! {
    /// The entries that a document gives itself, or else takes from its profile.
    pub(crate) struct Shared {
        /// The superior agency (cơ quan chủ quản trực tiếp).
        #[schemars(description = "Tên cơ quan chủ quản trực tiếp; không có thì bỏ trống.")]
        superior: Lines = "co_quan_chu_quan",
        /// The issuing agency.
        #[schemars(description = "Tên cơ quan ban hành văn bản.")]
        agency: Lines = "co_quan",
        /// The agency as running text calls it, where its own lines do not tell how it is capitalised.
        #[schemars(
            description = "Tên cơ quan viết trong câu, cho dòng (Kèm theo …), ví dụ Ủy ban nhân dân Phường 2; bỏ trống thì tự viết từ co_quan."
        )]
        agency_name: Words = "ten_co_quan",
        /// Whether the document is issued as an electronic one.
        #[schemars(
            description = "true: văn bản điện tử, dòng (Kèm theo …) của phụ lục để trống số, ngày như luật định."
        )]
        electronic: YesNo = "van_ban_dien_tu",
        /// The abbreviation of the agency.
        #[schemars(description = "Chữ viết tắt tên cơ quan trong ký hiệu, ví dụ UBND.")]
        abbreviation: Words = "viet_tat",
        /// The abbreviation of the drafting unit.
        #[schemars(description = "Chữ viết tắt tên đơn vị soạn thảo, dùng trong ký hiệu công văn.")]
        unit: Words = "don_vi_soan_thao",
        /// The place of issue.
        #[schemars(description = "Địa danh ghi trước ngày ban hành.")]
        place: Words = "dia_danh",
        /// Who decides (thẩm quyền ban hành), above the bases of a decision.
        #[schemars(
            description = "Thẩm quyền ban hành, ghi trên phần căn cứ của quyết định, nghị quyết."
        )]
        authority: Lines = "tham_quyen",
        /// Whether each line of the Markdown texts is a paragraph.
        #[schemars(
            description = "true: mỗi dòng của mo_dau, noi_dung, ket_thuc là một đoạn, như chữ chép từ Word."
        )]
        by_line: YesNo = "moi_dong_la_doan",
        #[schemars(description = "Nơi nhận, không ghi gạch đầu dòng, không ghi dòng Lưu.")]
        recipients: Lines = "noi_nhan",
        /// The text that follows `Lưu:`.
        #[schemars(description = "Phần sau chữ “Lưu:”, ví dụ VT, VPTK.")]
        archive: Words = "luu",
        /// The agency's address (13).
        #[schemars(description = "Địa chỉ cơ quan, in ở chân trang thứ nhất của công văn.")]
        address: Words = "dia_chi",
        #[schemars(description = "Số điện thoại của cơ quan, in ở chân trang thứ nhất của công văn.")]
        telephone: Words = "dien_thoai",
        #[schemars(description = "Số Fax của cơ quan, in ở chân trang thứ nhất của công văn.")]
        fax: Words = "fax",
        #[schemars(description = "Thư điện tử của cơ quan, in ở chân trang thứ nhất của công văn.")]
        mail: Words = "thu_dien_tu",
        #[schemars(
            description = "Trang thông tin điện tử của cơ quan, in ở chân trang thứ nhất của công văn."
        )]
        website: Words = "trang_thong_tin",
        /// The picture of the agency's seal.
        #[schemars(
            description = "Ảnh dấu của cơ quan để in dự thảo: tệp PNG nền trong suốt, màu đỏ, đường dẫn tính từ thư mục chứa tệp này."
        )]
        seal: Choice = "anh_dau",
        /// The office's own words, which `vanban check` takes for right.
        #[schemars(
            description = "Từ riêng của cơ quan mà vanban check coi là đúng: tên riêng, chữ viết tắt, từ chuyên môn; mỗi từ hay cụm từ một dòng “-”. Mục này không in ra."
        )]
        own_words: Lines = "tu_dien",
        /// Choices of measures.
        #[schemars(description = "Lựa chọn về thể thức: cỡ chữ, lề, giãn dòng…")]
        measures: MeasureTree = "the_thuc",
    }
}

entries! {
    /// A date in parts.
    #[schemars(description = "Ngày, tháng, năm ghi riêng; dự thảo có thể bỏ trống ngày, tháng.")]
    pub(crate) struct DateParts {
        #[schemars(description = "Ngày, từ 1 đến 31.")]
        day: Words = "ngay",
        #[schemars(description = "Tháng, từ 1 đến 12.")]
        month: Words = "thang",
        #[schemars(required, description = "Năm, bốn chữ số.")]
        year: Words = "nam",
    }
}

entries! {
    /// An agency that issues a document with others.
    #[schemars(description = "Một cơ quan cùng ban hành văn bản liên tịch.")]
    pub(crate) struct JointEntry {
        #[schemars(description = "Tên cơ quan chủ quản trực tiếp; không có thì bỏ trống.")]
        superior: Lines = "co_quan_chu_quan",
        #[schemars(required, description = "Tên cơ quan cùng ban hành.")]
        agency: Lines = "co_quan",
        #[schemars(required, description = "Chữ viết tắt tên cơ quan trong ký hiệu.")]
        abbreviation: Words = "viet_tat",
        /// Its own number; where it has the entry, even without a value, its number stands apart.
        #[schemars(
            description = "Số riêng của cơ quan này; chưa có thì ghi so rồi để trống. Không ghi mục này thì văn bản mang một số chung."
        )]
        number: Words = "so",
        #[schemars(description = "Ký hiệu riêng đi với số riêng; bỏ trống thì tự ghép.")]
        symbol: Words = "ky_hieu",
        #[schemars(
            required,
            description = "Người ký của cơ quan này: quyen_han, chuc_vu, ho_ten; nhiều người thì mỗi người một dòng “-”."
        )]
        signatories: OneOrMany<ScalarOr<SignatoryEntry>> = "nguoi_ky",
        #[schemars(
            description = "Ảnh dấu của cơ quan này để in dự thảo: tệp PNG nền trong suốt, màu đỏ."
        )]
        seal: Choice = "anh_dau",
    }
}

entries! {
    /// Someone who signs.
    #[schemars(description = "Người ký văn bản.")]
    pub(crate) struct SignatoryEntry {
        /// The party that they sign for (a contract's).
        #[schemars(
            description = "Bên mà người này ký thay trong hợp đồng, bản thỏa thuận, ví dụ BÊN A; in thành ĐẠI DIỆN BÊN A."
        )]
        party: Lines = "ben",
        /// On whose behalf they sign (quyền hạn).
        #[schemars(description = "Quyền hạn, ví dụ TM. ỦY BAN NHÂN DÂN; thủ trưởng ký thì bỏ trống.")]
        capacity: Lines = "quyen_han",
        /// Their title (chức vụ).
        #[schemars(required, description = "Chức vụ, ví dụ CHỦ TỊCH.")]
        title: Lines = "chuc_vu",
        /// Their other title (chức vụ khác, box 7b), above the name.
        #[schemars(
            description = "Chức vụ khác, in trên họ tên: chức vụ ở cơ quan của người ký cho hội đồng, ban chỉ đạo dùng con dấu của cơ quan."
        )]
        office: Lines = "chuc_vu_khac",
        #[schemars(required, description = "Họ và tên.")]
        name: Words = "ho_ten",
        /// The picture of their signature.
        #[schemars(
            description = "Ảnh chữ ký để in dự thảo: tệp PNG nền trong suốt, màu xanh, đường dẫn tính từ thư mục chứa tệp này."
        )]
        signature: Choice = "anh_chu_ky",
        /// The picture of the seal of the agency or party that they sign for.
        #[schemars(
            description = "Ảnh dấu của bên hay cơ quan mà người này ký thay, khi không phải dấu của cơ quan ban hành: tệp PNG nền trong suốt, màu đỏ."
        )]
        seal: Choice = "anh_dau",
    }
}

fn kind_schema(_: &mut SchemaGenerator) -> Schema {
    // The kinds are data: their names are filled in for editors.
    json_schema!({ "type": "string" })
}
