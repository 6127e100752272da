use super::labelled::without_indexing;
use super::{Report, accession};
use crate::database::{Found, NotParsed, Numbered};
use crate::html::{PageRecord, page_records};

/// Whether a page is an export of Factiva: an element of the classes `article enArticle`, in whatever language.
pub(crate) fn is_factiva_page(page: &[u8]) -> bool {
    memchr::memmem::find_iter(page, b"article ").any(|at| {
        let class = &page[at + b"article ".len()..];
        class.get(..9).is_some_and(|class| {
            class[..2].iter().all(u8::is_ascii_lowercase) && &class[2..] == b"Article"
        })
    })
}

/// The articles of a page saved from Factiva, with their numbers in it, counted from 1, and whether the page is
/// too large to be read to its end.
///
/// "Full Article/Report plus Indexing" is a table of two columns, code and value; without indexing the parts
/// stand in blocks one below the other.
pub(crate) fn read_factiva_page(page: &str) -> (Vec<Numbered>, bool) {
    let (records, cut) = page_records(page, |class| {
        let mut words = class.split_whitespace();
        words.clone().any(|word| word == "article")
            && words.any(|word| word.len() == 9 && word.ends_with("Article"))
    });
    ((1..).zip(records.into_iter().map(read_record)).collect(), cut)
}

fn read_record(record: PageRecord) -> Result<Found, NotParsed> {
    let mut report = if record.rows.iter().any(|(code, _)| code == "HD") {
        let mut report = Report::default();
        for (code, paragraphs) in record.rows {
            report.push(code.trim(), paragraphs);
        }
        report
    } else {
        read_blocks(&record)?
    };
    if report.value("LA").is_none() {
        // `enArticle`
        let language = record
            .class
            .split_whitespace()
            .find_map(|word| word.strip_suffix("Article").filter(|language| language.len() == 2));
        report.push("LA", vec![language.unwrap_or_default().to_owned()]);
    }
    report.into_found()
}

/// An article without indexing: headline and author by their classes, then words, date, source and so on.
fn read_blocks(record: &PageRecord) -> Result<Report, NotParsed> {
    let named = |names: &str, end: &str| names.split_whitespace().any(|name| name.ends_with(end));
    let mut report = Report::default();
    let mut head = Vec::new();
    let mut text = Vec::new();
    for block in &record.blocks {
        if block.text.is_empty() {
            continue;
        }
        if report.value("HD").is_none()
            && (named(&block.names, "Headline") || named(&block.names, "hd"))
        {
            report.push("HD", vec![block.text.clone()]);
        } else if named(&block.names, "author") {
            report.push("BY", vec![block.text.clone()]);
        } else if accession(&block.text).is_some() {
            report.push("AN", vec![block.text.clone()]);
        } else if named(&block.names, "articleParagraph") || named(&block.names, "articleparagraph")
        {
            text.push(block.text.clone());
        } else if text.is_empty() {
            head.push(block.text.as_str());
        }
    }
    report.push("TD", text);
    without_indexing(&mut report, &head)?;
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::{is_factiva_page, read_factiva_page};

    const INDEXED: &str = "<html><body><div id='a1' class='article enArticle'><p> </p><table>\
        <tr><td><b>HD</b>&nbsp;</td><td><span class='enHeadline'>Envoys meet in Lund</span></td></tr>\
        <tr><td><b>BY</b></td><td>By Ada Person</td></tr><tr><td><b>WC</b></td><td>12 words</td></tr>\
        <tr><td><b>PD</b></td><td>29 December 2011</td></tr><tr><td><b>ET</b></td><td>15:21</td></tr>\
        <tr><td><b>SN</b></td><td>The Harbour Post</td></tr><tr><td><b>LA</b></td><td>English</td></tr>\
        <tr><td><b>LP</b></td><td><p class='articleParagraph enarticleParagraph'>The envoys met.</p></td></tr>\
        <tr><td><b>TD</b></td><td><p class='articleParagraph'>They ate.</p><p class='articleParagraph'>They left.</p></td></tr>\
        <tr><td><b>NS</b></td><td>gdip : Diplomacy | gcat : News</td></tr>\
        <tr><td><b>AN</b></td><td>Document HARBOR0020111229e7ct0001r</td></tr></table></div></body></html>";

    #[test]
    fn a_table_of_codes_becomes_an_article() {
        assert!(is_factiva_page(INDEXED.as_bytes()));
        assert!(!is_factiva_page(b"<div class='article newsArticle'>"));
        let (mut documents, cut) = read_factiva_page(INDEXED);
        let found = documents.remove(0).1.unwrap();
        assert!(documents.is_empty() && !cut);
        assert_eq!(found.id, "HARBOR0020111229e7ct0001r");
        assert_eq!(found.text, "The envoys met.\n\nThey ate.\n\nThey left.");
        assert_eq!(found.given.title.as_deref(), Some("Envoys meet in Lund"));
        assert_eq!(found.given.author.as_deref(), Some("By Ada Person"));
        assert_eq!(found.given.publisher.as_deref(), Some("The Harbour Post"));
        assert_eq!(found.given.published.unwrap().iso(), "2011-12-29T15:21:00");
        assert_eq!(found.given.language.as_deref(), Some("en"));
    }

    #[test]
    fn an_article_without_indexing_is_read_by_the_order_of_its_blocks() {
        let page = "<div class='article frArticle'><div id='hd'><span class='frHeadline'>Des envoyés à Lund</span></div>\
            <div class='author'>Par Ada Person</div><div>12 mots</div><div>29 décembre 2011</div><div>15:21</div>\
            <div>Le Courrier du port</div><div>COURPO</div><div>Français</div><div>Copyright 2011</div>\
            <p class='articleParagraph frarticleParagraph'>Ils se sont vus.</p><p class='articleParagraph'>Puis rien.</p>\
            <p>Document COURPO0020111229e7ct0002s</p></div>";
        let found = read_factiva_page(page).0.remove(0).1.unwrap();
        assert_eq!(found.id, "COURPO0020111229e7ct0002s");
        assert_eq!(found.text, "Ils se sont vus.\n\nPuis rien.");
        assert_eq!(found.given.title.as_deref(), Some("Des envoyés à Lund"));
        assert_eq!(found.given.publisher.as_deref(), Some("Le Courrier du port"));
        assert_eq!(found.given.published.unwrap().iso(), "2011-12-29T15:21:00");
        assert_eq!(found.given.language.as_deref(), Some("fr"));
    }

    #[test]
    fn what_lacks_a_part_is_listed() {
        for (part, missing) in [("SN", "source"), ("PD", "publication date")] {
            let page = INDEXED.replace(&format!("<b>{part}</b>"), "<b>XX</b>");
            let error = read_factiva_page(&page).0.remove(0).1.unwrap_err();
            assert!(error.missing.contains(missing), "{error:?}");
        }
        let page = INDEXED.replace("<b>LP</b>", "").replace("<b>TD</b>", "");
        assert!(read_factiva_page(&page).0.remove(0).1.unwrap_err().missing.starts_with("text"));
    }
}
