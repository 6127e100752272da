//! Parses built by hand, so that new weights break nothing.

use chancery_nlp::{Doc, Pos, Tag, TokenId, TokenParts};
use chancery_text::ByteSpan;

use super::{Voice, arguments, is_negated, modal, status, subject};
use crate::Status;

/// A document out of lines `word lemma TAG head dep`, `head` a line's number from 0.
fn with_doc(lines: &str, check: impl FnOnce(&Doc<'_>)) {
    let rows: Vec<Vec<&str>> = lines
        .lines()
        .map(|line| line.split_whitespace().collect())
        .filter(|r: &Vec<_>| r.len() == 5)
        .collect();
    let text = rows.iter().map(|row| row[0]).collect::<Vec<_>>().join(" ");
    let mut at = 0;
    let parts: Vec<TokenParts<'_>> = rows
        .iter()
        .enumerate()
        .map(|(i, row)| {
            let span = ByteSpan::at(at, at + row[0].len() as u32);
            at = span.end() + 1;
            let tag: Tag = row[2].parse().expect("a tag");
            let pos = match row[2] {
                "NN" | "NNS" => Pos::Noun,
                "NNP" | "NNPS" => Pos::Propn,
                "PRP" | "WP" | "WDT" => Pos::Pron,
                "IN" => Pos::Adp,
                "RB" | "TO" => Pos::Part,
                "MD" => Pos::Aux,
                tag if tag.starts_with("VB") => Pos::Verb,
                _ => Pos::X,
            };
            TokenParts {
                span,
                space_after: true,
                tag,
                pos,
                morph: "",
                lemma: row[1],
                head: row[3].parse().expect("a head"),
                dep: row[4].parse().expect("a label"),
                sent_start: i == 0,
            }
        })
        .collect();
    check(&Doc::new(&text, &parts, Vec::new(), Vec::new()));
}

fn words<'t>(doc: &Doc<'t>, heads: &[TokenId]) -> Vec<&'t str> {
    heads.iter().map(|&head| doc.word(head)).collect()
}

#[test]
fn by_phrase_of_a_passive_is_the_agent() {
    let parse = "Convoys convoy NNS 2 nsubjpass
        were be VBD 2 auxpass
        shelled shell VBN 2 ROOT
        by by IN 2 agent
        rebels rebel NNS 3 pobj";
    with_doc(parse, |doc| {
        let arguments = arguments(doc, TokenId(2));
        assert_eq!(arguments.voice, Voice::Passive);
        assert_eq!(words(doc, &arguments.agents), ["rebels"]);
        assert_eq!(words(doc, &arguments.patients), ["Convoys"]);
    });
}

#[test]
fn the_object_of_urge_does_the_act_below_and_it_is_hypothetical() {
    let parse = "Varga Varga NNP 1 nsubj
        urged urge VBD 1 ROOT
        Ostland Ostland NNP 1 dobj
        to to TO 4 aux
        withdraw withdraw VB 1 xcomp";
    with_doc(parse, |doc| {
        assert_eq!(subject(doc, TokenId(4)), Some(TokenId(2)));
        assert_eq!(status(doc, TokenId(4)), Some(Status::Hypothetical));
        assert_eq!(status(doc, TokenId(1)), Some(Status::Occurred));
    });
}

#[test]
fn the_subject_of_plan_does_the_act_below_and_it_is_planned() {
    let parse = "Varga Varga NNP 1 nsubj
        plans plan VBZ 1 ROOT
        to to TO 3 aux
        visit visit VB 1 xcomp
        Ostland Ostland NNP 3 dobj";
    with_doc(parse, |doc| {
        assert_eq!(subject(doc, TokenId(3)), Some(TokenId(0)));
        assert_eq!(status(doc, TokenId(3)), Some(Status::Planned));
    });
}

#[test]
fn coordinated_verbs_share_subject_modal_and_negation() {
    let parse = "Varga Varga NNP 3 nsubj
        will will MD 3 aux
        not not RB 3 neg
        meet meet VB 3 ROOT
        or or CC 3 cc
        receive receive VB 3 conj
        him he PRP 5 dobj";
    with_doc(parse, |doc| {
        assert_eq!(subject(doc, TokenId(5)), Some(TokenId(0)));
        assert_eq!(modal(doc, TokenId(5)), modal(doc, TokenId(3)));
        assert!(is_negated(doc, TokenId(5)));
        assert_eq!(status(doc, TokenId(5)), None);
    });
}

#[test]
fn tried_without_success_is_failed() {
    let parse = "Rebels rebel NNS 1 nsubj
        tried try VBD 1 ROOT
        to to TO 3 aux
        capture capture VB 1 xcomp
        Milport Milport NNP 3 dobj";
    with_doc(parse, |doc| assert_eq!(status(doc, TokenId(3)), Some(Status::Failed)));
}
