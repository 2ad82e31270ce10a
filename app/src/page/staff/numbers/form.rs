//! Where people stop in the form, kind by kind and page by page.

use super::panels::{Source, bar, counts, kind_name};
use super::{Cell, Group, Panel};
use crate::component::chart::{Shape, grouped};
use crate::words::Words;
use domain::eligibility::Stop;
use domain::field::Choice;
use domain::numbers::form::CHECK;
use domain::numbers::funnel::{Funnel, PageFigures, funnels, stops};

pub(super) fn group(source: &Source, words: &Words) -> Group {
    let funnels = funnels(&source.counted);
    let all =
        |funnel: &Funnel, of: fn(&PageFigures) -> u64| funnel.pages.iter().map(of).sum::<u64>();
    let overview = Panel {
        code: "form".to_owned(),
        title: "Who began and who sent a report".to_owned(),
        about:
            "A bar for each kind: how many began, and at its end how many of them came no further."
                .to_owned(),
        shape: Shape::Bars(
            funnels
                .iter()
                .filter_map(|funnel| Some((funnel, funnel.kind?)))
                .map(|(funnel, kind)| {
                    let began = funnel.share_filed().whole;
                    let ended = all(funnel, PageFigures::ended).min(began);
                    bar(
                        kind_name(kind, words),
                        began,
                        ended,
                        format!("{} sent", funnel.share_filed()),
                    )
                })
                .collect(),
        ),
        broad: false,
        head: vec![
            "Kind",
            "Began",
            "Sent",
            "Sent, percent",
            "Stopped by a rule",
            "Asked for an officer",
            "Left",
        ],
        rows: funnels
            .iter()
            .filter_map(|funnel| Some((funnel, funnel.kind?)))
            .map(|(funnel, kind)| {
                let share = funnel.share_filed();
                let sums = [
                    all(funnel, |page| page.stopped),
                    all(funnel, |page| page.officer),
                    all(funnel, |page| page.left),
                ];
                let cells = [
                    Cell::Count(share.whole),
                    Cell::Count(share.part),
                    Cell::Share(share),
                ];
                (
                    kind_name(kind, words),
                    cells.into_iter().chain(sums.map(Cell::Count)).collect(),
                )
            })
            .collect(),
    };
    let stopped = stops(&source.counted)
        .into_iter()
        .map(|(stop, count)| (stop_name(stop).to_owned(), count))
        .collect();
    let stopped = counts(
        "stops",
        "Rules that stopped somebody",
        ["Rule", "Times", "Share, percent"],
        stopped,
    );
    Group {
        title: "Where people stop in the form",
        about: format!(
            "Pages are counted, not people: each once for a form, on the day on which it was first shown. Whoever was stopped by a rule may correct an answer and go on, or ask for an officer, and counts for both. The end of a bar that is set off came no further; where there are two figures, it is the second. A form counts as left when it is forgotten, {} days after it was last touched, on that last day; so the latest weeks have few.",
            source.draft_days
        ),
        panels: vec![overview, stopped],
        folded: funnels.iter().map(|funnel| pages(funnel, words)).collect(),
    }
}

/// The pages of one kind.
fn pages(funnel: &Funnel, words: &Words) -> Panel {
    let (code, name) = match funnel.kind {
        None => (
            "form_before_kind".to_owned(),
            "Before the kind is chosen".to_owned(),
        ),
        Some(kind) => (format!("form_{}", kind.code()), kind_name(kind, words)),
    };
    let shown = |page: &PageFigures| match page.ended() {
        0 => grouped(page.reached),
        ended => format!("{} / {}", grouped(page.reached), grouped(ended)),
    };
    let sent = funnel.kind.map(|_| {
        let nothing = std::iter::repeat_n(Cell::Nothing, 3);
        let cells = [Cell::Count(funnel.filed)].into_iter().chain(nothing);
        ("Sent".to_owned(), cells.collect())
    });
    Panel {
        code,
        title: format!("{name}, page by page"),
        about: "A bar for each page: how many came there, and at its end how many came no further."
            .to_owned(),
        shape: Shape::Bars(
            funnel
                .pages
                .iter()
                .map(|page| {
                    bar(
                        page_name(page.step, words),
                        page.reached,
                        page.ended().min(page.reached),
                        shown(page),
                    )
                })
                .collect(),
        ),
        broad: true,
        head: vec![
            "Page",
            "Came there",
            "Stopped by a rule",
            "Asked for an officer",
            "Left",
        ],
        rows: funnel
            .pages
            .iter()
            .map(|page| {
                let cells = [page.reached, page.stopped, page.officer, page.left];
                (page_name(page.step, words), cells.map(Cell::Count).into())
            })
            .chain(sent)
            .collect(),
    }
}

fn page_name(step: &str, words: &Words) -> String {
    if step == CHECK {
        "Check the answers and send".to_owned()
    } else {
        words.t(&format!("step.{step}.title"))
    }
}

/// Short, and no two alike: the filer's own titles are for one page at a time.
const fn stop_name(stop: Stop) -> &'static str {
    match stop {
        Stop::Emergency => "An emergency",
        Stop::OtherKind => "Something else happened",
        Stop::ClosedKind => "A kind that is taken by telephone at present",
        Stop::OutsideTown => "Outside the town",
        Stop::SherwoodIsland => "Sherwood Island State Park",
        Stop::MerrittParkway => "Merritt Parkway",
        Stop::I95 => "I-95",
        Stop::Ramp => "A highway ramp",
        Stop::NonResident => "Lives in another town",
        Stop::KnownSuspect => "A known suspect",
        Stop::Firearm => "A firearm",
        Stop::OtherWeapon => "Another weapon",
    }
}
