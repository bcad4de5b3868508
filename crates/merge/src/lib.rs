//! The same happening across reports: block, score, cluster, fuse.
#![forbid(unsafe_code)]
