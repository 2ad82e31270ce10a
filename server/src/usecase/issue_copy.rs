//! Issues a copy of an approved report: keeps what is signed of it, sets it, signs the file. Asked again, it gives the
//! same file.

use crate::clock::Clock;
use crate::copy::issuer::Issuer;
use crate::copy::{self, CopyError, mark};
use crate::live::Live;
use crate::secret::copy_code_hash;
use crate::store::reports::ReportRow;
use crate::store::{Store, StoreError, copies, evidence};
use domain::jurisdiction::Jurisdiction;

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    #[error(transparent)]
    Copy(#[from] CopyError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What issuing needs.
pub struct Issuing<'a> {
    pub issuer: &'a Issuer,
    pub store: &'a Store,
    pub live: &'a Live,
    pub jurisdiction: &'a Jurisdiction,
    pub clock: &'a Clock,
}

/// The bytes of a signed PDF, in the language of the report.
///
/// # Errors
/// [`IssueError`].
pub async fn issue_copy(with: Issuing<'_>, report: &ReportRow) -> Result<Vec<u8>, IssueError> {
    let Issuing { issuer, store, .. } = with;
    let files = evidence::for_report(store.reader(), report.id).await?;
    let mut statement = issuer.statement(report, &files, with.clock)?;
    let code = issuer.key.code(report.id);
    let hash = copy_code_hash(&code);
    let kept = match copies::by_code(store.reader(), hash).await? {
        Some(kept) => kept,
        None => {
            let copy = issuer.key.sign(&statement);
            store
                .write::<_, StoreError, _>(async |tx| copies::keep(tx, hash, &copy).await)
                .await?;
            copy
        }
    };
    // What was said first stands on every later copy, so that paper, file and page never differ.
    if let Some(first) = issuer.key.signed(&kept.statement, &kept.signature) {
        statement = first;
    }
    let version = &report.certification.notice_version;
    let site = with
        .live
        .as_certified(store.reader(), report.lang, version)
        .await?;
    let contents = copy::assemble(
        report,
        &files,
        &site,
        with.jurisdiction,
        with.clock,
        issuer.verification(&code, &statement),
    )?;
    let pdf = copy::render(contents).await?;
    Ok(mark::sign(&issuer.key, &statement, &pdf)?)
}
