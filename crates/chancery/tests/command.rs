//! The command as its user sees it: what it prints, says and returns. Needs the model.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn chancery(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the command starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A folder with good and bad lines.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let lines = "{\"id\": \"a\", \"text\": \"Ida Lund met Marek Wilk in Oslo.\", \"published\": \"2031-05-16\"}\n\
                 no json\n\
                 {\"id\": \"b\", \"text\": \"\"}\n\
                 {\"id\": \"c\"}\n";
    fs::write(folder.path().join("news.jsonl"), lines).expect("it is writable");
    fs::write(folder.path().join("note.txt"), "Norway backs the truce.\n").expect("it is writable");
    folder
}

#[test]
fn bad_lines_are_named_and_counted_and_the_rest_is_read() {
    let folder = folder();
    let output = chancery(folder.path(), &["read", "news.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(printed(&output).lines().count(), 2);
    let said = said(&output);
    assert!(said.contains("news.jsonl:2: not JSON"), "{said}");
    assert!(said.contains("news.jsonl:4: no \"text\""), "{said}");
    assert!(said.contains("2 read, 2 skipped"), "{said}");
}

#[test]
fn records_stand_in_the_order_of_inputs_and_are_the_same_on_many_threads() {
    let folder = folder();
    let line = |n| {
        format!("{{\"id\": \"{n}\", \"text\": \"Ida Lund met Marek Wilk in Oslo {n} times.\"}}\n")
    };
    let lines = (0..60).map(line).collect::<Vec<_>>().concat();
    fs::write(folder.path().join("many.jsonl"), lines).expect("it is writable");
    let one = chancery(folder.path(), &["read", "many.jsonl", "--jobs", "1", "--quiet"]);
    let four = chancery(folder.path(), &["read", "many.jsonl", "--jobs", "4", "--quiet"]);
    assert_eq!(one.status.code(), Some(0));
    assert_eq!(one.stdout, four.stdout);
    let ids: Vec<String> = printed(&one)
        .lines()
        .map(|line| line.split('"').nth(3).expect("a record begins with its id").to_owned())
        .collect();
    assert_eq!(ids, (0..60).map(|n| n.to_string()).collect::<Vec<_>>());
}

#[test]
fn a_record_can_be_read_by_people() {
    let folder = folder();
    let output = chancery(folder.path(), &["read", "note.txt", "--format", "text"]);
    assert_eq!(output.status.code(), Some(0));
    let page = printed(&output);
    assert!(page.contains("Norway supports: the truce"), "{page}");
    assert!(!page.contains('\u{1b}'), "no colour where no terminal reads: {page}");
}

#[test]
fn explain_names_rules_and_prints_tokens() {
    let folder = folder();
    let output = chancery(folder.path(), &["explain", "note.txt", "--at", "truce"]);
    let page = printed(&output);
    assert!(page.contains("position/complement"), "{page}");
    assert!(page.contains("nsubj"), "{page}");
}

#[test]
fn parse_prints_conllu() {
    let folder = folder();
    let output = chancery(folder.path(), &["parse", "note.txt", "--format", "conllu", "--quiet"]);
    let page = printed(&output);
    assert!(page.contains("2\tbacks\tback\tVERB\tVBZ\t"), "{page}");
    assert!(
        page.contains("1\tNorway\tNorway\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\tEntity=B-GPE"),
        "{page}"
    );
}

#[test]
fn what_cannot_start_says_why() {
    let folder = folder();
    for (args, what) in [
        (&["read", "note.txt", "--output", "no/where.jsonl"][..], "cannot write to no/where.jsonl"),
        (&["read", "note.txt", "--published", "yesterday"], "2024-10-25"),
        (&["read"], "<PATH>"),
    ] {
        let output = chancery(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(said(&output).contains(what), "{args:?}: {}", said(&output));
    }
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["read", "note.txt"])
        .current_dir(folder.path())
        .env("CHANCERY_MODEL", "note.txt")
        .output()
        .expect("the command starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("note.txt: this is not a Chancery model file"));
}

#[test]
fn a_home_moves_namesakes_and_an_unknown_one_is_named() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("note.txt"), "The Columbus council met on Monday.\n")
        .expect("it is writable");
    let away = chancery(folder.path(), &["read", "note.txt", "--quiet"]);
    let at_home =
        chancery(folder.path(), &["read", "note.txt", "--quiet", "--home", "Columbus, Nebraska"]);
    assert!(printed(&away).contains("\"admin1\":\"Ohio\""), "{}", printed(&away));
    assert!(printed(&at_home).contains("\"admin1\":\"Nebraska\""), "{}", printed(&at_home));
    let unknown = chancery(folder.path(), &["read", "note.txt", "--home", "Columbus, Norway"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said(&unknown).contains("no town called \"Columbus\" is known in \"Norway\""));
}

#[test]
fn a_closed_pipe_is_a_normal_end() {
    let folder = folder();
    let line = |n| format!("{{\"id\": \"{n}\", \"text\": \"Ida Lund met Marek Wilk in Oslo.\"}}\n");
    let lines = (0..2000).map(line).collect::<Vec<_>>().concat();
    fs::write(folder.path().join("many.jsonl"), lines).expect("it is writable");
    let mut child = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["read", "many.jsonl"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(!said(&output).contains("panicked"));
}

#[test]
fn what_is_less_sure_is_left_out_on_request() {
    let folder = folder();
    let count = |least: &str| {
        let output =
            chancery(folder.path(), &["read", "note.txt", "--quiet", "--min-confidence", least]);
        let record: serde_json::Value =
            serde_json::from_str(&printed(&output)).expect("a record is JSON");
        record["events"].as_array().expect("events are listed").len()
    };
    assert_eq!(count("0"), 1);
    assert_eq!(count("1"), 0);
    let output = chancery(folder.path(), &["read", "note.txt", "--min-confidence", "80"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("from 0 to 1"), "{}", said(&output));
}
