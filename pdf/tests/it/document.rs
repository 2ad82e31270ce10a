//! What a copy is as a file: PDF/UA-1, its text, its pages, its bytes.

use crate::poppler::{info, structure, text};
use crate::sample::{sample, section};
use pdf::{ReportCopy, render};
use time::Duration;

fn rendered(copy: &ReportCopy) -> Vec<u8> {
    render(copy).expect("a copy renders")
}

fn has(pdf: &[u8], needle: &str) -> bool {
    pdf.windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

fn pages(pdf: &[u8]) -> usize {
    info(pdf)
        .lines()
        .find_map(|line| line.strip_prefix("Pages:"))
        .and_then(|number| number.trim().parse().ok())
        .expect("pdfinfo tells the pages")
}

#[test]
fn the_file_declares_pdf_ua_1_and_is_tagged() {
    let pdf = rendered(&sample());
    assert!(has(&pdf, "<pdfuaid:part>1</pdfuaid:part>"));
    assert!(has(&pdf, "/Marked true"));
    assert!(has(&pdf, "/Lang(en-US)"));
    assert!(has(&pdf, "/DisplayDocTitle true"));
    assert!(has(&pdf, "/Outlines"));
    let info = info(&pdf);
    assert!(info.contains("Copy of a citizen report – Case WP26-000123 – Lost property"));
    assert!(info.contains("Westport Police Department"));
    assert!(info.contains("612 x 792 pts (letter)"));
}

#[test]
fn headings_are_in_order_and_labels_are_row_headers() {
    let structure = structure(&rendered(&sample()));
    let headings: Vec<&str> = structure
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with('H') && line.ends_with("(block)"))
        .collect();
    assert_eq!(
        headings,
        [
            r#"H1 "Copy of a citizen report" (block)"#,
            r#"H2 "Record" (block)"#,
            r#"H2 "Check this copy" (block)"#,
            r#"H2 "Reporting party" (block)"#,
            r#"H2 "Incident" (block)"#,
            r#"H2 "Property" (block)"#,
            r#"H2 "Narrative" (block)"#,
            r#"H2 "Attachments" (block)"#,
            r#"H2 "Notices" (block)"#,
        ]
    );
    assert_eq!(structure.matches("/Scope /Row").count(), 3 + 2 + 5 + 4 + 5);
    assert_eq!(structure.matches("/Scope /Column").count(), 2);
    assert!(
        !structure.contains("page 1 of"),
        "the footer is an artifact, not content"
    );
}

#[test]
fn the_square_code_says_what_it_is_to_those_who_cannot_see_it() {
    let mut copy = sample();
    let alternative = "/Alt(A square code for telephones. It leads to the page above";
    assert!(has(&rendered(&copy), alternative));
    // Too long for a telephone to read: the code in letters is there all the same.
    copy.verification.link = "x".repeat(5000);
    let pdf = rendered(&copy);
    assert!(!has(&pdf, alternative));
    assert!(text(&pdf).contains(&copy.verification.code));
}

#[test]
fn the_text_of_a_copy_reads_like_this() {
    insta::assert_snapshot!("sample_text", text(&rendered(&sample())));
}

#[test]
fn the_structure_of_a_copy_reads_like_this() {
    // Coordinates depend on the layout, not on the structure.
    let structure: String = structure(&rendered(&sample()))
        .lines()
        .filter(|line| !line.contains("/BBox") && !line.contains("/Border"))
        .map(|line| format!("{line}\n"))
        .collect();
    insta::assert_snapshot!("sample_structure", structure);
}

#[test]
fn equal_copies_give_equal_bytes() {
    assert_eq!(rendered(&sample()), rendered(&sample()));
}

#[test]
fn the_date_in_the_file_is_the_date_of_issue() {
    let first = sample();
    let later = ReportCopy {
        issued_at: first.issued_at + Duration::hours(1),
        ..first.clone()
    };
    let (first, later) = (rendered(&first), rendered(&later));
    assert!(has(&first, "2026-06-02T09:16:05-04:00"));
    assert!(has(&later, "2026-06-02T10:16:05-04:00"));
}

#[test]
fn a_long_report_has_a_numbered_footer_and_a_head_on_every_page() {
    let mut copy = sample();
    copy.narrative = vec![copy.narrative; 12].join("\n\n");
    let pdf = rendered(&copy);
    let count = pages(&pdf);
    assert!(count >= 4, "{count} pages");
    let text = text(&pdf);
    for (index, page) in text.split_terminator('\u{0C}').enumerate() {
        let footer = format!("Case WP26-000123 · page {} of {count}", index + 1);
        assert!(page.contains(&footer), "page {} has no footer", index + 1);
        assert_eq!(
            page.contains("Westport Police Department Copy of a citizen report"),
            index > 0,
            "the running head is on every page but the first"
        );
    }
}

#[test]
fn a_copy_with_nothing_in_it_still_renders() {
    let mut copy = sample();
    copy.sections.clear();
    copy.attachments.clear();
    copy.notices.clear();
    copy.narrative.clear();
    copy.approved_by.clear();
    copy.title.clear();
    copy.case_number.clear();
    copy.tracking_number.clear();
    copy.department.name.clear();
    copy.department.address.clear();
    copy.department.telephone.clear();
    let pdf = rendered(&copy);
    let text = text(&pdf);
    assert!(text.contains("Not given"));
    assert!(!text.contains("Attachments"));
    assert_eq!(pages(&pdf), 1);
}

#[test]
fn a_section_without_rows_is_left_out_and_one_without_a_title_gets_one() {
    let mut copy = sample();
    copy.sections = vec![
        section("Witnesses", &[]),
        section(" \u{FEFF}\n", &[("Camera", "at the gate")]),
    ];
    let text = text(&rendered(&copy));
    assert!(!text.contains("Witnesses"));
    assert!(text.contains("Details\nCamera at the gate"));
}

#[test]
fn a_row_without_an_answer_says_so() {
    let mut copy = sample();
    copy.sections = vec![section("Vehicle", &[("Plate", " \n ")])];
    assert!(text(&rendered(&copy)).contains("Plate Not given"));
}

#[test]
fn paragraphs_and_line_breaks_of_the_narrative_are_kept() {
    let mut copy = sample();
    copy.narrative = "first line\r\nsecond line\n\n\n\nnew paragraph".into();
    let pdf = rendered(&copy);
    assert!(text(&pdf).contains("first line\nsecond line\nnew paragraph\n"));
    let structure = structure(&pdf);
    assert!(structure.contains("\"new paragraph\""));
    assert!(!structure.contains("second line new paragraph"));
}

#[test]
fn a_date_before_the_common_era_is_refused_by_its_code() {
    let mut copy = sample();
    copy.issued_at = copy
        .issued_at
        .replace_year(-1)
        .expect("a year time can tell");
    assert_eq!(render(&copy), Err(pdf::RenderError::IssueDate));
}
