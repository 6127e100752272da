//! What each fuzz target does with its bytes. The ordinary tests replay the corpora through the same
//! functions (`crates/chancery/tests/fuzz_corpora.rs`).
#![allow(dead_code, reason = "each target uses one of them")]

use std::io::Cursor;
use std::sync::Arc;

use chancery::ingest::{Format, Inputs, Item, Options};
use chancery::model::convert::convert;
use chancery::model::store::Location;
use chancery::model::wheel::{Members, unpack};
use chancery::nlp::hash::checksum;
use chancery::nlp::model::Model;
use chancery::nlp::{Pipeline, Simd};
use chancery::{Article, CodePoints, Reader, Worker};
use serde_json::Value;

/// One page.
pub(crate) fn html(bytes: &[u8]) {
    articles(bytes, Format::Html);
}

/// A file of lines.
pub(crate) fn json_lines(bytes: &[u8]) {
    articles(bytes, Format::JsonLines);
}

/// A table.
pub(crate) fn csv(bytes: &[u8]) {
    articles(bytes, Format::Csv);
}

/// Exports of Nexis: an old text file, and lines as paragraphs of a document.
pub(crate) fn nexis(bytes: &[u8]) {
    articles(bytes, Format::Text);
    articles(&rtf_of(bytes), Format::Rtf);
}

/// Exports of Factiva in all its layouts.
pub(crate) fn factiva(bytes: &[u8]) {
    for format in [Format::Html, Format::Xml, Format::Text] {
        articles(bytes, format);
    }
    articles(&rtf_of(bytes), Format::Rtf);
}

/// A Word document as it is, and the same bytes as the main part of one.
pub(crate) fn docx(bytes: &[u8]) {
    articles(bytes, Format::Docx);
    articles(&zip_of(&[("word/document.xml", bytes)]), Format::Docx);
}

/// A document in Rich Text Format as it is, and the same bytes within one.
pub(crate) fn rtf(bytes: &[u8]) {
    articles(bytes, Format::Rtf);
    articles(&[b"{\\rtf1 ", bytes].concat(), Format::Rtf);
}

/// A ZIP file as it is, and the same bytes as members of one: `NAME NUL LENGTH (2 bytes) CONTENT`, again and again.
pub(crate) fn zip(bytes: &[u8]) {
    articles(bytes, Format::Zip);
    let mut names = Vec::new();
    let mut contents = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == 0) {
        let Some((length, after)) = rest[at + 1..].split_first_chunk::<2>() else { break };
        let length = usize::from(u16::from_le_bytes(*length)).min(after.len());
        names.push(String::from_utf8_lossy(&rest[..at.min(200)]).into_owned());
        contents.push(&after[..length]);
        rest = &after[length..];
    }
    let members: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(contents).collect();
    articles(&zip_of(&members), Format::Zip);
}

/// Lines as paragraphs of RTF; those that begin with `*` are bold.
fn rtf_of(lines: &[u8]) -> Vec<u8> {
    let mut rtf = b"{\\rtf1\\ansi ".to_vec();
    for line in lines.split(|byte| *byte == b'\n') {
        rtf.extend_from_slice(if line.starts_with(b"*") { b"\\b " } else { b"\\b0 " });
        for &byte in line.strip_prefix(b"*").unwrap_or(line) {
            match byte {
                b'\\' | b'{' | b'}' => rtf.extend([b'\\', byte]),
                b' '..=b'~' => rtf.push(byte),
                _ => rtf.extend(format!("\\'{byte:02x}").bytes()),
            }
        }
        rtf.extend_from_slice(b"\\par\n");
    }
    rtf.push(b'}');
    rtf
}

/// A ZIP file whose members are stored as they are (APPNOTE.TXT 4.3).
fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in members {
        let start = file.len() as u32;
        let length = (content.len() as u32).to_le_bytes();
        // Version, flags, method, time, date; sum, both lengths; length of the name, of more.
        let mut head = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x58];
        head.extend(crc32(content).to_le_bytes());
        head.extend([length, length].concat());
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        file.extend_from_slice(b"PK\x03\x04");
        file.extend(&head);
        file.extend_from_slice(name.as_bytes());
        file.extend_from_slice(content);
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let (start, length) = (file.len() as u32, directory.len() as u32);
    let count = (members.len() as u16).to_le_bytes();
    file.extend(directory);
    file.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    file.extend([count, count].concat());
    file.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
    file.extend([0, 0]);
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum: u32, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

/// A web archive; its pages are unpacked, too.
pub(crate) fn warc(bytes: &[u8]) {
    articles(bytes, Format::Warc);
}

/// A feed or sitemap: of XML, and the same bytes as a JSON Feed.
pub(crate) fn feed(bytes: &[u8]) {
    articles(bytes, Format::Xml);
    articles(bytes, Format::Json);
}

/// A dump of a wiki, and the same bytes as the wikitext of its only page.
pub(crate) fn wikinews(bytes: &[u8]) {
    articles(bytes, Format::Xml);
    let mut dump =
        b"<mediawiki><page><title>A</title><ns>0</ns><revision><text><![CDATA[{{publish}}".to_vec();
    dump.extend_from_slice(bytes);
    dump.extend_from_slice(b"]]></text></revision></page></mediawiki>");
    articles(&dump, Format::Xml);
}

/// Reads standard input of that format to its end, bad lines and all.
fn articles(bytes: &[u8], format: Format) {
    let options = Options { from: Some(format), ..Options::default() };
    for item in Inputs::new(["-".into()], options).with_stdin(Box::new(Cursor::new(bytes.to_vec())))
    {
        match item {
            Item::Article(input) => drop(input.into_article()),
            Item::Skipped(skipped) => assert!(!skipped.to_string().is_empty()),
            Item::Warning(warning) => assert!(!warning.to_string().is_empty()),
        }
    }
}

/// A model file as it is, and once more with its sums mended, so that what lies behind them is reached.
pub(crate) fn model_file(bytes: &[u8]) {
    open_model(bytes.to_vec());
    open_model(mended(bytes));
}

fn open_model(bytes: Vec<u8>) {
    let Ok(model) = Model::from_bytes(Arc::new(bytes)) else { return };
    for (name, _, _) in model.tables() {
        if let Ok(strings) = model.strings(name) {
            assert_eq!(strings.iter().count(), strings.len());
        }
        let _ = model.array_of_any_shape::<f32>(name).map(|array| array.len());
        let _ = model.array_of_any_shape::<u32>(name).map(|array| array.len());
    }
    let _ = Pipeline::new(&model, Simd::scalar());
}

/// The layout is told at the head of `chancery_nlp::model`.
fn mended(bytes: &[u8]) -> Vec<u8> {
    const HEADER: usize = 64;
    const ENTRY: usize = 96;
    let mut file = bytes.to_vec();
    if file.len() < HEADER {
        return file;
    }
    let length = file.len() as u64;
    file[..8].copy_from_slice(b"\x89CHNCRY\n");
    file[8..12].copy_from_slice(&1_u32.to_le_bytes());
    let n_sections = u32::from(file[12]) as usize % 8;
    let n_sections = n_sections.min((file.len() - HEADER) / ENTRY);
    file[12..16].copy_from_slice(&(n_sections as u32).to_le_bytes());
    file[16..24].copy_from_slice(&length.to_le_bytes());
    let directory = HEADER..HEADER + n_sections * ENTRY;
    for at in directory.clone().step_by(ENTRY) {
        let number = |from: usize| u64::from_le_bytes(file[from..from + 8].try_into().unwrap());
        let (start, length) = (number(at + 72) as usize, number(at + 80) as usize);
        if let Some(section) = start.checked_add(length).and_then(|end| file.get(start..end)) {
            let sum = checksum(section);
            file[at + 88..at + ENTRY].copy_from_slice(&sum.to_le_bytes());
        }
    }
    let sum = checksum(&file[directory]);
    file[24..32].copy_from_slice(&sum.to_le_bytes());
    let sum = checksum(&file[..32]);
    file[32..40].copy_from_slice(&sum.to_le_bytes());
    file
}

/// A wheel, and the same bytes as members of one: `NAME NUL LENGTH (4 bytes) CONTENT`, again and again.
pub(crate) fn wheel(bytes: &[u8]) {
    let _ = unpack(bytes);
    let mut members = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == 0) {
        let name = String::from_utf8_lossy(&rest[..at]).into_owned();
        let Some((length, after)) = rest[at + 1..].split_first_chunk::<4>() else { break };
        let length = (u32::from_le_bytes(*length) as usize).min(after.len());
        members.push((name, after[..length].to_vec()));
        rest = &after[length..];
    }
    let _ = convert(&Members::unverified(members));
}

/// The installed model.
pub(crate) fn reader() -> Reader {
    let model = Location::from_env().and_then(|location| location.open());
    let model = model.unwrap_or_else(|error| panic!("reading needs the model: {error}"));
    Reader::new(Pipeline::new(&model, Simd::detect()).expect("the model loads"), "fuzz")
}

/// A text; the spans of its record lie within it.
pub(crate) fn read(bytes: &[u8], worker: &mut Worker<'_>) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let n_points = u64::from(CodePoints::new(&text).at(text.len() as u32));
    // The language is given, or short texts would be taken for others and not read.
    let language = Some("en".to_owned());
    let article = Article { id: "fuzz".into(), text, language, ..Article::default() };
    let record = worker.read(&article);
    let json = serde_json::to_value(&record).expect("a record is JSON");
    check_spans(&json, n_points);
}

fn check_spans(value: &Value, n_points: u64) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| check_spans(value, n_points)),
        Value::Object(members) => {
            let number = |key| members.get(key).and_then(Value::as_u64);
            if let (Some(start), Some(end)) = (number("start"), number("end")) {
                assert!(start < end && end <= n_points, "{start}..{end} of {n_points}");
            }
            members.values().for_each(|value| check_spans(value, n_points));
        }
        _ => {}
    }
}
