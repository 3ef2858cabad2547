//! Exit codes: one table, one order of precedence, one place where packages are summed up.

use archive_core::finding::Class;
use std::process::ExitCode;

/// How a command ended. The order is the precedence: where several apply, the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 130: stopped by the user.
    Interrupted,
    /// 11: another process holds a lock.
    Locked,
    /// 10: no installation here.
    NoArchive,
    /// 2: the command was used wrongly.
    Usage,
    /// 4: not authorised.
    Denied,
    /// 8: disk full or quota used up.
    Space,
    /// 7: damage found and not repaired.
    Integrity,
    /// 5: temporary, try again.
    Temporary,
    /// 1: failed.
    Failed,
    /// 6: every package or object is invalid.
    Invalid,
    /// 3: some packages were rejected or failed.
    Partly,
    /// 0: everything is in order.
    Ok,
}

impl Exit {
    /// Every exit, in the order of precedence.
    pub const ALL: [Self; 12] = [
        Self::Interrupted,
        Self::Locked,
        Self::NoArchive,
        Self::Usage,
        Self::Denied,
        Self::Space,
        Self::Integrity,
        Self::Temporary,
        Self::Failed,
        Self::Invalid,
        Self::Partly,
        Self::Ok,
    ];

    /// The number that the process returns.
    pub const fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Partly => 3,
            Self::Denied => 4,
            Self::Temporary => 5,
            Self::Invalid => 6,
            Self::Integrity => 7,
            Self::Space => 8,
            Self::NoArchive => 10,
            Self::Locked => 11,
            Self::Interrupted => 130,
        }
    }

    /// What an error that ends a command means.
    pub fn of(class: Class) -> Self {
        let code = class.exit_code();
        Self::ALL.into_iter().find(|exit| exit.code() == code).unwrap_or(Self::Failed)
    }

    /// The one of two that counts.
    pub fn worse(self, other: Self) -> Self {
        self.min(other)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Sums up what came of many packages or objects.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    good: u64,
    invalid: u64,
    failed: u64,
    worst: Option<Exit>,
}

impl Tally {
    /// Counts one: no class where it is good, else what kept it from being so.
    pub fn count(&mut self, class: Option<Class>) {
        match class {
            None => self.good += 1,
            Some(Class::Invalid) => self.invalid += 1,
            Some(Class::Failed) => self.failed += 1,
            Some(other) => {
                self.failed += 1;
                let exit = Exit::of(other);
                self.worst = Some(self.worst.map_or(exit, |worst| worst.worse(exit)));
            }
        }
    }

    /// What the whole run returns. A reason that outlasts this package (space, locks, damage)
    /// counts always; beyond that some good ones make it "partly".
    pub fn exit(&self) -> Exit {
        let plain = match (self.good, self.invalid, self.failed) {
            (_, 0, 0) => Exit::Ok,
            (0, _, 0) => Exit::Invalid,
            (0, _, _) => Exit::Failed,
            (_, _, _) => Exit::Partly,
        };
        self.worst.map_or(plain, |worst| worst.worse(plain))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precedence_is_that_of_the_contract() {
        let order = [130, 11, 10, 2, 4, 8, 7, 5, 1, 6, 3, 0];
        assert_eq!(Exit::ALL.map(Exit::code), order);
        for (index, exit) in Exit::ALL.into_iter().enumerate() {
            for later in &Exit::ALL[index..] {
                assert_eq!(exit.worse(*later), exit);
                assert_eq!(later.worse(exit), exit);
            }
        }
    }

    #[test]
    fn every_class_has_its_exit() {
        let classes = [
            (Class::Failed, 1),
            (Class::Usage, 2),
            (Class::Denied, 4),
            (Class::Temporary, 5),
            (Class::Invalid, 6),
            (Class::Integrity, 7),
            (Class::Space, 8),
            (Class::NoArchive, 10),
            (Class::Locked, 11),
            (Class::Interrupted, 130),
        ];
        for (class, code) in classes {
            assert_eq!(Exit::of(class).code(), code, "{class:?}");
        }
    }

    #[test]
    fn packages_are_summed_up() {
        let good = None;
        let (bad, lost) = (Some(Class::Invalid), Some(Class::Failed));
        let table: [(&[Option<Class>], u8); 12] = [
            (&[], 0),
            (&[good, good], 0),
            (&[bad, bad], 6),
            (&[good, bad], 3),
            (&[lost], 1),
            (&[good, lost], 3),
            (&[bad, lost], 1),
            (&[good, bad, lost], 3),
            (&[good, Some(Class::Space)], 8),
            (&[bad, Some(Class::Temporary)], 5),
            (&[good, Some(Class::Integrity), Some(Class::Space)], 8),
            (&[good, Some(Class::Space), Some(Class::Interrupted)], 130),
        ];
        for (classes, code) in table {
            let mut tally = Tally::default();
            for class in classes {
                tally.count(*class);
            }
            assert_eq!(tally.exit().code(), code, "{classes:?}");
        }
    }
}
