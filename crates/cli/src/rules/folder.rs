//! Where the files of each layer come from: a folder of the county's own, or the program.

use crate::config::Config;
use procedure::{RuleBook, RuleFile};
use std::path::Path;

/// The files of the configured layers, read without a fault, and the book that they make.
pub(crate) fn of_config(config: &Config) -> Result<(Vec<RuleFile>, RuleBook), String> {
    let files = gather(config.rules.as_deref(), &config.layers)?;
    let book = super::read(&files, &config.layers)?;
    Ok((files, book))
}

/// The files of the layers: a layer that the folder holds is the folder's, any other is the program's.
pub(super) fn gather(folder: Option<&Path>, layers: &[String]) -> Result<Vec<RuleFile>, String> {
    let own = folder.map(read).transpose()?.unwrap_or_default();
    let shipped = demo::shipped_rules();
    let mut files = Vec::new();
    for layer in layers {
        let of_layer = |all: &[RuleFile]| -> Vec<RuleFile> {
            let inside =
                |file: &&RuleFile| file.path.strip_prefix(layer.as_str()).is_some_and(|rest| rest.starts_with('/'));
            all.iter().filter(inside).cloned().collect()
        };
        let found = Some(of_layer(&own)).filter(|found| !found.is_empty()).unwrap_or_else(|| of_layer(&shipped));
        if found.is_empty() {
            let place = folder
                .map_or_else(|| "no folder of rules is given".into(), |f| format!("`{}` holds none", f.display()));
            return Err(format!(
                "the layer `{layer}` has no files: {place}, and the program comes with national and zhejiang"
            ));
        }
        files.extend(found);
    }
    Ok(files)
}

/// The layers of a list for which there are files at all.
pub(super) fn known(folder: Option<&Path>, layers: &[String]) -> Vec<String> {
    layers.iter().filter(|layer| gather(folder, std::slice::from_ref(layer)).is_ok()).cloned().collect()
}

/// Worked examples: whose they are decides whether a failing one is a fault.
pub(super) struct Examples {
    /// The program's, without those that the folder writes anew.
    pub(super) shipped: Vec<RuleFile>,
    /// The folder's.
    pub(super) own: Vec<RuleFile>,
}

/// The worked examples: the program's, and those in the folder's `cases/`. A file there stands for the program's file of the
/// same name, since a county that is stricter writes down what it expects instead.
pub(super) fn examples(folder: Option<&Path>) -> Result<Examples, String> {
    let own = folder.map(read_all).transpose()?.unwrap_or_default();
    let own: Vec<RuleFile> = own.into_iter().filter(|file| file.path.starts_with(CASES)).collect();
    let mut shipped = demo::shipped_examples();
    shipped.retain(|file| own.iter().all(|other| other.path != file.path));
    Ok(Examples { shipped, own })
}

/// Where the worked examples of a folder stand.
const CASES: &str = "cases/";

/// The files of the layers.
fn read(folder: &Path) -> Result<Vec<RuleFile>, String> {
    // The nation's policies come with the program; a lower layer's are told as a fault when they are read.
    let of_layers = |file: &RuleFile| !file.path.starts_with("national/authority/") && !file.path.starts_with(CASES);
    Ok(read_all(folder)?.into_iter().filter(of_layers).collect())
}

fn read_all(folder: &Path) -> Result<Vec<RuleFile>, String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = std::fs::read_dir(&next).map_err(|e| format!("cannot read `{}`: {e}", next.display()))?;
        for entry in entries {
            let path = entry.map_err(|e| e.to_string())?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "toml") {
                let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                files.push(RuleFile { path: name, text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
