//! The plain geometry of boundaries: whether lines cross, whether a ring holds a point, and the area that rings enclose on the
//! ellipsoid of China's survey (CGCS2000, which is that of GPS to the tenth of a millimetre).

use super::mu::Mu;

/// A corner: degrees east and north, in ten-millionths; about a centimetre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corner {
    /// Degrees east.
    pub east: i32,
    /// Degrees north.
    pub north: i32,
}

type Line = (Corner, Corner);

/// The half axis of the earth through the equator, in metres, and the square of its eccentricity.
const AXIS: f64 = 6_378_137.0;
const ECCENTRICITY_2: f64 = 0.006_694_380_022_90;
const PER_DEGREE: f64 = 10_000_000.0;
const SI_PER_SQUARE_METRE: f64 = 15.0;

/// The lines of a ring.
pub(super) fn lines(ring: &[Corner]) -> impl Iterator<Item = Line> + '_ {
    ring.iter().copied().zip(ring.iter().copied().skip(1))
}

/// On which side of a line a corner is.
fn side(line: Line, corner: Corner) -> i128 {
    let ((a, b), of) = (line, |corner: Corner| (i128::from(corner.east), i128::from(corner.north)));
    let ((ax, ay), (bx, by), (cx, cy)) = (of(a), of(b), of(corner));
    ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)).signum()
}

/// Whether two lines cross. That they touch is no fault: neighbours share their corners.
pub(super) fn cross(one: Line, other: Line) -> bool {
    side(one, other.0) * side(one, other.1) < 0 && side(other, one.0) * side(other, one.1) < 0
}

/// Whether a ring holds a corner.
pub(super) fn holds(ring: &[Corner], corner: Corner) -> bool {
    let passes = |(a, b): &Line| {
        let rises = (a.north > corner.north) != (b.north > corner.north);
        let (low, high) = if a.north < b.north { (*a, *b) } else { (*b, *a) };
        rises && side((low, high), corner) > 0
    };
    lines(ring).filter(passes).count() % 2 == 1
}

/// The area of the earth between the equator and a latitude, for a radian of longitude, in square metres.
fn beneath(north: i32) -> f64 {
    let sine = (f64::from(north) / PER_DEGREE).to_radians().sin();
    let e = ECCENTRICITY_2.sqrt();
    AXIS * AXIS / 2.0 * (1.0 - ECCENTRICITY_2) * (sine / (1.0 - ECCENTRICITY_2 * sine * sine) + (e * sine).atanh() / e)
}

/// What a ring encloses, in square metres.
fn square_metres(ring: &[Corner]) -> f64 {
    // From the ring's own first corner on, so that nothing is lost in large numbers.
    let Some(first) = ring.first() else { return 0.0 };
    let from = beneath(first.north);
    let part = |(a, b): Line| {
        let wide = (f64::from(b.east) - f64::from(a.east)) / PER_DEGREE;
        wide.to_radians() * ((beneath(a.north) - from) + (beneath(b.north) - from)) / 2.0
    };
    lines(ring).map(part).sum::<f64>().abs()
}

/// What polygons enclose, each its outer ring without its holes.
pub(super) fn area(polygons: &[Vec<Vec<Corner>>]) -> Mu {
    let of = |rings: &Vec<Vec<Corner>>| {
        let holes: f64 = rings.iter().skip(1).map(|hole| square_metres(hole)).sum();
        rings.first().map_or(0.0, |outer| square_metres(outer)) - holes
    };
    let si = polygons.iter().map(of).sum::<f64>().max(0.0) * SI_PER_SQUARE_METRE;
    Mu(format!("{si:.0}").parse().unwrap_or(i64::MAX))
}
