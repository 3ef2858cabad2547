//! Every kernel this processor has, beside `sha2`.

use super::{Engine, Stream512, sha512_many_with, update_many_with};
use proptest::{collection::vec, prelude::*};
use sha2::{Digest as _, Sha512};

/// FIPS 180-4 example messages and their digests.
const KNOWN: [(&[u8], &str); 3] = [
    (
        b"",
        "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce\
         47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
    ),
    (
        b"abc",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
         2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    ),
    (
        b"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn\
          hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018\
         501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909",
    ),
];

/// Lengths at which the number of padding blocks or of whole blocks changes.
const EDGES: [usize; 12] = [0, 1, 111, 112, 127, 128, 129, 239, 240, 255, 256, 257];

/// Each way through the room by itself, with its name; says which this processor lacks.
fn engines() -> Vec<(&'static str, Engine)> {
    let always = [("as detected", Engine::detect()), ("alone", Engine::default())];
    always.into_iter().chain(kernels()).collect()
}

#[cfg(target_arch = "x86_64")]
fn kernels() -> impl Iterator<Item = (&'static str, Engine)> {
    use super::dispatch::found::{Avx2, Avx512, Avx512Half};
    let kernels = [
        ("AVX-512", Engine { wide: Avx512::detect(), ..Engine::default() }),
        ("AVX-512 half", Engine { half: Avx512Half::detect(), ..Engine::default() }),
        ("AVX2", Engine { narrow: Avx2::detect(), ..Engine::default() }),
    ];
    kernels.into_iter().filter(|(name, engine)| {
        let here = engine.wide.is_some() || engine.half.is_some() || engine.narrow.is_some();
        if !here {
            println!("skipped {name}: this processor does not have it");
        }
        here
    })
}

#[cfg(not(target_arch = "x86_64"))]
fn kernels() -> impl Iterator<Item = (&'static str, Engine)> {
    println!("skipped every kernel: they are for x86-64");
    std::iter::empty()
}

fn reference(message: &[u8]) -> Vec<u8> {
    Sha512::digest(message).to_vec()
}

fn sample(length: usize, seed: usize) -> Vec<u8> {
    (0..length).map(|at| (at * 37 + at / 128 + seed * 11).to_le_bytes()[0]).collect()
}

/// Feeds stream `n` the `n`th message, cut at the given lengths; what is left comes last.
fn streamed(engine: Engine, messages: &[Vec<u8>], cuts: &[Vec<usize>]) -> Vec<Vec<u8>> {
    let mut streams = vec![Stream512::new(); messages.len()];
    let mut rest: Vec<&[u8]> = messages.iter().map(Vec::as_slice).collect();
    let rounds = cuts.iter().map(Vec::len).max().unwrap_or_default();
    for round in 0..=rounds {
        let mut jobs = Vec::new();
        for (at, stream) in streams.iter_mut().enumerate() {
            let cut =
                if round == rounds { usize::MAX } else { cuts[at].get(round).map_or(0, |c| *c) };
            let (piece, later) = rest[at].split_at(cut.min(rest[at].len()));
            rest[at] = later;
            jobs.push((stream, piece));
        }
        update_many_with(engine, &mut jobs);
    }
    streams.into_iter().map(|stream| stream.finish().as_bytes().to_vec()).collect()
}

#[test]
fn known_answers_in_every_lane() {
    for (name, engine) in engines() {
        let messages: Vec<&[u8]> = (0..24).map(|at| KNOWN[at % 3].0).collect();
        for (at, digest) in sha512_many_with(engine, &messages).iter().enumerate() {
            assert_eq!(digest.hex(), KNOWN[at % 3].1, "{name}, message {at}");
        }
    }
}

#[test]
fn a_million_letters_in_pieces() {
    let mut stream = Stream512::new();
    for _ in 0..1000 {
        stream.update(&[b'a'; 1000]);
    }
    assert_eq!(
        stream.finish().hex(),
        "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb\
         de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b"
    );
}

#[test]
fn nothing_gives_nothing() {
    for (_, engine) in engines() {
        assert_eq!(sha512_many_with(engine, &[]), []);
        update_many_with(engine, &mut []);
    }
}

#[test]
fn edge_lengths_in_any_company() {
    for (name, engine) in engines() {
        for count in 1..=EDGES.len() {
            let messages: Vec<Vec<u8>> = (0..count).map(|at| sample(EDGES[at], at)).collect();
            let slices: Vec<&[u8]> = messages.iter().map(Vec::as_slice).collect();
            let want: Vec<_> = messages.iter().map(|m| reference(m)).collect();
            let whole = sha512_many_with(engine, &slices);
            let whole: Vec<_> = whole.iter().map(|d| d.as_bytes().to_vec()).collect();
            assert_eq!(whole, want, "{name}, {count} messages");
            let cuts: Vec<_> = (0..count).map(|at| vec![at * 13, 128, 0, 7]).collect();
            assert_eq!(streamed(engine, &messages, &cuts), want, "{name}, {count} streams");
        }
    }
}

/// More messages than fit in one wave keep their order.
#[test]
fn several_waves() {
    let messages: Vec<Vec<u8>> = (0..2 * super::WAVE + 3).map(|at| sample(at % 301, at)).collect();
    let slices: Vec<&[u8]> = messages.iter().map(Vec::as_slice).collect();
    for (at, digest) in super::sha512_many(&slices).iter().enumerate() {
        assert_eq!(digest.as_bytes(), reference(slices[at]), "message {at}");
    }
}

/// The length counts in bits beyond 32 of them, as it does for files of over half a gigabyte.
#[test]
fn padding_holds_long_lengths() {
    let (blocks, count) = super::stream::padding(&[7; 112], u64::MAX);
    assert_eq!(count, 2);
    assert_eq!(blocks[0][112], 0x80);
    assert_eq!(blocks[1][112..], (u128::from(u64::MAX) * 8).to_be_bytes());
}

fn length() -> impl Strategy<Value = usize> {
    prop_oneof![prop::sample::select(&EDGES[..]), 0_usize..1500, 3000_usize..9000]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn equals_sha2(
        jobs in vec((length(), vec(0_usize..700, 0..6)), 0..24),
    ) {
        let (lengths, cuts): (Vec<_>, Vec<_>) = jobs.into_iter().unzip();
        let messages: Vec<_> = lengths.iter().enumerate().map(|(n, l)| sample(*l, n)).collect();
        let slices: Vec<&[u8]> = messages.iter().map(Vec::as_slice).collect();
        let want: Vec<_> = messages.iter().map(|m| reference(m)).collect();
        for (name, engine) in engines() {
            prop_assert_eq!(&streamed(engine, &messages, &cuts), &want, "{} in pieces", name);
            let whole = sha512_many_with(engine, &slices);
            let whole: Vec<_> = whole.iter().map(|d| d.as_bytes().to_vec()).collect();
            prop_assert_eq!(&whole, &want, "{} whole", name);
        }
    }
}
