//! As much of HTTP/1.1 (RFC 9112) as measuring needs: whole messages over connections that stay open.
//!
//! The generator of load shares its machine with what it measures, so a library's comforts would cost the figures.

use std::io::{self, BufRead, BufReader, Error, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};

pub(crate) struct Connection(BufReader<TcpStream>);

/// A request or an answer.
pub(crate) struct Message {
    /// The request or status line.
    pub(crate) start: String,
    /// The headers' lines, as they came.
    head: Vec<String>,
    pub(crate) body: Vec<u8>,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> io::Result<Self> {
        Self::of(TcpStream::connect(address)?)
    }

    pub(crate) fn of(stream: TcpStream) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Posts `body` and waits for the answer.
    pub(crate) fn post(&mut self, path: &str, body: &str) -> io::Result<Message> {
        let length = body.len();
        let head =
            format!("POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: {length}\r\n\r\n");
        self.send(&[&head, body].concat())?;
        self.receive()?.ok_or_else(|| ErrorKind::UnexpectedEof.into())
    }

    /// Sends `message`, in one piece.
    pub(crate) fn send(&mut self, message: &str) -> io::Result<()> {
        self.0.get_mut().write_all(message.as_bytes())
    }

    /// The next message; `None` when the other end has closed between two.
    pub(crate) fn receive(&mut self) -> io::Result<Option<Message>> {
        let Some(start) = self.line()? else { return Ok(None) };
        let mut head = Vec::new();
        while let Some(line) = self.line()?.filter(|line| !line.is_empty()) {
            head.push(line);
        }
        let mut message = Message { start, head, body: Vec::new() };
        match (message.header("content-length"), message.header("transfer-encoding")) {
            (Some(length), _) => {
                message.body = vec![0; length.parse().map_err(Error::other)?];
                self.0.read_exact(&mut message.body)?;
            }
            (None, Some(_)) => message.body = self.chunks()?,
            (None, None) => {}
        }
        Ok(Some(message))
    }

    fn chunks(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let length = self.line()?.unwrap_or_default();
            let length = u64::from_str_radix(&length, 16).map_err(Error::other)?;
            self.0.by_ref().take(length).read_to_end(&mut body)?;
            self.line()?;
            if length == 0 {
                return Ok(body);
            }
        }
    }

    fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = String::new();
        let read = self.0.read_line(&mut line)?;
        line.truncate(line.trim_end().len());
        Ok((read > 0).then_some(line))
    }
}

impl Message {
    /// Of an answer.
    pub(crate) fn status(&self) -> Option<u16> {
        self.start.split(' ').nth(1)?.parse().ok()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut pairs = self.head.iter().filter_map(|line| line.split_once(':'));
        pairs.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    #[test]
    fn messages_are_read_whole_one_after_another() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = thread::spawn(move || {
            let mut connection = Connection::of(listener.accept().unwrap().0).unwrap();
            let asked = connection.receive().unwrap().unwrap();
            assert_eq!((&*asked.start, &*asked.body), ("POST /a HTTP/1.1", "question".as_bytes()));
            connection.send("HTTP/1.1 201 Created\r\nContent-Length: 3\r\nX-Rows: 7\r\n\r\none").unwrap();
            connection.receive().unwrap();
            connection
                .send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\ntwo\r\n1\r\n!\r\n0\r\n\r\n")
                .unwrap();
            connection.receive().unwrap();
            connection.send("HTTP/1.1 204 No Content\r\n\r\n").unwrap();
            assert!(connection.receive().unwrap().is_none());
        });
        let mut connection = Connection::open(address).unwrap();
        let mut check = |status, body: &[u8], rows| {
            let answer = connection.post("/a", "question").unwrap();
            assert_eq!((answer.status(), &*answer.body, answer.header("x-rows")), (Some(status), body, rows));
        };
        check(201, b"one", Some("7"));
        check(200, b"two!", None);
        check(204, b"", None);
        drop(connection);
        server.join().unwrap();
    }
}
