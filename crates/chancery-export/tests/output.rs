//! Where exports go, and that nothing half-done stays.

mod common;

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use chancery_archive::rows::{Article, Entity, Record};
use chancery_export::{
    Document, Each, ExportError, Kind, Layout, Meta, Named, Options, Output, PlaceMention,
    Problems, Source, TimeMention, Written, check, export,
};

fn run(layout: Layout, path: &Path) -> Result<Written, ExportError> {
    let output = Output::to_path(layout, path)?;
    export(layout, &common::source(), &Options::default(), output)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn an_export_replaces_an_earlier_one() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        run(Layout::Icews, &folder.path().join("events.tab")).unwrap();
        run(Layout::Gdelt, &folder.path().join("events")).unwrap();
    }
    // The same path in a layout without such a sidecar: what told of the earlier file goes.
    run(Layout::Jsonl, &folder.path().join("events.tab")).unwrap();
    assert_eq!(
        names(folder.path()),
        ["events", "events.evidence.tsv", "events.meta.json", "events.tab", "events.tab.meta.json"]
    );
    assert_eq!(names(&folder.path().join("events")), ["export.CSV", "mentions.CSV"]);
}

#[test]
fn a_folder_that_holds_something_else_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.txt"), "words").unwrap();
    let error = run(Layout::Gdelt, folder.path()).unwrap_err();
    assert!(matches!(error, ExportError::ForeignFolder { .. }), "{error}");
    assert!(error.to_string().contains("thesis.txt"), "{error}");
    assert_eq!(names(folder.path()), ["thesis.txt"]);
}

#[test]
fn a_file_is_no_folder_and_a_folder_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(matches!(run(Layout::Gdelt, &file), Err(ExportError::WrongPlace { .. })));
    assert!(matches!(run(Layout::Icews, folder.path()), Err(ExportError::WrongPlace { .. })));
}

#[test]
fn a_path_that_cannot_be_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = run(Layout::Icews, &folder.path().join("none/events.tab")).unwrap_err();
    assert!(error.to_string().contains("none/events.tab"), "{error}");
}

#[cfg(unix)]
#[test]
fn others_may_read_what_they_may_read_of_other_files() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let mode =
        |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
    fs::write(folder.path().join("plain"), "").unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    run(Layout::Icews, &folder.path().join("events.tab")).unwrap();
    run(Layout::Gdelt, &folder.path().join("events")).unwrap();
    assert_eq!(mode("events.tab"), mode("plain"));
    assert_eq!(mode("events.tab.meta.json"), mode("plain"));
    assert_eq!(mode("events"), mode("folder"));
}

/// A stream that others look into.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_stream_gets_the_same_bytes_as_a_file() {
    let folder = tempfile::tempdir().unwrap();
    for layout in Layout::ALL.into_iter().filter(|layout| !layout.is_folder()) {
        let path = folder.path().join(layout.name());
        run(layout, &path).unwrap();
        let stream = Shared::default();
        let output = Output::to_stream(layout, Box::new(stream.clone())).unwrap();
        let written = export(layout, &common::source(), &Options::default(), output).unwrap();
        assert!(written.files.is_empty());
        assert!(*stream.0.lock().unwrap() == fs::read(path).unwrap(), "{layout}");
    }
    let stream = Box::new(io::sink());
    assert!(matches!(
        Output::to_stream(Layout::Gdelt, stream),
        Err(ExportError::NeedsFolder(Layout::Gdelt))
    ));
}

/// A source that breaks after its first record.
struct Breaking(chancery_export::Memory);

impl Source for Breaking {
    fn meta(&self) -> &Meta {
        self.0.meta()
    }
    fn articles(&self, each: Each<'_, Article>) -> Result<(), ExportError> {
        self.0.articles(each)
    }
    fn documents(&self, each: Each<'_, Document>) -> Result<(), ExportError> {
        self.0.documents(each)
    }
    fn entities(&self, each: Each<'_, Entity>) -> Result<(), ExportError> {
        self.0.entities(each)
    }
    fn records(&self, kind: Kind, each: Each<'_, Record>) -> Result<(), ExportError> {
        let mut n_seen = 0;
        self.0.records(kind, &mut |record| {
            n_seen += 1;
            if n_seen > 1 {
                return Err(ExportError::Source("the disk is gone".into()));
            }
            each(record)
        })
    }
    fn places(&self, each: Each<'_, PlaceMention>) -> Result<(), ExportError> {
        self.0.places(each)
    }
    fn times(&self, each: Each<'_, TimeMention>) -> Result<(), ExportError> {
        self.0.times(each)
    }
    fn named(&self, article: &Article) -> Result<Named, ExportError> {
        self.0.named(article)
    }
}

#[test]
fn nothing_half_done_stays() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("events.tab"), "the earlier one").unwrap();
    for (layout, name) in [(Layout::Icews, "events.tab"), (Layout::Gdelt, "events")] {
        let output = Output::to_path(layout, &folder.path().join(name)).unwrap();
        let source = Breaking(common::source());
        assert!(export(layout, &source, &Options::default(), output).is_err());
    }
    assert_eq!(names(folder.path()), ["events.tab"]);
    assert_eq!(fs::read(folder.path().join("events.tab")).unwrap(), b"the earlier one");
}

#[test]
fn an_empty_archive_gives_valid_files() {
    let folder = tempfile::tempdir().unwrap();
    for layout in Layout::ALL {
        let path = folder.path().join(layout.name());
        let output = Output::to_path(layout, &path).unwrap();
        export(layout, &chancery_export::Memory::default(), &Options::default(), output).unwrap();
        assert_eq!(check(&path, Some(layout)).unwrap().1, [], "{layout}");
    }
}

/// Files with bytes lost, doubled and changed: each is looked at to its end, and no check breaks off.
#[test]
fn no_file_breaks_a_check() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for layout in Layout::ALL {
        let path = folder.path().join(layout.name());
        let written = run(layout, &path).unwrap();
        let Some(file) = written.files.first() else { continue };
        let whole = fs::read(file).unwrap();
        for _ in 0..12 {
            let mut bytes = whole.clone();
            for _ in 0..=random(4) {
                let at = random(bytes.len());
                match random(4) {
                    0 => bytes.truncate(at),
                    1 => {
                        let extra = &[b'\t', 0xff, b'"', b'\n'][random(4)..];
                        bytes.splice(at..at, extra.iter().copied());
                    }
                    2 => {
                        bytes.drain(at..bytes.len().min(at + random(40)));
                    }
                    _ => {
                        if let Some(byte) = bytes.get_mut(at) {
                            *byte = byte.wrapping_add(1);
                        }
                    }
                }
            }
            fs::write(file, &bytes).unwrap();
            // The layout may not be guessed, the file may be torn; both are said and nothing panics.
            if let Ok((_, problems)) = check(&path, Some(layout)) {
                assert!(problems.len() <= 4 * (Problems::LIMIT + 1));
            }
            drop(check(&path, None));
        }
    }
}
