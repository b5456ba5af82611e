//! Which layers of rules a county has: the nation's, and those of its own province where the program knows them.

use super::Config;
use village::{Place, Words};

/// A province whose rules come with the program.
struct Province {
    layer: &'static str,
    /// The first two digits of its places.
    code: &'static str,
    zh: &'static str,
    en: &'static str,
}

const PROVINCES: [Province; 1] = [Province { layer: "zhejiang", code: "33", zh: "浙江省", en: "Zhejiang" }];

/// No province has this code: invented counties have it, and any rules that they like.
const INVENTED: &str = "99";

/// The layers that the program has for a county.
pub(crate) fn own_layers(county: &Place) -> Vec<String> {
    let invented = county.as_str().starts_with(INVENTED);
    let own = PROVINCES.iter().filter(|province| invented || county.as_str().starts_with(province.code));
    std::iter::once("national").chain(own.map(|province| province.layer)).map(str::to_owned).collect()
}

/// What is wrong with a layer that is another province's.
pub(super) fn foreign(layer: &str, county: &Place) -> Option<Words> {
    let province = PROVINCES.iter().find(|province| province.layer == layer)?;
    if county.as_str().starts_with(province.code) || county.as_str().starts_with(INVENTED) {
        return None;
    }
    let Province { code, zh, en, .. } = province;
    Some(Words::new(
        format!("`{layer}`是{zh}（{code}）的规则，`{county}`县不在{zh}"),
        format!("`{layer}` are the rules of {en} ({code}); the county `{county}` does not lie there"),
    ))
}

/// Which layers hold in a county, and whether its province's are missing.
pub(crate) fn layers_told(config: &Config) -> String {
    let layers = config.layers.join(" < ");
    let mut text = format!("规则 / rules: {layers}");
    if config.layers == ["national"] {
        let known: Vec<&str> = PROVINCES.iter().map(|province| province.zh).collect();
        text.push_str(&format!(
            "\n程序里没有本省的规则（只有{}的），现只按国家规则办；本省、本县的规则可自己写，见 docs/configuration.md\n\
             the program has no rules of this county's province, so the nation's alone hold; write your own: \
             docs/configuration.md",
            known.join("、")
        ));
    }
    text
}
