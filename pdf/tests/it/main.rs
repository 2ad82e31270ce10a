//! The report copy from outside: what other software reads in the file.

mod document;
mod hostile;
mod poppler;
mod sample;
