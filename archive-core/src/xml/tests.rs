//! What is well-formed and what is not, in a table that xmllint judges too where it is there.

use super::{Event, Reader, check};
use crate::finding::codes::xml;
use crate::metadata::schema::tests::shared;
use std::io::{BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

const GOOD: &[&str] = &[
    "<a/>",
    "<a></a >",
    "<?xml version='1.0'?><a/>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<a/>\n<!-- x -->\n",
    "<?xml version='1.0' encoding='utf-8' ?><a/>",
    "\u{FEFF}<?xml version='1.0' encoding='UTF-8'?><a/>",
    "<a><!-->--></a>",
    "<?style x?><!-- a - b --><a/><?end?>",
    "<a><![CDATA[<&]]]]></a>",
    "<a>]] ]&gt; > ' \"</a>",
    "<a b='>' c=\"'\"/>",
    "<a\n b = '1'\tc='2'\r\n/>",
    "<Ärger-1.x größe='ß'>名</Ärger-1.x>",
    "<p:a xmlns:p='urn:p' p:b='1' b='2'/>",
    "<a xmlns='urn:a'><b xmlns=''/></a>",
    "<a xml:lang='de'/>",
    "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
    "<p:a p:b='1' xmlns:p='urn:p'/>",
    "<a>&amp;&lt;&gt;&quot;&apos;&#65;&#x41;&#x1F3DB;</a>",
    "<a>&#9;&#10;&#13;</a>",
    "<?xml version='1.0' encoding='US-ASCII'?><a/>",
];

const BAD: &[&str] = &[
    "",
    " \n",
    "text",
    "<a>",
    "<a",
    "<a b='1'",
    "<a></b>",
    "</a>",
    "<a></a></a>",
    "<a><b></a></b>",
    "<a/><b/>",
    "<a/>x",
    "x<a/>",
    "<a/>&amp;",
    "<![CDATA[]]><a/>",
    "<a/><![CDATA[x]]>",
    "<a>\u{1}</a>",
    "<a>\u{FFFE}</a>",
    "<a>\u{0}</a>",
    "<a b='\u{2}'/>",
    "<a><!-- \u{3} --></a>",
    "<a><?p \u{4}?></a>",
    "<a><![CDATA[\u{2}]]></a>",
    "<a b='1' b='2'/>",
    "<a b='1'c='2'/>",
    "<a b=1/>",
    "<a b/>",
    "<a b='1' c/>",
    "<a ='1'/>",
    "<a b='<'/>",
    "<a b='&'/>",
    "<a b='&x;'/>",
    "<a b='&amp'/>",
    "<a b='&#0;'/>",
    "<a 1b='x'/>",
    "<a b'c='x'/>",
    "<1a/>",
    "< a/>",
    "<a/ >",
    "<a / >",
    "<-a/>",
    "<a×/>",
    "<>",
    "<a></>",
    "<a></ a>",
    "<a></a b='1'>",
    "<a>&</a>",
    "<a>& </a>",
    "<a>&amp</a>",
    "<a>&nbsp;</a>",
    "<a>&#1;</a>",
    "<a>&#X41;</a>",
    "<a>&#x;</a>",
    "<a>&#;</a>",
    "<a>&#65</a>",
    "<a>&#x110000;</a>",
    "<a>&#xD800;</a>",
    "<a>&#xFFFE;</a>",
    "<a>&#+65;</a>",
    "<a>&;</a>",
    "<a>]]></a>",
    "<a><![CDATA[x</a>",
    "<a><![cdata[x]]></a>",
    "<a><!-- a -- b --></a>",
    "<a><!-- a ---></a>",
    "<a><!--></a>",
    "<a><!-- x</a>",
    "<a><!x></a>",
    "<a><!ELEMENT a ANY></a>",
    "<a><?xml version='1.0'?></a>",
    " <?xml version='1.0'?><a/>",
    "<!-- --><?xml version='1.0'?><a/>",
    "<?xml version='1.0'?><?xml version='1.0'?><a/>",
    "<?xml?><a/>",
    "<?xml encoding='UTF-8'?><a/>",
    "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>",
    "<?xml version='1.0' standalone='perhaps'?><a/>",
    "<?xml version='1.0'encoding='UTF-8'?><a/>",
    "<?xml version='1.0' x='y'?><a/>",
    "<?xml version=1.0?><a/>",
    "<?xml version='1.0'><a/>",
    "<a><?XML x?></a>",
    "<a><??></a>",
    "<a><? x?></a>",
    "<a><?p x</a>",
    "<x:a/>",
    "<a x:b='1'/>",
    "<a:b:c xmlns:a='urn:a'/>",
    "<:a/>",
    "<a: xmlns:a='urn:a'/>",
    "<a xmlns:p=''/>",
    "<a xmlns:xml='urn:x'/>",
    "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
    "<a xmlns:xmlns='urn:x'/>",
    "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
    "<a xmlns:p='urn:x' xmlns:p='urn:y'/>",
    "<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='1' q:b='2'/>",
    "<a><p:b xmlns:p='urn:p'/><p:c/></a>",
    "<?xml version='1.0' encoding='UTF-16'?><a/>",
    "<?xml version='1.0' encoding='no-such'?><a/>",
    "<?xml version='1.0' encoding='1'?><a/>",
];

fn wide(text: &str, big: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

/// The verdict of xmllint; errors of namespaces are errors. `None` where it is not there.
fn xmllint(document: &[u8]) -> Option<bool> {
    let mut child = Command::new("xmllint")
        .args(["--noout", "--nonet", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let _ = child.stdin.take()?.write_all(document);
    let output = child.wait_with_output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    Some(output.status.success() && !said.contains("error"))
}

#[test]
fn the_table_is_judged_as_the_standard_says() {
    for good in GOOD {
        check(good.as_bytes(), "x").unwrap_or_else(|error| panic!("{good}: {error}"));
    }
    for bad in BAD {
        let error = check(bad.as_bytes(), "x").expect_err(bad);
        assert!(error.is(&xml::NOT_WELL_FORMED), "{bad}: {error}");
    }
}

#[test]
fn the_table_is_judged_as_xmllint_judges() {
    if xmllint(b"<a/>").is_none() {
        println!("skipped: xmllint is not installed");
        return;
    }
    let differs = |text: &&&str, good: bool| xmllint(text.as_bytes()) != Some(good);
    let good: Vec<_> = GOOD.iter().filter(|text| differs(text, true)).collect();
    let bad: Vec<_> = BAD.iter().filter(|text| differs(text, false)).collect();
    assert!(good.is_empty() && bad.is_empty(), "good: {good:#?} bad: {bad:#?}");
}

#[test]
fn encodings_are_honest_and_few() {
    let text = "<?xml version='1.0' encoding='UTF-16'?><a b='ä'>Straße 𝄞</a>";
    let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xE4'>Stra\xDFe</a>";
    let windows = b"<?xml version='1.0' encoding=\"windows-1252\"?><a b='\xE4'>Stra\xDFe \x80</a>";
    for (bytes, wanted) in [
        (wide(text, false), "Straße 𝄞"),
        (wide(text, true), "Straße 𝄞"),
        (wide("<a b='ä'>Straße 𝄞</a>", true), "Straße 𝄞"),
        (latin.to_vec(), "Straße"),
        (windows.to_vec(), "Straße €"),
    ] {
        // One byte at a time: nothing may depend on how the source gives them.
        let mut reader = Reader::new(BufReader::with_capacity(1, &bytes[..]), "x");
        let Event::Start(element) = reader.next().unwrap() else { panic!("{wanted}") };
        assert_eq!(element.attribute("b"), Some("ä"));
        assert_eq!(reader.leaf().unwrap(), wanted);
        assert_eq!(reader.next().unwrap(), Event::Eof);
    }
    let lies: [Vec<u8>; 8] = [
        b"<a>\xFF</a>".to_vec(),
        b"<?xml version='1.0' encoding='US-ASCII'?><a>\xC3\xA4</a>".to_vec(),
        b"\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><a/>".to_vec(),
        wide("<?xml version='1.0' encoding='UTF-8'?><a/>", false),
        wide("<?xml version='1.0' encoding='UTF-16BE'?><a/>", false),
        wide("<a>x</a>", false)[2..].to_vec(),
        wide("<a>x</a>", false)[..15].to_vec(),
        [&b"\xFF\xFE\0\0"[..], b"<\0\0\0"].concat(),
    ];
    for lie in lies {
        let error = check(&lie[..], "x").expect_err("a lie");
        assert!(error.is(&xml::NOT_WELL_FORMED), "{error}");
    }
}

#[test]
fn everything_that_can_grow_has_a_limit() {
    let names = (0..300).map(|n| format!(" a{n}=''")).collect::<Vec<_>>().concat();
    let space = |n| format!(" xmlns:a{n}='urn:{n}'");
    let spaces = (0..200).map(space).collect::<Vec<_>>().concat();
    let long = |length: usize| "x".repeat(length);
    for (what, document) in [
        ("depth", "<a>".repeat(200)),
        ("attributes", format!("<a{names}/>")),
        ("namespaces", format!("<a{spaces}><b{spaces}/></a>")),
        ("name", format!("<{}/>", long(2_000))),
        ("value", format!("<a b='{}'/>", long(2 << 20))),
        ("text", format!("<a>{}</a>", "x&amp;".repeat(600_000))),
    ] {
        let mut reader = Reader::new(document.as_bytes(), "x");
        let error = loop {
            match reader.next() {
                Ok(Event::Eof) => panic!("{what} has no limit"),
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        assert!(error.is(&xml::LIMIT), "{what}: {error}");
    }
}

#[test]
fn markup_that_never_ends_does_not_fill_the_memory() {
    for begin in ["<a", "<a b='", "<!--", "<![CDATA[", "<a>", "<?p ", "<a>&", "</", "<!DOCTYPE a ["]
    {
        let endless = begin.as_bytes().chain(std::io::repeat(b'x'));
        let error = check(BufReader::new(endless), "x").expect_err(begin);
        let expected = if begin.starts_with("<!D") { &xml::DOCTYPE } else { &xml::LIMIT };
        let broken = error.is(&xml::NOT_WELL_FORMED) && begin == "<a>&";
        assert!(error.is(expected) || broken, "{begin}: {error}");
    }
}

#[test]
fn errors_name_line_and_column() {
    for (text, place) in [
        ("<a>\n  ä<b>\r\n</c></a>", "line 3, column 1"),
        ("<a>ää<x:b/></a>", "line 1, column 6"),
        ("<?xml version='1.0'?>\n<a b='1'\n b='2'/>", "line 2, column 1"),
    ] {
        let message = check(text.as_bytes(), "x").unwrap_err().to_string();
        assert!(message.contains(place), "{text}: {message}");
    }
    let far = format!("<a>{}\n<b></c></a>", "<b/>\n".repeat(50_000));
    let message = check(far.as_bytes(), "x").unwrap_err().to_string();
    assert!(message.contains("line 50002, column 4"), "{message}");
}

#[test]
fn line_ends_are_one_character() {
    let mut reader = Reader::new(&b"<a b='1\r\n2\r3\n4\t&#10;'>x\r\ny\rz&#13;</a>"[..], "x");
    let Event::Start(element) = reader.next().unwrap() else { panic!("no start") };
    assert_eq!(element.attribute("b"), Some("1 2 3 4 \n"));
    assert_eq!(reader.leaf().unwrap(), "x\ny\nz\r");
}

#[test]
fn nothing_that_is_cut_short_passes() {
    let whole = "<?xml version='1.0'?><a xmlns:p='urn:p'><!-- c --><p:b c='&lt;'>x&amp;y</p:b>\
                 <![CDATA[z]]><?p i?></a>";
    for end in 0..whole.len() {
        assert!(check(&whole.as_bytes()[..end], "x").is_err(), "{}", &whole[..end]);
    }
}

/// Verdicts on documents of others: whole, with a DOCTYPE, not well-formed.
fn verdicts(folder: &Path, out: &mut [usize; 3]) {
    for entry in crate::fs::read_folder(folder).unwrap() {
        let path = folder.join(&entry.name);
        if crate::fs::is_folder(&path) {
            verdicts(&path, out);
            continue;
        }
        if path.extension().is_none_or(|e| !["xml", "xsl", "xsd"].iter().any(|x| e == *x)) {
            continue;
        }
        let file = BufReader::new(crate::fs::open(&path).unwrap());
        let code = check(file, path.display().to_string()).err().map(|error| error.code().id);
        println!("{} {}", path.display(), code.unwrap_or("well-formed"));
        let index = match code {
            None => 0,
            Some("E-XML-002") => 1,
            Some("E-XML-001") => 2,
            other => panic!("{}: {other:?}", path.display()),
        };
        out[index] += 1;
    }
}

#[test]
fn hostile_documents_and_samples_get_a_verdict() {
    let Some(attacks) = shared("corpora/xml-attacks") else { return };
    let Some(samples) = shared("corpora/metadata-samples") else { return };
    let (mut hostile, mut honest) = ([0; 3], [0; 3]);
    verdicts(&attacks, &mut hostile);
    verdicts(&samples, &mut honest);
    println!("attacks: {hostile:?}, samples: {honest:?} (well-formed, DOCTYPE, broken)");
    assert!(hostile[1] >= 5, "entities of every kind need a DOCTYPE: {hostile:?}");
    assert!(honest[0] > 30, "{honest:?}");
}

proptest::proptest! {
    #[test]
    fn any_bytes_get_a_verdict(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        let _ = check(&bytes[..], "x");
    }

    #[test]
    fn the_verdict_does_not_depend_on_how_bytes_arrive(
        parts in proptest::collection::vec(proptest::sample::select(PIECES), 1..8)
    ) {
        let document = parts.concat();
        let whole = check(document.as_bytes(), "x").map_err(|error| error.to_string());
        let source = BufReader::with_capacity(3, document.as_bytes());
        let pieces = check(source, "x").map_err(|error| error.to_string());
        proptest::prop_assert_eq!(whole, pieces);
    }
}

const PIECES: &[&str] = &[
    "<a>",
    "</a>",
    "<a b='&amp;'/>",
    "x",
    "\n",
    "<!--c-->",
    "<![CDATA[d]]>",
    "&lt;",
    "<?p?>",
    "]]>",
];
