//! The chart is drawn without overlaps and reads as a list.

use super::*;

fn node(id: usize, label: &str) -> Node {
    let standing = [Standing::Done, Standing::Current, Standing::Waiting, Standing::Refused, Standing::Ahead][id % 5];
    Node {
        id: id.to_string(),
        label: label.to_owned(),
        standing,
        who: "张*（村民代表会议召集人）".to_owned(),
        day: "3月12日（周四）".to_owned(),
        href: format!("#act-{id}"),
    }
}

fn edge(from: usize, to: usize) -> Edge {
    Edge { from: from.to_string(), to: to.to_string(), label: "未通过".to_owned(), taken: from.is_multiple_of(2) }
}

/// A chart as wild as no affair is: every step may end the case, skip ahead and go back.
fn wild(count: usize) -> FlowChart {
    let nodes = (0..count).map(|id| node(id, "村民代表会议讨论表决并当场公布结果")).collect();
    let mut edges: Vec<_> = (1..count).map(|id| edge(id - 1, id)).collect();
    edges.extend((0..count - 2).map(|id| edge(id, count - 1)));
    edges.extend((3..count).map(|id| edge(id, id - 3)));
    FlowChart { language: Language::Zh, nodes, edges, wide: true, larger: false }
}

fn numbers(text: &str) -> Vec<f32> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap())
        .collect()
}

fn drawings(chart: &FlowChart) -> Vec<String> {
    let html = chart.to_string();
    html.split("<svg").skip(1).map(|part| part.split("</svg>").next().unwrap().to_owned()).collect()
}

fn boxes(svg: &str) -> Vec<[f32; 4]> {
    svg.split("<rect ")
        .skip(1)
        .map(|part| {
            let found = numbers(part.split("rx=").next().unwrap());
            [found[0], found[1], found[2], found[3]]
        })
        .collect()
}

#[test]
fn no_two_steps_overlap_and_none_leaves_the_drawing() {
    for count in [3, 5, 6, 11, 16] {
        for svg in drawings(&wild(count)) {
            let size = numbers(svg.split("viewBox=\"").nth(1).unwrap().split('"').next().unwrap());
            let all = boxes(&svg);
            assert_eq!(all.len(), count);
            for (place, a) in all.iter().enumerate() {
                assert!(a[0] + a[2] <= size[2] && a[1] + a[3] <= size[3], "{count}: outside");
                for b in &all[place + 1..] {
                    let apart =
                        a[0] + a[2] <= b[0] || b[0] + b[2] <= a[0] || a[1] + a[3] <= b[1] || b[1] + b[3] <= a[1];
                    assert!(apart, "{count}: {a:?} lies on {b:?}");
                }
            }
        }
    }
}

#[test]
fn no_line_runs_through_a_step() {
    for count in [5, 6, 11, 16] {
        for svg in drawings(&wild(count)) {
            let all = boxes(&svg);
            for path in svg.split("<path class=\"way").skip(1).filter(|path| !path.contains("tip\" d=")) {
                let at = numbers(path.split("d=\"").nth(1).unwrap().split('"').next().unwrap());
                let corners: Vec<_> = at.chunks(2).map(|c| (c[0], c[1])).collect();
                for pair in corners.windows(2) {
                    let (from, to) = (pair[0], pair[1]);
                    for b in &all {
                        let inside_x = from.0.max(to.0) > b[0] + 0.5 && from.0.min(to.0) < b[0] + b[2] - 0.5;
                        let inside_y = from.1.max(to.1) > b[1] + 0.5 && from.1.min(to.1) < b[1] + b[3] - 0.5;
                        assert!(!(inside_x && inside_y), "{count}: {pair:?} runs through {b:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_chart_is_read_as_a_list_in_order() {
    let chart = wild(3);
    let html = chart.to_string();
    let list = html.split("<ol").nth(1).unwrap();
    assert_eq!(list.matches("<li>").count(), 3);
    assert!(list.contains("村民代表会议讨论表决并当场公布结果: 已完成, 张*（村民代表会议召集人）, 3月12日（周四）"));
    assert!(html.contains("aria-hidden"));
}

#[test]
fn an_edge_to_nowhere_is_left_out() {
    let mut chart = wild(3);
    chart.edges.push(edge(1, 99));
    let many = |chart: &FlowChart| chart.ways(&chart.nodes).len();
    assert_eq!(many(&chart), many(&wild(3)));
}

#[test]
fn every_word_stays_inside_its_step() {
    let english = node(0, "Villagers' representatives' meeting discusses, votes and announces");
    let chart =
        FlowChart { language: Language::En, nodes: vec![english], edges: Vec::new(), wide: true, larger: false };
    for svg in drawings(&chart) {
        let [x, _, width, _] = boxes(&svg)[0];
        for part in svg.split("<text ").skip(1) {
            let size = if part.contains("small") { 13.0 } else { 15.0 };
            let at = numbers(part.split("y=").next().unwrap())[0];
            let words = part.split('>').nth(1).unwrap().split('<').next().unwrap().replace("&#39;", "'");
            assert!(at + wrap::width(&words, size) <= x + width + 1.0, "{words}");
        }
    }
}

#[test]
fn larger_letters_are_larger_in_the_drawing_too() {
    let width = |svg: &str| numbers(svg.split("viewBox=\"").nth(1).unwrap().split('"').next().unwrap())[2];
    for count in [1, 5, 11] {
        let (ordinary, larger) = (wild(count.max(3)).to_string(), wild(count.max(3)).larger(true).to_string());
        // Shown as wide as the page in both, what is drawn in less room is larger by as much.
        assert!(width(&ordinary) / width(&larger) > 1.3, "{count}");
        assert!(!larger.contains("chart-across"), "the wide drawing would have to shrink");
    }
}

#[test]
fn what_is_not_on_the_road_is_folded_away_and_counted() {
    let mut chart = wild(6);
    for node in chart.nodes.iter_mut().skip(4) {
        node.standing = Standing::Aside;
    }
    let (drawn, all) = (chart.to_string(), chart.nodes.len());
    let (picture, folded) = drawn.split_once("<details").unwrap();
    assert!(folded.contains(&format!("没有走的步骤（{}）", all - 4)), "{folded}");
    assert_eq!(folded.matches("<li>").count(), all - 4);
    assert!(!picture.contains("node-aside") && picture.matches("<li>").count() == 4, "{picture}");
}
