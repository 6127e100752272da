use super::tag::Tag;
use super::tree::{NodeId, Tree};

/// An element of a page that holds one of many records: its rows where it is a table, its blocks otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PageRecord {
    /// Its class attribute.
    pub(crate) class: String,
    /// The first cell of each row of its tables, and the paragraphs of the second.
    pub(crate) rows: Vec<(String, Vec<String>)>,
    /// Blocks that hold no other block.
    pub(crate) blocks: Vec<Block>,
}

/// A `div` or `p`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// Its class and id, and the class of the first `span` in it, parted by blanks.
    pub(crate) names: String,
    pub(crate) text: String,
}

/// The `div`s whose class is that of a record, those within others left out, and whether the page is too large to be
/// read to its end.
pub(crate) fn page_records(
    page: &str,
    is_record: impl Fn(&str) -> bool,
) -> (Vec<PageRecord>, bool) {
    let tree = Tree::new(page);
    let mut records = Vec::new();
    let n_nodes = tree.nodes.len() as NodeId;
    let mut id = 0;
    while id < n_nodes {
        let class = tree.attribute(id, "class").unwrap_or_default();
        if tree.nodes[id as usize].tag == Tag::Div && is_record(class) {
            records.push(read_record(&tree, id, class));
            id = tree.nodes[id as usize].end.max(id + 1);
        } else {
            id += 1;
        }
    }
    (records, tree.is_cut())
}

fn read_record(tree: &Tree<'_>, record: NodeId, class: &str) -> PageRecord {
    let mut found = PageRecord { class: class.to_owned(), ..PageRecord::default() };
    let all = tree.below(record);
    let mut id = all.start + 1;
    while id < all.end {
        let node = &tree.nodes[id as usize];
        match node.tag {
            Tag::Tr => {
                found.rows.extend(read_row(tree, id));
                id = node.end.max(id + 1);
            }
            Tag::Div | Tag::P if !tree.below(id).skip(1).any(|below| is_block(tree, below)) => {
                found.blocks.push(read_block(tree, id));
                id = node.end.max(id + 1);
            }
            _ => id += 1,
        }
    }
    found
}

fn is_block(tree: &Tree<'_>, id: NodeId) -> bool {
    matches!(tree.nodes[id as usize].tag, Tag::Div | Tag::P | Tag::Table)
}

fn read_row(tree: &Tree<'_>, row: NodeId) -> Option<(String, Vec<String>)> {
    let is_cell = |id: &NodeId| matches!(tree.nodes[*id as usize].tag, Tag::Td | Tag::Th);
    let first = tree.below(row).skip(1).find(is_cell)?;
    let second = (tree.nodes[first as usize].end..tree.nodes[row as usize].end).find(is_cell)?;
    let is_paragraph = |id: &NodeId| tree.nodes[*id as usize].tag == Tag::P;
    let mut paragraphs: Vec<String> = tree
        .below(second)
        .filter(is_paragraph)
        .map(|paragraph| tree.text_of(paragraph).trim().to_owned())
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    if paragraphs.is_empty() {
        paragraphs.push(tree.text_of(second).trim().to_owned());
    }
    Some((tree.text_of(first).trim().to_owned(), paragraphs))
}

fn read_block(tree: &Tree<'_>, block: NodeId) -> Block {
    let span = tree.below(block).find(|id| tree.nodes[*id as usize].tag == Tag::Span);
    let names = [
        tree.attribute(block, "class"),
        tree.attribute(block, "id"),
        span.and_then(|span| tree.attribute(span, "class")),
    ];
    let names: Vec<&str> = names.into_iter().flatten().collect();
    Block { names: names.join(" "), text: tree.text_of(block).trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::page_records;

    #[test]
    fn tables_give_rows_and_other_records_blocks() {
        let page = "<div class=head>x</div><div class='article enArticle'><table><tr><td><b>HD</b>&nbsp;</td>\
            <td><span>Envoys &amp; aides</span></td></tr><tr><td>TD<td><p class=a>One.<p>Two.</table></div>\
            <div class='article deArticle'><div id=hd><span class=deHeadline>Zwei</span></div><p>Absatz</p></div>";
        let (records, cut) = page_records(page, |class| class.starts_with("article"));
        assert!(!cut);
        assert_eq!(records.len(), 2);
        let rows: Vec<_> = records[0]
            .rows
            .iter()
            .map(|(code, text)| format!("{code}: {}", text.join("/")))
            .collect();
        assert_eq!(rows, ["HD: Envoys & aides", "TD: One./Two."]);
        let blocks: Vec<_> = records[1]
            .blocks
            .iter()
            .map(|block| format!("{}: {}", block.names, block.text))
            .collect();
        assert_eq!(blocks, ["hd deHeadline: Zwei", ": Absatz"]);
    }
}
