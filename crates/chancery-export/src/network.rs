//! Who met, addressed, accused whom: edges between entities, for `graphml` and `gexf`.

use std::collections::BTreeMap;
use std::sync::Arc;

use chancery_archive::rows::{Detail, Entity, Finding, Party, Role};

use crate::coding::meeting_parties;
use crate::error::ExportError;
use crate::layout::Layout;
use crate::options::{Options, Reciprocal};
use crate::row::{Row, rows};
use crate::source::{Kind, Source};

/// An edge of one record.
#[derive(Debug)]
pub(crate) struct Edge<'a> {
    /// Who does it.
    pub(crate) from: &'a Arc<Entity>,
    /// To whom.
    pub(crate) to: &'a Arc<Entity>,
    /// `met`; `addressed`; of an event its PLOVER type in lower case; of a position its stance.
    pub(crate) kind: String,
    /// Its number among the edges of the record, from 1.
    pub(crate) number: usize,
}

/// What is done with each edge.
type EachEdge<'a> = &'a mut dyn FnMut(&Row<'_>, Kind, &Edge<'_>) -> Result<(), ExportError>;

/// Walks over the edges of all records. Somebody without a name over all articles is no node, and nobody has an edge
/// to itself; records of which no edge remains are told to `no_edge`.
pub(crate) fn edges(
    source: &dyn Source,
    layout: Layout,
    options: &Options,
    each: EachEdge<'_>,
    no_edge: &mut dyn FnMut(),
) -> Result<(), ExportError> {
    for kind in Kind::ALL {
        rows(source, kind, layout, options, &mut |row| {
            let edges = of_record(row.lead, options.reciprocal);
            if edges.is_empty() {
                no_edge();
            }
            edges.iter().try_for_each(|edge| each(row, kind, edge))
        })?;
    }
    Ok(())
}

/// All who have an edge, by id.
pub(crate) fn nodes(
    source: &dyn Source,
    layout: Layout,
    options: &Options,
) -> Result<BTreeMap<String, Arc<Entity>>, ExportError> {
    let mut nodes = BTreeMap::new();
    let mut add = |entity: &Arc<Entity>| {
        if !nodes.contains_key(&entity.id) {
            nodes.insert(entity.id.clone(), Arc::clone(entity));
        }
    };
    edges(
        source,
        layout,
        options,
        &mut |_, _, edge| {
            add(edge.from);
            add(edge.to);
            Ok(())
        },
        &mut || {},
    )?;
    Ok(nodes)
}

fn of_record(lead: &Finding, reciprocal: Reciprocal) -> Vec<Edge<'_>> {
    let all = |role| lead.parties(role).collect::<Vec<_>>();
    let (kind, pairs) = match &lead.detail {
        Detail::Meeting { .. } => ("met".to_owned(), equal(&meeting_parties(lead), reciprocal)),
        Detail::Statement { .. } => {
            ("addressed".to_owned(), crossed(&all(Role::Speaker), &all(Role::Addressee)))
        }
        Detail::Position { stance, .. } => {
            (stance.clone(), crossed(&all(Role::Holder), &all(Role::Toward)))
        }
        Detail::Event { r#type, .. } => {
            let (sources, targets) = (all(Role::Source), all(Role::Target));
            let pairs = if targets.is_empty() {
                equal(&sources, reciprocal)
            } else {
                crossed(&sources, &targets)
            };
            (r#type.to_lowercase(), pairs)
        }
    };
    pairs
        .into_iter()
        .zip(1..)
        .map(|((from, to), number)| Edge { from, to, kind: kind.clone(), number })
        .collect()
}

/// Two who are known over all articles.
type Pair<'a> = (&'a Arc<Entity>, &'a Arc<Entity>);

fn pair<'a>(from: &'a Party, to: &'a Party) -> Option<Pair<'a>> {
    let (from, to) = (from.entity.as_ref()?, to.entity.as_ref()?);
    (from.id != to.id).then_some((from, to))
}

fn crossed<'a>(from: &[&'a Party], to: &[&'a Party]) -> Vec<Pair<'a>> {
    from.iter().flat_map(|from| to.iter().filter_map(|to| pair(from, to))).collect()
}

/// Pairs of equal parties.
fn equal<'a>(parties: &[&'a Party], reciprocal: Reciprocal) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    for (at, first) in parties.iter().enumerate() {
        for (beyond, second) in parties.iter().enumerate() {
            let wanted = match reciprocal {
                Reciprocal::Pairs => at != beyond,
                Reciprocal::Undirected => at < beyond,
                Reciprocal::List => at == 0 && beyond > 0,
            };
            if wanted {
                pairs.extend(pair(first, second));
            }
        }
    }
    pairs
}
