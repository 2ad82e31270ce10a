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
        SeeNumbers = "see_numbers",
        ExportNumbers = "export_numbers",
        SeeLinks = "see_links",
        DecideLink = "decide_link",
        SearchAudit = "search_audit",
        ExportAudit = "export_audit",
        SeeAccounts = "see_accounts",
        ManageAccounts = "manage_accounts",
        SeeSettings = "see_settings",
        ManageSettings = "manage_settings",
        WriteTexts = "write_texts",
        OwnAccount = "own_account",
        ChangeOwnFactors = "change_own_factors",
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
        // Counts and times over all reports: for whoever answers for the service. Nobody is in them, but who reviews and
        // who looks after accounts does not need them.
        Action::SeeNumbers | Action::ExportNumbers => match role {
            Role::Supervisor | Role::RecordsClerk | Role::Auditor => true,
            Role::Reviewer | Role::Administrator => false,
        },
        // To confirm an approval, to give one back, to take up again what was closed.
        Action::Supervise => match role {
            Role::Supervisor => true,
            Role::Reviewer | Role::RecordsClerk | Role::Administrator | Role::Auditor => false,
        },
        Action::SeeDeliveries | Action::OwnAccount | Action::ChangeOwnFactors => true,
        Action::SearchAudit | Action::ExportAudit | Action::SeeAccounts | Action::SeeSettings => {
            match role {
                Role::Administrator | Role::Auditor => true,
                Role::Reviewer | Role::Supervisor | Role::RecordsClerk => false,
            }
        }
        Action::ManageAccounts | Action::ManageSettings | Action::WriteTexts => match role {
            Role::Administrator => true,
            Role::Reviewer | Role::Supervisor | Role::RecordsClerk | Role::Auditor => false,
        },
        Action::SendAgain => match role {
            Role::Supervisor | Role::RecordsClerk | Role::Administrator => true,
            Role::Reviewer | Role::Auditor => false,
        },
    }
}

/// Whether it needs somebody who has just shown who they are, not only a session (FBI CJIS Security Policy IA-11):
/// accounts, what one signs in with, and what leaves the building.
#[must_use]
pub const fn is_privileged(action: Action) -> bool {
    match action {
        Action::SeeAccounts
        | Action::ManageAccounts
        | Action::ManageSettings
        | Action::ChangeOwnFactors
        | Action::ExportAudit => true,
        Action::SeeQueue
        | Action::SearchReports
        | Action::ReadReport
        | Action::Decide
        | Action::Supervise
        | Action::SeeLinks
        | Action::DecideLink
        | Action::SeeCallbacks
        | Action::CloseCallback
        | Action::SeeDeliveries
        | Action::SendAgain
        | Action::SeeStatistics
        | Action::SeeNumbers
        // Leaves the building as counts, in which nobody is.
        | Action::ExportNumbers
        | Action::SearchAudit
        | Action::SeeSettings
        // A long text that was typed is not lost to the question who one is.
        | Action::WriteTexts
        | Action::OwnAccount => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Choice;

    #[test]
    fn an_auditor_changes_nothing_but_what_they_sign_in_with() {
        for action in Action::ALL {
            let reads = matches!(
                action,
                Action::SeeQueue
                    | Action::SearchReports
                    | Action::ReadReport
                    | Action::SeeCallbacks
                    | Action::SeeDeliveries
                    | Action::SeeStatistics
                    | Action::SeeNumbers
                    | Action::ExportNumbers
                    | Action::SeeLinks
                    | Action::SearchAudit
                    | Action::ExportAudit
                    | Action::SeeAccounts
                    | Action::SeeSettings
                    | Action::OwnAccount
                    | Action::ChangeOwnFactors
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
    fn only_an_administrator_manages_accounts_and_nobody_who_decides_sees_them() {
        for role in Role::ALL {
            let manages = *role == Role::Administrator;
            assert_eq!(may(*role, Action::ManageAccounts), manages, "{role:?}");
            let both = may(*role, Action::SeeAccounts) && may(*role, Action::Decide);
            assert!(!both, "{role:?}");
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
