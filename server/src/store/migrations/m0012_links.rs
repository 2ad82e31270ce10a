//! What of each record can be met again (`record_trace`, `record_spot`), and the links between records.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, double_null, integer, integer_null, string, string_null, text,
    text_null, uuid, uuid_null,
};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0012_links"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table(Alias::new("record"))
                    .add_column(integer(Alias::new("indexed")).default(0).take())
                    .to_owned(),
            )
            .await?;
        // Empty but after an upgrade: what was there before is brought in by the server.
        manager
            .get_connection()
            .execute_unprepared("CREATE INDEX record_indexed ON record (number) WHERE indexed = 0")
            .await?;
        for table in [traces(), spots(), links()] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Link::Table).to_owned())
            .await?;
        manager
            .drop_table(Table::drop().table(RecordSpot::Table).to_owned())
            .await?;
        manager
            .drop_table(Table::drop().table(RecordTrace::Table).to_owned())
            .await?;
        manager
            .drop_index(
                Index::drop()
                    .name("record_indexed")
                    .table(Alias::new("record"))
                    .to_owned(),
            )
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table(Alias::new("record"))
                    .drop_column(Alias::new("indexed"))
                    .to_owned(),
            )
            .await
    }
}

fn traces() -> TableCreateStatement {
    Table::create()
        .table(RecordTrace::Table)
        .col(string(RecordTrace::Kind))
        .col(string(RecordTrace::Key))
        .col(integer(RecordTrace::Day))
        .col(string(RecordTrace::Record))
        .col(text(RecordTrace::Shown))
        .col(string(RecordTrace::Part))
        .col(string_null(RecordTrace::Qualifier))
        // The order of a look-up: the latest records of a key are one range, read backwards.
        .primary_key(
            Index::create()
                .col(RecordTrace::Kind)
                .col(RecordTrace::Key)
                .col(RecordTrace::Day)
                .col(RecordTrace::Record),
        )
        .to_owned()
}

fn spots() -> TableCreateStatement {
    Table::create()
        .table(RecordSpot::Table)
        .col(string(RecordSpot::Record).primary_key())
        .col(string(RecordSpot::Topic))
        .col(integer(RecordSpot::Day))
        .col(integer_null(RecordSpot::Hour))
        .col(integer_null(RecordSpot::UntilDay))
        .col(integer_null(RecordSpot::UntilHour))
        .col(double_null(RecordSpot::Lat))
        .col(double_null(RecordSpot::Lon))
        .col(big_integer_null(RecordSpot::Cell))
        .col(text_null(RecordSpot::Address))
        .to_owned()
}

fn links() -> TableCreateStatement {
    Table::create()
        .table(Link::Table)
        .col(uuid(Link::Id).primary_key())
        .col(string(Link::First))
        .col(string(Link::Second))
        .col(string(Link::Reason))
        .col(string(Link::Strength))
        .col(text(Link::Because))
        .col(string(Link::State))
        .col(big_integer(Link::MadeAt))
        .col(big_integer_null(Link::DecidedAt))
        .col(string_null(Link::DecidedByKind))
        .col(uuid_null(Link::DecidedById))
        .col(text_null(Link::DecidedByName))
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    use RecordSpot::{Address, Cell, Day, Topic};
    let spots = [
        ("record_spot_cell", vec![Topic, Cell, Day]),
        ("record_spot_address", vec![Topic, Address, Day]),
        ("record_spot_topic", vec![Topic, Day]),
        ("record_spot_day", vec![Day]),
    ];
    let links = [
        ("link_second", vec![Link::Second]),
        ("link_reason", vec![Link::Reason, Link::MadeAt]),
        ("link_made", vec![Link::MadeAt]),
    ];
    let mut indexes = vec![
        index(
            "record_trace_record",
            RecordTrace::Table,
            vec![RecordTrace::Record],
        ),
        // One link for each reason between two records: found again it is the same.
        index(
            "link_pair",
            Link::Table,
            vec![Link::First, Link::Second, Link::Reason],
        )
        .unique()
        .to_owned(),
    ];
    indexes.extend(spots.map(|(name, columns)| index(name, RecordSpot::Table, columns)));
    indexes.extend(links.map(|(name, columns)| index(name, Link::Table, columns)));
    indexes
}

fn index<T: IntoIden + 'static>(name: &str, table: T, columns: Vec<T>) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table.into_iden());
    for column in columns {
        index.col(column.into_iden());
    }
    index
}

#[derive(DeriveIden)]
enum RecordTrace {
    Table,
    Kind,
    Key,
    Day,
    Record,
    Shown,
    Part,
    Qualifier,
}

#[derive(DeriveIden)]
enum RecordSpot {
    Table,
    Record,
    Topic,
    Day,
    Hour,
    UntilDay,
    UntilHour,
    Lat,
    Lon,
    Cell,
    Address,
}

#[derive(DeriveIden)]
enum Link {
    Table,
    Id,
    First,
    Second,
    Reason,
    Strength,
    Because,
    State,
    MadeAt,
    DecidedAt,
    DecidedByKind,
    DecidedById,
    DecidedByName,
}
