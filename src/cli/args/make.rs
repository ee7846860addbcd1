//! The choices that commands share.

use crate::cli::fonts::{self, Telling};
use crate::compile::{Format, Options, Resources};
use crate::diagnostic::Result;
use crate::layout::Habits;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The folders that templates, data and faces are taken from.
#[derive(Args, Clone, Default)]
pub(in crate::cli) struct DataArgs {
    /// Thư mục mẫu trình bày và dữ liệu riêng, thay tệp có sẵn cùng tên
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) templates: Option<PathBuf>,
    /// Thư mục có bốn kiểu Times New Roman, hoặc co-san: phông có sẵn (mặc định: Times New Roman của máy, nếu có)
    #[arg(long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) fonts: Option<PathBuf>,
}

impl DataArgs {
    /// What documents share.
    pub(in crate::cli) fn resources(&self, telling: Telling) -> Result<Resources> {
        fonts::resources(self.templates.as_deref(), self.fonts.as_deref(), telling)
    }

    /// The folders that documents depend on, beside their own.
    pub(in crate::cli) fn folders(&self) -> impl Iterator<Item = PathBuf> {
        let templates = self.templates.clone();
        templates
            .into_iter()
            .chain(fonts::folder(self.fonts.as_deref()))
    }
}

/// The choices that all commands share which make documents: which files, how, and where they go.
#[derive(Args, Clone)]
pub(in crate::cli) struct MakeArgs {
    /// Thư mục ghi kết quả (mặc định: cạnh tệp YAML)
    #[arg(short, long, value_name = "THƯ MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Chỉ làm một loại: docx hoặc pdf
    #[arg(
        long,
        value_name = "LOẠI",
        value_enum,
        help_heading = "Tùy chọn",
        hide_possible_values = true
    )]
    pub(in crate::cli) only: Option<FileKind>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    /// Làm lại tất cả; tệp đã bị sửa được cất sang tên khác
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) force: bool,
    /// Không tạo ô điền số, ngày và ô ký số trong PDF
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) no_fields: bool,
    /// Đính kèm tệp YAML và hồ sơ cơ quan vào PDF (PDF/A-3), để sau lấy lại được
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) attach_source: bool,
    /// Ghi mỗi phụ lục thành tệp riêng (TÊN.phu-luc-1…), có ô ký số của cơ quan ở góc trên bên phải
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) split_appendices: bool,
    /// Dàn dòng như chương trình này, để đối chiếu
    #[arg(long, value_enum, default_value_t, hide = true)]
    pub(in crate::cli) lay_out_as: Program,
}

/// A kind of file to be made alone.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FileKind {
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
pub(in crate::cli) enum Program {
    #[default]
    Word,
    #[value(name = "libreoffice-7.4")]
    LibreOffice7_4,
    #[value(name = "libreoffice-25.2")]
    LibreOffice25_2,
}

impl Program {
    pub(super) fn habits(self) -> Habits {
        match self {
            Self::Word => Habits::word(),
            Self::LibreOffice7_4 => Habits::libreoffice_7_4(),
            Self::LibreOffice25_2 => Habits::libreoffice_25_2(),
        }
    }
}

impl MakeArgs {
    /// The faces are told of where PDFs are made.
    pub(in crate::cli) fn telling(&self) -> Telling {
        match self.only {
            Some(FileKind::Docx) => Telling::Silent,
            Some(FileKind::Pdf) | None => Telling::Told,
        }
    }

    pub(in crate::cli) fn options(&self) -> Options {
        Options {
            only: self.only.map(FileKind::format),
            no_fields: self.no_fields,
            attach_source: self.attach_source,
            split_appendices: self.split_appendices,
            habits: self.lay_out_as.habits(),
        }
    }
}
