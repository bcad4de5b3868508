//! Every path gives the bits of the portable one, for shapes with and without tails.

use verbale_kernels::{AttentionScratch, Epilogue, Kernels, Offsets, PackedFloat, PackedInt, Quantised, Window};

/// A small random generator (xorshift), so that failures repeat.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Roughly normal, deviation about one.
    fn float(&mut self) -> f32 {
        (0..4).map(|_| (self.next() >> 40) as f32 / (1 << 23) as f32 - 1.0).sum::<f32>() * 0.87
    }

    fn floats(&mut self, count: usize, scale: f32) -> Vec<f32> {
        (0..count).map(|_| self.float() * scale).collect()
    }

    fn weight(&mut self, top: i8) -> i8 {
        ((self.next() % (2 * top as u64 + 1)) as i64 - i64::from(top)) as i8
    }

    fn map(&mut self, outputs: usize, inputs: usize, top: i8) -> PackedInt {
        let weights: Vec<i8> = (0..outputs * inputs).map(|_| self.weight(top)).collect();
        let scales: Vec<f32> = (0..outputs).map(|_| self.float().abs() * 0.01).collect();
        PackedInt::new(&weights, &scales, &self.floats(outputs, 1.0))
    }
}

fn portable() -> Kernels {
    Kernels::named("portable").expect("the portable path is everywhere")
}

/// Runs `operation` on every path and compares the bits with those of the portable one.
fn check(what: &str, operation: impl Fn(Kernels) -> Vec<f32>) {
    let bits = |kernels| operation(kernels).into_iter().map(f32::to_bits).collect::<Vec<_>>();
    let expected = bits(portable());
    for kernels in Kernels::available() {
        assert!(bits(kernels) == expected, "{what} on {}", kernels.name());
    }
}

fn quantised(kernels: Kernels, values: &[f32], width: usize) -> Quantised {
    let mut into = Quantised::new();
    kernels.quantise(values, width, &mut into);
    into
}

#[test]
fn quantised_rows() {
    let mut dice = Dice(1);
    for (rows, width) in [(1, 1), (3, 15), (5, 16), (7, 40), (2, 384)] {
        let values = dice.floats(rows * width, 3.0);
        check("quantise", |kernels| {
            let q = quantised(kernels, &values, width);
            (0..rows)
                .flat_map(|r| [q.scale(r), q.zero(r) as f32].into_iter().chain(q.row(r).iter().map(|b| f32::from(*b))))
                .collect()
        });
    }
}

#[test]
fn quantised_rows_are_near() {
    let mut dice = Dice(2);
    let values = dice.floats(4 * 100, 2.0);
    let q = quantised(Kernels::detect(), &values, 100);
    for (i, value) in values.iter().enumerate() {
        let row = i / 100;
        let back = q.scale(row) * (f32::from(q.row(row)[i % 100]) - q.zero(row) as f32);
        assert!((back - value).abs() <= q.scale(row) * 0.501 * 2.0, "{value} {back}");
    }
}

#[test]
fn rows_without_range() {
    for values in [[0.0f32; 20], [5.0; 20], [-5.0; 20]] {
        let q = quantised(Kernels::detect(), &values, 20);
        let back = q.scale(0) * (f32::from(q.row(0)[3]) - q.zero(0) as f32);
        assert!((back - values[3]).abs() < 1e-5);
    }
}

#[test]
fn integer_sums() {
    let mut dice = Dice(3);
    for (rows, inputs, outputs, top) in
        [(1, 4, 16, 63), (13, 37, 48, 63), (9, 64, 80, 20), (131, 24, 16, 63), (6, 384, 144, 63)]
    {
        let weights: Vec<i8> = (0..outputs * inputs).map(|_| dice.weight(top)).collect();
        let packed = PackedInt::new(&weights, &vec![1.0; outputs], &vec![0.0; outputs]);
        let input = quantised(portable(), &dice.floats(rows * inputs, 1.0), inputs);
        let expected: Vec<i32> = (0..rows * outputs)
            .map(|i| {
                let row = weights.chunks_exact(inputs).nth(i % outputs).expect("inside");
                input.row(i / outputs).iter().zip(row).map(|(u, w)| i32::from(*u) * i32::from(*w)).sum()
            })
            .collect();
        for kernels in Kernels::available() {
            let mut sums = vec![0; rows * outputs];
            kernels.integer_sums(&input, &packed, &mut sums);
            assert!(sums == expected, "{rows}x{inputs}x{outputs} on {}", kernels.name());
        }
    }
}

/// The greatest weights and activations there are, where 16 bits would overflow first.
#[test]
fn extreme_sums() {
    for weight in [63i8, -63] {
        let packed = PackedInt::new(&[weight; 16 * 32], &[1.0; 16], &[0.0; 16]);
        assert_eq!(packed.paired_panels(), 0);
        let input = quantised(portable(), &[1.0; 32], 32);
        for kernels in Kernels::available() {
            let mut sums = [0; 16];
            kernels.integer_sums(&input, &packed, &mut sums);
            assert_eq!(sums, [i32::from(weight) * 255 * 32; 16], "{}", kernels.name());
        }
    }
    let packed = PackedInt::new(&[32; 16 * 32], &[1.0; 16], &[0.0; 16]);
    assert_eq!(packed.paired_panels(), 1);
}

/// Weights of lanes that could overflow are lowered so far that they cannot, the others stay.
#[test]
fn tamed_rows() {
    let mut row = [63, 40, -63, 1, 20, 10, -60, -20, 63, -63, 2, 2, 0, 63, 2, 2];
    PackedInt::tame(&mut row);
    assert_eq!(row, [58, 40, -54, 1, 20, 10, -54, -20, 63, -63, 2, 2, 0, 63, 2, 2]);
    let packed = PackedInt::new(&row.repeat(16), &[1.0; 16], &[0.0; 16]);
    assert_eq!(packed.paired_panels(), 1);
    let mut equals = [43, 43, 0, 0, 43, 0, 0, 0];
    PackedInt::tame(&mut equals);
    assert_eq!(equals, [42, 43, 0, 0, 43, 0, 0, 0], "the first of equals, as in training");
}

#[test]
fn integer_products() {
    let mut dice = Dice(4);
    for (rows, inputs, outputs) in [(1, 8, 16), (11, 48, 64), (7, 100, 80)] {
        let packed = dice.map(outputs, inputs, 63);
        let values = dice.floats(rows * inputs, 2.0);
        let start = dice.floats(rows * outputs, 1.0);
        for epilogue in [Epilogue::Store, Epilogue::Add, Epilogue::Gelu] {
            check("multiply", |kernels| {
                let mut out = start.clone();
                kernels.multiply(&quantised(kernels, &values, inputs), &packed, epilogue, &mut out);
                out
            });
        }
    }
}

#[test]
fn float_products() {
    let mut dice = Dice(5);
    for (rows, inputs, outputs) in [(1, 1, 1), (5, 7, 3), (13, 96, 35), (6, 384, 128)] {
        let (weights, bias) = (dice.floats(inputs * outputs, 0.1), dice.floats(outputs, 1.0));
        let (packed, values) = (PackedFloat::new(&weights, &bias), dice.floats(rows * inputs, 1.0));
        let product = |kernels: Kernels| {
            let mut out = vec![0.0; rows * outputs];
            kernels.matmul(&values, &packed, &mut out);
            out
        };
        check("matmul", product);
        for (i, got) in product(Kernels::detect()).into_iter().enumerate() {
            let (row, output) = (&values[i / outputs * inputs..][..inputs], i % outputs);
            let exact: f64 = row.iter().zip(&weights[output * inputs..]).map(|(x, w)| f64::from(x * w)).sum();
            assert!((f64::from(got - bias[output]) - exact).abs() < 1e-4);
        }
    }
}

#[test]
fn normalised_rows() {
    let mut dice = Dice(6);
    for width in [16, 48, 384] {
        let (gain, shift, rows) = (dice.floats(width, 1.0), dice.floats(width, 1.0), dice.floats(3 * width, 5.0));
        check("layer_norm", |kernels| {
            let mut rows = rows.clone();
            kernels.layer_norm(&mut rows, &gain, &shift, 1e-12);
            rows
        });
        let mut plain = rows.clone();
        Kernels::detect().layer_norm(&mut plain, &vec![1.0; width], &vec![0.0; width], 1e-12);
        let mean: f32 = plain[..width].iter().sum::<f32>() / width as f32;
        let variance: f32 = plain[..width].iter().map(|x| (x - mean).powi(2)).sum::<f32>() / width as f32;
        assert!(mean.abs() < 1e-5 && (variance - 1.0).abs() < 1e-4);
    }
}

#[test]
fn gelu_values() {
    let values: Vec<f32> = (-2000..2000).map(|i| i as f32 * 0.01).collect();
    let gelu = |kernels: Kernels| {
        let mut values = values.clone();
        kernels.gelu(&mut values);
        values
    };
    check("gelu", gelu);
    for (x, y) in values.iter().zip(gelu(Kernels::detect())) {
        assert!((f64::from(y) - exact_gelu(f64::from(*x))).abs() < 7e-5, "{x} {y}");
    }
}

/// By integrating the density, as std has no error function.
fn exact_gelu(x: f64) -> f64 {
    let steps = 2000;
    let width = x / f64::from(steps);
    let density = |t: f64| (-t * t / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let area: f64 = (0..steps).map(|i| density((f64::from(i) + 0.5) * width) * width).sum();
    x * (0.5 + area)
}

#[test]
fn probabilities() {
    let mut dice = Dice(7);
    for width in [1, 5, 16, 33] {
        let rows = dice.floats(3 * width, 4.0);
        let softmax = |kernels: Kernels| {
            let mut rows = rows.clone();
            kernels.softmax(&mut rows, width);
            rows
        };
        check("softmax", softmax);
        let got = softmax(Kernels::detect());
        for (got, scores) in got.chunks_exact(width).zip(rows.chunks_exact(width)) {
            let total: f64 = scores.iter().map(|s| f64::from(*s).exp()).sum();
            for (p, s) in got.iter().zip(scores) {
                assert!((f64::from(*p) - f64::from(*s).exp() / total).abs() < 1e-6);
            }
        }
    }
}

#[test]
fn attention() {
    let mut dice = Dice(8);
    for (asking, length, hidden, heads) in
        [(1, 1, 16, 1), (5, 5, 64, 2), (13, 37, 96, 3), (50, 50, 128, 2), (0, 3, 16, 1)]
    {
        let (queries, memory) = (dice.floats(asking * hidden, 1.0), dice.floats(length * 2 * hidden, 1.0));
        let window = Window { queries: &queries, memory: &memory, hidden, heads, offsets: None };
        attends(window);
        let (reach, asking) = (length + 3, (0..asking as u32).rev().collect::<Vec<_>>());
        let bias = dice.floats(heads * (2 * reach + 1), 1.0);
        for asking in [None, Some(&asking[..])] {
            attends(Window { offsets: Some(Offsets { bias: &bias, reach, asking }), ..window });
        }
    }
}

fn attends(window: Window<'_>) {
    let attend = |kernels: Kernels| {
        let mut out = vec![0.0; window.queries.len()];
        kernels.attend(window, &mut AttentionScratch::default(), &mut out);
        out
    };
    check("attend", attend);
    let (got, expected) = (attend(Kernels::detect()), plain_attention(window));
    for (got, expected) in got.iter().zip(expected) {
        assert!((f64::from(*got) - expected).abs() < 1e-4, "{got} {expected}");
    }
}

fn plain_attention(window: Window<'_>) -> Vec<f64> {
    let Window { queries, memory, hidden, heads, offsets } = window;
    let (width, length) = (hidden / heads, memory.len() / hidden / 2);
    let at = |row: usize, column: usize| f64::from(memory[row * 2 * hidden + column]);
    let mut out = Vec::new();
    for (number, query) in queries.chunks_exact(hidden).enumerate() {
        for column in 0..hidden {
            let first = column / width * width;
            let bias = |key: usize| {
                offsets.map_or(0.0, |offsets| {
                    let row = offsets.asking.map_or(number, |rows| rows[number] as usize);
                    f64::from(offsets.bias[column / width * (2 * offsets.reach + 1) + offsets.reach + key - row])
                })
            };
            let product = |key: usize| (first..first + width).map(|i| f64::from(query[i]) * at(key, i)).sum::<f64>();
            let score = |key: usize| (product(key) + bias(key)).exp();
            let total: f64 = (0..length).map(score).sum();
            out.push((0..length).map(|key| score(key) * at(key, hidden + column)).sum::<f64>() / total);
        }
    }
    out
}

#[test]
fn embeddings() {
    let mut dice = Dice(9);
    let integers: Vec<i8> = (0..48).map(|_| dice.weight(127)).collect();
    let rest: Vec<Vec<f32>> = (0..2).map(|_| dice.floats(48, 1.0)).collect();
    check("embed", |kernels| {
        let mut out = vec![0.0; 48];
        kernels.embed(&integers, 0.01, [&rest[0], &rest[1]], &mut out);
        out
    });
}

#[test]
fn names_lead_back() {
    for kernels in Kernels::available() {
        assert_eq!(Kernels::named(kernels.name()), Some(kernels));
    }
    assert_eq!(Kernels::named("abacus"), None);
}
