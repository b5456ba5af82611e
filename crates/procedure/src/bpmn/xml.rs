//! The file itself, as the standard (OMG BPMN 2.0.2, with its diagram interchange) writes it.

use super::diagram::{Bounds, draw};
use super::model::{Flow, Model, Node, Shape};
use std::fmt::Write;

const HEAD: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?>"#,
    "\n",
    r#"<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL""#,
    r#" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI""#,
    r#" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI""#,
    r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#,
);

/// Text that XML could misread; characters that XML 1.0 does not know are left out.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' => safe.push_str("&#10;"),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            other => safe.push(other),
        }
    }
    safe
}

/// A text between tags: a line's end stays one.
fn inside(text: &str) -> String {
    escape(text).replace("&#10;", "\n")
}

pub(super) fn write(model: &Model) -> String {
    let id = &model.id;
    let mut out = String::from(HEAD);
    let _ = writeln!(
        out,
        r#" id="definitions_{id}" name="{}" targetNamespace="{}" exporter="qingcun" exporterVersion="{}">"#,
        escape(&model.name),
        escape(&model.namespace),
        env!("CARGO_PKG_VERSION")
    );
    let _ = writeln!(out, r#"  <bpmn:collaboration id="collaboration_{id}">"#);
    let _ = writeln!(
        out,
        r#"    <bpmn:participant id="pool_{id}" name="{}" processRef="process_{id}"/>"#,
        escape(&model.name)
    );
    out.push_str("  </bpmn:collaboration>\n");
    let _ = writeln!(
        out,
        r#"  <bpmn:process id="process_{id}" name="{}" processType="Private" isExecutable="false">"#,
        escape(&model.name)
    );
    documentation(&mut out, "    ", &model.documentation);
    lanes(&mut out, model);
    for one in &model.nodes {
        node(&mut out, model, one);
    }
    for (nth, one) in model.flows.iter().enumerate() {
        flow(&mut out, nth, one);
    }
    out.push_str("  </bpmn:process>\n");
    diagram(&mut out, model);
    out.push_str("</bpmn:definitions>\n");
    out
}

fn documentation(out: &mut String, indent: &str, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(out, "{indent}<bpmn:documentation>{}</bpmn:documentation>", inside(text));
    }
}

fn lanes(out: &mut String, model: &Model) {
    let _ = writeln!(out, r#"    <bpmn:laneSet id="lanes_{}">"#, model.id);
    for (nth, lane) in model.lanes.iter().enumerate() {
        let _ = writeln!(out, r#"      <bpmn:lane id="lane_{}" name="{}">"#, nth + 1, escape(lane));
        for node in model.nodes.iter().filter(|node| node.lane == nth) {
            let _ = writeln!(out, "        <bpmn:flowNodeRef>{}</bpmn:flowNodeRef>", node.id);
        }
        out.push_str("      </bpmn:lane>\n");
    }
    out.push_str("    </bpmn:laneSet>\n");
}

fn node(out: &mut String, model: &Model, node: &Node) {
    let tag = match node.shape {
        Shape::Start => "startEvent",
        Shape::End => "endEvent",
        Shape::UserTask => "userTask",
        Shape::Gateway => "exclusiveGateway",
        Shape::Timer => "intermediateCatchEvent",
    };
    let _ = write!(out, r#"    <bpmn:{tag} id="{}" name="{}""#, node.id, escape(&node.name));
    if node.shape == Shape::Gateway
        && let Some((nth, _)) = model.leaving(&node.id).find(|(_, flow)| flow.otherwise)
    {
        let _ = write!(out, r#" default="{}""#, flow_id(nth));
    }
    out.push_str(">\n");
    documentation(out, "      ", &node.documentation);
    for (nth, _) in model.reaching(&node.id) {
        let _ = writeln!(out, "      <bpmn:incoming>{}</bpmn:incoming>", flow_id(nth));
    }
    for (nth, _) in model.leaving(&node.id) {
        let _ = writeln!(out, "      <bpmn:outgoing>{}</bpmn:outgoing>", flow_id(nth));
    }
    if node.shape == Shape::Timer {
        let _ = writeln!(out, r#"      <bpmn:timerEventDefinition id="{}_timer">"#, node.id);
        let _ = writeln!(
            out,
            r#"        <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P{}D</bpmn:timeDuration>"#,
            node.days
        );
        out.push_str("      </bpmn:timerEventDefinition>\n");
    }
    let _ = writeln!(out, "    </bpmn:{tag}>");
}

fn flow_id(nth: usize) -> String {
    format!("flow_{}", nth + 1)
}

fn flow(out: &mut String, nth: usize, flow: &Flow) {
    let _ = write!(out, r#"    <bpmn:sequenceFlow id="{}""#, flow_id(nth));
    if !flow.name.is_empty() {
        let _ = write!(out, r#" name="{}""#, escape(&flow.name));
    }
    let _ = write!(out, r#" sourceRef="{}" targetRef="{}""#, flow.from, flow.to);
    if flow.condition.is_empty() {
        out.push_str("/>\n");
        return;
    }
    // The language of the conditions is the rules' own: Common Expression Language.
    let _ = writeln!(
        out,
        ">\n      <bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\" language=\"https://cel.dev\">{}</bpmn:conditionExpression>\n    </bpmn:sequenceFlow>",
        inside(&flow.condition)
    );
}

fn diagram(out: &mut String, model: &Model) {
    let id = &model.id;
    let drawing = draw(model);
    let _ = writeln!(out, r#"  <bpmndi:BPMNDiagram id="diagram_{id}" name="{}">"#, escape(&model.name));
    let _ = writeln!(out, r#"    <bpmndi:BPMNPlane id="plane_{id}" bpmnElement="collaboration_{id}">"#);
    shape(out, &format!("pool_{id}"), drawing.pool, r#" isHorizontal="true""#);
    for (nth, bounds) in drawing.lanes.iter().enumerate() {
        shape(out, &format!("lane_{}", nth + 1), *bounds, r#" isHorizontal="true""#);
    }
    for (node, bounds) in model.nodes.iter().zip(&drawing.nodes) {
        let more = if node.shape == Shape::Gateway { r#" isMarkerVisible="true""# } else { "" };
        shape(out, &node.id, *bounds, more);
    }
    for (nth, corners) in drawing.flows.iter().enumerate() {
        let flow = flow_id(nth);
        let _ = writeln!(out, r#"      <bpmndi:BPMNEdge id="{flow}_edge" bpmnElement="{flow}">"#);
        for (x, y) in corners {
            let _ = writeln!(out, r#"        <di:waypoint x="{x}" y="{y}"/>"#);
        }
        out.push_str("      </bpmndi:BPMNEdge>\n");
    }
    out.push_str("    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n");
}

fn shape(out: &mut String, element: &str, bounds: Bounds, more: &str) {
    let Bounds { x, y, width, height } = bounds;
    let _ = writeln!(out, r#"      <bpmndi:BPMNShape id="{element}_shape" bpmnElement="{element}"{more}>"#);
    let _ = writeln!(out, r#"        <dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>"#);
    out.push_str("      </bpmndi:BPMNShape>\n");
}
