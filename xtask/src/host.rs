//! A Worker on workerd, in a process that ends with ours: its stdin closes then.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::spawn;

use anyhow::{Context, Result, bail};

use crate::command;
use crate::tree;

pub(crate) struct Host {
    pub(crate) process: Child,
    pub(crate) address: SocketAddr,
    /// The runtime itself, a child of `process`.
    pub(crate) workerd: u32,
}

/// What `edge/runtime.mjs` prints when it answers.
#[derive(serde::Deserialize)]
struct Ready {
    ready: String,
    workerd: u32,
}

impl Host {
    /// Starts `edge/runtime.mjs` at `port` of loopback, 0 for a free one, and waits until it answers.
    ///
    /// `arguments` are as that file describes them; `log` is where the Worker's log goes.
    pub(crate) fn start(port: u16, state: &Path, arguments: &[String], log: Stdio) -> Result<Self> {
        let mut node = Command::new("node");
        node.arg(tree::root().join("edge/runtime.mjs")).args(["--port", &port.to_string()]);
        node.arg("--state").arg(state).args(arguments);
        let mut process = command::spawn(node.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log))?;
        let mut lines = BufReader::new(process.stdout.take().context("stdout is piped above")?).lines();
        while let Some(line) = lines.next().transpose()? {
            let Ok(Ready { ready, workerd }) = serde_json::from_str(&line) else {
                println!("{line}");
                continue;
            };
            let address = ready.trim_start_matches("http://").parse().context(ready.clone())?;
            spawn(move || lines.map_while(Result::ok).for_each(|line| println!("{line}")));
            return Ok(Self { process, address, workerd });
        }
        bail!("the Worker did not start")
    }

    pub(crate) fn stop(mut self) -> Result<()> {
        drop(self.process.stdin.take());
        self.process.wait()?;
        Ok(())
    }
}
