//! A damaged storage root is found and reported; it does not keep anybody from looking.

use crate::house::{House, codes, write};
use archive_core::catalog::DamageState;
use archive_core::finding::codes::sto;
use archive_core::fixity::{self, RunOptions, Silent};
use archive_core::fs;
use archive_core::ingest::Session;
use archive_core::store::proof::Pace;

const LAYOUT: &str = "holdings/extensions/0004-hashed-n-tuple-storage-layout/config.json";

/// What a check finds: paths and states of damage that belongs to no package.
fn damage(house: &House) -> Vec<(String, DamageState)> {
    let tenant = house.tenant();
    let summary = fixity::run(&tenant, &RunOptions::default(), &Silent, &Pace::default()).unwrap();
    let open = tenant.catalog().open_damage().unwrap();
    assert_eq!(summary.damaged(), open.len() as u64);
    assert!(open.iter().all(|damage| damage.aip.is_none()), "{open:?}");
    open.into_iter().map(|damage| (damage.path, damage.state)).collect()
}

#[test]
fn every_file_of_the_root_may_be_damaged_or_gone() {
    for path in ["holdings/0=ocfl_1.1", "holdings/ocfl_layout.json", LAYOUT, "tenant.json"] {
        let house = House::new();
        house.store("akte");
        assert_eq!(damage(&house), []);
        let good = fs::read(&house.copy(path), 1 << 20).unwrap();
        write(&house.copy(path), b"{");
        assert_eq!(damage(&house), [(path.to_owned(), DamageState::Corrupt)]);
        fs::remove(&house.copy(path)).unwrap();
        // The folder of the configuration is empty then, which is told as well.
        assert!(damage(&house).contains(&(path.to_owned(), DamageState::Missing)), "{path}");
        let refused = Session::without_schemas(&house.tenant()).map(|_| ()).unwrap_err();
        assert!(refused.is(&sto::LAYOUT) || refused.is(&sto::NOT_FOUND), "{refused}");
        let said = house.look();
        let named = codes(&said);
        assert!(
            ["E-STO-015", "E-STO-018", "W-ARC-010"].iter().any(|code| named.contains(code)),
            "{said:?}"
        );
        write(&house.copy(path), &good);
        assert_eq!(damage(&house), []);
        house.assert_healthy();
    }
}

#[test]
fn a_catalog_is_rebuilt_from_a_copy_whose_root_is_damaged() {
    let house = House::new();
    house.store("akte");
    write(&house.copy("holdings/ocfl_layout.json"), b"");
    fs::remove(&house.copy("holdings/0=ocfl_1.1")).unwrap();
    house.rebuild();
    assert_eq!(house.packages(), 1);
}
