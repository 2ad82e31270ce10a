//! Where a password is typed, and what is kept of it.

use crate::support::html;
use crate::support::town::{PASSWORD, Town};
use domain::access::Role;

#[tokio::test]
async fn a_password_is_typed_unseen_and_a_password_manager_may_fill_it_in() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Administrator).await;
    let mut nobody = town.browser();
    nobody.agree().await;
    let invited = [
        ("login", "blund"),
        ("name", "Bea Lund"),
        ("role", "reviewer"),
    ];
    let invited = desk.post("/staff/accounts", &invited).await;
    let at = invited.text.find("/staff/sign-up?k=").expect("a link");
    let link = &invited.text[at..at + "/staff/sign-up?k=".len() + 64];
    for (page, expected) in [
        (nobody.get("/staff/sign-in").await, 1),
        (nobody.get(link).await, 2),
        (desk.get("/staff/account").await, 3),
        (desk.get("/staff/account/confirm").await, 1),
    ] {
        let read = html::read(&page.text);
        let fields: Vec<&html::Element> = read
            .elements
            .iter()
            .filter(|element| {
                let name = element.get("name").unwrap_or_default();
                element.name == "input" && matches!(name, "password" | "again" | "current" | "new")
            })
            .collect();
        assert_eq!(fields.len(), expected, "{}", page.text);
        for field in fields {
            assert_eq!(field.get("type"), Some("password"), "{field:?}");
            let fills = field.get("autocomplete");
            assert!(
                matches!(fills, Some("current-password" | "new-password")),
                "{field:?}"
            );
            assert_eq!(field.get("value").unwrap_or_default(), "", "{field:?}");
            for never in ["readonly", "onpaste", "maxlength"] {
                assert_eq!(field.get(never), None, "{never}: {field:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_password_is_kept_as_a_slow_hash_and_nothing_else() {
    let town = Town::open().await;
    town.hire("ada", Role::Reviewer).await;
    assert!(!town.database_holds(PASSWORD));
    assert!(
        town.database_holds("$argon2id$v=19$m=19456,t=2,p=1$"),
        "as OWASP says: 19 MiB, two passes"
    );
}
