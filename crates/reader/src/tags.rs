//! From scores of `B-`, `I-` and `O` labels to runs of words, by the best legal path.

use verbale_net::Matrix;

use crate::text::Words;

/// A run of words with one label.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub words: Words,
    /// The label without its prefix, as an index into [`Scheme::kinds`].
    pub kind: usize,
    /// Mean probability of the path's labels over the words.
    pub confidence: f32,
    /// Mean probability of each kind (`B-` and `I-` together) over the words.
    pub kinds: Vec<f32>,
}

/// The labels of a head: 0 is `O`, then `B-k`, `I-k` for every kind.
#[derive(Clone, Debug)]
pub struct Scheme {
    pub kinds: Vec<String>,
}

impl Scheme {
    /// `labels` as the weights file lists them: `O`, `B-a`, `I-a`, `B-b`, …
    pub fn new(labels: &[String]) -> Self {
        Scheme { kinds: labels.iter().filter_map(|l| l.strip_prefix("B-")).map(str::to_owned).collect() }
    }

    /// Runs of the best path. `outside_bias` is added to the log-probability of `O`: negative finds more.
    pub fn decode(&self, logits: &Matrix, outside_bias: f32) -> Vec<Run> {
        let logs = log_softmax(logits);
        let path = best_path(&logs, outside_bias);
        let mut runs = Vec::new();
        let mut at = 0;
        while at < path.len() {
            let end = run_end(&path, at);
            if path[at] > 0 {
                runs.push(self.run(&logs, &path, at, end));
            }
            at = end;
        }
        runs
    }

    fn run(&self, logs: &[Vec<f32>], path: &[usize], at: usize, end: usize) -> Run {
        let n = (end - at) as f32;
        let kinds = (0..self.kinds.len())
            .map(|k| (at..end).map(|w| logs[w][2 * k + 1].exp() + logs[w][2 * k + 2].exp()).sum::<f32>() / n)
            .collect();
        let confidence = (at..end).map(|w| logs[w][path[w]].exp()).sum::<f32>() / n;
        Run { words: Words::new(at as u32, end as u32 - 1), kind: (path[at] - 1) / 2, confidence, kinds }
    }
}

/// Where the run that begins at `at` ends: after its `I-` labels.
fn run_end(path: &[usize], at: usize) -> usize {
    if path[at] == 0 {
        return at + 1;
    }
    let inside = if is_begin(path[at]) { path[at] + 1 } else { path[at] };
    (at + 1..path.len()).find(|&w| path[w] != inside).unwrap_or(path.len())
}

fn is_begin(label: usize) -> bool {
    label % 2 == 1
}

/// Viterbi with one rule: `I-k` follows `B-k` or `I-k` only.
fn best_path(logs: &[Vec<f32>], outside_bias: f32) -> Vec<usize> {
    let Some(width) = logs.first().map(Vec::len) else { return Vec::new() };
    let mut score = vec![0.0f32; width];
    let mut back: Vec<Vec<usize>> = Vec::with_capacity(logs.len());
    for (w, row) in logs.iter().enumerate() {
        let free = argmax(&score);
        let mut next = vec![f32::NEG_INFINITY; width];
        let mut from = vec![free; width];
        for label in 0..width {
            let bias = if label == 0 { outside_bias } else { 0.0 };
            if label > 0 && !is_begin(label) {
                from[label] = if score[label - 1] > score[label] { label - 1 } else { label };
                if w == 0 {
                    continue;
                }
            }
            next[label] = score[from[label]] + row[label] + bias;
        }
        score = next;
        back.push(from);
    }
    let mut path = vec![argmax(&score)];
    for from in back.iter().skip(1).rev() {
        path.push(from[path[path.len() - 1]]);
    }
    path.reverse();
    path
}

/// Index of the largest value; the first where several are.
pub fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for (i, &v) in values.iter().enumerate() {
        if v > values[best] {
            best = i;
        }
    }
    best
}

fn log_softmax(logits: &Matrix) -> Vec<Vec<f32>> {
    (0..logits.rows())
        .map(|r| {
            let row = logits.row(r);
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let sum = row.iter().map(|v| (v - top).exp()).sum::<f32>().ln() + top;
            row.iter().map(|v| v - sum).collect()
        })
        .collect()
}

/// Probabilities of one row of logits.
pub fn softmax(row: &[f32]) -> Vec<f32> {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let exps: Vec<f32> = row.iter().map(|v| (v - top).exp()).collect();
    let sum: f32 = exps.iter().sum();
    exps.into_iter().map(|v| v / sum).collect()
}

pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}
