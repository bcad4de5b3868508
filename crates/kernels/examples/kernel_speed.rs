//! How fast each operation is at the sizes of the base encoder, on every path of this machine.
//!
//!     cargo run --release -p verbale-kernels --example kernel_speed [PATH ...]
//!
//! Products and attention in 10^9 multiply-adds a second, the others in nanoseconds a row; the best of many short runs.

use std::time::Instant;

use verbale_kernels::{AttentionScratch, Epilogue, Kernels, PackedInt, Quantised, Window};

const HIDDEN: usize = 384;
const WIDE: usize = 1536;
const ROWS: usize = 96;
const LENGTH: usize = 320;

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).collect();
    for kernels in Kernels::available().filter(|k| chosen.is_empty() || chosen.iter().any(|name| name == k.name())) {
        println!("{}", kernels.name());
        for (top, what) in [(30, "paired"), (63, "single")] {
            product(kernels, HIDDEN, HIDDEN, top, Epilogue::Store, what);
            product(kernels, HIDDEN, WIDE, top, Epilogue::Gelu, what);
            product(kernels, WIDE, HIDDEN, top, Epilogue::Add, what);
        }
        attention(kernels, 40);
        attention(kernels, LENGTH);
        rows(kernels);
    }
}

fn floats(count: usize) -> Vec<f32> {
    (0..count as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 8) as f32 / (1 << 23) as f32 - 1.0).collect()
}

/// Seconds of the fastest of some runs.
fn fastest(mut run: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..60 {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed().as_secs_f64());
    }
    best
}

fn product(kernels: Kernels, inputs: usize, outputs: usize, top: i64, epilogue: Epilogue, what: &str) {
    let weights: Vec<i8> = (0..(inputs * outputs) as i64).map(|i| (i.wrapping_mul(7919) % (top + 1)) as i8).collect();
    let packed = PackedInt::new(&weights, &vec![0.001; outputs], &vec![0.0; outputs]);
    let mut integers = Quantised::new();
    kernels.quantise(&floats(ROWS * inputs), inputs, &mut integers);
    let mut out = vec![0.0; ROWS * outputs];
    let seconds = fastest(|| kernels.multiply(&integers, &packed, epilogue, &mut out));
    println!("  {inputs} x {outputs} {epilogue:?} {what}: {:.0}", (ROWS * inputs * outputs) as f64 / seconds / 1e9);
}

fn attention(kernels: Kernels, length: usize) {
    let (queries, memory) = (floats(length * HIDDEN), floats(length * 2 * HIDDEN));
    let window = Window { queries: &queries, memory: &memory, hidden: HIDDEN, heads: 12, offsets: None };
    let (mut scratch, mut out) = (AttentionScratch::default(), vec![0.0; length * HIDDEN]);
    let seconds = fastest(|| kernels.attend(window, &mut scratch, &mut out));
    println!("  attention over {length}: {:.1}", (2 * length * length * HIDDEN) as f64 / seconds / 1e9);
}

fn rows(kernels: Kernels) {
    let (mut narrow, mut wide) = (floats(ROWS * HIDDEN), floats(ROWS * WIDE));
    let mut integers = Quantised::new();
    let nanoseconds = |seconds: f64| seconds / ROWS as f64 * 1e9;
    let quantise = fastest(|| kernels.quantise(&narrow, HIDDEN, &mut integers));
    let quantise_wide = fastest(|| kernels.quantise(&wide, WIDE, &mut integers));
    let norm = fastest(|| kernels.layer_norm(&mut narrow, &[1.0; HIDDEN], &[0.0; HIDDEN], 1e-12));
    let gelu = fastest(|| kernels.gelu(&mut wide));
    let [a, b, c, d] = [quantise, quantise_wide, norm, gelu].map(nanoseconds);
    println!("  quantise {a:.0} and {b:.0}, normalise {c:.0}, gelu {d:.0}");
}
