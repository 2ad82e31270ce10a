//! The server's entry point: everything is in the library, so that tests drive the same code.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    server::cli::run().await
}
