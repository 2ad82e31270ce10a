//! The integration tests: one binary, driving the same router, worker and store that the server runs, on SQLite
//! and, with `TEST_PG=1`, on PostgreSQL. A form-encoded POST *is* the no-script test.

mod api;
mod api_described;
mod audit_chain;
mod audit_desk;
mod audit_keep;
mod cli;
mod demo;
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
mod links;
mod links_index;
mod links_never;
mod mail;
mod nibrs;
mod queue;
mod records;
mod rms;
mod rms_desk;
mod rms_hostile;
mod settings_file;
mod store_drafts;
mod store_durability;
mod store_handovers;
mod store_jobs;
mod store_migrations;
mod store_reports;
mod store_staff;
mod store_support;
mod store_writer;
mod web_after;
mod web_corrections;
mod web_desk;
mod web_doors;
mod web_files;
mod web_language;
mod web_later;
mod web_pages;
mod web_queue;
mod web_refusals;
mod web_resident;
mod web_roles;
mod web_second_look;
mod web_status;
mod web_stops;
mod web_verify;
mod web_windows;

mod support {
    pub mod attached;
    pub mod db;
    pub mod filed;
    pub mod filled;
    pub mod log;
    pub mod receiver;
    pub mod smtp;
    pub mod town;
}
