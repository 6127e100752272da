//! Stories are a function of the set of articles: of no order, and whole however large.

use chancery_story::{Report, Terms, stories};

/// The stored form of terms, all of class *rest* and of the least weight, by ascending hash.
fn terms(hashes: &[u32], day: Option<u32>) -> Terms {
    let mut hashes = hashes.to_vec();
    hashes.sort_unstable();
    hashes.dedup();
    let mut bytes = vec![1];
    let mut put = |mut number: u32| {
        while number >= 0x80 {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
    };
    put(day.map_or(0, |day| 2 * day + 1));
    put(hashes.len() as u32);
    let mut last = None;
    for &hash in &hashes {
        put(last.map_or(hash, |last| hash - last - 1));
        put(7 << 4);
        last = Some(hash);
    }
    Terms::from_bytes(&bytes).expect("it is the documented form")
}

/// Articles of `sizes` stories: thirty words of the story, three of any.
fn articles(sizes: &[usize]) -> Vec<(String, Terms)> {
    let mut articles = Vec::new();
    for (story, &size) in (0_u32..).zip(sizes) {
        for report in 0..size as u32 {
            let own = (0..30).map(|word| 1_000 * (story + 1) + (report * 7 + word * 3) % 40);
            let common = (0..3).map(|word| (report * 11 + word * 17 + story) % 500);
            let hashes: Vec<u32> = own.chain(common).collect();
            articles.push((format!("s{story}-{report:03}"), terms(&hashes, Some(100 * story))));
        }
    }
    articles
}

/// The partition by id: for each article, in the order of ids, the id that stands for its story.
fn partition(articles: &[(String, Terms)]) -> Vec<(String, String)> {
    let reports: Vec<Report<'_>> =
        articles.iter().map(|(id, terms)| Report { id, terms }).collect();
    let found = stories(&reports);
    let mut named: Vec<(String, String)> = found
        .iter()
        .zip(articles)
        .map(|(&story, (id, _))| (id.clone(), articles[story].0.clone()))
        .collect();
    named.sort_unstable();
    named
}

#[test]
fn order_does_not_matter() {
    let mut articles = articles(&[5, 1, 8, 3, 2]);
    let first = partition(&articles);
    for (id, story) in &first {
        assert_eq!(
            id.split('-').next(),
            story.split('-').next(),
            "{id} stands in the story of {story}"
        );
        assert!(story.ends_with("000"), "{story} is not the least of its story");
    }
    for step in [1, 3, 7] {
        articles.rotate_left(step);
        let middle = articles.len() / 2;
        articles[..middle].reverse();
        assert_eq!(partition(&articles), first);
    }
}

#[test]
fn a_crowd_is_one_story() {
    // Far more reports of one happening than each is paired with, among many others.
    let mut sizes = [4; 401];
    sizes[0] = 300;
    let found = partition(&articles(&sizes));
    let crowd = found.iter().filter(|(_, story)| story == "s0-000").count();
    assert_eq!(crowd, 300);
}

#[test]
fn nothing_and_articles_without_words_are_no_trouble() {
    assert!(stories(&[]).is_empty());
    let empty = Terms::default();
    let reports = [Report { id: "a", terms: &empty }, Report { id: "b", terms: &empty }];
    assert_eq!(stories(&reports), [0, 1]);
}
