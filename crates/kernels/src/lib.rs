//! Integer and float matrix kernels chosen at run time: the arithmetic of the network, and the only `unsafe` code.
//!
//! A [`Kernels`] value stands for one instruction set that this machine is known to have. All its operations are safe
//! functions over slices; weights are packed once ([`PackedInt`], [`PackedFloat`]) into panels that every instruction
//! set reads alike.
//!
//! Every path gives the same bits. Integer sums are exact anyway; for floats the operations are written once, over
//! sixteen logical lanes ([`lanes`]) with fused multiply-add and a fixed order of summation, and a path only says how
//! its registers hold sixteen lanes. So a record does not depend on the machine that read the report.

mod float;
mod int;
mod kernels;
mod lanes;
mod machine;
mod tile;

pub use float::{AttentionScratch, Offsets, PackedFloat, Window};
pub use int::{Epilogue, PackedInt, Quantised};
pub use kernels::Kernels;

/// Outputs a panel of packed weights holds: one vector of the widest machine.
pub const PANEL: usize = 16;
