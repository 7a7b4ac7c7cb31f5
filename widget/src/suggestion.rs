//! When one of the site's suggestions is the answer: nothing is filed, and the site learns that it helped.

use crate::app::App;
use crate::browser;
use complaint::id::SubmissionId;

impl App {
    /// The draft leaves the disk. Whoever opens the form again has it still, and may file after all.
    pub(crate) fn solve(&self, id: &str) {
        let url = [&self.edge, "v1/sites/", &self.site, "/suggestions/", id, "/solved"].concat();
        let draft = SubmissionId::new(browser::now(), browser::random()).to_string();
        browser::keep(&self.key("draft"), None);
        self.dialog.close();
        // It is sent even when the page goes at once.
        let body = ["{\"submission_id\":\"", &draft, "\"}"].concat();
        let _ = browser::window().navigator().send_beacon_with_opt_str(&url, Some(&body));
    }
}
