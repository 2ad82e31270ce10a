//! Who on the staff may do what: one table. Every staff route names its action, and is reached by whom this table says.
//! Machines have keys instead of roles, and a key has scopes.

use crate::choices;

choices! {
    /// What a member of the staff is here for.
    Role {
        Reviewer = "reviewer",
        Supervisor = "supervisor",
        RecordsClerk = "records_clerk",
        Administrator = "administrator",
        Auditor = "auditor",
    }
    /// What a staff route does.
    Action {
        SeeQueue = "see_queue",
        SearchReports = "search_reports",
        ReadReport = "read_report",
        Decide = "decide",
        Supervise = "supervise",
        SeeCallbacks = "see_callbacks",
        CloseCallback = "close_callback",
        SeeDeliveries = "see_deliveries",
        SendAgain = "send_again",
        SeeStatistics = "see_statistics",
        SeeLinks = "see_links",
        DecideLink = "decide_link",
        SearchAudit = "search_audit",
        ExportAudit = "export_audit",
    }
    /// What a key of the records system's interface may do. Each route of it asks for one.
    Scope {
        ReadRecords = "records:read",
        Acknowledge = "records:acknowledge",
    }
}

/// Whether a role may do this. Least privilege: an auditor changes nothing, a records clerk decides nothing.
#[must_use]
pub const fn may(role: Role, action: Action) -> bool {
    match action {
        Action::SeeQueue
        | Action::SearchReports
        | Action::ReadReport
        | Action::SeeCallbacks
        | Action::SeeStatistics
        | Action::SeeLinks => match role {
            Role::Reviewer | Role::Supervisor | Role::RecordsClerk | Role::Auditor => true,
            Role::Administrator => false,
        },
        Action::Decide | Action::CloseCallback | Action::DecideLink => match role {
            Role::Reviewer | Role::Supervisor => true,
            Role::RecordsClerk | Role::Administrator | Role::Auditor => false,
        },
        // To confirm an approval, to give one back, to take up again what was closed.
        Action::Supervise => match role {
            Role::Supervisor => true,
            Role::Reviewer | Role::RecordsClerk | Role::Administrator | Role::Auditor => false,
        },
        Action::SeeDeliveries => true,
        Action::SearchAudit | Action::ExportAudit => match role {
            Role::Administrator | Role::Auditor => true,
            Role::Reviewer | Role::Supervisor | Role::RecordsClerk => false,
        },
        Action::SendAgain => match role {
            Role::Supervisor | Role::RecordsClerk | Role::Administrator => true,
            Role::Reviewer | Role::Auditor => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Choice;

    #[test]
    fn an_auditor_changes_nothing() {
        for action in Action::ALL {
            let reads = matches!(
                action,
                Action::SeeQueue
                    | Action::SearchReports
                    | Action::ReadReport
                    | Action::SeeCallbacks
                    | Action::SeeDeliveries
                    | Action::SeeStatistics
                    | Action::SeeLinks
                    | Action::SearchAudit
                    | Action::ExportAudit
            );
            assert_eq!(may(Role::Auditor, *action), reads, "{action:?}");
        }
    }

    #[test]
    fn nobody_who_decides_reads_the_trail_of_decisions() {
        for role in Role::ALL {
            let reads = may(*role, Action::SearchAudit) || may(*role, Action::ExportAudit);
            assert!(!(reads && may(*role, Action::Decide)), "{role:?}");
        }
    }

    #[test]
    fn only_reviewers_and_supervisors_decide() {
        for role in Role::ALL {
            let decides = matches!(role, Role::Reviewer | Role::Supervisor);
            assert_eq!(may(*role, Action::Decide), decides, "{role:?}");
        }
    }
}
