use std::path::PathBuf;

/// Which archive.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ArchiveArgs {
    /// The archive
    #[arg(long, value_name = "FILE", default_value = "chancery.db", env = "CHANCERY_ARCHIVE")]
    pub(super) archive: PathBuf,

    /// No progress, no warnings, no summary; errors are still named
    #[arg(long, short)]
    pub(super) quiet: bool,
}
