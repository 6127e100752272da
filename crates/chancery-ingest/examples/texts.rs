//! Prints the articles of the given paths as JSON Lines: `cargo run --example texts -- PAGE.html …`.

use std::io::{self, BufWriter, Write};

use chancery_ingest::{Inputs, Item, Options};
use chancery_text::Published;

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let paths = std::env::args_os().skip(1).map(Into::into);
    for item in Inputs::new(paths, Options::default()) {
        match item {
            Item::Article(input) => {
                let Ok(article) = input.into_article() else { continue };
                let line = serde_json::json!({
                    "id": article.id,
                    "text": article.text,
                    "title": article.title,
                    "author": article.author,
                    "publisher": article.publisher,
                    "published": article.published.as_ref().map(Published::iso),
                    "url": article.url,
                    "language": article.language,
                });
                writeln!(out, "{line}")?;
            }
            Item::Skipped(skipped) => eprintln!("{skipped}"),
            Item::Warning(warning) => eprintln!("{warning}"),
        }
    }
    out.flush()
}
