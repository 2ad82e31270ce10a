//! What is to be forgotten: the bytes of files that nobody can ask for, and objects that no file names.

use super::Evidence;
use super::objects::ObjectsError;
use crate::store::{Store, StoreError, Uuid, evidence};
use time::OffsetDateTime;

/// Files in one round; what is left waits for the next one.
const ROUND: u64 = 500;
/// Objects that are asked about at once.
const ASKED: usize = 500;

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    pub files: usize,
    /// Objects without a file: of an upload that broke between its object and its row.
    pub orphans: usize,
}

/// Why a sweep ended early. The next one goes on.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Objects(#[from] ObjectsError),
}

/// Deletes the objects of abandoned files, then their rows; then objects that no file names and that were written
/// before `orphans_before`. Younger ones may be on their way into a file.
///
/// # Errors
/// [`SweepError`].
pub async fn sweep(
    store: &Store,
    place: &Evidence,
    orphans_before: OffsetDateTime,
) -> Result<Swept, SweepError> {
    let mut swept = Swept::default();
    for file in evidence::abandoned(store.reader(), ROUND).await? {
        forget(store, place, file).await?;
        swept.files += 1;
    }
    let old = place.objects.older_than(orphans_before).await?;
    for names in old.chunks(ASKED) {
        let known = evidence::known(store.reader(), names).await?;
        for name in names.iter().filter(|name| !known.contains(*name)) {
            place.objects.delete(name).await?;
            swept.orphans += 1;
        }
    }
    Ok(swept)
}

/// Forgets one file. The objects go first: a row without its objects is found again, objects without a row only by
/// their age.
///
/// # Errors
/// [`SweepError`].
pub async fn forget(store: &Store, place: &Evidence, file: Uuid) -> Result<(), SweepError> {
    for object in evidence::all_objects(store.reader(), file).await? {
        place.objects.delete(&object).await?;
    }
    let forgotten: Result<(), StoreError> = store
        .write(async |tx| evidence::forget(tx, file).await)
        .await;
    Ok(forgotten?)
}
