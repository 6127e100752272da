//! Just enough of regular expressions to take the tokenizer's patterns apart.

use crate::ModelFileError;

/// One of the tokenizer's patterns.
pub(super) struct Pattern<'p> {
    pub name: &'static str,
    pub text: &'p str,
}

impl<'p> Pattern<'p> {
    pub(super) fn wrong(&self, what: &str) -> ModelFileError {
        ModelFileError::malformed("tokenizer", format!("{}: {what}", self.name))
    }

    /// The alternatives at the top level, in order.
    pub(super) fn alternatives(&self) -> Vec<&'p str> {
        let mut alternatives = Vec::new();
        let mut start = 0;
        self.scan(|at, c, depth| {
            if c == '|' && depth == 0 {
                alternatives.push(&self.text[start..at]);
                start = at + 1;
            }
        });
        alternatives.push(&self.text[start..]);
        alternatives
    }

    /// What stands between brackets, of all classes in order: at least `count` of them.
    pub(super) fn brackets(&self, count: usize) -> Result<Vec<&'p str>, ModelFileError> {
        let mut brackets = Vec::new();
        let mut start = 0;
        self.scan(|at, c, _| match c {
            '[' => start = at + 1,
            ']' => brackets.push(&self.text[start..at]),
            _ => {}
        });
        if brackets.len() < count {
            return Err(self.wrong("it has fewer classes of characters than it should"));
        }
        Ok(brackets)
    }

    /// Calls `visit` with every character that is syntax, its place and the depth of groups. Within a class
    /// only the brackets themselves are syntax; characters after a backslash never are.
    fn scan(&self, mut visit: impl FnMut(usize, char, usize)) {
        let mut depth = 0_usize;
        let mut in_class = false;
        let mut escaped = false;
        for (at, c) in self.text.char_indices() {
            if escaped {
                escaped = false;
                continue;
            }
            match c {
                '\\' => escaped = true,
                '[' if !in_class => {
                    in_class = true;
                    visit(at, c, depth);
                }
                ']' if in_class => {
                    in_class = false;
                    visit(at, c, depth);
                }
                _ if in_class => {}
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => visit(at, c, depth),
            }
        }
    }
}

/// The one character that the expression stands for, if it is a literal of one.
pub(super) fn single(expression: &str) -> Option<char> {
    let mut chars = expression.chars();
    match (chars.next()?, chars.next(), chars.next()) {
        ('\\', Some(c), None) if !c.is_ascii_alphanumeric() => Some(c),
        (c, None, _) if !"\\.^$|?*+()[]{}".contains(c) => Some(c),
        _ => None,
    }
}

/// The literals of a group `(?:a|b|c)`, unescaped.
pub(super) fn literals(group: &str) -> Option<Vec<String>> {
    let items = group.strip_prefix("(?:")?.strip_suffix(')')?.split('|');
    items
        .map(|item| {
            let mut literal = String::new();
            let mut chars = item.chars();
            while let Some(c) = chars.next() {
                literal.push(match c {
                    '\\' => chars.next().filter(|c| !c.is_ascii_alphanumeric())?,
                    c if ".^$?*+()[]{}".contains(c) => return None,
                    c => c,
                });
            }
            Some(literal)
        })
        .collect()
}

/// The ranges of code points of a class, given without its brackets.
pub(super) fn ranges(class: &str) -> Option<Vec<(u32, u32)>> {
    let mut rest = class;
    let mut ranges = Vec::new();
    if rest.starts_with('^') {
        return None;
    }
    while !rest.is_empty() {
        let first = take_char(&mut rest)?;
        let last = match rest.strip_prefix('-') {
            Some(after) if !after.is_empty() => {
                rest = after;
                take_char(&mut rest)?
            }
            _ => first,
        };
        if last < first {
            return None;
        }
        ranges.push((first, last));
    }
    Some(ranges)
}

/// Takes one character, which may be written `\uXXXX`, `\UXXXXXXXX` or with a backslash before it.
fn take_char(rest: &mut &str) -> Option<u32> {
    let mut chars = rest.chars();
    let c = chars.next()?;
    if c != '\\' {
        *rest = chars.as_str();
        return Some(c as u32);
    }
    let digits = match chars.next()? {
        'u' => 4,
        'U' => 8,
        c if c.is_ascii_alphanumeric() => return None,
        c => {
            *rest = chars.as_str();
            return Some(c as u32);
        }
    };
    let after = chars.as_str();
    let code = u32::from_str_radix(after.get(..digits)?, 16).ok()?;
    *rest = &after[digits..];
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::{Pattern, literals, ranges, single};

    #[test]
    fn alternatives_are_cut_outside_groups_and_classes() {
        let pattern = Pattern { name: "p", text: r"^\||(?<=[|(])a|[x|\]]$|b" };
        assert_eq!(pattern.alternatives(), [r"^\|", r"(?<=[|(])a", r"[x|\]]$", "b"]);
        assert_eq!(pattern.brackets(2).unwrap(), ["|(", r"x|\]"]);
        assert!(pattern.brackets(3).is_err());
    }

    #[test]
    fn literals_are_told_from_expressions() {
        assert_eq!(single(r"\!"), Some('!'));
        assert_eq!(single("§"), Some('§'));
        assert_eq!(single(r"\d"), None);
        assert_eq!(single("."), None);
        assert_eq!(single("……"), None);
        assert_eq!(literals(r"(?:US\$|km|m/s)").unwrap(), ["US$", "km", "m/s"]);
        assert_eq!(literals("(?:a+)"), None);
    }

    #[test]
    fn classes_are_read_with_their_escapes() {
        let wanted = vec![(97, 122), (0xFF41, 0xFF5A), (0x1F200, 0x1F2FF), (45, 45)];
        assert_eq!(ranges(r"a-z\uFF41-\uFF5A\U0001F200-\U0001F2FF-").unwrap(), wanted);
        assert_eq!(ranges(r"+\-\*^").unwrap(), [(43, 43), (45, 45), (42, 42), (94, 94)]);
        assert_eq!(ranges(r"\d"), None);
        assert_eq!(ranges(r"\u12"), None);
        assert_eq!(ranges("z-a"), None);
    }
}
