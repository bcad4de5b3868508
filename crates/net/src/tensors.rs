//! Typed tensors out of the file, each with its shape checked.

use crate::error::{Error, ErrorKind};
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

    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let (words, _) = self.bytes(name, "f32", shape)?.as_chunks::<4>();
        Ok(words.iter().map(|word| f32::from_le_bytes(*word)).collect())
    }

    pub fn scaled(&self, name: &str, shape: [usize; 2]) -> Result<Scaled, Error> {
        let integers = self.bytes(name, "i8", &shape)?.iter().map(|byte| byte.cast_signed()).collect();
        Ok(Scaled { integers, scales: self.floats(&format!("{name}.scale"), &shape[..1])? })
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
        let size = if dtype == "f32" { 4 } else { 1 };
        if tensor.shape != shape || tensor.length != shape.iter().product::<usize>() * size {
            let (found, expected) = (tensor.shape.clone(), shape.to_vec());
            return Err(Error::new(ErrorKind::Shape { found, expected }, place(name)));
        }
        // Opening the file has checked that every tensor lies inside.
        Ok(&self.data[tensor.offset..][..tensor.length])
    }
}

pub(crate) fn place(name: &str) -> String {
    format!("tensor {name}")
}
