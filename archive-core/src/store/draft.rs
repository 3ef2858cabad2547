//! Files that are durable before they are in their place, so that several of them, on several
//! copies, come to their places one after the other with few syncs.

use super::{Key, Result, Store, side_by_side};

/// A file that waits for being put in place of what is there. Dropped, it leaves what was there.
pub trait Draft: Send + Sync {
    /// Makes it durable, and what was written before it. Whoever has several drafts makes all of
    /// them before settling the first: those on one disk share its sync.
    fn settle(&self) -> Result<()>;

    /// Puts it in its place, atomically, after what was written before it is durable.
    fn publish(self: Box<Self>) -> Result<Box<dyn Pending>>;
}

/// Something that is done, and durable once it is settled. Whoever has several of them does all
/// before settling the first: those on one disk share its sync.
pub trait Pending: Send {
    /// Makes it durable.
    fn settle(self: Box<Self>) -> Result<()>;
}

/// Something that was durable when it was done.
pub(crate) struct Settled;

impl Pending for Settled {
    fn settle(self: Box<Self>) -> Result<()> {
        Ok(())
    }
}

/// A draft that is held in memory.
pub(crate) struct Unwritten<'a, S: ?Sized> {
    /// Where it will be written.
    pub store: &'a S,
    /// Under this key.
    pub key: Key,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl<S: Store + ?Sized> Draft for Unwritten<'_, S> {
    fn settle(&self) -> Result<()> {
        Ok(())
    }

    fn publish(self: Box<Self>) -> Result<Box<dyn Pending>> {
        self.store.replace(&self.key, &self.bytes)?;
        Ok(Box::new(Settled))
    }
}

/// Drafts that go together.
#[derive(Default)]
pub struct Drafts<'a>(pub Vec<Box<dyn Draft + 'a>>);

impl Draft for Drafts<'_> {
    fn settle(&self) -> Result<()> {
        side_by_side(&self.0, |draft| draft.settle()).into_iter().collect()
    }

    fn publish(self: Box<Self>) -> Result<Box<dyn Pending>> {
        let published = side_by_side(self.0, Draft::publish);
        Ok(Box::new(AllPending(published.into_iter().collect::<Result<_>>()?)))
    }
}

struct AllPending(Vec<Box<dyn Pending>>);

impl Pending for AllPending {
    fn settle(self: Box<Self>) -> Result<()> {
        side_by_side(self.0, Pending::settle).into_iter().collect()
    }
}

/// Publishes drafts at the same time, and says of each whether it is durable in its place: not
/// where there is none.
#[must_use]
pub fn each_published(drafts: Vec<Option<Box<dyn Draft + '_>>>) -> Vec<Result<bool>> {
    let published = side_by_side(drafts, |draft| draft.map(Draft::publish).transpose());
    side_by_side(published, |pending| match pending? {
        Some(pending) => pending.settle().map(|()| true),
        None => Ok(false),
    })
}
