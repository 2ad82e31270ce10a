//! Staff, their failed sign-ins and their sessions.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary, string, text, uuid};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0003_staff"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table(Staff::Table)
                    .col(uuid(Staff::Id).primary_key())
                    .col(string(Staff::Login))
                    .col(text(Staff::Name))
                    .col(string(Staff::Badge))
                    .col(string(Staff::Role))
                    .col(text(Staff::PasswordHash))
                    .col(binary(Staff::TotpSecret))
                    .col(big_integer_null(Staff::TotpStep))
                    .col(big_integer_null(Staff::LockedAt))
                    .col(big_integer(Staff::CreatedAt))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("staff_login")
                    .table(Staff::Table)
                    .col(Staff::Login)
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(StaffFailure::Table)
                    .col(uuid(StaffFailure::Id).primary_key())
                    .col(uuid(StaffFailure::Staff))
                    .col(big_integer(StaffFailure::At))
                    .foreign_key(&mut of_staff(
                        "staff_failure_staff",
                        StaffFailure::Table,
                        StaffFailure::Staff,
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("staff_failure_staff_at")
                    .table(StaffFailure::Table)
                    .col(StaffFailure::Staff)
                    .col(StaffFailure::At)
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(Session::Table)
                    .col(binary(Session::Id).primary_key())
                    .col(uuid(Session::Staff))
                    .col(big_integer(Session::CreatedAt))
                    .col(big_integer(Session::SeenAt))
                    .foreign_key(&mut of_staff(
                        "session_staff",
                        Session::Table,
                        Session::Staff,
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("session_seen")
                    .table(Session::Table)
                    .col(Session::SeenAt)
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Session::Table).to_owned())
            .await?;
        manager
            .drop_table(Table::drop().table(StaffFailure::Table).to_owned())
            .await?;
        manager
            .drop_table(Table::drop().table(Staff::Table).to_owned())
            .await
    }
}

fn of_staff(
    name: &str,
    table: impl IntoTableRef,
    column: impl IntoIden,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(name)
        .from(table, column)
        .to(Staff::Table, Staff::Id)
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[derive(DeriveIden)]
enum Staff {
    Table,
    Id,
    Login,
    Name,
    Badge,
    Role,
    PasswordHash,
    TotpSecret,
    TotpStep,
    LockedAt,
    CreatedAt,
}

#[derive(DeriveIden)]
enum StaffFailure {
    Table,
    Id,
    Staff,
    At,
}

#[derive(DeriveIden)]
enum Session {
    Table,
    Id,
    Staff,
    CreatedAt,
    SeenAt,
}
