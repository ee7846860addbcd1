//! Arguments as typed, with help and complaints in Vietnamese.

mod commands;
mod make;

#[cfg(feature = "serve")]
pub(super) use commands::ServeArgs;
pub(super) use commands::{
    BatchArgs, BuildArgs, CheckArgs, CompletionsArgs, CopyArgs, DiffArgs, DoctorArgs, ImportArgs,
    KindsArgs, ManArgs, NewArgs, PullArgs, ReportArgs, SchemaArgs, Stage, TemplatesArgs, WatchArgs,
};
#[cfg(feature = "serve")]
pub(super) use make::DataArgs;
pub(super) use make::MakeArgs;

use crate::diagnostic::Diagnostic;
use clap::builder::styling::Styles;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;

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

const EXIT_CODES_IMPORT: &str = "\
Không chữ nào bị bỏ mà không nói: chữ nào của DOCX cũng vào tệp YAML, hoặc được kể ra với số thứ tự của đoạn (--report).

Mã thoát: 0 xong; 1 tệp đưa vào không đọc được, hoặc tệp YAML còn chỗ phải sửa mới làm ra được; 2 gõ sai lệnh; 3 không ghi \
được tệp YAML.";

const EXIT_CODES_PULL: &str = "\
Không có --write thì chỉ cho xem, không ghi gì. Chỗ nào ghi được vào tệp YAML mà làm ra đúng như người sửa viết thì mới \
lấy; chỗ nào không thì nói rõ và để nguyên. Bản YAML trước khi ghi được cất trong .vanban cạnh tệp.

Mã thoát: 0 lấy được hết, hoặc không có gì để lấy; 1 tệp đưa vào có lỗi, hoặc còn chỗ không lấy được; 2 gõ sai lệnh; 3 \
không ghi được tệp YAML.";

const EXIT_CODES_DOCTOR: &str = "\
Không đọc văn bản nào, không gửi gì ra ngoài máy.

Mã thoát: 0 làm được văn bản (có thể còn lưu ý); 1 có chỗ không làm được văn bản; 2 gõ sai lệnh.";

const COMPLETIONS: &str = "\
bash: vanban completions bash > ~/.local/share/bash-completion/completions/vanban
PowerShell: vanban completions powershell | Out-String | Invoke-Expression (ghi dòng này vào $PROFILE)";

/// The program as it is called.
pub(super) const NAME: &str = "vanban";

/// Soạn văn bản hành chính theo Nghị định 30/2020/NĐ-CP: một tệp YAML ra DOCX và PDF
#[derive(Parser)]
#[command(
    name = NAME,
    version,
    long_version = super::version::long(),
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
    /// In số phiên bản (--version: thêm commit, tính năng, hệ máy)
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
    /// Cho người đọc, kèm dòng của tệp
    #[default]
    Text,
    /// Cho chương trình khác, mỗi dòng một thông báo
    Json,
    /// Cho chương trình khác, một bản ghi SARIF khi xong
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
    /// Đưa một văn bản DOCX đã có thành tệp YAML
    #[command(
        help_template = TEMPLATE,
        after_help = EXIT_CODES_IMPORT,
        override_usage = "vanban import [TÙY CHỌN] <TỆP>"
    )]
    Import(ImportArgs),
    /// Lấy sửa đổi từ Word: những gì người khác sửa trong DOCX trở lại tệp YAML
    #[command(
        help_template = TEMPLATE,
        after_help = EXIT_CODES_PULL,
        override_usage = "vanban pull [TÙY CHỌN] <TỆP.docx> [TỆP.yaml]"
    )]
    Pull(PullArgs),
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
    /// Xem máy có đủ những gì vanban cần, và gửi gì khi báo lỗi
    #[command(
        help_template = TEMPLATE,
        after_help = EXIT_CODES_DOCTOR,
        override_usage = "vanban doctor [TÙY CHỌN] [THƯ MỤC]"
    )]
    Doctor(DoctorArgs),
    /// In phần tự điền lệnh cho bash, zsh, fish, PowerShell, elvish
    #[command(
        help_template = TEMPLATE,
        after_help = COMPLETIONS,
        override_usage = "vanban completions <TRÌNH>"
    )]
    Completions(CompletionsArgs),
    /// In trang hướng dẫn cho lệnh man
    #[command(help_template = TEMPLATE, override_usage = "vanban man [TÙY CHỌN]")]
    Man(ManArgs),
}

/// The arguments as clap knows them.
pub(super) fn command() -> clap::Command {
    Cli::command()
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
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("“{argument}” không nhận giá trị “{value}”")
        }
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
            &["vanban", "import", "--help"],
            #[cfg(feature = "serve")]
            &["vanban", "serve", "--help"],
            &["vanban", "new", "--help"],
            &["vanban", "schema", "--help"],
            &["vanban", "templates", "--help"],
            &["vanban", "doctor", "--help"],
            &["vanban", "completions", "--help"],
            &["vanban", "man", "--help"],
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
