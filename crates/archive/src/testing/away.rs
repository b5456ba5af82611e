//! A way to a PostgreSQL server that can be closed and opened again: from the program's side, the server was stopped.

use super::{Fresh, postgres};
use crate::Store;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// The way to the server. While it is closed every connection is cut and no new one is taken.
pub struct Away {
    server: String,
    port: u16,
    running: Option<Running>,
}

struct Running {
    closed: Arc<AtomicBool>,
    sockets: Arc<Mutex<Vec<TcpStream>>>,
    door: JoinHandle<()>,
}

#[expect(clippy::expect_used, reason = "a test without its way to the server cannot go on")]
impl Away {
    /// A way to the tests' server, open, with a fresh schema behind it; none when no server is named.
    #[must_use]
    pub fn new() -> Option<(Self, Fresh, Store)> {
        let fresh = postgres()?;
        let Store::Postgres { url, schema } = &fresh.store else { return None };
        let (before, after) = url.split_once('@')?;
        let (server, database) = after.split_once('/')?;
        let mut away = Self { server: server.to_owned(), port: 0, running: None };
        away.open();
        let url = format!("{before}@127.0.0.1:{}/{database}", away.port);
        let store = Store::Postgres { url, schema: schema.clone() };
        Some((away, fresh, store))
    }

    /// Lets connections through, on the same port as before.
    pub fn open(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).expect("a port");
        self.port = listener.local_addr().expect("an address").port();
        listener.set_nonblocking(true).expect("a listener that can be stopped");
        let (closed, sockets) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
        let (ends, kept, server) = (Arc::clone(&closed), Arc::clone(&sockets), self.server.clone());
        let door = std::thread::spawn(move || {
            while !ends.load(Ordering::Relaxed) {
                let Ok((client, _)) = listener.accept() else {
                    std::thread::sleep(Duration::from_millis(5));
                    continue;
                };
                client.set_nonblocking(false).expect("a connection");
                let behind = TcpStream::connect(&server).expect("the server");
                let copy = |one: &TcpStream| one.try_clone().expect("a connection");
                kept.lock().unwrap_or_else(PoisonError::into_inner).extend([copy(&client), copy(&behind)]);
                for (from, to) in [(copy(&client), copy(&behind)), (behind, client)] {
                    std::thread::spawn(move || pass(from, to));
                }
            }
        });
        self.running = Some(Running { closed, sockets, door });
    }

    /// Cuts every connection and takes no more.
    pub fn close(&mut self) {
        let Some(running) = self.running.take() else { return };
        running.closed.store(true, Ordering::Relaxed);
        running.door.join().expect("the door ends");
        for socket in running.sockets.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // Whoever has gone already needs no cutting.
            drop(socket.shutdown(Shutdown::Both));
        }
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        self.close();
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(many @ 1..) = from.read(&mut bytes) {
        let Some(read) = bytes.get(..many) else { break };
        if to.write_all(read).is_err() {
            break;
        }
    }
    drop(to.shutdown(Shutdown::Both));
    drop(from.shutdown(Shutdown::Both));
}
