//! Integer and float matrix kernels chosen at run time.

