//! Samples of the rarer images, sounds and films, made here field by field.

use super::tests::facts;
use super::*;

fn le32(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap().to_le_bytes()
}

fn bmp() -> Vec<u8> {
    let head = [&b"BM"[..], &le32(54 + 24), &le32(0), &le32(54)].concat();
    let image = [&le32(40)[..], &le32(3), &le32(2), &[1, 0, 24, 0], &[0; 24]].concat();
    [head, image, vec![0x7F; 24]].concat()
}

fn riff(kind: &[u8], chunks: &[(&[u8], Vec<u8>)]) -> Vec<u8> {
    let mut body = kind.to_vec();
    for (name, content) in chunks {
        body.extend_from_slice(name);
        body.extend_from_slice(&le32(content.len()));
        body.extend_from_slice(content);
        body.resize(body.len().next_multiple_of(2), 0);
    }
    [b"RIFF", &le32(body.len())[..], &body].concat()
}

fn webp_plain() -> Vec<u8> {
    riff(b"WEBP", &[(b"VP8 ", [&[0x30, 1, 0, 0x9D, 1, 0x2A, 64, 0, 48, 0][..], &[9; 20]].concat())])
}

fn webp_lossless() -> Vec<u8> {
    let sides = (64u32 - 1) | (48 - 1) << 14;
    riff(b"WEBP", &[(b"VP8L", [&[0x2F][..], &sides.to_le_bytes(), &[9; 7]].concat())])
}

fn webp_moving() -> Vec<u8> {
    let head = vec![2, 0, 0, 0, 63, 0, 0, 47, 1, 0];
    let frame = vec![0; 24];
    riff(b"WEBP", &[(b"VP8X", head), (b"ANMF", frame.clone()), (b"ANMF", frame)])
}

fn boxed(kind: &[u8], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
    [&length[..], kind, body].concat()
}

fn codestream() -> Vec<u8> {
    let sides = [64u32, 48, 0, 0, 64, 48, 0, 0].map(u32::to_be_bytes).concat();
    let size = [&[0xFF, 0x4F, 0xFF, 0x51, 0, 47, 0, 0][..], &sides].concat();
    [&size[..], &[0, 3], &[7, 1, 1].repeat(3), &[0xFF, 0xD9]].concat()
}

fn jp2() -> Vec<u8> {
    let signature = boxed(b"jP  ", b"\r\n\x87\n");
    let kind = boxed(b"ftyp", b"jp2 \0\0\0\0jp2 ");
    [signature, kind, boxed(b"jp2h", &[0; 22]), boxed(b"jp2c", &codestream())].concat()
}

fn flac() -> Vec<u8> {
    // 44,100 Hz, two channels, 16 bits, one second.
    let (rate, samples) = (44_100u64, 44_100u64);
    let packed = rate << 44 | 1 << 41 | 15 << 36 | samples;
    let info = [&[16, 0, 16, 0, 0, 0, 0, 0, 0, 0][..], &packed.to_be_bytes(), &[0; 16]].concat();
    [&b"fLaC"[..], &[0, 0, 0, 34], &info, &[0x84, 0, 0, 4], &[0; 4], &[0xFF, 0xF8, 0, 0]].concat()
}

/// A page of a stream: its flags, the time at its end, and what it holds.
fn page(flags: u8, time: u64, body: &[u8]) -> Vec<u8> {
    let head = [&b"OggS\0"[..], &[flags], &time.to_le_bytes(), &[7, 0, 0, 0], &[0; 8]].concat();
    [&head[..], &[1, u8::try_from(body.len()).unwrap()], body].concat()
}

fn vorbis() -> Vec<u8> {
    let head = [&b"\x01vorbis\0\0\0\0\x02"[..], &le32(44_100), &[0; 14]].concat();
    [page(2, 0, &head), page(4, 88_200, &[0; 40])].concat()
}

fn opus() -> Vec<u8> {
    let head = [&b"OpusHead\x01\x01"[..], &312u16.to_le_bytes(), &le32(48_000), &[0; 3]].concat();
    [page(2, 0, &head), page(4, 48_312, &[0; 40])].concat()
}

fn avi() -> Vec<u8> {
    let chunk = |kind: &[u8], body: &[u8]| [kind, &le32(body.len()), body].concat();
    let mut head = [&le32(40_000)[..], &[0; 52]].concat();
    for (place, number) in [(16, 50), (32, 320), (36, 240)] {
        head[place..place + 4].copy_from_slice(&le32(number));
    }
    let film = [&b"vidsMJPG"[..], &[0; 48]].concat();
    let sound = [&b"auds"[..], &[0; 52]].concat();
    let track = |kind: &[u8]| chunk(b"LIST", &[&b"strl"[..], &chunk(b"strh", kind)].concat());
    let all = [&b"hdrl"[..], &chunk(b"avih", &head), &track(&film), &track(&sound)].concat();
    riff(b"AVI ", &[(b"LIST", all), (b"LIST", b"movi".to_vec())])
}

/// All of them, for those who spoil samples.
pub(super) fn samples() -> Vec<Vec<u8>> {
    vec![
        bmp(),
        webp_plain(),
        webp_lossless(),
        webp_moving(),
        codestream(),
        jp2(),
        flac(),
        vorbis(),
        opus(),
        avi(),
    ]
}

#[test]
fn rarer_images_have_a_size() {
    let size = "width=64 height=48";
    assert_eq!(facts(&bmp()), "sound kind=bmp width=3 height=2 bits=24 colour=rgb");
    assert_eq!(facts(&webp_plain()), format!("sound kind=webp {size}"));
    assert_eq!(facts(&webp_lossless()), format!("sound kind=webp {size}"));
    let moving = facts(&webp_moving());
    assert_eq!(moving, "sound kind=webp width=64 height=304 frames=2");
    assert_eq!(facts(&codestream()), format!("sound kind=j2k {size} bits=8 colour=rgb"));
    assert_eq!(facts(&jp2()), format!("sound kind=jp2 {size} bits=8 colour=rgb"));
}

#[test]
fn rarer_sounds_and_films_have_a_duration() {
    let rate = "sample-rate=44100";
    let flac_facts = facts(&flac());
    assert_eq!(flac_facts, format!("sound kind=flac {rate} channels=2 bits=16 duration-ms=1000"));
    let vorbis_facts = facts(&vorbis());
    let two = format!("channels=2 {rate} duration-ms=2000");
    assert_eq!(vorbis_facts, format!("sound kind=ogg codec=vorbis {two}"));
    assert_eq!(facts(&opus()), "sound kind=ogg codec=opus channels=1 duration-ms=1000");
    assert_eq!(
        facts(&avi()),
        "sound kind=avi frames=50 duration-ms=2000 width=320 height=240 codec=MJPG tracks=2"
    );
}

#[test]
fn rarer_files_that_are_cut_are_damaged() {
    for sample in samples() {
        let whole = facts(&sample);
        assert!(whole.starts_with("sound "), "{whole}");
        let found = characterise_slice(&sample[..sample.len() - 3]);
        assert!(matches!(found.state, State::Damaged(_)), "{whole}: {:?}", found.state);
    }
}
