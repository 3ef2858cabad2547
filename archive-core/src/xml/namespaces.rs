//! Which namespace a prefix stands for where it is used (Namespaces in XML 1.0).

use super::words::{self, Words};
use std::sync::{Arc, LazyLock};

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
static OF_XML: LazyLock<Arc<str>> = LazyLock::new(|| XML.into());

/// Prefixes are so short that calling a routine for long texts costs more than comparing them.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().eq(other.bytes())
}

/// The declarations in force, the innermost last.
#[derive(Default)]
pub(super) struct Namespaces(Vec<Binding>);

struct Binding {
    prefix: Box<str>,
    /// `None` where the default namespace is taken back.
    name: Option<Arc<str>>,
    depth: usize,
}

impl Namespaces {
    /// How many declarations are in force.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes a declaration of an element; `prefix` is empty for the default namespace.
    pub(super) fn declare(
        &mut self,
        prefix: &str,
        name: &str,
        depth: usize,
    ) -> Result<(), &'static Words> {
        if (prefix == "xml") != (name == XML) || prefix == "xmlns" || name == XMLNS {
            return Err(&words::PREFIX_RESERVED);
        }
        if name.is_empty() && !prefix.is_empty() {
            return Err(&words::PREFIX_EMPTY);
        }
        let name = (!name.is_empty()).then(|| self.shared(name));
        self.0.push(Binding { prefix: prefix.into(), name, depth });
        Ok(())
    }

    /// Forgets the declarations of an element that ends.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.0.last().is_some_and(|binding| binding.depth >= depth) {
            self.0.pop();
        }
    }

    /// The namespace of a prefix; empty: the default one.
    #[inline]
    pub(super) fn resolve(&self, prefix: &str) -> Result<Option<&Arc<str>>, &'static Words> {
        match self.0.iter().rev().find(|binding| is_same(&binding.prefix, prefix)) {
            Some(binding) => Ok(binding.name.as_ref()),
            None if prefix.is_empty() => Ok(None),
            None if prefix == "xml" => Ok(Some(&OF_XML)),
            None if prefix == "xmlns" => Err(&words::PREFIX_RESERVED),
            None => Err(&words::PREFIX),
        }
    }

    /// The same name is kept once, however often it is declared.
    fn shared(&self, name: &str) -> Arc<str> {
        let names = self.0.iter().filter_map(|binding| binding.name.as_ref());
        names.into_iter().find(|known| &***known == name).map_or_else(|| name.into(), Arc::clone)
    }
}
