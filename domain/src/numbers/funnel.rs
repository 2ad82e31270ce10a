//! Where people stop in the form: the pages of each kind in the order of the catalogue, with how many came there and how
//! it ended.

use super::form::{CHECK, What};
use super::share::Share;
use crate::eligibility::{Stop, screening};
use crate::field::Choice;
use crate::incident::{Kind, steps};

/// How often something was counted at a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub kind: Option<Kind>,
    pub step: String,
    pub what: What,
    pub total: u64,
}

/// One page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageFigures {
    /// The name of the page.
    pub step: &'static str,
    pub reached: u64,
    /// By a rule.
    pub stopped: u64,
    pub officer: u64,
    pub left: u64,
}

impl PageFigures {
    /// How many came no further.
    #[must_use]
    pub const fn ended(&self) -> u64 {
        self.stopped + self.officer + self.left
    }
}

/// The pages of one kind, or those before one is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funnel {
    pub kind: Option<Kind>,
    pub pages: Vec<PageFigures>,
    pub filed: u64,
}

impl Funnel {
    /// Of whoever saw the first page, the share that sent a report.
    #[must_use]
    pub fn share_filed(&self) -> Share {
        Share {
            part: self.filed,
            whole: self.pages.first().map_or(0, |page| page.reached),
        }
    }
}

/// The pages before a kind is chosen, then those of each kind.
#[must_use]
pub fn funnels(counted: &[Counted]) -> Vec<Funnel> {
    let kinds = Kind::ALL.iter().copied().map(Some);
    [None]
        .into_iter()
        .chain(kinds)
        .map(|kind| funnel(kind, counted))
        .collect()
}

fn funnel(kind: Option<Kind>, counted: &[Counted]) -> Funnel {
    let before = screening::steps(None);
    let own = steps(kind)
        .map(|step| step.id)
        .filter(|id| kind.is_none() || before.iter().all(|step| step.id != *id))
        .chain(kind.map(|_| CHECK));
    let total = |step: &str, fits: &dyn Fn(What) -> bool| -> u64 {
        counted
            .iter()
            .filter(|of| of.kind == kind && of.step == step && fits(of.what))
            .map(|of| of.total)
            .sum()
    };
    Funnel {
        kind,
        pages: own
            .map(|step| PageFigures {
                step,
                reached: total(step, &|what| what == What::Reached),
                stopped: total(step, &|what| matches!(what, What::Stopped(_))),
                officer: total(step, &|what| what == What::Officer),
                left: total(step, &|what| what == What::Left),
            })
            .collect(),
        filed: total(CHECK, &|what| what == What::Filed),
    }
}

/// How often each rule stopped somebody.
#[must_use]
pub fn stops(counted: &[Counted]) -> Vec<(Stop, u64)> {
    Stop::ALL
        .into_iter()
        .map(|stop| {
            let of = counted
                .iter()
                .filter(|of| of.what == What::Stopped(stop))
                .map(|of| of.total);
            (stop, of.sum())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_in_the_order_of_the_catalogue_each_with_its_counts() {
        let of = |kind, step: &str, what, total| Counted {
            kind,
            step: step.to_owned(),
            what,
            total,
        };
        let lost = Some(Kind::LostProperty);
        let counted = [
            of(None, "emergency", What::Reached, 9),
            of(None, "emergency", What::Stopped(Stop::Emergency), 2),
            of(lost, "area", What::Reached, 5),
            of(lost, "area", What::Stopped(Stop::I95), 1),
            of(lost, "area", What::Officer, 1),
            of(lost, "you", What::Left, 1),
            of(lost, CHECK, What::Filed, 2),
            // A page that the catalogue no longer has.
            of(lost, "gone", What::Reached, 4),
        ];
        let found = funnels(&counted);
        assert_eq!(found.len(), 1 + Kind::ALL.len());
        let names: Vec<&str> = found[0].pages.iter().map(|page| page.step).collect();
        assert_eq!(names, ["emergency", "kind"]);
        assert_eq!(
            (found[0].pages[0].reached, found[0].pages[0].stopped),
            (9, 2)
        );
        assert_eq!(found[1].kind, lost);
        let first = found[1].pages[0];
        assert_eq!((first.step, first.reached, first.ended()), ("area", 5, 2));
        assert_eq!(found[1].share_filed().to_string(), "40%");
        let last = found[1].pages.last().expect("pages");
        assert_eq!((last.step, last.reached), (CHECK, 0));
        assert_eq!(found[2].share_filed().to_string(), "–");
        let by = |stop| stops(&counted).into_iter().find(|(of, _)| *of == stop);
        assert_eq!(by(Stop::I95), Some((Stop::I95, 1)));
        assert_eq!(by(Stop::Firearm), Some((Stop::Firearm, 0)));
    }
}
