//! What the service does: one use case per file, each one transaction of store functions.

pub mod add_file;
pub mod add_staff;
pub mod decide;
pub mod export_audit;
pub mod export_nibrs;
pub mod import_records;
pub mod index_reports;
pub mod issue_copy;
pub mod request_officer;
pub mod sign_in;
pub mod submit;
