//! Typed tensors out of the file, each with its shape checked.

use crate::error::{Error, ErrorKind};
use crate::four;
use crate::header::{Header, TensorHeader};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Tensors<'a> {
    header: &'a Header,
    data: &'a [u8],
}

/// An integer matrix, row by row, with a scale a row.
#[derive(Debug)]
pub(crate) struct Scaled {
    pub integers: Vec<i8>,
    pub scales: Vec<f32>,
}

impl<'a> Tensors<'a> {
    pub fn new(header: &'a Header, data: &'a [u8]) -> Tensors<'a> {
        Tensors { header, data }
    }

    /// Of a tensor of floats, of halves of them, or of integers with a scale a row.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        match self.find(name)?.dtype.as_str() {
            "bf16" => Ok(halves(self.bytes(name, "bf16", shape)?)),
            "i8" => {
                let [rows, columns] = *shape else { return Err(self.wrong(name, shape)) };
                let scaled = self.scaled(name, [rows, columns], i8::MAX)?;
                let rows = scaled.integers.chunks(columns.max(1)).zip(&scaled.scales);
                Ok(rows.flat_map(|(row, scale)| row.iter().map(move |weight| f32::from(*weight) * scale)).collect())
            }
            _ => {
                let (words, _) = self.bytes(name, "f32", shape)?.as_chunks::<4>();
                Ok(words.iter().map(|word| f32::from_le_bytes(*word)).collect())
            }
        }
    }

    /// A matrix of integers of at most `top`.
    pub fn scaled(&self, name: &str, shape: [usize; 2], top: i8) -> Result<Scaled, Error> {
        if self.find(name)?.dtype == "i4" {
            return self.fours(name, shape, top);
        }
        let integers: Vec<i8> = self.bytes(name, "i8", &shape)?.iter().map(|byte| byte.cast_signed()).collect();
        if integers.iter().any(|weight| weight.unsigned_abs() > top.unsigned_abs()) {
            return Err(Error::new(ErrorKind::Range, place(name)));
        }
        Ok(Scaled { integers, scales: self.floats(&format!("{name}.scale"), &shape[..1])? })
    }

    fn fours(&self, name: &str, shape: [usize; 2], top: i8) -> Result<Scaled, Error> {
        let [rows, columns] = shape;
        if columns == 0 || !columns.is_multiple_of(four::GROUP) {
            return Err(self.wrong(name, &shape));
        }
        let (packed, groups) = (self.bytes(name, "i4", &shape)?, columns / four::GROUP);
        let scales = self.floats(&format!("{name}.scale"), &[rows, groups])?;
        let rows = packed.chunks_exact(columns / 2).zip(scales.chunks_exact(groups));
        let mut integers = Vec::with_capacity(columns * shape[0]);
        let scales = rows.map(|(row, scales)| four::put_row(row, scales, top, &mut integers)).collect();
        Ok(Scaled { integers, scales })
    }

    pub fn text(&self, name: &str) -> Result<&'a str, Error> {
        let length = self.find(name)?.length;
        let bytes = self.bytes(name, "u8", &[length])?;
        std::str::from_utf8(bytes).map_err(|error| Error::new(ErrorKind::Vocabulary(error.to_string()), place(name)))
    }

    fn find(&self, name: &str) -> Result<&'a TensorHeader, Error> {
        let found = self.header.tensors.iter().find(|tensor| tensor.name == name);
        found.ok_or_else(|| Error::new(ErrorKind::Missing, place(name)))
    }

    fn bytes(&self, name: &str, dtype: &str, shape: &[usize]) -> Result<&'a [u8], Error> {
        let tensor = self.find(name)?;
        if tensor.dtype != dtype {
            return Err(Error::new(ErrorKind::Type { found: tensor.dtype.clone() }, place(name)));
        }
        let half_bytes = match dtype {
            "f32" => 8,
            "bf16" => 4,
            "i4" => 1,
            _ => 2,
        };
        if tensor.shape != shape || tensor.length * 2 != shape.iter().product::<usize>() * half_bytes {
            return Err(self.wrong(name, shape));
        }
        // Opening the file has checked that every tensor lies inside.
        Ok(&self.data[tensor.offset..][..tensor.length])
    }

    fn wrong(&self, name: &str, expected: &[usize]) -> Error {
        let found = self.find(name).map(|tensor| tensor.shape.clone()).unwrap_or_default();
        Error::new(ErrorKind::Shape { found, expected: expected.to_vec() }, place(name))
    }
}

/// The upper halves of floats as floats.
fn halves(bytes: &[u8]) -> Vec<f32> {
    let (halves, _) = bytes.as_chunks::<2>();
    halves.iter().map(|half| f32::from_bits(u32::from(u16::from_le_bytes(*half)) << 16)).collect()
}

pub(crate) fn place(name: &str) -> String {
    format!("tensor {name}")
}
