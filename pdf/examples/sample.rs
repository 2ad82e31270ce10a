//! Writes a sample copy to the path given as first argument, and says how long that took. The
//! second argument is how many times the narrative is repeated, the third how often to render.

#[path = "../tests/it/sample.rs"]
mod sample;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let Some(path) = args.next() else {
        eprintln!("usage: sample FILE [REPEATS [ROUNDS]]");
        return ExitCode::FAILURE;
    };
    let mut number = || {
        args.next()
            .and_then(|n| n.to_str().and_then(|n| n.parse().ok()))
            .unwrap_or(1)
    };
    let (repeats, rounds): (usize, usize) = (number(), number());
    let mut copy = sample::sample();
    copy.narrative = vec![copy.narrative; repeats].join("\n\n");
    for _ in 0..rounds {
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
