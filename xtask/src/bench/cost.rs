//! What a process has used, as Linux's `/proc` tells it; elsewhere nothing is known.

use std::fs;

/// Linux counts in hundredths of a second, whatever the kernel's own clock.
const TICK_MS: f64 = 10.0;

/// Processor time since it started, in milliseconds.
pub(crate) fn cpu_ms(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    cpu_in(&stat).map_or(f64::NAN, |ticks| ticks as f64 * TICK_MS)
}

/// Memory it holds, in MB.
pub(crate) fn memory_mb(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    memory_in(&status).map_or(f64::NAN, |kilobytes| kilobytes as f64 / 1_024.0)
}

/// `utime` and `stime`, in ticks; the name before them may hold anything, but ends with the last parenthesis.
fn cpu_in(stat: &str) -> Option<u64> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

fn memory_in(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_words() {
        assert_eq!(cpu_in("7 (a) b) S 1 7 7 0 -1 4194304 100 0 0 0 250 30 0 0 20 0 4 0 9"), Some(280));
        assert_eq!(cpu_in(""), None);
        assert_eq!(memory_in("Name:\tx\nVmRSS:\t  2048 kB\nThreads:\t1\n"), Some(2_048));
    }
}
