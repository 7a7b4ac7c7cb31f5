//! Self-service: what a site's suggestions are, and that those that helped are counted.

use complaint::api::{Helped, Solved};
use complaint::id::SubmissionId;
use complaint::time::Millis;
use redress_tests::client::ORIGIN;
use redress_tests::runtime::Edge;
use redress_tests::toy_platform::ToyPlatform;
use ureq::http::header;

#[test]
fn a_draft_that_need_not_be_filed_counts_once() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start(&[platform.site()]);
    let solve = |path: &str, origin: &str, body: Vec<u8>| {
        let request = edge.client.request("POST", &format!("/v1/sites/{path}/solved"));
        let request = request.header(header::ORIGIN, origin).header(header::CONTENT_TYPE, "text/plain");
        edge.client.send(request.body(body).unwrap()).unwrap()
    };
    let draft = |n: u8| {
        let submission_id = SubmissionId::new(Millis(1_795_357_327_318), [n; 10]);
        serde_json::to_vec(&Solved { submission_id }).unwrap()
    };
    let helped = "toy/suggestions/where-is-it";
    assert_eq!(solve(helped, ORIGIN, draft(1)).status, 204);
    assert_eq!(solve(helped, ORIGIN, draft(1)).status, 204);
    assert_eq!(solve(helped, ORIGIN, draft(2)).status, 204);

    assert_eq!(solve("toy/suggestions/other", ORIGIN, draft(3)).status, 404);
    assert_eq!(solve("nowhere/suggestions/where-is-it", ORIGIN, draft(3)).status, 404);
    assert_eq!(solve(helped, "https://elsewhere.example", draft(3)).status, 403);
    let problem = solve(helped, ORIGIN, br#"{"submission_id":"x"}"#.to_vec()).problem();
    assert_eq!((problem.status, &*problem.problems[0].field), (422, "submission_id"));

    let reply = edge.client.ask("GET", "/v1/platform/suggestions?site=toy", "toy");
    let Helped { solved } = reply.json();
    assert_eq!(solved.into_iter().collect::<Vec<_>>(), [("where-is-it".to_owned(), 2)]);
    assert_eq!(edge.client.ask("GET", "/v1/platform/suggestions?site=toy", "other").status, 401);
    edge.assert_sound();
}
