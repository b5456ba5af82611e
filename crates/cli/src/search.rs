//! `qingcun search`: the index of the county, drawn anew from what is public.

use crate::config::Config;
use crate::installation::Installation;
use std::process::ExitCode;

/// Forgets the index and draws every village anew; tells how far it is.
pub(crate) fn run(config: &Config) -> Result<ExitCode, String> {
    let Installation { office, directory } = Installation::open(config)?;
    let parts = web::Parts { office, directory, public_url: String::new(), secure_cookies: false };
    let state = web::State::new(parts).map_err(|fault| fault.chain())?;
    state.forget_search().map_err(|fault| fault.chain())?;
    let mut drawn = 0_usize;
    let told = state.keep_search(|left| {
        drawn += 1;
        if left == 0 || drawn.is_multiple_of(10) {
            eprintln!("{drawn}/{}", drawn + left);
        }
        true
    });
    told.map_err(|fault| fault.chain())?;
    say!("已整理{drawn}个村，可以查找 / {drawn} villages are ready to be searched");
    Ok(ExitCode::SUCCESS)
}
