//! Tokens and what is known of a word by itself, held to values of spaCy 3.8.18.

mod support;

use std::sync::Arc;

use chancery_nlp::hash::string_id;
use chancery_nlp::lexeme::{Lexicon, RawToken, Vocab};
use chancery_nlp::tokenizer::Tokenizer;

struct Tokens {
    tokenizer: Tokenizer,
    vocab: Vocab,
}

impl Tokens {
    fn new() -> Self {
        let model = support::model();
        let lexicon = Arc::new(Lexicon::load(&model).unwrap());
        let tokenizer = Tokenizer::load(&model, Arc::clone(&lexicon)).unwrap();
        Self { tokenizer, vocab: Vocab::new(lexicon) }
    }

    fn of(&mut self, text: &str) -> Vec<RawToken> {
        let mut tokens = Vec::new();
        self.tokenizer.tokenize(&mut self.vocab, text, &mut tokens);
        tokens
    }

    fn words<'t>(&mut self, text: &'t str) -> Vec<&'t str> {
        self.of(text).into_iter().map(|token| token.span.of(text)).collect()
    }
}

#[test]
fn words_are_cut_as_spacy_cuts_them() {
    let mut tokens = Tokens::new();
    for (text, words) in [
        ("x(a.m.)", "x(a.m · . · )"),
        ("foo-:)", "foo- · :)"),
        ("5kmh.", "5 · kmh · ."),
        ("US$5m", "US$ · 5 · m"),
        ("e.g.,", "e.g. · ,"),
        ("http://a.co/x.", "http://a.co/x · ."),
        ("He'll've", "He · 'll · 've"),
        ("10pm.", "10 · pm · ."),
        ("«Don’t»", "« · Do · n’t · »"),
        ("U.S.-based", "U.S.-based"),
        ("....a", ".... · a"),
        ("a--b", "a · -- · b"),
        ("a----b", "a----b"),
        ("3-4", "3 · - · 4"),
        ("10:30", "10:30"),
        ("foo.BAR", "foo · . · BAR"),
        ("foo.bar", "foo.bar"),
        ("envoy@lund.example", "envoy@lund.example"),
        ("8.8.8.8:80/x!", "8.8.8.8:80/x · !"),
    ] {
        assert_eq!(tokens.words(text).join(" · "), words, "{text}");
    }
}

#[test]
fn one_blank_after_a_word_belongs_to_no_token() {
    let mut tokens = Tokens::new();
    let text = "  a  b \n";
    let found: Vec<_> =
        tokens.of(text).into_iter().map(|t| (t.span.of(text), t.space_after)).collect();
    assert_eq!(found, [("  ", false), ("a", true), (" ", false), ("b", true), ("\n", false)]);
    assert!(tokens.of("").is_empty());
}

#[test]
fn a_word_is_known_by_norm_affixes_and_shape() {
    let mut tokens = Tokens::new();
    for (word, norm, prefix, suffix, shape) in [
        ("C3PO-x²½", "c3po-x²½", "C", "x²½", "XdXX-xd½"),
        ("’S", "'s", "’", "’S", "’X"),
        ("McDonald’s", "mcdonald’s", "M", "d’s", "XxXxxxx’x"),
        ("aaaaaaBBBBBB......", "aaaaaabbbbbb......", "a", "...", "xxxxXXXX...."),
        ("Ⅳa", "ⅳa", "Ⅳ", "Ⅳa", "Ⅳx"),
        ("ORG", "org", "O", "ORG", "XXX"),
    ] {
        let id = tokens.vocab.intern(word, None);
        let lexeme = tokens.vocab.get(id);
        let found = [lexeme.norm, lexeme.prefix, lexeme.suffix, lexeme.shape];
        assert_eq!(found, [norm, prefix, suffix, shape].map(string_id), "{word}");
    }
    let word = tokens.vocab.intern("Ms.", None);
    let lexeme = tokens.vocab.get(word);
    assert_eq!(
        [lexeme.norm, lexeme.prefix, lexeme.suffix, lexeme.shape],
        [
            11_458_480_816_247_080_270,
            3_209_455_878_668_673_793,
            5_971_168_095_749_524_238,
            17_096_342_708_991_983_284
        ]
    );
}

#[test]
fn vectors_and_norms_are_found_by_the_exact_word() {
    let mut tokens = Tokens::new();
    let text = "Ms. Lee didn't pay $5m to NATO in May.";
    let found: Vec<_> = tokens.of(text).into_iter().map(|t| *tokens.vocab.get(t.lexeme)).collect();
    let rows: Vec<_> = found.iter().filter_map(|lexeme| lexeme.vector_row).collect();
    let expected =
        [10741, 10740, 9449, 9449, 9023, 19232, 17228, 6274, 12359, 10947, 15139, 13519, 9449];
    assert_eq!(rows, expected);
    assert_eq!([found[2].norm, found[3].norm], ["do", "not"].map(string_id));
    let unknown = tokens.vocab.intern("Zwyckhoffstraat", None);
    assert_eq!(tokens.vocab.get(unknown).vector_row, None);
}

#[test]
fn long_words_and_texts_take_linear_time() {
    let mut tokens = Tokens::new();
    let start = std::time::Instant::now();
    for text in [
        "(".repeat(1_000_000),
        ".".repeat(1_000_000),
        "a.".repeat(500_000),
        "@".repeat(1_000_000),
        "a@a.".repeat(250_000),
        "x".repeat(1_000_000),
        "😀".repeat(250_000),
        ":)".repeat(500_000),
        "don't ".repeat(200_000),
        "\n \t".repeat(300_000),
        "1-".repeat(500_000),
    ] {
        let found = tokens.of(&text);
        assert_eq!(
            found.last().map(|token| token.span.end() as usize),
            Some(text.trim_end_matches(' ').len())
        );
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn memory_does_not_grow_with_the_number_of_documents() {
    let mut tokens = Tokens::new();
    let text = |n: u32| -> String {
        let words: Vec<String> = (0..1_000).map(|i| format!("word{n}x{i}")).collect();
        words.join(" ")
    };
    let first = tokens.words(&text(0)).len();
    for n in 1..100 {
        assert_eq!(tokens.words(&text(n)).len(), first);
    }
    assert!(tokens.vocab.len() < 40_000, "{} words are kept", tokens.vocab.len());
    assert!(tokens.vocab.generation() > 0);
}
