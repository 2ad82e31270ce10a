//! What may belong together: on the page of a report, and as series of all records. Only the desk sees it: a filer is
//! never told of another's report.

use domain::field::Choice;
use domain::links::{LinkState, Reason, Strength};
use leptos::prelude::*;

/// One record, as a link names it.
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    /// The case number.
    pub number: String,
    /// The page of the report that it comes from; an officer's incident has none.
    pub href: Option<String>,
    /// What, when and where, and who filed it.
    pub about: String,
}

/// One link.
#[derive(Debug, Clone)]
pub struct LinkLine {
    /// For a decision; absent while the report is not approved.
    pub id: Option<String>,
    /// Of a report's own page only the other.
    pub parties: Vec<Party>,
    pub reason: Reason,
    pub strength: Strength,
    pub because: String,
    pub state: LinkState,
    /// Who confirmed or dismissed it, and when.
    pub decided: Option<String>,
}

/// The links of one report.
#[derive(Debug, Clone, Default)]
pub struct Links {
    pub lines: Vec<LinkLine>,
    /// What stands in too many records.
    pub crowded: Vec<String>,
    /// The report is no record yet: nothing is kept of this.
    pub pending: bool,
    pub may_decide: bool,
    /// Where a decision leads back to.
    pub back: String,
}

impl Links {
    pub fn view(&self) -> Option<AnyView> {
        if self.lines.is_empty() && self.crowded.is_empty() {
            return None;
        }
        let lines = self
            .lines
            .iter()
            .map(|line| drawn(line, self.may_decide, &self.back))
            .collect_view();
        let crowded = self
            .crowded
            .iter()
            .map(|said| view! { <p class="hint">{said.clone()}</p> })
            .collect_view();
        let pending = self.pending.then(|| {
            view! { <p class="hint">"As the report stands now. A link is kept, and can be confirmed or dismissed, once it is approved."</p> }
        });
        Some(
            view! {
                <h2 id="links">"May belong together"</h2>
                {pending}
                {(!self.lines.is_empty()).then(|| view! { <ul class="links">{lines}</ul> })}
                {crowded}
            }
            .into_any(),
        )
    }
}

/// Series over all records, lost and found, and a look-up.
#[derive(Debug, Clone)]
pub struct LinksPage {
    /// What was looked up, as it was typed.
    pub look: String,
    /// What was found of it; `None`: nothing was asked.
    pub hits: Option<Vec<Hit>>,
    /// Weak links count too.
    pub weak: bool,
    pub series: Vec<Series>,
    /// How many of the latest links were looked at, where there are more.
    pub cut: Option<u64>,
    pub found: Vec<LinkLine>,
    pub may_decide: bool,
    /// This page, for the way back from a decision.
    pub back: String,
}

/// A record that carries what was looked up.
#[derive(Debug, Clone)]
pub struct Hit {
    pub party: Party,
    /// E.g. `serial number or engraving ABC123, stolen`.
    pub what: String,
}

/// Records that hang together.
#[derive(Debug, Clone)]
pub struct Series {
    pub parties: Vec<Party>,
    /// How many more there are.
    pub more: usize,
    pub links: Vec<LinkLine>,
    pub more_links: usize,
}

impl LinksPage {
    pub fn view(self) -> impl IntoView {
        let hits = self.hits.as_ref().map(|hits| looked_up(hits));
        let series = self
            .series
            .iter()
            .enumerate()
            .map(|(place, series)| one_series(place, series, self.may_decide, &self.back))
            .collect_view();
        let none = self.series.is_empty();
        let found = self
            .found
            .iter()
            .map(|line| drawn(line, self.may_decide, &self.back))
            .collect_view();
        let nothing_found = self.found.is_empty();
        view! {
            <h1>"Series, lost and found"</h1>
            <p class="hint">"Hints from the records of citizens and officers. A link says that two records share something, not that one person did both. No filer sees any of this."</p>
            <form method="get" action="/staff/links" class="filters">
                <label>"Serial number, IMEI, VIN, engraving, plate, telephone, e-mail or graffiti " <input type="text" name="look" value=self.look maxlength="80" autocomplete="off"/></label>
                <label><input type="checkbox" name="weak" value="yes" checked=self.weak/>" Weak links too"</label>
                <button class="plain" type="submit">"Look up"</button>
            </form>
            {hits}
            <h2 id="series">"Series"</h2>
            {none.then(|| view! { <p class="none">"No two records are linked."</p> })}
            {series}
            {self.cut.map(|cut| view! { <p class="hint">{format!("Made of the latest {cut} links; there are more.")}</p> })}
            <h2 id="found">"Lost and found"</h2>
            {nothing_found.then(|| view! { <p class="none">"No thing stands in two records."</p> })}
            {(!nothing_found).then(|| view! { <ul class="links">{found}</ul> })}
        }
    }
}

fn looked_up(hits: &[Hit]) -> AnyView {
    if hits.is_empty() {
        return view! { <p class="none" role="status">"No record carries it."</p> }.into_any();
    }
    let lines = hits
        .iter()
        .map(|hit| view! { <li>{party(&hit.party)}" · "{hit.what.clone()}</li> })
        .collect_view();
    view! {
        <h2>"Records that carry it"</h2>
        <ul class="parties">{lines}</ul>
    }
    .into_any()
}

fn one_series(place: usize, series: &Series, may_decide: bool, back: &str) -> AnyView {
    let parties = series
        .parties
        .iter()
        .map(|one| view! { <li>{party(one)}</li> })
        .collect_view();
    let links = series
        .links
        .iter()
        .map(|line| drawn(line, may_decide, back))
        .collect_view();
    let mut reasons: Vec<&str> = series
        .links
        .iter()
        .map(|link| link.reason.title())
        .collect();
    reasons.sort_unstable();
    reasons.dedup();
    let count = series.parties.len() + series.more;
    let id = format!("series-{place}");
    view! {
        <section class="series" aria-labelledby=id>
            <h3 id=id.clone()>{format!("{count} records: {}", reasons.join("; "))}</h3>
            <ul class="parties">{parties}</ul>
            {(series.more > 0).then(|| view! { <p class="hint">{format!("And {} more.", series.more)}</p> })}
            <details>
                <summary>{format!("Why: {} links", series.links.len() + series.more_links)}</summary>
                <ul class="links">{links}</ul>
                {(series.more_links > 0).then(|| view! { <p class="hint">{format!("And {} more.", series.more_links)}</p> })}
            </details>
        </section>
    }
    .into_any()
}

/// A record with the way to its report, where there is one.
pub fn party(party: &Party) -> AnyView {
    let number = party.number.clone();
    let about = party.about.clone();
    match party.href.clone() {
        Some(href) => view! { <a href=href>{number}</a>" "{about} }.into_any(),
        None => view! { <strong>{number}</strong>" "{about} }.into_any(),
    }
}

/// A link with its reason, its weight and what may be done with it.
pub fn drawn(line: &LinkLine, may_decide: bool, back: &str) -> AnyView {
    let parties = line
        .parties
        .iter()
        .map(|one| view! { <p>{party(one)}</p> })
        .collect_view();
    let numbers: Vec<&str> = line
        .parties
        .iter()
        .map(|party| party.number.as_str())
        .collect();
    let what = format!(": {}, {}", line.reason.title(), numbers.join(" and "));
    let state = match line.state {
        LinkState::Suggested => None,
        LinkState::Confirmed => Some("Confirmed"),
        LinkState::Dismissed => Some("Dismissed"),
    };
    let decided = state.map(|state| match &line.decided {
        Some(by) => format!("{state} by {by}"),
        None => state.to_owned(),
    });
    let actions = line.id.as_ref().filter(|_| may_decide).map(|id| {
        let button = |state: LinkState, verb: &'static str, words: &'static str| {
            (line.state != state).then(|| {
                view! {
                    <form method="post" action=format!("/staff/links/{id}/{verb}")>
                        <input type="hidden" name="back" value=back.to_owned()/>
                        <button class="plain" type="submit">{words}<span class="sr">{what.clone()}</span></button>
                    </form>
                }
            })
        };
        view! {
            <div class="inline">
                {button(LinkState::Confirmed, "confirm", "Confirm")}
                {button(LinkState::Dismissed, "dismiss", "Dismiss")}
            </div>
        }
    });
    let class = format!("{} {}", line.strength.code(), line.state.code());
    view! {
        <li class=class data-link=line.id.clone()>
            <p><strong>{line.reason.title()}</strong>{format!(" · {}", line.strength.title())}</p>
            <p>{line.because.clone()}</p>
            {parties}
            {decided.map(|decided| view! { <p class="hint">{decided}</p> })}
            {actions}
        </li>
    }
    .into_any()
}
