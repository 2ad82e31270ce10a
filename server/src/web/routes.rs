//! Every route of the product, in one table: its method, its path, whom it serves, and its handler. The router is built
//! from it, so a route without a row does not exist, and the tests walk it.

use super::api::guard::{KeyGuard, key_guard};
use super::api::{acknowledgement, openapi, records};
use super::guard::{Guard, guard};
use super::resident::{
    accessibility, check, evidence, exit, group, later, officer, satisfaction, sent, start, status,
    step, stopped, upload, verify,
};
use super::staff::{
    account, accounts, audit, callbacks, claim, decide, deliveries, files, hot_spots, links,
    numbers, phrases, provider, queue, report, search, settings, sign_in, sign_up, statistics,
    text,
};
use super::{language, router};
use crate::state::State;
use crate::usecase::adjust;
use app::page::verify::KEY_ADDRESS;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, on};
use domain::access::{Action, Scope};
use domain::field::Choice;
use domain::incident::Kind;
use std::borrow::Cow;

/// The methods there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// And HEAD.
    Get,
    Post,
    Patch,
}

/// Whom a route serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Anybody; there is nothing of anybody's on it.
    Public,
    /// A resident: what is theirs is opened by the draft's cookie, or by the numbers in the form.
    Resident,
    /// A member of the staff who may do this. Every request is on record under the code.
    Staff(Action, &'static str),
    /// Another system, by a key with this scope. Every request is on record under the code.
    Api(Scope, &'static str),
    /// The same, asked by a page itself for a number: on record only when it is refused, and no use of the session.
    Glance(Action, &'static str),
}

/// How the answer is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// Bounded and compressed.
    Page,
    /// As it is: it is compressed already, and unsealed while it is sent.
    File,
    /// What is received may be large, and a line slow: limited is the size of a file and the pause between two pieces
    /// of it (`evidence::receive`), not the size or the time of the whole.
    Upload,
    /// What is received is a copy to be checked: larger than a form, and asked of nobody but who sends it.
    Check,
    /// As it is, and errors as problems: for machines, which have no cookie.
    Machine,
}

/// One row of the table.
pub struct Route {
    pub verb: Verb,
    pub path: Cow<'static, str>,
    pub needs: Needs,
    pub sent: Sent,
    handler: MethodRouter<State>,
}

impl Route {
    fn new<H, T>(verb: Verb, path: impl Into<Cow<'static, str>>, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, State>,
        T: 'static,
    {
        let filter = match verb {
            Verb::Get => MethodFilter::GET,
            Verb::Post => MethodFilter::POST,
            Verb::Patch => MethodFilter::PATCH,
        };
        Self {
            verb,
            path: path.into(),
            needs,
            sent: Sent::Page,
            handler: on(filter, handler),
        }
    }

    fn sent(self, sent: Sent) -> Self {
        Self { sent, ..self }
    }

    /// The handler, with the guard before it that its row asks for.
    pub(super) fn guarded(self, state: &State) -> MethodRouter<State> {
        match self.needs {
            Needs::Public | Needs::Resident => self.handler,
            Needs::Staff(action, code) | Needs::Glance(action, code) => {
                let before = Guard {
                    state: state.clone(),
                    action,
                    code,
                    glance: matches!(self.needs, Needs::Glance(..)),
                };
                self.handler.route_layer(from_fn_with_state(before, guard))
            }
            Needs::Api(scope, code) => {
                let before = KeyGuard {
                    state: state.clone(),
                    scope,
                    code,
                };
                self.handler
                    .route_layer(from_fn_with_state(before, key_guard))
            }
        }
    }
}

/// The table.
#[must_use]
pub fn routes() -> Vec<Route> {
    use Needs::{Api, Public, Resident, Staff};
    use Verb::{Get, Patch, Post};
    let mut routes: Vec<Route> = Kind::ALL
        .iter()
        .map(|kind| {
            Route::new(
                Get,
                format!("/report/{}", kind.slug()),
                Public,
                move |state, resident, headers| start::landing(*kind, state, resident, headers),
            )
        })
        .collect();
    routes.extend([
        Route::new(Get, "/", Public, start::show),
        Route::new(Get, "/banner.svg", Public, start::banner),
        Route::new(Get, "/accessibility", Public, accessibility::show),
        Route::new(Get, "/map.svg", Public, router::map),
        Route::new(Get, "/healthz", Public, router::health),
        Route::new(Post, "/language", Public, language::choose),
        Route::new(Post, "/exit", Resident, exit::leave),
        Route::new(Post, "/report/start", Resident, start::begin),
        Route::new(Get, "/report/continue", Resident, start::resume),
        Route::new(Get, "/report/save", Resident, later::show),
        Route::new(Post, "/report/save", Resident, later::mail),
        Route::new(Post, "/report/delete", Resident, later::delete),
        Route::new(Get, "/report/resume", Resident, later::ask),
        Route::new(Post, "/report/resume", Resident, later::resume),
        Route::new(Get, "/report/stopped", Resident, stopped::show),
        Route::new(Get, "/report/evidence", Resident, evidence::show),
        Route::new(Post, "/report/evidence", Resident, evidence::post).sent(Sent::Upload),
        Route::new(Post, "/report/evidence/uploads", Resident, upload::create),
        Route::new(
            Get,
            "/report/evidence/uploads/{id}",
            Resident,
            upload::offset,
        ),
        Route::new(
            Patch,
            "/report/evidence/uploads/{id}",
            Resident,
            upload::append,
        )
        .sent(Sent::Upload),
        Route::new(
            Get,
            "/report/evidence/{id}/preview",
            Resident,
            evidence::preview,
        )
        .sent(Sent::File),
        Route::new(
            Post,
            "/report/evidence/{id}/remove",
            Resident,
            evidence::remove,
        ),
        Route::new(Get, "/report/check", Resident, check::show),
        Route::new(Post, "/report/check", Resident, check::send),
        Route::new(Get, "/report/sent", Resident, sent::show),
        Route::new(Get, "/report/{step}", Resident, step::show),
        Route::new(Post, "/report/{step}", Resident, step::save),
        Route::new(Get, "/report/{step}/{entry}", Resident, group::show),
        Route::new(Post, "/report/{step}/{entry}", Resident, group::save),
        Route::new(
            Post,
            "/report/{step}/{entry}/remove",
            Resident,
            group::remove,
        ),
        Route::new(Get, "/officer", Resident, officer::show),
        Route::new(Post, "/officer", Resident, officer::send),
        Route::new(Get, "/officer/sent", Resident, officer::sent),
        Route::new(Get, "/status", Resident, status::form),
        Route::new(Post, "/status", Resident, status::show),
        Route::new(Post, "/status/reply", Resident, status::reply),
        Route::new(Post, "/status/copy", Resident, status::copy),
        Route::new(Post, "/status/follow-up", Resident, status::decline),
        Route::new(Post, "/status/satisfaction", Resident, satisfaction::rate),
        Route::new(Post, "/status/withdraw", Resident, status::withdraw),
        Route::new(Get, "/verify", Public, verify::show),
        Route::new(Get, KEY_ADDRESS, Public, verify::key),
        Route::new(Post, "/verify/file", Public, verify::file).sent(Sent::Check),
        // Who comes in and who goes is put on record by the use case.
        Route::new(Get, "/staff/sign-in", Public, sign_in::form),
        Route::new(Post, "/staff/sign-in", Public, sign_in::enter),
        Route::new(Post, "/staff/sign-in/notice", Public, sign_in::agree),
        Route::new(Post, "/staff/sign-in/second", Public, sign_in::second),
        Route::new(Get, "/staff/sign-in/provider", Public, provider::go),
        Route::new(Get, provider::BACK, Public, provider::back),
        Route::new(Get, "/staff/sign-up", Public, sign_up::form),
        Route::new(Post, "/staff/sign-up", Public, sign_up::send),
        Route::new(Post, "/staff/sign-out", Public, sign_in::leave),
        Route::new(Get, "/api/openapi.json", Public, openapi::show).sent(Sent::Machine),
        Route::new(
            Get,
            "/api/v1/records",
            Api(Scope::ReadRecords, "records.read"),
            records::show,
        )
        .sent(Sent::Machine),
        Route::new(
            Post,
            "/api/v1/records/{report_id}/acknowledgement",
            Api(Scope::Acknowledge, "records.acknowledge"),
            acknowledgement::take,
        )
        .sent(Sent::Machine),
    ]);
    // Codes are grouped by what they are about: a search for `report.` finds all that was done to reports.
    let see = |action, code| Staff(action, code);
    let decide = |code| Staff(Action::Decide, code);
    let manage = |code| Staff(Action::ManageAccounts, code);
    let own = |code| Staff(Action::OwnAccount, code);
    let factors = |code| Staff(Action::ChangeOwnFactors, code);
    let set = Staff(Action::ManageSettings, adjust::CODE);
    let write = |code| Staff(Action::WriteTexts, code);
    routes.extend([
        Route::new(
            Get,
            "/staff",
            see(Action::SeeQueue, "queue.read"),
            queue::show,
        ),
        Route::new(
            Get,
            "/staff/count",
            Needs::Glance(Action::SeeQueue, "queue.count"),
            queue::count,
        ),
        Route::new(
            Get,
            "/staff/search",
            see(Action::SearchReports, "report.search"),
            search::show,
        ),
        Route::new(
            Post,
            "/staff/search",
            see(Action::SearchReports, "report.search"),
            search::ask,
        ),
        Route::new(
            Get,
            "/staff/reports/{tracking}",
            see(Action::ReadReport, "report.read"),
            report::show,
        ),
        Route::new(
            Get,
            "/staff/files/{id}",
            see(Action::ReadReport, "file.save"),
            files::original,
        )
        .sent(Sent::File),
        Route::new(
            Get,
            "/staff/files/{id}/preview",
            see(Action::ReadReport, "file.preview"),
            files::preview,
        )
        .sent(Sent::File),
        Route::new(
            Post,
            "/staff/reports/{tracking}/claim",
            decide("report.claim"),
            claim::claim,
        ),
        Route::new(
            Post,
            "/staff/reports/{tracking}/release",
            decide("report.release"),
            claim::release,
        ),
        Route::new(
            Post,
            "/staff/reports/{tracking}/start",
            decide("report.start_review"),
            decide::start,
        ),
        Route::new(
            Post,
            "/staff/reports/{tracking}/approve",
            decide("report.approve"),
            decide::approve,
        ),
        Route::new(
            Post,
            "/staff/reports/{tracking}/correct",
            decide("report.correct"),
            decide::correct,
        ),
        Route::new(
            Post,
            "/staff/reports/{tracking}/confirm",
            Staff(Action::Supervise, "report.confirm"),
            decide::confirm,
        ),
        Route::new(
            Post,
            "/staff/reports/{tracking}/kick-back",
            Staff(Action::Supervise, "report.kick_back"),
            decide::kick_back,
        ),
        Route::new(
            Post,
            "/staff/reports/{tracking}/ask",
            decide("report.ask_for_more"),
            decide::ask,
        ),
        Route::new(
            Post,
            "/staff/reports/{tracking}/phrase",
            decide("report.choose_phrase"),
            decide::phrase,
        ),
        Route::new(
            Post,
            "/staff/reports/{tracking}/officer",
            decide("report.needs_officer"),
            decide::officer,
        ),
        Route::new(
            Post,
            "/staff/reports/{tracking}/duplicate",
            decide("report.mark_duplicate"),
            decide::duplicate,
        ),
        Route::new(
            Post,
            "/staff/reports/{tracking}/read",
            decide("report.read_supplements"),
            decide::read_supplements,
        ),
        Route::new(
            Get,
            "/staff/callbacks",
            see(Action::SeeCallbacks, "officer_request.read"),
            callbacks::show,
        ),
        Route::new(
            Post,
            "/staff/callbacks/{id}/close",
            Staff(Action::CloseCallback, "officer_request.close"),
            callbacks::close,
        ),
        Route::new(
            Get,
            "/staff/deliveries",
            see(Action::SeeDeliveries, "job.read"),
            deliveries::show,
        ),
        Route::new(
            Post,
            "/staff/deliveries/again",
            Staff(Action::SendAgain, "job.send_all_again"),
            deliveries::all_again,
        ),
        Route::new(
            Post,
            "/staff/deliveries/{id}/again",
            Staff(Action::SendAgain, "job.send_again"),
            deliveries::again,
        ),
        Route::new(
            Get,
            "/staff/statistics",
            see(Action::SeeStatistics, "statistics.read"),
            statistics::show,
        ),
        Route::new(
            Get,
            "/staff/statistics.csv",
            see(Action::SeeStatistics, "statistics.export"),
            statistics::csv,
        ),
        Route::new(
            Get,
            "/staff/numbers",
            see(Action::SeeNumbers, "figures.read"),
            numbers::show,
        ),
        Route::new(
            Get,
            "/staff/numbers.csv",
            see(Action::ExportNumbers, "figures.export"),
            numbers::csv,
        ),
        Route::new(
            Get,
            "/staff/links",
            see(Action::SeeLinks, "link.read"),
            links::show,
        ),
        Route::new(
            Post,
            "/staff/links/{id}/confirm",
            Staff(Action::DecideLink, "link.confirm"),
            links::confirm,
        ),
        Route::new(
            Post,
            "/staff/links/{id}/dismiss",
            Staff(Action::DecideLink, "link.dismiss"),
            links::dismiss,
        ),
        Route::new(
            Get,
            "/staff/map",
            see(Action::SeeLinks, "hot_spots.read"),
            hot_spots::show,
        ),
        Route::new(
            Get,
            "/staff/map.csv",
            see(Action::SeeLinks, "hot_spots.export"),
            hot_spots::csv,
        ),
        Route::new(
            Get,
            "/staff/audit",
            see(Action::SearchAudit, "audit.search"),
            audit::show,
        ),
        Route::new(
            Get,
            "/staff/audit.csv",
            see(Action::ExportAudit, "audit.export"),
            audit::csv,
        ),
        Route::new(
            Get,
            "/staff/accounts",
            see(Action::SeeAccounts, "staff.list"),
            accounts::show,
        ),
        Route::new(Post, "/staff/accounts", manage("staff.add"), accounts::add),
        Route::new(
            Get,
            "/staff/accounts/{id}",
            see(Action::SeeAccounts, "staff.read"),
            accounts::one,
        ),
        Route::new(
            Post,
            "/staff/accounts/{id}/release",
            manage("staff.release"),
            accounts::let_in,
        ),
        Route::new(
            Post,
            "/staff/accounts/{id}/disable",
            manage("staff.disable"),
            accounts::keep_out,
        ),
        Route::new(
            Post,
            "/staff/accounts/{id}/enable",
            manage("staff.enable"),
            accounts::let_back,
        ),
        Route::new(
            Post,
            "/staff/accounts/{id}/role",
            manage("staff.change_role"),
            accounts::role,
        ),
        Route::new(
            Post,
            "/staff/accounts/{id}/invite",
            manage("staff.invite"),
            accounts::again,
        ),
        Route::new(
            Get,
            "/staff/settings",
            see(Action::SeeSettings, "settings.read"),
            settings::show,
        ),
        Route::new(
            Post,
            "/staff/settings/phrases",
            write(adjust::CODE),
            phrases::add,
        ),
        Route::new(
            Get,
            "/staff/settings/texts/{key}",
            see(Action::SeeSettings, "settings.read_text"),
            text::show,
        ),
        Route::new(
            Post,
            "/staff/settings/texts/{key}",
            write(adjust::CODE),
            text::save,
        ),
        Route::new(
            Post,
            "/staff/settings/texts/{key}/preview",
            write("settings.preview"),
            text::preview,
        ),
        Route::new(
            Post,
            "/staff/settings/texts/{key}/restore",
            write(adjust::CODE),
            text::restore,
        ),
        Route::new(Get, "/staff/account", own("account.read"), account::show),
        Route::new(
            Post,
            "/staff/account/password",
            own("account.change_password"),
            account::password,
        ),
        Route::new(
            Get,
            account::CONFIRM,
            own("session.confirm_ask"),
            account::ask,
        ),
        Route::new(
            Post,
            account::CONFIRM,
            own("session.confirm"),
            account::confirmed,
        ),
        Route::new(
            Post,
            "/staff/account/recovery",
            factors("account.new_recovery_codes"),
            account::recovery,
        ),
        Route::new(
            Post,
            "/staff/account/passkeys",
            factors("account.begin_passkey"),
            account::begin_passkey,
        ),
        Route::new(
            Post,
            "/staff/account/passkeys/finish",
            factors("account.add_passkey"),
            account::finish_passkey,
        ),
        Route::new(
            Post,
            "/staff/account/passkeys/{id}/remove",
            factors("account.remove_passkey"),
            account::remove_passkey,
        ),
    ]);
    routes.extend(settings::Saved::ALL.map(|group| {
        Route::new(
            Post,
            format!("/staff/settings/{}", group.slug()),
            set,
            move |state, officer, client, fields| {
                settings::save(group, state, officer, client, fields)
            },
        )
    }));
    routes
}
