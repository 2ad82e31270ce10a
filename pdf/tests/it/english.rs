//! The words of the sample, in English.

use pdf::Words;

pub fn english() -> Words {
    Words {
        code: "en".to_owned(),
        region: "US".to_owned(),
        document: "Copy of a citizen report".to_owned(),
        case_number: "Case number".to_owned(),
        case: "Case".to_owned(),
        telephone: "Telephone".to_owned(),
        note: "Filed online by a member of the public; reviewed and approved by {officer}. The statements in it are the filer’s own.".to_owned(),
        record: "Record".to_owned(),
        tracking_number: "Tracking number".to_owned(),
        submitted: "Submitted".to_owned(),
        approved: "Approved".to_owned(),
        untitled_section: "Details".to_owned(),
        not_given: "Not given".to_owned(),
        narrative: "Narrative".to_owned(),
        narrative_note: "In the words of the person who filed the report.".to_owned(),
        attachments: "Attachments".to_owned(),
        attachments_note: "These files were sent with the report. They are kept by the department and are not part of this copy. The SHA-256 fingerprint identifies the exact file that was received.".to_owned(),
        file_name: "File".to_owned(),
        fingerprint: "SHA-256 fingerprint".to_owned(),
        verify: "Check this copy".to_owned(),
        verify_note: "Anybody can check this copy at {address}, with the code or with the PDF file.".to_owned(),
        verify_code: "Code".to_owned(),
        verify_fingerprint: "Fingerprint".to_owned(),
        verify_square: "A square code for telephones. It leads to the page above, with the code filled in.".to_owned(),
        notices: "Notices".to_owned(),
        replaced: "Characters that this document’s typefaces do not contain, such as emoji, are printed as their Unicode numbers, for example [U+1F600].".to_owned(),
        page: "page {page} of {pages}".to_owned(),
    }
}
