//! The time of each stage as documents grow, told per page, note, row …: what is linear takes as long
//! for each at any length. `cargo bench --bench length`; the whole process: `.ci/length.py`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::{fmt::Write, fs, hint::black_box, path::Path, time::Duration};
use tempfile::TempDir;
use vanban::{
    Resources, check, compile, content, decree::Spacing, diagnostic::Source, document, docx, dress,
    layout, pdf, template,
};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SAMPLE: &str = "samples/phuong-2/ke-hoach-2024.yaml";
/// Before the body of the sample.
const BODY: &str = "noi_dung: |\n";
/// Pages that the body of the sample takes.
const BODY_PAGES: usize = 4;
const SENTENCE: &str = "Ủy ban nhân dân phường phối hợp với các đơn vị liên quan tổ chức thực hiện nhiệm vụ được giao trong năm. ";

/// The sample plan with another body.
struct Sample {
    folder: TempDir,
    head: String,
    body: String,
    tail: String,
}

impl Sample {
    fn read() -> Self {
        let folder = tempfile::tempdir().expect("there is room for temporary files");
        let profile = "samples/phuong-2/co-quan.yaml";
        fs::copy(profile, folder.path().join("co-quan.yaml")).expect("the profile is there");
        let sample = fs::read_to_string(SAMPLE).expect("the sample is there");
        let (head, rest) = sample.split_once(BODY).expect("it has a body");
        let end = rest
            .split_inclusive('\n')
            .take_while(|line| line.starts_with(' ') || line.trim().is_empty())
            .map(str::len)
            .sum();
        let (body, tail) = rest.split_at(end);
        Self {
            folder,
            head: head.to_owned(),
            body: body
                .lines()
                .map(|line| format!("{}\n", line.trim_start_matches("  ")))
                .collect(),
            tail: tail.to_owned(),
        }
    }

    fn with(&self, body: &str) -> content::Content {
        let mut text = format!("{}{BODY}", self.head);
        for line in body.lines() {
            let indent = if line.is_empty() { "" } else { "  " };
            let _ = writeln!(text, "{indent}{line}");
        }
        text.push_str(&self.tail);
        self.load(&text)
    }

    fn load(&self, text: &str) -> content::Content {
        fs::write(self.path(), text).expect("there is room for temporary files");
        content::load(&self.path())
            .expect("the text is sound")
            .content
    }

    fn path(&self) -> std::path::PathBuf {
        Path::new(self.folder.path()).join("van-ban.yaml")
    }

    /// The sample's body, with its note and its expressions, for so many pages.
    fn pages(&self, count: usize) -> String {
        let part = |at: usize| self.body.replace("[^1]", &format!("[^{at}]"));
        (1..=(count / BODY_PAGES).max(1)).map(part).collect()
    }
}

fn notes(count: usize) -> String {
    let marks = (0..count).map(|at| format!("{SENTENCE}[^{at}]\n\n"));
    let notes = (0..count).map(|at| format!("[^{at}]: Theo báo cáo số {at}.\n\n"));
    marks.chain(notes).collect()
}

fn expressions(count: usize) -> String {
    let line = |at| format!("{SENTENCE} Kết quả {{{{ {at} + 1 }}}} hộ.\n\n");
    (0..count).map(line).collect()
}

fn rows(count: usize) -> String {
    let head = "| STT | Nội dung | Số lượng | Ghi chú |\n|---|---|---|---|\n".to_owned();
    let row = |at| {
        format!(
            "| {at} | Hỗ trợ hộ nghèo số {at} sửa chữa nhà ở | {} | |\n",
            at * 7
        )
    };
    head + &(0..count).map(row).collect::<String>()
}

fn items(count: usize) -> String {
    format!("- {SENTENCE}\n").repeat(count)
}

fn paragraph(kilobytes: usize) -> String {
    SENTENCE.repeat(kilobytes * 1000 / SENTENCE.len())
}

fn lengths(c: &mut Criterion) {
    let sample = Sample::read();
    type Case<'a> = (&'a str, &'a [usize], &'a dyn Fn(usize) -> String);
    let cases: [Case<'_>; 6] = [
        ("pages", &[10, 100, 500, 1000], &|count| sample.pages(count)),
        ("notes", &[10, 1000], &notes),
        ("expressions", &[10, 1000], &expressions),
        ("rows", &[10, 1000, 10_000], &rows),
        ("items", &[10, 1000], &items),
        ("paragraph, kB", &[10, 1000], &paragraph),
    ];
    for (case, counts, body) in cases {
        for &count in counts {
            stages(c, &sample, (case, count), &body(count));
        }
    }
}

/// Every stage of a document, by the number of pieces that it has.
fn stages(c: &mut Criterion, sample: &Sample, (case, count): (&str, usize), body: &str) {
    let resources = Resources::embedded();
    let content = sample.with(body);
    let compiled = compile(&content, &resources).expect("the text is sound");
    let pages = layout::lay_out(&compiled.sheet, &resources.fonts);
    let sound = "the program's own data are sound";
    let decree = resources.decree().expect(sound);
    let (style, _) = decree.style(&[], Spacing::Chosen).expect(sound);
    let components = decree.components().expect(sound);
    let rules = resources.typography().expect(sound);
    let known = resources.markdown().expect(sound);
    let markup = compiled.markup.text.as_str();

    let mut group = c.benchmark_group(case);
    group
        .throughput(Throughput::Elements(count as u64))
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    let id = |stage| BenchmarkId::new(stage, count);
    group.bench_function(id("content"), |b| {
        b.iter(|| content::load(black_box(&sample.path())))
    });
    group.bench_function(id("template"), |b| {
        b.iter(|| template::render(black_box(&content), &resources.templates, known))
    });
    group.bench_function(id("document"), |b| {
        b.iter(|| document::parse(&Source::new("bench", markup), &content.sources, &components))
    });
    group.bench_function(id("dress"), |b| {
        let (document, pictures) = (&compiled.document, &content.pictures);
        b.iter(|| {
            dress::dress(
                black_box(document),
                &style,
                &resources.fonts,
                rules,
                pictures,
            )
        })
    });
    group.bench_function(id("layout"), |b| {
        b.iter(|| layout::lay_out(black_box(&compiled.sheet), &resources.fonts))
    });
    group.bench_function(id("pdf"), |b| {
        b.iter(|| pdf::write(black_box(&pages), &resources.fonts))
    });
    group.bench_function(id("docx"), |b| {
        b.iter(|| docx::write(black_box(&compiled.sheet)))
    });
    group.bench_function(id("check"), |b| {
        b.iter(|| check::check(black_box(&content), &compiled, Some(&pages)))
    });
    group.finish();
}

criterion_group!(benches, lengths);
criterion_main!(benches);
