//! The table of figures.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::sets::{Half, Set};
use super::{Scorers, figure};

/// One row of `measures.tsv`.
struct Measure {
    set: &'static str,
    name: &'static str,
    path: &'static str,
    peer: &'static str,
    goal: &'static str,
    unseen_goal: &'static str,
}

fn measures() -> Vec<Measure> {
    include_str!("measures.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [set, name, path, peer, goal, unseen_goal] = cells[..] else {
                panic!("measures.tsv: six columns expected in {line:?}")
            };
            Measure { set, name, path, peer, goal, unseen_goal }
        })
        .collect()
}

/// The figures of the sets on all of their documents and on each half, beside goals and peers.
pub(super) fn markdown(scorers: &Scorers, sets: &[Set]) -> Result<String> {
    let mut table = String::from(
        "| layer | measure | dev | 0–7 | 8–f | goal dev / 8–f | best open peer, dev |\n\
         | --- | --- | ---: | ---: | ---: | ---: | --- |\n",
    );
    let measures = measures();
    for set in sets {
        let all = scorers.half(set, Half::All)?;
        let halves = if set.has_halves() {
            Some([scorers.half(set, Half::Seen)?, scorers.half(set, Half::Unseen)?])
        } else {
            None
        };
        for measure in measures.iter().filter(|measure| measure.set == set.name) {
            let show = |scores| {
                figure(scores, measure.path)
                    .map_or("–".to_owned(), |figure| format!("{figure:.1}"))
            };
            let [seen, unseen] = match &halves {
                Some(halves) => halves.each_ref().map(show),
                None => ["–".to_owned(), "–".to_owned()],
            };
            let _ = writeln!(
                table,
                "| {} | {} | {} | {seen} | {unseen} | {} / {} | {} |",
                set.name,
                measure.name,
                show(&all),
                measure.goal.replace('-', "–"),
                measure.unseen_goal.replace('-', "–"),
                measure.peer.replace('-', "–"),
            );
        }
    }
    Ok(table)
}

/// Puts text between the page's marks `<!-- NAME: begin -->` and `<!-- NAME: end -->`.
pub(super) fn put_into(page: &Path, name: &str, text: &str) -> Result<()> {
    let (begin, end) = (format!("<!-- {name}: begin -->"), format!("<!-- {name}: end -->"));
    let stands =
        fs::read_to_string(page).with_context(|| format!("cannot read {}", page.display()))?;
    let missing = || format!("{} has no {begin} … {end}", page.display());
    let (before, rest) = stands.split_once(&begin).with_context(missing)?;
    let (_, after) = rest.split_once(&end).with_context(missing)?;
    fs::write(page, format!("{before}{begin}\n{text}{end}{after}"))
        .with_context(|| format!("cannot write {}", page.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_its_set_and_columns() {
        assert!(measures().len() > 30);
    }

    #[test]
    fn text_goes_between_the_marks() {
        let page =
            std::env::temp_dir().join(format!("chancery-accuracy-{}.md", std::process::id()));
        fs::write(&page, "a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb\n").unwrap();
        put_into(&page, "x", "new\n").unwrap();
        assert_eq!(
            fs::read_to_string(&page).unwrap(),
            "a\n<!-- x: begin -->\nnew\n<!-- x: end -->\nb\n"
        );
        assert!(put_into(&page, "y", "new\n").is_err());
        fs::remove_file(&page).unwrap();
    }
}
