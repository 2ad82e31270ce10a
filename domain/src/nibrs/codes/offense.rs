//! Offenses: Group A, which are submitted incident by incident, and Group B, which are submitted with an arrest only.
//!
//! Transcribed from the FBI's NIBRS 2019.1 code tables, a work of the United States Government; a test compares
//! every code with that file.

use super::codes;

codes! {
    /// Data element 6: a Group A offense.
    OffenseCode {
        Murder = "09A", "Murder & Nonnegligent Manslaughter";
        NegligentManslaughter = "09B", "Negligent Manslaughter";
        JustifiableHomicide = "09C", "Justifiable Homicide";
        Kidnapping = "100", "Kidnapping/Abduction";
        Rape = "11A", "Rape";
        Sodomy = "11B", "Sodomy";
        SexualAssaultWithAnObject = "11C", "Sexual Assault With An Object";
        Fondling = "11D", "Fondling";
        Robbery = "120", "Robbery";
        AggravatedAssault = "13A", "Aggravated Assault";
        SimpleAssault = "13B", "Simple Assault";
        Intimidation = "13C", "Intimidation";
        Arson = "200", "Arson";
        Extortion = "210", "Extortion/Blackmail";
        Burglary = "220", "Burglary/Breaking & Entering";
        PocketPicking = "23A", "Pocket-picking";
        PurseSnatching = "23B", "Purse-snatching";
        Shoplifting = "23C", "Shoplifting";
        TheftFromBuilding = "23D", "Theft From Building";
        TheftFromCoinOperatedMachine = "23E", "Theft From Coin-Operated Machine or Device";
        TheftFromMotorVehicle = "23F", "Theft From Motor Vehicle";
        TheftOfMotorVehicleParts = "23G", "Theft of Motor Vehicle Parts or Accessories";
        AllOtherLarceny = "23H", "All Other Larceny";
        MotorVehicleTheft = "240", "Motor Vehicle Theft";
        Counterfeiting = "250", "Counterfeiting/Forgery";
        FalsePretenses = "26A", "False Pretenses/Swindle/Confidence Game";
        CreditCardFraud = "26B", "Credit Card/Automated Teller Machine Fraud";
        Impersonation = "26C", "Impersonation";
        WelfareFraud = "26D", "Welfare Fraud";
        WireFraud = "26E", "Wire Fraud";
        IdentityTheft = "26F", "Identity Theft";
        Hacking = "26G", "Hacking/Computer Invasion";
        Embezzlement = "270", "Embezzlement";
        StolenPropertyOffenses = "280", "Stolen Offenses";
        Vandalism = "290", "Destruction/Damage/Vandalism of Property";
        DrugViolations = "35A", "Drug/Narcotic Violations";
        DrugEquipmentViolations = "35B", "Drug Equipment Violations";
        Incest = "36A", "Incest";
        StatutoryRape = "36B", "Statutory Rape";
        Pornography = "370", "Pornography/Obscene Material";
        Betting = "39A", "Betting/Wagering";
        PromotingGambling = "39B", "Operating/Promoting/Assisting Gambling";
        GamblingEquipmentViolation = "39C", "Gambling Equipment Violation";
        SportsTampering = "39D", "Sports Tampering";
        Prostitution = "40A", "Prostitution";
        PromotingProstitution = "40B", "Assisting or Promoting Prostitution";
        PurchasingProstitution = "40C", "Purchasing Prostitution";
        Bribery = "510", "Bribery";
        WeaponLawViolations = "520", "Weapon Law Violations";
        TraffickingCommercialSex = "64A", "Human Trafficking, Commercial Sex Acts";
        TraffickingServitude = "64B", "Human Trafficking, Involuntary Servitude";
        AnimalCruelty = "720", "Animal Cruelty";
    }
    /// A Group B offense: kept locally, and submitted with an arrest only.
    GroupB {
        BadChecks = "90A", "Bad Checks";
        Curfew = "90B", "Curfew/Loitering/Vagrancy Violations";
        DisorderlyConduct = "90C", "Disorderly Conduct";
        DrivingUnderTheInfluence = "90D", "Driving Under the Influence";
        Drunkenness = "90E", "Drunkenness";
        FamilyOffenses = "90F", "Family Offenses, Nonviolent";
        LiquorLawViolations = "90G", "Liquor Law Violations";
        PeepingTom = "90H", "Peeping Tom";
        Trespass = "90J", "Trespass of Real";
        AllOtherOffenses = "90Z", "All Other Offenses";
    }
}
