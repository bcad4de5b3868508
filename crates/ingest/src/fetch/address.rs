//! Which addresses may be asked: those of the public internet. A feed must not make its reader ask the machine it runs on,
//! the network around it or the services of a cloud.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::Web;
use crate::{Error, ErrorKind};

/// Networks of IPv4 that are not public: the first address and the length of the prefix (IANA's registry of special
/// addresses).
const CLOSED_4: [([u8; 4], u32); 15] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

/// Networks inside 2000::/3, which else is the public part of IPv6, that are not public: the first two groups and the
/// length of the prefix.
const CLOSED_6: [([u16; 2], u32); 3] = [([0x2001, 0], 23), ([0x2001, 0xdb8], 32), ([0x3fff, 0], 20)];

/// Whether an address belongs to the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_4(address),
        IpAddr::V6(address) => is_public_6(address),
    }
}

fn is_public_4(address: Ipv4Addr) -> bool {
    let within = |(network, bits): &([u8; 4], u32)| {
        let shift = 32 - bits;
        address.to_bits() >> shift == u32::from_be_bytes(*network) >> shift
    };
    !CLOSED_4.iter().any(within)
}

/// Addresses that carry one of IPv4 inside are as public as that.
fn is_public_6(address: Ipv6Addr) -> bool {
    let groups = address.segments();
    let inner = |high: u16, low: u16| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
    match groups {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => is_public_4(inner(high, low)),
        [0x2002, high, low, ..] => is_public_4(inner(high, low)),
        [first, second, ..] => {
            let head = u32::from(first) << 16 | u32::from(second);
            let within = |(network, bits): &([u16; 2], u32)| {
                let network = u32::from(network[0]) << 16 | u32::from(network[1]);
                head >> (32 - bits) == network >> (32 - bits)
            };
            first >> 13 == 1 && !CLOSED_6.iter().any(within)
        }
    }
}

/// An address of the web that may be asked, as far as it tells itself; names are checked again when they are resolved.
pub(super) fn checked(address: &str, web: &dyn Web) -> Result<Url, Error> {
    let refused = |why: &str| Error::new(ErrorKind::Address, address, why);
    let url = Url::parse(address).map_err(|error| refused(&error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused("only http and https are asked"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("an address with a password"));
    }
    let public = match url.host() {
        Some(Host::Ipv4(address)) => web.may_ask(address.into()),
        Some(Host::Ipv6(address)) => web.may_ask(address.into()),
        Some(Host::Domain(name)) => !is_local(name),
        None => false,
    };
    if public { Ok(url) } else { Err(refused("not a public host")) }
}

/// Names that never leave the network they are used in.
fn is_local(name: &str) -> bool {
    const ENDS: [&str; 6] = ["localhost", "local", "internal", "lan", "home.arpa", "localdomain"];
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let within = |end: &str| name == end || name.strip_suffix(end).is_some_and(|rest| rest.ends_with('.'));
    !name.contains('.') || ENDS.iter().any(|end| within(end))
}

#[cfg(test)]
mod tests {
    use super::super::Internet;
    use super::*;

    #[test]
    fn addresses() {
        let public = [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "172.15.0.1",
            "172.32.0.1",
            "192.167.1.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450::1",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
            "2002:808:808::1",
        ];
        let closed = [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.168.0.1",
            "198.19.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::1",
            "2001::1",
            "2001:db8::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "3fff::1",
            "5f00::1",
            "100::1",
        ];
        for (addresses, wanted) in [(&public[..], true), (&closed[..], false)] {
            for address in addresses {
                assert_eq!(is_public(address.parse().expect("an address")), wanted, "{address}");
            }
        }
    }

    #[test]
    fn addresses_of_the_web() {
        let web = Internet::new();
        for fine in ["https://example.org/feed", "http://93.184.215.14:8080/", "https://[2606:4700::1111]/"] {
            assert!(checked(fine, &web).is_ok(), "{fine}");
        }
        for refused in [
            "file:///etc/passwd",
            "ftp://example.org/",
            "gopher://example.org/",
            "http://localhost/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://printer/",
            "http://db.internal/",
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:169.254.169.254]/",
            "http://user:pass@example.org/",
            "http://",
            "example.org",
        ] {
            let error = checked(refused, &web).expect_err(refused);
            assert_eq!(error.kind(), ErrorKind::Address, "{refused}");
        }
    }
}
