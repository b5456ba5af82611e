//! QR codes as SVG and PNG.

use fast_qr::qr::QRCode;
use fast_qr::{ECL, QRBuilder};
use village::Fault;

/// White modules on each side, as the standard asks.
const QUIET: usize = 4;

fn code(address: &str) -> Result<QRCode, Fault> {
    QRBuilder::new(address).ecl(ECL::M).build().map_err(|_| Fault::new("an address is too long for a QR code"))
}

fn is_dark(code: &QRCode, row: usize, column: usize) -> bool {
    code.data.get(row * code.size + column).is_some_and(|module| module.value())
}

/// The code of `address` as SVG, one path, sharp at every size.
pub(crate) fn svg(address: &str) -> Result<String, Fault> {
    let code = code(address)?;
    let side = code.size + 2 * QUIET;
    let mut drawing = String::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let run = (column..code.size).take_while(|&at| is_dark(&code, row, at)).count();
            if run > 0 {
                drawing.push_str(&format!("M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET));
            }
            column += run.max(1);
        }
    }
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{drawing}"/></svg>"##
    ))
}

/// The code of `address` as a PNG of about 1,000 pixels a side, for a print shop or a chat.
pub(crate) fn png(address: &str) -> Result<Vec<u8>, Fault> {
    let code = code(address)?;
    let side = code.size + 2 * QUIET;
    let scale = (1_000 / side).max(1);
    let row_bytes = |row: usize| -> Vec<u8> {
        (0..side * scale)
            .map(|x| match (row.checked_sub(QUIET), (x / scale).checked_sub(QUIET)) {
                (Some(r), Some(c)) if r < code.size && c < code.size && is_dark(&code, r, c) => 0,
                _ => 255,
            })
            .collect()
    };
    let pixels: Vec<u8> = (0..side).flat_map(|row| row_bytes(row).repeat(scale)).collect();
    let width = u32::try_from(side * scale).map_err(|e| Fault::from("measuring a QR code", e))?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, width);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(|e| Fault::from("writing a QR code", e))?;
    writer.write_image_data(&pixels).map_err(|e| Fault::from("writing a QR code", e))?;
    writer.finish().map_err(|e| Fault::from("writing a QR code", e))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "http://192.168.1.20:8080/v/990101001003";

    #[test]
    fn the_drawing_holds_exactly_the_dark_modules() {
        let code = code(ADDRESS).unwrap();
        let dark = (0..code.size * code.size).filter(|at| code.data[*at].value()).count();
        let drawn: usize = svg(ADDRESS)
            .unwrap()
            .split("v1h-")
            .skip(1)
            .map(|part| part.split('z').next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!(drawn, dark);
    }

    #[test]
    fn the_picture_shows_the_same_modules_with_a_white_border() {
        let bytes = png(ADDRESS).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let width = reader.next_frame(&mut pixels).unwrap().width as usize;
        let code = code(ADDRESS).unwrap();
        let scale = width / (code.size + 2 * QUIET);
        assert_eq!(pixels[0], 255);
        for row in 0..code.size {
            for column in 0..code.size {
                let at = (row + QUIET) * scale * width + (column + QUIET) * scale;
                assert_eq!(pixels[at] == 0, is_dark(&code, row, column), "{row} {column}");
            }
        }
    }

    #[test]
    fn an_address_too_long_is_a_fault_and_not_a_crash() {
        assert!(svg(&"x".repeat(10_000)).is_err());
    }
}
