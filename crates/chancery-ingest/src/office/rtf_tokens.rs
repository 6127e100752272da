/// A piece of an RTF file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` or `\word-12`; a blank after it belongs to it.
    Word { name: &'b [u8], number: Option<i32> },
    /// `\'hh`
    Byte(u8),
    /// `\` and one character that is no letter.
    Symbol(u8),
    /// Characters that stand for themselves, without line ends.
    Text(&'b [u8]),
}

/// Letters of a control word beyond this belong to nothing (RTF 1.9.1: 32).
const LONGEST_WORD: usize = 64;

/// Cuts RTF into tokens (Rich Text Format Specification 1.9.1, "RTF Syntax"). `\bin` and what follows it are leapt over.
pub(super) struct Tokens<'b> {
    rest: &'b [u8],
}

impl<'b> Tokens<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    fn control(&mut self) -> Option<Token<'b>> {
        let first = *self.rest.get(1)?;
        if first == b'\'' {
            let digit = |at: usize| self.rest.get(at).and_then(|byte| (*byte as char).to_digit(16));
            if let (Some(high), Some(low)) = (digit(2), digit(3)) {
                self.rest = &self.rest[4..];
                return Some(Token::Byte((high * 16 + low) as u8));
            }
            self.rest = &self.rest[2..];
            return Some(Token::Symbol(b'\''));
        }
        if !first.is_ascii_alphabetic() {
            self.rest = &self.rest[2..];
            return Some(Token::Symbol(first));
        }
        let word = &self.rest[1..];
        let end = word
            .iter()
            .take(LONGEST_WORD)
            .position(|byte| !byte.is_ascii_alphabetic())
            .unwrap_or(word.len().min(LONGEST_WORD));
        let (name, mut rest) = word.split_at(end);
        let mut number = None;
        let negative = rest.first() == Some(&b'-');
        let digits = &rest[usize::from(negative)..];
        let n_digits = digits.iter().take(12).take_while(|byte| byte.is_ascii_digit()).count();
        if n_digits > 0 {
            let value = digits[..n_digits]
                .iter()
                .fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
            let value = if negative { -value } else { value };
            number =
                Some(i32::try_from(value).unwrap_or(if negative { i32::MIN } else { i32::MAX }));
            rest = &digits[n_digits..];
        }
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        if name == b"bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            self.rest = &self.rest[length.min(self.rest.len())..];
        }
        Some(Token::Word { name, number })
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            match *self.rest.first()? {
                b'{' => {
                    self.rest = &self.rest[1..];
                    return Some(Token::Open);
                }
                b'}' => {
                    self.rest = &self.rest[1..];
                    return Some(Token::Close);
                }
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => self.rest = &self.rest[1..],
                _ => {
                    let end = self
                        .rest
                        .iter()
                        .position(|byte| matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0))
                        .unwrap_or(self.rest.len());
                    let (text, rest) = self.rest.split_at(end);
                    self.rest = rest;
                    return Some(Token::Text(text));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    #[test]
    fn control_words_take_their_number_and_one_blank() {
        let tokens: Vec<_> =
            Tokens::new(b"{\\rtf1 a\\'e9\\u-10179 ?\\~\r\nb\\par}\\bin3 {{{c").collect();
        let word = |name: &'static str, number| Token::Word { name: name.as_bytes(), number };
        assert_eq!(
            tokens,
            [
                Token::Open,
                word("rtf", Some(1)),
                Token::Text(b"a"),
                Token::Byte(0xE9),
                word("u", Some(-10179)),
                Token::Text(b"?"),
                Token::Symbol(b'~'),
                Token::Text(b"b"),
                word("par", None),
                Token::Close,
                word("bin", Some(3)),
                Token::Text(b"c"),
            ]
        );
    }

    #[test]
    fn broken_ends_end() {
        for rtf in [
            &b"\\"[..],
            b"\\'",
            b"\\'4",
            b"\\bin99 x",
            b"\\u",
            b"\\u-",
            b"\\abc99999999999999999999",
        ] {
            assert!(Tokens::new(rtf).count() < 6);
        }
    }
}
