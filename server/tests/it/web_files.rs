//! The files beside the pages.

use crate::support::town::Town;
use axum::http::StatusCode;

#[tokio::test]
async fn the_map_is_drawn_from_the_areas_that_decide() {
    let town = Town::open().await;
    let map = town.browser().get("/map.svg").await;
    assert_eq!(map.status, StatusCode::OK);
    assert_eq!(map.headers["content-type"], "image/svg+xml");
    assert!(map.has("class=\"town\"") && map.has("class=\"park\"") && map.has("Merritt Parkway"));
    assert!(!map.has("<script"));
}

#[tokio::test]
async fn health_says_whether_the_store_answers() {
    let town = Town::open().await;
    assert_eq!(town.browser().get("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn no_path_leads_out_of_the_folder_of_files() {
    let town = Town::open().await;
    std::fs::write(
        town.folder.path().join("../outside-of-the-site.txt"),
        "outside",
    )
    .expect("file");
    for path in [
        "/../outside-of-the-site.txt",
        "/%2e%2e/outside-of-the-site.txt",
        "/pkg/..%2f..%2foutside-of-the-site.txt",
    ] {
        let page = town.browser().get(path).await;
        assert!(
            !page.has("outside") || page.status == StatusCode::NOT_FOUND,
            "{path}"
        );
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    std::fs::remove_file(town.folder.path().join("../outside-of-the-site.txt")).expect("removed");
}
