//! The chief's numbers: when a report was first looked at and first decided, whether it was returned; how far people come
//! in the form; how satisfied they are. Counts have tables of their own, so that they outlive drafts and reports.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, string, text};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0016_numbers"
    }
}

/// Holds all that is read of a report, so that no report itself is: those are large.
const INDEX: &str = "CREATE INDEX report_numbers ON report (submitted_at, kind, area, status, returned, first_looked_at, first_decided_at)";

/// What the events say of reports that are there.
const FILL: [&str; 3] = [
    "UPDATE report SET first_looked_at = (SELECT MIN(at) FROM report_event WHERE report_event.report = report.id AND actor_kind = 'staff')",
    "UPDATE report SET first_decided_at = (SELECT MIN(at) FROM report_event WHERE report_event.report = report.id AND actor_kind = 'staff' AND code IN ('approved', 'officer_assigned', 'marked_duplicate'))",
    "UPDATE report SET returned = 1 WHERE EXISTS (SELECT 1 FROM report_event WHERE report_event.report = report.id AND code = 'more_asked')",
];

/// Columns of `report`, in the order in which they came.
const COLUMNS: [&str; 4] = ["first_looked_at", "first_decided_at", "returned", "rated"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let [looked, decided, returned, rated] = COLUMNS.map(Alias::new);
        for mut column in [
            big_integer_null(looked),
            big_integer_null(decided),
            integer(returned).default(0).take(),
            integer(rated).default(0).take(),
        ] {
            let change = Table::alter()
                .table(Alias::new("report"))
                .add_column(&mut column)
                .to_owned();
            manager.alter_table(change).await?;
        }
        let change = Table::alter()
            .table(Alias::new("draft"))
            .add_column(text(Alias::new("progress")).default("").take())
            .to_owned();
        manager.alter_table(change).await?;
        let form = counts("form_count", ["day", "kind", "step", "what"]);
        manager.create_table(form).await?;
        let satisfaction = counts("satisfaction_count", ["week", "kind", "outcome", "score"]);
        manager.create_table(satisfaction).await?;
        let connection = manager.get_connection();
        for statement in FILL.into_iter().chain([INDEX]) {
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .get_connection()
            .execute_unprepared("DROP INDEX report_numbers")
            .await?;
        for table in ["satisfaction_count", "form_count"] {
            manager
                .drop_table(Table::drop().table(Alias::new(table)).to_owned())
                .await?;
        }
        let columns = COLUMNS.map(|column| ("report", column));
        for (table, column) in [("draft", "progress")].into_iter().chain(columns) {
            let change = Table::alter()
                .table(Alias::new(table))
                .drop_column(Alias::new(column))
                .to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}

/// A count for each combination.
fn counts(table: &str, key: [&str; 4]) -> TableCreateStatement {
    let mut primary = Index::create();
    let mut created = Table::create();
    created.table(Alias::new(table));
    for column in key.map(Alias::new) {
        primary.col(column.clone());
        created.col(string(column));
    }
    created
        .col(big_integer(Alias::new("total")))
        .primary_key(&mut primary)
        .to_owned()
}
