//! A real SMTP server for a test, and what it received.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// Runs until dropped. See `smtp_server.py` for how the recipient chooses its behaviour.
pub struct SmtpServer {
    child: Child,
    folder: TempDir,
    port: u16,
}

/// A message as Python's mail parser reads it: not our own code.
#[derive(Debug, Clone, Deserialize)]
pub struct Received {
    pub recipients: Vec<String>,
    pub headers: BTreeMap<String, String>,
    pub text: String,
    pub html: String,
    pub attachments: Vec<ReceivedFile>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct ReceivedFile {
    pub name: String,
    pub content_type: String,
    base64: String,
}

impl ReceivedFile {
    /// Whether the file begins with these bytes (at most 30).
    pub fn begins_with(&self, bytes: &[u8]) -> bool {
        // Base64 keeps groups of three bytes: compare whole groups only.
        let whole = bytes.len() / 3 * 3;
        self.base64.starts_with(&base64(&bytes[..whole]))
    }

    /// In bytes.
    pub fn len(&self) -> usize {
        self.base64.trim_end_matches('=').len() * 3 / 4
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    bytes
        .chunks(3)
        .flat_map(|three| {
            let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
            [18, 12, 6, 0].map(|shift| char::from(LETTERS[(bits >> shift & 63) as usize]))
        })
        .collect()
}

impl SmtpServer {
    /// On a free port.
    pub fn start() -> Self {
        Self::start_at(0)
    }

    /// On this port.
    pub fn start_at(port: u16) -> Self {
        let python = std::env::var("SMTP_TEST_PYTHON").expect(
            "SMTP_TEST_PYTHON must name a Python that has aiosmtpd: run `make test`, or \
             `python3 -m venv DIR && DIR/bin/pip install aiosmtpd==1.4.6` and set it to DIR/bin/python",
        );
        let folder = tempfile::tempdir().expect("a folder for mail");
        let script = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/it/support/smtp_server.py"
        );
        let mut child = Command::new(&python)
            .arg(script)
            .arg(folder.path())
            .arg(port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("SMTP_TEST_PYTHON cannot be run");
        let mut line = String::new();
        let answers = child.stdout.take().expect("piped");
        BufReader::new(answers)
            .read_line(&mut line)
            .expect("the SMTP server says its port");
        let port = line
            .trim()
            .parse()
            .expect("the SMTP server did not start: is aiosmtpd installed?");
        Self {
            child,
            folder,
            port,
        }
    }

    /// A port that nobody listens on.
    pub fn free_port() -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.local_addr().expect("an address").port()
    }

    /// As `MAIL_URL`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What was received so far, in order.
    pub fn received(&self) -> Vec<Received> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.folder.path())
            .expect("the folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
            .collect();
        files.sort();
        let read = |path: &PathBuf| std::fs::read(path).expect("a message");
        files
            .iter()
            .map(|path| serde_json::from_slice(&read(path)).expect("JSON"))
            .collect()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        // Closing its input would do; a test that panics must not wait for it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
