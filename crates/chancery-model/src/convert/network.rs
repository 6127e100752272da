//! The weights of the four networks, as thinc serialises them.
//!
//! A network file is a map of `nodes`, `attrs` and `params`, one of each per node of the network. Nodes
//! are found by name, in the order of their indices; a fixed list says what each is to us.

use std::collections::BTreeMap;

use crate::ModelFileError;
use crate::msgpack::{Node, decode};
use crate::wheel::Members;

/// A weight, row-major.
pub(super) struct Table {
    pub shape: Vec<usize>,
    pub data: Vec<f32>,
}

/// For each network: the nodes in the order of their indices, thinc's name and ours.
///
/// The mix is the first maxout, the window layers are the other four. Of the two `linear` nodes of a
/// transition network, the first is the upper layer, the second the input.
const NETWORKS: [(&str, &[(&str, &str)]); 4] = [
    (
        "tok2vec",
        &[
            ("static_vectors", "static"),
            ("maxout", "mix/maxout"),
            ("layernorm", "mix/norm"),
            ("hashembed", "embed/norm"),
            ("hashembed", "embed/prefix"),
            ("hashembed", "embed/suffix"),
            ("hashembed", "embed/shape"),
            ("hashembed", "embed/spacy"),
            ("hashembed", "embed/is_space"),
            ("maxout", "window1/maxout"),
            ("layernorm", "window1/norm"),
            ("maxout", "window2/maxout"),
            ("layernorm", "window2/norm"),
            ("maxout", "window3/maxout"),
            ("layernorm", "window3/norm"),
            ("maxout", "window4/maxout"),
            ("layernorm", "window4/norm"),
        ],
    ),
    ("tagger", &[("softmax", "softmax")]),
    ("parser", &[("precomputable_affine", "lower"), ("linear", "upper"), ("linear", "input")]),
    (
        "ner",
        &[
            ("precomputable_affine", "lower"),
            ("linear", "upper"),
            ("linear", "input"),
            ("static_vectors", "static"),
            ("maxout", "mix/maxout"),
            ("layernorm", "mix/norm"),
            ("hashembed", "embed/norm"),
            ("hashembed", "embed/prefix"),
            ("hashembed", "embed/suffix"),
            ("hashembed", "embed/shape"),
            ("maxout", "window1/maxout"),
            ("layernorm", "window1/norm"),
            ("maxout", "window2/maxout"),
            ("layernorm", "window2/norm"),
            ("maxout", "window3/maxout"),
            ("layernorm", "window3/norm"),
            ("maxout", "window4/maxout"),
            ("layernorm", "window4/norm"),
        ],
    ),
];

/// All weights, named `NETWORK/LAYER/WEIGHT` with the weight's name in lower case.
pub(super) fn read(members: &Members) -> Result<BTreeMap<String, Table>, ModelFileError> {
    let mut tables = BTreeMap::new();
    for (network, layers) in NETWORKS {
        let member = format!("{network}/model");
        let value = decode(&member, members.get(&member)?)?;
        let root = Node::new(&member, &value);
        let mut layers = layers.iter();
        for (node, params) in root.want("nodes")?.items()?.zip(root.want("params")?.items()?) {
            let mut weights = params.entries()?.filter(|(_, weight)| weight.is_map()).peekable();
            if weights.peek().is_none() {
                continue;
            }
            let found = node.want("name")?.str()?;
            let &(expected, layer) =
                layers.next().ok_or_else(|| root.wrong("it has more layers than it should"))?;
            if found != expected {
                return Err(root.wrong(format!("layer {layer} is a {found}, not a {expected}")));
            }
            for (weight, array) in weights {
                let name = format!("{network}/{layer}/{}", weight.str()?.to_ascii_lowercase());
                tables.insert(name, table(array)?);
            }
        }
        if let Some((_, layer)) = layers.next() {
            return Err(root.wrong(format!("it has no layer {layer}")));
        }
    }
    Ok(tables)
}

fn table(array: Node<'_, '_>) -> Result<Table, ModelFileError> {
    if array.want("type")?.bytes()? != b"<f4" {
        return Err(array.wrong("weights are 32-bit floats"));
    }
    let mut shape = Vec::new();
    for dim in array.want("shape")?.items()? {
        shape.push(usize::try_from(dim.u64()?).map_err(|_| array.wrong("a shape is too large"))?);
    }
    // The padding vectors of a transition network are stored with a leading 1.
    if shape.len() > 1 && shape[0] == 1 {
        shape.remove(0);
    }
    let data = floats(array.want("data")?.bytes()?);
    let volume = shape.iter().try_fold(1_usize, |volume, &dim| volume.checked_mul(dim));
    if shape.len() > 4 || volume != Some(data.len()) {
        return Err(array.wrong("a weight does not fit its shape"));
    }
    Ok(Table { shape, data })
}

/// Little-endian floats.
pub(super) fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
}
