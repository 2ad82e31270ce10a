//! Who issues copies: the department's key and number, and the page where copies are checked.

use super::CopyError;
use super::content::content;
use super::key::CopyKey;
use crate::clock::Clock;
use crate::store::evidence::EvidenceRow;
use crate::store::reports::ReportRow;
use domain::number::CopyCode;
use domain::statement::Statement;
use pdf::Verification;
use std::sync::Arc;

/// Made once at the start. Cheap to clone.
#[derive(Clone)]
pub struct Issuer {
    pub key: Arc<CopyKey>,
    /// NIBRS data element 1.
    pub ori: String,
    /// The address of the service, without a slash at the end.
    pub site: String,
}

impl Issuer {
    /// What there is to say about the copies of a report.
    ///
    /// # Errors
    /// [`CopyError::NotApproved`].
    pub fn statement(
        &self,
        report: &ReportRow,
        files: &[EvidenceRow],
        clock: &Clock,
    ) -> Result<Statement, CopyError> {
        let (Some(case), Some(approved_at)) = (&report.case_number, report.decided_at) else {
            return Err(CopyError::NotApproved);
        };
        // The day of the decision: a second copy says the same as the first.
        let issued_on = clock.local(approved_at).date();
        Statement::new(&self.ori, case.clone(), issued_on, content(report, files)?)
            .map_err(|_| CopyError::Statement)
    }

    /// What the copy says of how it is checked. The code may stand in an address: it names no person, and who has
    /// it learns a case number and a day.
    #[must_use]
    pub fn verification(&self, code: &CopyCode, statement: &Statement) -> Verification {
        let address = format!("{}/verify", self.site);
        Verification {
            link: format!("{address}?c={}", code.compact()),
            address,
            code: code.to_string(),
            fingerprint: statement.fingerprint(),
        }
    }
}
