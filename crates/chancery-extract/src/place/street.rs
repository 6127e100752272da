//! Streets, by their last word: *Kesho Street*, *N. Brenford Ave.*, *County Road 35*. The parser labels them
//! now as this, now as that; the name in one is not its town's.

use chancery_kb::Gazetteer;
use chancery_nlp::{Doc, EntLabel, Tag, TokenId, TokenSpan};

use super::scan::is_capitalised;
use super::words::{Role, Words};

/// Longest name in tokens before the word of a street.
const LONGEST: u32 = 4;

/// All streets, in the text's order.
pub(super) fn streets(doc: &Doc<'_>) -> Vec<TokenSpan> {
    let words = Words::embedded();
    let mut found = Vec::new();
    for head in doc.ids() {
        if !is_capitalised(doc, head) || !words.is(doc.lower(head), Role::Street) {
            continue;
        }
        let sent = doc.sent(head).start.0;
        let floor = found.last().map_or(sent, |span: &TokenSpan| span.end.0.max(sent));
        let mut start = head;
        while let Some(word) = start.prev() {
            if word.0 < floor || head.0 - word.0 > LONGEST || !is_name_word(doc, word) {
                break;
            }
            start = word;
        }
        if start == head || doc.lower(start) == "-" {
            continue;
        }
        let mut end = head.next();
        // *County Road 35*
        let numbered = end.index() < doc.len()
            && doc.lower(head) == "road"
            && doc.lower(TokenId(head.0 - 1)) == "county"
            && doc.word(end).bytes().all(|byte| byte.is_ascii_digit());
        if numbered {
            end = end.next();
        }
        // *Wall Street Journal*, *Park Lane Hotel*: the name goes on.
        let goes_on = end.index() < doc.len()
            && is_capitalised(doc, end)
            && matches!(doc.tag(end), Tag::Nnp | Tag::Nnps)
            && !words.is(doc.lower(end), Role::Street);
        let tokens = TokenSpan { start, end };
        let name = doc.span_text(tokens);
        let known =
            !Gazetteer::embedded().senses(name).is_empty() || words.is_stop(&Gazetteer::key(name));
        if !goes_on && !known {
            found.push(tokens);
        }
    }
    found
}

/// A word of a street's name: *Kesho*, *N.*, the parts of *Mont-Kesho*. Numbered streets are left out, as
/// numbered roads are.
fn is_name_word(doc: &Doc<'_>, token: TokenId) -> bool {
    let hyphen = doc.lower(token) == "-"
        && !doc.token(token).space_after
        && token.prev().is_some_and(|before| !doc.token(before).space_after);
    let name = is_capitalised(doc, token)
        && matches!(doc.tag(token), Tag::Nnp | Tag::Nnps)
        && doc.ent(token).is_none_or(|ent| ent.label != EntLabel::Date);
    hyphen || name
}
