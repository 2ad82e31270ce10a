//! What the desk has set, version by version; and which words each message that left was made of.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, binary, integer, string, text, text_null, uuid, uuid_null,
};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0015_desk_settings"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(settings()).await?;
        manager
            .create_table(
                Table::create()
                    .table(MessageText::Table)
                    .col(binary(MessageText::Digest).primary_key())
                    .col(text(MessageText::Words))
                    .col(text(MessageText::Foot))
                    .to_owned(),
            )
            .await?;
        manager.create_table(messages()).await?;
        for (name, columns) in [
            (
                "sent_message_report",
                [SentMessage::Report, SentMessage::At],
            ),
            ("sent_message_words", [SentMessage::Key, SentMessage::Lang]),
        ] {
            let [first, second] = columns;
            let index = Index::create()
                .name(name)
                .table(SentMessage::Table)
                .col(first)
                .col(second)
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            Table::drop().table(SentMessage::Table).to_owned(),
            Table::drop().table(MessageText::Table).to_owned(),
            Table::drop().table(DeskSetting::Table).to_owned(),
        ] {
            manager.drop_table(table).await?;
        }
        Ok(())
    }
}

/// A version is never changed: the next one is another row.
fn settings() -> TableCreateStatement {
    Table::create()
        .table(DeskSetting::Table)
        .col(string(DeskSetting::Key))
        .col(string(DeskSetting::Lang))
        .col(integer(DeskSetting::Version))
        .col(text_null(DeskSetting::Value))
        .col(uuid(DeskSetting::SetBy))
        .col(string(DeskSetting::SetByName))
        .col(big_integer(DeskSetting::SetAt))
        .primary_key(
            Index::create()
                .col(DeskSetting::Key)
                .col(DeskSetting::Lang)
                .col(DeskSetting::Version),
        )
        .to_owned()
}

/// A report that is forgotten takes along what is known of its messages.
fn messages() -> TableCreateStatement {
    Table::create()
        .table(SentMessage::Table)
        .col(uuid(SentMessage::Id).primary_key())
        .col(uuid_null(SentMessage::Report))
        .col(string(SentMessage::Key))
        .col(string(SentMessage::Lang))
        .col(integer(SentMessage::Version))
        .col(integer(SentMessage::FootVersion))
        .col(binary(SentMessage::Digest))
        .col(big_integer(SentMessage::At))
        .foreign_key(
            ForeignKey::create()
                .name("sent_message_report_id")
                .from(SentMessage::Table, SentMessage::Report)
                .to(Alias::new("report"), Alias::new("id"))
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create()
                .name("sent_message_digest")
                .from(SentMessage::Table, SentMessage::Digest)
                .to(MessageText::Table, MessageText::Digest),
        )
        .to_owned()
}

#[derive(DeriveIden)]
enum DeskSetting {
    Table,
    Key,
    Lang,
    Version,
    Value,
    SetBy,
    SetByName,
    SetAt,
}

#[derive(DeriveIden)]
enum MessageText {
    Table,
    Digest,
    Words,
    Foot,
}

#[derive(DeriveIden)]
enum SentMessage {
    Table,
    Id,
    Report,
    Key,
    Lang,
    Version,
    FootVersion,
    Digest,
    At,
}
