//! The file that holds all tables: their texts one after another behind a short directory, and a checksum.
//!
//! ```text
//! "VKB1"  u64 checksum of all that follows  u32 tables  { u8 length, name, u32 length, text }*
//! ```
//! Numbers are little-endian. Rows stay text, so that an error can name the line a person wrote.

use crate::Error;

const MAGIC: &[u8; 4] = b"VKB1";

/// Packs tables, given as (name, text), into one file.
pub fn pack(tables: &[(&str, &str)]) -> Vec<u8> {
    let mut body = (tables.len() as u32).to_le_bytes().to_vec();
    for (name, text) in tables {
        body.push(name.len() as u8);
        body.extend(name.as_bytes());
        body.extend((text.len() as u32).to_le_bytes());
        body.extend(text.as_bytes());
    }
    let mut file = MAGIC.to_vec();
    file.extend(checksum(&body).to_le_bytes());
    file.extend(body);
    file
}

/// Tables as (name, text).
type Tables<'a> = Vec<(&'a str, &'a str)>;

/// The tables of a file and its checksum.
pub fn unpack(bytes: &[u8]) -> Result<(Tables<'_>, u64), Error> {
    let mut rest = bytes;
    if take(&mut rest, 4)? != MAGIC {
        return Err(Error::file("not a knowledge file of version 1"));
    }
    let sum = u64::from_le_bytes(array(take(&mut rest, 8)?));
    if checksum(rest) != sum {
        return Err(Error::file("damaged: the checksum differs"));
    }
    let count = number(&mut rest)?;
    let mut tables = Vec::new();
    for _ in 0..count {
        let length = usize::from(take(&mut rest, 1)?[0]);
        let name = text(take(&mut rest, length)?)?;
        let length = number(&mut rest)?;
        tables.push((name, text(take(&mut rest, length)?)?));
    }
    Ok((tables, sum))
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8], Error> {
    let (head, tail) = rest.split_at_checked(count).ok_or_else(|| Error::file("ends too early"))?;
    *rest = tail;
    Ok(head)
}

fn number(rest: &mut &[u8]) -> Result<usize, Error> {
    Ok(u32::from_le_bytes(array(take(rest, 4)?)) as usize)
}

fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut array = [0; N];
    array.copy_from_slice(bytes);
    array
}

fn text(bytes: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(bytes).map_err(|_| Error::file("not UTF-8"))
}

/// FNV-1a: enough to tell a damaged file from a whole one.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let file = pack(&[("a", "x\ty\n"), ("b", "")]);
        assert_eq!(unpack(&file).unwrap().0, [("a", "x\ty\n"), ("b", "")]);
    }

    #[test]
    fn damage_is_an_error() {
        let mut file = pack(&[("a", "x\ty\n")]);
        assert!(unpack(&file[..file.len() - 1]).is_err());
        *file.last_mut().unwrap() ^= 1;
        assert_eq!(unpack(&file).unwrap_err().to_string(), "knowledge file: damaged: the checksum differs");
        assert!(unpack(b"VK").is_err());
    }
}
