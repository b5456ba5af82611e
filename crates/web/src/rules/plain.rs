//! What the reader of rule files found, for somebody who reads Chinese: which file, which line, what kind of fault; the reader's own
//! words stay beside it for those who write rules.

/// Parts of the reader's messages, each with what it means in plain words. The first that fits is taken.
const KINDS: [(&str, &str); 20] = [
    ("would loosen", "比上一层的规定松了；下一层只能更严，不能更松"),
    ("let fewer suffice", "比上一层的规定松了：到会或者同意的人数不能减少"),
    ("would shorten", "比上一层的规定松了：提前通知的天数不能减少"),
    ("would be rarer", "比上一层的规定松了：公开的次数不能减少"),
    ("would be fewer", "比上一层的规定松了：要交的材料不能减少"),
    ("never drop one", "比上一层的规定松了：上一层要求的不能去掉"),
    ("could loosen", "可能比上一层的规定松；下一层只能更严"),
    ("never has the duty", "主要负责人按上一层的规定不能办这项，这里却让他办"),
    ("unknown key", "写了规则里没有的名称；能用的名称见原文里 known here 后面的"),
    ("unknown", "写了规则里没有的内容；能用的见原文"),
    ("missing field", "少写了一项必须有的内容"),
    ("is not a known", "写了系统不认识的名称，请核对拼写"),
    ("given twice", "同一个名称写了两次"),
    ("already", "前面已经写过，不能再写一次；下一层要改，写在 [[tighten]] 里"),
    ("belongs in", "文件放错了文件夹，应放在原文写的位置"),
    ("write the law", "法律依据要写明法律代码和条文号"),
    ("does not lie in the county", "这个乡镇不在本县"),
    ("is not later than", "日期的先后不对"),
    ("before `since`", "结束的日期早于开始的日期"),
    ("expected", "写法不对；应写成什么，见原文里 expected 后面的"),
];

/// A message `file:line: what` with its place and its kind in Chinese; anything else as it is.
pub(crate) fn in_chinese(message: &str) -> String {
    let placed = message.split_once(": ").and_then(|(place, what)| {
        let (file, line) = place.rsplit_once(':')?;
        let number: usize = line.parse().ok()?;
        (!file.contains(' ') && !what.is_empty()).then_some((file, number, what))
    });
    let Some((file, line, what)) = placed else { return message.to_owned() };
    let kind = KINDS.iter().find(|(part, _)| what.contains(part)).map_or("这一处不符合规则的写法", |(_, kind)| kind);
    format!("文件 {file} 第{line}行：{kind}。原文：{what}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use procedure::RuleBook;

    /// The fault of the shipped rules with a line changed, as a page tells it.
    fn told(path: &str, from: &str, to: &str) -> String {
        let mut files = demo::shipped_rules();
        let file = files.iter_mut().find(|file| file.path == path).unwrap();
        assert!(file.text.contains(from), "{path} has no `{from}`");
        file.text = file.text.replacen(from, to, 1);
        let faults = RuleBook::read(&files, &["national", "zhejiang"]).unwrap_err();
        in_chinese(&faults[0].to_string())
    }

    #[test]
    fn what_the_reader_really_says_is_told_with_file_line_and_kind() {
        let loose = told("zhejiang/affairs/D/D1.toml", "value = 15\n", "value = 3\n");
        assert!(loose.starts_with("文件 zhejiang/affairs/D/D1.toml 第") && loose.contains("只能更严"), "{loose}");
        let unknown = told("zhejiang/quorums.toml", "notice_days = 3\n", "notice_days = 3\nno_such_key = 1\n");
        assert!(
            unknown.contains("规则里没有的名称") && unknown.contains("原文：") && unknown.contains("no_such_key"),
            "{unknown}"
        );
    }

    #[test]
    fn a_story_stays_as_it_is() {
        assert_eq!(in_chinese("C1：付款以前要有决议"), "C1：付款以前要有决议");
        assert_eq!(in_chinese("affair C1: no road"), "affair C1: no road");
    }
}
