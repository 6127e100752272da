//! Whether a word is an address: the model's pattern, decided by parts.

use crate::unicode::{CharTable, Classes};

/// The word is a URL, a host or an e-mail address, and so one token.
///
/// The pattern allows a scheme, then anything up to an `@`, then a host, a port, and a path. A host may
/// therefore begin at the start, after `://`, and after each `@`. Hosts hold neither `@` nor white space, so
/// the candidates do not overlap and the whole is linear.
pub(super) fn is_url(word: &str, chars: &CharTable) -> bool {
    if !word.contains('.') || word.chars().any(|c| chars.is(c, Classes::SPACE)) {
        return false;
    }
    if ends_as_host(word, chars) {
        return true;
    }
    if let Some((scheme, rest)) = word.split_once("://")
        && scheme.chars().nth(1).is_some()
        && scheme.chars().all(|c| matches!(c, '+' | '-' | '.') || chars.is(c, Classes::WORD))
        && ends_as_host(rest, chars)
    {
        return true;
    }
    let ats = word.match_indices('@').map(|(at, _)| at);
    ats.filter(|&at| at > 0).any(|at| ends_as_host(&word[at + 1..], chars))
}

/// Host, optional port, optional path, and nothing else.
fn ends_as_host(text: &str, chars: &CharTable) -> bool {
    let end = text.find(|c| !is_label(c) && c != '.').unwrap_or(text.len());
    let (host, mut rest) = text.split_at(end);
    if let Some(port) = rest.strip_prefix(':') {
        let digits = port.chars().take_while(|&c| chars.is(c, Classes::DECIMAL)).take(6);
        let (n, len) = digits.fold((0, 0), |(n, len), c| (n + 1, len + c.len_utf8()));
        if !(2..=5).contains(&n) {
            return false;
        }
        rest = &port[len..];
    }
    (rest.is_empty() || rest.starts_with(['/', '?', '#']))
        && (is_name(host, chars) || is_ipv4(host))
}

/// May stand inside a part of a host's name.
fn is_label(c: char) -> bool {
    is_label_end(c) || matches!(c, '-' | '_')
}

/// May begin and end a part of a host's name.
fn is_label_end(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{a1}'..='\u{ffff}')
}

fn is_name(host: &str, chars: &CharTable) -> bool {
    let Some((labels, top)) = host.rsplit_once('.') else { return false };
    let between = |text: &str, min: usize, max: usize| {
        (min..=max).contains(&text.chars().take(max + 1).count())
    };
    between(top, 2, 63)
        && top.chars().all(|c| chars.is(c, Classes::TOP_LEVEL))
        && labels.split('.').all(|label| {
            between(label, 1, 64)
                && label.starts_with(is_label_end)
                && label.ends_with(is_label_end)
        })
}

/// Four numbers that address a host in public.
fn is_ipv4(host: &str) -> bool {
    let mut parts = host.split('.');
    let mut octet = || {
        let part = parts.next().filter(|part| (1..=3).contains(&part.len()))?;
        if !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number = part.parse::<u16>().ok().filter(|&number| number <= 255)?;
        Some((number, part))
    };
    let (Some(a), Some(b), Some(c), Some(d)) = (octet(), octet(), octet(), octet()) else {
        return false;
    };
    // Leading zeros: never in the first and last, in the others where there are only two digits.
    let outer = |(_, part): (u16, &str)| !part.starts_with('0');
    let inner = |(_, part): (u16, &str)| part.len() < 3 || !part.starts_with('0');
    parts.next().is_none()
        && outer(a)
        && a.0 <= 223
        && inner(b)
        && inner(c)
        && outer(d)
        && d.0 <= 254
        && !matches!((a.0, b.0), (10 | 127, _) | (169, 254) | (192, 168) | (172, 16..=31))
}
