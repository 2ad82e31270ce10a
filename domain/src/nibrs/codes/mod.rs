//! The code tables of NIBRS 2019.1 as enumerations: a code that is not in the table cannot be held.

pub mod force;
pub mod location;
pub mod named;
pub mod offense;
pub mod people;
pub mod property;

/// An enumeration whose values are the codes of one data element.
pub trait Code: Sized + Copy + Eq + Ord + std::fmt::Debug + 'static {
    /// In the order of the table.
    const ALL: &'static [Self];

    /// As it is submitted in a flat file.
    fn code(self) -> &'static str;

    /// What the code means, in the words of the table.
    fn label(self) -> &'static str;

    /// The value with this code.
    #[must_use]
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.code() == code)
    }
}

/// Codes whose XML name differs from the flat file's.
pub trait XmlName {
    /// As it is submitted in XML.
    fn xml(self) -> &'static str;
}

/// Declares code tables.
macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident { $($variant:ident = $code:literal, $label:literal;)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $label] $variant),* }

        impl $crate::nibrs::codes::Code for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),*];

            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::nibrs::codes::Code::code(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                <Self as $crate::nibrs::codes::Code>::from_code(&code)
                    .ok_or_else(|| serde::de::Error::custom(concat!("not a code of ", stringify!($name))))
            }
        }
    )*};
}

/// Declares code tables with a second name in XML.
macro_rules! xml_codes {
    ($($(#[$meta:meta])* $name:ident { $($variant:ident = $code:literal, $label:literal, $xml:literal;)* })*) => {$(
        $crate::nibrs::codes::codes! { $(#[$meta])* $name { $($variant = $code, $label;)* } }

        impl $crate::nibrs::codes::XmlName for $name {
            fn xml(self) -> &'static str {
                match self { $(Self::$variant => $xml),* }
            }
        }
    )*};
}

pub(crate) use {codes, xml_codes};
