//! What pages get: answers they may read, as browsers require it, and a form that works without script.

use complaint::view::Delivery;
use redress_tests::client::ORIGIN;
use redress_tests::draft;
use redress_tests::runtime::Edge;
use redress_tests::toy_platform::ToyPlatform;
use redress_tests::wait::until;

#[test]
fn a_page_may_read_exactly_what_its_site_allows() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start(&[platform.site()]);
    let receipt = edge.client.receipt(&draft::any("toy"));
    until("nothing more is to happen", || (edge.client.view(&receipt).delivery == Delivery::Delivered).then_some(()));
    let path = format!("/v1/complaints/{}?token={}", receipt.id, receipt.follow);
    let ask = |method: &str, origin: &str, etag: &str| {
        let request = edge.client.request(method, &path).header("origin", origin).header("if-none-match", etag);
        edge.client.send(request.body(()).unwrap()).unwrap()
    };

    let seen = ask("GET", ORIGIN, "\"\"");
    assert_eq!((seen.status, seen.header("access-control-allow-origin")), (200, ORIGIN));
    assert!(seen.header("vary").to_ascii_lowercase().contains("origin"), "{}", seen.header("vary"));
    assert_eq!(seen.header("access-control-allow-credentials"), "");
    let again = ask("GET", ORIGIN, seen.header("etag"));
    assert_eq!((again.status, again.header("access-control-allow-origin"), again.body.len()), (304, ORIGIN, 0));

    let foreign = ask("GET", "https://evil.example", "\"\"");
    assert_eq!((foreign.status, foreign.header("access-control-allow-origin")), (403, ""));

    let preflight = ask("OPTIONS", ORIGIN, "\"\"");
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (204, ORIGIN));
    assert_eq!(preflight.header("access-control-max-age"), "86400");
    edge.assert_sound();
}

#[test]
fn the_hosted_form_files_at_the_site_it_was_asked_for() {
    let edge = Edge::start(&[]);
    let form = |path: &str| {
        let reply = edge.client.send(edge.client.request("GET", path).body(()).unwrap()).unwrap();
        assert_eq!(reply.status, 200, "{path}");
        String::from_utf8(reply.body).unwrap()
    };
    let field = |site: &str| format!(r#"name="site" value="{site}""#);
    assert!(form("/form/").contains(&field("demo")));
    let asked = form("/form/?site=toy");
    assert!(asked.contains(&field("toy")) && asked.contains("/form/de/?site=toy"), "{asked}");
    assert!(form("/form/de/?site=toy").contains(&field("toy")));
    assert!(form("/form/?site=%22%3E%3Cscript%3E").contains(&field("demo")));
    edge.assert_sound();
}

#[test]
fn a_form_without_script_files_too() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start(&[platform.site()]);
    let submission_id = draft::any("toy").submission_id.to_string();
    let form = |text| {
        let fields = [
            ("site", "toy"),
            ("submission_id", &submission_id),
            ("text", text),
            ("order", "A-1042"),
            ("contact", "mara@shop.example"),
            ("remedy", "release_funds"),
            ("lang", "en"),
        ];
        let reply = edge.client.form("/v1/complaints", "", &fields).unwrap();
        assert!(reply.header("content-type").starts_with("text/html"), "{reply:?}");
        (reply.status, String::from_utf8(reply.body).unwrap())
    };
    let (status, page) = form("<b>gone</b> & lost");
    assert_eq!(status, 422);
    assert!(page.contains("&lt;b&gt;gone&lt;/b&gt; &amp; lost"), "what was typed is kept, as text: {page}");

    let (status, page) = form("My payout has been frozen since Monday.");
    assert_eq!(status, 201, "{page}");
    assert!(page.contains("RD-"), "{page}");
    let (status, again) = form("My payout has been frozen since Monday.");
    assert_eq!((status, again == page), (200, true));
    edge.assert_sound();
}
