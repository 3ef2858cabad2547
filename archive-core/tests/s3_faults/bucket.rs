//! What an S3 service remembers, and what it answers: as much of the interface as the archive
//! asks for.

use super::wire::{Answer, Asked};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// Keys on one page of a listing: few, so that every listing of a test has several.
const PAGE: usize = 20;
/// The name of the only bucket.
pub const NAME: &str = "archive-test";

/// How a service breaks its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// It takes the condition of a create and overwrites.
    Overwrites,
    /// It gives the whole file to whoever asks for a range.
    IgnoresRanges,
    /// Its listings lack what was written last.
    ListsLate,
    /// What was written last cannot be read yet.
    ReadsLate,
}

/// One object.
#[derive(Debug, Clone)]
pub struct Stored {
    pub bytes: Arc<Vec<u8>>,
    /// The number of the write that made it; its tag too.
    written: u64,
}

/// A file on its way in parts.
#[derive(Debug, Default)]
struct Upload {
    key: String,
    parts: BTreeMap<u32, Vec<u8>>,
}

/// The bucket.
#[derive(Debug, Default)]
pub struct Bucket {
    objects: BTreeMap<String, Stored>,
    uploads: BTreeMap<String, Upload>,
    writes: u64,
    pub lie: Option<Lie>,
}

impl Bucket {
    /// Everything that is there.
    pub fn objects(&self) -> &BTreeMap<String, Stored> {
        &self.objects
    }

    /// Inverts a byte in the middle of an object.
    pub fn spoil(&mut self, key: &str) {
        let stored = self.objects.get_mut(key).expect("an object that is there");
        let bytes = Arc::make_mut(&mut stored.bytes);
        let middle = bytes.len() / 2;
        bytes[middle] = !bytes[middle];
    }

    fn put(&mut self, key: &str, bytes: Vec<u8>) -> String {
        self.writes += 1;
        let stored = Stored { bytes: Arc::new(bytes), written: self.writes };
        let tag = stored.tag();
        self.objects.insert(key.to_owned(), stored);
        tag
    }

    /// The key below a prefix that was written last.
    fn newest(&self, prefix: &str) -> Option<&str> {
        let below = self.objects.iter().filter(|(key, _)| key.starts_with(prefix));
        let newest = below.max_by_key(|(_, stored)| stored.written);
        newest.map(|(key, _)| key.as_str())
    }

    /// Does what is asked. `stale` leaves the newest key out of a listing.
    pub fn answer(&mut self, asked: &Asked, stale: bool) -> Answer {
        let has = |name: &str| asked.query.contains_key(name);
        match asked.method.as_str() {
            "GET" if asked.key.is_empty() => self.list(asked, stale),
            "GET" | "HEAD" => self.get(asked),
            "PUT" if has("partNumber") => self.put_part(asked),
            "PUT" => self.put_object(asked),
            "DELETE" if has("uploadId") => {
                self.uploads.remove(&asked.query["uploadId"]);
                Answer::empty(204)
            }
            "DELETE" => {
                self.objects.remove(&asked.key);
                Answer::empty(204)
            }
            "POST" if has("delete") => self.delete_many(asked),
            "POST" if has("uploads") => self.begin_upload(asked),
            "POST" if has("uploadId") => self.complete(asked),
            _ => Answer::error(501, "NotImplemented"),
        }
    }

    fn get(&self, asked: &Asked) -> Answer {
        let late = self.lie == Some(Lie::ReadsLate) && self.newest("") == Some(&asked.key);
        let Some(stored) = self.objects.get(&asked.key).filter(|_| !late) else {
            return Answer::error(404, "NoSuchKey");
        };
        let size = stored.bytes.len();
        let wanted = asked.headers.get("range").and_then(|text| range(text, size));
        let ignored = self.lie == Some(Lie::IgnoresRanges);
        let mut answer = match (asked.headers.get("range"), wanted) {
            (None, _) => Answer::of(200, stored.bytes.to_vec()),
            _ if ignored => Answer::of(200, stored.bytes.to_vec()),
            (Some(_), Some(range)) => {
                let told = format!("bytes {}-{}/{size}", range.start, range.end - 1);
                Answer::of(206, stored.bytes[range].to_vec()).with("Content-Range", &told)
            }
            (Some(_), None) => return Answer::error(416, "InvalidRange"),
        };
        answer = answer.with("ETag", &stored.tag());
        answer.with("Last-Modified", "Mon, 23 Nov 2026 10:00:00 GMT")
    }

    fn put_object(&mut self, asked: &Asked) -> Answer {
        let there = self.objects.get(&asked.key);
        let refused = match (asked.headers.get("if-none-match"), asked.headers.get("if-match")) {
            (Some(_), _) => there.is_some() && self.lie != Some(Lie::Overwrites),
            (_, Some(tag)) => there.is_none_or(|stored| stored.tag() != *tag),
            _ => false,
        };
        if refused {
            return Answer::error(412, "PreconditionFailed");
        }
        if let Some(source) = asked.headers.get("x-amz-copy-source") {
            let source = super::wire::decode(source);
            let source = source.trim_start_matches('/').strip_prefix(NAME).unwrap_or_default();
            let Some(from) = self.objects.get(source.trim_start_matches('/')) else {
                return Answer::error(404, "NoSuchKey");
            };
            let bytes = from.bytes.to_vec();
            let tag = self.put(&asked.key, bytes);
            return Answer::xml(&format!(
                "<CopyObjectResult><ETag>{}</ETag></CopyObjectResult>",
                escape(&tag)
            ));
        }
        let tag = self.put(&asked.key, asked.body.clone());
        Answer::empty(200).with("ETag", &tag)
    }

    fn begin_upload(&mut self, asked: &Asked) -> Answer {
        self.writes += 1;
        let id = format!("upload-{}", self.writes);
        let upload = Upload { key: asked.key.clone(), ..Upload::default() };
        self.uploads.insert(id.clone(), upload);
        Answer::xml(&format!(
            "<InitiateMultipartUploadResult><UploadId>{id}</UploadId>\
             </InitiateMultipartUploadResult>"
        ))
    }

    fn put_part(&mut self, asked: &Asked) -> Answer {
        let number: u32 = asked.query["partNumber"].parse().unwrap_or_default();
        let Some(upload) = self.uploads.get_mut(&asked.query["uploadId"]) else {
            return Answer::error(404, "NoSuchUpload");
        };
        upload.parts.insert(number, asked.body.clone());
        Answer::empty(200).with("ETag", &format!("\"part-{number}\""))
    }

    /// As Ceph does it: an upload that was completed is not known any more.
    fn complete(&mut self, asked: &Asked) -> Answer {
        let text = String::from_utf8_lossy(&asked.body);
        let named = text.matches("<PartNumber>").count();
        let Some(upload) = self.uploads.get(&asked.query["uploadId"]) else {
            return Answer::error(404, "NoSuchUpload");
        };
        if upload.parts.len() < named || upload.key != asked.key {
            return Answer::error(400, "InvalidPart");
        }
        let upload = self.uploads.remove(&asked.query["uploadId"]).unwrap_or_default();
        let bytes = upload.parts.into_values().collect::<Vec<_>>().concat();
        let tag = escape(&self.put(&asked.key, bytes));
        Answer::xml(&format!(
            "<CompleteMultipartUploadResult><ETag>{tag}</ETag></CompleteMultipartUploadResult>"
        ))
    }

    fn delete_many(&mut self, asked: &Asked) -> Answer {
        let text = String::from_utf8_lossy(&asked.body).into_owned();
        let mut out = String::new();
        for part in text.split("<Key>").skip(1) {
            let key = unescape(part.split("</Key>").next().unwrap_or_default());
            self.objects.remove(&key);
            let _ = write!(out, "<Deleted><Key>{}</Key></Deleted>", escape(&key));
        }
        Answer::xml(&format!("<DeleteResult>{out}</DeleteResult>"))
    }

    /// List version 2, with pages.
    fn list(&self, asked: &Asked, stale: bool) -> Answer {
        let of = |name: &str| asked.query.get(name).map_or("", String::as_str);
        let (prefix, delimiter) = (of("prefix"), of("delimiter"));
        let after = [of("continuation-token"), of("start-after")].into_iter().max().unwrap_or("");
        let late = stale || self.lie == Some(Lie::ListsLate);
        let hidden = self.newest(prefix).filter(|_| late);
        let (mut out, mut last, mut count, mut more) = (String::new(), String::new(), 0, false);
        for (key, stored) in &self.objects {
            let Some(rest) = key.strip_prefix(prefix) else { continue };
            let folder = rest.find(delimiter).filter(|_| !delimiter.is_empty());
            let name = folder.map_or(&key[..], |at| &key[..=prefix.len() + at]);
            if name <= after || name == last || hidden == Some(key.as_str()) {
                continue;
            }
            if count == PAGE {
                more = true;
                break;
            }
            (last, count) = (name.to_owned(), count + 1);
            let name = escape(name);
            let _ = match folder {
                Some(_) => {
                    write!(out, "<CommonPrefixes><Prefix>{name}</Prefix></CommonPrefixes>")
                }
                None => write!(
                    out,
                    "<Contents><Key>{name}</Key><Size>{}</Size><ETag>{}</ETag>\
                     <LastModified>2026-11-23T10:00:00.000Z</LastModified></Contents>",
                    stored.bytes.len(),
                    escape(&stored.tag())
                ),
            };
        }
        if more {
            let token = escape(&last);
            let _ = write!(out, "<NextContinuationToken>{token}</NextContinuationToken>");
        }
        Answer::xml(&format!(
            "<ListBucketResult><IsTruncated>{more}</IsTruncated>{out}</ListBucketResult>"
        ))
    }
}

impl Stored {
    fn tag(&self) -> String {
        format!("\"w{}\"", self.written)
    }
}

/// `bytes=1-3` within a size; none where it begins behind the end.
fn range(text: &str, size: usize) -> Option<std::ops::Range<usize>> {
    let (from, to) = text.strip_prefix("bytes=")?.split_once('-')?;
    let from: usize = from.parse().ok()?;
    let to = to.parse::<u64>().map_or(size, |to| usize::try_from(to).map_or(size, |to| to + 1));
    (from < size).then(|| from..to.min(size))
}

fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&apos;")
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&apos;", "'").replace("&amp;", "&")
}
