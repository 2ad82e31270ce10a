//! The integration tests: one binary, driving the same router, worker and store that the server runs, on SQLite
//! and, with `TEST_PG=1`, on PostgreSQL. A form-encoded POST *is* the no-script test.

mod audit_chain;
mod audit_desk;
mod audit_keep;
mod cli;
mod evidence_desk;
mod evidence_form;
mod evidence_hostile;
mod evidence_keep;
mod evidence_memory;
mod evidence_s3;
mod evidence_upload;
mod jobs;
mod jobs_copy;
mod jobs_log;
mod mail;
mod nibrs;
mod records;
mod rms;
mod settings_file;
mod staff_accounts;
mod staff_passkeys;
mod staff_provider;
mod staff_sign_in;
mod store_drafts;
mod store_durability;
mod store_jobs;
mod store_migrations;
mod store_reports;
mod store_staff;
mod store_support;
mod store_writer;
mod web_after;
mod web_desk;
mod web_doors;
mod web_files;
mod web_language;
mod web_later;
mod web_pages;
mod web_refusals;
mod web_resident;
mod web_roles;
mod web_status;
mod web_stops;
mod web_verify;
mod web_windows;

mod support {
    pub mod attached;
    pub mod authenticator;
    pub mod db;
    pub mod filed;
    pub mod filled;
    pub mod log;
    pub mod provider;
    pub mod smtp;
    pub mod town;
}
