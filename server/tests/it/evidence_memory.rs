//! A large file does not need large memory: measured on the server's own process.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const BOUNDARY: &str = "----one-boundary-of-the-tests";
/// 300 MB in two files.
const FILE: usize = 150_000_000;

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The largest and the present memory of a process, in kB.
fn memory(pid: u32) -> (u64, u64) {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("Linux");
    let of = |name: &str| {
        let line = status
            .lines()
            .find(|line| line.starts_with(name))
            .expect("a line");
        line.split_whitespace()
            .nth(1)
            .and_then(|number| number.parse().ok())
            .expect("a number")
    };
    (of("VmHWM:"), of("VmRSS:"))
}

#[test]
fn three_hundred_megabytes_are_taken_in_64_megabytes_of_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Leptos.toml");
    std::fs::copy(settings, folder.path().join("Leptos.toml")).expect("settings");
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|probe| probe.local_addr())
        .expect("a port")
        .port();
    let address = format!("127.0.0.1:{port}");
    let server = Command::new(env!("CARGO_BIN_EXE_server"))
        .args(["serve"])
        .current_dir(folder.path())
        .env("LEPTOS_SITE_ADDR", &address)
        .env("RUST_LOG", "warn")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts");
    let server = Running(server);
    let deadline = Instant::now() + Duration::from_secs(60);
    while !ask(&address, "GET /healthz HTTP/1.1", "", b"").starts_with("HTTP/1.1 200") {
        assert!(Instant::now() < deadline, "the server answers");
        std::thread::sleep(Duration::from_millis(100));
    }
    let cookie = begun(&address);

    let before = memory(server.0.id()).1;
    let mut stream = TcpStream::connect(&address).expect("connected");
    let head = |name: &str| {
        format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n"
        )
    };
    let wav = [&b"RIFF\0\0\0\0WAVEfmt "[..], &[0x55; 65_520]].concat();
    let end = format!("--{BOUNDARY}--\r\n");
    let pieces = FILE / wav.len();
    let length = 2 * (head("a.wav").len() + pieces * wav.len() + 2) + end.len();
    let request = format!(
        "POST /report/evidence HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nConnection: close\r\n\
         Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).expect("sent");
    for name in ["a.wav", "b.wav"] {
        stream.write_all(head(name).as_bytes()).expect("sent");
        for _ in 0..pieces {
            stream.write_all(&wav).expect("sent");
        }
        stream.write_all(b"\r\n").expect("sent");
    }
    stream.write_all(end.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    assert!(answer.contains("location: /report/check"), "{answer}");
    let grown = memory(server.0.id()).0.saturating_sub(before);
    println!("grown by {grown} kB at most, from {before} kB");
    assert!(grown < 64 * 1024, "grown by {grown} kB");
}

/// Begins a report and gives its cookie.
fn begun(address: &str) -> String {
    let began = ask(address, "POST /report/start HTTP/1.1", "", b"");
    began
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .and_then(|line| line.split(';').next())
        .expect("a cookie")
        .to_owned()
}

fn ask(address: &str, line: &str, head: &str, body: &[u8]) -> String {
    let Ok(mut stream) = TcpStream::connect(address) else {
        return String::new();
    };
    let length = body.len();
    let request = format!(
        "{line}\r\nHost: {address}\r\n{head}Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    let mut answer = Vec::new();
    let sent = stream
        .write_all(request.as_bytes())
        .and_then(|()| stream.write_all(body));
    if sent.and_then(|()| stream.read_to_end(&mut answer)).is_err() {
        return String::new();
    }
    String::from_utf8_lossy(&answer).into_owned()
}
