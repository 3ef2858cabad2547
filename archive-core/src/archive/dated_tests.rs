//! A ledger that is dated over the years.

use super::*;
use crate::archive::{Archive, Founding};
use crate::clock::Clock;
use crate::ledger::timestamp::tests::{Authority, serve};
use jiff::SignedDuration;
use tempfile::TempDir;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// An authority whose certificate ends in 400 days, and an archive that asks it.
struct House {
    folder: TempDir,
    authority: Authority,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let authority = Authority::until(Clock::System.now() + DAY * 400);
        let archive =
            Archive::create(&folder.path().join("t"), &Founding::default(), Clock::System).unwrap();
        archive.add_tenant(&"chemnitz".parse().unwrap(), "Chemnitz", None).unwrap();
        Self { folder, authority }
    }

    /// The tenant as it is so many days from now.
    fn tenant(&self, days: i32) -> TenantArchive {
        let clock = Clock::Fixed(Clock::System.now() + DAY * days);
        let archive = Archive::open(&self.folder.path().join("t"), clock).unwrap();
        archive.tenant(&"chemnitz".parse().unwrap()).unwrap()
    }

    fn authorities(&self) -> Authorities {
        let roots = self.authority.roots();
        let authority = self.authority.clone();
        let url = serve(move |body| {
            let body = authority.reply(body);
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
            [head.as_bytes(), &body].concat()
        });
        let services = vec![Service { url, roots: roots.clone(), credentials: None }];
        Authorities { services, roots, renew_before: Duration::from_hours(2_160) }
    }

    /// Dates the ledger after so many days, and gives how many tokens were renewed.
    fn date(&self, days: i32) -> Option<usize> {
        let (run, findings) = self.tenant(days).date_ledger(&self.authorities(), false).unwrap();
        assert!(findings.is_empty());
        run.map(|run| run.renewed)
    }

    fn report(&self) {
        let report = Document { kind: "x".into(), name: "x".into(), sha512: "0".repeat(128) };
        self.tenant(0).append(&[Event::Report(report)]).unwrap();
    }

    fn faults(&self, days: i32) -> Vec<&'static str> {
        let tenant = self.tenant(days);
        let (_, findings) =
            tenant.verify_dates(&self.authorities(), &tenant.ledger_places()[0]).unwrap();
        findings.iter().map(|finding| finding.code.id).collect()
    }
}

#[test]
fn what_ages_is_told_and_renewed_and_what_was_not_is_broken() {
    let house = House::new();
    house.report();
    assert_eq!(house.date(0), Some(0));
    assert_eq!(house.date(300), None, "there are 100 days left, and nothing is new");
    let told = |days| {
        let findings = house.tenant(days).ageing(&house.authorities()).unwrap();
        findings.iter().map(|finding| finding.code.id).collect::<Vec<_>>()
    };
    assert_eq!(told(300), [""; 0]);
    assert_eq!(told(320), [tsp::AGEING.id]);
    assert_eq!(house.faults(399), [""; 0]);
    assert_eq!(house.faults(401), [tsp::TOO_LATE.id]);
    // The size of the ledger tells runs apart, so a renewal alone brings an entry.
    assert_eq!(house.date(320), Some(1));
    assert_eq!(house.tenant(0).read_ledger(|log, _| Ok(log.size())).unwrap(), 3);
    assert_eq!(house.faults(0), [""; 0]);
    assert_eq!(house.faults(401), [tsp::TOO_LATE.id], "the newest one ends with the authority");
}

#[test]
fn a_token_of_an_authority_that_ends_soon_is_not_renewed_every_night() {
    let house = House::new();
    let authorities = house.authorities();
    let time = Clock::System.now();
    let stamp = |days: i32| Stamp { time, until: time + DAY * days };
    let ages = |stamp, days: i32| authorities.ages(stamp, time + DAY * days);
    assert!(!ages(stamp(30), 0) && !ages(stamp(30), 14) && ages(stamp(30), 15));
    assert!(!ages(stamp(1000), 909) && ages(stamp(1000), 911));
}

#[test]
fn without_an_authority_nothing_is_dated() {
    let house = House::new();
    house.report();
    let none = Authorities { services: Vec::new(), ..house.authorities() };
    assert!(house.tenant(0).date_ledger(&none, false).unwrap_err().is(&tsp::NO_AUTHORITY));
    let roots = Roots::default();
    assert_eq!(house.date(0), Some(0));
    let strangers = Authorities { roots, ..house.authorities() };
    let tenant = house.tenant(0);
    let (proven, findings) = tenant.verify_dates(&strangers, &tenant.ledger_places()[0]).unwrap();
    assert!(proven.is_empty() && findings.has(&tsp::NOT_TRUSTED));
}
