//! Temporary: tries `check` on paths.
use archive_core::finding::Lang;
use archive_core::package::{Options, check::check, reading::Progress};
fn main() {
    for path in std::env::args().skip(1) {
        let t = std::time::Instant::now();
        match check(std::path::Path::new(&path), &Options::default(), 2, &Progress::default()) {
            Ok(c) => {
                println!(
                    "{path}: {} {} {:?} errors={} {:?}",
                    c.kind.as_str(),
                    c.container.as_str(),
                    c.totals,
                    c.findings.has_errors(),
                    t.elapsed()
                );
                for f in c.findings.iter().take(6) {
                    println!("   {} {:?} {}", f.code.id, f.path, f.message(Lang::En));
                }
            }
            Err(e) => println!("{path}: ERR {e:?}"),
        }
    }
}
