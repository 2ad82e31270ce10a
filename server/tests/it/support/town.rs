//! The whole service in one process: the router that `main` serves over a fresh database, with a clock that
//! stands still, and browsers that send forms and keep cookies.

use super::db::TestDb;
use super::filled::{Extent, SENT_AT, answers};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, Response, StatusCode, header};
use domain::access::Role;
use domain::answers::RawAnswers;
use domain::field::choice::YesNo;
use domain::incident::Kind;
use domain::judgement::{Damage, Judgement};
use domain::review::Command;
use server::clock::Clock;
use server::evidence::Evidence;
use server::settings::Settings;
use server::state::State;
use server::store::{Actor, Uuid, reports};
use server::usecase::add_staff::{Account, add_staff, current_code};
use server::usecase::decide::{Decision, decide};
use server::web::router;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;
use tower::ServiceExt;

pub const PASSWORD: &str = "correct horse battery staple";

/// The keys in tests: 32 times the letter k, in base64.
pub const KEY: &str = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=";

pub struct Town {
    pub state: State,
    pub clock: Clock,
    pub folder: TempDir,
    router: Router,
    pub db: TestDb,
}

impl Town {
    pub async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    /// As [`Self::open`], with something changed about how files are taken.
    pub async fn open_with(change: impl FnOnce(&mut Evidence)) -> Self {
        Self::build(|_| {}, change, &[]).await
    }

    /// As [`Self::open`], in a department with other settings.
    pub async fn open_by(change: impl FnOnce(&mut Settings)) -> Self {
        Self::build(change, |_| {}, &[]).await
    }

    /// As [`Self::open`], with these variables in the environment.
    pub async fn open_set(env: &[(&str, &str)]) -> Self {
        Self::build(|_| {}, |_| {}, env).await
    }

    async fn build(
        settle: impl FnOnce(&mut Settings),
        change: impl FnOnce(&mut Evidence),
        env: &[(&str, &str)],
    ) -> Self {
        let db = TestDb::fresh().await;
        let folder = tempfile::tempdir().expect("a folder");
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Leptos.toml");
        let at = |name: &str| format!("file:{}", folder.path().join(name).display());
        let set = |name: &str| env.iter().find(|(set, _)| *set == name);
        let mut settings = Settings::load(&file, &|name| match name {
            name if set(name).is_some() => set(name).map(|(_, value)| (*value).to_owned()),
            "MAIL_URL" => Some(at("mail")),
            "RMS_URL" => Some(at("rms")),
            "FILES_URL" => Some(at("files")),
            "FILES_KEY" | "COPY_KEY" | "SIGN_IN_KEY" => Some(KEY.to_owned()),
            _ => None,
        })
        .expect("settings");
        settle(&mut settings);
        let clock = Clock::fixed(SENT_AT);
        let mut state = State::new(settings, db.store.clone(), clock.clone()).expect("state");
        change(&mut state.evidence);
        let router = router(state.clone(), folder.path());
        Self {
            state,
            clock,
            folder,
            router,
            db,
        }
    }

    /// Changes what every request may use.
    pub fn change(&mut self, change: impl FnOnce(&mut State)) {
        change(&mut self.state);
        self.router = router(self.state.clone(), self.folder.path());
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser {
            town: self,
            cookies: BTreeMap::new(),
            address: SocketAddr::from(([192, 0, 2, 7], 4000)),
        }
    }

    /// The folder of the sealed files.
    pub fn files(&self) -> PathBuf {
        self.folder.path().join("files")
    }

    /// Another window of the same browser.
    pub fn browser_with<'a>(&'a self, other: &Browser<'_>) -> Browser<'a> {
        Browser {
            cookies: other.cookies.clone(),
            ..self.browser()
        }
    }

    /// Does everything that waits to be sent.
    pub async fn work(&self) -> usize {
        self.state.worker().expect("worker").run_due().await
    }

    /// The answer to a request, its bytes as they are.
    pub async fn raw(&self, request: Request<Body>) -> (header::HeaderMap, Vec<u8>) {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router never fails");
        let (parts, body) = response.into_parts();
        assert_eq!(parts.status, StatusCode::OK);
        let bytes = axum::body::to_bytes(body, 100_000_000).await.expect("body");
        (parts.headers, bytes.into())
    }

    /// Whether the database holds this text anywhere, as it is or in hexadecimal.
    pub fn database_holds(&self, text: &str) -> bool {
        let contents = self.db.kept();
        let hex = server::evidence::entry::hex(text.as_bytes());
        [text.as_bytes(), hex.as_bytes()]
            .iter()
            .any(|needle| memchr::memmem::find(&contents, needle).is_some())
    }

    /// Approves a report, as an officer at the desk would. The hand-over waits for [`Self::work`].
    pub async fn approve(&self, filed: &Filed) {
        let by = Actor::Staff {
            id: Uuid::now_v7(),
            name: "Sgt. P. Lane".to_owned(),
        };
        let judgement = Judgement {
            damage: Some(Damage::Minor),
            threat: Some(YesNo::No),
            ..Judgement::default()
        };
        let decision = Decision {
            tracking: filed.tracking.parse().expect("a tracking number"),
            version: None,
            command: Command::Approve { judgement },
            by,
            client: self.browser().address.ip(),
        };
        decide(&self.state, decision).await.expect("approved");
    }

    /// The id of a report.
    pub async fn id(&self, filed: &Filed) -> Uuid {
        let tracking = filed.tracking.parse().expect("a tracking number");
        let report = reports::by_tracking(self.state.store.reader(), &tracking).await;
        report.expect("read").expect("a report").id
    }

    /// The messages in the mail folder, whole.
    pub fn mail(&self) -> Vec<String> {
        files(&self.folder.path().join("mail"))
    }

    /// The documents in the records folder.
    pub fn records(&self) -> Vec<serde_json::Value> {
        files(&self.folder.path().join("rms"))
            .iter()
            .map(|text| serde_json::from_str(text).expect("JSON"))
            .collect()
    }

    /// Creates an account and gives the secret of its codes.
    pub async fn hire(&self, login: &str, role: Role) -> Vec<u8> {
        let account = Account {
            login: login.to_owned(),
            name: format!("Officer {login}"),
            badge: "12".to_owned(),
            role,
            password: PASSWORD.to_owned(),
        };
        add_staff(
            &self.state.store,
            &self.state.secret_seal,
            account,
            self.clock.now(),
        )
        .await
        .expect("account")
    }

    pub fn code(&self, secret: &[u8]) -> String {
        current_code(secret, self.clock.now()).expect("code")
    }

    /// A browser in which somebody of this role is signed in. The clock moves on, so that the next sign-in has
    /// a fresh code.
    pub async fn desk(&self, login: &str, role: Role) -> Browser<'_> {
        let secret = self.hire(login, role).await;
        let mut browser = self.browser();
        let code = self.code(&secret);
        let page = browser.sign_in(login, PASSWORD, &code).await;
        assert_eq!(
            page.location(),
            app::component::shell::home(role),
            "{}",
            page.text
        );
        self.clock.advance(Duration::from_secs(30));
        browser
    }

    /// Files a complete report through the pages and gives its numbers.
    pub async fn file(&self, kind: Kind, word: &str) -> Filed {
        self.file_all_of(kind, Extent::Least, word).await
    }

    /// The same, with as many answers as `extent` says.
    pub async fn file_all_of(&self, kind: Kind, extent: Extent, word: &str) -> Filed {
        let mut browser = self.browser();
        browser.fill(&answers(kind, extent, word)).await;
        let sent = browser.post("/report/check", &[("certify", "yes")]).await;
        assert_eq!(sent.location(), "/report/sent", "{}", sent.text);
        Filed::read(&browser.get("/report/sent").await)
    }
}

fn files(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("entry").path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("text"))
        .collect()
}

/// What the confirmation page shows.
pub struct Filed {
    pub tracking: String,
    pub access_code: String,
}

impl Filed {
    pub fn read(page: &Page) -> Self {
        Self {
            tracking: page.attribute("data-tracking"),
            access_code: page.attribute("data-access-code"),
        }
    }

    pub fn compact(&self) -> String {
        self.tracking.replace('-', "")
    }
}

/// One person's browser: no script, cookies kept.
pub struct Browser<'a> {
    town: &'a Town,
    pub cookies: BTreeMap<String, String>,
    pub address: SocketAddr,
}

impl Browser<'_> {
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(self.request(Method::GET, path, Body::empty()))
            .await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = serde_urlencoded::to_string(fields).expect("form");
        let mut request = self.request(Method::POST, path, Body::from(body));
        let form = "application/x-www-form-urlencoded".parse().expect("header");
        request.headers_mut().insert(header::CONTENT_TYPE, form);
        self.send(request).await
    }

    /// Agrees to the notice that stands before the desk.
    pub async fn agree(&mut self) {
        let agreed = self.post("/staff/sign-in/notice", &[]).await;
        assert_eq!(agreed.location(), "/staff/sign-in");
    }

    /// Agrees to the notice, and sends the page of signing in.
    pub async fn sign_in(&mut self, login: &str, password: &str, code: &str) -> Page {
        self.agree().await;
        let typed = [("login", login), ("password", password), ("code", code)];
        self.post("/staff/sign-in", &typed).await
    }

    pub fn request(&self, method: Method, path: &str, body: Body) -> Request<Body> {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let path = path.split('#').next().unwrap_or(path);
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:3000")
            .header(header::COOKIE, cookies.join("; "))
            .extension(ConnectInfo(self.address))
            .body(body)
            .expect("request")
    }

    pub async fn send(&mut self, request: Request<Body>) -> Page {
        let response = self
            .town
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router never fails");
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("cookie");
            let (name, rest) = cookie.split_once('=').expect("cookie");
            let value = rest.split(';').next().unwrap_or("");
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Page::read(response).await
    }

    /// Begins a report and answers page after page, as far as the answers go. Gives the page it ends at.
    pub async fn fill(&mut self, answers: &RawAnswers) -> Page {
        let mut next = self.post("/report/start", &[]).await.location();
        // No journey has more than 40 pages, and a page with a list takes three requests an entry.
        for _ in 0..200 {
            let page = self.get(&next).await;
            let path = next.split(['?', '#']).next().unwrap_or("").to_owned();
            let Some(id) = path.strip_prefix("/report/") else {
                return page;
            };
            if id == "evidence" {
                next = self.post(&path, &[]).await.location();
                continue;
            }
            let kind = domain::incident::chosen_kind(answers);
            let Some(step) = domain::incident::step(kind, id) else {
                return page;
            };
            next = match &step.body {
                domain::incident::Body::Fields(specs) => {
                    let fields = fields(specs, answers, str::to_owned);
                    self.post(&path, &borrowed(&fields)).await.location()
                }
                domain::incident::Body::Group(group) => {
                    for index in 0..answers.entries(group.key) {
                        let fields = fields(group.fields, answers, |key| {
                            domain::answers::entry_key(group.key, index, key)
                        });
                        let added = self.post(&format!("{path}/add"), &borrowed(&fields)).await;
                        assert_eq!(added.location(), path, "{}", added.text);
                    }
                    self.post(&path, &[]).await.location()
                }
            };
            if next.contains("e=1") {
                let page = self.get(&next).await;
                return match page.location() {
                    to if to.is_empty() => page,
                    to => self.get(&to).await,
                };
            }
        }
        panic!("the journey does not end");
    }
}

pub fn fields(
    specs: &[domain::field::FieldSpec],
    answers: &RawAnswers,
    key: impl Fn(&str) -> String,
) -> Vec<(String, String)> {
    specs
        .iter()
        .flat_map(|spec| {
            let key = key(spec.key);
            let raw = answers.get(&key).to_owned();
            let values: Vec<String> = match spec.kind {
                domain::field::FieldKind::Choices => domain::field::choice::split(&raw)
                    .map(str::to_owned)
                    .collect(),
                _ => vec![raw],
            };
            values.into_iter().map(move |value| (key.clone(), value))
        })
        .collect()
}

pub fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// An answer of the service.
pub struct Page {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub text: String,
}

impl Page {
    async fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 10_000_000).await.expect("body");
        let text = String::from_utf8_lossy(&bytes)
            .replace("<!>", "")
            .replace("<!---->", "");
        Self {
            status: parts.status,
            headers: parts.headers,
            text,
        }
    }

    /// Where it leads; empty when it is a page.
    pub fn location(&self) -> String {
        self.headers
            .get(header::LOCATION)
            .map_or(String::new(), |to| {
                to.to_str().expect("location").to_owned()
            })
    }

    pub fn has(&self, text: &str) -> bool {
        self.text.contains(text)
    }

    /// The value of the first attribute of this name.
    pub fn attribute(&self, name: &str) -> String {
        let at = self
            .text
            .find(&format!("{name}=\""))
            .unwrap_or_else(|| panic!("no {name} in {}", self.text));
        let rest = &self.text[at + name.len() + 2..];
        rest.split('"').next().unwrap_or("").to_owned()
    }
}
