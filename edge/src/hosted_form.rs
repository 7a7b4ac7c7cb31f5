//! The form that works without JavaScript: what it sends, and the pages it gets for an answer.

use crate::fault::Fault;
use crate::page::Page;
use worker::{Env, Request, Response, Result};

pub(crate) async fn file(_request: &mut Request, _env: &Env, page: &Page) -> Result<Response> {
    page.answer(Err(Fault::WrongType))
}
