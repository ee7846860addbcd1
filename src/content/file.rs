//! The format of content files and agency profiles, declared once.
//!
//! serde refuses what differs from it, schemars prints it for editors, `shape` explains to the
//! writer what differs. Characters and places of the values come from the marked tree: YAML's
//! numbers lose their digits, and serde knows no places.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};
use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData};

/// A content file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "Văn bản",
    description = "Nội dung một văn bản hành chính theo Nghị định 30/2020/NĐ-CP."
)]
pub struct Document {
    /// Kind of document.
    #[schemars(
        required,
        schema_with = "kind_schema",
        description = "Loại văn bản, ví dụ ke-hoach."
    )]
    pub loai: Option<Words>,
    /// Agency profile.
    #[schemars(description = "Đường dẫn tới hồ sơ cơ quan, tính từ thư mục chứa tệp này.")]
    pub ho_so: Option<Words>,
    /// Superior agency.
    #[schemars(description = "Tên cơ quan chủ quản trực tiếp; không có thì bỏ trống.")]
    pub co_quan_chu_quan: Option<Lines>,
    /// Issuing agency.
    #[schemars(description = "Tên cơ quan ban hành văn bản.")]
    pub co_quan: Option<Lines>,
    /// Number.
    #[schemars(description = "Số văn bản; dự thảo thì bỏ trống.")]
    pub so: Option<Words>,
    /// Symbol.
    #[schemars(
        description = "Ký hiệu, ví dụ KH-UBND; bỏ trống thì tự ghép từ loại văn bản và chữ viết tắt."
    )]
    pub ky_hieu: Option<Words>,
    /// Abbreviation of the agency.
    #[schemars(description = "Chữ viết tắt tên cơ quan trong ký hiệu, ví dụ UBND.")]
    pub viet_tat: Option<Words>,
    /// Abbreviation of the drafting unit.
    #[schemars(description = "Chữ viết tắt tên đơn vị soạn thảo, dùng trong ký hiệu công văn.")]
    pub don_vi_soan_thao: Option<Words>,
    /// Place of issue.
    #[schemars(description = "Địa danh ghi trước ngày ban hành.")]
    pub dia_danh: Option<Words>,
    /// Date of issue.
    #[schemars(
        required,
        description = "Ngày ban hành, ví dụ 05/01/2024; dự thảo có thể bỏ trống ngày: /01/2024."
    )]
    pub ngay_ban_hanh: Option<ScalarOr<DateParts>>,
    /// Subject.
    #[schemars(required, description = "Trích yếu nội dung văn bản.")]
    pub trich_yeu: Option<Lines>,
    /// Addressees.
    #[schemars(description = "Nơi được gửi, in sau chữ “Kính gửi:”.")]
    pub kinh_gui: Option<Lines>,
    /// Who decides.
    #[schemars(
        description = "Thẩm quyền ban hành, ghi trên phần căn cứ của quyết định, nghị quyết."
    )]
    pub tham_quyen: Option<Lines>,
    /// Legal bases.
    #[schemars(description = "Các căn cứ ban hành văn bản.")]
    pub can_cu: Option<Lines>,
    /// Opening.
    #[schemars(description = "Đoạn mở đầu (Markdown).")]
    pub mo_dau: Option<Words>,
    /// Body.
    #[schemars(required, description = "Nội dung văn bản (Markdown).")]
    pub noi_dung: Option<Words>,
    /// Closing.
    #[schemars(description = "Đoạn kết thúc (Markdown).")]
    pub ket_thuc: Option<Words>,
    /// A paragraph of each line.
    #[schemars(
        description = "true: mỗi dòng của mo_dau, noi_dung, ket_thuc là một đoạn, như chữ chép từ Word."
    )]
    pub moi_dong_la_doan: Option<YesNo>,
    /// Recipients.
    #[schemars(description = "Nơi nhận, không ghi gạch đầu dòng, không ghi dòng Lưu.")]
    pub noi_nhan: Option<Lines>,
    /// Archive line.
    #[schemars(description = "Phần sau chữ “Lưu:”, ví dụ VT, VPTK.")]
    pub luu: Option<Words>,
    /// Signatory: their own entry, or the name of one in the profile.
    #[schemars(description = "Người ký, hoặc tên một người ký đã ghi trong hồ sơ cơ quan.")]
    pub nguoi_ky: Option<ScalarOr<SignatoryEntry>>,
    /// Picture of the seal.
    #[schemars(
        description = "Ảnh dấu của cơ quan để in dự thảo: tệp PNG nền trong suốt, màu đỏ, đường dẫn tính từ thư mục chứa tệp này."
    )]
    pub anh_dau: Option<Words>,
    /// Figures.
    #[schemars(description = "Số liệu, dùng trong nội dung bằng {{ so_lieu.… }}.")]
    pub so_lieu: Option<FigureTree>,
    /// Measures.
    #[schemars(description = "Lựa chọn về thể thức: cỡ chữ, lề, giãn dòng…")]
    pub the_thuc: Option<MeasureTree>,
}

/// An agency profile.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "Hồ sơ cơ quan",
    description = "Những phần mà các văn bản của một cơ quan dùng chung."
)]
pub struct Profile {
    /// The profile that this one builds on.
    #[schemars(description = "Hồ sơ mà hồ sơ này dựa theo.")]
    pub ho_so: Option<Words>,
    /// Superior agency.
    #[schemars(description = "Tên cơ quan chủ quản trực tiếp; không có thì bỏ trống.")]
    pub co_quan_chu_quan: Option<Lines>,
    /// Issuing agency.
    #[schemars(description = "Tên cơ quan ban hành văn bản.")]
    pub co_quan: Option<Lines>,
    /// Abbreviation of the agency.
    #[schemars(description = "Chữ viết tắt tên cơ quan trong ký hiệu, ví dụ UBND.")]
    pub viet_tat: Option<Words>,
    /// Abbreviation of the drafting unit.
    #[schemars(description = "Chữ viết tắt tên đơn vị soạn thảo, dùng trong ký hiệu công văn.")]
    pub don_vi_soan_thao: Option<Words>,
    /// Place of issue.
    #[schemars(description = "Địa danh ghi trước ngày ban hành.")]
    pub dia_danh: Option<Words>,
    /// Who decides.
    #[schemars(
        description = "Thẩm quyền ban hành, ghi trên phần căn cứ của quyết định, nghị quyết."
    )]
    pub tham_quyen: Option<Lines>,
    /// A paragraph of each line.
    #[schemars(
        description = "true: mỗi dòng của mo_dau, noi_dung, ket_thuc là một đoạn, như chữ chép từ Word."
    )]
    pub moi_dong_la_doan: Option<YesNo>,
    /// Recipients.
    #[schemars(description = "Nơi nhận, không ghi gạch đầu dòng, không ghi dòng Lưu.")]
    pub noi_nhan: Option<Lines>,
    /// Archive line.
    #[schemars(description = "Phần sau chữ “Lưu:”, ví dụ VT, VPTK.")]
    pub luu: Option<Words>,
    /// Signatories by name.
    #[schemars(description = "Những người ký của cơ quan, mỗi người một tên gọi ngắn.")]
    pub nguoi_ky: Option<BTreeMap<String, SignatoryEntry>>,
    /// Who signs where the document does not say.
    #[schemars(description = "Tên gọi của người ký khi văn bản không ghi nguoi_ky.")]
    pub nguoi_ky_mac_dinh: Option<Words>,
    /// Picture of the seal.
    #[schemars(
        description = "Ảnh dấu của cơ quan để in dự thảo: tệp PNG nền trong suốt, màu đỏ, đường dẫn tính từ thư mục chứa tệp này."
    )]
    pub anh_dau: Option<Words>,
    /// Measures.
    #[schemars(description = "Lựa chọn về thể thức: cỡ chữ, lề, giãn dòng…")]
    pub the_thuc: Option<MeasureTree>,
}

/// A date in parts.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Ngày, tháng, năm ghi riêng; dự thảo có thể bỏ trống ngày, tháng.")]
pub struct DateParts {
    /// Day.
    #[schemars(description = "Ngày, từ 1 đến 31.")]
    pub ngay: Option<Words>,
    /// Month.
    #[schemars(description = "Tháng, từ 1 đến 12.")]
    pub thang: Option<Words>,
    /// Year.
    #[schemars(required, description = "Năm, bốn chữ số.")]
    pub nam: Option<Words>,
}

/// Who signs.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Người ký văn bản.")]
pub struct SignatoryEntry {
    /// Authority.
    #[schemars(description = "Quyền hạn, ví dụ TM. ỦY BAN NHÂN DÂN; thủ trưởng ký thì bỏ trống.")]
    pub quyen_han: Option<Lines>,
    /// Title.
    #[schemars(required, description = "Chức vụ, ví dụ CHỦ TỊCH.")]
    pub chuc_vu: Option<Lines>,
    /// Full name.
    #[schemars(required, description = "Họ và tên.")]
    pub ho_ten: Option<Words>,
    /// Picture of the signature.
    #[schemars(
        description = "Ảnh chữ ký để in dự thảo: tệp PNG nền trong suốt, màu xanh, đường dẫn tính từ thư mục chứa tệp này."
    )]
    pub anh_chu_ky: Option<Words>,
}

/// A text; a bare number is the text of its digits as written.
#[derive(Debug)]
pub struct Words(pub String);

/// `true` or `false`.
#[derive(Debug, Deserialize)]
pub struct YesNo(pub Words);

/// A text of one or more lines, or a list of them.
#[derive(Debug)]
pub struct Lines(pub Vec<String>);

/// A single value, or a map that says the same in parts.
#[derive(Debug)]
pub enum ScalarOr<T> {
    /// A text or number.
    Scalar,
    /// The parts.
    Map(Box<T>),
}

/// Any tree of figures.
#[derive(Debug, Deserialize)]
pub struct FigureTree(IgnoredAny);

/// A tree whose leaves are texts or numbers.
#[derive(Debug, Deserialize)]
pub struct MeasureTree(IgnoredAny);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Asked for a string, serde_yaml gives every scalar as written.
        String::deserialize(deserializer).map(Self)
    }
}

/// Takes scalars of any type and hands lists and maps on.
struct ScalarVisitor<T>(PhantomData<T>);

/// What a [`ScalarVisitor`] makes of what it meets.
trait FromParts<'de>: Sized {
    const EXPECTING: &'static str;
    fn scalar(text: String) -> Self;
    fn seq<A: SeqAccess<'de>>(_seq: A) -> Result<Self, A::Error> {
        Err(A::Error::custom(Self::EXPECTING))
    }
    fn map<A: MapAccess<'de>>(_map: A) -> Result<Self, A::Error> {
        Err(A::Error::custom(Self::EXPECTING))
    }
}

impl<'de, T: FromParts<'de>> Visitor<'de> for ScalarVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTING)
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<T, E> {
        Ok(T::scalar(v.to_owned()))
    }
    fn visit_bool<E: Error>(self, v: bool) -> Result<T, E> {
        Ok(T::scalar(v.to_string()))
    }
    fn visit_i64<E: Error>(self, v: i64) -> Result<T, E> {
        Ok(T::scalar(v.to_string()))
    }
    fn visit_u64<E: Error>(self, v: u64) -> Result<T, E> {
        Ok(T::scalar(v.to_string()))
    }
    fn visit_i128<E: Error>(self, v: i128) -> Result<T, E> {
        Ok(T::scalar(v.to_string()))
    }
    fn visit_u128<E: Error>(self, v: u128) -> Result<T, E> {
        Ok(T::scalar(v.to_string()))
    }
    fn visit_f64<E: Error>(self, v: f64) -> Result<T, E> {
        Ok(T::scalar(v.to_string()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        T::seq(seq)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::map(map)
    }
}

impl<'de> FromParts<'de> for Lines {
    const EXPECTING: &'static str = "a text or a list of texts";
    fn scalar(text: String) -> Self {
        Self(text.lines().map(str::to_owned).collect())
    }
    fn seq<A: SeqAccess<'de>>(mut seq: A) -> Result<Self, A::Error> {
        let mut lines = Vec::new();
        while let Some(Words(line)) = seq.next_element()? {
            lines.push(line);
        }
        Ok(Self(lines))
    }
}

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> FromParts<'de> for ScalarOr<T> {
    const EXPECTING: &'static str = "a text or a map";
    fn scalar(_: String) -> Self {
        Self::Scalar
    }
    fn map<A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|parts| Self::Map(Box::new(parts)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ScalarOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor(PhantomData))
    }
}

fn scalar_schema() -> Schema {
    json_schema!({ "type": ["string", "number"] })
}

fn kind_schema(_: &mut SchemaGenerator) -> Schema {
    // The kinds are data: they are filled in where the schema is used.
    json_schema!({ "type": "string", "enum": [] })
}

impl JsonSchema for Words {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        scalar_schema()
    }
}

impl JsonSchema for YesNo {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "YesNo".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["boolean", "string"], "enum": [true, false, "true", "false"] })
    }
}

impl JsonSchema for Lines {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Lines".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "number", "array"],
            "items": { "type": ["string", "number", "null"] }
        })
    }
}

impl<T: JsonSchema> JsonSchema for ScalarOr<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("ScalarOr{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [scalar_schema(), generator.subschema_for::<T>()] })
    }
}

impl JsonSchema for FigureTree {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "FigureTree".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object" })
    }
}

impl JsonSchema for MeasureTree {
    fn schema_name() -> Cow<'static, str> {
        "MeasureTree".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let inner = generator.subschema_for::<Self>();
        json_schema!({
            "type": "object",
            "additionalProperties": {
                "anyOf": [{ "type": ["string", "number", "boolean", "null"] }, inner]
            }
        })
    }
}
