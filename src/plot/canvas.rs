//! A drawing surface in pixels, over the SVG backend of plotters.
//!
//! Plotters places whole numbers only; the surface is therefore ten times as fine as its pixels, and the root
//! element scales it back. Elements are simple ones: lines, polygons, circles, texts.

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontDesc, FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle};

use super::lettering::{FONT, clean, escape};
use super::palette::Colour;

/// Steps of the surface in one pixel.
const FINENESS: f64 = 10.0;

/// A place in pixels, from the upper left corner.
pub(super) type Spot = (f64, f64);

/// Which end of a text its place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lettering {
    pub size_px: f64,
    pub bold: bool,
    pub colour: Colour,
    pub anchor: Anchor,
}

/// Colour, width in pixels, and length of dash and gap in pixels if it is not solid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub colour: Colour,
    pub alpha: f64,
    pub width_px: f64,
    pub dash: Option<(f64, f64)>,
}

impl Stroke {
    /// A solid line.
    pub(super) const fn solid(colour: Colour, width_px: f64) -> Self {
        Self { colour, alpha: 1.0, width_px, dash: None }
    }

    /// A broken line.
    pub(super) const fn dashed(colour: Colour, width_px: f64, dash: (f64, f64)) -> Self {
        Self { colour, alpha: 1.0, width_px, dash: Some(dash) }
    }

    fn shape(self) -> ShapeStyle {
        let colour = rgb(self.colour).mix(self.alpha);
        ShapeStyle { color: colour, filled: false, stroke_width: steps(self.width_px).unsigned_abs() }
    }
}

fn rgb(colour: Colour) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to a range that i32 holds; NaN becomes 0")]
fn steps(px: f64) -> i32 {
    (px * FINENESS).clamp(-1e6, 1e6).round() as i32
}

fn place(spot: Spot) -> (i32, i32) {
    (steps(spot.0), steps(spot.1))
}

/// The surface while something is drawn.
pub(super) struct Canvas<'a> {
    backend: SVGBackend<'a>,
}

/// Draws a picture of the given size and returns it as SVG text.
pub(super) fn svg(size_px: Spot, title: &str, description: &str, paint: impl FnOnce(&mut Canvas<'_>)) -> String {
    let mut drawn = String::new();
    let (width, height) = place(size_px);
    {
        let size = (width.unsigned_abs(), height.unsigned_abs());
        let mut canvas = Canvas { backend: SVGBackend::with_string(&mut drawn, size) };
        paint(&mut canvas);
        settled(canvas.backend.present());
    }
    // The backend's own root element has neither a role nor a title, and counts in steps.
    // It also repeats the face at every text and the default opacity at every element. In texts a quotation mark is
    // always escaped, so these attributes cannot be mistaken for anything that was written by a person.
    let face = format!(" font-family=\"{}\"", escape(FONT));
    let body = drawn.split_once('\n').map_or("</svg>\n", |(_, body)| body);
    let body = body.replace(&face, "").replace(" opacity=\"1\"", "");
    let mut root = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{}\" height=\"{}\" \
         viewBox=\"0 0 {width} {height}\"{face}>\n",
        size_px.0, size_px.1
    );
    for (tag, text) in [("title", title), ("desc", description)] {
        if !text.is_empty() {
            root += &["<", tag, ">", &escape(text), "</", tag, ">\n"].concat();
        }
    }
    root + &body
}

/// Writing into a string cannot fail; the backend's result exists for its files.
fn settled<T, E>(_: Result<T, E>) {}

impl Canvas<'_> {
    /// A filled polygon.
    pub(super) fn fill(&mut self, corners: &[Spot], colour: Colour) {
        let style = rgb(colour).filled();
        settled(self.backend.fill_polygon(corners.iter().map(|spot| place(*spot)), &style));
    }

    /// A polygon through which what lies below can be seen.
    pub(super) fn shade(&mut self, corners: &[Spot], colour: Colour, alpha: f64) {
        let style = rgb(colour).mix(alpha).filled();
        settled(self.backend.fill_polygon(corners.iter().map(|spot| place(*spot)), &style));
    }

    /// A filled rectangle between two corners.
    pub(super) fn rect(&mut self, upper_left: Spot, lower_right: Spot, colour: Colour) {
        let style = rgb(colour).filled();
        settled(self.backend.draw_rect(place(upper_left), place(lower_right), &style, true));
    }

    /// A line from place to place, solid or broken.
    pub(super) fn line(&mut self, from: Spot, to: Spot, stroke: Stroke) {
        let Some((dash, gap)) = stroke.dash else {
            settled(self.backend.draw_line(place(from), place(to), &stroke.shape()));
            return;
        };
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let at = |along: f64| {
            let part = if length > 0.0 { (along / length).min(1.0) } else { 0.0 };
            (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part)
        };
        let mut along = 0.0;
        while along < length {
            settled(self.backend.draw_line(place(at(along)), place(at(along + dash)), &stroke.shape()));
            along += dash + gap;
        }
    }

    /// A solid line through several places.
    pub(super) fn path(&mut self, spots: &[Spot], stroke: Stroke) {
        settled(self.backend.draw_path(spots.iter().map(|spot| place(*spot)), &stroke.shape()));
    }

    /// A closed outline.
    pub(super) fn outline(&mut self, corners: &[Spot], stroke: Stroke) {
        // Going on to the second corner gives the first one its mitre.
        let closed: Vec<Spot> = corners.iter().chain(corners.iter().take(2)).copied().collect();
        self.path(&closed, stroke);
    }

    /// A filled disc.
    pub(super) fn disc(&mut self, centre: Spot, radius_px: f64, colour: Colour) {
        let style = rgb(colour).filled();
        settled(self.backend.draw_circle(place(centre), steps(radius_px).unsigned_abs(), &style, true));
    }

    /// A ring.
    pub(super) fn ring(&mut self, centre: Spot, radius_px: f64, stroke: Stroke) {
        settled(self.backend.draw_circle(place(centre), steps(radius_px).unsigned_abs(), &stroke.shape(), false));
    }

    /// A text, vertically centred on its place.
    pub(super) fn text(&mut self, text: &str, spot: Spot, lettering: Lettering) {
        let anchor = match lettering.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let weight = if lettering.bold { FontStyle::Bold } else { FontStyle::Normal };
        // The backend divides by 1.24 to get from its line height to the size of the letters.
        let wanted = lettering.size_px * FINENESS;
        let near = [wanted * 1.24, (wanted * 1.24).next_down(), (wanted * 1.24).next_up()];
        // Of the neighbours the one that comes back as the size itself, not as 120.00000000000001.
        let size = near.into_iter().find(|size| (size / 1.24).total_cmp(&wanted).is_eq()).unwrap_or(wanted * 1.24);
        let style = TextStyle {
            font: FontDesc::new(FontFamily::Name(FONT), size, weight).transform(FontTransform::None),
            color: rgb(lettering.colour).to_backend_color(),
            pos: Pos::new(anchor, VPos::Center),
        };
        // Centred means half an x-height; capitals, digits and Chinese stand higher than that.
        let spot = (spot.0, spot.1 + lettering.size_px * 0.08);
        settled(self.backend.draw_text(&clean(text), &style, place(spot)));
    }
}
