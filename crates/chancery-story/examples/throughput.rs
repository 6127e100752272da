//! How fast stories and copies are found, in seconds of one processor, on articles made up by a generator with a fixed seed.
//!
//!     cargo run --release -p chancery-story --example throughput -- [ARTICLES] [dated|undated|crowds]
//!
//! `dated`: stories of one to some forty articles, over five years. `undated`: the same without dates, so that all
//! articles are held against all. `crowds`: thirty stories of thousands of articles each, without dates.
#![expect(clippy::print_stdout, reason = "the figures are the output")]

use anyhow::{Result, bail};
use chancery_story::{Copy, Report, Signature, Terms, origins, stories};

/// `SplitMix64` (Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    /// A word's number, the low ones far more often, much as Zipf's law has it.
    #[expect(
        clippy::cast_sign_loss,
        reason = "a power of a number above 1 less 1 is no less than 0"
    )]
    fn word(&mut self) -> u32 {
        let uniform = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        (200_000_f64.powf(uniform) - 1.0) as u32
    }
}

/// The words of a story, and its day.
struct Story {
    words: Vec<u32>,
    day: u32,
}

impl Story {
    fn new(random: &mut Random) -> Self {
        let words = (0..120).map(|_| random.word()).collect();
        Self { words, day: 18_000 + random.below(1_800) as u32 }
    }
}

/// An article of a story: four words in five are of it, the others any.
fn article(story: &Story, random: &mut Random) -> Vec<u32> {
    (0..250)
        .map(|_| match random.below(5) {
            0 => random.word(),
            _ => story.words[random.below(story.words.len() as u64) as usize],
        })
        .collect()
}

/// The stored form of an article's terms, as [`Terms`] describes it.
fn terms(words: &[u32], day: Option<u32>, random: &mut Random) -> Vec<u8> {
    let mut hashes: Vec<u32> = words.iter().map(|&w| w.wrapping_mul(0x9e37_79b1) >> 4).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let mut bytes = vec![1];
    let mut put = |mut number: u32, class: Option<u8>| {
        while number >= 0x80 {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
        bytes.extend(class);
    };
    put(day.map_or(0, |day| 2 * day + 1), None);
    put(hashes.len() as u32, None);
    let mut last = None;
    for &hash in &hashes {
        // A word has its class always.
        let class = (hash % 8) as u8;
        let step = last.map_or(hash, |last| hash - last - 1);
        put(step, Some(class << 4 | random.below(3) as u8));
        last = Some(hash);
    }
    bytes
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let n: usize = args.first().map_or(Ok(100_000), |n| n.parse())?;
    let kind = args.get(1).map_or("dated", String::as_str);
    let mut random = Random(1);
    let mut kept: Vec<(Vec<u8>, Vec<u8>)> = Vec::with_capacity(n);
    let mut made = 0;
    let mut n_stories = 0;
    while made < n {
        let story = Story::new(&mut random);
        let size = match kind {
            "crowds" => n.div_ceil(30),
            "dated" | "undated" => 40 / (1 + random.below(40) as usize),
            _ => bail!("dated, undated or crowds, not {kind:?}"),
        };
        n_stories += 1;
        for _ in 0..size.min(n - made) {
            let words = article(&story, &mut random);
            let day = (kind == "dated").then(|| story.day + random.below(3) as u32);
            let text: Vec<String> = words.iter().map(u32::to_string).collect();
            // Every fifth is cut from the one before.
            let signature = match kept.last() {
                Some((_, before)) if random.below(5) == 0 => before.clone(),
                _ => Signature::of(&text.join(" ")).to_bytes(),
            };
            kept.push((terms(&words, day, &mut random), signature));
            made += 1;
        }
    }
    let bytes: usize = kept.iter().map(|(terms, _)| terms.len()).sum();
    let start = seconds();
    let decoded: Vec<(Terms, Signature)> = kept
        .iter()
        .map(|(terms, signature)| {
            Ok((Terms::from_bytes(terms)?, Signature::from_bytes(signature)?))
        })
        .collect::<Result<_>>()?;
    let decoding = seconds() - start;
    let ids: Vec<String> = (0..n).map(|at| format!("{at:07}")).collect();
    let reports: Vec<Report<'_>> =
        ids.iter().zip(&decoded).map(|(id, (terms, _))| Report { id, terms }).collect();
    let start = seconds();
    let mut found = stories(&reports);
    let clustering = seconds() - start;
    found.sort_unstable();
    found.dedup();
    let copies: Vec<Copy<'_>> = ids
        .iter()
        .zip(&decoded)
        .map(|(id, (_, signature))| Copy {
            id,
            signature,
            published: None,
            publisher: None,
            credit: None,
        })
        .collect();
    let start = seconds();
    let mut texts = origins(&copies).of;
    let comparing = seconds() - start;
    texts.sort_unstable();
    texts.dedup();
    println!(
        "{n} articles ({kind}, {} bytes of terms each), {n_stories} stories made: digests read in {decoding:.2} s; \
         {} stories found in {clustering:.2} s, {:.0} articles/s with reading; {} different texts in {comparing:.2} s; \
         most memory {}",
        bytes / n,
        found.len(),
        n as f64 / (decoding + clustering),
        texts.len(),
        most_memory(),
    );
    Ok(())
}

/// Seconds that the processor has worked for this process, where the system says; others that use it do not count.
fn seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Fields 14 and 15 of proc(5), in hundredths; the second, a name in parentheses, may hold blanks.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The most memory that the process has held, where the system says.
fn most_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .map_or("unknown".to_owned(), |peak| peak.trim().to_owned())
}
