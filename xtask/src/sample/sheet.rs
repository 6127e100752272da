//! The sheet: a row for each finding, as tab-separated columns below a head of `#` lines.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context, Result, bail, ensure};

/// Columns that hold no words of a document.
const BARE: [&str; 7] = ["kind", "doc", "evidence", "rule", "confidence", "code", "verdict"];
/// Columns for the person who judges.
const WORDS: [&str; 4] = ["remark", "finding", "sentence", "before"];

/// What may be wrong with a finding.
const FAULTS: [&str; 9] =
    ["event", "type", "parties", "direction", "status", "politics", "stance", "topic", "other"];

/// Rows to judge, or judged.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sheet {
    /// Lines of the head, without `# `.
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// `event`, `meeting` or `position`.
    pub(super) kind: String,
    /// The document's id.
    pub(super) doc: String,
    /// Code points of the evidence: `120-175`, several with commas.
    pub(super) evidence: String,
    pub(super) rule: String,
    pub(super) confidence: f32,
    /// The coding in codes.
    pub(super) code: String,
    pub(super) verdict: Option<Verdict>,
    /// What only a sheet with words has.
    pub(super) words: Option<Words>,
}

/// The columns of a row that a person reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) remark: String,
    /// The coding with names.
    pub(super) finding: String,
    /// The evidence's sentence.
    pub(super) sentence: String,
    /// The sentence before it.
    pub(super) before: String,
}

/// What the judge says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Right,
    /// With the fault, where it is named.
    Wrong(Option<&'static str>),
}

impl Verdict {
    /// `None` where the cell is empty.
    fn parse(cell: &str) -> Result<Option<Self>> {
        let cell = cell.trim();
        match cell.split_once(':').map_or((cell, None), |(word, fault)| (word, Some(fault.trim())))
        {
            ("", None) => Ok(None),
            ("right", None) => Ok(Some(Self::Right)),
            ("wrong", None) => Ok(Some(Self::Wrong(None))),
            ("wrong", Some(fault)) => match FAULTS.into_iter().find(|&known| known == fault) {
                Some(fault) => Ok(Some(Self::Wrong(Some(fault)))),
                None => bail!("{fault:?} is none of the faults {}", FAULTS.join(", ")),
            },
            _ => bail!("a verdict is `right`, `wrong` or `wrong: FAULT`, not {cell:?}"),
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Right => f.write_str("right"),
            Self::Wrong(None) => f.write_str("wrong"),
            Self::Wrong(Some(fault)) => write!(f, "wrong: {fault}"),
        }
    }
}

impl Row {
    /// What says that two rows are the same finding, whatever rule made it.
    fn key(&self) -> [&str; 4] {
        [&self.kind, &self.doc, &self.evidence, &self.code]
    }
}

impl Sheet {
    /// A sheet as it was written, judged or not, with or without words.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut sheet = Self::default();
        let mut columns: Option<BTreeMap<&str, usize>> = None;
        for (number, line) in text.lines().enumerate() {
            if let Some(line) = line.strip_prefix('#') {
                sheet.head.push(line.trim().to_owned());
            } else if line.trim().is_empty() {
            } else if let Some(columns) = &columns {
                let row =
                    parse_row(line, columns).with_context(|| format!("line {}", number + 1))?;
                sheet.rows.push(row);
            } else {
                let names: BTreeMap<&str, usize> =
                    line.split('\t').enumerate().map(|(i, name)| (name.trim(), i)).collect();
                if let Some(missing) = BARE.iter().find(|&&name| !names.contains_key(name)) {
                    bail!("line {}: no column {missing:?}", number + 1);
                }
                columns = Some(names);
            }
        }
        ensure!(columns.is_some(), "no line with the names of the columns");
        Ok(sheet)
    }

    /// Adds another sheet's head and rows.
    pub(super) fn append(&mut self, other: Self) {
        self.head.extend(other.head);
        self.rows.extend(other.rows);
    }

    /// Takes the verdicts of the same findings from a judged sheet.
    pub(super) fn carry_over(&mut self, judged: &Self) {
        for row in self.rows.iter_mut().filter(|row| row.verdict.is_none()) {
            let same = judged.rows.iter().find(|known| known.key() == row.key());
            row.verdict = same.and_then(|known| known.verdict.clone());
        }
    }

    /// The judged rows, without any words of the documents.
    pub(super) fn without_words(&self) -> Self {
        let rows = self.rows.iter().filter(|row| row.verdict.is_some());
        let rows = rows.map(|row| Row { words: None, ..row.clone() }).collect();
        Self { head: self.head.clone(), rows }
    }
}

fn parse_row(line: &str, columns: &BTreeMap<&str, usize>) -> Result<Row> {
    let cells: Vec<&str> = line.split('\t').collect();
    let cell = |name: &str| columns.get(name).and_then(|&i| cells.get(i)).copied().unwrap_or("");
    let words = columns.contains_key("sentence").then(|| Words {
        remark: cell("remark").to_owned(),
        finding: cell("finding").to_owned(),
        sentence: cell("sentence").to_owned(),
        before: cell("before").to_owned(),
    });
    Ok(Row {
        kind: cell("kind").to_owned(),
        doc: cell("doc").to_owned(),
        evidence: cell("evidence").to_owned(),
        rule: cell("rule").to_owned(),
        confidence: cell("confidence").parse().context("the confidence is no number")?,
        code: cell("code").to_owned(),
        verdict: Verdict::parse(cell("verdict"))?,
        words,
    })
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.head {
            writeln!(f, "# {line}")?;
        }
        let with_words = self.rows.iter().any(|row| row.words.is_some());
        f.write_str(&BARE.join("\t"))?;
        if with_words {
            write!(f, "\t{}", WORDS.join("\t"))?;
        }
        writeln!(f)?;
        for row in &self.rows {
            let verdict = row.verdict.as_ref().map_or_else(String::new, Verdict::to_string);
            let confidence = format!("{:.2}", row.confidence);
            let bare =
                [&row.kind, &row.doc, &row.evidence, &row.rule, &confidence, &row.code, &verdict];
            f.write_str(&bare.map(|cell| one_cell(cell)).join("\t"))?;
            if let Some(words) = &row.words {
                let words = [&words.remark, &words.finding, &words.sentence, &words.before];
                write!(f, "\t{}", words.map(|cell| one_cell(cell)).join("\t"))?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// White space folded, so that a cell holds neither tab nor line end.
fn one_cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A row of an invented document.
    pub(in crate::sample) fn row(rule: &str, confidence: f32, verdict: Option<Verdict>) -> Row {
        Row {
            kind: "event".to_owned(),
            doc: "harbour".to_owned(),
            evidence: "0-31".to_owned(),
            rule: rule.to_owned(),
            confidence,
            code: "CONSULT:visit 042 occurred NORGOV>DNK".to_owned(),
            verdict,
            words: Some(Words {
                sentence: "The minister visited\tDenmark.".to_owned(),
                ..Words::default()
            }),
        }
    }

    #[test]
    fn a_sheet_reads_back_as_it_was_written() {
        let rows = vec![
            row("event/verb", 0.5, Some(Verdict::Right)),
            row("event/verb", 0.25, Some(Verdict::Wrong(Some("status")))),
            row("event/noun", 0.75, None),
        ];
        let sheet = Sheet { head: vec!["seed 1".to_owned()], rows };
        let again = Sheet::parse(&sheet.to_string()).unwrap();
        assert_eq!(again.to_string(), sheet.to_string());
        assert_eq!(again.rows[1].verdict, sheet.rows[1].verdict);
        assert_eq!(again.rows[0].words.as_ref().unwrap().sentence, "The minister visited Denmark.");
    }

    #[test]
    fn what_is_committed_has_no_words_and_no_row_without_verdict() {
        let rows = vec![row("event/verb", 0.5, Some(Verdict::Right)), row("event/verb", 0.5, None)];
        let bare = Sheet { head: Vec::new(), rows }.without_words().to_string();
        assert_eq!(bare.lines().count(), 2);
        assert!(!bare.contains("minister"));
    }

    #[test]
    fn verdicts_are_carried_over_to_the_same_finding_only() {
        let judged = Sheet {
            head: Vec::new(),
            rows: vec![row("event/verb", 0.5, Some(Verdict::Wrong(None)))],
        };
        let other =
            Row { code: "CONSULT:visit 042 occurred DNK>NORGOV".to_owned(), ..row("a", 0.5, None) };
        let mut drawn = Sheet { head: Vec::new(), rows: vec![row("event/noun", 0.9, None), other] };
        drawn.carry_over(&judged);
        assert_eq!(drawn.rows[0].verdict, Some(Verdict::Wrong(None)));
        assert_eq!(drawn.rows[1].verdict, None);
    }

    #[test]
    fn a_verdict_that_says_something_else_is_refused() {
        assert_eq!(Verdict::parse(" ").unwrap(), None);
        assert_eq!(
            Verdict::parse("wrong: direction").unwrap(),
            Some(Verdict::Wrong(Some("direction")))
        );
        assert!(Verdict::parse("wrong: he said").is_err());
        assert!(Verdict::parse("rihgt").is_err());
    }
}
