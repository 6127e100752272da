//! Says what each line of standard input names: `cargo run -p chancery-kb --example names <<< 'Hizbollah'`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use chancery_kb::{Entity, KnowledgeBase};

fn main() {
    let kb = KnowledgeBase::embedded();
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let meanings: Vec<String> = kb
            .names(&line)
            .chain(kb.surnames(&line))
            .map(|entry| {
                let (what, name) = match entry.entity {
                    Entity::State(id) => ("state", kb.state(id).name),
                    Entity::Organisation(id) => ("organisation", kb.organisation(id).name),
                    Entity::ArmedGroup(id) => ("armed group", kb.armed_group(id).name),
                    Entity::Person(id) => ("person", kb.person(id).name),
                    Entity::Region(id) => ("region", kb.region(id).name),
                };
                format!("{what} {name} ({:?}, {})", entry.how, entry.prominence)
            })
            .collect();
        println!("{line}\t{}", meanings.join("; "));
    }
}
