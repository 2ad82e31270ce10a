//! What happens when: every report of the year with its kind, its moments and its end, before any of it is told. Case
//! numbers follow the order of approvals over all reports, so this comes first.

use super::dice::Dice;
use crate::clock::Clock;
use crate::secret::DraftKey;
use domain::field::Choice;
use domain::incident::Kind;
use domain::number::{ResumeCode, TrackingNumber};
use time::{Duration, OffsetDateTime, Weekday};

/// Days of history.
pub const DAYS: i64 = 365;

/// One report.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its place by time, from 0: the name of its chance.
    pub index: u64,
    pub kind: Kind,
    /// With a sign that an officer would serve the filer better.
    pub flagged: bool,
    pub submitted: OffsetDateTime,
    /// Which of the reviewers looks at it.
    pub reviewer: usize,
    /// What happens afterwards, up to now.
    pub life: Vec<(OffsetDateTime, Turn)>,
}

/// One turn in the life of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Start,
    Ask,
    Reply,
    Approve,
    /// Told by e-mail, or called.
    Officer {
        by_mail: bool,
    },
    /// Of the report with this index.
    Duplicate(u64),
    Withdraw,
    Supplement,
    ReadSupplements,
}

impl Turn {
    /// Whether it is the filer's.
    #[must_use]
    pub const fn is_filers(self) -> bool {
        match self {
            Self::Reply | Self::Withdraw | Self::Supplement => true,
            Self::Start
            | Self::Ask
            | Self::Approve
            | Self::Officer { .. }
            | Self::Duplicate(_)
            | Self::ReadSupplements => false,
        }
    }
}

/// Reports of a hundred, in the order of `Kind::ALL`: lost property, vehicle burglary, vandalism, damage to a vehicle,
/// identity theft, harassing calls.
const SHARES: [u32; 6] = [25, 21, 13, 15, 19, 7];

/// How the months differ, January first: the beach in summer, unlocked cars in fall, tax season, pumpkins.
const MONTHS: [[u32; 12]; 6] = [
    [6, 6, 7, 8, 9, 11, 12, 12, 9, 8, 7, 8],
    [8, 7, 7, 8, 8, 9, 10, 10, 11, 12, 10, 9],
    [6, 5, 7, 8, 9, 10, 11, 10, 9, 12, 8, 6],
    [11, 11, 9, 8, 8, 8, 8, 8, 8, 9, 9, 12],
    [10, 12, 12, 11, 8, 7, 7, 7, 8, 8, 10, 11],
    [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9],
];
const MOST: u64 = 12;

/// When people write, by the hour of the day.
const HOURS: [u32; 24] = [
    2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 10, 9, 8, 8, 8, 8, 9, 10, 10, 9, 8, 7, 5, 3,
];

/// Plans so many reports over the year before now.
#[must_use]
pub fn plan(
    reports: u64,
    seed: u64,
    clock: &Clock,
    now: OffsetDateTime,
    reviewers: usize,
) -> Vec<Plan> {
    let today = clock.local(now).date();
    let mut dice = Dice::new(seed, u64::MAX);
    let mut sent: Vec<(OffsetDateTime, Kind)> = Vec::new();
    while (sent.len() as u64) < reports {
        let place = dice.weighted(&SHARES);
        let day = today - Duration::days(dice.between(0, DAYS - 1));
        let month = usize::from(u8::from(day.month())) - 1;
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let weight = u64::from(MONTHS[place][month]) * if weekend { 9 } else { 12 };
        let hour = i64::try_from(dice.weighted(&HOURS)).unwrap_or(12);
        let second = dice.between(0, 3_599);
        let at = clock.midnight(day) + Duration::hours(hour) + Duration::seconds(second);
        if dice.below(MOST * 12) < weight && at <= now {
            sent.push((at, Kind::ALL[place]));
        }
    }
    sent.sort_by_key(|(at, _)| *at);
    let kinds: Vec<Kind> = sent.iter().map(|(_, kind)| *kind).collect();
    (0..)
        .zip(sent)
        .map(|(index, (submitted, kind))| {
            let mut dice = Dice::new(seed, index * 4);
            let flagged = dice.percent(match kind {
                Kind::HarassingCalls => 30,
                Kind::Vandalism | Kind::VehicleBurglary => 18,
                Kind::IdentityTheft | Kind::DamageToVehicle => 10,
                Kind::LostProperty => 4,
            });
            let mut life = life(&mut dice, clock, submitted, flagged, earlier(&kinds, index));
            // What is still to come has not happened.
            life.retain(|(at, _)| *at <= now);
            Plan {
                index,
                kind,
                flagged,
                submitted,
                reviewer: usize::try_from(dice.below(reviewers as u64)).unwrap_or(0),
                life,
            }
        })
        .collect()
}

/// The latest earlier report of the same kind.
fn earlier(kinds: &[Kind], index: u64) -> Option<u64> {
    let own = usize::try_from(index).ok()?;
    let place = kinds[..own].iter().rposition(|kind| *kind == kinds[own])?;
    u64::try_from(place).ok()
}

fn life(
    dice: &mut Dice,
    clock: &Clock,
    submitted: OffsetDateTime,
    flagged: bool,
    earlier: Option<u64>,
) -> Vec<(OffsetDateTime, Turn)> {
    let mut turns = Vec::new();
    if dice.percent(2) {
        turns.push((
            submitted + Duration::minutes(dice.between(20, 600)),
            Turn::Withdraw,
        ));
        return turns;
    }
    let minutes = match dice.weighted(&[55, 33, 10, 2]) {
        0 => dice.between(15, 420),
        1 => dice.between(420, 1_500),
        2 => dice.between(1_500, 3_200),
        _ => dice.between(3_200, 6_000),
    };
    let mut at = at_the_desk(submitted + Duration::minutes(minutes), dice, clock);
    turns.push((at, Turn::Start));
    at += Duration::minutes(dice.between(4, 45));
    if dice.percent(11) {
        turns.push((at, Turn::Ask));
        if dice.percent(15) {
            // Nobody ever answered.
            return turns;
        }
        at += Duration::minutes(dice.between(90, 5_000));
        turns.push((at, Turn::Reply));
        at = at_the_desk(at + Duration::minutes(dice.between(30, 1_200)), dice, clock);
        turns.push((at, Turn::Start));
        at += Duration::minutes(dice.between(4, 30));
    }
    let end = match (
        dice.weighted(&[
            if flagged { 60 } else { 94 },
            if flagged { 37 } else { 3 },
            3,
        ]),
        earlier,
    ) {
        (1, _) => Turn::Officer {
            by_mail: dice.percent(65),
        },
        (2, Some(of)) => Turn::Duplicate(of),
        _ => Turn::Approve,
    };
    turns.push((at, end));
    if end == Turn::Approve && dice.percent(5) {
        at += Duration::minutes(dice.between(1_000, 20_000));
        turns.push((at, Turn::Supplement));
        at = at_the_desk(at + Duration::minutes(dice.between(60, 3_000)), dice, clock);
        turns.push((at, Turn::ReadSupplements));
    }
    turns
}

/// The same moment, or the next morning when nobody is at the desk.
fn at_the_desk(at: OffsetDateTime, dice: &mut Dice, clock: &Clock) -> OffsetDateTime {
    let local = clock.local(at);
    let after = Duration::minutes(dice.between(0, 110));
    match local.hour() {
        0..8 => clock.midnight(local.date()) + Duration::hours(8) + after,
        8..19 => at,
        _ => clock.midnight(local.date() + Duration::DAY) + Duration::hours(8) + after,
    }
}

/// The draft that a report comes from, and its tracking number: both follow from the seed, so that a duplicate can name
/// its original before that is written.
#[must_use]
pub fn names(seed: u64, index: u64) -> (DraftKey, TrackingNumber) {
    let mut dice = Dice::new(seed, index * 4 + 1);
    let key = DraftKey::from(ResumeCode::from_random(|| dice.byte()));
    (key, TrackingNumber::from_random(|| dice.byte()))
}
