//! The container: magic, version, header, padding, tensor data.

use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind};
use crate::header::Header;

const MAGIC: &[u8; 4] = b"VMOD";
const VERSION: u32 = 1;
/// Magic, version, header length.
const PREFIX: usize = 16;
const ALIGNMENT: usize = 64;

/// The header and the tensor data of a weights file whose checksum is right.
pub(crate) fn open(bytes: &[u8]) -> Result<(Header, &[u8]), Error> {
    let length = header_length(bytes)?;
    let end = PREFIX.checked_add(length).filter(|end| *end <= bytes.len()).ok_or(truncated("header"))?;
    let header: Header = serde_json::from_slice(&bytes[PREFIX..end])
        .map_err(|error| Error::new(ErrorKind::Header(error.to_string()), "header"))?;
    let data = bytes.get(end.next_multiple_of(ALIGNMENT)..).ok_or(truncated("tensor data"))?;
    if let Some(tensor) =
        header.tensors.iter().find(|t| t.offset.checked_add(t.length).is_none_or(|end| end > data.len()))
    {
        return Err(truncated(format!("tensor {}", tensor.name)));
    }
    if hex(&Sha256::digest(data)) != header.sha256 {
        return Err(Error::new(ErrorKind::Checksum, "tensor data"));
    }
    Ok((header, data))
}

fn header_length(bytes: &[u8]) -> Result<usize, Error> {
    let prefix = bytes.first_chunk::<PREFIX>().ok_or(truncated("file prefix"))?;
    if prefix[..4] != *MAGIC {
        return Err(Error::new(ErrorKind::NotAModel, "file prefix"));
    }
    let version = u32::from_le_bytes([prefix[4], prefix[5], prefix[6], prefix[7]]);
    if version != VERSION {
        return Err(Error::new(ErrorKind::Version(version), "file prefix"));
    }
    let [.., a, b, c, d, e, f, g, h] = *prefix;
    usize::try_from(u64::from_le_bytes([a, b, c, d, e, f, g, h])).map_err(|_| truncated("header"))
}

fn truncated(place: impl Into<String>) -> Error {
    Error::new(ErrorKind::Truncated, place)
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
