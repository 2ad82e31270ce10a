use clap::Args;
#[derive(Debug, Args)]
pub struct Bench {}
impl Bench {
    pub async fn run(self, _: &std::path::Path) -> super::Outcome {
        Ok(std::process::ExitCode::SUCCESS)
    }
}
