//! From where a request comes: the peer's address, or what a proxy of our own says of it. What a client writes there itself
//! changes nothing, neither on record nor in how often it may guess.

use crate::support::town::{Browser, Page, Town};
use axum::body::Body;
use axum::http::{Method, header};
use server::store::audit;
use std::net::{IpAddr, SocketAddr};

/// Tries two numbers that open nothing.
async fn guess(browser: &mut Browser<'_>, forwarded: &[&str]) -> Page {
    let body = Body::from("tracking=2222-2222-2222-2&access_code=2222-2222");
    let mut request = browser.request(Method::POST, "/status", body);
    let form = "application/x-www-form-urlencoded".parse().expect("a type");
    request.headers_mut().insert(header::CONTENT_TYPE, form);
    for line in forwarded {
        let line = line.parse().expect("a value");
        request.headers_mut().append("x-forwarded-for", line);
    }
    browser.send(request).await
}

async fn source(town: &Town) -> Option<String> {
    let rows = audit::recent(town.state.store.reader(), 1)
        .await
        .expect("rows");
    rows[0].source.clone()
}

async fn behind(proxies: &[&str]) -> Town {
    let proxies: Vec<IpAddr> = proxies
        .iter()
        .map(|proxy| proxy.parse().expect("an address"))
        .collect();
    Town::open_by(|set| set.trusted_proxies = proxies).await
}

#[tokio::test]
async fn the_address_on_record_is_the_peers_or_what_our_own_proxy_says() {
    let cases: [(&[&str], &[&str], &str); 8] = [
        (&[], &["203.0.113.9"], "192.0.2.7"),
        (&["10.0.0.1"], &["203.0.113.9"], "192.0.2.7"),
        (&["192.0.2.7"], &["203.0.113.9"], "203.0.113.9"),
        (
            &["192.0.2.7"],
            &["127.0.0.1, 198.51.100.1, 203.0.113.9"],
            "203.0.113.9",
        ),
        (
            &["192.0.2.7"],
            &["198.51.100.1", "203.0.113.9"],
            "203.0.113.9",
        ),
        (
            &["192.0.2.7", "10.0.0.1"],
            &["198.51.100.1, 203.0.113.9, 10.0.0.1"],
            "203.0.113.9",
        ),
        (&["192.0.2.7"], &["<script>, '; --"], "192.0.2.7"),
        (&["192.0.2.7"], &[], "192.0.2.7"),
    ];
    for (proxies, forwarded, expected) in cases {
        let town = behind(proxies).await;
        guess(&mut town.browser(), forwarded).await;
        assert_eq!(
            source(&town).await.as_deref(),
            Some(expected),
            "{proxies:?} {forwarded:?}"
        );
    }
}

#[tokio::test]
async fn a_made_up_address_gives_no_further_tries_and_takes_none_from_others() {
    let cases: [&[&str]; 2] = [&[], &["192.0.2.7"]];
    for proxies in cases {
        let town = behind(proxies).await;
        let mut thief = town.browser();
        for n in 0..10 {
            let page = guess(&mut thief, &[&format!("198.51.100.{n}, 203.0.113.9")]).await;
            assert!(
                page.has("These two do not fit together"),
                "{n}: {}",
                page.text
            );
        }
        let page = guess(&mut thief, &["198.51.100.77, 203.0.113.9"]).await;
        assert!(page.has("Too many tries"), "{proxies:?}: {}", page.text);
        // Whose address the thief wrote down still has all of theirs.
        let mut other = town.browser();
        other.address = SocketAddr::from(([198, 51, 100, 1], 4000));
        assert!(
            guess(&mut other, &[])
                .await
                .has("These two do not fit together")
        );
    }
}
