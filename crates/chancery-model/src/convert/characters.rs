//! Classes of characters: Unicode 14's from the committed table, the patterns' from the tokenizer's regexes.

use chancery_nlp::model::ModelWriter;
use chancery_nlp::unicode::{CharTableWriter, Classes};

use super::pattern::{Pattern, ranges, single};
use crate::ModelFileError;

const UNICODE: &str = include_str!("../../../../data/unicode/unicode-14.tsv");

/// Writes `text/*`.
pub(super) fn write(
    prefix: &Pattern<'_>,
    suffix: &Pattern<'_>,
    infix: &Pattern<'_>,
    url: &Pattern<'_>,
    writer: &mut ModelWriter,
) -> Result<(), ModelFileError> {
    let mut table = CharTableWriter::default();
    unicode(&mut table);
    for alternative in prefix.alternatives() {
        if let Some(c) = alternative.strip_prefix('^').and_then(single) {
            table.add(Classes::PREFIX, c as u32, c as u32);
        }
    }
    for alternative in suffix.alternatives() {
        if let Some(c) = alternative.strip_suffix('$').and_then(single) {
            table.add(Classes::SUFFIX, c as u32, c as u32);
        }
    }
    let prefix_classes = prefix.brackets(1)?;
    let suffix_classes = suffix.brackets(8)?;
    let infix_classes = infix.brackets(13)?;
    let url_classes = url.brackets(10)?;
    let icons = prefix_classes[prefix_classes.len() - 1];
    if icons != suffix_classes[0] || icons != infix_classes[0] {
        return Err(prefix.wrong("the three patterns know different icons"));
    }
    let capitals = &suffix_classes[suffix_classes.len() - 2..];
    if capitals[0] != capitals[1] {
        return Err(suffix.wrong("the two capitals before a full stop differ"));
    }
    for (pattern, class, bracket) in [
        (prefix, Classes::ICON, icons),
        (suffix, Classes::BEFORE_STOP, suffix_classes[suffix_classes.len() - 3]),
        (suffix, Classes::CAPITAL, capitals[0]),
        (infix, Classes::LOWER_OR_QUOTE, infix_classes[4]),
        (infix, Classes::UPPER_OR_QUOTE, infix_classes[5]),
        (infix, Classes::ALPHA, infix_classes[6]),
        (url, Classes::TOP_LEVEL, url_classes[url_classes.len() - 2]),
    ] {
        for (first, last) in
            ranges(bracket).ok_or_else(|| pattern.wrong("a class of characters cannot be read"))?
        {
            table.add(class, first, last);
        }
    }
    table.finish(writer);
    Ok(())
}

fn unicode(table: &mut CharTableWriter) {
    let code = |field: &str| u32::from_str_radix(field, 16).expect("code points are hexadecimal");
    for line in UNICODE.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let mut field = || fields.next().expect("each row has three fields");
        let (name, first, last) = (field(), code(field()), field());
        let class = match name {
            "space" => Classes::SPACE,
            "letter" => Classes::LETTER,
            "upper" => Classes::UPPERCASE,
            "digit" => Classes::DIGIT,
            "decimal" => Classes::DECIMAL,
            "word" => Classes::WORD,
            "cased" => Classes::CASED,
            "ignorable" => Classes::CASE_IGNORABLE,
            "lower" => {
                // The reader knows the one lower case of two characters by itself.
                let lower = last.split(' ').next().map(code).and_then(char::from_u32);
                let (upper, lower) = (char::from_u32(first), lower);
                table.add_lower(upper.expect("a character"), lower.expect("a character"));
                continue;
            }
            _ => unreachable!("the table has no class {name}"),
        };
        table.add(class, first, code(last));
    }
}
