//! The desk's list: what is due first comes first.
//!
//! Every list is read as one range of one index in its own order (`m0013_queue`), so that its first page costs the same
//! whatever lies behind it. Open reports are two statuses, so two ranges, merged here. What no index begins with (who
//! has claimed it, additions to read, when an open report came in) narrows lists that are short by their nature.

use super::super::StoreError;
use super::super::codes::{choice, moment, split_advice, stamp};
use super::super::entities::report::{Column, Entity};
use super::super::entities::report_flag;
use super::case_number;
use super::claim::Claim;
use super::index::{ANY, area_code};
use domain::eligibility::Advice;
use domain::field::Choice;
use domain::incident::Kind;
use domain::jurisdiction::Sector;
use domain::number::{CaseNumber, TrackingNumber};
use domain::review::Status;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbBackend, EntityName, QueryResult, Statement, StatementBuilder};
use std::fmt;
use std::str::FromStr;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// Which reports. Everything that is given must fit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueFilter {
    pub kind: Option<Kind>,
    /// `None`: those that wait for the department, or whatever `mine` and `unread` say.
    pub status: Option<Status>,
    pub flag: Option<Flagged>,
    pub area: Option<Lies>,
    pub received: Option<Received>,
    /// Claimed by this person.
    pub mine: Option<Uuid>,
    /// Approved ones with supplements that nobody has read.
    pub unread: bool,
}

/// Advice to see an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flagged {
    Any,
    With(Advice),
}

impl Flagged {
    fn code(self) -> &'static str {
        match self {
            Self::Any => ANY,
            Self::With(advice) => advice.code(),
        }
    }
}

/// Where it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lies {
    In(Sector),
    /// The report has no place.
    Nowhere,
}

domain::choices! {
    /// How old a report is.
    Received {
        LastDay = "day",
        LastWeek = "week",
        LastMonth = "month",
        OverWeek = "over_week",
        OverMonth = "over_month",
    }
}

/// An end of time.
enum Edge {
    Since(i64),
    Before(i64),
}

impl Received {
    fn edge(self, now: OffsetDateTime) -> Edge {
        let ago = |days| stamp(now - Duration::days(days));
        match self {
            Self::LastDay => Edge::Since(ago(1)),
            Self::LastWeek => Edge::Since(ago(7)),
            Self::LastMonth => Edge::Since(ago(30)),
            Self::OverWeek => Edge::Before(ago(7)),
            Self::OverMonth => Edge::Before(ago(30)),
        }
    }
}

/// The last row of the page before. Written `<microseconds>-<id>`, for an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueCursor {
    sort_at: i64,
    id: Uuid,
}

impl fmt::Display for QueueCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.sort_at, self.id.simple())
    }
}

impl FromStr for QueueCursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (sort_at, id) = text.split_once('-').ok_or(())?;
        Ok(Self {
            sort_at: sort_at.parse().map_err(|_| ())?,
            id: Uuid::try_parse(id).map_err(|_| ())?,
        })
    }
}

/// One line of the list: nothing of the narrative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    pub id: Uuid,
    pub tracking: TrackingNumber,
    pub kind: Kind,
    pub status: Status,
    pub filer_name: String,
    pub submitted_at: OffsetDateTime,
    /// By the promise and the flags.
    pub due_at: OffsetDateTime,
    pub advice: Vec<Advice>,
    pub case_number: Option<CaseNumber>,
    /// Who has taken it on, also when that is over.
    pub claim: Option<Claim>,
    sort_at: i64,
}

impl QueueRow {
    /// Where the page after this row begins.
    #[must_use]
    pub fn cursor(&self) -> QueueCursor {
        QueueCursor {
            sort_at: self.sort_at,
            id: self.id,
        }
    }
}

/// The columns of a line, so that a list never reads answers.
pub(super) const LINE: [Column; 13] = [
    Column::Id,
    Column::Tracking,
    Column::Kind,
    Column::Status,
    Column::FilerName,
    Column::SubmittedAt,
    Column::DueAt,
    Column::Advice,
    Column::CaseNumber,
    Column::ClaimedBy,
    Column::ClaimedByName,
    Column::ClaimedUntil,
    Column::SortAt,
];

/// One page of the list, after the cursor.
///
/// # Errors
/// [`StoreError`].
pub async fn queue(
    c: &impl ConnectionTrait,
    filter: &QueueFilter,
    now: OffsetDateTime,
    after: Option<QueueCursor>,
    limit: u64,
) -> Result<Vec<QueueRow>, StoreError> {
    let mut found = Vec::new();
    let statements = statements(filter, now, after, limit, c.get_database_backend());
    let ranges = statements.len();
    for statement in statements {
        for row in c.query_all_raw(statement).await? {
            found.push(read(&row)?);
        }
    }
    if ranges > 1 {
        // Only open reports are several ranges, and those are sorted upwards.
        found.sort_by_key(|row| (row.sort_at, row.id));
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    }
    Ok(found)
}

/// What [`queue`] asks: one statement for each range. Public so that a test can have the database explain them.
#[must_use]
pub fn statements(
    filter: &QueueFilter,
    now: OffsetDateTime,
    after: Option<QueueCursor>,
    limit: u64,
    backend: DbBackend,
) -> Vec<Statement> {
    let ranges: Vec<Range> = if let Some(staff) = filter.mine {
        vec![Range::Mine(staff)]
    } else if filter.unread {
        vec![Range::Unread]
    } else if let Some(status) = filter.status {
        vec![Range::Status(status)]
    } else {
        let open = Status::ALL.iter().filter(|status| status.is_open());
        open.map(|status| Range::Status(*status)).collect()
    };
    ranges
        .into_iter()
        .map(|range| {
            let select = range.select(filter, now, after, limit);
            with_limit_in_text(StatementBuilder::build(&select, &backend), limit)
        })
        .collect()
}

/// The statement with its limit as a figure in the text, where it was the last value.
///
/// PostgreSQL keeps one plan for a statement that is asked again and again only where that seems no worse than a plan of its
/// own for each time. Of a limit that it does not know it takes a tenth of everything, which over a million rows seems
/// worse: so it planned anew each time, which costs more than to read the list.
fn with_limit_in_text(mut statement: Statement, limit: u64) -> Statement {
    if let Some(values) = &mut statement.values {
        let place = match statement.db_backend {
            DbBackend::Postgres => format!("LIMIT ${}", values.0.len()),
            _ => "LIMIT ?".to_owned(),
        };
        if let Some(before) = statement.sql.strip_suffix(&place) {
            statement.sql = format!("{before}LIMIT {limit}");
            values.0.pop();
        }
    }
    statement
}

/// What an index is entered by.
#[derive(Clone, Copy)]
enum Range {
    Status(Status),
    Mine(Uuid),
    Unread,
}

impl Range {
    /// Who still has to do something sees the oldest first; what is decided is looked up, the latest first.
    const fn order(self) -> Order {
        match self {
            Self::Status(
                Status::Approved | Status::OfficerAssigned | Status::Duplicate | Status::Withdrawn,
            ) => Order::Desc,
            Self::Status(
                Status::Submitted
                | Status::UnderReview
                | Status::InfoAsked
                | Status::Proposed
                | Status::OfficerNamed,
            )
            | Self::Mine(_)
            | Self::Unread => Order::Asc,
        }
    }

    fn select(
        self,
        filter: &QueueFilter,
        now: OffsetDateTime,
        after: Option<QueueCursor>,
        limit: u64,
    ) -> SelectStatement {
        let report = |column: Column| Expr::col((Entity, column));
        // A flag's lists lie in a table of their own, in the same order.
        let by_flag = match (self, filter.flag) {
            (Self::Status(_), Some(flag)) => Some(flag),
            _ => None,
        };
        let table = by_flag.map_or(Entity.table_name(), |_| report_flag::Entity.table_name());
        let id = by_flag.map_or("id", |_| "report");
        let on = |column: &'static str| Expr::col((Alias::new(table), Alias::new(column)));
        let mut select = Query::select();
        for column in LINE {
            select.expr(report(column));
        }
        select.from(Alias::new(table));
        if let Some(flag) = by_flag {
            let same =
                report(Column::Id).equals((report_flag::Entity, report_flag::Column::Report));
            select
                .inner_join(Entity, same)
                .and_where(on("flag").eq(flag.code()));
        }
        match self {
            Self::Status(status) => {
                select.and_where(on("status").eq(status.code()));
            }
            Self::Mine(staff) => {
                select
                    .and_where(report(Column::ClaimedBy).eq(staff))
                    .and_where(report(Column::ClaimedUntil).gt(stamp(now)));
            }
            // As the index says it.
            Self::Unread => {
                select.and_where(Expr::cust("unread_supplements > 0"));
            }
        }
        if by_flag.is_none() {
            if let (Self::Mine(_) | Self::Unread, Some(status)) = (self, filter.status) {
                select.and_where(report(Column::Status).eq(status.code()));
            }
            match filter.flag {
                None => {}
                Some(Flagged::Any) => {
                    select.and_where(report(Column::Advice).ne(""));
                }
                Some(Flagged::With(advice)) => {
                    // Codes are letters and underscores, commas stand between them.
                    let holds = format!("',' || report.advice || ',' LIKE '%,{},%'", advice.code());
                    select.and_where(Expr::cust(holds));
                }
            }
        }
        if let Some(kind) = filter.kind {
            select.and_where(on("kind").eq(kind.code()));
        }
        if let Some(lies) = filter.area {
            let area = match lies {
                Lies::In(sector) => Some(sector),
                Lies::Nowhere => None,
            };
            select.and_where(on("area").eq(area_code(area)));
        }
        // What is not open is sorted by when it was received. What is open is due later than that, so the list begins
        // there, too, and the rest is told row by row.
        let by_received = matches!(self, Self::Status(status) if !status.is_open());
        match filter.received.map(|received| received.edge(now)) {
            None => {}
            Some(Edge::Since(at)) => {
                select.and_where(on("sort_at").gte(at));
                if !by_received {
                    select.and_where(report(Column::SubmittedAt).gte(at));
                }
            }
            Some(Edge::Before(at)) if by_received => {
                select.and_where(on("sort_at").lt(at));
            }
            Some(Edge::Before(at)) => {
                select.and_where(report(Column::SubmittedAt).lt(at));
            }
        }
        let order = self.order();
        if let Some(QueueCursor { sort_at, id: last }) = after {
            let row = Expr::tuple([on("sort_at"), on(id)]);
            let last = Expr::tuple([Expr::value(sort_at), Expr::value(last)]);
            select.and_where(match order {
                Order::Desc => row.lt(last),
                _ => row.gt(last),
            });
        }
        select
            .order_by_expr(on("sort_at"), order.clone())
            .order_by_expr(on(id), order)
            .limit(limit);
        select
    }
}

/// A line from the columns of [`LINE`].
pub(super) fn read(row: &QueryResult) -> Result<QueueRow, StoreError> {
    let text = |place: usize| row.try_get_by_index::<String>(place);
    Ok(QueueRow {
        id: row.try_get_by_index(0)?,
        tracking: text(1)?
            .parse()
            .map_err(|_| StoreError::Corrupt("tracking"))?,
        kind: choice(&text(2)?, "kind")?,
        status: choice(&text(3)?, "status")?,
        filer_name: text(4)?,
        submitted_at: moment(row.try_get_by_index(5)?)?,
        due_at: moment(row.try_get_by_index(6)?)?,
        advice: split_advice(&text(7)?)?,
        case_number: case_number(row.try_get_by_index(8)?)?,
        claim: Claim::read(
            row.try_get_by_index(9)?,
            row.try_get_by_index(10)?,
            row.try_get_by_index(11)?,
        )?,
        sort_at: row.try_get_by_index(12)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_as_itself() {
        let cursor = QueueCursor {
            sort_at: 1_780_000_000_000_000,
            id: Uuid::now_v7(),
        };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        assert_eq!("-1".parse::<QueueCursor>(), Err(()));
        assert_eq!("x".parse::<QueueCursor>(), Err(()));
    }

    #[test]
    fn a_limit_is_a_figure_in_the_text_and_no_value() {
        for (backend, place) in [(DbBackend::Postgres, "$"), (DbBackend::Sqlite, "?")] {
            let now = OffsetDateTime::UNIX_EPOCH;
            let all = QueueFilter::default();
            for statement in statements(&all, now, None, 41, backend) {
                assert!(statement.sql.ends_with(" LIMIT 41"), "{}", statement.sql);
                let values = statement.values.expect("values").0.len();
                assert_eq!(
                    statement.sql.matches(place).count(),
                    values,
                    "{}",
                    statement.sql
                );
            }
        }
    }
}
