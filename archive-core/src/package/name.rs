//! Names are evidence: what a received name is, how it is read, and what is dangerous in it.
