//! `cargo xtask bench edge`: what one durable acknowledgement costs, beside a plain JavaScript Worker that parses, inserts and
//! answers, and beside an empty one.
//!
//! All three run at the same time on the same runtime and take turns, so that a busy machine slows them alike; figures are
//! medians of the rounds. The platform takes every delivery at once, and deliveries are part of what the edge costs.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::cost::{cpu_ms, memory_mb};
use super::growth;
use super::http::Connection;
use super::load::{Enough, Load, file};
use super::sink::Sink;
use crate::build;
use crate::demo::Demo;
use crate::host::Host;
use crate::setup;
use crate::tree;

const ROUNDS: usize = 5;
const TURN: Duration = Duration::from_secs(1);
const CONNECTIONS: [usize; 4] = [1, 16, 64, 256];
const DOCKETS: usize = 64;
const COMPLAINTS: usize = 10_000;

/// Where Workers keep their state, and where the edge delivers to.
pub(super) struct Place {
    folder: PathBuf,
    pub(super) sink: Sink,
}

/// What one turn gave: acknowledgements a second, waits and processor time in milliseconds.
struct Turn {
    per_second: f64,
    p50: f64,
    p99: f64,
    cpu: f64,
}

pub(crate) fn run() -> Result<()> {
    build::run(&setup::run()?, build::EDGE)?;
    let place = Place::open()?;
    measure(&place).with_context(|| format!("the Workers' logs are in {}", place.folder.display()))
}

fn measure(place: &Place) -> Result<()> {
    let hosts = [place.edge()?, place.baseline("plain")?, place.baseline("empty")?];
    println!("\nedge / plain JavaScript Worker / empty Worker, {ROUNDS} rounds\n");
    println!(
        "{:22}{:>22}{:>12}{:>24}{:>24}{:>22}",
        "", "acknowledged a second", "edge:plain", "p50 ms", "p99 ms", "CPU ms each"
    );
    let many: Vec<_> = (0..DOCKETS).map(|nth| format!("one of many, {nth}")).collect();
    throughput(&place.sink, &hosts, &format!("{DOCKETS} dockets"), &many)?;
    throughput(&place.sink, &hosts, "one docket", &["a busy one".into()])?;
    outage(place, &hosts[0])?;
    per_complaint(&place.sink, &hosts)?;
    hosts.into_iter().try_for_each(Host::stop)?;
    growth::run(place)
}

impl Place {
    fn open() -> Result<Self> {
        let folder = tree::target()?.join("xtask/bench");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Self { folder, sink: Sink::open()? })
    }

    pub(super) fn edge(&self) -> Result<Host> {
        self.edge_before("edge", self.sink.port)
    }

    /// One whose platform refuses every connection.
    fn edge_alone(&self) -> Result<Host> {
        let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        self.edge_before("edge-alone", nobody)
    }

    fn edge_before(&self, state: &str, desk: u16) -> Result<Host> {
        let demo = Demo { edge: 0, desk };
        let settings = self.folder.join(state).join("demo.json");
        fs::create_dir_all(self.folder.join(state))?;
        fs::write(&settings, demo.settings()?)?;
        self.start(state, &demo.edge_arguments(&settings))
    }

    /// One of the Workers in `tests/bench`.
    pub(super) fn baseline(&self, name: &str) -> Result<Host> {
        self.start(name, &worker(name))
    }

    /// `tests/bench/seed` on the state of the edge.
    pub(super) fn seed(&self) -> Result<Host> {
        self.start("edge", &worker("seed"))
    }

    fn start(&self, state: &str, arguments: &[String]) -> Result<Host> {
        let log = File::options().create(true).append(true).open(self.folder.join(format!("{state}.log")))?;
        Host::start(0, &self.folder.join(state), arguments, log.into())
    }
}

fn worker(name: &str) -> [String; 2] {
    ["--worker".into(), tree::root().join("tests/bench").join(name).display().to_string()]
}

fn throughput(sink: &Sink, hosts: &[Host; 3], layout: &str, merchants: &[String]) -> Result<()> {
    // A docket is made once; that is not what is measured.
    for host in hosts {
        Load::run(host.address, 1, merchants, Enough::Filings(merchants.len()))?;
    }
    for connections in CONNECTIONS {
        let round = |_| -> Result<[Turn; 3]> {
            let [edge, plain, empty] = hosts;
            let turn = |host| turn(sink, host, connections, merchants);
            Ok([turn(edge)?, turn(plain)?, turn(empty)?])
        };
        let rounds = (0..ROUNDS).map(round).collect::<Result<Vec<_>>>()?;
        let all = |digits: usize, read: fn(&Turn) -> f64| {
            let of = |host: usize| median(rounds.iter().map(|round| read(&round[host])));
            [0, 1, 2].map(|host| format!("{:.digits$}", of(host))).join(" / ")
        };
        let ratio = median(rounds.iter().map(|[edge, plain, _]| edge.per_second / plain.per_second));
        println!(
            "{layout:12}{connections:4} conn.{:>22}{ratio:>12.2}{:>24}{:>24}{:>22}",
            all(0, |turn| turn.per_second),
            all(1, |turn| turn.p50),
            all(1, |turn| turn.p99),
            all(2, |turn| turn.cpu),
        );
    }
    Ok(())
}

fn turn(sink: &Sink, host: &Host, connections: usize, merchants: &[String]) -> Result<Turn> {
    let before = cpu_ms(host.workerd);
    let load = Load::run(host.address, connections, merchants, Enough::After(TURN))?;
    sink.settle();
    let cpu = (cpu_ms(host.workerd) - before) / load.acknowledged as f64;
    Ok(Turn { per_second: load.per_second, p50: load.wait(50), p99: load.wait(99), cpu })
}

/// What it costs merchants that their platform is down: nothing they should notice.
fn outage(place: &Place, live: &Host) -> Result<()> {
    const CONNECTIONS: usize = 64;
    let merchants = ["an unlucky one".to_owned()];
    let alone = place.edge_alone()?;
    for host in [live, &alone] {
        Load::run(host.address, 1, &merchants, Enough::Filings(1))?;
    }
    let turn = |host| turn(&place.sink, host, CONNECTIONS, &merchants);
    let rounds = (0..ROUNDS).map(|_| Ok([turn(live)?, turn(&alone)?])).collect::<Result<Vec<_>>>()?;
    println!("\none docket, {CONNECTIONS} conn., while its platform");
    for (at, platform) in ["takes everything", "refuses every connection"].into_iter().enumerate() {
        let of = |read: fn(&Turn) -> f64| median(rounds.iter().map(|round| read(&round[at])));
        let [per_second, p50, p99] = [of(|turn| turn.per_second), of(|turn| turn.p50), of(|turn| turn.p99)];
        println!("{platform:>26}: {per_second:.0} acknowledged a second, p50 {p50:.1} ms, p99 {p99:.1} ms");
    }
    alone.stop()
}

/// Rows, deliveries and memory.
///
/// Memory is the process's, which is more than complaints need: next to the edge it runs the simulator's fifteen isolates, and it
/// keeps what thousands of deliveries have left behind. Once that is collected, the edge's heap is 1 MB, as before the first complaint.
fn per_complaint(sink: &Sink, [edge, plain, _]: &[Host; 3]) -> Result<()> {
    let merchant = ["a thorough one".to_owned()];
    // The docket tells how many rows it has written since it woke.
    let rows = || -> Result<f64> {
        let answer = file(&mut Connection::open(edge.address)?, &merchant[0])?;
        Ok(answer.header("redress-rows-written").context("the edge runs in development")?.parse()?)
    };
    let fill = |host: &Host| -> Result<[f64; 2]> {
        let before = memory_mb(host.workerd);
        Load::run(host.address, 50, &merchant, Enough::Filings(COMPLAINTS / 50))?;
        let after = memory_mb(host.workerd);
        Ok([after - before, after])
    };
    let (taken, rows_before) = (sink.taken(), rows()?);
    sink.settle();
    let deliveries = sink.taken() - taken;
    let began = Instant::now();
    let [edge_grew, edge_has] = fill(edge)?;
    let filed = began.elapsed();
    sink.wait_for(taken + deliveries * (COMPLAINTS + 1));
    let (delivered, rows_after) = (began.elapsed(), rows()?);
    let [plain_grew, plain_has] = fill(plain)?;
    println!(
        "\nper complaint: {:.2} rows written, {deliveries} deliveries",
        (rows_after - rows_before) / COMPLAINTS as f64
    );
    println!(
        "{COMPLAINTS} complaints: acknowledged in {:.0} s, all delivered after {:.0} s",
        filed.as_secs_f64(),
        delivered.as_secs_f64()
    );
    println!("memory for them: edge {edge_grew:+.0} MB to {edge_has:.0}, plain {plain_grew:+.0} MB to {plain_has:.0}");
    Ok(())
}

pub(super) fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<_> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
