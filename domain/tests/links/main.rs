//! What belongs together: normal forms, meetings, nights and hot spots.

mod heat;
mod meeting;
mod normal;
mod spot;
