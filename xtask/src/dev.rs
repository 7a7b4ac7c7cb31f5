//! `cargo xtask dev`: shop, edge and desk on this machine, built anew on every save if asked to.
//!
//! Nothing here waits for a signal. Ctrl-C reaches every process of the terminal's group; and whichever way this program
//! ends, its children see their stdin close, and end too.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::build;
use crate::command;
use crate::demo::Demo;
use crate::host::Host;
use crate::setup::{self, Tools};
use crate::tree;
use crate::watch::{Affected, Watch};

#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Options {
    /// The edge's port; the desk takes the next one.
    port: u16,
    watch: bool,
}

impl Options {
    pub(crate) fn parse(words: &[String]) -> Result<Self> {
        let mut options = Self { port: 8787, watch: false };
        let mut words = words.iter().map(String::as_str);
        while let Some(word) = words.next() {
            match word {
                "--watch" => options.watch = true,
                "--port" => {
                    let port =
                        words.next().and_then(|port| port.parse().ok()).filter(|port| (1..u16::MAX).contains(port));
                    options.port =
                        port.context("--port needs a number from 1 to 65534: the desk takes the next one")?;
                }
                _ => bail!("`{word}` is not an option of dev: it knows --port N and --watch"),
            }
        }
        Ok(options)
    }
}

/// Builds and serves until it is stopped.
///
/// # Errors
/// What is missing, what does not build, or which part ended by itself.
pub(crate) fn run(options: Options) -> Result<()> {
    let demo = Demo { edge: options.port, desk: options.port + 1 };
    free(demo.edge)?;
    free(demo.desk)?;
    let tools = setup::run()?;
    let mut watch = Watch::new(tree::root())?;
    make(&tools, &demo, Affected::ALL)?;
    let mut running = Running::start(&demo)?;
    println!("{}", demo.welcome());
    loop {
        sleep(Duration::from_millis(300));
        running.check()?;
        let affected = if options.watch { watch.poll()? } else { Affected::default() };
        if affected.is_none() {
            continue;
        }
        // What does not build leaves the last good build running.
        match make(&tools, &demo, affected) {
            Ok(()) => {
                running.stop()?;
                running = Running::start(&demo)?;
                println!("rebuilt");
            }
            Err(why) => eprintln!("error: {why:#}"),
        }
    }
}

fn make(tools: &Tools, demo: &Demo, affected: Affected) -> Result<()> {
    if affected.assets {
        build::assets(tools, &demo.widget_origin())?;
    }
    if affected.worker {
        build::worker(tools)?;
    }
    if affected.platform {
        build::platform()?;
    }
    Ok(())
}

/// # Errors
/// When something else listens on `port`.
fn free(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(_) => bail!("port {port} is taken: stop what listens there, or choose another pair with --port"),
    }
}

/// The two processes; each ends when its stdin closes, so also with us.
struct Running {
    edge: Child,
    platform: Child,
}

impl Running {
    fn start(demo: &Demo) -> Result<Self> {
        let state = tree::root().join(".redress");
        fs::create_dir_all(&state)?;
        let settings = state.join("demo.json");
        fs::write(&settings, demo.settings()?)?;
        Ok(Self { platform: platform(demo, &state, &settings)?, edge: edge(demo, &state, &settings)? })
    }

    fn check(&mut self) -> Result<()> {
        for (name, process) in [("edge", &mut self.edge), ("platform", &mut self.platform)] {
            if let Some(status) = process.try_wait()? {
                bail!("the {name} ended by itself ({status})");
            }
        }
        Ok(())
    }

    fn stop(mut self) -> Result<()> {
        for process in [&mut self.edge, &mut self.platform] {
            drop(process.stdin.take());
            process.wait()?;
        }
        Ok(())
    }
}

fn edge(demo: &Demo, state: &Path, settings: &Path) -> Result<Child> {
    let host = Host::start(demo.edge, &state.join("edge"), &demo.edge_arguments(settings), Stdio::inherit())?;
    Ok(host.process)
}

/// Starts the platform and waits until it answers.
fn platform(demo: &Demo, state: &Path, settings: &Path) -> Result<Child> {
    // The platform is a server like any other and lets its stdin be. The shell ends it when ours closes.
    const GUARD: &str =
        r#"exec 3<&0; "$@" </dev/null & server=$!; (cat <&3; kill $server) >/dev/null 2>&1 & wait $server"#;
    let mut shell = Command::new("sh");
    shell.args(["-c", GUARD, "sh"]).arg(build::platform_program()?).stdin(Stdio::piped());
    shell.envs(demo.platform_variables()).env("REDRESS_DB", state.join("platform.sqlite"));
    shell.env("REDRESS_SETTINGS", settings);
    let mut child = command::spawn(&mut shell)?;
    let deadline = Instant::now() + Duration::from_secs(10);
    while TcpStream::connect((Ipv4Addr::LOCALHOST, demo.desk)).is_err() {
        if let Some(status) = child.try_wait()? {
            bail!("the platform did not start ({status})");
        }
        if Instant::now() > deadline {
            bail!("the platform does not listen on port {} after 10 seconds", demo.desk);
        }
        sleep(Duration::from_millis(50));
    }
    Ok(child)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options() {
        let parse = |text: &str| Options::parse(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let check = |text, port, watch| assert_eq!(parse(text).unwrap(), Options { port, watch }, "{text:?}");
        check("", 8787, false);
        check("--watch", 8787, true);
        check("--port 9000 --watch", 9000, true);
        let refuse = |text, reason: &str| assert!(parse(text).unwrap_err().to_string().starts_with(reason), "{text:?}");
        refuse("--port", "--port needs a number");
        refuse("--port none", "--port needs a number");
        refuse("--port 65535", "--port needs a number"); // The desk would have none.
        refuse("--open", "`--open` is not an option");
    }

    #[test]
    fn a_taken_port_is_named() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let why = free(port).unwrap_err().to_string();
        assert!(why.starts_with(&format!("port {port} is taken: ")), "{why}");
        drop(listener);
        assert!(free(port).is_ok());
    }
}
