//! Mail and records that did not arrive: what failed, and sending it again.

use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct Deliveries {
    pub lines: Vec<DeliveryLine>,
    pub may_send_again: bool,
}

#[derive(Debug, Clone)]
pub struct DeliveryLine {
    pub id: String,
    pub what: String,
    pub tracking: Option<String>,
    pub state: String,
    pub attempts: i64,
    pub error: String,
    pub next: Option<String>,
}

impl Deliveries {
    pub fn view(self) -> impl IntoView {
        let again = self.may_send_again;
        let empty = self.lines.is_empty();
        let rows = self
            .lines
            .into_iter()
            .map(|line| {
                let href = line.tracking.as_ref().map(|tracking| format!("/staff/reports/{tracking}"));
                let name = line.what.clone();
                view! {
                    <tr>
                        <td>{line.what}</td>
                        <td>{match (href, line.tracking) {
                            (Some(href), Some(tracking)) => view! { <a href=href>{tracking}</a> }.into_any(),
                            _ => "–".into_any(),
                        }}</td>
                        <td>{line.state}</td>
                        <td>{line.attempts.to_string()}</td>
                        <td>{line.error}</td>
                        <td>{line.next}</td>
                        <td>{again.then(|| view! {
                            <form method="post" action=format!("/staff/deliveries/{}/again", line.id)>
                                <button class="plain" type="submit">"Send again"<span class="sr">{format!(": {name}")}</span></button>
                            </form>
                        })}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <h1>"Deliveries in trouble"</h1>
            {if empty {
                view! { <p class="none">"Everything arrived."</p> }.into_any()
            } else {
                view! {
                    <div class="wide" tabindex="0" role="region" aria-label="Deliveries">
                        <table>
                            <thead><tr>
                                <th scope="col">"What"</th><th scope="col">"Report"</th><th scope="col">"State"</th>
                                <th scope="col">"Tries"</th><th scope="col">"Last problem"</th><th scope="col">"Next try"</th>
                                <th scope="col">"Again"</th>
                            </tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                }.into_any()
            }}
        }
    }
}
