//! The description of the interface for machines is true: to the table of routes, to OpenAPI 3.1, and to what is
//! answered.

use crate::api::{RECORDS, acknowledge, both, get, read};
use crate::support::town::{Page, Town};
use axum::http::header;
use boon::{Compiler, Schemas};
use domain::access::Scope;
use domain::field::Choice;
use domain::incident::Kind;
use serde::Deserialize;
use serde_json::Value;
use server::store::Uuid;
use server::web::routes::{Needs, Verb, routes};
use std::collections::{BTreeMap, BTreeSet};

const ADDRESS: &str = "/api/openapi.json";

async fn described(town: &Town) -> Value {
    let page = town.browser().get(ADDRESS).await;
    assert_eq!(page.headers[header::CONTENT_TYPE], "application/json");
    read(&page)
}

/// Method, path, and the scopes of the key that is asked for; `None`: no key.
type Operation = (String, String, Option<Vec<String>>);

#[tokio::test]
async fn the_description_has_every_route_with_its_scope_and_no_other() {
    let town = Town::open().await;
    let whole = described(&town).await;
    let of_table: BTreeSet<Operation> = routes()
        .iter()
        .filter(|route| route.path.starts_with("/api/"))
        .map(|route| {
            let verb = match route.verb {
                Verb::Get => "get",
                Verb::Post => "post",
                Verb::Patch => "patch",
            };
            let scopes = match route.needs {
                Needs::Api(scope, _) => Some(vec![scope.code().to_owned()]),
                Needs::Public => None,
                Needs::Resident | Needs::Staff(..) | Needs::Glance(..) => {
                    panic!("{}: not for machines", route.path)
                }
            };
            (verb.to_owned(), route.path.to_string(), scopes)
        })
        .collect();
    let description: Description = serde_json::from_value(whole).expect("OpenAPI");
    let of_description: BTreeSet<Operation> = description
        .paths
        .iter()
        .flat_map(|(path, verbs)| {
            verbs.iter().map(move |(verb, operation)| {
                let scopes = operation.security.first().map(|asked| asked["key"].clone());
                (verb.clone(), path.clone(), scopes)
            })
        })
        .collect();
    assert_eq!(of_description, of_table);
    assert_eq!(of_table.len(), 3);
    for scope in Scope::ALL {
        let used = of_table.iter().any(|(.., scopes)| {
            scopes
                .as_ref()
                .is_some_and(|scopes| scopes.iter().any(|code| code == scope.code()))
        });
        assert!(used, "{scope:?} is that of a route");
    }
    // Every parameter in a path is described, and the other way round.
    for (path, verbs) in &description.paths {
        let named: BTreeSet<&str> = path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        for operation in verbs.values() {
            let described: BTreeSet<&str> = operation
                .parameters
                .iter()
                .filter(|parameter| parameter.place == "path" && parameter.required)
                .map(|parameter| parameter.name.as_str())
                .collect();
            assert_eq!(described, named, "{path}");
        }
    }
}

/// OpenAPI 3.1 as far as the description uses it, and nothing else: a member that does not exist is an error.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to see that they are there")]
struct Description {
    openapi: Version,
    info: Info,
    servers: Vec<BTreeMap<String, String>>,
    security: [(); 0],
    tags: Vec<BTreeMap<String, String>>,
    paths: BTreeMap<String, BTreeMap<String, Operated>>,
    components: Components,
}

#[derive(Deserialize)]
enum Version {
    #[serde(rename = "3.1.0")]
    Only,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to see that they are there")]
struct Info {
    title: String,
    version: String,
    summary: String,
    description: String,
    license: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[expect(dead_code, reason = "read to see that they are there")]
struct Operated {
    operation_id: String,
    tags: [String; 1],
    summary: String,
    description: Option<String>,
    security: Vec<BTreeMap<String, Vec<String>>>,
    #[serde(default)]
    parameters: Vec<Parameter>,
    request_body: Option<Body>,
    responses: BTreeMap<String, Answer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to see that they are there")]
struct Parameter {
    name: String,
    #[serde(rename = "in")]
    place: String,
    #[serde(default)]
    required: bool,
    description: Option<String>,
    schema: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to see that they are there")]
struct Body {
    required: bool,
    content: BTreeMap<String, Media>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to see that they are there")]
struct Media {
    schema: Value,
}

#[derive(Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "read to see that they are there")]
enum Answer {
    Elsewhere(Reference),
    Here(Said),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to see that they are there")]
struct Reference {
    #[serde(rename = "$ref")]
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to see that they are there")]
struct Said {
    description: String,
    #[serde(default)]
    headers: BTreeMap<String, Value>,
    #[serde(default)]
    content: BTreeMap<String, Media>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[expect(dead_code, reason = "read to see that they are there")]
struct Components {
    security_schemes: BTreeMap<String, BTreeMap<String, String>>,
    headers: BTreeMap<String, Value>,
    responses: BTreeMap<String, Said>,
    schemas: BTreeMap<String, Value>,
}

/// Every reference leads somewhere.
#[tokio::test]
async fn every_reference_of_the_description_leads_somewhere() {
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(to)) = members.get("$ref") {
                    found.push(to);
                }
                members
                    .values()
                    .for_each(|member| references(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let town = Town::open().await;
    let whole = described(&town).await;
    let mut found = Vec::new();
    references(&whole, &mut found);
    assert!(found.len() > 100, "also those of the documents");
    for to in found {
        let pointer = to.strip_prefix('#').expect("within the document");
        assert!(whole.pointer(pointer).is_some(), "{to}");
    }
}

/// Checks an answer against what the description says of this operation and status.
struct Checked {
    whole: Value,
}

impl Checked {
    fn check(&self, verb: &str, path: &str, page: &Page) {
        let status = page.status.as_u16().to_string();
        let operation = &self.whole["paths"][path][verb];
        let answer = &operation["responses"][&status];
        assert!(answer.is_object(), "{verb} {path} may answer {status}");
        let answer = match answer["$ref"].as_str() {
            Some(to) => self.whole.pointer(&to[1..]).expect("an answer"),
            None => answer,
        };
        for name in answer["headers"]
            .as_object()
            .into_iter()
            .flat_map(|names| names.keys())
        {
            assert!(
                page.headers.contains_key(name.as_str()),
                "{status} has {name}"
            );
        }
        let Some(content) = answer["content"].as_object() else {
            assert!(page.text.is_empty(), "{status} has no body");
            return;
        };
        let kind = page.headers[header::CONTENT_TYPE].to_str().expect("text");
        let mut whole = self.whole.clone();
        // The place of the schema, for the compiler, which takes one by its address.
        whole["components"]["schemas"]["Wanted"] = content[kind]["schema"].clone();
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.enable_format_assertions();
        compiler
            .add_resource("openapi.json", whole)
            .expect("a resource");
        let wanted = compiler
            .compile("openapi.json#/components/schemas/Wanted", &mut schemas)
            .expect("a valid schema");
        if let Err(error) = schemas.validate(&read(page), wanted) {
            panic!("{verb} {path} {status}: {error:#}\n{}", page.text);
        }
    }
}

#[tokio::test]
async fn what_is_answered_fits_what_is_described() {
    let town = Town::open().await;
    let checked = Checked {
        whole: described(&town).await,
    };
    let key = both(&town).await;
    checked.check("get", ADDRESS, &town.browser().get(ADDRESS).await);
    for kind in Kind::ALL {
        let filed = town.file(*kind, "Heron").await;
        town.approve(&filed).await;
        let fields = [
            ("tracking", filed.tracking.as_str()),
            ("access_code", filed.access_code.as_str()),
            ("answer", "And a red tag."),
        ];
        town.browser().post("/status/reply", &fields).await;
    }
    let all = get(&town, &key, RECORDS).await;
    assert_eq!(
        read(&all)["records"].as_array().map(Vec::len),
        Some(2 * Kind::ALL.len())
    );
    checked.check("get", RECORDS, &all);
    for (key, query) in [(key.as_str(), "?since=12"), (&key, "?since=99"), ("x", "")] {
        checked.check(
            "get",
            RECORDS,
            &get(&town, key, &format!("{RECORDS}{query}")).await,
        );
    }
    let report = read(&all)["records"][0]["document"]["report_id"].clone();
    let report: Uuid = serde_json::from_value(report).expect("an id");
    let path = "/api/v1/records/{report_id}/acknowledgement";
    for (report, body) in [
        (report, r#"{"rms_number": "26-1"}"#),
        (report, r#"{"rms_number": "26-2"}"#),
        (report, r#"{"rms_number": "?"}"#),
        (report, "?"),
        (report, &" ".repeat(5_000)),
        (Uuid::now_v7(), r#"{"rms_number": "26-1"}"#),
    ] {
        checked.check("post", path, &acknowledge(&town, &key, report, body).await);
    }
    for _ in 0..10 {
        get(&town, "x", RECORDS).await;
    }
    checked.check("get", RECORDS, &get(&town, &key, RECORDS).await);
}
