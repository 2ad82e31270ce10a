//! Every table that leaves the desk: no cell of it is a formula, and it reads back as a table.

use crate::links::{approve, file, import};
use crate::support::hostile::TEXTS;
use crate::support::town::Town;
use axum::http::StatusCode;
use domain::access::{Role, may};
use domain::field::Choice;
use domain::incident::Kind;
use server::store::audit::{self, AuditEntry};
use server::store::{Actor, Uuid};
use server::web::routes::{Needs, routes};

/// A spreadsheet calculates what begins like this. A plain number is one, whatever its sign.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0']) && cell.parse::<f64>().is_err()
}

#[tokio::test]
async fn no_cell_of_any_table_of_the_desk_is_a_formula() {
    let town = Town::open().await;
    let mut ada = town.desk("ada", Role::Supervisor).await;
    // What a filer can bring into a table: words of a report, at a place, of a kind.
    let own = [
        ("place_address", "=1+1"),
        ("first_name", "@SUM(1)"),
        ("last_name", "+1"),
        ("place_pin", "41.14140,-73.35790"),
    ];
    let filed = file(&town, Kind::Vandalism, "=cmd", &own).await;
    approve(&mut ada, &filed).await;
    // What an officer's file can: a record, in a month with more than the month behind it, so that a change is negative.
    let line = |number: &str| {
        format!(
            r#"{{"case_number":"{number}","class":"non_criminal","non_criminal":"other","date":"2026-10-02","narrative":"=1+1"}}"#
        )
    };
    import(
        &town,
        &[line("26-0001"), line("26-0002"), line("26-0003")].join("\n"),
    )
    .await;
    // And whoever has an account: their name.
    for text in TEXTS {
        let actor = Actor::Staff {
            id: Uuid::now_v7(),
            name: text.to_owned(),
        };
        let entry = AuditEntry::new(town.clock.now(), actor, "test.row");
        audit::record(&town.state.store, &entry).await.expect("row");
    }
    let mut tables = Vec::new();
    for route in routes() {
        let Needs::Staff(action, _) = route.needs else {
            continue;
        };
        if !route.path.ends_with(".csv") {
            continue;
        }
        let role = Role::ALL
            .iter()
            .find(|role| may(**role, action))
            .expect("a role");
        let mut desk = town.desk(&format!("for{}", tables.len()), *role).await;
        let csv = desk.get(&route.path).await;
        assert_eq!(csv.status, StatusCode::OK, "{}", route.path);
        assert_eq!(
            csv.headers["content-type"], "text/csv; charset=utf-8",
            "{}",
            route.path
        );
        let disposition = csv.headers["content-disposition"].to_str().expect("text");
        assert!(
            disposition.starts_with("attachment; filename="),
            "{}: {disposition}",
            route.path
        );
        // Not flexible: a row that is longer than the head is an error.
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(csv.text.as_bytes());
        let rows: Vec<csv::StringRecord> =
            reader.records().map(|row| row.expect("a row")).collect();
        assert!(rows.len() > 3, "{} has rows: {}", route.path, csv.text);
        for cell in rows.iter().flatten() {
            assert!(!is_formula(cell), "{}: {cell}", route.path);
        }
        if route.path.contains("statistics") {
            assert!(csv.text.contains(",-"), "less than before: {}", csv.text);
        }
        tables.push(route.path.to_string());
    }
    assert_eq!(
        tables,
        [
            "/staff/statistics.csv",
            "/staff/numbers.csv",
            "/staff/map.csv",
            "/staff/audit.csv"
        ]
    );
}

#[tokio::test]
async fn a_formula_is_told_from_a_number() {
    for formula in ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "-", "+cmd"] {
        assert!(is_formula(formula), "{formula}");
    }
    for plain in ["-3", "+1.5", "'=1+1", "a=b", "", "2026-10"] {
        assert!(!is_formula(plain), "{plain}");
    }
}
