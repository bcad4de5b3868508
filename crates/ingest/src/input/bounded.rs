//! Readers that stop where an input turns out to be a bomb.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;

use super::BUFFER_BYTES;
use crate::limits::{PACKING_MAX, STREAM_BYTES_MAX};

/// Bytes that may come out of any packed input: small files may pack well.
const FREE_BYTES: u64 = 8 << 20;

const OVER: &str = "unpacks to more than is read";

/// Whether a reader of this module stopped.
pub(super) fn is_over(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.to_string() == OVER)
}

fn over() -> io::Error {
    io::Error::other(OVER)
}

/// All members of a gzip file, one after another.
pub(super) struct Gunzip<R: Read> {
    inner: MultiGzDecoder<BufReader<Counted<R>>>,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl<R: Read> Gunzip<R> {
    pub(super) fn new(bytes: R) -> Self {
        let packed = Rc::new(Cell::new(0));
        let counted = Counted { bytes, count: Rc::clone(&packed) };
        let inner = MultiGzDecoder::new(BufReader::with_capacity(BUFFER_BYTES, counted));
        Gunzip { inner, packed, unpacked: 0 }
    }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.unpacked += read as u64;
        let most = self.packed.get().saturating_mul(PACKING_MAX).clamp(FREE_BYTES, STREAM_BYTES_MAX);
        if self.unpacked > most { Err(over()) } else { Ok(read) }
    }
}

struct Counted<R> {
    bytes: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

/// A member of a ZIP of which the packed size is known.
pub(super) struct Member<R> {
    bytes: R,
    left: u64,
}

impl<R: Read> Member<R> {
    pub(super) fn new(bytes: R, packed: u64) -> Self {
        Member { bytes, left: packed.saturating_mul(PACKING_MAX).clamp(FREE_BYTES, STREAM_BYTES_MAX) }
    }
}

impl<R: Read> Read for Member<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(over)?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    #[test]
    fn all_members_are_read() {
        let both = [packed(b"one "), packed(b"two")].concat();
        let mut text = String::new();
        Gunzip::new(&both[..]).read_to_string(&mut text).expect("text");
        assert_eq!(text, "one two");
    }

    #[test]
    fn bombs_are_stopped() {
        let bomb = packed(&vec![b'a'; 64 << 20]);
        let error = Gunzip::new(&bomb[..]).read_to_end(&mut Vec::new()).expect_err("a bomb");
        assert!(is_over(&error));
        let error = Member::new(io::repeat(b'a'), 10).read_to_end(&mut Vec::new()).expect_err("a bomb");
        assert!(is_over(&error));
    }
}
