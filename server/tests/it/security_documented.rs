//! `docs/security.md` is true: every test that it names is there, every control that it calls shown names one, and no
//! control stands twice.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The tables whose every row names a test; the others say why there is none.
const SHOWN: [&str; 3] = [
    "FBI CJIS Security Policy",
    "OWASP ASVS 5.0",
    "Rules of this service",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A row of a table: under which heading it stands, and its cells.
#[derive(Debug)]
struct Row<'a> {
    under: &'a str,
    cells: Vec<&'a str>,
}

fn rows(text: &str) -> Vec<Row<'_>> {
    let mut under = "";
    let mut rows = Vec::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            under = heading.trim();
        }
        let Some(cells) = line
            .trim()
            .strip_prefix('|')
            .and_then(|line| line.strip_suffix('|'))
        else {
            continue;
        };
        let cells: Vec<&str> = cells.split(" | ").map(str::trim).collect();
        let is_rule = cells
            .iter()
            .all(|cell| cell.chars().all(|c| matches!(c, '-' | ':' | '|')));
        let is_head = matches!(cells[0], "control" | "requirement" | "rule");
        if !is_rule && !is_head {
            rows.push(Row { under, cells });
        }
    }
    rows
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Whether a quotation names tests: it is a path of modules, or a file of browser tests. A path of a line that was
/// shortened is meant to be one.
fn is_name(quotation: &str) -> bool {
    quotation.contains("::") || quotation.ends_with(".spec.ts") || quotation.contains('…')
}

/// The number of a control: `AC-2`, `AC-2(3)`, `6.3.8`.
fn number(cell: &str) -> Option<&str> {
    let family = |text: &str| {
        text.split_once('-').is_some_and(|(family, rest)| {
            family.len() == 2
                && family.bytes().all(|byte| byte.is_ascii_uppercase())
                && rest.starts_with(|c: char| c.is_ascii_digit())
                && rest
                    .chars()
                    .all(|c| c.is_ascii_digit() || matches!(c, '(' | ')'))
        })
    };
    let dotted = |text: &str| {
        let parts: Vec<&str> = text.split('.').collect();
        parts.len() == 3 && parts.iter().all(|part| part.parse::<u8>().is_ok())
    };
    (family(cell) || dotted(cell)).then_some(cell)
}

/// The names of the tests in a file of source.
fn tests_of(source: &str) -> BTreeSet<&str> {
    let mut is_test = false;
    let mut found = BTreeSet::new();
    for line in source.lines().map(str::trim) {
        if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
            is_test = true;
        } else if let Some((before, rest)) = line.split_once("fn ")
            && matches!(before, "" | "async ")
            && is_test
        {
            found.extend(rest.split(['(', '<', ' ']).next());
            is_test = false;
        }
    }
    found
}

/// The files that a path of modules may stand for: of the integration tests, of the server's own unit tests, and of
/// another crate that is named first.
fn files(modules: &[&str]) -> Vec<PathBuf> {
    let path = |modules: &[&str]| modules.join("/");
    let mut files = vec![
        format!("server/tests/it/{}.rs", path(modules)),
        format!("server/src/{}.rs", path(modules)),
        format!("server/src/{}/mod.rs", path(modules)),
    ];
    if let [name @ ("domain" | "app" | "pdf"), rest @ ..] = modules {
        for folder in ["src", "tests"] {
            files.push(format!("{name}/{folder}/{}.rs", path(rest)));
            files.push(format!("{name}/{folder}/{}/mod.rs", path(rest)));
            files.push(format!("{name}/{folder}/{}/main.rs", path(rest)));
        }
    }
    files.into_iter().map(|file| root().join(file)).collect()
}

/// What is wrong with a name of tests.
fn wrong(name: &str) -> Option<String> {
    if let Some(file) = name.strip_suffix(".spec.ts") {
        let there = root()
            .join(format!("end2end/tests/{file}.spec.ts"))
            .is_file();
        return (!there).then(|| format!("{name}: no such file of browser tests"));
    }
    let parts: Vec<&str> = name.split("::").collect();
    let [modules @ .., test] = parts.as_slice() else {
        return Some(format!("{name}: no path"));
    };
    if name.contains('…') || modules.is_empty() {
        return Some(format!("{name}: names are written whole"));
    }
    let sources: Vec<String> = files(modules)
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .collect();
    if sources.is_empty() {
        return Some(format!("{name}: no such module"));
    }
    let found = sources.iter().any(|source| {
        let tests = tests_of(source);
        if *test == "*" {
            !tests.is_empty()
        } else {
            tests.contains(test)
        }
    });
    (!found).then(|| format!("{name}: no such test in the module"))
}

/// Everything that is wrong with the document.
fn findings(text: &str) -> Vec<String> {
    let mut findings: Vec<String> = quoted(text)
        .filter(|name| is_name(name))
        .filter_map(wrong)
        .collect();
    let rows = rows(text);
    for under in SHOWN {
        if !rows.iter().any(|row| row.under == under) {
            findings.push(format!("no table under {under}"));
        }
    }
    let mut seen = BTreeSet::new();
    for row in &rows {
        let first = row.cells[0];
        if SHOWN.contains(&row.under) {
            if row.under != SHOWN[2] && number(first).is_none() {
                findings.push(format!("{first}: no number of a control"));
            }
            let last = row.cells.last().copied().unwrap_or_default();
            if !quoted(last).any(is_name) {
                findings.push(format!("{first}: names no test"));
            }
        }
        if let Some(number) = number(first)
            && !seen.insert(number)
        {
            findings.push(format!("{number}: stands twice"));
        }
    }
    findings
}

#[test]
fn every_test_that_the_security_document_names_is_there_and_no_control_stands_twice() {
    let text = std::fs::read_to_string(root().join("docs/security.md")).expect("the document");
    let findings = findings(&text);
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    let shown = rows(&text)
        .iter()
        .filter(|row| SHOWN.contains(&row.under))
        .count();
    assert!(shown > 150, "{shown} rows: the tables were read");
}

#[test]
fn a_control_without_its_test_is_found() {
    let good = "## FBI CJIS Security Policy\n\
        | control | what the program does | shown by |\n|---|---|---|\n\
        | AC-7 | locks | `security_documented::a_control_without_its_test_is_found`, `passkey.spec.ts` |\n\
        ## OWASP ASVS 5.0\n| 1.2.3 | escapes | `security_documented::*`, unit: `domain::access::only_reviewers_and_supervisors_decide` |\n\
        ## Rules of this service\n| a rule with `Secure` in it | `settings::tests::everything_has_a_default` |\n\
        ## Not shown\n| 1.2.4 | nobody has looked |\n";
    assert_eq!(findings(good), Vec::<String>::new());
    for (from, to, told) in [
        (
            "a_control_without_its_test_is_found",
            "a_test_that_is_not_there",
            "no such test in the module",
        ),
        (
            "`security_documented::*`",
            "`security_forgotten::*`",
            "no such module",
        ),
        (
            "`security_documented::*`",
            "`support::hostile::*`",
            "no such test in the module",
        ),
        (
            "passkey.spec.ts",
            "nothing.spec.ts",
            "no such file of browser tests",
        ),
        (
            "`passkey.spec.ts`",
            "`…is_found`",
            "names are written whole",
        ),
        (
            "everything_has_a_default",
            "everything_has…",
            "names are written whole",
        ),
        (
            "`settings::tests::everything_has_a_default`",
            "a careful look",
            "names no test",
        ),
        ("| 1.2.3 |", "| V1.2.3 |", "no number of a control"),
        ("| 1.2.4 |", "| 1.2.3 |", "1.2.3: stands twice"),
        ("| 1.2.4 |", "| AC-7 |", "AC-7: stands twice"),
        (
            "## OWASP ASVS 5.0",
            "## OWASP",
            "no table under OWASP ASVS 5.0",
        ),
    ] {
        let found = findings(&good.replace(from, to));
        assert!(
            found.iter().any(|line| line.contains(told)),
            "{to}: {found:?}"
        );
    }
}

#[test]
fn only_a_test_is_taken_for_one() {
    let source = "fn helper() {}\n#[test]\nfn one() {}\nasync fn other() {}\n\
        #[tokio::test(flavor = \"multi_thread\")]\n#[expect(unused, reason = \"so\")]\nasync fn two() {}\n\
        proptest! {\n    #[test]\n    fn three(text in \".*\") {}\n}\n";
    assert_eq!(
        tests_of(source).into_iter().collect::<Vec<_>>(),
        ["one", "three", "two"]
    );
    for (cell, is) in [
        ("AC-2", true),
        ("AC-2(13)", true),
        ("6.3.8", true),
        ("AC2", false),
        ("6.3", false),
        ("", false),
    ] {
        assert_eq!(number(cell).is_some(), is, "{cell}");
    }
}
