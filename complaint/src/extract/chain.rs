//! Wallets and transactions of the chains merchants are paid on, each by its own checksum.

use super::ascii::{self, HEX, Made};
use super::net::split_last;
use super::page::Page;
use super::{Certainty, Ground, Kind, Network, keccak, sha256};

/// Version bytes of base58check addresses; test networks count as their own.
const VERSIONS: [(u8, Network); 11] = [
    (0x00, Network::Bitcoin),
    (0x05, Network::Bitcoin),
    (0x6F, Network::Bitcoin),
    (0xC4, Network::Bitcoin),
    (0x41, Network::Tron),
    (0x30, Network::Litecoin),
    (0x32, Network::Litecoin),
    (0x3A, Network::Litecoin),
    (0x1E, Network::Dogecoin),
    (0x16, Network::Dogecoin),
    (0x71, Network::Dogecoin),
];

/// Human-readable parts of segwit addresses (BIP-173).
const PARTS: [(&str, Network); 5] = [
    ("bc", Network::Bitcoin),
    ("tb", Network::Bitcoin),
    ("bcrt", Network::Bitcoin),
    ("ltc", Network::Litecoin),
    ("tltc", Network::Litecoin),
];

/// No address is shorter.
const SHORTEST: usize = 25;

/// An address or a transaction hash that is a whole word.
pub(crate) fn find(page: &mut Page<'_>, i: usize) -> bool {
    let span = page.at(i).start..page.at(i).end;
    if span.len() < SHORTEST {
        return false;
    }
    let word = page.bytes(span.clone());
    match read(word) {
        Some((network, certainty)) => {
            let ground = if certainty == Certainty::Checked { Ground::Checksum } else { Ground::KnownShape };
            page.take_with(i, span, Kind::Wallet, ground, network as u8, 0)
        }
        None => {
            let signature = base58(word).is_some_and(|number| number.len == 64);
            (signature || is_hash_of(word)) && page.take(i, span, Kind::Transaction, Ground::KnownShape)
        }
    }
}

/// The chain an address belongs to; `shaped` where its form has no checksum.
pub fn address(word: &str) -> Option<(Network, Certainty)> {
    read(word.as_bytes())
}

fn read(word: &[u8]) -> Option<(Network, Certainty)> {
    if let Some(hex) = word.strip_prefix(b"0x").filter(|hex| hex.len() == 40) {
        return ethereum(hex).map(|certainty| (Network::Ethereum, certainty));
    }
    if let Some(network) = segwit(word) {
        return Some((network, Certainty::Checked));
    }
    let mut number = base58(word)?;
    match number.len {
        25 => {
            let bytes = &mut number.bytes[..25];
            bytes.reverse();
            let (body, sum) = bytes.split_at(21);
            let network = VERSIONS.iter().find(|(version, _)| *version == body[0])?.1;
            (sha256::digest(&sha256::digest(body)?)?[..4] == *sum).then_some((network, Certainty::Checked))
        }
        // A key of 32 bytes in 43 or 44 characters, rarely fewer; a plain word would have to be as long.
        32 => Some((Network::Solana, Certainty::Shaped)),
        _ => None,
    }
}

/// 32 bytes in hex, with or without `0x`.
pub fn is_hash(word: &str) -> bool {
    is_hash_of(word.as_bytes())
}

fn is_hash_of(word: &[u8]) -> bool {
    let hex = word.strip_prefix(b"0x").unwrap_or(word);
    hex.len() == 64 && ascii::run(hex, 0, HEX, 64) == 64
}

/// EIP-55: the case of each letter repeats a bit of the hash of the address.
fn ethereum(hex: &[u8]) -> Option<Certainty> {
    let made = Made::of(hex);
    if ascii::run(hex, 0, HEX, 40) < 40 {
        return None;
    }
    if made.small == 0 || made.capitals == 0 {
        return Some(Certainty::Shaped);
    }
    let hash = keccak::digest(&hex.to_ascii_lowercase())?;
    let told = |(n, b): (usize, &u8)| {
        let nibble = hash[n / 2] >> (4 - n % 2 * 4) & 0xF;
        b.is_ascii_digit() || b.is_ascii_uppercase() == (nibble >= 8)
    };
    hex.iter().enumerate().all(told).then_some(Certainty::Checked)
}

/// A number of at most 66 bytes, the lowest first.
struct Bytes {
    bytes: [u8; 66],
    len: usize,
}

/// The bytes of at most 90 characters.
fn base58(word: &[u8]) -> Option<Bytes> {
    const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    if !(25..=90).contains(&word.len()) {
        return None;
    }
    let mut number = Bytes { bytes: [0; 66], len: 0 };
    for byte in word {
        let mut carry = ALPHABET.binary_search(byte).ok()? as u32;
        for byte in &mut number.bytes[..number.len] {
            carry += u32::from(*byte) * 58;
            *byte = carry as u8;
            carry >>= 8;
        }
        if carry > 0 {
            number.bytes[number.len] = carry as u8;
            number.len += 1;
        }
    }
    // Each `1` in front is a byte of zeros.
    number.len += word.iter().take_while(|b| **b == b'1').count();
    Some(number)
}

/// BIP-173 for version 0, BIP-350 for all later ones.
fn segwit(word: &[u8]) -> Option<Network> {
    const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let (part, data) = split_last(word, b'1');
    let network = PARTS.iter().find(|(known, _)| part.eq_ignore_ascii_case(known.as_bytes()))?.1;
    let made = Made::of(word);
    let one_case = made.small == 0 || made.capitals == 0;
    let length = data.len().checked_sub(7)?;
    if !one_case || word.len() > 90 {
        return None;
    }
    let mut sum = 1_u32;
    let mut add = |value: u8| {
        const GENERATOR: [u32; 5] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3];
        let top = sum >> 25;
        let next = (sum & 0x1FF_FFFF) << 5 ^ u32::from(value);
        sum = (0..5).filter(|n| top >> n & 1 == 1).fold(next, |next, n| next ^ GENERATOR[n]);
    };
    part.iter().for_each(|b| add(b.to_ascii_lowercase() >> 5));
    add(0);
    part.iter().for_each(|b| add(b & 31));
    let (mut version, mut last) = (0, 0);
    for (n, b) in data.iter().enumerate() {
        let value = ALPHABET.iter().position(|known| *known == b.to_ascii_lowercase())? as u8;
        add(value);
        version = if n == 0 { value } else { version };
        last = if n == length { value } else { last };
    }
    let (bytes, spare) = (length * 5 / 8, length * 5 % 8);
    let padded = spare < 5 && last & ((1 << spare) - 1) == 0;
    let sized = if version == 0 { bytes == 20 || bytes == 32 } else { (2..41).contains(&bytes) };
    let constant = if version == 0 { 1 } else { 0x2BC8_30A3 };
    (version <= 16 && padded && sized && sum == constant).then_some(network)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_by_their_checksums() {
        use Network::*;
        for (word, expected) in [
            ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", Some(Bitcoin)),
            ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", Some(Bitcoin)),
            ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", None),
            ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", Some(Bitcoin)),
            ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", Some(Bitcoin)),
            ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", None), // Version 1 with version 0's sum.
            ("TNDzfERDpxLDS2w1q6yaFC7pzqaSQ3Bg3r", Some(Tron)),
            ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", Some(Ethereum)),
            ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", None),
            ("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", Some(Ethereum)),
            ("833XorXTTx5iya5B3Tr6iqEs9GbRuvVfwyLCP2vpdzhq", Some(Solana)),
            ("LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9", Some(Litecoin)),
            ("Donaudampfschifffahrtsgesellschaft", None),
        ] {
            assert_eq!(address(word).map(|(network, _)| network), expected, "{word}");
        }
    }
}
