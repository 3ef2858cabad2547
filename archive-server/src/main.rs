//! The server of the municipal archive. So far it opens the installation and says that it lives;
//! tenants, uploads and jobs come with later issues.

mod health;

use archive_core::archive::Archive;
use archive_core::clock::Clock;
use clap::Parser;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// The server of the municipal archive.
#[derive(Debug, Parser)]
#[command(name = "archive-server", version)]
struct Arguments {
    /// The folder of the installation.
    #[arg(long, env = "ARCHIVE_DIR", value_name = "DIR")]
    archive: PathBuf,
    /// The address to listen on. Behind a proxy, keep the loopback address.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
}

fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let arguments = Arguments::parse();
    let archive = match Archive::open(&arguments.archive, Clock::System) {
        Ok(archive) => archive,
        Err(error) => {
            tracing::error!(code = error.code().id, "{error}");
            return ExitCode::from(error.class().exit_code());
        }
    };
    // Only now: opening waits for remote copies in a way that no thread of a runtime may.
    let served = tokio::runtime::Runtime::new()
        .and_then(|runtime| runtime.block_on(serve(arguments.listen, &archive)));
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("could not serve on {}: {error}", arguments.listen);
            ExitCode::FAILURE
        }
    }
}

/// Serves until the process is told to stop.
async fn serve(address: SocketAddr, archive: &Archive) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(address).await?;
    let copies = archive.copies().len();
    tracing::info!(address = %listener.local_addr()?, copies, "the archive is open");
    axum::serve(listener, health::routes()).with_graceful_shutdown(stopped()).await
}

/// Ends when the process receives an interrupt or a request to terminate.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
