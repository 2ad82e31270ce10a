//! Figures over the records of citizens and officers: two periods side by side.

use domain::field::Choice;
use domain::records::analysis::{Row, Section};
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct Statistics {
    /// Months as `YYYY-MM`: the first period, then the second.
    pub periods: [(String, String); 2],
    pub rows: Vec<Row>,
    /// The address of the same figures as CSV.
    pub csv: String,
}

impl Statistics {
    pub fn view(self) -> impl IntoView {
        let [first, second] = self.periods;
        let names = [&first, &second].map(|(from, to)| format!("{from} to {to}"));
        let tables = Section::ALL
            .iter()
            .map(|section| {
                let rows: Vec<&Row> = self
                    .rows
                    .iter()
                    .filter(|row| row.section == *section)
                    .collect();
                (!rows.is_empty()).then(|| table(*section, &rows, &names))
            })
            .collect_view();
        let empty = self.rows.is_empty();
        view! {
            <h1>"Statistics"</h1>
            <form method="get" action="/staff/statistics" class="filters">
                <label>"First period from " <input type="month" name="from" value=first.0/></label>
                <label>"to " <input type="month" name="to" value=first.1/></label>
                <label>"Second from " <input type="month" name="and_from" value=second.0/></label>
                <label>"to " <input type="month" name="and_to" value=second.1/></label>
                <button class="plain" type="submit">"Compare"</button>
            </form>
            {empty.then(|| view! { <p class="none">"There is no record of these months."</p> })}
            {tables}
            <p><a href=self.csv>"The same figures as CSV"</a></p>
        }
    }
}

fn table(section: Section, rows: &[&Row], names: &[String; 2]) -> AnyView {
    let title = section_name(section);
    let shown = |value: u64| {
        if section.is_money() {
            format!("${value}")
        } else {
            value.to_string()
        }
    };
    let lines = rows
        .iter()
        .map(|row| {
            let change = row.change();
            let sign = if change > 0 { "+" } else { "" };
            view! {
                <tr>
                    <td>{row.code.clone()}</td>
                    <td>{row.label.clone()}</td>
                    <td>{shown(row.first)}</td>
                    <td>{shown(row.second)}</td>
                    <td>{format!("{sign}{change}")}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h2>{title}</h2>
        <div class="wide" tabindex="0" role="region" aria-label=title>
            <table>
                <thead><tr>
                    <th scope="col">"Code"</th><th scope="col">"What"</th>
                    <th scope="col">{names[0].clone()}</th><th scope="col">{names[1].clone()}</th>
                    <th scope="col">"Change"</th>
                </tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}

const fn section_name(section: Section) -> &'static str {
    match section {
        Section::Source => "Who filed",
        Section::Class => "Incidents by class",
        Section::Offense => "Offenses by code",
        Section::Month => "Offenses by month",
        Section::Place => "Offenses by kind of place",
        Section::Clearance => "Clearance of Group A incidents",
        Section::Stolen => "Property stolen, in dollars",
        Section::Recovered => "Property recovered, in dollars",
        Section::Damaged => "Property damaged, in dollars",
    }
}
