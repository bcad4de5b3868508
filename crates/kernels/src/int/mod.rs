//! Integer products: rows quantised to u8, weights packed as 7-bit integers, results back in f32.

mod packed;
mod product;
mod quantised;

pub use packed::PackedInt;
pub use product::Epilogue;
pub use quantised::Quantised;
