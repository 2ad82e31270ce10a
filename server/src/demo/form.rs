//! Who began the form and how far they came: for each report the pages that its filer saw, and for some of them somebody
//! who began the same kind of report that day and did not send it. And how satisfied some filers were. Counts only.

use super::dice::Dice;
use super::plan::{DAYS, Plan, Turn};
use crate::clock::Clock;
use crate::store::numbers::{self, FormSums, RatedSums};
use domain::eligibility::Stop;
use domain::field::Choice;
use domain::journey::Journey;
use domain::numbers::desk::Outcome;
use domain::numbers::form::{Mark, Progress, What};
use domain::numbers::satisfaction::Score;
use time::{Date, Duration, OffsetDateTime};

/// After which drafts are forgotten.
const KEPT: Duration = Duration::days(30);

/// What there is to count, a day beside each.
#[derive(Default)]
pub struct Sums {
    pub form: FormSums,
    pub rated: RatedSums,
}

impl Sums {
    /// Adds what another batch has counted.
    pub fn add(&mut self, other: Self) {
        for (own, others) in [(&mut self.form, other.form), (&mut self.rated, other.rated)] {
            for (key, total) in others {
                *own.entry(key).or_default() += total;
            }
        }
    }
}

/// The chance of one report's counts: a stream that nothing else draws from.
fn dice(seed: u64, plan: &Plan) -> Dice {
    Dice::new(seed, u64::MAX / 4 - plan.index)
}

/// Counts the form of a report that was sent, and whoever gave up beside it.
pub fn count(sums: &mut FormSums, seed: u64, plan: &Plan, journey: &Journey, days: (Date, Date)) {
    let (day, today) = days;
    let mut dice = dice(seed, plan);
    let pages = Progress::default().advance(journey);
    let mut add = |mark: &Mark| numbers::add(sums, day, mark, 1);
    pages.iter().for_each(&mut add);
    add(&Mark::filed(plan.kind));
    if !dice.percent(45) {
        return;
    }
    // Most of who gives up does so early, or where names and telephone numbers are asked for.
    let last = pages.len().saturating_sub(1) as u64;
    let place = match dice.weighted(&[35, 30, 20, 15]) {
        0 => dice.below(last.min(4)),
        1 => dice.below(last),
        2 => last.saturating_sub(dice.below(3)),
        _ => dice.below(last.min(6)),
    };
    let place = usize::try_from(place).unwrap_or(0);
    let Some(at) = pages.get(place) else { return };
    pages.iter().take(place + 1).for_each(&mut add);
    let what = stop(&mut dice, at).map_or_else(
        || match dice.percent(12) {
            true => Some(What::Officer),
            // Who left in the last weeks has not been forgotten yet.
            false => (day + KEPT < today).then_some(What::Left),
        },
        |stop| Some(What::Stopped(stop)),
    );
    if let Some(what) = what {
        add(&Mark { what, ..at.clone() });
    }
}

/// The rule that stops somebody at this page.
fn stop(dice: &mut Dice, at: &Mark) -> Option<Stop> {
    let rules: &[Stop] = match at.step.as_str() {
        "emergency" => &[Stop::Emergency],
        "kind" => &[Stop::OtherKind],
        "area" => &[
            Stop::OutsideTown,
            Stop::I95,
            Stop::MerrittParkway,
            Stop::SherwoodIsland,
            Stop::Ramp,
        ],
        "residence" => &[Stop::NonResident],
        "call-area" => &[Stop::OutsideTown],
        "checks" => &[
            Stop::KnownSuspect,
            Stop::KnownSuspect,
            Stop::OtherWeapon,
            Stop::Firearm,
        ],
        "place" => &[Stop::OutsideTown],
        _ => return None,
    };
    dice.percent(60).then(|| dice.pick(rules))
}

/// Counts how satisfied the filer of a report is, if they said so before now. `false`: they did not.
pub fn rate(
    sums: &mut RatedSums,
    seed: u64,
    plan: &Plan,
    clock: &Clock,
    now: OffsetDateTime,
) -> bool {
    let mut dice = Dice::new(seed, u64::MAX / 4 * 3 - plan.index);
    let decided = plan.life.iter().find_map(|(at, turn)| match turn {
        Turn::Approve => Some((*at, Outcome::Approved)),
        Turn::Officer { .. } => Some((*at, Outcome::Officer)),
        Turn::Duplicate(_) => Some((*at, Outcome::Duplicate)),
        Turn::Start
        | Turn::Ask
        | Turn::Reply
        | Turn::Withdraw
        | Turn::Supplement
        | Turn::ReadSupplements => None,
    });
    let Some((decided, outcome)) = decided else {
        return false;
    };
    let answered = decided + Duration::hours(dice.between(1, 24 * 25));
    if !dice.percent(24) || answered > now || answered < now - Duration::days(DAYS) {
        return false;
    }
    let weights = match outcome {
        Outcome::Approved => [46, 34, 11, 6, 3],
        Outcome::Officer => [31, 33, 18, 12, 6],
        Outcome::Open | Outcome::Duplicate | Outcome::Withdrawn => [12, 26, 30, 20, 12],
    };
    let score = Score::ALL[dice.weighted(&weights)];
    let day = clock.local(answered).date();
    numbers::add_rated(sums, day, plan.kind, outcome, score);
    true
}
