//! The tables as sea-orm sees them. Never a form, never a type of the API: each query module reads them into
//! the row types it hands out.

pub mod api_key;
pub mod audit;
pub mod audit_head;
pub mod case_number;
pub mod ceremony;
pub mod desk_setting;
pub mod draft;
pub mod evidence;
pub mod evidence_chunk;
pub mod form_count;
pub mod handover;
pub mod handover_end;
pub mod issued_copy;
pub mod job;
pub mod link;
pub mod message_text;
pub mod officer_request;
pub mod passkey;
pub mod record;
pub mod record_spot;
pub mod record_trace;
pub mod recovery_code;
pub mod report;
pub mod report_event;
pub mod report_flag;
pub mod report_token;
pub mod satisfaction_count;
pub mod sent_message;
pub mod session;
pub mod staff;
pub mod staff_failure;
pub mod staff_invitation;
