//! Running other programs: in the open, into a log with a sign of life, or read line by line.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, IsTerminal, Write, stderr};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Runs `command` with its output in the user's terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = spawn(command)?.wait()?;
    check(command, status)
}

/// Runs `command` and returns what it printed; its errors go to the terminal.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let child = spawn(command.stdout(Stdio::piped()))?;
    let output = child.wait_with_output()?;
    check(command, output.status)?;
    String::from_utf8(output.stdout).with_context(|| format!("what {} printed", describe(command)))
}

/// Runs `command`, passes its output on and hands each line to `read`; true when it succeeded.
pub(crate) fn read_lines(command: &mut Command, mut read: impl FnMut(&str)) -> Result<bool> {
    let mut child = spawn(command.stdout(Stdio::piped()))?;
    let stdout = child.stdout.take().context("stdout is piped above")?;
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        println!("{line}");
        read(&line);
    }
    Ok(child.wait()?.success())
}

/// Runs a long `command` whose output only matters when it fails: into `log`, with the time shown while it runs.
///
/// # Errors
/// The last lines of the log, or what to do about a missing network.
pub(crate) fn run_logged(label: &str, log: &Path, command: &mut Command) -> Result<()> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = File::create(log).with_context(|| format!("writing {}", log.display()))?;
    let start = Instant::now();
    let mut child = spawn(command.stdin(Stdio::null()).stderr(file.try_clone()?).stdout(file))?;
    let mut shown = start;
    eprintln!("{label}: needed once, may take some minutes …");
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        let pause = if stderr().is_terminal() { 1 } else { 30 };
        if shown.elapsed() >= Duration::from_secs(pause) {
            shown = Instant::now();
            let seconds = start.elapsed().as_secs();
            if stderr().is_terminal() {
                eprint!("\r  {seconds} s");
                stderr().flush()?;
            } else {
                eprintln!("  {seconds} s");
            }
        }
        sleep(Duration::from_millis(100));
    };
    if status.success() {
        eprintln!("\r  done in {} s", start.elapsed().as_secs());
        return Ok(());
    }
    let text = fs::read_to_string(log)?;
    if is_offline(&text) {
        bail!("no network: {label} must be fetched once; connect and run this again (log: {})", log.display());
    }
    let lines: Vec<&str> = text.lines().collect();
    let tail = lines[lines.len().saturating_sub(20)..].join("\n");
    bail!("{label} failed; the end of {}:\n{tail}", log.display())
}

pub(crate) fn spawn(command: &mut Command) -> Result<Child> {
    command.spawn().with_context(|| format!("{} could not be started", describe(command)))
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    bail!("{} failed ({status})", describe(command))
}

/// The command as one would type it, without the folder of its program.
fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy();
    let words = command.get_args().map(|word| word.to_string_lossy());
    format!("`{}`", [name].into_iter().chain(words).collect::<Vec<_>>().join(" "))
}

/// Whether cargo's, npm's or apt's own words say that the network was out of reach.
fn is_offline(log: &str) -> bool {
    const SIGNS: [&str; 9] = [
        "Could not resolve host",
        "Couldn't resolve host",
        "Could not connect to server",
        "Couldn't connect to server",
        "Temporary failure resolving",
        "ECONNREFUSED",
        "ENOTFOUND",
        "EAI_AGAIN",
        "ENETUNREACH",
    ];
    SIGNS.iter().any(|sign| log.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_network_is_told_from_other_failures() {
        let check = |log: &str, offline: bool| assert_eq!(is_offline(log), offline, "{log}");
        check("error: [6] Couldn't resolve host name (Could not resolve host: packages.example)", true);
        check("npm error code ENOTFOUND\nnpm error syscall getaddrinfo", true);
        check("npm error code EAI_AGAIN", true);
        check(
            "Err:1 http://packages.example bookworm InRelease\n  Temporary failure resolving 'packages.example'",
            true,
        );
        check("error: could not compile `openssl-sys` (build script)", false);
        check("npm error code EUSAGE\nnpm error package.json and package-lock.json are not in sync", false);
    }

    #[test]
    fn a_failed_step_shows_the_end_of_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("logs/step.log");
        let mut command = Command::new("sh");
        command.args(["-c", "echo first; echo the reason >&2; exit 3"]);
        let why = run_logged("a step", &log, &mut command).unwrap_err().to_string();
        assert!(why.starts_with("a step failed") && why.ends_with("first\nthe reason"), "{why}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let why = run(Command::new("/nowhere/redress-none").arg("--version")).unwrap_err().to_string();
        assert_eq!(why, "`redress-none --version` could not be started");
    }
}
