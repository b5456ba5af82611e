//! `/v/{code}/who`: who can do what here, and why. Told by the policies themselves, never written by hand.

use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::state::App;
use crate::told::at_village;
use crate::village::posts::{No, PostCard, PostsPage};
use crate::village::public::village;
use archive::Query;
use authority::{Authority, Question, Verdict};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use office::roster::{self, Holder};
use village::{Fault, PersonId, Place, Post};

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/who", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code)).await
}

fn compose(canvas: Canvas<'_>, query: &mut dyn Query, code: &str) -> Result<Option<PostsPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let mut frame = canvas.frame.clone();
    let name = at_village(query, &mut frame, &found.place, &canvas.teller)?;
    let holders = roster::holders(query, &found.place, canvas.teller.today)?;
    let posts = Post::ALL.iter().filter(|post| post.is_village_office());
    let posts = posts.map(|post| card(&canvas, &holders, *post, &found.place, &frame)).collect::<Result<_, _>>()?;
    Ok(Some(PostsPage { frame, name, posts }))
}

fn card(
    canvas: &Canvas<'_>,
    all: &[Holder],
    post: Post,
    place: &Place,
    frame: &crate::frame::Frame,
) -> Result<PostCard, Fault> {
    let authority = canvas.app.office.authority();
    let mut names: Vec<&str> = Vec::new();
    for holder in all.iter().filter(|holder| holder.mandate.post == post) {
        if !names.contains(&holder.name.as_str()) {
            names.push(&holder.name);
        }
    }
    let gap = if frame.language == village::Language::Zh { "、" } else { ", " };
    let mut card = PostCard {
        code: post.code().to_owned(),
        title: canvas.teller.words(&post.title()),
        holders: names.join(gap),
        may: Vec::new(),
        may_not: Vec::new(),
    };
    for duty in authority.duties() {
        let words = authority.action_words(duty).map_or_else(|| duty.to_owned(), |words| canvas.teller.words(words));
        match ask(authority, post, duty, place)? {
            Verdict::Allowed => card.may.push(words),
            Verdict::Denied { by, .. } => {
                // That a post simply has no such duty says nothing; that a rule forbids it does.
                for reason in by.into_iter().filter(|reason| !reason.articles.is_empty()) {
                    let ground = canvas.teller.articles(&reason.articles);
                    let why = format!("{}（{ground}）", canvas.teller.words(&reason.words));
                    match card.may_not.iter_mut().find(|no| no.why == why) {
                        Some(no) => no.what = format!("{}{gap}{words}", no.what),
                        None => card.may_not.push(No { what: words.clone(), why }),
                    }
                }
            }
        }
    }
    Ok(card)
}

/// The policies' answer for whoever holds this post and no other.
fn ask(authority: &Authority, post: Post, duty: &str, place: &Place) -> Result<Verdict, Fault> {
    let somebody = PersonId::new("somebody").map_err(|error| Fault::from("naming somebody", error))?;
    authority.may(&Question::new(somebody, [post], duty, place.clone()))
}
