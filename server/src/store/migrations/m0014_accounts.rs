//! Accounts that are looked after at the desk: invitations, recovery codes, passkeys, what one step of signing in
//! leaves to the next, and since when an account is unused or disabled.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, binary_uniq, integer, string, text, text_null, uuid,
    uuid_null,
};
use time::OffsetDateTime;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0014_accounts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut column in [
            text_null(Alias::new("email")),
            big_integer_null(Alias::new("password_at")),
            big_integer_null(Alias::new("disabled_at")),
            big_integer(Alias::new("used_at")).default(0).take(),
        ] {
            let change = Table::alter()
                .table(Alias::new("staff"))
                .add_column(&mut column)
                .to_owned();
            manager.alter_table(change).await?;
        }
        // Nobody knows when those that are there were last used, or their password chosen: both count from now.
        let now = OffsetDateTime::now_utc().unix_timestamp() * 1_000_000;
        manager
            .get_connection()
            .execute_unprepared(&format!(
                "UPDATE staff SET used_at = {now}, password_at = {now}"
            ))
            .await?;
        for mut column in [
            big_integer(Alias::new("confirmed_at")).default(0).take(),
            integer(Alias::new("by_provider")).default(0).take(),
        ] {
            let change = Table::alter()
                .table(Alias::new("session"))
                .add_column(&mut column)
                .to_owned();
            manager.alter_table(change).await?;
        }
        let invitation = Table::create()
            .table(Alias::new("staff_invitation"))
            .col(binary(Alias::new("id")).primary_key())
            .col(uuid(Alias::new("staff")).unique_key())
            .col(binary(Alias::new("totp_secret")))
            .col(big_integer(Alias::new("expires_at")))
            .foreign_key(&mut of_staff("staff_invitation_staff", "staff_invitation"))
            .to_owned();
        let recovery = Table::create()
            .table(Alias::new("recovery_code"))
            .col(binary(Alias::new("id")).primary_key())
            .col(uuid(Alias::new("staff")))
            .foreign_key(&mut of_staff("recovery_code_staff", "recovery_code"))
            .to_owned();
        let passkey = Table::create()
            .table(Alias::new("passkey"))
            .col(uuid(Alias::new("id")).primary_key())
            .col(uuid(Alias::new("staff")))
            .col(binary_uniq(Alias::new("credential_id")))
            .col(text(Alias::new("name")))
            .col(text(Alias::new("credential")))
            .col(big_integer(Alias::new("created_at")))
            .col(big_integer_null(Alias::new("used_at")))
            .foreign_key(&mut of_staff("passkey_staff", "passkey"))
            .to_owned();
        let ceremony = Table::create()
            .table(Alias::new("ceremony"))
            .col(binary(Alias::new("id")).primary_key())
            .col(string(Alias::new("kind")))
            .col(uuid_null(Alias::new("staff")))
            .col(text(Alias::new("state")))
            .col(big_integer(Alias::new("expires_at")))
            .foreign_key(&mut of_staff("ceremony_staff", "ceremony"))
            .to_owned();
        for table in [invitation, recovery, passkey, ceremony] {
            manager.create_table(table).await?;
        }
        for (name, table, column) in INDEXES {
            let index = Index::create()
                .name(name)
                .table(Alias::new(table))
                .col(Alias::new(column))
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["ceremony", "passkey", "recovery_code", "staff_invitation"] {
            manager
                .drop_table(Table::drop().table(Alias::new(table)).to_owned())
                .await?;
        }
        manager
            .drop_index(
                Index::drop()
                    .name("session_staff_id")
                    .table(Alias::new("session"))
                    .to_owned(),
            )
            .await?;
        for (table, column) in [
            ("session", "by_provider"),
            ("session", "confirmed_at"),
            ("staff", "used_at"),
            ("staff", "disabled_at"),
            ("staff", "password_at"),
            ("staff", "email"),
        ] {
            let change = Table::alter()
                .table(Alias::new(table))
                .drop_column(Alias::new(column))
                .to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}

const INDEXES: [(&str, &str, &str); 4] = [
    ("recovery_code_staff_id", "recovery_code", "staff"),
    ("passkey_staff_id", "passkey", "staff"),
    ("ceremony_expires", "ceremony", "expires_at"),
    ("session_staff_id", "session", "staff"),
];

fn of_staff(name: &str, table: &str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(name)
        .from(Alias::new(table), Alias::new("staff"))
        .to(Alias::new("staff"), Alias::new("id"))
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}
