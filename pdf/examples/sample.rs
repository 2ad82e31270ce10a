//! Writes a sample copy to the path given as first argument; the second is how many times the
//! narrative is repeated.

#[path = "../tests/it/sample.rs"]
mod sample;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let Some(path) = args.next() else {
        eprintln!("usage: sample FILE [REPEATS]");
        return ExitCode::FAILURE;
    };
    let repeats = args
        .next()
        .and_then(|n| n.to_str().and_then(|n| n.parse().ok()))
        .unwrap_or(1);
    let mut copy = sample::sample();
    copy.narrative = vec![copy.narrative; repeats].join("\n\n");
    for _ in 0..std::env::var("ROUNDS").map_or(1, |n| n.parse().unwrap_or(1)) {
        let start = std::time::Instant::now();
        match pdf::render(&copy) {
            Ok(bytes) => {
                eprintln!("{} bytes in {:?}", bytes.len(), start.elapsed());
                if let Err(error) = std::fs::write(&path, bytes) {
                    eprintln!("{error}");
                    return ExitCode::FAILURE;
                }
            }
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
