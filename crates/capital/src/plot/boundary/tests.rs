//! Boundaries: every fault has its place, and areas are what the earth says, however the ring is written.

use super::*;

fn square(east: f64, north: f64, side: f64) -> Vec<(f64, f64)> {
    vec![(east, north), (east + side, north), (east + side, north + side), (east, north + side), (east, north)]
}

fn ring(corners: &[(f64, f64)]) -> String {
    let all: Vec<String> = corners.iter().map(|(east, north)| format!("[{east:.7},{north:.7}]")).collect();
    format!("[{}]", all.join(","))
}

fn polygon(rings: &[Vec<(f64, f64)>]) -> String {
    let all: Vec<String> = rings.iter().map(|one| ring(one)).collect();
    format!("{{\"type\":\"Polygon\",\"coordinates\":[{}]}}", all.join(","))
}

fn area_of(rings: &[Vec<(f64, f64)>]) -> i64 {
    read_boundary(&polygon(rings)).unwrap().area().0
}

#[test]
fn a_minute_of_the_earth_has_the_area_that_tables_give() {
    // The WGS 84 quadrangle of one degree between 30 and 31 north has 10,585.5 km² (authalic tables: 110,857 m × 95.5 km).
    let (low, high) = (30.0_f64, 30.01_f64);
    let metres = read_boundary(&polygon(&[square(120.0, low, high - low)])).unwrap().area().0 / 15;
    // M at 30.005° is 6,351,377 m, N·cos is 5,528,2xx m: from the radii of curvature, not from the formula under test.
    let e2 = 0.006_694_38_f64;
    let sine = 30.005_f64.to_radians().sin();
    let root = (1.0 - e2 * sine * sine).sqrt();
    let (north, east) = (6_378_137.0 * (1.0 - e2) / root.powi(3), 6_378_137.0 / root * 30.005_f64.to_radians().cos());
    let expected = north * east * 0.01_f64.to_radians().powi(2);
    #[expect(clippy::cast_precision_loss, reason = "a test compares to a part in a million")]
    let off = (metres as f64 - expected).abs() / expected;
    assert!(off < 1e-6, "{metres} {expected}");
}

#[test]
fn an_area_stays_the_same_however_its_ring_is_written() {
    for step in 0..40 {
        let (east, north) = (73.5 + f64::from(step) * 1.5, 18.0 + f64::from(step) * 0.8);
        let corners = square(east, north, 0.002 + f64::from(step) * 0.0001);
        let whole = area_of(std::slice::from_ref(&corners));
        let mut back = corners.clone();
        back.reverse();
        assert_eq!(area_of(&[back]), whole, "the other way round");
        let mut turned = corners[1..].to_vec();
        turned.push(corners[1]);
        assert!((area_of(&[turned]) - whole).abs() <= 1, "from another corner");
        let far = corners.iter().map(|(x, y)| (x - 100.0, *y)).collect();
        assert!((area_of(&[far]) - whole).abs() <= 1, "at another longitude");
        let (a, b, c, d) = (corners[0], corners[1], corners[2], corners[3]);
        let halves = area_of(&[vec![a, b, c, a]]) + area_of(&[vec![a, c, d, a]]);
        assert!((halves - whole).abs() <= 2, "cut in two: {halves} {whole}");
        let inner = square(east + 0.0005, north + 0.0005, 0.001);
        let hole = area_of(std::slice::from_ref(&inner));
        assert!((area_of(&[corners, inner]) + hole - whole).abs() <= 2, "with a hole");
    }
}

#[test]
fn what_is_kept_reads_as_it_was() {
    let found = read_boundary(&polygon(&[square(120.123, 30.456, 0.001)])).unwrap();
    assert_eq!(kept_boundary(&found.geojson()).unwrap(), found);
    let feature = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{\"户主\":\"王大有\"}},\"geometry\":{}}}]}}",
        polygon(&[square(120.123, 30.456, 0.001)])
    );
    let kept = read_boundary(&feature).unwrap();
    assert_eq!(kept, found);
    assert!(!kept.geojson().contains("王大有"));
}

#[test]
fn every_fault_has_its_place() {
    let cases = [
        ("{", "第1行"),
        ("{\"type\":\"Point\",\"coordinates\":[1,2]}", "`Point`"),
        ("{\"type\":\"Polygon\",\"coordinates\":[]}", "coordinates：是空的"),
        ("{\"type\":\"Polygon\",\"coordinates\":[[[120,30],[120.1,30],[120,30]]]}", "coordinates[0]：只有3个点"),
        ("{\"type\":\"Polygon\",\"coordinates\":[[[120,30],[120.1,30],[120.1,30.1],[120,30.1]]]}", "没有闭合"),
        (
            "{\"type\":\"Polygon\",\"coordinates\":[[[30,120],[30,121],[31,121],[30,120]]]}",
            "coordinates[0][0][1]：纬度是`120`",
        ),
        ("{\"type\":\"Polygon\",\"coordinates\":[[[\"a\",30],[120,30],[120,31],[120,30]]]}", "coordinates[0][0][0]"),
        ("{\"type\":\"Polygon\",\"coordinates\":[[[120,30],[120.01,30.01],[120.01,30],[120,30.01],[120,30]]]}", "相交"),
        ("{\"type\":\"Polygon\",\"coordinates\":[[[120,30],[120.01,30],[120.02,30],[120,30]]]}", "围成0.00亩"),
        ("{\"type\":\"Polygon\",\"coordinates\":[[[100,30],[120,30],[120,40],[100,40],[100,30]]]}", "不超过"),
        ("{\"type\":\"FeatureCollection\",\"features\":[]}", "有0个图形"),
    ];
    for (text, says) in cases {
        let told: Vec<String> = read_boundary(text).unwrap_err().into_iter().map(|words| words.zh).collect();
        assert!(told.iter().any(|words| words.contains(says)), "{text}: {told:?}");
    }
    let outside = polygon(&[square(120.0, 30.0, 0.001), square(121.0, 30.0, 0.001)]);
    assert!(read_boundary(&outside).unwrap_err()[0].zh.contains("内环"));
    assert!(read_boundary(&" ".repeat(MOST_BYTES + 1)).is_err());
    let open = "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[1,2]]],[[[1,99]]]]}";
    assert_eq!(read_boundary(open).unwrap_err().len(), 3, "all at once");
}
