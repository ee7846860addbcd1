//! Arguments as typed, with help and complaints in Vietnamese.

use super::fonts::{self, Telling};
use crate::compile::{Format, Options, Resources};
use crate::diagnostic::{Diagnostic, Result};
use crate::layout::Habits;
use clap::builder::styling::Styles;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::{ffi::OsString, path::PathBuf};

const TEMPLATE: &str = "\
{about}

Cách dùng: {usage}

{all-args}{after-help}";

const EXIT_CODES: &str = "\
Mã thoát: 0 xong; 1 tệp đưa vào có lỗi (tệp ấy không ghi gì); 2 gõ sai lệnh; 3 không ghi được kết quả.";

const EXIT_CODES_BUILD: &str = "\
Mỗi văn bản được làm thì cũng được soát (vanban check): lỗi được in ra, lưu ý và gợi ý được đếm, văn bản vẫn được ghi; \
văn bản không đổi thì không soát lại.

Mã thoát: 0 xong, dù soát có thấy lỗi hay không; 1 tệp đưa vào có lỗi (tệp ấy không ghi gì); 2 gõ sai lệnh; 3 không ghi \
được kết quả.";

const EXIT_CODES_CHECK: &str = "\
QUY TẮC là mã (SL001), phần đầu của mã (SL: số liệu; NT: ngày tháng; NN: ngôn ngữ; VH: viết hoa; TT: thể thức; NQ: \
nhất quán) hoặc tên ngắn; nhiều quy tắc thì cách nhau bằng dấu phẩy. Quy tắc nào chưa hiểu chỗ nào thì không báo chỗ \
ấy: xem bằng --not-evaluated.

Mã thoát: 0 không có lỗi (có thể còn lưu ý, gợi ý); 1 có lỗi, hoặc tệp không đọc được; với --strict: có lỗi hoặc lưu \
ý; 2 gõ sai lệnh; 3 không ghi được tệp.";

const WATCHED: &str = "\
Mỗi lần làm lại thì soát lại (vanban check): lỗi được in ra, lưu ý và gợi ý được đếm, văn bản vẫn được ghi.";

#[cfg(feature = "serve")]
const SERVED: &str = "\
Trang chỉ mở được trên máy này, từ địa chỉ được in ra; không gửi gì ra ngoài máy. Trong một thư mục, chạy lần nữa thì mở \
lại trang đang chạy.

Mã thoát: 0 đã dừng; 1 không mở được thư mục hay cổng; 2 gõ sai lệnh.";

const EXIT_CODES_DIFF: &str = "\
Mã thoát: 0 so xong, dù có thay đổi hay không; 1 tệp đưa vào có lỗi; 2 gõ sai lệnh; 3 không ghi được kết quả.";

/// Soạn văn bản hành chính theo Nghị định 30/2020/NĐ-CP: một tệp YAML ra DOCX và PDF
#[derive(Parser)]
#[command(
    name = "vanban",
    version,
    styles = Styles::plain(),
    help_template = TEMPLATE,
    after_help = EXIT_CODES,
    override_usage = "vanban [TÙY CHỌN] [LỆNH]",
    subcommand_help_heading = "Các lệnh",
    subcommand_value_name = "LỆNH",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    common: Common,
    /// In số phiên bản
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = "Tùy chọn")]
    version: Option<bool>,
}

#[derive(Args)]
struct Common {
    /// In hướng dẫn
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help_heading = "Tùy chọn")]
    help: Option<bool>,
    /// Dạng của thông báo: text cho người đọc; json (mỗi dòng một thông báo) hoặc sarif cho chương trình khác
    #[arg(
        long,
        global = true,
        value_name = "DẠNG",
        value_enum,
        default_value_t,
        help_heading = "Tùy chọn",
        hide_possible_values = true,
        hide_default_value = true
    )]
    message_format: MessageFormat,
}

/// How messages are written to standard error.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// Drawn, with the line of the file.
    #[default]
    Text,
    /// An object a line.
    Json,
    /// One log at the end.
    Sarif,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Làm ra DOCX và PDF từ tệp YAML
    #[command(
        help_template = TEMPLATE,
        after_help = EXIT_CODES_BUILD,
        override_usage = "vanban build [TÙY CHỌN] <TỆP>..."
    )]
    Build(BuildArgs),
    /// Làm ra văn bản cho từng hàng của một bảng
    #[command(
        help_template = TEMPLATE,
        after_help = EXIT_CODES_BUILD,
        override_usage = "vanban batch [TÙY CHỌN] <TỆP>"
    )]
    Batch(BatchArgs),
    /// Làm lại mỗi khi lưu tệp, đến khi nhấn Ctrl-C
    #[command(
        help_template = TEMPLATE,
        after_help = WATCHED,
        override_usage = "vanban watch [TÙY CHỌN] <TỆP|THƯ MỤC>"
    )]
    Watch(WatchArgs),
    /// Mở trang soạn văn bản trong trình duyệt, đến khi nhấn Ctrl-C
    #[cfg(feature = "serve")]
    #[command(help_template = TEMPLATE, after_help = SERVED, override_usage = "vanban serve [TÙY CHỌN] [THƯ MỤC]")]
    Serve(ServeArgs),
    /// Gộp báo cáo của các phần (--shard) thành một
    #[command(help_template = TEMPLATE, override_usage = "vanban report <TỆP>...")]
    Report(ReportArgs),
    /// So hai bản của một văn bản: từng đoạn, từng số liệu
    #[command(
        help_template = TEMPLATE,
        after_help = EXIT_CODES_DIFF,
        override_usage = "vanban diff [TÙY CHỌN] <CŨ> <MỚI>"
    )]
    Diff(DiffArgs),
    /// Soát thể thức, số liệu, ngày tháng, ngôn ngữ, viết hoa của văn bản
    #[command(
        help_template = TEMPLATE,
        after_help = EXIT_CODES_CHECK,
        override_usage = "vanban check [TÙY CHỌN] <TỆP>..."
    )]
    Check(CheckArgs),
    /// Sao y, sao lục, trích sao một văn bản
    #[command(
        help_template = TEMPLATE,
        after_help = EXIT_CODES,
        override_usage = "vanban copy [TÙY CHỌN] <VĂN BẢN> <BẢN SAO>"
    )]
    Copy(CopyArgs),
    /// Viết một tệp YAML mẫu có chú giải
    #[command(
        help_template = TEMPLATE,
        override_usage = "vanban new [TÙY CHỌN] <LOẠI> [TỆP]"
    )]
    New(NewArgs),
    /// Liệt kê các loại văn bản soạn được
    #[command(help_template = TEMPLATE, override_usage = "vanban kinds [TÙY CHỌN] [LOẠI]")]
    Kinds(KindsArgs),
    /// In JSON Schema của tệp YAML, cho trình soạn thảo gợi ý khóa
    #[command(help_template = TEMPLATE, override_usage = "vanban schema [TÙY CHỌN]")]
    Schema(SchemaArgs),
    /// Liệt kê hoặc chép ra các mẫu trình bày và tệp dữ liệu
    #[command(help_template = TEMPLATE, override_usage = "vanban templates [TÙY CHỌN]")]
    Templates(TemplatesArgs),
}

/// The choices that all commands share which make documents: which files, how, and where they go.
#[derive(Args, Clone)]
pub(super) struct MakeArgs {
    /// Thư mục ghi kết quả (mặc định: cạnh tệp YAML)
    #[arg(short, long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) output: Option<PathBuf>,
    /// Chỉ làm một loại: docx hoặc pdf
    #[arg(
        long,
        value_name = "LOẠI",
        value_enum,
        help_heading = "Tùy chọn",
        hide_possible_values = true
    )]
    pub(super) only: Option<FileKind>,
    /// Thư mục mẫu trình bày và dữ liệu riêng, thay tệp có sẵn cùng tên
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) templates: Option<PathBuf>,
    /// Thư mục có bốn kiểu Times New Roman, hoặc co-san: phông có sẵn (mặc định: Times New Roman của máy, nếu có)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) fonts: Option<PathBuf>,
    /// Làm lại tất cả; tệp đã bị sửa được cất sang tên khác
    #[arg(long, help_heading = "Tùy chọn")]
    pub(super) force: bool,
    /// Không tạo ô điền số, ngày và ô ký số trong PDF
    #[arg(long, help_heading = "Tùy chọn")]
    pub(super) no_fields: bool,
    /// Đính kèm tệp YAML và hồ sơ cơ quan vào PDF (PDF/A-3), để sau lấy lại được
    #[arg(long, help_heading = "Tùy chọn")]
    pub(super) attach_source: bool,
    /// Ghi mỗi phụ lục thành tệp riêng (TÊN.phu-luc-1…), có ô ký số của cơ quan ở góc trên bên phải
    #[arg(long, help_heading = "Tùy chọn")]
    pub(super) split_appendices: bool,
    /// Lines are laid out as this program does; for the referees (`docs/parity.md`).
    #[arg(long, value_enum, default_value_t, hide = true)]
    pub(super) lay_out_as: Program,
}

/// A kind of file to be made alone.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FileKind {
    Docx,
    Pdf,
}

impl FileKind {
    fn format(self) -> Format {
        match self {
            Self::Docx => Format::Docx,
            Self::Pdf => Format::Pdf,
        }
    }
}

/// A program that shows DOCX, whose habits the PDF can follow.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Program {
    #[default]
    Word,
    #[value(name = "libreoffice-7.4")]
    LibreOffice7_4,
    #[value(name = "libreoffice-25.2")]
    LibreOffice25_2,
}

impl Program {
    fn habits(self) -> Habits {
        match self {
            Self::Word => Habits::word(),
            Self::LibreOffice7_4 => Habits::libreoffice_7_4(),
            Self::LibreOffice25_2 => Habits::libreoffice_25_2(),
        }
    }
}

impl MakeArgs {
    /// What documents share.
    pub(super) fn resources(&self, telling: Telling) -> Result<Resources> {
        fonts::resources(self.templates.as_deref(), self.fonts.as_deref(), telling)
    }

    /// The faces are told of where PDFs are made.
    pub(super) fn telling(&self) -> Telling {
        match self.only {
            Some(FileKind::Docx) => Telling::Silent,
            Some(FileKind::Pdf) | None => Telling::Told,
        }
    }

    /// The folders that documents depend on, beside their own.
    pub(super) fn folders(&self) -> impl Iterator<Item = PathBuf> {
        let templates = self.templates.clone();
        templates
            .into_iter()
            .chain(fonts::folder(self.fonts.as_deref()))
    }

    pub(super) fn options(&self) -> Options {
        Options {
            only: self.only.map(FileKind::format),
            no_fields: self.no_fields,
            attach_source: self.attach_source,
            split_appendices: self.split_appendices,
            habits: self.lay_out_as.habits(),
        }
    }
}

#[derive(Args)]
pub(super) struct BuildArgs {
    /// Các tệp YAML
    #[arg(value_name = "TỆP", required = true, help_heading = "Đối số")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) make: MakeArgs,
    /// In một bước trung gian thay vì ghi tệp: markup, document, sheet hoặc layout
    #[arg(
        long,
        value_name = "BƯỚC",
        value_enum,
        help_heading = "Tùy chọn",
        hide_possible_values = true
    )]
    pub(super) emit: Option<Stage>,
}

#[derive(Args)]
pub(super) struct BatchArgs {
    /// Tệp lô: nội dung, bảng và tên các tệp kết quả
    #[arg(value_name = "TỆP", required = true, help_heading = "Đối số")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) make: MakeArgs,
    /// Chỉ làm những hàng này, ví dụ 2,4-7
    #[arg(long, value_name = "HÀNG", help_heading = "Tùy chọn")]
    pub(super) rows: Option<String>,
    /// Chỉ làm phần I (từ 0) trong N phần; auto/N lấy I từ Kubernetes hoặc Slurm
    #[arg(long, value_name = "I/N", help_heading = "Tùy chọn")]
    pub(super) shard: Option<String>,
    /// Ghép thêm mọi văn bản vào một PDF để in
    #[arg(long, value_name = "TỆP", help_heading = "Tùy chọn")]
    pub(super) merge: Option<PathBuf>,
    /// In báo cáo cho máy đọc: json
    #[arg(
        long,
        value_name = "DẠNG",
        value_enum,
        help_heading = "Tùy chọn",
        hide_possible_values = true
    )]
    pub(super) report: Option<ReportFormat>,
    /// Số luồng (mặc định: số nhân của máy)
    #[arg(long, value_name = "SỐ", help_heading = "Tùy chọn")]
    pub(super) threads: Option<usize>,
    /// Says nothing where nothing changed; for `vanban watch`.
    #[arg(skip)]
    pub(super) quiet: bool,
}

#[derive(Args)]
pub(super) struct DiffArgs {
    /// Tệp YAML của bản cũ; chỉ ghi một tệp thì bản cũ là bản đã làm lần trước của tệp ấy
    #[arg(value_name = "CŨ", help_heading = "Đối số", display_order = 1)]
    pub(super) old: PathBuf,
    /// Tệp YAML của bản mới
    #[arg(value_name = "MỚI", help_heading = "Đối số", display_order = 2)]
    pub(super) new: Option<PathBuf>,
    /// Ghi thêm bản mới ra DOCX, chỗ nào khác bản cũ thì đánh dấu sửa đổi của Word
    #[arg(short, long, value_name = "TỆP.docx", help_heading = "Tùy chọn")]
    pub(super) output: Option<PathBuf>,
    /// Thư mục kết quả của vanban build, nếu không ở cạnh tệp YAML (khi chỉ ghi một tệp)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) built: Option<PathBuf>,
    /// In thay đổi cho chương trình khác đọc: json
    #[arg(
        long,
        value_name = "DẠNG",
        value_enum,
        help_heading = "Tùy chọn",
        hide_possible_values = true
    )]
    pub(super) report: Option<ReportFormat>,
    /// Thư mục mẫu trình bày và dữ liệu riêng, thay tệp có sẵn cùng tên
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) templates: Option<PathBuf>,
    /// Thư mục có bốn kiểu Times New Roman, hoặc co-san: phông có sẵn (mặc định: Times New Roman của máy, nếu có)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) fonts: Option<PathBuf>,
    /// Ghi đè tệp -o dù đã bị sửa; bản đã sửa được cất sang tên khác
    #[arg(long, help_heading = "Tùy chọn")]
    pub(super) force: bool,
}

/// How a report is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    Json,
}

#[derive(Args)]
pub(super) struct ReportArgs {
    /// Các báo cáo do “vanban batch --report json” in ra
    #[arg(value_name = "TỆP", required = true, help_heading = "Đối số")]
    pub(super) files: Vec<PathBuf>,
}

#[derive(Args)]
pub(super) struct WatchArgs {
    /// Tệp YAML (văn bản hoặc lô), hoặc thư mục chứa chúng
    #[arg(value_name = "TỆP|THƯ MỤC", required = true, help_heading = "Đối số")]
    pub(super) path: PathBuf,
    #[command(flatten)]
    pub(super) make: MakeArgs,
}

#[cfg(feature = "serve")]
#[derive(Args)]
pub(super) struct ServeArgs {
    /// Thư mục văn bản (mặc định: thư mục hiện tại)
    #[arg(
        value_name = "THƯ MỤC",
        default_value = ".",
        hide_default_value = true,
        help_heading = "Đối số"
    )]
    pub(super) folder: PathBuf,
    /// Cổng trên máy này (mặc định: máy tự chọn)
    #[arg(
        long,
        value_name = "SỐ",
        default_value_t = 0,
        hide_default_value = true,
        help_heading = "Tùy chọn"
    )]
    pub(super) port: u16,
    /// Không tự mở trình duyệt
    #[arg(long, help_heading = "Tùy chọn")]
    pub(super) no_open: bool,
    /// Thư mục mẫu trình bày và dữ liệu riêng, thay tệp có sẵn cùng tên
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) templates: Option<PathBuf>,
    /// Thư mục có bốn kiểu Times New Roman, hoặc co-san: phông có sẵn (mặc định: Times New Roman của máy, nếu có)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) fonts: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct CheckArgs {
    /// Các tệp YAML của văn bản
    #[arg(
        value_name = "TỆP",
        required_unless_present = "explain",
        help_heading = "Đối số"
    )]
    pub(super) files: Vec<PathBuf>,
    /// Tự sửa trong tệp những chỗ chắc chắn (dấu, khoảng trắng, chữ lặp …), không đụng đến số liệu
    #[arg(long, help_heading = "Tùy chọn")]
    pub(super) fix: bool,
    /// Chỉ soát theo các quy tắc này
    #[arg(long, value_name = "QUY TẮC", help_heading = "Tùy chọn")]
    pub(super) select: Vec<String>,
    /// Không soát theo các quy tắc này
    #[arg(long, value_name = "QUY TẮC", help_heading = "Tùy chọn")]
    pub(super) ignore: Vec<String>,
    /// Giải thích một quy tắc: nói về gì, ví dụ sai và đúng, căn cứ
    #[arg(long, value_name = "QUY TẮC", help_heading = "Tùy chọn")]
    pub(super) explain: Option<String>,
    /// Lưu ý cũng tính là không đạt (mã thoát 1)
    #[arg(long, help_heading = "Tùy chọn")]
    pub(super) strict: bool,
    /// In cả những chỗ chưa xét được, kèm lý do
    #[arg(long, help_heading = "Tùy chọn")]
    pub(super) not_evaluated: bool,
    /// Dạng kết quả: text cho người đọc; json hoặc sarif cho chương trình khác
    #[arg(
        long,
        value_name = "DẠNG",
        value_enum,
        default_value_t,
        help_heading = "Tùy chọn",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub(super) format: MessageFormat,
    /// Thư mục mẫu trình bày và dữ liệu riêng, thay tệp có sẵn cùng tên
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) templates: Option<PathBuf>,
    /// Thư mục có bốn kiểu Times New Roman, hoặc co-san: phông có sẵn (mặc định: Times New Roman của máy, nếu có)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) fonts: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct CopyArgs {
    /// Văn bản được sao: tệp PDF, hoặc tệp YAML (trích sao)
    #[arg(value_name = "VĂN BẢN", help_heading = "Đối số", display_order = 1)]
    pub(super) original: PathBuf,
    /// Tệp YAML của bản sao: cơ quan sao, số, ngày sao, người ký (vanban new sao-y viết tệp mẫu)
    #[arg(value_name = "BẢN SAO", help_heading = "Đối số", display_order = 2)]
    pub(super) copy: PathBuf,
    /// Bản sao điện tử: ô ký số ở góc trên bên phải trang đầu thay cho phần của bản sao giấy
    #[arg(long, help_heading = "Tùy chọn")]
    pub(super) dien_tu: bool,
    /// Thư mục ghi kết quả (mặc định: cạnh văn bản được sao)
    #[arg(short, long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) output: Option<PathBuf>,
    /// Thư mục mẫu trình bày và dữ liệu riêng, thay tệp có sẵn cùng tên
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) templates: Option<PathBuf>,
    /// Thư mục có bốn kiểu Times New Roman, hoặc co-san: phông có sẵn (mặc định: Times New Roman của máy, nếu có)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) fonts: Option<PathBuf>,
    /// Ghi đè bản sao đã bị sửa; bản đã sửa được cất sang tên khác
    #[arg(long, help_heading = "Tùy chọn")]
    pub(super) force: bool,
    /// Lines are laid out as this program does; for the referees (`docs/parity.md`).
    #[arg(long, value_enum, default_value_t, hide = true)]
    pub(super) lay_out_as: Program,
}

impl CopyArgs {
    pub(super) fn options(&self) -> Options {
        Options {
            habits: self.lay_out_as.habits(),
            ..Options::default()
        }
    }
}

/// A stage whose product can be shown.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Stage {
    Markup,
    Document,
    Sheet,
    Layout,
}

#[derive(Args)]
pub(super) struct NewArgs {
    /// Loại văn bản, ví dụ ke-hoach; hoặc ho-so: hồ sơ cơ quan
    #[arg(value_name = "LOẠI", help_heading = "Đối số", display_order = 1)]
    pub(super) kind: String,
    /// Tệp sẽ viết (mặc định: LOẠI.yaml; hồ sơ cơ quan: co-quan.yaml)
    #[arg(value_name = "TỆP", help_heading = "Đối số", display_order = 2)]
    pub(super) file: Option<PathBuf>,
    /// Thư mục mẫu trình bày và dữ liệu riêng, có thể thêm loại văn bản (kinds.yaml)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) templates: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct KindsArgs {
    /// Chỉ một loại, với các mục của nó; ví dụ giay-moi hoặc "Giấy mời"
    #[arg(value_name = "LOẠI", help_heading = "Đối số")]
    pub(super) kind: Option<String>,
    /// Thư mục mẫu trình bày và dữ liệu riêng, có thể thêm loại văn bản (kinds.yaml)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) templates: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct SchemaArgs {
    /// Của tệp lô (vanban batch)
    #[arg(long, conflicts_with = "profile", help_heading = "Tùy chọn")]
    pub(super) batch: bool,
    /// Của hồ sơ cơ quan
    #[arg(long, help_heading = "Tùy chọn")]
    pub(super) profile: bool,
    /// Thư mục mẫu trình bày và dữ liệu riêng, có thể thêm loại văn bản (kinds.yaml)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) templates: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct TemplatesArgs {
    /// Chép mọi mẫu và tệp dữ liệu có sẵn vào thư mục này
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(super) export: Option<PathBuf>,
}

/// The arguments, understood or not.
pub(super) enum Parsed {
    /// To do something.
    Command(Command, MessageFormat),
    /// To read help or the version.
    Text(String),
    /// Nothing that makes sense.
    Wrong(Diagnostic),
}

/// Reads the arguments; complaints are Vietnamese.
pub(super) fn parse(args: impl IntoIterator<Item = OsString>) -> Parsed {
    let mut command = Cli::command();
    let parsed = command
        .try_get_matches_from_mut(args)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(Cli {
            command: Some(command),
            common,
            ..
        }) => Parsed::Command(command, common.message_format),
        Ok(_) => Parsed::Text(command.render_help().to_string()),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                Parsed::Text(error.to_string())
            }
            _ => Parsed::Wrong(translate(&error)),
        },
    }
}

/// Clap's complaint in Vietnamese.
fn translate(error: &clap::Error) -> Diagnostic {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!(
                "không có lệnh “{}”",
                context(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::UnknownArgument => format!("không có tùy chọn “{argument}”"),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}” còn thiếu giá trị"),
        ErrorKind::InvalidValue => format!("“{argument}” không nhận giá trị “{value}”"),
        ErrorKind::MissingRequiredArgument => format!("còn thiếu {argument}"),
        ErrorKind::ArgumentConflict => {
            format!("“{argument}” được ghi hai lần hoặc không đi cùng nhau")
        }
        _ => "không hiểu dòng lệnh".to_owned(),
    };
    let near = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(context)
    .find(|near| !near.is_empty());
    let valid = context(ContextKind::ValidValue);
    let help = match near {
        Some(near) => format!("có phải là “{near}”?"),
        None if !valid.is_empty() => format!("chọn một trong: {valid}"),
        None => "gõ “vanban --help” để xem cách dùng".to_owned(),
    };
    Diagnostic::error("dong-lenh", message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(args: &[&str]) -> String {
        match parse(args.iter().map(|arg| OsString::from(*arg))) {
            Parsed::Wrong(diagnostic) => {
                format!(
                    "{} | {}",
                    diagnostic.message,
                    diagnostic.help.unwrap_or_default()
                )
            }
            Parsed::Text(text) => format!("TEXT {text}"),
            Parsed::Command(..) => "COMMAND".to_owned(),
        }
    }

    #[test]
    fn arguments_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn complaints_are_vietnamese() {
        let said = [
            wrong(&["vanban", "biuld", "a.yaml"]),
            wrong(&["vanban", "build"]),
            wrong(&["vanban", "build", "a.yaml", "--onli", "pdf"]),
            wrong(&["vanban", "build", "a.yaml", "--only", "odt"]),
            wrong(&["vanban", "build", "a.yaml", "-o"]),
        ];
        insta::assert_snapshot!(said.join("\n"), @"
        không có lệnh “biuld” | có phải là “build”?
        còn thiếu <TỆP>... | gõ “vanban --help” để xem cách dùng
        không có tùy chọn “--onli” | có phải là “--only”?
        “--only <LOẠI>” không nhận giá trị “odt” | chọn một trong: docx, pdf
        “--output <THƯ MỤC>” còn thiếu giá trị | gõ “vanban --help” để xem cách dùng
        ");
    }

    #[test]
    fn help_is_vietnamese() {
        for args in [
            &["vanban", "--help"][..],
            &["vanban", "build", "--help"],
            &["vanban", "batch", "--help"],
            &["vanban", "report", "--help"],
            &["vanban", "watch", "--help"],
            &["vanban", "diff", "--help"],
            #[cfg(feature = "serve")]
            &["vanban", "serve", "--help"],
            &["vanban", "new", "--help"],
            &["vanban", "schema", "--help"],
            &["vanban", "templates", "--help"],
            &["vanban"],
        ] {
            let text = wrong(args);
            for word in [
                "Usage",
                "OPTIONS",
                "Options",
                "Arguments",
                "Commands",
                "Print",
                "possible values",
            ] {
                assert!(!text.contains(word), "“{word}” in {text}");
            }
        }
    }
}
