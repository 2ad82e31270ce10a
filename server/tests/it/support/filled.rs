//! Complete answers for every kind of report, made by walking the catalogue: a new question is answered here
//! by itself, by its type.

use domain::answers::{RawAnswers, entry_key};
use domain::field::Choice;
use domain::field::{FieldKind, FieldSpec};
use domain::incident::{Body, Kind, Kinds, Step};
use domain::journey::{End, Journey};
use domain::jurisdiction::{Jurisdiction, Layers};
use domain::report::{Certification, Draft, Report};
use domain::rules::Rules;
use std::sync::LazyLock;
use time::OffsetDateTime;
use time::macros::{date, datetime};

static WESTPORT: LazyLock<Jurisdiction> =
    LazyLock::new(|| Jurisdiction::new(&Layers::westport()).expect("the compiled-in layers"));

/// When the reports of the tests are sent: a Friday noon in Westport.
pub const SENT_AT: OffsetDateTime = datetime!(2026-11-20 17:00 UTC);

pub fn rules() -> Rules<'static> {
    Rules {
        today: date!(2026 - 11 - 20),
        jurisdiction: &WESTPORT,
        closed: Kinds::NONE,
    }
}

/// How much is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Required questions only, and every "is there more" with no.
    Least,
    /// Every question there is, two entries in every list, a pin beside I-95, a sign that gives advice.
    Most,
}

/// The answers of a complete report. Every free text begins with `word`.
pub fn answers(kind: Kind, extent: Extent, word: &str) -> RawAnswers {
    let mut answers = RawAnswers::default();
    let filler = Filler { kind, extent, word };
    // Each round answers one page; no journey has more than 40.
    for _ in 0..200 {
        match Journey::walk(&answers, &rules()).end {
            End::Question(step) => filler.fill(step, &mut answers),
            End::Stopped { at, stop } => panic!("{kind:?} stopped at {}: {stop:?}", at.id),
            End::Ready => break,
        }
    }
    if extent == Extent::Most {
        for step in Journey::walk(&answers, &rules()).done {
            filler.fill(step, &mut answers);
        }
    }
    let end = Journey::walk(&answers, &rules()).end;
    assert!(
        matches!(end, End::Ready),
        "{kind:?} {extent:?} ends at {end:?}"
    );
    answers
}

/// The report that these answers make.
pub fn report(answers: &RawAnswers) -> Report {
    let certification = Certification {
        notice_version: "2026-1".to_owned(),
        at: SENT_AT,
    };
    let draft = Draft {
        answers: answers.clone(),
        certification: Some(certification),
    };
    Report::try_from_draft(&draft, &rules()).expect("a complete report")
}

struct Filler<'a> {
    kind: Kind,
    extent: Extent,
    word: &'a str,
}

impl Filler<'_> {
    fn fill(&self, step: &Step, answers: &mut RawAnswers) {
        match &step.body {
            Body::Fields(fields) => {
                for spec in *fields {
                    self.put(spec, spec.key.to_owned(), answers);
                }
            }
            Body::Group(group) => {
                let entries = if self.extent == Extent::Most {
                    2
                } else {
                    group.min
                };
                for index in 0..entries {
                    for spec in group.fields {
                        self.put(spec, entry_key(group.key, index, spec.key), answers);
                    }
                }
            }
        }
    }

    fn put(&self, spec: &FieldSpec, key: String, answers: &mut RawAnswers) {
        let wanted = self.extent == Extent::Most || spec.need == domain::field::Need::Required;
        if wanted && answers.get(&key).is_empty() {
            answers.set(key, self.value(spec));
        }
    }

    fn value(&self, spec: &FieldSpec) -> String {
        let most = self.extent == Extent::Most;
        let text = |max: u16| -> String {
            format!("{} {}, “curly”, a\u{301}é 警察", self.word, spec.key)
                .chars()
                .take(usize::from(max))
                .collect()
        };
        match spec.kind {
            FieldKind::Text { max } | FieldKind::SafeText { max } => text(max),
            FieldKind::LongText { max, .. } => {
                let long = format!(
                    "{}\n\nIt was dark.\tThen <b>nothing</b> & {{more}}.",
                    text(max)
                );
                long.chars().take(usize::from(max)).collect()
            }
            FieldKind::Day if spec.key == "born" => "4/5/1980".to_owned(),
            FieldKind::Day => "11/18/2026".to_owned(),
            FieldKind::Time => "2:30 pm".to_owned(),
            FieldKind::Money => "$1,234.50".to_owned(),
            FieldKind::Phone => "203 555 0142".to_owned(),
            FieldKind::Email => format!("{}@example.org", self.word.to_lowercase()),
            FieldKind::Zip => "06880".to_owned(),
            FieldKind::Plate => "AB 12345".to_owned(),
            FieldKind::Vin => "1M8GDM9AXKP042788".to_owned(),
            FieldKind::Imei => "490154203237518".to_owned(),
            FieldKind::Year => "2019".to_owned(),
            FieldKind::LastFour => "6789".to_owned(),
            FieldKind::Count => "3".to_owned(),
            // On the Post Road, 40 m from nothing; and beside I-95 at exit 17.
            FieldKind::Point if most => "41.12163,-73.36975".to_owned(),
            FieldKind::Point => "41.14140,-73.35790".to_owned(),
            FieldKind::Choice => self.choice(spec).to_owned(),
            FieldKind::Choices => {
                let ticked: Vec<_> = spec
                    .options
                    .iter()
                    .copied()
                    .filter(|code| *code != "none")
                    .collect();
                if most && spec.key != "signs" {
                    ticked.join(",")
                } else if most {
                    ticked[0].to_owned()
                } else {
                    spec.options[spec.options.len() - 1].to_owned()
                }
            }
        }
    }

    fn choice(&self, spec: &FieldSpec) -> &'static str {
        let most = self.extent == Extent::Most;
        match spec.key {
            "kind" => self.kind.code(),
            "emergency" | "suspect" | "on_area" => "no",
            "weapon" => "no",
            "area" => "in_town",
            "lives_in_town" => "yes",
            "call_area" => "received_in_town",
            "after_advice" => "go_on",
            "role" if most => "victim",
            "role" => "reporting_party",
            _ if most && spec.options.contains(&"yes") => "yes",
            _ if spec.options.contains(&"no") => "no",
            _ => spec.options[0],
        }
    }
}
