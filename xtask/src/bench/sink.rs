//! A platform that takes every delivery at once.

use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{sleep, spawn};
use std::time::Duration;

use super::http::Connection;

pub(crate) struct Sink {
    pub(crate) port: u16,
    taken: Arc<AtomicUsize>,
}

/// Without a delivery for so long, there is none left.
const QUIET: Duration = Duration::from_millis(500);

impl Sink {
    pub(crate) fn open() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let sink = Self { port: listener.local_addr()?.port(), taken: Arc::default() };
        let taken = Arc::clone(&sink.taken);
        spawn(move || {
            for stream in listener.incoming().flatten() {
                let taken = Arc::clone(&taken);
                // The other end may close whenever it likes.
                spawn(move || serve(stream, &taken).ok());
            }
        });
        Ok(sink)
    }

    pub(crate) fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }

    /// Waits until so many deliveries have been taken in all.
    pub(crate) fn wait_for(&self, deliveries: usize) {
        while self.taken() < deliveries {
            sleep(QUIET);
        }
    }

    /// Waits until everything has been delivered.
    pub(crate) fn settle(&self) {
        let mut before = None;
        while before != Some(self.taken()) {
            before = Some(self.taken());
            sleep(QUIET);
        }
    }
}

fn serve(stream: TcpStream, taken: &AtomicUsize) -> io::Result<()> {
    let mut connection = Connection::of(stream)?;
    while connection.receive()?.is_some() {
        taken.fetch_add(1, Ordering::Relaxed);
        connection.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}")?;
    }
    Ok(())
}
