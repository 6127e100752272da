use std::time::Duration;

use texting_robots::Robot;

/// Programs called so are meant by a `robots.txt`.
pub(crate) const NAME: &str = "chancery";
/// What a site may ask for between two requests is obeyed up to this.
const LONGEST_DELAY: Duration = Duration::from_secs(60);
/// Bytes of a `robots.txt` that are read: RFC 9309, 2.5.
pub(crate) const ROBOTS_LIMIT: u64 = 512 * 1024;

/// What the `robots.txt` of a site says to us: RFC 9309.
pub(crate) enum Rules {
    /// There is none, so all is allowed.
    All,
    /// It cannot be read for now, so nothing is: 2.3.1.4.
    None {
        why: String,
    },
    Some(Box<Robot>),
}

impl Rules {
    pub(crate) fn parse(text: &[u8]) -> Self {
        Robot::new(NAME, text).map_or(Self::All, |robot| Self::Some(Box::new(robot)))
    }

    pub(crate) fn delay(&self) -> Duration {
        let seconds = match self {
            Self::Some(robot) => robot.delay.unwrap_or_default(),
            _ => 0.0,
        };
        Duration::try_from_secs_f32(seconds).unwrap_or_default().min(LONGEST_DELAY)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Rules;

    #[test]
    fn rules_for_us_win_over_rules_for_all() {
        let rules = Rules::parse(b"User-agent: *\nDisallow: /\n\nUser-agent: Chancery\nDisallow: /private\nCrawl-delay: 500\n");
        let Rules::Some(robot) = &rules else { panic!("there are rules") };
        assert!(robot.allowed("https://a.example/news"));
        assert!(!robot.allowed("https://a.example/private/a"));
        assert_eq!(rules.delay(), Duration::from_secs(60));
        assert_eq!(Rules::parse(b"\xFF\xFE<html>").delay(), Duration::ZERO);
    }
}
