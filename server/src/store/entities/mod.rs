//! The tables as sea-orm sees them. Never a form, never a type of the API: each query module reads them into
//! the row types it hands out.

pub mod audit;
pub mod audit_head;
pub mod case_number;
pub mod ceremony;
pub mod draft;
pub mod evidence;
pub mod evidence_chunk;
pub mod issued_copy;
pub mod job;
pub mod officer_request;
pub mod passkey;
pub mod record;
pub mod recovery_code;
pub mod report;
pub mod report_event;
pub mod session;
pub mod staff;
pub mod staff_failure;
pub mod staff_invitation;
