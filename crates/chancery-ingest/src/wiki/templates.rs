use super::text::inline;

/// `{{name|value|key=value}}`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Template<'w> {
    name: String,
    /// Values without key, in order.
    values: Vec<&'w str>,
    /// Values with key, keys in lower case.
    named: Vec<(String, &'w str)>,
}

/// What a template does in an article.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It is no part of the text.
    Nothing,
    /// It stands for words.
    Words(String),
    /// It dates the article.
    Dateline { date: Option<String>, author: Option<String> },
}

impl<'w> Template<'w> {
    /// Takes apart what stands between the braces; a bar within brackets or braces parts nothing.
    pub(super) fn parse(source: &'w str) -> Self {
        let mut parts = parts(source).into_iter();
        let name = parts.next().unwrap_or_default().trim().replace('_', " ").to_lowercase();
        let mut template = Self { name, ..Self::default() };
        let is_key =
            |key: &str| key.trim().chars().all(|c| c.is_alphanumeric() || " _-".contains(c));
        for part in parts {
            match part.split_once('=').filter(|(key, _)| is_key(key)) {
                Some((key, value)) => {
                    template.named.push((key.trim().to_lowercase(), value.trim()));
                }
                None => template.values.push(part.trim()),
            }
        }
        template
    }

    fn named(&self, key: &str) -> Option<&'w str> {
        self.named.iter().find(|(known, _)| known == key).map(|(_, value)| *value)
    }

    /// Value number `at`, counted from 1, with or without its key.
    fn value(&self, at: usize) -> Option<&'w str> {
        self.named(&at.to_string()).or_else(|| self.values.get(at - 1).copied())
    }

    /// What it stands for; it lies in so many other templates and links.
    pub(super) fn usage(&self, depth: usize) -> Use {
        let plain = |value: &str| inline(value, depth + 1);
        let words = |at| self.value(at).map_or(Use::Nothing, |value| Use::Words(plain(value)));
        let fixed = |words: &str| Use::Words(words.to_owned());
        match self.name.as_str() {
            "date" => Use::Dateline { date: self.value(1).map(plain), author: None },
            "byline" | "dateline" => Use::Dateline {
                date: self.named("date").or(self.value(1)).map(plain),
                author: self.named("author").map(plain).filter(|author| !author.is_empty()),
            },
            // A link to Wikipedia and its text.
            "w" | "wp" | "wikipedia inline" => {
                words(if self.value(2).is_some_and(|text| !text.is_empty()) { 2 } else { 1 })
            }
            "lang" => words(2),
            "nowrap" | "nobr" | "small" | "big" | "abbr" | "tooltip" | "smallcaps" | "sc" => {
                words(1)
            }
            "convert" => match (self.value(1), self.value(2)) {
                (Some(number), Some(unit)) => {
                    Use::Words(format!("{} {}", plain(number), plain(unit)))
                }
                _ => Use::Nothing,
            },
            "'" | "apostrophe" => fixed("'"),
            "\"" => fixed("\""),
            "!" => fixed("|"),
            "ndash" | "–" => fixed("–"),
            "mdash" | "—" | "em dash" => fixed("—"),
            "spaced ndash" | "snd" => fixed(" – "),
            "nbsp" => fixed(" "),
            "bquote" | "quote" | "blockquote" | "cquote" => {
                let quote = self.value(1).or(self.named("text")).or(self.named("quote"));
                quote.map_or(Use::Nothing, |quote| Use::Words(format!("\n\n{}\n\n", plain(quote))))
            }
            _ => Use::Nothing,
        }
    }
}

/// Cut at bars that stand in no brackets or braces.
fn parts(source: &str) -> Vec<&str> {
    let bytes = source.as_bytes();
    let mut parts = Vec::new();
    let (mut start, mut depth, mut at) = (0, 0_usize, 0);
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'{', Some(b'{')) | (b'[', Some(b'[')) => {
                depth += 1;
                at += 1;
            }
            (b'}', Some(b'}')) | (b']', Some(b']')) => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            (b'|', _) if depth == 0 => {
                parts.push(&source[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    parts.push(&source[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::{Template, Use};

    #[test]
    fn templates_stand_for_words_or_for_nothing() {
        for (source, words) in [
            ("w|Sant Aurel|the town", Some("the town")),
            ("W|Sant Aurel", Some("Sant Aurel")),
            ("w|Sant Aurel|''the [[x|port]]''|lang=de", Some("the port")),
            ("lang|de|Zollhaus", Some("Zollhaus")),
            ("convert|30|km|mi", Some("30 km")),
            ("infobox|a={{b|c}}|d", None),
        ] {
            let expected = words.map_or(Use::Nothing, |words| Use::Words(words.to_owned()));
            assert_eq!(Template::parse(source).usage(0), expected, "{source}");
        }
    }
}
