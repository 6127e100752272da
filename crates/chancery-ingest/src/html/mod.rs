//! A page and the article in it.

mod body;
mod boilerplate;
mod container;
mod entities;
mod headline;
mod layout;
mod lines;
mod linked_data;
mod metadata;
mod records;
mod surroundings;
mod tag;
mod tokens;
mod tree;

use tree::Tree;

use crate::fields::Given;

pub(crate) use metadata::{canonical_url, host};
pub(crate) use records::{PageRecord, page_records};

/// The article of a page.
pub(crate) struct Page {
    /// The body, paragraphs separated by an empty line.
    pub(crate) text: String,
    /// What the page says about it.
    pub(crate) given: Given,
}

/// Finds the article of a page; a page without one gives an empty text. Linear in the page's length.
pub(crate) fn read_page(page: &str) -> Page {
    let tree = Tree::new(page);
    let given = metadata::read_metadata(&tree);
    Page { text: body::find_body(&tree, given.title.as_deref()), given }
}

/// The characters of a piece of HTML without its markup, white space folded.
pub(crate) fn plain_text(markup: &str) -> String {
    Tree::new(markup).text.trim().to_owned()
}

/// Plain text as HTML writes it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::read_page;

    /// A page as outlets build them, of our own invention.
    const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en"><head><title>Envoys meet in Tallinn for a second day | The Courier</title>
<meta property="og:site_name" content="The Courier">
<link rel="canonical" href="https://www.courier.example/world/envoys?a=1&amp;b=2">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-10-25T18:30:00Z",
"author": [{"@type": "Person", "name": "Ada Person"}]}</script></head>
<body><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>
<div class="main-col"><h1>Envoys meet in Tallinn for a second day</h1>
<div class="byline">By Ada Person</div><time datetime="2024-10-25">Oct. 25, 2024</time>
<div class="story"><figure><img src=a.jpg><figcaption>The envoys, arriving.</figcaption></figure>
<p>The envoys of nine states met in Tallinn on Friday for a second day of talks on the strait.
<p>Their hosts said that &ldquo;much remains to be done&rdquo; before ministers can sign.
<aside class="related-links"><h3>Related</h3><a href=/x>Ferry resumes</a></aside>
<p>READ MORE: <a href=/y>What the envoys want</a></p>
<h2>A third day</h2>
<p>A third day was possible, the hosts added, if the delegations agreed to stay.<br>It was snowing.</p>
<p>Advertisement</p></div></div>
<div class="teasers"><div class=card><p>The price of herring rose again on Thursday, traders in the port said.</p></div>
<div class=card><p>A museum of lighthouses opens its doors on the island next month.</p></div></div>
<footer><p>© The Courier. All rights reserved.</p></footer></body></html>"#;

    #[test]
    fn the_article_comes_without_what_surrounds_it() {
        let page = read_page(PAGE);
        assert_eq!(
            page.text,
            "The envoys of nine states met in Tallinn on Friday for a second day of talks on the strait.\n\n\
             Their hosts said that “much remains to be done” before ministers can sign.\n\n\
             A third day\n\n\
             A third day was possible, the hosts added, if the delegations agreed to stay.\n\
             It was snowing."
        );
    }

    #[test]
    fn the_page_tells_who_published_it_and_when() {
        let given = read_page(PAGE).given;
        assert_eq!(given.title.as_deref(), Some("Envoys meet in Tallinn for a second day"));
        assert_eq!(given.author.as_deref(), Some("Ada Person"));
        assert_eq!(given.publisher.as_deref(), Some("The Courier"));
        assert_eq!(given.published.unwrap().iso(), "2024-10-25T18:30:00Z");
        assert_eq!(given.url.as_deref(), Some("https://www.courier.example/world/envoys?a=1&b=2"));
    }

    #[test]
    fn a_headline_comes_without_its_publisher() {
        let page = PAGE.replace(
            "<meta property",
            "<meta property=og:title content='Envoys meet - The Courier'><meta property",
        );
        assert_eq!(read_page(&page).given.title.as_deref(), Some("Envoys meet"));
    }

    #[test]
    fn an_article_in_an_element_with_an_odd_name_is_found() {
        let page =
            PAGE.replace("class=\"story\"", "class=\"social-sidebar\" style=\"display: none\"");
        assert_eq!(read_page(&page).text, read_page(PAGE).text);
    }

    #[test]
    fn a_page_without_article_has_no_text() {
        for page in
            ["", "<p>", "<a href=/>Home</a><ul><li><a href=/x>World</a></ul>", "<script>x</script>"]
        {
            assert_eq!(read_page(page).text, "", "{page}");
        }
    }

    #[test]
    fn a_bare_paragraph_is_an_article() {
        assert_eq!(
            read_page("The envoys met in Tallinn on Friday.").text,
            "The envoys met in Tallinn on Friday."
        );
    }

    #[test]
    fn pages_made_to_be_slow_are_not() {
        let much = 200_000;
        for (open, close) in [
            ("<div>", ""),
            ("<div>a", "</div>"),
            ("<a href=x>", ""),
            ("<b><i>", "</b>"),
            ("</div>", ""),
            ("</p>", ""),
            ("<li>", ""),
            ("<table><tr><td>", ""),
            ("<form><div>", "</form>"),
            ("<!--", ""),
            ("<p title='", ""),
            ("<script>", ""),
            ("<script><!--<script>", ""),
            ("&amp", ""),
            ("<span class='related'>a</span> ", ""),
            ("<p>A man said a word or two of it all.", ""),
            ("<br>a", ""),
            ("<custom-x>", "</custom-y>"),
        ] {
            let page = open.repeat(much) + &close.repeat(much);
            let start = std::time::Instant::now();
            read_page(&page);
            // Ten times what the slowest takes on a slow machine.
            assert!(start.elapsed().as_secs() < 10, "{open}");
        }
        let attributes = format!("<p {}>a", "a1=b ".repeat(much));
        read_page(&attributes);
    }
}
