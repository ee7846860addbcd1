//! The arguments of each command.

use super::MessageFormat;
use super::make::{DataArgs, MakeArgs, Program};
use crate::compile::Options;
use crate::pull::Chosen;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Args)]
pub(in crate::cli) struct BuildArgs {
    /// Các tệp YAML
    #[arg(value_name = "TỆP", required = true, help_heading = "Đối số")]
    pub(in crate::cli) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) make: MakeArgs,
    /// In một bước trung gian thay vì ghi tệp: markup, document, sheet hoặc layout
    #[arg(
        long,
        value_name = "BƯỚC",
        value_enum,
        help_heading = "Tùy chọn",
        hide_possible_values = true
    )]
    pub(in crate::cli) emit: Option<Stage>,
}

#[derive(Args)]
pub(in crate::cli) struct BatchArgs {
    /// Tệp lô: nội dung, bảng và tên các tệp kết quả
    #[arg(value_name = "TỆP", required = true, help_heading = "Đối số")]
    pub(in crate::cli) file: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) make: MakeArgs,
    /// Chỉ làm những hàng này, ví dụ 2,4-7
    #[arg(long, value_name = "HÀNG", help_heading = "Tùy chọn")]
    pub(in crate::cli) rows: Option<String>,
    /// Chỉ làm phần I (từ 0) trong N phần; auto/N lấy I từ Kubernetes hoặc Slurm
    #[arg(long, value_name = "I/N", help_heading = "Tùy chọn")]
    pub(in crate::cli) shard: Option<String>,
    /// Ghép thêm mọi văn bản vào một PDF để in
    #[arg(long, value_name = "TỆP", help_heading = "Tùy chọn")]
    pub(in crate::cli) merge: Option<PathBuf>,
    /// In báo cáo cho máy đọc: json
    #[arg(
        long,
        value_name = "DẠNG",
        value_enum,
        help_heading = "Tùy chọn",
        hide_possible_values = true
    )]
    pub(in crate::cli) report: Option<ReportFormat>,
    /// Số luồng (mặc định: số nhân của máy)
    #[arg(long, value_name = "SỐ", help_heading = "Tùy chọn")]
    pub(in crate::cli) threads: Option<usize>,
    /// Says nothing where nothing changed; for `vanban watch`.
    #[arg(skip)]
    pub(in crate::cli) quiet: bool,
}

#[derive(Args)]
pub(in crate::cli) struct DiffArgs {
    /// Tệp YAML của bản cũ; chỉ ghi một tệp thì bản cũ là bản đã làm lần trước của tệp ấy
    #[arg(value_name = "CŨ", help_heading = "Đối số", display_order = 1)]
    pub(in crate::cli) old: PathBuf,
    /// Tệp YAML của bản mới
    #[arg(value_name = "MỚI", help_heading = "Đối số", display_order = 2)]
    pub(in crate::cli) new: Option<PathBuf>,
    /// Ghi thêm bản mới ra DOCX, chỗ nào khác bản cũ thì đánh dấu sửa đổi của Word
    #[arg(short, long, value_name = "TỆP.docx", help_heading = "Tùy chọn")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Thư mục kết quả của vanban build, nếu không ở cạnh tệp YAML (khi chỉ ghi một tệp)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) built: Option<PathBuf>,
    /// In thay đổi cho chương trình khác đọc: json
    #[arg(
        long,
        value_name = "DẠNG",
        value_enum,
        help_heading = "Tùy chọn",
        hide_possible_values = true
    )]
    pub(in crate::cli) report: Option<ReportFormat>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    /// Ghi đè tệp -o dù đã bị sửa; bản đã sửa được cất sang tên khác
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) force: bool,
}

#[derive(Args)]
pub(in crate::cli) struct ImportArgs {
    /// Tệp DOCX; tệp DOC, ODT, RTF cũng được, nếu máy có LibreOffice
    #[arg(value_name = "TỆP", required = true, help_heading = "Đối số")]
    pub(in crate::cli) file: PathBuf,
    /// Tệp YAML sẽ viết (mặc định: cạnh tệp DOCX, cùng tên)
    #[arg(short, long, value_name = "TỆP.yaml", help_heading = "Tùy chọn")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Hồ sơ cơ quan mà tệp YAML dùng; chưa có thì lập (mặc định: co-quan.yaml cạnh tệp YAML, nếu của cơ quan ấy)
    #[arg(long, value_name = "TỆP", help_heading = "Tùy chọn")]
    pub(in crate::cli) profile: Option<PathBuf>,
    /// Ghi những chỗ không lấy được hay chưa chắc: - thì in ra, tên tệp thì ghi JSON
    #[arg(long, value_name = "TỆP|-", help_heading = "Tùy chọn")]
    pub(in crate::cli) report: Option<PathBuf>,
    /// Bỏ các sửa đổi còn đánh dấu trong DOCX (Track Changes) thay vì nhận
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) rejected: bool,
    /// Ghi đè tệp YAML đã có
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) force: bool,
    /// Thư mục mẫu trình bày và dữ liệu riêng, thay tệp có sẵn cùng tên
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) templates: Option<PathBuf>,
}

#[derive(Args)]
pub(in crate::cli) struct PullArgs {
    /// Tệp DOCX do vanban làm ra, đã được sửa trong Word
    #[arg(value_name = "TỆP.docx", help_heading = "Đối số", display_order = 1)]
    pub(in crate::cli) edited: PathBuf,
    /// Tệp YAML của văn bản; không ghi thì tìm cạnh tệp DOCX
    #[arg(value_name = "TỆP.yaml", help_heading = "Đối số", display_order = 2)]
    pub(in crate::cli) file: Option<PathBuf>,
    /// Ghi những chỗ lấy được vào tệp YAML
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) write: bool,
    /// Văn bản của một lô: hàng nào, nếu tên tệp không nói được
    #[arg(long, value_name = "SỐ", help_heading = "Tùy chọn")]
    pub(in crate::cli) row: Option<usize>,
    /// Văn bản của một lô: ghi vào tệp nội dung chung, mọi hàng cùng đổi theo
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) all_rows: bool,
    /// Chỗ nào cả Word và YAML cùng sửa thì theo bên nào: word, yaml, hay từng chỗ: 1=word,2=yaml
    #[arg(long, value_name = "BÊN", help_heading = "Tùy chọn")]
    pub(in crate::cli) prefer: Option<Chosen>,
    /// Bỏ các sửa đổi còn đánh dấu trong DOCX (Track Changes) thay vì nhận
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) rejected: bool,
    /// Thư mục kết quả của vanban build, nếu không ở cạnh tệp YAML
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) built: Option<PathBuf>,
    /// In kết quả cho chương trình khác đọc: json
    #[arg(
        long,
        value_name = "DẠNG",
        value_enum,
        help_heading = "Tùy chọn",
        hide_possible_values = true
    )]
    pub(in crate::cli) report: Option<ReportFormat>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
}

/// How a report is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReportFormat {
    Json,
}

#[derive(Args)]
pub(in crate::cli) struct ReportArgs {
    /// Các báo cáo do “vanban batch --report json” in ra
    #[arg(value_name = "TỆP", required = true, help_heading = "Đối số")]
    pub(in crate::cli) files: Vec<PathBuf>,
}

#[derive(Args)]
pub(in crate::cli) struct WatchArgs {
    /// Tệp YAML (văn bản hoặc lô), hoặc thư mục chứa chúng
    #[arg(value_name = "TỆP|THƯ MỤC", required = true, help_heading = "Đối số")]
    pub(in crate::cli) path: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) make: MakeArgs,
}

#[cfg(feature = "serve")]
#[derive(Args)]
pub(in crate::cli) struct ServeArgs {
    /// Thư mục văn bản (mặc định: thư mục hiện tại)
    #[arg(
        value_name = "THƯ MỤC",
        default_value = ".",
        hide_default_value = true,
        help_heading = "Đối số"
    )]
    pub(in crate::cli) folder: PathBuf,
    /// Cổng trên máy này (mặc định: máy tự chọn)
    #[arg(
        long,
        value_name = "SỐ",
        default_value_t = 0,
        hide_default_value = true,
        help_heading = "Tùy chọn"
    )]
    pub(in crate::cli) port: u16,
    /// Không tự mở trình duyệt
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) no_open: bool,
    /// Mở thư mục vanban trong Documents của người dùng; chưa có thì lập, kèm văn bản mẫu nằm cạnh chương trình
    #[arg(long, conflicts_with = "folder", help_heading = "Tùy chọn")]
    pub(in crate::cli) my_documents: bool,
    /// Chạy ngầm, không giữ cửa sổ lệnh; tự dừng sau 12 giờ không ai dùng
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) background: bool,
    /// Dừng trang đang chạy ở thư mục ấy
    #[arg(long, help_heading = "Tùy chọn", conflicts_with_all = ["background", "no_open", "port"])]
    pub(in crate::cli) stop: bool,
    /// Is what `--background` starts.
    #[arg(long, hide = true)]
    pub(in crate::cli) alone: bool,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
}

#[derive(Args)]
pub(in crate::cli) struct CheckArgs {
    /// Các tệp YAML của văn bản
    #[arg(
        value_name = "TỆP",
        required_unless_present = "explain",
        help_heading = "Đối số"
    )]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Tự sửa trong tệp những chỗ chắc chắn (dấu, khoảng trắng, chữ lặp …), không đụng đến số liệu
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) fix: bool,
    /// Chỉ soát theo các quy tắc này
    #[arg(long, value_name = "QUY TẮC", help_heading = "Tùy chọn")]
    pub(in crate::cli) select: Vec<String>,
    /// Không soát theo các quy tắc này
    #[arg(long, value_name = "QUY TẮC", help_heading = "Tùy chọn")]
    pub(in crate::cli) ignore: Vec<String>,
    /// Giải thích một quy tắc: nói về gì, ví dụ sai và đúng, căn cứ
    #[arg(long, value_name = "QUY TẮC", help_heading = "Tùy chọn")]
    pub(in crate::cli) explain: Option<String>,
    /// Lưu ý cũng tính là không đạt (mã thoát 1)
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) strict: bool,
    /// In cả những chỗ chưa xét được, kèm lý do
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) not_evaluated: bool,
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
    pub(in crate::cli) format: MessageFormat,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
}

#[derive(Args)]
pub(in crate::cli) struct CopyArgs {
    /// Văn bản được sao: tệp PDF, hoặc tệp YAML (trích sao)
    #[arg(value_name = "VĂN BẢN", help_heading = "Đối số", display_order = 1)]
    pub(in crate::cli) original: PathBuf,
    /// Tệp YAML của bản sao: cơ quan sao, số, ngày sao, người ký (vanban new sao-y viết tệp mẫu)
    #[arg(value_name = "BẢN SAO", help_heading = "Đối số", display_order = 2)]
    pub(in crate::cli) copy: PathBuf,
    /// Bản sao điện tử: ô ký số ở góc trên bên phải trang đầu thay cho phần của bản sao giấy
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) dien_tu: bool,
    /// Thư mục ghi kết quả (mặc định: cạnh văn bản được sao)
    #[arg(short, long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) output: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    /// Ghi đè bản sao đã bị sửa; bản đã sửa được cất sang tên khác
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) force: bool,
    /// Dàn dòng như chương trình này, để đối chiếu
    #[arg(long, value_enum, default_value_t, hide = true)]
    pub(in crate::cli) lay_out_as: Program,
}

impl CopyArgs {
    pub(in crate::cli) fn options(&self) -> Options {
        Options {
            habits: self.lay_out_as.habits(),
            ..Options::default()
        }
    }
}

/// A stage whose product can be shown.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Stage {
    Markup,
    Document,
    Sheet,
    Layout,
}

#[derive(Args)]
pub(in crate::cli) struct NewArgs {
    /// Loại văn bản, ví dụ ke-hoach; hoặc ho-so: hồ sơ cơ quan
    #[arg(value_name = "LOẠI", help_heading = "Đối số", display_order = 1)]
    pub(in crate::cli) kind: String,
    /// Tệp sẽ viết (mặc định: LOẠI.yaml; hồ sơ cơ quan: co-quan.yaml)
    #[arg(value_name = "TỆP", help_heading = "Đối số", display_order = 2)]
    pub(in crate::cli) file: Option<PathBuf>,
    /// Thư mục mẫu trình bày và dữ liệu riêng, có thể thêm loại văn bản (kinds.yaml)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) templates: Option<PathBuf>,
}

#[derive(Args)]
pub(in crate::cli) struct KindsArgs {
    /// Chỉ một loại, với các mục của nó; ví dụ giay-moi hoặc "Giấy mời"
    #[arg(value_name = "LOẠI", help_heading = "Đối số")]
    pub(in crate::cli) kind: Option<String>,
    /// Thư mục mẫu trình bày và dữ liệu riêng, có thể thêm loại văn bản (kinds.yaml)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) templates: Option<PathBuf>,
}

#[derive(Args)]
pub(in crate::cli) struct SchemaArgs {
    /// Của tệp lô (vanban batch)
    #[arg(long, conflicts_with = "profile", help_heading = "Tùy chọn")]
    pub(in crate::cli) batch: bool,
    /// Của hồ sơ cơ quan
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) profile: bool,
    /// Thư mục mẫu trình bày và dữ liệu riêng, có thể thêm loại văn bản (kinds.yaml)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) templates: Option<PathBuf>,
}

#[derive(Args)]
pub(in crate::cli) struct TemplatesArgs {
    /// Chép mọi mẫu và tệp dữ liệu có sẵn vào thư mục này
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) export: Option<PathBuf>,
}

#[derive(Args)]
pub(in crate::cli) struct DoctorArgs {
    /// Thư mục văn bản (mặc định: thư mục hiện tại)
    #[arg(
        value_name = "THƯ MỤC",
        default_value = ".",
        hide_default_value = true,
        help_heading = "Đối số"
    )]
    pub(in crate::cli) folder: PathBuf,
    /// Thư mục có bốn kiểu Times New Roman, hoặc co-san: phông có sẵn (mặc định: Times New Roman của máy, nếu có)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) fonts: Option<PathBuf>,
    /// In kết quả cho chương trình khác đọc: json
    #[arg(
        long,
        value_name = "DẠNG",
        value_enum,
        help_heading = "Tùy chọn",
        hide_possible_values = true
    )]
    pub(in crate::cli) report: Option<ReportFormat>,
}

#[derive(Args)]
pub(in crate::cli) struct CompletionsArgs {
    /// Trình dòng lệnh: bash, elvish, fish, powershell hoặc zsh
    #[arg(
        value_name = "TRÌNH",
        value_enum,
        help_heading = "Đối số",
        hide_possible_values = true
    )]
    pub(in crate::cli) shell: clap_complete::Shell,
}

#[derive(Args)]
pub(in crate::cli) struct ManArgs {
    /// Ghi trang của vanban và của từng lệnh vào thư mục này (mặc định: in trang của vanban)
    #[arg(short, long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) output: Option<PathBuf>,
}
