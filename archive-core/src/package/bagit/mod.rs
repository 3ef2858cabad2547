//! BagIt 0.93 to 1.0 (RFC 8493): declaration, manifests, tag files, profiles.
