//! Who is asking: the peer's address, or what a trusted proxy says of it.

use crate::state::State;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The client's address.
#[derive(Debug, Clone, Copy)]
pub struct Client(pub IpAddr);

impl FromRequestParts<State> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Infallible> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
        let trusted = |address: &IpAddr| state.settings.trusted_proxies.contains(address);
        if !trusted(&peer) {
            return Ok(Self(peer));
        }
        // From the right: the last address that is not one of our own proxies. What stands left of it was
        // written by the client and may be made up.
        let forwarded = parts
            .headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(','))
            .filter_map(|address| address.trim().parse().ok())
            .collect::<Vec<IpAddr>>();
        Ok(Self(
            forwarded
                .into_iter()
                .rev()
                .find(|address| !trusted(address))
                .unwrap_or(peer),
        ))
    }
}
