//! Starts the platform from the environment ([`Config`]) and stops it on Ctrl-C or SIGTERM.

use redress_platform::config::Config;
use redress_platform::{Platform, serve};
use std::error::Error;
use std::process::ExitCode;
use tokio::net::TcpListener;
use tokio::signal;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("redress-platform: {fault}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let config = Config::parse(|name| std::env::var(name).ok())?;
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|fault| format!("cannot listen on {}: {fault}", config.listen))?;
    let platform = Platform::open(config)?;
    println!("redress-platform: the desk is at http://{}/desk", listener.local_addr()?);
    serve(platform, listener, stopped()).await?;
    Ok(())
}

/// Either signal; a signal that cannot be listened for is as good as none.
async fn stopped() {
    #[cfg(unix)]
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! { () = terminated => {}, () = interrupted => {} }
}
