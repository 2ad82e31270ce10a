//! Codes that have a second name in XML: type of loss, bias, relationship.
//!
//! Transcribed from the FBI's NIBRS 2019.1 code tables, a work of the United States Government; a test compares
//! every code with that file.

use super::xml_codes;

xml_codes! {
    /// Data element 14: type of property loss.
    Loss {
        NoLoss = "1", "None", "NONE";
        Burned = "2", "Burned", "BURNED";
        Counterfeited = "3", "Counterfeited/Forged", "COUNTERFEITED";
        Damaged = "4", "Destroyed/Damaged", "DESTROYED_DAMAGED_VANDALIZED";
        Recovered = "5", "Recovered", "RECOVERED";
        Seized = "6", "Seized", "SEIZED";
        Stolen = "7", "Stolen", "STOLEN";
        Unknown = "8", "Unknown", "UNKNOWN";
    }
    /// Data element 8A: bias motivation.
    Bias {
        AntiWhite = "11", "Anti-White", "ANTIWHITE";
        AntiBlack = "12", "Anti-Black or African American", "ANTIBLACK_AFRICAN AMERICAN";
        AntiNativeAmerican = "13", "Anti-American Indian or Alaskan Native", "ANTIAMERICAN INDIAN_ ALASKAN NATIVE";
        AntiAsian = "14", "Anti-Asian", "ANTIASIAN";
        AntiMultipleRacesGroup = "15", "Anti-Multiple Races, Group", "ANTIMULTIRACIAL GROUP";
        AntiPacificIslander = "16", "Anti-Native Hawaiian or Other Pacific Islander", "ANTINATIVEHAWAIIAN_OTHERPACIFICISLANDER";
        AntiJewish = "21", "Anti-Jewish", "ANTIJEWISH";
        AntiCatholic = "22", "Anti-Catholic", "ANTICATHOLIC";
        AntiProtestant = "23", "Anti-Protestant", "ANTIPROTESTANT";
        AntiIslamic = "24", "Anti-Islamic", "ANTIISLAMIC";
        AntiOtherReligion = "25", "Anti-Other Religion", "ANTIOTHER RELIGION";
        AntiMultipleReligionsGroup = "26", "Anti-Multiple Religions, Group", "ANTIMULTIRELIGIOUS GROUP";
        AntiAtheismAgnosticism = "27", "Anti-Atheism/Agnosticism", "ANTIATHEIST_AGNOSTIC";
        AntiMormon = "28", "Anti-Mormon", "ANTIMORMON";
        AntiJehovahsWitness = "29", "Anti-Jehovah's Witness", "ANTIJEHOVAHWITNESS";
        AntiArab = "31", "Anti-Arab", "ANTIARAB";
        AntiHispanicOrLatino = "32", "Anti-Hispanic or Latino", "ANTIHISPANIC_LATINO";
        AntiOtherEthnicity = "33", "Anti-Other Race, Ethnicity, Ancestry, or National Origin", "ANTIOTHER ETHNICITY_NATIONAL ORIGIN";
        AntiGay = "41", "Anti-Gay", "ANTIMALE HOMOSEXUAL";
        AntiLesbian = "42", "Anti-Lesbian", "ANTIFEMALE HOMOSEXUAL";
        AntiLgbt = "43", "Anti-Lesbian, Gay, Bisexual, or Transgender", "ANTIHOMOSEXUAL";
        AntiHeterosexual = "44", "Anti-Heterosexual", "ANTIHETEROSEXUAL";
        AntiBisexual = "45", "Anti-Bisexual", "ANTIBISEXUAL";
        AntiPhysicalDisability = "51", "Anti-Physical Disability", "ANTIPHYSICAL DISABILITY";
        AntiMentalDisability = "52", "Anti-Mental Disability", "ANTIMENTAL DISABILITY";
        AntiMale = "61", "Anti-Male", "ANTIMALE";
        AntiFemale = "62", "Anti-Female", "ANTIFEMALE";
        AntiTransgender = "71", "Anti-Transgender", "ANTITRANSGENDER";
        AntiGenderNonConforming = "72", "Anti-Gender Non-Conforming", "ANTIGENDER_NONCONFORMING";
        AntiEasternOrthodox = "81", "Anti-Eastern Orthodox", "ANTIEASTERNORTHODOX";
        AntiOtherChristian = "82", "Anti-Other Christian", "ANTIOTHER CHRISTIAN";
        AntiBuddhist = "83", "Anti-Buddhist", "ANTIBUDDHIST";
        AntiHindu = "84", "Anti-Hindu", "ANTIHINDU";
        AntiSikh = "85", "Anti-Sikh", "ANTISIKH";
        NoBias = "88", "None (no bias)", "NONE";
        Unknown = "99", "Unknown (offender's motivation not known)", "UNKNOWN";
    }
    /// Data element 35: what the victim is to the offender.
    Relation {
        Acquaintance = "AQ", "Victim Was Acquaintance", "Acquaintance";
        Babysittee = "BE", "Victim Was Babysittee", "Babysittee";
        Partner = "BG", "Victim Was Boyfriend/Girlfriend", "Boyfriend_Girlfriend";
        PartnersChild = "CF", "Victim Was Child of Boyfriend or Girlfriend", "Child of Boyfriend_Girlfriend";
        Child = "CH", "Victim Was Child", "Family Member_Child";
        CommonLawSpouse = "CS", "Victim Was Common-Law Spouse", "Family Member_Spouse_Common Law";
        Employee = "EE", "Victim was Employee", "Employee";
        Employer = "ER", "Victim was Employer", "Employer";
        Friend = "FR", "Victim Was Friend", "Friend";
        Grandchild = "GC", "Victim Was Grandchild", "Family Member_Grandchild";
        Grandparent = "GP", "Victim Was Grandparent", "Family Member_Grandparent";
        InLaw = "IL", "Victim Was In-law", "Family Member_In-Law";
        Neighbor = "NE", "Victim Was Neighbor", "Neighbor";
        OtherFamilyMember = "OF", "Victim Was Other Family Member", "Family Member";
        OtherwiseKnown = "OK", "Victim was Otherwise Known", "NonFamily_Otherwise Known";
        Parent = "PA", "Victim Was Parent", "Family Member_Parent";
        Unknown = "RU", "Relationship Unknown", "Relationship Unknown";
        Sibling = "SB", "Victim Was Sibling", "Family Member_Sibling";
        Stepchild = "SC", "Victim Was Stepchild", "Family Member_Stepchild";
        Spouse = "SE", "Victim Was Spouse", "Family Member_Spouse";
        Stepparent = "SP", "Victim Was Stepparent", "Family Member_Stepparent";
        Stepsibling = "SS", "Victim Was Stepsibling", "Family Member_Stepsibling";
        Stranger = "ST", "Victim Was Stranger", "Stranger";
        Offender = "VO", "Victim Was Offender", "Victim Was Offender";
        ExPartner = "XR", "Victim Was Ex-Boyfriend/Ex-Girlfriend", "Ex_Relationship";
        ExSpouse = "XS", "Victim was Ex-Spouse", "Ex_Spouse";
    }
}
