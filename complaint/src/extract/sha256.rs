//! SHA-256 (FIPS 180-4) of short messages, for the checksums inside addresses: a fifth of the bytes a general one takes.

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
const ROUNDS: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
    0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
    0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
    0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2,
];

/// The digest of at most 55 bytes, which fit one block with their padding.
pub(crate) fn digest(message: &[u8]) -> Option<[u8; 32]> {
    let mut block = [0; 64];
    block.get_mut(..message.len()).filter(|_| message.len() < 56)?.copy_from_slice(message);
    block[message.len()] = 0x80;
    block[62..].copy_from_slice(&(message.len() as u16 * 8).to_be_bytes());
    let mut w = [0_u32; 64];
    for (word, bytes) in w.iter_mut().zip(block.chunks_exact(4)) {
        *word = bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
    }
    for n in 16..64 {
        let (a, b) = (w[n - 15], w[n - 2]);
        let low = a.rotate_right(7) ^ a.rotate_right(18) ^ a >> 3;
        let high = b.rotate_right(17) ^ b.rotate_right(19) ^ b >> 10;
        w[n] = w[n - 16].wrapping_add(low).wrapping_add(w[n - 7]).wrapping_add(high);
    }
    let start = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19_u32];
    let mut state = start;
    for (word, constant) in w.iter().zip(ROUNDS) {
        let [a, b, c, d, e, f, g, h] = state;
        let high = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let one = h.wrapping_add(high).wrapping_add(e & f ^ !e & g).wrapping_add(constant).wrapping_add(*word);
        let low = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let two = low.wrapping_add(a & b ^ a & c ^ b & c);
        state = [one.wrapping_add(two), a, b, c, d.wrapping_add(one), e, f, g];
    }
    let mut digest = [0; 32];
    for (bytes, (end, start)) in digest.chunks_exact_mut(4).zip(state.iter().zip(start)) {
        bytes.copy_from_slice(&end.wrapping_add(start).to_be_bytes());
    }
    Some(digest)
}

#[cfg(test)]
mod tests {
    /// FIPS 180-4 examples, and the longest message one block holds.
    #[test]
    fn digests_are_those_of_the_standard() {
        let hex =
            |message: &[u8]| super::digest(message).map(|d| d.iter().map(|b| format!("{b:02x}")).collect::<String>());
        for (message, expected) in [
            (&b""[..], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (&[b'a'; 55], "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
        ] {
            assert_eq!(hex(message).as_deref(), Some(expected));
        }
        assert_eq!(super::digest(&[b'a'; 56]), None);
    }
}
