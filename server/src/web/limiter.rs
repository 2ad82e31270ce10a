//! Slows down guessing: so many wrong tries from one address in a window, and no more.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;
use time::{Duration, OffsetDateTime};

/// Ten wrong tries in 15 minutes. An access code has 31^8 ≈ 8.5 × 10¹¹ values: at this rate one address needs
/// more than two million years for half of them.
const MOST: u32 = 10;
const WINDOW: Duration = Duration::minutes(15);
/// At most this many addresses are remembered, about 4 MB; when it is full, those whose window is over go first.
const MOST_ADDRESSES: usize = 50_000;

#[derive(Default)]
pub struct Limiter {
    tries: Mutex<HashMap<IpAddr, (OffsetDateTime, u32)>>,
}

impl Limiter {
    /// Whether this address has tries left.
    #[must_use]
    pub fn allows(&self, address: IpAddr, now: OffsetDateTime) -> bool {
        let Ok(tries) = self.tries.lock() else {
            return false;
        };
        tries
            .get(&network(address))
            .is_none_or(|(since, count)| now - *since > WINDOW || *count < MOST)
    }

    /// Counts a wrong try.
    pub fn wrong(&self, address: IpAddr, now: OffsetDateTime) {
        let Ok(mut tries) = self.tries.lock() else {
            return;
        };
        if tries.len() >= MOST_ADDRESSES {
            tries.retain(|_, (since, _)| now - *since <= WINDOW);
        }
        if tries.len() >= MOST_ADDRESSES {
            tries.clear();
        }
        let entry = tries.entry(network(address)).or_insert((now, 0));
        if now - entry.0 > WINDOW {
            *entry = (now, 0);
        }
        entry.1 += 1;
    }
}

/// An IPv6 subscriber has a whole /64: its addresses count as one.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let mut segments = v6.segments();
            segments[4..].fill(0);
            IpAddr::from(segments)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_wrong_tries_close_the_window_for_this_address_alone() {
        let limiter = Limiter::default();
        let now = OffsetDateTime::UNIX_EPOCH;
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        for _ in 0..MOST {
            assert!(limiter.allows(one, now));
            limiter.wrong(one, now);
        }
        assert!(!limiter.allows(one, now));
        assert!(limiter.allows(other, now));
        assert!(limiter.allows(one, now + WINDOW + Duration::seconds(1)));
    }
}
