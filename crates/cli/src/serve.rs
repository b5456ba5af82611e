//! `qingcun serve`: the pages of a county, and its clockwork.

use crate::config::Config;
use crate::installation::Installation;
use crate::{jobs, mail, messages};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use village::{Moment, Words};

/// Serves until Ctrl-C or SIGTERM.
pub(crate) fn run(config: &Config) -> Result<ExitCode, String> {
    log_to_stderr();
    let installation = Installation::open(config)?;
    let listener = bind(config.serve.address, None)?;
    let mailer = config.mail.as_ref().map(mail::mailer).transpose()?;
    serve(config, listener, installation, mailer, |address, url| {
        eprintln!("qingcun serves county {} at {url} (listening on {address}); Ctrl-C stops it", config.county);
    })
}

/// Logs what concerns the operator to standard error, one line each. Nothing personal is ever logged.
pub(crate) fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::builder()
        .with_default_directive(tracing::level_filters::LevelFilter::WARN.into())
        .with_env_var("QINGCUN_LOG")
        .from_env_lossy();
    // A second call, as in tests, keeps the first subscriber.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// Takes the address. `option` is the option of the command line that chooses another port.
pub(crate) fn bind(address: SocketAddr, option: Option<&str>) -> Result<std::net::TcpListener, String> {
    let wrong = |error: std::io::Error| {
        let (port, other) = (address.port(), address.port().checked_add(1).unwrap_or(8080));
        let hint = match (error.kind(), option) {
            (std::io::ErrorKind::AddrInUse, Some(option)) => Words::new(
                format!("{port}端口已被占用（也许已经开着一个清村），请换一个，如 {option} {other}"),
                format!("port {port} is in use, perhaps by another Qingcun; take another, such as {option} {other}"),
            ),
            (std::io::ErrorKind::AddrInUse, None) => Words::new(
                format!("{port}端口已被占用（也许已经开着一个清村），请在配置里改 serve.address"),
                format!("port {port} is in use, perhaps by another Qingcun; change serve.address in the configuration"),
            ),
            _ => Words::new("请核对监听地址", "check the address"),
        };
        format!("无法监听{address}：{} / cannot listen on {address}: {error}: {}", hint.zh, hint.en)
    };
    let listener = std::net::TcpListener::bind(address).map_err(wrong)?;
    listener.set_nonblocking(true).map_err(wrong)?;
    Ok(listener)
}

/// Refuses to serve by a clock that says an earlier time than the last entry: windows that have closed would look open.
fn clock_is_right(now: Moment, latest: Moment) -> Result<(), String> {
    if now.plus_ms(archive::CLOCK_LAG_MS) >= latest {
        return Ok(());
    }
    Err(format!(
        "这台机器的时钟是{now}，比最后一条记录的{latest}还早：请先把时钟校准（例如 timedatectl），再启动 / this machine's clock says \
         {now}, before {latest} of the last entry: set the clock right (for example by timedatectl), then start again"
    ))
}

/// Serves, and says where.
pub(crate) fn serve(
    config: &Config,
    listener: std::net::TcpListener,
    installation: Installation,
    mailer: Option<notify::Mailer>,
    ready: impl FnOnce(SocketAddr, &str),
) -> Result<ExitCode, String> {
    let Installation { office, directory } = installation;
    clock_is_right(office.clock().now(), office.archive().latest())?;
    // The rules are read before anybody is told that the pages are there, so that the first visitor need not wait.
    if let Err(fault) = office.read(|reader| office.current_book(reader).map(drop)) {
        tracing::warn!(fault = fault.chain(), "the rules in force were not read");
    }
    let stop = Arc::new(AtomicBool::new(false));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start: {error}"))?;
    let clockwork = {
        let (office, directory, stop) = (office.clone(), directory.clone(), Arc::clone(&stop));
        std::thread::spawn(move || jobs::run(&office, &directory, mailer.as_ref(), &stop))
    };
    let served = runtime.block_on(async {
        let listener = TcpListener::from_std(listener).map_err(|error| format!("cannot listen: {error}"))?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        let url = config.serve.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
        let secure_cookies = url.starts_with("https://");
        let parts = web::Parts { office, directory, public_url: url.clone(), secure_cookies };
        let state = web::State::behind(parts, config.serve.proxies.clone());
        let mut state = state.map_err(|fault| fault.to_string())?;
        if let Some(messages) = &config.messages {
            state = state.with_messages(messages::sender(messages));
        }
        let told = told_to_stop()?;
        tokio::spawn(watch_screens(state.clone()));
        keep_search(state.clone(), Arc::clone(&stop));
        ready(address, &url);
        web::serve(listener, web::router(state), told).await.map_err(|error| format!("the server stopped: {error}"))
    });
    stop.store(true, Ordering::Relaxed);
    runtime.shutdown_timeout(Duration::from_secs(5));
    if clockwork.join().is_err() {
        return Err("the clockwork stopped with a bug".into());
    }
    served.map(|()| ExitCode::SUCCESS)
}

/// Notices which screens in the halls are dark, as long as anybody is served.
async fn watch_screens(state: web::State) {
    let mut every = tokio::time::interval(Duration::from_secs(30));
    loop {
        every.tick().await;
        let state = state.clone();
        match tokio::task::spawn_blocking(move || state.tell_screens()).await {
            Ok(Ok(())) => {}
            Ok(Err(fault)) => tracing::error!(fault = fault.chain(), "the screens were not looked at; tried again"),
            Err(error) => tracing::error!(%error, "the screens were not looked at; tried again"),
        }
    }
}

/// Keeps the index current by which the county is searched, until told to stop.
fn keep_search(state: web::State, stop: Arc<AtomicBool>) {
    std::thread::spawn(move || {
        while !stop.load(Ordering::Relaxed) {
            if let Err(fault) = state.keep_search(|_| !stop.load(Ordering::Relaxed)) {
                tracing::error!(fault = fault.chain(), "the index was not kept; tried again");
            }
            std::thread::sleep(Duration::from_secs(1));
        }
    });
}

/// Ends with Ctrl-C or, on Unix, SIGTERM. Both are caught from the moment of the call on, before anybody is told that the
/// pages are there.
#[cfg(unix)]
fn told_to_stop() -> Result<impl Future<Output = ()> + Send + 'static, String> {
    use tokio::signal::unix::{SignalKind, signal};
    let catch = |kind| signal(kind).map_err(|error| format!("cannot wait for signals: {error}"));
    let (mut interrupt, mut terminate) = (catch(SignalKind::interrupt())?, catch(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    })
}

#[cfg(not(unix))]
fn told_to_stop() -> Result<impl Future<Output = ()> + Send + 'static, String> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
