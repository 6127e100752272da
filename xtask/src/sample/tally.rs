//! Shares right of judged rows, with 95 % intervals: by kind, by fault, by rule, by confidence.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::sheet::{Row, Sheet, Verdict};

/// Normal quantile of a two-sided 95 % interval.
const Z: f64 = 1.959_964;

/// Findings of the layer's mean by which a rule's share is drawn towards it: a rule seen ten times keeps half of
/// its distance.
const PRIOR: f64 = 10.0;

/// Right ones among the judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    right: usize,
    judged: usize,
}

impl Count {
    fn of<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Self {
        let mut count = Self::default();
        for row in rows {
            count.judged += usize::from(row.verdict.is_some());
            count.right += usize::from(row.verdict == Some(Verdict::Right));
        }
        count
    }

    fn share(self) -> f64 {
        self.right as f64 / self.judged.max(1) as f64
    }

    /// Wilson's interval (1927), which stays within 0 and 1 and is of use for few rows.
    fn interval(self) -> (f64, f64) {
        let (n, p) = (self.judged as f64, self.share());
        if self.judged == 0 {
            return (0.0, 1.0);
        }
        let scale = 1.0 + Z * Z / n;
        let middle = (p + Z * Z / (2.0 * n)) / scale;
        let half = Z / scale * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        ((middle - half).max(0.0), (middle + half).min(1.0))
    }

    /// The share, drawn towards `mean` the more the fewer rows there are.
    fn shrunk(self, mean: f64) -> f64 {
        (self.right as f64 + PRIOR * mean) / (self.judged as f64 + PRIOR)
    }

    fn line(self, name: &str) -> String {
        let (low, high) = self.interval();
        format!(
            "{name:<34} {:>4} of {:>4}  {:>3.0} %  [{:.0}, {:.0}]",
            self.right,
            self.judged,
            100.0 * self.share(),
            100.0 * low,
            100.0 * high
        )
    }
}

/// The tables, as text.
pub(super) fn tally(sheet: &Sheet) -> String {
    let mut text = String::new();
    let mut kinds: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in sheet.rows.iter().filter(|row| row.verdict.is_some()) {
        kinds.entry(&row.kind).or_default().push(row);
    }
    for (kind, rows) in kinds {
        let all = Count::of(rows.iter().copied());
        let _ = writeln!(text, "{}", all.line(kind));
        for (fault, n) in faults(&rows) {
            let _ = writeln!(text, "  wrong: {fault:<25} {n:>4}");
        }
        for (rule, rows) in by_rule(&rows) {
            let count = Count::of(rows);
            let shrunk = count.shrunk(all.share());
            let _ = writeln!(text, "{}  shrunk {shrunk:.2}", count.line(&format!("  {rule}")));
        }
        for (name, rows) in thirds(rows) {
            let _ = writeln!(text, "{}", Count::of(rows).line(&format!("  confidence {name}")));
        }
    }
    text
}

fn faults(rows: &[&Row]) -> BTreeMap<&'static str, usize> {
    let mut faults = BTreeMap::new();
    for row in rows {
        if let Some(Verdict::Wrong(fault)) = &row.verdict {
            *faults.entry(fault.unwrap_or("unsaid")).or_default() += 1;
        }
    }
    faults
}

fn by_rule<'r>(rows: &[&'r Row]) -> BTreeMap<&'r str, Vec<&'r Row>> {
    let mut rules: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        rules.entry(&row.rule).or_default().push(row);
    }
    rules
}

/// Three bands of equal size, the least sure first; each called after its lowest and highest confidence.
fn thirds(mut rows: Vec<&Row>) -> Vec<(String, Vec<&Row>)> {
    rows.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
    let bands = rows.chunks(rows.len().div_ceil(3).max(1));
    bands
        .map(|band| {
            let (first, last) = (band[0].confidence, band[band.len() - 1].confidence);
            (format!("{first:.2} to {last:.2}"), band.to_vec())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sheet::tests::row;
    use super::*;

    #[test]
    fn wilsons_interval_is_that_of_the_textbook() {
        let (low, high) = Count { right: 81, judged: 100 }.interval();
        assert!((low - 0.7222).abs() < 1e-4 && (high - 0.8749).abs() < 1e-4, "{low} {high}");
        let (low, high) = Count { right: 10, judged: 10 }.interval();
        assert!((low - 0.7225).abs() < 1e-4 && (high - 1.0).abs() < 1e-9, "{low} {high}");
    }

    #[test]
    fn a_rule_that_was_seen_once_is_as_good_as_its_layer() {
        assert!((Count { right: 0, judged: 0 }.shrunk(0.8) - 0.8).abs() < 1e-9);
        assert!((Count { right: 10, judged: 10 }.shrunk(0.5) - 0.75).abs() < 1e-9);
    }

    #[test]
    fn bands_are_of_equal_size_and_rise() {
        let rows: Vec<Row> = [0.9_f32, 0.1, 0.5, 0.3, 0.7, 0.6]
            .into_iter()
            .map(|confidence| row("event/verb", confidence, Some(Verdict::Right)))
            .collect();
        let bands = thirds(rows.iter().collect());
        let names: Vec<&str> = bands.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["0.10 to 0.30", "0.50 to 0.60", "0.70 to 0.90"]);
    }
}
