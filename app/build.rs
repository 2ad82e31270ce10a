//! Lists the languages: every file in `words/` is one, named by its BCP 47 tag. English comes first.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=words");
    println!("cargo:rerun-if-changed=build.rs");
    let mut tags: Vec<String> = fs::read_dir("words")
        .expect("the folder of the words")
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            name.strip_suffix(".toml").map(str::to_owned)
        })
        .collect();
    tags.sort_by_key(|tag| (tag != "en", tag.clone()));
    assert_eq!(
        tags.first().map(String::as_str),
        Some("en"),
        "words/en.toml"
    );
    let mut list = String::from("&[\n");
    for tag in tags {
        // Writing to a String cannot fail.
        let _ = writeln!(
            list,
            "(\"{tag}\", include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/words/{tag}.toml\"))),"
        );
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").expect("cargo names the folder");
    fs::write(Path::new(&out).join("languages.in"), list).expect("the list of languages");
}
