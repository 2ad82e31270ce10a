//! What the service does: one use case per file, each one transaction of store functions.

pub mod accept_invitation;
pub mod acknowledge;
pub mod add_file;
pub mod add_staff;
pub mod decide;
pub mod export_audit;
pub mod export_nibrs;
pub mod hand_over;
pub mod import_records;
pub mod index_records;
pub mod index_reports;
pub mod issue_copy;
pub mod link_record;
pub mod manage_staff;
pub mod own_account;
pub mod passkeys;
pub mod password;
pub mod provider;
pub mod pull_records;
pub mod rate_service;
pub mod request_officer;
pub mod second_factor;
pub mod session;
pub mod sign_in;
pub mod submit;
