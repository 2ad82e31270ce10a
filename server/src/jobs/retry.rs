//! When a job that failed is tried again.
//!
//! After 1, 5, 15 and 60 minutes (a restart, a busy server, a short outage), then every hour for three days
//! (a weekend without anybody who could mend it). The tries then stand at 0, 1, 6, 21 and 81 minutes, and at
//! 81 + 60·n; the last within 72 h = 4,320 min is n = 70, at 4,281 min. So 5 + 70 = 75 tries.

use time::{Duration, OffsetDateTime};

/// How often a job is tried before it is given up.
pub const TRIES: u32 = 75;

/// When to try again after the `tries`th try failed; `None`: give it up.
#[must_use]
pub fn again_at(tries: u32, now: OffsetDateTime) -> Option<OffsetDateTime> {
    let minutes = match tries {
        0 | 1 => 1,
        2 => 5,
        3 => 15,
        tries if tries < TRIES => 60,
        _ => return None,
    };
    Some(now + Duration::minutes(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_tried_75_times_in_72_hours_and_then_given_up() {
        let start = OffsetDateTime::UNIX_EPOCH;
        let mut at = vec![start];
        while let Some(next) = again_at(at.len() as u32, at[at.len() - 1]) {
            at.push(next);
        }
        let minutes: Vec<i64> = at.iter().map(|at| (*at - start).whole_minutes()).collect();
        assert_eq!(minutes[..6], [0, 1, 6, 21, 81, 141]);
        assert_eq!((minutes.len(), minutes[74]), (75, 4_281));
        let end = 72 * 60;
        assert!((end - 60..=end).contains(&minutes[74]));
    }
}
