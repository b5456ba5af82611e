//! Every affair's BPMN file is read again and held against the rules of BPMN 2.0: references, one start, roads, drawing.

use crate::common::zhejiang;
use procedure::{Affair, bpmn};
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Language};

/// An element of the file, with what stands directly in it.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
    inside: Vec<Element>,
}

impl Element {
    fn at(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }

    fn all<'a>(&'a self, name: &'a str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        for one in &self.inside {
            if one.name == name {
                found.push(one);
            }
            found.extend(one.all(name));
        }
        found
    }

    fn own<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.inside.iter().filter(move |one| one.name == name)
    }
}

/// Reads well-formed XML, or fails: every tag is closed, every attribute is quoted and given once, no bare `&` or `<`.
fn read(xml: &str) -> Element {
    let body = xml.strip_prefix(r#"<?xml version="1.0" encoding="UTF-8"?>"#).expect("the declaration comes first");
    let mut open = vec![Element::default()];
    for piece in body.trim().split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag without an end");
        if let Some(name) = tag.strip_prefix('/') {
            let done = open.pop().unwrap();
            assert_eq!(done.name, name, "closed out of order");
            open.last_mut().unwrap().inside.push(done);
        } else {
            let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
            let mut element = Element { name: name.to_owned(), ..Element::default() };
            let parts: Vec<&str> = rest.split('"').collect();
            for pair in parts.chunks(2) {
                let [key, value] = pair else { continue };
                let key = key.trim().strip_suffix('=').expect("an attribute without a value").to_owned();
                plain(value);
                assert!(element.attributes.insert(key.clone(), (*value).to_owned()).is_none(), "`{key}` twice");
            }
            if empty {
                open.last_mut().unwrap().inside.push(element);
            } else {
                open.push(element);
            }
        }
        plain(text);
        if let Some(element) = open.last_mut() {
            element.text.push_str(text);
        }
    }
    assert_eq!(open.len(), 1, "left open");
    open.remove(0).inside.remove(0)
}

fn plain(text: &str) {
    for part in text.split('&').skip(1) {
        let entity = part.split_once(';').expect("a bare `&`").0;
        assert!(matches!(entity, "amp" | "lt" | "gt" | "quot" | "#10"), "the entity `{entity}`");
    }
}

const NODES: [&str; 5] =
    ["bpmn:startEvent", "bpmn:endEvent", "bpmn:userTask", "bpmn:exclusiveGateway", "bpmn:intermediateCatchEvent"];

fn file(affair: &Affair, language: Language) -> Element {
    let day: Day = "2026-11-22".parse().unwrap();
    read(&bpmn(zhejiang(), affair, language, day))
}

fn everywhere(check: impl Fn(&Affair, &Element)) {
    assert_eq!(zhejiang().affairs.len(), 32);
    for affair in zhejiang().affairs.values() {
        for language in [Language::Zh, Language::En] {
            check(affair, &file(affair, language));
        }
    }
}

fn nodes(root: &Element) -> Vec<&Element> {
    NODES.iter().flat_map(|name| root.all(name)).collect()
}

#[test]
fn every_id_is_its_own_and_every_reference_resolves() {
    everywhere(|affair, root| {
        let code = &affair.code;
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        let mut stack = vec![root];
        while let Some(element) = stack.pop() {
            let id = element.at("id");
            let starts_well = id.chars().next().is_none_or(|c| c.is_ascii_alphabetic() || c == '_');
            assert!(
                starts_well && id.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c)),
                "{code}: `{id}`"
            );
            assert!(id.is_empty() || ids.insert(id), "{code}: `{id}` twice");
            stack.extend(&element.inside);
        }
        let known: BTreeSet<&str> = nodes(root).iter().map(|node| node.at("id")).collect();
        for flow in root.all("bpmn:sequenceFlow") {
            for end in ["sourceRef", "targetRef"] {
                assert!(known.contains(flow.at(end)), "{code}: {} has the {end} `{}`", flow.at("id"), flow.at(end));
            }
        }
        for element in root.all("bpmndi:BPMNShape").into_iter().chain(root.all("bpmndi:BPMNEdge")) {
            assert!(ids.contains(element.at("bpmnElement")), "{code}: {}", element.at("bpmnElement"));
        }
        let process = root.all("bpmn:process")[0];
        assert_eq!(root.all("bpmn:participant")[0].at("processRef"), process.at("id"));
        assert_eq!(root.all("bpmndi:BPMNPlane")[0].at("bpmnElement"), root.all("bpmn:collaboration")[0].at("id"));
    });
}

#[test]
fn incoming_and_outgoing_match_the_flows() {
    everywhere(|affair, root| {
        for node in nodes(root) {
            let id = node.at("id");
            for (child, end) in [("bpmn:incoming", "targetRef"), ("bpmn:outgoing", "sourceRef")] {
                let said: BTreeSet<&str> = node.own(child).map(|one| one.text.as_str()).collect();
                let flows = root.all("bpmn:sequenceFlow");
                let real: BTreeSet<&str> =
                    flows.iter().filter(|flow| flow.at(end) == id).map(|flow| flow.at("id")).collect();
                assert_eq!(said, real, "{}: {id} {child}", affair.code);
            }
            let (into, out) = (node.own("bpmn:incoming").count(), node.own("bpmn:outgoing").count());
            match node.name.as_str() {
                "bpmn:startEvent" => assert!(into == 0 && out == 1, "{}: {id}", affair.code),
                "bpmn:endEvent" => assert!(into > 0 && out == 0, "{}: {id}", affair.code),
                "bpmn:exclusiveGateway" => assert!(into > 0 && out > 1, "{}: {id} {into} {out}", affair.code),
                // More than one way out of a task would be taken all at once.
                _ => assert!(into > 0 && out == 1, "{}: {id} {into} {out}", affair.code),
            }
        }
    });
}

#[test]
fn there_is_one_start_and_every_node_lies_between_it_and_an_end() {
    everywhere(|affair, root| {
        assert_eq!(root.all("bpmn:startEvent").len(), 1);
        assert_eq!(root.all("bpmn:endEvent").len(), affair.endings.len());
        assert_eq!(root.all("bpmn:userTask").len(), affair.steps.len());
        let all: BTreeSet<&str> = nodes(root).iter().map(|node| node.at("id")).collect();
        let flows = root.all("bpmn:sequenceFlow");
        let walk = |from: Vec<&str>, source: &str, target: &str| -> BTreeSet<String> {
            let mut seen: BTreeSet<String> = from.iter().map(|id| (*id).to_owned()).collect();
            let mut next: Vec<String> = seen.iter().cloned().collect();
            while let Some(here) = next.pop() {
                for flow in flows.iter().filter(|flow| flow.at(source) == here) {
                    if seen.insert(flow.at(target).to_owned()) {
                        next.push(flow.at(target).to_owned());
                    }
                }
            }
            seen
        };
        let ends: Vec<&str> = root.all("bpmn:endEvent").iter().map(|end| end.at("id")).collect();
        let forth = walk(vec![root.all("bpmn:startEvent")[0].at("id")], "sourceRef", "targetRef");
        let back = walk(ends, "targetRef", "sourceRef");
        for id in all {
            assert!(forth.contains(id), "{}: nothing leads to {id}", affair.code);
            assert!(back.contains(id), "{}: {id} leads to no end", affair.code);
        }
    });
}

#[test]
fn a_gateway_has_its_conditions_and_one_way_for_everything_else() {
    everywhere(|affair, root| {
        for gateway in root.all("bpmn:exclusiveGateway") {
            let id = gateway.at("id");
            let flows = root.all("bpmn:sequenceFlow");
            let out: Vec<&&Element> = flows.iter().filter(|flow| flow.at("sourceRef") == id).collect();
            let conditions = out.iter().filter(|flow| !flow.inside.is_empty()).count();
            match gateway.at("default") {
                // What comes out is somebody's choice: each way has its word.
                "" => {
                    let named = out.iter().all(|flow| !flow.at("name").is_empty());
                    assert!(conditions == out.len() && named, "{}: {id}", affair.code);
                }
                default => {
                    let otherwise = out.iter().find(|flow| flow.at("id") == default).expect("the default is a way out");
                    assert!(otherwise.inside.is_empty() && conditions + 1 == out.len(), "{}: {id}", affair.code);
                }
            }
        }
    });
}

#[test]
fn every_node_lies_in_one_lane_and_the_lanes_bear_the_posts() {
    everywhere(|affair, root| {
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let lanes = root.all("bpmn:lane");
        for lane in &lanes {
            assert!(!lane.at("name").is_empty());
            for node in lane.own("bpmn:flowNodeRef") {
                *places.entry(node.text.as_str()).or_default() += 1;
            }
        }
        for node in nodes(root) {
            assert_eq!(places.get(node.at("id")), Some(&1), "{}: {}", affair.code, node.at("id"));
        }
        let posts: BTreeSet<_> = affair.steps.iter().map(|step| step.who.clone()).collect();
        assert_eq!(lanes.len(), posts.len(), "{}", affair.code);
    });
}

#[test]
fn a_publicity_waits_for_its_days_and_a_step_is_told_with_its_ground() {
    everywhere(|affair, root| {
        let windows = affair.steps.iter().filter(|step| step.window.is_some()).count();
        let timers = root.all("bpmn:timeDuration");
        assert!(timers.len() >= windows, "{}", affair.code);
        for timer in timers {
            let days = timer.text.strip_prefix('P').and_then(|text| text.strip_suffix('D'));
            assert!(days.and_then(|days| days.parse::<u32>().ok()).is_some_and(|days| days > 0), "{}", timer.text);
        }
        for task in root.all("bpmn:userTask") {
            let told = task.own("bpmn:documentation").next().map_or("", |told| told.text.as_str());
            assert!(told.contains("依据：") || told.contains("ground: "), "{}: {}", affair.code, task.at("id"));
        }
    });
}

#[test]
fn everything_is_drawn_once_inside_the_pool_and_nothing_lies_on_anything_else() {
    everywhere(|affair, root| {
        let number = |element: &Element, key: &str| element.at(key).parse::<i64>().unwrap();
        let mut boxes: BTreeMap<&str, (i64, i64, i64, i64)> = BTreeMap::new();
        for shape in root.all("bpmndi:BPMNShape") {
            let bounds = shape.own("dc:Bounds").next().unwrap();
            let (x, y) = (number(bounds, "x"), number(bounds, "y"));
            let size = (x, y, x + number(bounds, "width"), y + number(bounds, "height"));
            assert!(boxes.insert(shape.at("bpmnElement"), size).is_none(), "{}: drawn twice", affair.code);
        }
        let pool = boxes[root.all("bpmn:participant")[0].at("id")];
        let drawn: Vec<_> = nodes(root).iter().map(|node| boxes[node.at("id")]).collect();
        for (at, one) in drawn.iter().enumerate() {
            assert!(one.0 >= pool.0 && one.1 >= pool.1 && one.2 <= pool.2 && one.3 <= pool.3, "{}", affair.code);
            for other in &drawn[at + 1..] {
                assert!(
                    one.2 <= other.0 || other.2 <= one.0 || one.3 <= other.1 || other.3 <= one.1,
                    "{}",
                    affair.code
                );
            }
        }
        let edges = root.all("bpmndi:BPMNEdge");
        assert_eq!(edges.len(), root.all("bpmn:sequenceFlow").len(), "{}", affair.code);
        let on = |(x0, y0, x1, y1): (i64, i64, i64, i64), (x, y): (i64, i64)| x0 <= x && x <= x1 && y0 <= y && y <= y1;
        for edge in edges {
            let flow = edge.at("bpmnElement");
            let flows = root.all("bpmn:sequenceFlow");
            let flow = flows.iter().find(|known| known.at("id") == flow).unwrap();
            let points: Vec<(i64, i64)> =
                edge.own("di:waypoint").map(|point| (number(point, "x"), number(point, "y"))).collect();
            assert!(points.len() >= 2);
            assert!(on(boxes[flow.at("sourceRef")], points[0]), "{}: {} begins elsewhere", affair.code, flow.at("id"));
            assert!(on(boxes[flow.at("targetRef")], points[points.len() - 1]), "{}: {}", affair.code, flow.at("id"));
            assert!(points.iter().all(|point| on(pool, *point)), "{}: {} leaves the pool", affair.code, flow.at("id"));
        }
    });
}

#[test]
fn the_names_are_in_the_language_that_was_asked_for() {
    let affair = &zhejiang().affairs["C1"];
    let names = |language| {
        let root = file(affair, language);
        root.all("bpmn:userTask").iter().map(|task| task.at("name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(Language::Zh)[0], "填报");
    assert_eq!(names(Language::En)[0], "Claim");
}
