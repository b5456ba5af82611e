//! A map of plots, drawn as SVG: what needs care is hatched as well as coloured, and each bears the number of its line in the list.

use crate::part::Html;
use capital::{Boundary, Corner};
use std::fmt::Write;

/// Degrees east and north of the corners of a ring.
type Ring = Vec<(f64, f64)>;

/// A plot on the map.
pub(crate) struct Shape {
    pub(crate) spot: String,
    pub(crate) polygons: Vec<Vec<Ring>>,
    pub(crate) care: bool,
}

impl Shape {
    pub(crate) fn of(spot: String, boundary: &Boundary, care: bool) -> Self {
        let corner = |corner: &Corner| (f64::from(corner.east) / 1e7, f64::from(corner.north) / 1e7);
        let ring = |ring: &Vec<Corner>| ring.iter().map(corner).collect();
        let polygons = boundary.polygons().iter().map(|rings| rings.iter().map(ring).collect()).collect();
        Self { spot, polygons, care }
    }
}

const WIDE: f64 = 320.0;
const MARGIN: f64 = 14.0;

/// The map of some plots; nothing where none has a boundary.
pub(crate) fn draw(label: &str, shapes: &[Shape]) -> Html {
    let corners = || shapes.iter().flat_map(|shape| shape.polygons.iter().flatten().flatten());
    let fold = |of: fn(&(f64, f64)) -> f64, with: fn(f64, f64) -> f64| corners().map(of).reduce(with);
    let (west, east) = (fold(|at| at.0, f64::min), fold(|at| at.0, f64::max));
    let (south, north) = (fold(|at| at.1, f64::min), fold(|at| at.1, f64::max));
    let (Some(west), Some(east), Some(south), Some(north)) = (west, east, south, north) else {
        return Html::default();
    };
    // A degree of longitude is shorter than one of latitude.
    let shorter = ((south + north) / 2.0).to_radians().cos().max(0.01);
    let (wide, high) = (((east - west) * shorter).max(1e-7), (north - south).max(1e-7));
    let scale = WIDE / wide.max(high);
    let at = |(x, y): &(f64, f64)| (MARGIN + (x - west) * shorter * scale, MARGIN + (north - y) * scale);
    let (width, height) = (wide * scale + 2.0 * MARGIN, high * scale + 2.0 * MARGIN);
    let mut svg = format!(
        "<svg class=\"plot plot-map\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"{}\">\
         <defs><pattern id=\"plot-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <rect class=\"plot-care-ground\" width=\"6\" height=\"6\"/><rect class=\"plot-care-line\" width=\"2\" height=\"6\"/></pattern></defs>",
        Html::text(label)
    );
    for shape in shapes {
        let class = if shape.care { " class=\"plot-care\"" } else { "" };
        let mut path = String::new();
        for ring in shape.polygons.iter().flatten() {
            for (index, corner) in ring.iter().enumerate() {
                let ((x, y), turn) = (at(corner), if index == 0 { 'M' } else { 'L' });
                // Writing into a text cannot fail.
                let _written = write!(path, "{turn}{x:.1} {y:.1}");
            }
            path.push('Z');
        }
        let (x, y) = middle(shape).map_or((0.0, 0.0), |middle| at(&middle));
        let spot = Html::text(&shape.spot);
        let _written = write!(
            svg,
            "<path{class} fill-rule=\"evenodd\" d=\"{path}\"/><text x=\"{x:.1}\" y=\"{:.1}\">{spot}</text>",
            y + 4.0
        );
    }
    svg.push_str("</svg>");
    Html::made(svg)
}

/// Where a plot's number stands: in the middle of its first ring's corners.
fn middle(shape: &Shape) -> Option<(f64, f64)> {
    let ring = shape.polygons.first()?.first()?;
    let many = f64::from(u32::try_from(ring.len().checked_sub(1)?).ok()?);
    let sum = ring.iter().skip(1).fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
    (many > 0.0).then(|| (sum.0 / many, sum.1 / many))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_holds_every_plot_and_nothing_where_there_is_none() {
        assert!(draw("地图", &[]).is_empty());
        let ring = vec![(120.0, 30.0), (120.001, 30.0), (120.001, 30.001), (120.0, 30.0)];
        let shape = |care| Shape { spot: "<7>".into(), polygons: vec![vec![ring.clone()]], care };
        let svg = draw("村\"图", &[shape(true), shape(false)]).to_string();
        assert_eq!((svg.matches("<path").count(), svg.matches("plot-care\"").count()), (2, 1), "{svg}");
        assert!(svg.contains("&lt;7&gt;") || svg.contains("&#60;7&#62;"), "{svg}");
        assert!(!svg.contains("村\"图"), "{svg}");
    }
}
