//! How satisfied filers are. Answers are counted by week, kind and outcome and belong to no report. Of few answers nothing
//! is said: one of two could be recognised.

use super::desk::Outcome;
use crate::choices;
use crate::field::Choice;
use crate::incident::Kind;
use crate::review::Status;

choices! {
    /// The five answers to "How satisfied are you with this service?", the best first.
    Score {
        VerySatisfied = "5",
        Satisfied = "4",
        Neither = "3",
        Dissatisfied = "2",
        VeryDissatisfied = "1",
    }
}

impl Score {
    /// From 1 to 5.
    #[must_use]
    pub const fn points(self) -> u64 {
        match self {
            Self::VerySatisfied => 5,
            Self::Satisfied => 4,
            Self::Neither => 3,
            Self::Dissatisfied => 2,
            Self::VeryDissatisfied => 1,
        }
    }
}

/// The fewest answers of which anything is said.
pub const FEWEST: u64 = 5;

/// Whether the filer of a report that stands so is asked: the department has decided it.
#[must_use]
pub const fn is_asked(status: Status) -> bool {
    match Outcome::of(status) {
        Outcome::Approved | Outcome::Officer | Outcome::Duplicate => true,
        Outcome::Open | Outcome::Withdrawn => false,
    }
}

/// How often an answer was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rated {
    pub kind: Kind,
    pub outcome: Outcome,
    pub score: Score,
    pub total: u64,
}

/// Some answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// In the order of [`Score::ALL`].
    counts: [u64; 5],
}

impl Answers {
    /// Those that fit.
    #[must_use]
    pub fn of(rated: &[Rated], fits: impl Fn(&Rated) -> bool) -> Self {
        let mut answers = Self::default();
        for one in rated.iter().filter(|one| fits(one)) {
            for (count, score) in answers.counts.iter_mut().zip(Score::ALL) {
                if one.score == *score {
                    *count += one.total;
                }
            }
        }
        answers
    }

    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The mean in hundredths, rounded half up.
    #[must_use]
    pub fn mean(&self) -> Option<u64> {
        let total = self.total();
        let points: u64 = self
            .each_count()
            .map(|(score, count)| score.points() * count)
            .sum();
        (total >= FEWEST).then(|| (points * 200 + total) / (total * 2))
    }

    /// How often each answer was given.
    #[must_use]
    pub fn each(&self) -> Option<Vec<(Score, u64)>> {
        (self.total() >= FEWEST).then(|| self.each_count().collect())
    }

    fn each_count(&self) -> impl Iterator<Item = (Score, u64)> {
        Score::ALL.iter().copied().zip(self.counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_of_all_answers_and_of_few_nothing_is_said() {
        let rated = |score, total| Rated {
            kind: Kind::LostProperty,
            outcome: Outcome::Approved,
            score,
            total,
        };
        let few = [
            rated(Score::VerySatisfied, 3),
            rated(Score::Dissatisfied, 1),
        ];
        let answers = Answers::of(&few, |_| true);
        assert_eq!(
            (answers.total(), answers.mean(), answers.each()),
            (4, None, None)
        );
        let enough = [few[0], few[1], rated(Score::Dissatisfied, 2)];
        let answers = Answers::of(&enough, |_| true);
        // (3 × 5 + 3 × 2) / 6
        assert_eq!((answers.total(), answers.mean()), (6, Some(350)));
        let each = answers.each().expect("enough");
        assert_eq!(each[0], (Score::VerySatisfied, 3));
        assert_eq!(each[3], (Score::Dissatisfied, 3));
        assert_eq!(
            Answers::of(&enough, |one| one.kind == Kind::Vandalism).total(),
            0
        );
        for score in Score::ALL {
            assert_eq!(score.code(), score.points().to_string());
        }
    }
}
