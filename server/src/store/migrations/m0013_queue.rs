//! The desk's queue at any size: what is due first, by status, kind, part of the town and flag; who has claimed a report;
//! and what a report is found by.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, string, text_null, uuid, uuid_null,
};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0013_queue"
    }
}

/// Each list is one range of one index, in its order.
const INDEXES: [&str; 13] = [
    "CREATE INDEX report_queue ON report (status, sort_at, id)",
    "CREATE INDEX report_queue_kind ON report (status, kind, sort_at, id)",
    "CREATE INDEX report_queue_area ON report (status, area, sort_at, id)",
    "CREATE INDEX report_queue_kind_area ON report (status, kind, area, sort_at, id)",
    "CREATE INDEX report_claimed ON report (claimed_by, sort_at, id) WHERE claimed_by IS NOT NULL",
    // Few rows of many: asked for at every look at the queue.
    "CREATE INDEX report_unread_supplements ON report (sort_at, id) WHERE unread_supplements > 0",
    "CREATE INDEX report_not_indexed ON report (id) WHERE indexed = 0",
    "CREATE INDEX report_flag_queue ON report_flag (flag, status, sort_at, report)",
    "CREATE INDEX report_flag_queue_kind ON report_flag (flag, status, kind, sort_at, report)",
    "CREATE INDEX report_flag_queue_area ON report_flag (flag, status, area, sort_at, report)",
    "CREATE INDEX report_flag_queue_kind_area ON report_flag (flag, status, kind, area, sort_at, report)",
    // For the day on which a report goes.
    "CREATE INDEX report_token_report ON report_token (report)",
    "CREATE INDEX report_flag_report ON report_flag (report)",
];

/// Columns of `report`, in the order in which they came.
const COLUMNS: [&str; 7] = [
    "due_at",
    "sort_at",
    "area",
    "indexed",
    "claimed_by",
    "claimed_by_name",
    "claimed_until",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let [
            due_at,
            sort_at,
            area,
            indexed,
            claimed_by,
            claimed_by_name,
            claimed_until,
        ] = COLUMNS.map(Alias::new);
        for mut column in [
            big_integer(due_at).default(0).take(),
            big_integer(sort_at).default(0).take(),
            string(area).default("").take(),
            integer(indexed).default(0).take(),
            uuid_null(claimed_by),
            text_null(claimed_by_name),
            big_integer_null(claimed_until),
        ] {
            let change = Table::alter()
                .table(Alias::new("report"))
                .add_column(&mut column)
                .to_owned();
            manager.alter_table(change).await?;
        }
        manager.create_table(flags()).await?;
        manager.create_table(tokens()).await?;
        let connection = manager.get_connection();
        // What a flag or the map makes of it is added by the first start; until then the promised day counts.
        connection
            .execute_unprepared(
                "UPDATE report SET due_at = review_by, sort_at = CASE WHEN status IN ('submitted', 'under_review') THEN review_by ELSE submitted_at END",
            )
            .await?;
        for old in ["report_queue", "report_unread_supplements"] {
            connection
                .execute_unprepared(&format!("DROP INDEX {old}"))
                .await?;
        }
        for index in INDEXES {
            connection.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for index in INDEXES {
            let name = index.split(' ').nth(2).unwrap_or_default();
            connection
                .execute_unprepared(&format!("DROP INDEX {name}"))
                .await?;
        }
        for table in ["report_token", "report_flag"] {
            manager
                .drop_table(Table::drop().table(Alias::new(table)).to_owned())
                .await?;
        }
        for column in COLUMNS {
            let change = Table::alter()
                .table(Alias::new("report"))
                .drop_column(Alias::new(column))
                .to_owned();
            manager.alter_table(change).await?;
        }
        for index in [
            "CREATE INDEX report_queue ON report (status, review_by, id)",
            "CREATE INDEX report_unread_supplements ON report (review_by, id) WHERE unread_supplements > 0",
        ] {
            connection.execute_unprepared(index).await?;
        }
        Ok(())
    }
}

/// One row for each flag of a report and one for having any, with what its lists are sorted and narrowed by.
fn flags() -> TableCreateStatement {
    let [report, flag, status, kind, area, sort_at] =
        ["report", "flag", "status", "kind", "area", "sort_at"].map(Alias::new);
    Table::create()
        .table(Alias::new("report_flag"))
        .col(uuid(report.clone()))
        .col(string(flag.clone()))
        .col(string(status))
        .col(string(kind))
        .col(string(area))
        .col(big_integer(sort_at))
        .primary_key(Index::create().col(flag).col(report.clone()))
        .foreign_key(
            ForeignKey::create()
                .name("report_flag_report_id")
                .from(Alias::new("report_flag"), report)
                .to(Alias::new("report"), Alias::new("id"))
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

fn tokens() -> TableCreateStatement {
    let [token, report] = ["token", "report"].map(Alias::new);
    Table::create()
        .table(Alias::new("report_token"))
        .col(string(token.clone()))
        .col(uuid(report.clone()))
        .primary_key(Index::create().col(token).col(report.clone()))
        .foreign_key(
            ForeignKey::create()
                .name("report_token_report_id")
                .from(Alias::new("report_token"), report)
                .to(Alias::new("report"), Alias::new("id"))
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
