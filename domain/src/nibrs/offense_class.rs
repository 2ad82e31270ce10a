//! What the edit rules group offenses by.

use super::codes::offense::OffenseCode;

/// Whom or what an offense is against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    Person,
    Property,
    Society,
    /// Justifiable homicide is no crime.
    NotACrime,
}

impl OffenseCode {
    /// NIBRS User Manual, "Offense lookup table".
    #[must_use]
    pub const fn against(self) -> Against {
        match self {
            Self::Murder
            | Self::NegligentManslaughter
            | Self::Kidnapping
            | Self::Rape
            | Self::Sodomy
            | Self::SexualAssaultWithAnObject
            | Self::Fondling
            | Self::AggravatedAssault
            | Self::SimpleAssault
            | Self::Intimidation
            | Self::Incest
            | Self::StatutoryRape
            | Self::TraffickingCommercialSex
            | Self::TraffickingServitude => Against::Person,
            Self::JustifiableHomicide => Against::NotACrime,
            Self::Robbery
            | Self::Arson
            | Self::Extortion
            | Self::Burglary
            | Self::PocketPicking
            | Self::PurseSnatching
            | Self::Shoplifting
            | Self::TheftFromBuilding
            | Self::TheftFromCoinOperatedMachine
            | Self::TheftFromMotorVehicle
            | Self::TheftOfMotorVehicleParts
            | Self::AllOtherLarceny
            | Self::MotorVehicleTheft
            | Self::Counterfeiting
            | Self::FalsePretenses
            | Self::CreditCardFraud
            | Self::Impersonation
            | Self::WelfareFraud
            | Self::WireFraud
            | Self::IdentityTheft
            | Self::Hacking
            | Self::Embezzlement
            | Self::StolenPropertyOffenses
            | Self::Vandalism
            | Self::Bribery => Against::Property,
            Self::DrugViolations
            | Self::DrugEquipmentViolations
            | Self::Pornography
            | Self::Betting
            | Self::PromotingGambling
            | Self::GamblingEquipmentViolation
            | Self::SportsTampering
            | Self::Prostitution
            | Self::PromotingProstitution
            | Self::PurchasingProstitution
            | Self::WeaponLawViolations
            | Self::AnimalCruelty => Against::Society,
        }
    }

    #[must_use]
    pub const fn is_gambling(self) -> bool {
        matches!(
            self,
            Self::Betting
                | Self::PromotingGambling
                | Self::GamblingEquipmentViolation
                | Self::SportsTampering
        )
    }

    #[must_use]
    pub const fn is_larceny(self) -> bool {
        matches!(
            self,
            Self::PocketPicking
                | Self::PurseSnatching
                | Self::Shoplifting
                | Self::TheftFromBuilding
                | Self::TheftFromCoinOperatedMachine
                | Self::TheftFromMotorVehicle
                | Self::TheftOfMotorVehicleParts
                | Self::AllOtherLarceny
        )
    }

    /// Whether it takes a property segment (rules 074 and 076).
    #[must_use]
    pub const fn needs_property(self) -> bool {
        matches!(self.against(), Against::Property)
            || self.is_gambling()
            || matches!(
                self,
                Self::Kidnapping | Self::DrugViolations | Self::DrugEquipmentViolations
            )
    }

    /// Whether data element 2A must say if it was cargo theft (rules 119 and 122; identity theft and hacking came
    /// with 2019).
    #[must_use]
    pub const fn asks_cargo_theft(self) -> bool {
        matches!(
            self,
            Self::Robbery
                | Self::Extortion
                | Self::Burglary
                | Self::TheftFromBuilding
                | Self::TheftFromMotorVehicle
                | Self::AllOtherLarceny
                | Self::MotorVehicleTheft
                | Self::FalsePretenses
                | Self::CreditCardFraud
                | Self::Impersonation
                | Self::WireFraud
                | Self::IdentityTheft
                | Self::Hacking
                | Self::Embezzlement
                | Self::Bribery
        )
    }

    /// Whether it can happen in cyberspace (rule 205).
    #[must_use]
    pub const fn in_cyberspace(self) -> bool {
        matches!(
            self,
            Self::Extortion
                | Self::Counterfeiting
                | Self::Embezzlement
                | Self::StolenPropertyOffenses
                | Self::Vandalism
                | Self::Pornography
                | Self::Bribery
                | Self::FalsePretenses
                | Self::CreditCardFraud
                | Self::Impersonation
                | Self::WelfareFraud
                | Self::WireFraud
                | Self::IdentityTheft
                | Self::Hacking
                | Self::Betting
                | Self::PromotingGambling
                | Self::GamblingEquipmentViolation
                | Self::Intimidation
                | Self::DrugViolations
                | Self::DrugEquipmentViolations
                | Self::WeaponLawViolations
                | Self::TraffickingCommercialSex
                | Self::TraffickingServitude
                | Self::Prostitution
                | Self::PromotingProstitution
                | Self::PurchasingProstitution
        )
    }

    /// Whether data element 13 must name the weapon or force (rules 221 and 222).
    #[must_use]
    pub const fn asks_weapon(self) -> bool {
        matches!(
            self,
            Self::Murder
                | Self::NegligentManslaughter
                | Self::JustifiableHomicide
                | Self::Kidnapping
                | Self::Rape
                | Self::Sodomy
                | Self::SexualAssaultWithAnObject
                | Self::Fondling
                | Self::Robbery
                | Self::AggravatedAssault
                | Self::SimpleAssault
                | Self::Extortion
                | Self::WeaponLawViolations
                | Self::TraffickingCommercialSex
                | Self::TraffickingServitude
        )
    }

    /// Whether data element 12 must name the criminal activity (rule 220).
    #[must_use]
    pub const fn asks_activity(self) -> bool {
        self.takes_criminal_activity() || matches!(self, Self::AnimalCruelty)
    }

    /// The first part of rule 219: buying, making, possessing and their like.
    #[must_use]
    pub const fn takes_criminal_activity(self) -> bool {
        matches!(
            self,
            Self::Counterfeiting
                | Self::StolenPropertyOffenses
                | Self::DrugViolations
                | Self::DrugEquipmentViolations
                | Self::GamblingEquipmentViolation
                | Self::Pornography
                | Self::WeaponLawViolations
        )
    }

    /// The second part of rule 219: whether a gang was involved.
    #[must_use]
    pub const fn takes_gang(self) -> bool {
        matches!(
            self,
            Self::Murder
                | Self::NegligentManslaughter
                | Self::Kidnapping
                | Self::Rape
                | Self::Sodomy
                | Self::SexualAssaultWithAnObject
                | Self::Fondling
                | Self::Robbery
                | Self::AggravatedAssault
                | Self::SimpleAssault
                | Self::Intimidation
        )
    }

    /// Whether data element 33 must say how the victim was injured (rules 401 and 419).
    #[must_use]
    pub const fn asks_injury(self) -> bool {
        matches!(
            self,
            Self::Kidnapping
                | Self::Rape
                | Self::Sodomy
                | Self::SexualAssaultWithAnObject
                | Self::Fondling
                | Self::Robbery
                | Self::AggravatedAssault
                | Self::SimpleAssault
                | Self::Extortion
                | Self::TraffickingCommercialSex
                | Self::TraffickingServitude
        )
    }

    /// Whether data element 31 must name the circumstances (rules 401 and 419).
    #[must_use]
    pub const fn asks_circumstance(self) -> bool {
        matches!(
            self,
            Self::Murder
                | Self::NegligentManslaughter
                | Self::JustifiableHomicide
                | Self::AggravatedAssault
        )
    }

    #[must_use]
    pub const fn is_homicide(self) -> bool {
        matches!(
            self,
            Self::Murder | Self::NegligentManslaughter | Self::JustifiableHomicide
        )
    }

    #[must_use]
    pub const fn is_assault(self) -> bool {
        matches!(
            self,
            Self::AggravatedAssault | Self::SimpleAssault | Self::Intimidation
        )
    }
}
