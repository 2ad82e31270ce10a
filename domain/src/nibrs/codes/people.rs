//! Victims, offenders, arrestees.
//!
//! Transcribed from the FBI's NIBRS 2019.1 code tables, a work of the United States Government; a test compares
//! every code with that file.

use super::codes;

codes! {
    /// Data element 4: how a case was cleared without an arrest.
    Clearance {
        DeathOfOffender = "A", "Death of Offender";
        ProsecutionDeclined = "B", "Prosecution Declined";
        InCustodyOtherJurisdiction = "C", "In Custody - Other Jurisdiction";
        VictimRefusedToCooperate = "D", "Victim Refused to Cooperate";
        JuvenileNoCustody = "E", "Juvenile/No Custody";
    }
    /// Data element 25: type of victim.
    VictimType {
        Business = "B", "Business";
        Financial = "F", "Financial Institution";
        Government = "G", "Government";
        Individual = "I", "Individual";
        Officer = "L", "Law Enforcement Officer";
        Other = "O", "Other";
        Religious = "R", "Religious Organization";
        Society = "S", "Society/Public";
        Unknown = "U", "Unknown";
    }
    /// Data elements 27, 38 and 48: sex.
    Sex {
        Female = "F", "Female";
        Male = "M", "Male";
        Unknown = "U", "Unknown";
    }
    /// Data elements 28, 39 and 49: race.
    Race {
        Asian = "A", "Asian";
        Black = "B", "Black or African American";
        NativeAmerican = "I", "American Indian or Alaska Native";
        PacificIslander = "P", "Native Hawaiian or Other Pacific Islander";
        Unknown = "U", "Unknown";
        White = "W", "White";
    }
    /// Data elements 29, 39A and 50: ethnicity.
    Ethnicity {
        Hispanic = "H", "Hispanic or Latino";
        NotHispanic = "N", "Not Hispanic or Latino";
        Unknown = "U", "Unknown";
    }
    /// Data elements 30 and 51: resident status.
    Resident {
        Nonresident = "N", "Nonresident";
        Resident = "R", "Resident";
        Unknown = "U", "Unknown";
    }
    /// Data element 25A: what the officer was doing.
    OfficerActivity {
        Disturbance = "01", "Responding to Disturbance Call";
        Burglaries = "02", "Burglaries in Progress or Pursuing Burglary Suspects";
        Robberies = "03", "Robberies in Progress or Pursuing Robbery Suspects";
        AttemptingOtherArrests = "04", "Attempting Other Arrests";
        CivilDisorder = "05", "Civil Disorder";
        Prisoners = "06", "Handling, Transporting, Custody of Prisoners";
        SuspiciousPersons = "07", "Investigating Suspicious Persons or Circumstances";
        Ambush = "08", "Ambush";
        MentalIllness = "09", "Handling Persons with Mental Illness";
        Traffic = "10", "Traffic Pursuits and Stops";
        AllOther = "11", "All Other";
    }
    /// Data element 25B: how the officer was assigned.
    OfficerAssignment {
        TwoOfficerVehicle = "F", "Two-Officer Vehicle";
        OneOfficerAlone = "G", "One-Officer Vehicle (Alone)";
        OneOfficerAssisted = "H", "One-Officer Vehicle (Assisted)";
        DetectiveAlone = "I", "Detective or Special Assignment (Alone)";
        DetectiveAssisted = "J", "Detective or Special Assignment (Assisted)";
        OtherAlone = "K", "Other (Alone)";
        OtherAssisted = "L", "Other (Assisted)";
    }
    /// Data element 43: type of arrest.
    ArrestType {
        OnViewArrest = "O", "On-View Arrest";
        SummonedCited = "S", "Summoned/Cited";
        TakenIntoCustody = "T", "Taken Into Custody";
    }
    /// Data element 44: how often the arrestee counts.
    ArresteeCount {
        CountArrestee = "C", "Count Arrestee";
        Multiple = "M", "Multiple";
        NotApplicable = "N", "Not Applicable";
    }
    /// Data element 52: disposition of an arrestee under 18.
    JuvenileDisposition {
        Handled = "H", "Handled Within Department";
        Referred = "R", "Referred to Other Authorities";
    }
}
