//! The reference for pages: nginx, serving the same bytes from disk, compressed before.

use crate::Outcome;
use crate::http::{ask, free_port};
use crate::server::{memory_of, stop};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running nginx on loopback.
pub(crate) struct Nginx {
    child: Child,
    /// Where it listens.
    pub(crate) port: u16,
    /// From its start to its first answer.
    pub(crate) ready: Duration,
}

/// The file that it serves.
pub(crate) const PAGE: &str = "/page.html";

impl Nginx {
    /// Serves one page, `plain` and `gzip`, from a folder.
    pub(crate) fn start(folder: &Path, plain: &[u8], gzip: &[u8], workers: usize) -> Outcome<Self> {
        let port = free_port()?;
        std::fs::create_dir_all(folder.join("pages"))?;
        std::fs::write(folder.join("pages/page.html"), plain)?;
        std::fs::write(folder.join("pages/page.html.gz"), gzip)?;
        std::fs::write(folder.join("nginx.conf"), configuration(folder, port, workers))?;
        let begun = Instant::now();
        let child = Command::new("nginx")
            .arg("-p")
            .arg(folder)
            .arg("-c")
            .arg(folder.join("nginx.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut nginx = Self { child, port, ready: Duration::ZERO };
        while !ask(port, PAGE, true).is_ok_and(|answer| answer.status == 200) {
            if begun.elapsed() > Duration::from_secs(10) || matches!(nginx.child.try_wait(), Ok(Some(_))) {
                let log = std::fs::read_to_string(folder.join("error.log")).unwrap_or_default();
                return Err(format!("nginx did not start: {log}").into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        nginx.ready = begun.elapsed();
        Ok(nginx)
    }

    /// Its memory, with its workers', in megabytes.
    pub(crate) fn memory(&self) -> Outcome<f64> {
        Ok(memory_of(self.child.id())?.0)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// Whether a tool is installed.
pub(crate) fn installed(tool: &str) -> bool {
    let version = if tool == "nginx" { "-v" } else { "--version" };
    Command::new(tool).arg(version).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

fn configuration(folder: &Path, port: u16, workers: usize) -> String {
    let folder = folder.display();
    format!(
        "daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=100;
  types {{ text/html html; }}
  charset utf-8;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/pages;
    gzip_static on;
  }}
}}
"
    )
}
