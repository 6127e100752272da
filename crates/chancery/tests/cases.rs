//! The language cases of `tests/cases/LAYER/*.md`: a sentence, and the findings that it must give.
//!
//! A case is a heading, the text as a quotation (`> `), and the expected lines of the folder's layer, indented
//! by four blanks, in the form that `chancery explain` prints. A line `Published: 2024-10-25` before the text
//! dates it, a line `Home: Oxford, Ohio` says where the outlet is made. All findings of the layer must be expected, and all expected ones found, in order.
//! Every rule of `docs/rules.md` makes a finding in some case of its layer.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chancery::nlp::{Pipeline, Simd};
use chancery::record::{Layer, lines};
use chancery::{Article, Published, Reader};
use chancery_model::store::Location;

/// A heading with its text and what is expected of it.
#[derive(Default)]
struct Case {
    place: String,
    heading: String,
    published: Option<Published>,
    home: Option<String>,
    text: String,
    expected: Vec<String>,
}

#[test]
fn every_case_gives_what_it_expects() {
    let model = Location::from_env().and_then(|location| location.open());
    let model = model.unwrap_or_else(|error| panic!("the cases need the model: {error}"));
    let reader =
        Reader::new(Pipeline::new(&model, Simd::detect()).expect("the model loads"), "test");
    let mut worker = reader.worker();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let (mut n_cases, mut faults) = (0, String::new());
    let mut without_case = rules();
    for layer in Layer::ALL {
        for path in markdown_files(&folder.join(layer.as_str())) {
            for case in cases(&path) {
                n_cases += 1;
                let article = Article {
                    id: "case".to_owned(),
                    text: case.text.clone(),
                    published: case.published.clone(),
                    home: case.home.clone(),
                    ..Article::default()
                };
                let mut lines = lines(&worker.read(&article));
                lines.retain(|line| line.layer == layer);
                for rule in lines.iter().filter_map(|line| line.rule.as_deref()) {
                    without_case.remove(rule);
                }
                let found: Vec<String> = lines.into_iter().map(|line| line.text).collect();
                if found != case.expected {
                    let _ = writeln!(faults, "\n{}: {}\n> {}", case.place, case.heading, case.text);
                    for line in case.expected.iter().filter(|line| !found.contains(line)) {
                        let _ = writeln!(faults, "  - {line}");
                    }
                    for line in &found {
                        let sign = if case.expected.contains(line) { ' ' } else { '+' };
                        let _ = writeln!(faults, "  {sign} {line}");
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "expected (-) and found (+) differ:{faults}");
    assert!(n_cases > 0, "there are cases below {}", folder.display());
    // They add topics and guests to meetings that other rules have found.
    without_case.remove("meeting/discuss");
    without_case.remove("meeting/attend");
    assert!(without_case.is_empty(), "rules without a case: {without_case:?}");
}

/// The names of all rules, as the manual has them.
fn rules() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let manual = fs::read_to_string(path).expect("the manual is readable");
    let names = manual.lines().filter_map(|line| line.strip_prefix("## `")?.strip_suffix('`'));
    names.map(str::to_owned).collect()
}

fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("it is readable").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    paths
}

fn cases(path: &Path) -> Vec<Case> {
    let content = fs::read_to_string(path).expect("a case file is readable");
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in content.lines().enumerate() {
        if let Some(heading) = line.strip_prefix("## ") {
            let name = path.file_name().expect("it has a name").to_string_lossy();
            let place = format!("{name}:{}", number + 1);
            cases.push(Case { place, heading: heading.to_owned(), ..Case::default() });
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(day) = line.strip_prefix("Published: ") {
            case.published = Some(Published::parse(day).expect("an ISO 8601 date"));
        } else if let Some(town) = line.strip_prefix("Home: ") {
            case.home = Some(town.to_owned());
        } else if let Some(words) = line.strip_prefix('>') {
            if !case.text.is_empty() {
                case.text.push('\n');
            }
            case.text.push_str(words.strip_prefix(' ').unwrap_or(words));
        } else if let Some(finding) = line.strip_prefix("    ") {
            case.expected.push(finding.trim().to_owned());
        }
    }
    cases.retain(|case| !case.text.is_empty());
    cases
}
