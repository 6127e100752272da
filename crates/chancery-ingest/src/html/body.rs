use super::container::{find_container, find_lead};
use super::headline::letters;
use super::layout::{Layout, Line};
use super::lines::assemble;
use super::surroundings::{remove_insertions, remove_machinery, remove_surroundings};
use super::tree::Tree;

/// Finds the text of the article in a page: without headline, by-line and captions.
///
/// What browsers do not show is taken out, then what is known by its name or kind to stand around
/// articles. The rest is cut into lines, and the element is sought in which the prose stands: from the
/// root down as long as one child holds most of it, where paragraphs side by side count for more than
/// single ones. What that element holds beside the article is taken out by name, by share of links, and
/// line by line. Words that decide are in `data/boilerplate.tsv`.
///
/// A page without a sentence has no article.
pub(super) fn find_body(tree: &Tree<'_>, title: Option<&str>) -> String {
    let title = title.map(letters).unwrap_or_default();
    let mut layout = Layout::new(tree);
    remove_machinery(&mut layout);
    remove_surroundings(&mut layout);
    let lines = layout.lines();
    let Some(container) = find_container(&layout, &lines) else { return String::new() };
    let mut article: Vec<Line> = find_lead(&layout, &lines, container, &title);
    article.extend_from_slice(layout.lines_below(&lines, container));
    remove_insertions(&mut layout, container, &article);
    article.retain(|line| !layout.is_removed(line));
    assemble(&layout, &article, &title)
}
