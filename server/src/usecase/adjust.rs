//! Setting something at the desk: the next version of each, with its audit row, in one transaction; then it holds.

use crate::live::setting::Setting;
use crate::state::State;
use crate::store::StoreError;
use crate::store::audit::{self, AuditEntry};
use crate::store::desk_settings::{self, SettingRow};
use crate::store::staff::StaffRow;
use app::words::Lang;
use std::net::IpAddr;

/// One thing to be set. The value was looked at before ([`crate::live::text::look`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub setting: Setting,
    /// None: one value for all languages.
    pub lang: Option<Lang>,
    /// The version that was looked at.
    pub seen: u32,
    /// None: what the file or the program says.
    pub value: Option<String>,
}

/// Why nothing was set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdjustError {
    #[error("somebody else was first")]
    Overtaken,
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for AdjustError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Overtaken,
            other => Self::Store(other),
        }
    }
}

/// Sets all of it or nothing. Of two who set the same thing at once, the second is told.
///
/// # Errors
/// [`AdjustError`].
pub async fn adjust(
    state: &State,
    by: &StaffRow,
    client: IpAddr,
    changes: Vec<Change>,
) -> Result<(), AdjustError> {
    let now = state.clock.now();
    let set: Result<(), StoreError> = state
        .store
        .write(async |tx| {
            for change in changes {
                let (key, lang) = (change.setting.code(), change.lang.map_or("", Lang::tag));
                let version = change.seen + 1;
                // Which, and which version of it; what it says is in that version, for who may read it.
                let about = format!("{key} {lang} {version}").replace("  ", " ");
                let row = SettingRow {
                    key,
                    lang: lang.to_owned(),
                    version,
                    value: change.value,
                    set_by: by.id,
                    set_by_name: by.name.clone(),
                    set_at: now,
                };
                desk_settings::put(tx, row).await?;
                let entry = AuditEntry::new(now, by.actor(), CODE)
                    .about(about)
                    .from(client);
                audit::append(tx, &entry).await?;
            }
            Ok(())
        })
        .await;
    set?;
    // It is set, and every process looks for it: this one sooner than the others.
    if let Err(error) = state.live.refresh(&state.store).await {
        tracing::warn!(%error, "settings: set, and not looked at yet");
    }
    Ok(())
}

/// Under which a change is on record.
pub const CODE: &str = "settings.change";
