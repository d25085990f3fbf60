//! Writes a large seeded input file: `cargo bench --bench generate -- --samples 100000 --out big.csv [--seed 1]`.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "a tool of the workshop: it reads its arguments and writes its file"
)]

mod generator;

use std::fs::File;
use std::io::{self, BufWriter, Write as _};

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let option = |name: &str| args.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1].clone());
    let number = |name: &str, default: u64| option(name).and_then(|text| text.parse().ok()).unwrap_or(default);
    let Some(path) = option("--out") else {
        return Err(io::Error::other(
            "say where to write: cargo bench --bench generate -- --samples 100000 --out big.csv",
        ));
    };
    let mut out = BufWriter::new(File::create(path)?);
    generator::write(&mut out, number("--samples", 100_000), number("--seed", 1))?;
    out.flush()
}
