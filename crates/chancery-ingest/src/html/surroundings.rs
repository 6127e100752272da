use super::boilerplate::Mark;
use super::container::Clusters;
use super::layout::{Layout, Line};
use super::tag::Tag;
use super::tree::NodeId;

/// Elements by whose name we know that they are not the article go up to this many words …
const SMALL: u32 = 120;
/// … or this share of the page's words, in per cent.
const SMALL_SHARE: u32 = 35;

/// Takes out what is never read: scripts, forms' fields, films, what browsers do not show as text.
pub(super) fn remove_machinery(layout: &mut Layout<'_, '_>) {
    layout.remove(0, |_, _, tag| {
        matches!(
            tag,
            Tag::Head
                | Tag::Title
                | Tag::Script
                | Tag::Style
                | Tag::Noscript
                | Tag::Template
                | Tag::Iframe
                | Tag::Svg
                | Tag::Math
                | Tag::Select
                | Tag::Textarea
                | Tag::Object
                | Tag::Canvas
                | Tag::Video
                | Tag::Audio
                | Tag::Noembed
                | Tag::Noframes
        )
    });
}

/// Takes out what stands around articles: menus, teasers, captions, hidden parts.
///
/// The element with the page's longest run of prose stays, whatever it is called, unless it is called
/// something that no article is.
pub(super) fn remove_surroundings(layout: &mut Layout<'_, '_>) {
    let kept = protected(layout);
    let total = layout.words_below(0);
    let limit = SMALL.max(total * SMALL_SHARE / 100);
    layout.remove(0, |layout, id, tag| {
        let holds_article = kept.is_some_and(|kept| layout.tree.below(id).contains(&kept));
        if holds_article {
            return false;
        }
        match tag {
            Tag::Html | Tag::Body | Tag::Article | Tag::Main => false,
            _ if is_hidden(layout, id) => true,
            Tag::Figure
            | Tag::Figcaption
            | Tag::Aside
            | Tag::Nav
            | Tag::Footer
            | Tag::Form
            | Tag::Button
            | Tag::Dialog => layout.words_below(id) <= SMALL,
            // A link inside a sentence may be called anything.
            Tag::A => false,
            _ => layout.marks[id as usize].has(Mark::Around) && layout.words_below(id) <= limit,
        }
    });
}

/// The element whose prose is the article's in all likelihood, where its name would take it out.
fn protected(layout: &Layout<'_, '_>) -> Option<NodeId> {
    const LEAST: u32 = 30;
    let lines = layout.lines();
    let clusters = Clusters::of(layout, &lines);
    let is =
        |id, what: fn(&Layout<'_, '_>, NodeId) -> bool| layout.chain(id).any(|id| what(layout, id));
    let never = |id| is(id, |layout, id| layout.marks[id as usize].has(Mark::Never));
    let suspect = |id| {
        is(id, |layout, id| layout.marks[id as usize].has(Mark::Around) || is_hidden(layout, id))
    };
    let (largest, words) = clusters.largest(|id| !never(id))?;
    let plain = clusters.largest(|id| !suspect(id)).map_or(0, |(_, words)| words);
    (words >= LEAST && words >= 2 * plain && suspect(largest)).then_some(largest)
}

fn is_hidden(layout: &Layout<'_, '_>, id: NodeId) -> bool {
    layout.tree.attribute(id, "hidden").is_some()
        || layout.tree.attribute(id, "style").is_some_and(|style| {
            let style: String = style.split_ascii_whitespace().collect();
            style.to_ascii_lowercase().contains("display:none")
        })
}

/// Takes small things out of the article: by-lines, tags, lists of links.
pub(super) fn remove_insertions(layout: &mut Layout<'_, '_>, container: NodeId, lines: &[Line]) {
    let total: u32 = lines.iter().map(|line| line.words).sum();
    layout.remove(container, |layout, id, tag| {
        if id == container {
            return false;
        }
        let below = layout.lines_below(lines, id);
        let words: u32 = below.iter().map(|line| line.words).sum();
        let linked: u32 = below.iter().map(|line| line.linked).sum();
        let share = words as f32 / total as f32;
        let marks = layout.marks[id as usize];
        let by_name = (marks.has(Mark::Small) || marks.has(Mark::Around))
            && share < 0.2
            && tag != Tag::A
            && !(tag == Tag::P && words > 60);
        let by_tag = share < 0.4
            && matches!(
                tag,
                Tag::Figure
                    | Tag::Figcaption
                    | Tag::Aside
                    | Tag::Nav
                    | Tag::Footer
                    | Tag::Form
                    | Tag::Button
            );
        let by_links = share < 0.3
            && words >= 3
            && match tag {
                Tag::Ul | Tag::Ol | Tag::Table | Tag::Section | Tag::Div => linked * 4 > words * 3,
                Tag::P | Tag::Li | Tag::Heading => linked * 10 > words * 9,
                _ => false,
            };
        by_name || by_tag || by_links
    });
}
