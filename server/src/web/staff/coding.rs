//! What a report comes to in the statistics, for the report page: before the decision every way in which it can
//! be judged, with the rules that each would break; afterwards the record as it was written.

use crate::state::State;
use crate::store::reports::{self, ReportRow};
use crate::store::{StoreError, records};
use crate::usecase::decide::reread;
use app::page::staff::coding::Coding;
use domain::field::choice::YesNo;
use domain::judgement::{Damage, Judgement, Question, alternatives, asked};
use domain::nibrs::codes::Code;
use domain::nibrs::coding::{Context, code};
use domain::nibrs::rules::{Finding, submission};
use domain::nibrs::segment::Parts;
use domain::nibrs::values::{IncidentNumber, YearMonth};
use domain::records::{Class, NonCriminal, Record};

/// What the officer must judge, and what comes of each judgement.
pub struct Desk {
    pub questions: Vec<Question>,
    pub codings: Vec<Coding>,
}

/// Nothing, when the report cannot be read any more: an approval then says so.
pub async fn of(state: &State, row: &ReportRow) -> Result<Desk, StoreError> {
    let month = YearMonth::of(state.clock.today());
    if let Some(record) = records::of_report(state.store.reader(), row.id).await? {
        return Ok(Desk {
            questions: Vec::new(),
            codings: vec![coding(None, &record, month)],
        });
    }
    let open = row.status.is_undecided();
    let answers = reports::as_corrected(state.store.reader(), row).await?;
    let (Ok(report), Ok(number)) = (
        reread(state, row, &answers),
        PENDING.parse::<IncidentNumber>(),
    ) else {
        return Ok(Desk {
            questions: Vec::new(),
            codings: Vec::new(),
        });
    };
    if !open {
        return Ok(Desk {
            questions: Vec::new(),
            codings: Vec::new(),
        });
    }
    let questions = asked(&report);
    let context = Context {
        number,
        town: &state.settings.department.town,
    };
    let codings = alternatives(&questions)
        .iter()
        .filter_map(|judgement| {
            let record = code(&report, judgement, &context).ok()?;
            Some(coding(condition(judgement), &record, month))
        })
        .collect();
    Ok(Desk { questions, codings })
}

/// Stands for the case number that is not given yet.
const PENDING: &str = "PENDING";

fn condition(judgement: &Judgement) -> Option<&'static str> {
    match (judgement.damage, judgement.threat) {
        (Some(Damage::Substantial), _) => Some("If the damage is substantial"),
        (Some(Damage::Minor), _) => Some("If it is minor"),
        (Some(Damage::NotDeliberate), _) => Some("If it was not deliberate"),
        (None, Some(YesNo::Yes)) => Some("If there was a threat"),
        (None, Some(YesNo::No)) => Some("If there was none"),
        (None, None) => None,
    }
}

fn coding(when: Option<&'static str>, record: &Record, month: YearMonth) -> Coding {
    let (lines, findings) = match &record.class {
        Class::GroupA(incident) => {
            let parts = incident.parts();
            let mut findings = submission(parts, month);
            findings.extend(incident.warnings());
            (described(parts), findings)
        }
        Class::GroupB(code) => (
            vec![format!(
                "{} {}: Group B, kept here and not submitted without an arrest",
                code.code(),
                code.label()
            )],
            Vec::new(),
        ),
        Class::NonCriminal(why) => (
            vec![format!("No offense: {}", non_criminal(*why))],
            Vec::new(),
        ),
    };
    Coding {
        when,
        lines,
        findings: findings.iter().map(finding).collect(),
    }
}

fn finding(finding: &Finding) -> String {
    let about = &finding.about;
    format!("Rule {}, {about}: {}", finding.rule, finding.words)
}

fn described(parts: &Parts) -> Vec<String> {
    let mut lines: Vec<String> = parts
        .offenses
        .iter()
        .map(|offense| {
            let done = if offense.attempted {
                "attempted"
            } else {
                "completed"
            };
            let bias = offense.bias.iter().map(|bias| bias.label());
            format!(
                "{} {}, {done}, at {} {}, bias: {}",
                offense.code.code(),
                offense.code.label(),
                offense.location.code(),
                offense.location.label(),
                bias.collect::<Vec<_>>().join(", ")
            )
        })
        .collect();
    for property in &parts.property {
        let items: Vec<String> = property
            .items
            .iter()
            .map(|item| {
                let value = item.value.map_or(0, u64::from);
                format!("{} {} ${value}", item.code.code(), item.code.label())
            })
            .collect();
        let listed = if items.is_empty() {
            "nothing listed".to_owned()
        } else {
            items.join("; ")
        };
        lines.push(format!(
            "Loss {} {}: {listed}",
            property.loss.code(),
            property.loss.label()
        ));
    }
    for victim in &parts.victims {
        lines.push(format!("Victim: {}", victim.kind.label()));
    }
    lines
}

const fn non_criminal(why: NonCriminal) -> &'static str {
    match why {
        NonCriminal::LostProperty => "lost property",
        NonCriminal::Collision => "a collision",
        NonCriminal::MinorDamage => "the damage is not substantial",
        NonCriminal::NotDeliberate => "it was not done on purpose",
        NonCriminal::Other => "a service or civil matter",
    }
}
