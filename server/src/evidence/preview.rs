//! A small picture of a picture: drawn anew, so that nothing of the original goes along but what is to be seen. No
//! EXIF, no position, no colour profile, no thumbnail of what was cut away.

use domain::evidence::{FileKind, Refusal};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, Limits, Rgb, RgbImage};
use std::io::Cursor;

/// The longer side of a preview, in pixels.
const SIDE: u32 = 1600;
/// The longer side, in pixels, that no honest picture has; 65,535 is the most that JPEG can say.
const MAX_SIDE: u32 = 30_000;
/// More is refused. The largest sensor in a telephone has 200 million pixels.
pub const MAX_PIXELS: u64 = 256_000_000;
/// More is kept without a preview: it would take four bytes of memory for each, 256 MB.
const MAX_DRAWN: u64 = 64_000_000;
/// A file that is larger is kept without a preview: it is read whole to be drawn.
pub const MAX_BYTES: u64 = 48 * 1024 * 1024;
const QUALITY: u8 = 82;

/// Whether pictures of this kind can be drawn. HEIC cannot: every decoder for it is a C library.
#[must_use]
pub const fn is_drawn(kind: FileKind) -> bool {
    matches!(kind, FileKind::Jpeg | FileKind::Png | FileKind::Webp)
}

/// The preview as a JPEG file; `None` for a picture that is honest but too large to be drawn here. Blocks for as long
/// as drawing takes.
///
/// # Errors
/// [`Refusal::TooManyPixels`] before anything is unpacked, [`Refusal::Damaged`].
pub fn draw(kind: FileKind, bytes: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    let reader = Cursor::new(bytes);
    match kind {
        FileKind::Jpeg => small(JpegDecoder::new(reader).map_err(told)?),
        FileKind::Png => small(PngDecoder::with_limits(reader, limits()).map_err(told)?),
        FileKind::Webp => small(WebPDecoder::new(reader).map_err(told)?),
        _ => Ok(None),
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    // Four bytes for a pixel, eight for one of 16-bit colour.
    limits.max_alloc = Some(MAX_DRAWN * 8);
    limits
}

fn small(mut decoder: impl ImageDecoder) -> Result<Option<Vec<u8>>, Refusal> {
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if width > MAX_SIDE || height > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(Refusal::TooManyPixels);
    }
    if pixels > MAX_DRAWN {
        return Ok(None);
    }
    decoder
        .set_limits(limits())
        .map_err(|_| Refusal::TooManyPixels)?;
    // A broken orientation is no reason to refuse what can be seen.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(told)?;
    if picture.width().max(picture.height()) > SIDE {
        picture = picture.thumbnail(SIDE, SIDE);
    }
    picture.apply_orientation(orientation);
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(&on_white(&picture))
        .map_err(|_| Refusal::Damaged)?;
    Ok(Some(jpeg))
}

fn told(error: ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooManyPixels,
        _ => Refusal::Damaged,
    }
}

/// JPEG has no transparency: what shines through is white, as on paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let picture = picture.to_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0.map(u16::from);
        let over = |colour: u16| {
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba, RgbaImage};
    use std::time::{Duration, Instant};

    fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).expect("encoded");
        bytes.into_inner()
    }

    /// Red above, blue below.
    fn two_halves(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |_, y| {
            if y < height / 2 {
                Rgb([255, 0, 0])
            } else {
                Rgb([0, 0, 255])
            }
        }))
    }

    fn seen(jpeg: &[u8]) -> RgbImage {
        image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg)
            .expect("a picture")
            .to_rgb8()
    }

    /// An EXIF segment that says "turn by 90°" and where the picture was taken.
    fn with_exif(jpeg: &[u8]) -> Vec<u8> {
        let mut exif =
            b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"GPSLatitude 41.1414N");
        let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
        [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
    }

    #[test]
    fn a_large_picture_becomes_a_small_one() {
        for (format, kind) in [
            (ImageFormat::Jpeg, FileKind::Jpeg),
            (ImageFormat::Png, FileKind::Png),
            (ImageFormat::WebP, FileKind::Webp),
        ] {
            let preview = draw(kind, &file(&two_halves(3200, 800), format))
                .expect("drawn")
                .expect("a preview");
            assert_eq!(seen(&preview).dimensions(), (1600, 400), "{kind:?}");
        }
    }

    #[test]
    fn a_preview_is_turned_upright_and_keeps_nothing_of_the_metadata() {
        let original = with_exif(&file(&two_halves(40, 20), ImageFormat::Jpeg));
        assert!(memchr::memmem::find(&original, b"GPSLatitude").is_some());
        let preview = draw(FileKind::Jpeg, &original)
            .expect("drawn")
            .expect("a preview");
        let picture = seen(&preview);
        assert_eq!(picture.dimensions(), (20, 40), "turned");
        // What was above is on the right.
        assert!(picture.get_pixel(17, 20).0[0] > 200 && picture.get_pixel(2, 20).0[2] > 200);
        for trace in [
            &b"GPSLatitude"[..],
            b"Exif",
            b"ICC_PROFILE",
            b"http://ns.adobe.com",
        ] {
            assert!(memchr::memmem::find(&preview, trace).is_none(), "{trace:?}");
        }
    }

    #[test]
    fn what_shines_through_is_white() {
        let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 0])));
        let preview = draw(FileKind::Png, &file(&clear, ImageFormat::Png))
            .expect("drawn")
            .expect("a preview");
        assert!(
            seen(&preview)
                .pixels()
                .all(|pixel| pixel.0.iter().all(|part| *part > 250))
        );
    }

    /// A PNG head that claims these sides, with a few bytes of packed zeros behind it.
    fn flood(width: u32, height: u32) -> Vec<u8> {
        let mut small = file(&two_halves(4, 4), ImageFormat::Png);
        small[16..20].copy_from_slice(&width.to_be_bytes());
        small[20..24].copy_from_slice(&height.to_be_bytes());
        let crc = crc32(&small[12..29]);
        small[29..33].copy_from_slice(&crc.to_be_bytes());
        small
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
            })
        })
    }

    #[test]
    fn a_flood_of_pixels_is_refused_at_once() {
        let begun = Instant::now();
        assert_eq!(
            draw(FileKind::Png, &flood(50_000, 50_000)),
            Err(Refusal::TooManyPixels)
        );
        assert_eq!(
            draw(FileKind::Png, &flood(29_000, 29_000)),
            Err(Refusal::TooManyPixels)
        );
        // A sensor of 200 million pixels is honest: kept without a preview.
        assert_eq!(draw(FileKind::Png, &flood(16_320, 12_240)), Ok(None));
        // JPEG says its sides in two bytes each.
        let mut jpeg = file(&two_halves(8, 8), ImageFormat::Jpeg);
        let at = memchr::memmem::find(&jpeg, &[0xFF, 0xC0]).expect("a frame") + 5;
        jpeg[at..at + 4].copy_from_slice(&[0xC3, 0x50, 0xC3, 0x50]);
        assert_eq!(draw(FileKind::Jpeg, &jpeg), Err(Refusal::TooManyPixels));
        assert!(begun.elapsed() < Duration::from_secs(1));
    }

    #[test]
    fn what_cannot_be_drawn_is_damaged() {
        let whole = file(&two_halves(200, 200), ImageFormat::Png);
        assert_eq!(draw(FileKind::Png, &whole[..60]), Err(Refusal::Damaged));
        assert_eq!(
            draw(FileKind::Jpeg, b"\xFF\xD8\xFF\xE0\0\x10JFIF"),
            Err(Refusal::Damaged)
        );
        assert_eq!(
            draw(FileKind::Webp, b"RIFF\x04\0\0\0WEBP"),
            Err(Refusal::Damaged)
        );
    }
}
