//! The settings file that is shipped.

use server::settings::Settings;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn table(name: &str) -> Table {
    std::fs::read_to_string(root().join(name))
        .expect("the file is there")
        .parse()
        .expect("TOML")
}

fn header(table: &Table) -> &Value {
    &table["workspace"]["metadata"]["leptos"]
}

#[test]
fn cargo_leptos_and_the_server_read_the_same_header() {
    assert_eq!(header(&table("Leptos.toml")), header(&table("Cargo.toml")));
}

#[test]
fn the_shipped_file_holds_the_defaults_and_every_one_of_them() {
    let shipped = Settings::load(&root().join("Leptos.toml"), &|_| None).expect("it is right");
    let folder = tempfile::tempdir().expect("folder");
    let bare = folder.path().join("Leptos.toml");
    let mut only = Table::new();
    only.insert(
        "workspace".to_owned(),
        table("Leptos.toml")["workspace"].clone(),
    );
    std::fs::write(&bare, only.to_string()).expect("written");
    assert_eq!(shipped, Settings::load(&bare, &|_| None).expect("defaults"));
}
