//! A plot's boundary as GeoJSON (RFC 7946): a polygon or several, alone or as the only feature of a file. Every fault is told by its
//! place in the file. Names and properties that stand beside it are not kept: they may be somebody's.

use super::mu::Mu;
use super::ring::{area, cross, holds, lines};
use serde_json::Value;
use village::Words;

pub use super::ring::Corner;

/// More than a boundary needs.
const MOST_BYTES: usize = 200_000;
const MOST_CORNERS: usize = 1_000;
/// Whoever reads twenty faults reads the file anew.
const MOST_FAULTS: usize = 20;
/// The largest area taken: a hundred thousand mu. What is larger has its degrees wrong.
const LARGEST: Mu = Mu(1_000_000_000);

type Ring = Vec<Corner>;

/// A boundary: polygons, each an outer ring and its holes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundary {
    polygons: Vec<Vec<Ring>>,
}

impl Boundary {
    /// Its polygons, each an outer ring and its holes.
    #[must_use]
    pub fn polygons(&self) -> &[Vec<Ring>] {
        &self.polygons
    }

    /// The area that it encloses.
    #[must_use]
    pub fn area(&self) -> Mu {
        area(&self.polygons)
    }

    /// It and nothing else, as GeoJSON.
    #[must_use]
    pub fn geojson(&self) -> String {
        let position = |corner: &Corner| format!("[{},{}]", degrees(corner.east), degrees(corner.north));
        let ring = |ring: &Ring| format!("[{}]", ring.iter().map(position).collect::<Vec<_>>().join(","));
        let polygon = |rings: &Vec<Ring>| format!("[{}]", rings.iter().map(ring).collect::<Vec<_>>().join(","));
        let all = self.polygons.iter().map(polygon).collect::<Vec<_>>().join(",");
        format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[{all}]}}")
    }
}

fn degrees(e7: i32) -> String {
    let sign = if e7 < 0 { "-" } else { "" };
    let plain = e7.unsigned_abs();
    format!("{sign}{}.{:07}", plain / 10_000_000, plain % 10_000_000)
}

/// Reads a boundary that somebody sends, or says everything that is wrong with it.
///
/// # Errors
/// What is wrong with it, each with its place in the file.
pub fn read_boundary(text: &str) -> Result<Boundary, Vec<Words>> {
    let found = kept_boundary(text)?;
    let mut faults = Vec::new();
    crossings(&found.polygons, &mut faults);
    stray_holes(&found.polygons, &mut faults);
    let area = found.area();
    if faults.is_empty() && (area < Mu(1) || area > LARGEST) {
        let zh = format!("界线围成{area}亩，要大于零、不超过{LARGEST}亩；请看经度、纬度有没有写反");
        let en = format!("the boundary encloses {area} mu; expected more than nothing and at most {LARGEST}");
        faults.push(Words::new(zh, en));
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

/// Reads a boundary that was kept, or the shape of one that was sent.
pub(super) fn kept_boundary(text: &str) -> Result<Boundary, Vec<Words>> {
    let one = |zh: String, en: String| vec![Words::new(zh, en)];
    if text.len() > MOST_BYTES {
        let size = text.len();
        let zh = format!("界线文件{size}字节，最多{MOST_BYTES}字节");
        return Err(one(zh, format!("the boundary has {size} bytes; expected at most {MOST_BYTES}")));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let zh = format!("第{}行第{}列：不是GeoJSON", error.line(), error.column());
        one(zh, format!("line {} column {}: this is no GeoJSON", error.line(), error.column()))
    })?;
    let (place, geometry) = geometry(&value)?;
    let kind = geometry.get("type").and_then(Value::as_str).unwrap_or_default();
    let mut reading = Reading { faults: Vec::new(), corners: 0 };
    let at = format!("{place}coordinates");
    let given = geometry.get("coordinates").unwrap_or(&Value::Null);
    let polygons = match kind {
        "Polygon" => vec![reading.polygon(&at, given)],
        "MultiPolygon" => reading.each(&at, given, Reading::polygon),
        other => {
            let zh = format!("{place}type：写的是`{other}`，要是Polygon或MultiPolygon");
            return Err(one(zh, format!("{place}type: found `{other}`; expected Polygon or MultiPolygon")));
        }
    };
    if reading.corners > MOST_CORNERS {
        let zh = format!("{at}：有{}个点，最多{MOST_CORNERS}个", reading.corners);
        reading.fault(zh, format!("{at}: {} positions; expected at most {MOST_CORNERS}", reading.corners));
    }
    if reading.faults.is_empty() { Ok(Boundary { polygons }) } else { Err(reading.faults) }
}

/// The geometry of a file, with its place: the file itself, its feature, or the only one of its features.
fn geometry(value: &Value) -> Result<(String, &Value), Vec<Words>> {
    match value.get("type").and_then(Value::as_str) {
        Some("Feature") => Ok(("geometry.".to_owned(), value.get("geometry").unwrap_or(&Value::Null))),
        Some("FeatureCollection") => {
            let all = value.get("features").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            let [only] = all else {
                let many = all.len();
                let zh = format!("features：有{many}个图形，一块地的文件只能有一个");
                return Err(vec![Words::new(zh, format!("features: found {many}; expected the one of this plot"))]);
            };
            Ok(("features[0].geometry.".to_owned(), only.get("geometry").unwrap_or(&Value::Null)))
        }
        _ => Ok((String::new(), value)),
    }
}

struct Reading {
    faults: Vec<Words>,
    corners: usize,
}

impl Reading {
    fn fault(&mut self, zh: String, en: String) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Words::new(zh, en));
        }
    }

    /// Each of a list that is not empty.
    fn each<T>(&mut self, at: &str, value: &Value, read: fn(&mut Self, &str, &Value) -> T) -> Vec<T> {
        let all = value.as_array().map(Vec::as_slice).unwrap_or_default();
        if all.is_empty() {
            self.fault(format!("{at}：是空的或不是列表"), format!("{at}: empty or no list"));
        }
        all.iter().enumerate().map(|(index, one)| read(self, &format!("{at}[{index}]"), one)).collect()
    }

    fn polygon(&mut self, at: &str, value: &Value) -> Vec<Ring> {
        self.each(at, value, Self::ring)
    }

    fn ring(&mut self, at: &str, value: &Value) -> Ring {
        let ring: Ring = self.each(at, value, Self::corner);
        self.corners += ring.len();
        let many = ring.len();
        if many < 4 {
            self.fault(format!("{at}：只有{many}个点，至少4个"), format!("{at}: {many} positions; expected 4 or more"));
        } else if ring.first() != ring.last() {
            let zh = format!("{at}：没有闭合，最后一个点要和第一个点相同");
            self.fault(zh, format!("{at}: not closed; the last position must be the first"));
        }
        ring
    }

    fn corner(&mut self, at: &str, value: &Value) -> Corner {
        let parts = value.as_array().map(Vec::as_slice).unwrap_or_default();
        let [east, north, ..] = parts else {
            self.fault(format!("{at}：要写[经度, 纬度]"), format!("{at}: expected [longitude, latitude]"));
            return Corner { east: 0, north: 0 };
        };
        let east = self.degree(&format!("{at}[0]"), east, 180, ("经度", "longitude"));
        Corner { east, north: self.degree(&format!("{at}[1]"), north, 90, ("纬度", "latitude")) }
    }

    fn degree(&mut self, at: &str, value: &Value, most: i32, name: (&str, &str)) -> i32 {
        let found = value.as_f64().filter(|degrees| degrees.abs() <= f64::from(most));
        let e7 = found.and_then(|degrees| format!("{:.0}", degrees * 10_000_000.0).parse().ok());
        if e7.is_none() {
            let zh = format!("{at}：{}是`{value}`，要是-{most}到{most}之间的数", name.0);
            self.fault(zh, format!("{at}: {} `{value}`; expected a number from -{most} to {most}", name.1));
        }
        e7.unwrap_or(0)
    }
}

/// Lines that cross enclose an area that nobody meant.
fn crossings(polygons: &[Vec<Ring>], faults: &mut Vec<Words>) {
    let all: Vec<_> = polygons.iter().flatten().flat_map(|ring| lines(ring)).collect();
    for (index, one) in all.iter().enumerate() {
        let Some(other) = all.iter().skip(index + 1).find(|other| cross(*one, **other)) else { continue };
        let place = |(a, _): &(Corner, Corner)| format!("[{}, {}]", degrees(a.east), degrees(a.north));
        let (from, to) = (place(one), place(other));
        let zh = format!("界线自己相交：从{from}起的边和从{to}起的边");
        faults.push(Words::new(zh, format!("the boundary crosses itself: the lines from {from} and from {to}")));
        if faults.len() >= MOST_FAULTS {
            return;
        }
    }
}

fn stray_holes(polygons: &[Vec<Ring>], faults: &mut Vec<Words>) {
    for (index, rings) in polygons.iter().enumerate() {
        let Some((outer, inner)) = rings.split_first() else { continue };
        for (hole, ring) in inner.iter().enumerate() {
            // A hole may touch its outer ring at corners, not with all of them.
            if !ring.iter().any(|corner| holds(outer, *corner)) {
                let (polygon, ring) = (index + 1, hole + 1);
                let zh = format!("第{polygon}块的第{ring}个内环不在外环里");
                faults.push(Words::new(zh, format!("hole {ring} of polygon {polygon} is outside of its outer ring")));
            }
        }
    }
}

#[cfg(test)]
mod tests;
