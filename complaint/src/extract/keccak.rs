//! Keccak-256 of short messages, for the case of the letters in Ethereum's addresses: what FIPS 202 computes is computed here
//! too, its constants as well, which makes it a quarter of the bytes a general one takes.

use core::array;

/// The digest of at most 135 bytes, which fit one block with their padding.
pub(crate) fn digest(message: &[u8]) -> Option<[u8; 32]> {
    let mut block = [0; 136];
    block.get_mut(..message.len()).filter(|_| message.len() < 136)?.copy_from_slice(message);
    // Before SHA-3 was a standard, nothing but a bit followed the message.
    block[message.len()] = 1;
    block[135] |= 0x80;
    let mut lanes = [0_u64; 25];
    for (lane, bytes) in lanes.iter_mut().zip(block.chunks_exact(8)) {
        *lane = bytes.iter().rev().fold(0, |lane, byte| lane << 8 | u64::from(*byte));
    }
    permute(&mut lanes);
    Some(array::from_fn(|n| (lanes[n / 8] >> (n % 8 * 8)) as u8))
}

/// Keccak-f\[1600\]; the lane at `x`, `y` is the one at `x + 5 * y` (FIPS 202, §3.2 and §3.3).
fn permute(lanes: &mut [u64; 25]) {
    // The shift register of the round constants.
    let mut register = 1_u8;
    for _ in 0..24 {
        // θ
        let columns: [u64; 5] = array::from_fn(|x| (0..5).fold(0, |sum, y| sum ^ lanes[x + 5 * y]));
        for (at, lane) in lanes.iter_mut().enumerate() {
            *lane ^= columns[(at + 4) % 5] ^ columns[(at + 1) % 5].rotate_left(1);
        }
        // ρ and π
        let (mut x, mut y, mut moved) = (1, 0, lanes[1]);
        for t in 1..25 {
            (x, y) = (y, (2 * x + 3 * y) % 5);
            moved = core::mem::replace(&mut lanes[x + 5 * y], moved.rotate_left(t * (t + 1) / 2));
        }
        // χ
        for row in lanes.chunks_exact_mut(5) {
            let old: [u64; 5] = array::from_fn(|x| row[x]);
            for (x, lane) in row.iter_mut().enumerate() {
                *lane ^= !old[(x + 1) % 5] & old[(x + 2) % 5];
            }
        }
        // ι
        for n in 0..7 {
            lanes[0] ^= u64::from(register & 1) << ((1 << n) - 1);
            register = register << 1 ^ if register & 0x80 == 0 { 0 } else { 0x71 };
        }
    }
}

#[cfg(test)]
mod tests {
    /// The examples of the Keccak team, and the longest message one block holds.
    #[test]
    fn digests_are_those_of_the_authors() {
        let hex =
            |message: &[u8]| super::digest(message).map(|d| d.iter().map(|b| format!("{b:02x}")).collect::<String>());
        for (message, expected) in [
            (&b""[..], "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
            (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
            (&[b'a'; 135], "34367dc248bbd832f4e3e69dfaac2f92638bd0bbd18f2912ba4ef454919cf446"),
        ] {
            assert_eq!(hex(message).as_deref(), Some(expected));
        }
        assert_eq!(super::digest(&[b'a'; 136]), None);
    }
}
