//! Where bytes lie: one copy in one place, behind one contract.
