//! What is due first at the desk. The filer was promised a look by a day; a flag makes it sooner, and nothing makes it
//! later. This is an order among colleagues, not a promise to anybody.

use crate::eligibility::Advice;
use time::{Duration, OffsetDateTime};

/// Signs of bias are told to the State Police within 14 days (C.G.S. 29-7d).
pub const BIAS_CLOCK: Duration = Duration::days(14);

/// When somebody should have looked at the report.
#[must_use]
pub fn look_by(
    submitted: OffsetDateTime,
    promised: OffsetDateTime,
    advice: &[Advice],
) -> OffsetDateTime {
    let soonest = advice.iter().filter_map(|flag| within(*flag)).min();
    soonest.map_or(promised, |within| promised.min(submitted + within))
}

/// When the State Police must have been told, where there are signs of bias.
#[must_use]
pub fn bias_by(submitted: OffsetDateTime, advice: &[Advice]) -> Option<OffsetDateTime> {
    advice
        .contains(&Advice::Bias)
        .then(|| submitted + BIAS_CLOCK)
}

/// How soon a flag wants a look. A person may be in danger, or what can still be done goes cold: four hours. Else a day.
/// The crash form can wait for the promised day.
const fn within(flag: Advice) -> Option<Duration> {
    match flag {
        Advice::Threat
        | Advice::ProtectiveOrder
        | Advice::MayReturn
        | Advice::Child
        | Advice::Tracker
        | Advice::RecentWire => Some(Duration::hours(4)),
        Advice::Bias
        | Advice::Relation
        | Advice::Evidence
        | Advice::Plate
        | Advice::Prescription
        | Advice::PoliceGear => Some(Duration::DAY),
        Advice::CrashForm => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_flag_makes_a_report_due_sooner_and_never_later() {
        let submitted = datetime!(2026-11-20 17:00 UTC);
        let promised = datetime!(2026-11-24 17:00 UTC);
        let due = |advice: &[Advice]| look_by(submitted, promised, advice);
        assert_eq!(due(&[]), promised);
        assert_eq!(due(&[Advice::CrashForm]), promised);
        assert_eq!(due(&[Advice::Bias]), datetime!(2026-11-21 17:00 UTC));
        assert_eq!(
            due(&[Advice::Bias, Advice::Threat]),
            datetime!(2026-11-20 21:00 UTC)
        );
        for flag in Advice::ALL {
            assert!(due(&[flag]) <= promised, "{flag:?}");
            assert!(
                look_by(submitted, submitted, &[flag]) <= submitted,
                "{flag:?}"
            );
        }
    }

    #[test]
    fn the_bias_clock_runs_fourteen_days_from_the_submission() {
        let submitted = datetime!(2026-11-20 17:00 UTC);
        assert_eq!(bias_by(submitted, &[Advice::Threat]), None);
        assert_eq!(
            bias_by(submitted, &[Advice::Bias]),
            Some(datetime!(2026-12-04 17:00 UTC))
        );
    }
}
