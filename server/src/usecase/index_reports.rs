//! Reports that a version before the queue of this one has filed get what lists and searches need.

use crate::store::{Store, StoreError, reports};
use domain::jurisdiction::Jurisdiction;

/// Indexes what is not indexed yet, a few at a time. Returns how many.
///
/// # Errors
/// [`StoreError`].
pub async fn index_reports(store: &Store, map: &Jurisdiction) -> Result<usize, StoreError> {
    let bounds = map.bounds();
    let mut indexed = 0;
    while reports::any_to_index(store.reader()).await? {
        indexed += store
            .write(async |tx| reports::index_some(tx, &bounds).await)
            .await?;
    }
    Ok(indexed)
}
