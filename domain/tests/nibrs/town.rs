//! Reports as a town would file them: complete journeys with answers drawn from a seed.

use domain::answers::{RawAnswers, entry_key};
use domain::field::{Choice, FieldKind, FieldSpec, Need};
use domain::incident::{Body, Kind, Kinds, Step};
use domain::journey::{End, Journey};
use domain::jurisdiction::{Jurisdiction, Layers};
use domain::report::{Certification, Draft, Report};
use domain::rules::Rules;
use std::sync::LazyLock;
use time::macros::{date, datetime};

static WESTPORT: LazyLock<Jurisdiction> =
    LazyLock::new(|| Jurisdiction::new(&Layers::westport()).expect("layers"));

pub fn rules() -> Rules<'static> {
    Rules {
        today: date!(2026 - 11 - 20),
        jurisdiction: &WESTPORT,
        closed: Kinds::NONE,
    }
}

/// A small generator of numbers: the same seed, the same town.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("fits") % bound
    }

    fn one_in(&mut self, chance: usize) -> bool {
        self.below(chance) == 0
    }
}

/// A complete report of a kind.
pub fn report(kind: Kind, seed: u64) -> Report {
    let mut dice = Dice::new(seed);
    let mut answers = RawAnswers::default();
    for _ in 0..200 {
        match Journey::walk(&answers, &rules()).end {
            End::Question(step) => fill(kind, step, &mut answers, &mut dice),
            End::Stopped { at, stop } => panic!("{kind:?} stopped at {}: {stop:?}", at.id),
            End::Ready => {
                // Lists that may stay empty are on the path without an answer.
                for step in Journey::walk(&answers, &rules()).done {
                    if matches!(&step.body, Body::Group(group) if group.min == 0) {
                        fill(kind, step, &mut answers, &mut dice);
                    }
                }
                return made(answers);
            }
        }
    }
    panic!(
        "{kind:?} {seed} does not end: {:?}",
        Journey::walk(&answers, &rules()).end
    )
}

/// The report that answers make.
pub fn made(answers: RawAnswers) -> Report {
    let certification = Some(Certification {
        notice_version: "1".to_owned(),
        at: datetime!(2026-11-20 17:00 UTC),
    });
    Report::try_from_draft(
        &Draft {
            answers,
            certification,
        },
        &rules(),
    )
    .expect("a report")
}

fn fill(kind: Kind, step: &Step, answers: &mut RawAnswers, dice: &mut Dice) {
    match &step.body {
        Body::Fields(fields) => {
            for spec in *fields {
                put(kind, spec, spec.key.to_owned(), answers, dice);
            }
        }
        Body::Group(group) => {
            // Now and then more kinds of things than a segment has room for.
            let most = if dice.one_in(8) { 18 } else { 4 };
            let entries = group.min + dice.below(most);
            for index in 0..entries {
                for spec in group.fields {
                    put(
                        kind,
                        spec,
                        entry_key(group.key, index, spec.key),
                        answers,
                        dice,
                    );
                }
            }
        }
    }
}

fn put(kind: Kind, spec: &FieldSpec, key: String, answers: &mut RawAnswers, dice: &mut Dice) {
    // An end of a span before its start is an error of the filer's: left out.
    let span = matches!(spec.key, "to_day" | "misuse_last_day");
    let wanted = spec.need == Need::Required || (!span && !dice.one_in(3));
    if wanted && answers.get(&key).is_empty() {
        let value = value(kind, spec, dice);
        answers.set(key, value);
    }
}

fn value(kind: Kind, spec: &FieldSpec, dice: &mut Dice) -> String {
    match spec.kind {
        FieldKind::Day if spec.key == "born" => {
            format!(
                "{}/{}/{}",
                1 + dice.below(12),
                1 + dice.below(28),
                1910 + dice.below(116)
            )
        }
        FieldKind::Day => {
            let year = if dice.one_in(10) {
                2022 + dice.below(4)
            } else {
                2026
            };
            format!("{}/{}/{year}", 1 + dice.below(10), 1 + dice.below(28))
        }
        FieldKind::Time => format!("{}:{:02}", dice.below(24), dice.below(60)),
        FieldKind::Money => match dice.below(6) {
            0 => "0".to_owned(),
            1 => "0.40".to_owned(),
            2 => format!("{}", 9_000_000 + dice.below(1_000_000)),
            _ => format!("${}.{:02}", dice.below(5_000), dice.below(100)),
        },
        FieldKind::Phone => "203 555 0142".to_owned(),
        FieldKind::Email => "ana@example.org".to_owned(),
        FieldKind::Zip => "06880".to_owned(),
        FieldKind::Plate => "AB 12345".to_owned(),
        FieldKind::Vin => "1M8GDM9AXKP042788".to_owned(),
        FieldKind::Imei => "490154203237518".to_owned(),
        FieldKind::Year => "2021".to_owned(),
        FieldKind::LastFour => "1234".to_owned(),
        FieldKind::Count => "3".to_owned(),
        FieldKind::Point => "41.14140,-73.35790".to_owned(),
        FieldKind::Text { max } | FieldKind::SafeText { max } => {
            let text = match spec.key {
                "home_city" if !dice.one_in(3) => "WESTPORT",
                _ => "D’Angelo <b>&amp; 警察 \u{202e}x\n2",
            };
            text.chars().take(usize::from(max)).collect()
        }
        FieldKind::LongText { .. } => {
            "It was dark when I came back.\n\nThen nothing & <more>.".to_owned()
        }
        FieldKind::Choice => choice(kind, spec, dice).to_owned(),
        FieldKind::Choices => {
            let real: Vec<&str> = spec
                .options
                .iter()
                .copied()
                .filter(|code| *code != "none")
                .collect();
            let ticked: Vec<&str> = real.iter().copied().filter(|_| dice.one_in(2)).collect();
            match ticked.is_empty() {
                false => ticked.join(","),
                true => spec.options[spec.options.len() - 1].to_owned(),
            }
        }
    }
}

fn choice(kind: Kind, spec: &FieldSpec, dice: &mut Dice) -> &'static str {
    match spec.key {
        "kind" => kind.code(),
        "emergency" | "suspect" | "on_area" | "weapon" => "no",
        "area" => "in_town",
        "lives_in_town" => "yes",
        "call_area" => "received_in_town",
        "after_advice" => "go_on",
        _ => spec.options[dice.below(spec.options.len())],
    }
}
