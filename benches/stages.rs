//! The time of each stage on the sample plan, so that "slow" has an address: `cargo bench`.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use vanban::{
    Resources, check, compile, content, decree::Spacing, diagnostic::Source, document, docx, dress,
    font::FontSet, layout, pdf, template,
};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SAMPLE: &str = "samples/phuong-2/ke-hoach-2024.yaml";

fn stages(c: &mut Criterion) {
    let resources = Resources::embedded();
    let content = content::load(SAMPLE.as_ref())
        .expect("the sample is sound")
        .content;
    let compiled = compile(&content, &resources).expect("the sample is sound");
    let pages = layout::lay_out(&compiled.sheet, &resources.fonts);
    let decree = resources.decree().expect("the style is sound");
    let style = decree
        .style(&[], Spacing::Chosen)
        .expect("the style is sound")
        .0;
    let known = resources.markdown().expect("the data are sound");
    let rules = resources.typography().expect("the data are sound");

    c.bench_function("0 fonts", |b| b.iter(FontSet::embedded));
    c.bench_function("0 templates", |b| b.iter(template::Templates::builtin));
    c.bench_function("1 content", |b| {
        b.iter(|| content::load(black_box(SAMPLE.as_ref())))
    });
    c.bench_function("2 template", |b| {
        b.iter(|| template::render(black_box(&content), &resources.templates, known))
    });
    c.bench_function("3 document", |b| {
        b.iter(|| {
            let markup = Source::new("bench", compiled.markup.text.as_str());
            document::parse(&markup, &content.sources, &compiled.sheet.components)
        })
    });
    c.bench_function("4 style", |b| {
        b.iter(|| decree.style(black_box(&[]), Spacing::Chosen))
    });
    c.bench_function("4 dress", |b| {
        b.iter(|| {
            dress::dress(
                black_box(&compiled.document),
                &style,
                &resources.fonts,
                rules,
                &content.pictures,
            )
        })
    });
    c.bench_function("5 docx", |b| {
        b.iter(|| docx::write(black_box(&compiled.sheet)))
    });
    c.bench_function("5 layout", |b| {
        b.iter(|| layout::lay_out(black_box(&compiled.sheet), &resources.fonts))
    });
    c.bench_function("6 pdf", |b| {
        b.iter(|| pdf::write(black_box(&pages), &resources.fonts))
    });
    c.bench_function("7 check", |b| {
        b.iter(|| check::check(black_box(&content), &compiled, Some(&pages)))
    });
    families(c, &content, &compiled, &pages);
}

/// Each family of rules on the sample plan; what they share, the reading of the document, is in each.
fn families(
    c: &mut Criterion,
    content: &content::Content,
    compiled: &compile::Compiled,
    pages: &layout::Pages,
) {
    for family in ["SL", "NT", "NN", "VH", "TT", "NQ"] {
        let none: [&str; 0] = [];
        let Ok(selection) = check::Selection::read(&[family], &none) else {
            continue;
        };
        c.bench_function(&format!("7 check {family}"), |b| {
            b.iter(|| {
                let content = black_box(content);
                check::check_with(content, compiled, Some(pages), &selection, Vec::new())
            })
        });
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
