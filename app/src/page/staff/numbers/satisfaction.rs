//! How satisfied filers are.

use super::panels::{Source, counts, kind_name, outcome_name};
use super::{Cell, Group, Panel};
use crate::component::chart::{Bar, Shape};
use crate::words::Words;
use domain::field::Choice;
use domain::incident::Kind;
use domain::numbers::desk::Outcome;
use domain::numbers::satisfaction::{Answers, FEWEST, Score};

pub(super) fn group(source: &Source, words: &Words) -> Group {
    let all = Answers::of(&source.rated, |_| true);
    // Of few answers there is no chart.
    let distribution = all.each().map(|each| {
        let named = each
            .into_iter()
            .map(|(score, count)| (score_name(score).to_owned(), count))
            .collect();
        let head = ["Answer", "Filers", "Share, percent"];
        counts("satisfaction", "Answers", head, named)
    });
    let outcomes = [Outcome::Approved, Outcome::Officer, Outcome::Duplicate].map(|outcome| {
        let answers = Answers::of(&source.rated, |one| one.outcome == outcome);
        (outcome_name(outcome).to_owned(), answers)
    });
    let kinds = Kind::ALL.iter().map(|kind| {
        let answers = Answers::of(&source.rated, |one| one.kind == *kind);
        (kind_name(*kind, words), answers)
    });
    let lines: Vec<(String, Answers)> = kinds.chain(outcomes).collect();
    let means = Panel {
        code: "satisfaction_by".to_owned(),
        title: "Mean by kind and by outcome".to_owned(),
        about: "A bar for each kind and each outcome, up to 5 for very satisfied.".to_owned(),
        shape: Shape::Bars(
            lines
                .iter()
                .map(|(name, answers)| Bar {
                    label: name.clone(),
                    value: answers.mean().unwrap_or(0) as f64,
                    part: 0.0,
                    shown: Cell::Mean(answers.mean()).shown(),
                })
                .collect(),
        ),
        broad: false,
        head: vec!["Of", "Answers", "Mean"],
        rows: lines
            .iter()
            .map(|(name, answers)| {
                (
                    name.clone(),
                    vec![Cell::Count(answers.total()), Cell::Mean(answers.mean())],
                )
            })
            .collect(),
    };
    Group {
        title: "Satisfaction",
        about: format!(
            "What filers answered on the status page, in whole weeks, by the week of the answer. Answers are counted and belong to no report. Of fewer than {FEWEST} nothing is said."
        ),
        panels: distribution.into_iter().chain([means]).collect(),
        folded: Vec::new(),
    }
}

const fn score_name(score: Score) -> &'static str {
    match score {
        Score::VerySatisfied => "Very satisfied",
        Score::Satisfied => "Satisfied",
        Score::Neither => "Neither one nor the other",
        Score::Dissatisfied => "Dissatisfied",
        Score::VeryDissatisfied => "Very dissatisfied",
    }
}
