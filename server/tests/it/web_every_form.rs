//! What holds for every form: it takes the fields of its page and no other, and none before its turn.

use crate::support::filled::{Extent, answers, rules};
use crate::support::town::{Town, borrowed, fields};
use axum::http::StatusCode;
use domain::access::Role;
use domain::answers::RawAnswers;
use domain::incident::{Body, Kind};
use domain::journey::Journey;
use server::secret::{CookieValue, DraftKey};
use server::store::{drafts, reports, staff};
use server::web::routes::{Needs, Sent, Verb, routes};

const ID: &str = "0192aaaa-0000-7000-8000-000000000000";

/// Fields that no form has, each of which would be worth having.
const EXTRA: [(&str, &str); 4] = [
    ("status", "approved"),
    ("case_number", "WP26-000001"),
    ("locked_at", ""),
    ("decided_by", "ada"),
];

#[tokio::test]
async fn no_form_takes_a_field_that_its_page_does_not_have() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Mass").await;
    let mut supervisor = town.desk("ada", Role::Supervisor).await;
    let mut admin = town.desk("root", Role::Administrator).await;
    let ada = staff::by_login(town.state.store.reader(), "ada")
        .await
        .expect("read")
        .expect("ada");
    let mut filer = town.browser();
    filer
        .fill(&answers(Kind::LostProperty, Extent::Least, "Mass"))
        .await;
    let key = DraftKey::read(&filer.cookies["draft"]).expect("a draft");
    let draft = async || {
        drafts::load(town.state.store.reader(), key.hash())
            .await
            .expect("read")
    };
    let before = draft().await;
    let done = Journey::walk(
        &answers(Kind::LostProperty, Extent::Least, "Mass"),
        &rules(),
    )
    .done;
    let group = done
        .iter()
        .find(|step| matches!(step.body, Body::Group(_)))
        .expect("a list")
        .id;
    let mut tried = 0;
    for route in routes() {
        let (verb, needs) = (route.verb, route.needs);
        // A machine's body is JSON, and a copy that is checked a file: `api`, `web_verify`.
        if verb != Verb::Post || matches!(needs, Needs::Api(..)) || route.sent == Sent::Check {
            continue;
        }
        let list = route.path.contains("{entry}");
        let path = route
            .path
            .replace("{tracking}", &filed.compact())
            .replace("/accounts/{id}", &format!("/accounts/{}", ada.id))
            .replace("{id}", ID)
            .replace("{key}", "mail.receipt")
            .replace("{step}", if list { group } else { "emergency" })
            .replace(
                "{entry}",
                if route.path.ends_with("/remove") {
                    "0"
                } else {
                    "add"
                },
            );
        let browser = match needs {
            Needs::Public | Needs::Resident => &mut filer,
            Needs::Staff(..) | Needs::Glance(..)
                if path.starts_with("/staff/accounts") || path.starts_with("/staff/settings") =>
            {
                &mut admin
            }
            Needs::Staff(..) | Needs::Glance(..) | Needs::Api(..) => &mut supervisor,
        };
        for extra in EXTRA {
            let answer = browser.post(&path, &[extra]).await;
            assert_eq!(
                answer.status,
                StatusCode::BAD_REQUEST,
                "{path} {extra:?}: {}",
                answer.text
            );
            tried += 1;
        }
    }
    assert!(tried > 150, "{tried}: the walk went somewhere");
    assert_eq!(draft().await, before, "nothing was saved");
    let tracking = filed.tracking.parse().expect("a number");
    let row = reports::by_tracking(town.state.store.reader(), &tracking)
        .await
        .expect("read")
        .expect("a report");
    assert_eq!((row.version, row.case_number), (1, None));
    let still = staff::by_login(town.state.store.reader(), "ada")
        .await
        .expect("read")
        .expect("ada");
    assert_eq!(
        (still.role, still.disabled_at, still.locked_at),
        (Role::Supervisor, None, None)
    );
}

#[tokio::test]
async fn no_step_is_skipped_by_posting_the_ones_behind_it() {
    let town = Town::open().await;
    let given = answers(Kind::Vandalism, Extent::Most, "Skip");
    let mut filer = town.browser();
    filer.post("/report/start", &[]).await;
    let key = DraftKey::read(&filer.cookies["draft"]).expect("a draft");
    for step in Journey::walk(&given, &rules()).done.into_iter().skip(1) {
        let typed: Vec<(String, String)> = match &step.body {
            Body::Fields(specs) => fields(specs, &given, str::to_owned),
            Body::Group(_) => Vec::new(),
        };
        let typed = borrowed(&typed);
        let answer = filer.post(&format!("/report/{}", step.id), &typed).await;
        assert_eq!(
            answer.location(),
            "/report/emergency",
            "{}: {}",
            step.id,
            answer.text
        );
    }
    for path in ["/report/check", "/report/evidence"] {
        let fields: &[(&str, &str)] = if path.ends_with("check") {
            &[("certify", "yes")]
        } else {
            &[]
        };
        filer.post(path, fields).await;
    }
    assert_ne!(
        filer.get("/report/sent").await.status,
        StatusCode::OK,
        "nothing was filed"
    );
    let row = drafts::load(town.state.store.reader(), key.hash())
        .await
        .expect("read")
        .expect("a draft");
    assert_eq!((row.answers, row.outcome), (RawAnswers::default(), None));
}
