//! The Worker on workerd, in a process group of its own that can be killed and started again on the same state.

use crate::client::{Client, ORIGIN};
use crate::flawed::{self, Flaw};
use crate::wait::{PATIENCE, until};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use complaint::site::{Desk, Policy, Settings};
use complaint::suggestion::{Card, Suggestion, When};
use complaint::time::Span;
use rustix::process::{Pid, Signal, kill_process_group};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::iter::repeat_with;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use tempfile::TempDir;

const MASTER_KEY: [u8; 32] = *b"redress whole-path tests' secret";
/// Words of a Worker that ran off its rails.
const UNSOUND: [&str; 5] = ["panicked", "unreachable", "RuntimeError", "Uncaught", "exception"];

/// A marketplace as this runtime knows it.
#[derive(Clone, Debug)]
pub struct Site {
    pub id: String,
    /// Where its events are sent.
    pub webhook: String,
}

/// Ends with its processes and its state when dropped.
pub struct Edge {
    pub client: Client,
    address: SocketAddr,
    folder: TempDir,
    arguments: Vec<String>,
    process: Child,
    log: Arc<Mutex<String>>,
}

impl Edge {
    /// Retries come a thousand times sooner than in earnest: after 5 ms, 0.3 s, 1.8 s, 7.2 s, 18 s.
    pub fn start(sites: &[Site]) -> Self {
        Self::start_with(sites, &["RETRY_PERMILLE=1"])
    }

    /// With Worker variables `NAME=VALUE` of its own.
    pub fn start_with(sites: &[Site], variables: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("there is room for the state");
        for site in sites {
            let settings = serde_json::to_vec_pretty(&settings(site)).expect("settings are plain data");
            fs::write(file(folder.path(), site), settings).expect("the folder was just made");
        }
        let arguments = arguments(folder.path(), sites, variables);
        let log = Arc::default();
        let address = free_address();
        let process = spawn(&script(), address, &arguments, &log);
        Self { client: Client::new(&format!("http://{address}")), address, folder, arguments, process, log }
    }

    /// SIGKILL to all of it, at once.
    pub fn kill(&mut self) {
        kill(&mut self.process);
        // The group is gone when its listener is; its last member is not ours to wait for.
        until("the killed runtime lets go of its port", || TcpStream::connect(self.address).err());
    }

    /// From its next start on, `variable` (`NAME=VALUE`) is said to the Worker.
    pub fn set(&mut self, variable: &str) {
        self.arguments.extend(["--var".to_owned(), variable.to_owned()]);
    }

    /// On the state and the port it had.
    pub fn restart(&mut self) {
        self.process = spawn(&script(), self.address, &self.arguments, &self.log);
    }

    /// The same, with a Worker whose clock runs `ahead`.
    pub fn restart_with_clock(&mut self, ahead: Span) {
        self.restart_with(Flaw::ClockAhead(ahead));
    }

    /// The same, with a Worker that finds no index.
    pub fn restart_without_index(&mut self) {
        self.restart_with(Flaw::NoIndex);
    }

    fn restart_with(&mut self, flaw: Flaw) {
        let script = flawed::copy(self.folder.path(), flaw);
        self.process = spawn(&script, self.address, &self.arguments, &self.log);
    }

    /// What the cron trigger does.
    pub fn sweep(&mut self) {
        let stdin = self.process.stdin.as_mut().expect("stdin is piped");
        stdin.write_all(b"\n").expect("the runtime reads it");
    }

    /// Where the runtime keeps objects and KV.
    pub fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    /// The file of the one docket there is.
    pub fn docket(&self) -> PathBuf {
        let files = fs::read_dir(self.state().join("do/redress-edge-Docket")).expect("the runtime keeps objects there");
        let files = files.filter_map(|file| Some(file.ok()?.path()));
        let mut dockets = files.filter(|file| !file.to_string_lossy().contains("metadata"));
        dockets.find(|file| file.extension().is_some_and(|ending| ending == "sqlite")).expect("a complaint was filed")
    }

    /// What the Worker has logged since the first start.
    pub fn log(&self) -> String {
        self.log.lock().expect("no reader panics").clone()
    }

    /// No panic, trap or uncaught exception so far.
    #[track_caller]
    pub fn assert_sound(&self) {
        let log = self.log();
        for word in UNSOUND {
            assert!(!log.contains(word), "the Worker's log speaks of `{word}`:\n{log}");
        }
    }
}

impl Drop for Edge {
    fn drop(&mut self) {
        kill(&mut self.process);
        if thread::panicking() {
            eprintln!("--- the Worker's log ---\n{}", self.log());
        }
    }
}

/// What the platform of `site` verifies signatures with: the derivation is stated here a second time, so that a change
/// of it, which would cut off every platform, is noticed.
pub fn webhook_secret(site: &str) -> String {
    let mut key = [0; 32];
    let info = format!("redress/webhook/{site}");
    hkdf::Hkdf::<Sha256>::new(None, &MASTER_KEY)
        .expand(info.as_bytes(), &mut key)
        .expect("HKDF gives up to 255 times its hash");
    format!("whsec_{}", STANDARD.encode(key))
}

/// What the platform of `site` shows when it calls.
pub fn api_token(site: &str) -> String {
    format!("token-of-{site}")
}

/// The master key, as the Worker is told it unless [`Edge::set`] says otherwise.
pub fn master_key() -> String {
    hex(&MASTER_KEY)
}

/// An answer that fits whatever is not urgent.
fn suggestion() -> Suggestion {
    let card = Card { title: "Where is it?".into(), text: "Look under Sales.".into(), link: None };
    let cards = [("en".to_owned(), card)].into();
    Suggestion { id: "where-is-it".into(), when: When::default(), cards }
}

fn settings(site: &Site) -> Settings {
    Settings {
        name: "Toy Market".into(),
        origins: vec![ORIGIN.into()],
        webhook: site.webhook.clone(),
        api_tokens: vec![hex(&Sha256::digest(api_token(&site.id)))],
        contact: Desk { name: "Seller desk".into(), email: "desk@shop.example".into(), phone: "+49301234567".into() },
        policy: Policy::default(),
        suggestions: vec![suggestion()],
    }
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../edge/runtime.mjs")
}

fn arguments(folder: &Path, sites: &[Site], variables: &[&str]) -> Vec<String> {
    let master_key = format!("MASTER_KEY={}", master_key());
    let variables = ["DEV=true", &master_key].into_iter().chain(variables.iter().copied());
    let state = ["--state".to_owned(), folder.join("state").display().to_string()];
    let sites = sites.iter().flat_map(|site| ["--site".to_owned(), file(folder, site).display().to_string()]);
    let variables = variables.flat_map(|variable| ["--var".to_owned(), variable.to_owned()]);
    state.into_iter().chain(sites).chain(variables).collect()
}

/// A place to listen at, also after a while of being away.
///
/// Below the ports that systems hand out (from 32768 on Linux, 49152 elsewhere): between a kill and a restart no one else's
/// connection gets it, nor does a client that keeps trying meet itself there.
pub fn free_address() -> SocketAddr {
    let ports = repeat_with(|| fastrand::u16(15_000..32_000));
    let mut addresses = ports.map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    addresses.find(|address| TcpListener::bind(address).is_ok()).expect("the ports go on for ever")
}

/// Starts `script` and waits until it answers.
fn spawn(script: &Path, address: SocketAddr, arguments: &[String], log: &Arc<Mutex<String>>) -> Child {
    let mut command = Command::new("node");
    command.arg(script).args(["--port", &address.port().to_string()]).args(arguments);
    // It ends when its stdin closes, so that a test that is killed leaves nothing behind.
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    let mut process = command.spawn().expect("node is installed");

    let stderr = process.stderr.take().expect("stderr is piped above");
    let kept = Arc::clone(log);
    thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            let mut log = kept.lock().expect("no holder panics");
            log.push_str(&line);
            log.push('\n');
        }
    });
    let stdout = process.stdout.take().expect("stdout is piped above");
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        // The one line says that it is ready; the receiver may have given up.
        let _ = lines.next().map(|line| sender.send(line));
        lines.for_each(drop);
    });
    if receiver.recv_timeout(PATIENCE).is_err() {
        kill(&mut process);
        let log = log.lock().expect("no holder panics").clone();
        panic!("the runtime did not start:\n{log}");
    }
    process
}

fn kill(process: &mut Child) {
    // Both fail only when it has ended already.
    let _ = kill_process_group(Pid::from_child(process), Signal::KILL);
    let _ = process.wait();
}

fn file(folder: &Path, site: &Site) -> PathBuf {
    folder.join(format!("{}.json", site.id))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
