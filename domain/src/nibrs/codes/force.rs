//! Means, weapons, injuries and circumstances.
//!
//! Transcribed from the FBI's NIBRS 2019.1 code tables, a work of the United States Government; a test compares
//! every code with that file.

use super::codes;

codes! {
    /// Data element 8: what the offender is suspected of using.
    Using {
        Alcohol = "A", "Alcohol";
        Computer = "C", "Computer Equipment/Handheld Device";
        Drugs = "D", "Drugs or Narcotics";
        NotApplicable = "N", "Not Applicable";
    }
    /// Data element 11: method of entry.
    Entry {
        Force = "F", "Force";
        NoForce = "N", "No Force";
    }
    /// Data element 12: type of criminal activity or gang.
    Activity {
        SimpleGrossNeglect = "A", "Simple/Gross Neglect";
        Buying = "B", "Buying/Receiving";
        Making = "C", "Cultivating/Manufacturing/Publishing";
        Selling = "D", "Distributing/Selling";
        ExploitingChildren = "E", "Exploiting Children";
        OrganizedAbuse = "F", "Organized Abuse";
        OtherGang = "G", "Other Gang";
        IntentionalAbuseAndTorture = "I", "Intentional Abuse and Torture";
        JuvenileGang = "J", "Juvenile Gang";
        NoneOrUnknown = "N", "None/Unknown";
        Operating = "O", "Operating/Promoting/Assisting";
        Possessing = "P", "Possessing/Concealing";
        AnimalSexualAbuse = "S", "Animal Sexual Abuse";
        Transporting = "T", "Transporting/Transmitting/Importing";
        UsingConsuming = "U", "Using/Consuming";
    }
    /// Data element 13: type of weapon or force.
    Weapon {
        Firearm = "11", "Firearm (type not stated)";
        AutomaticFirearm = "11A", "Automatic Firearm (type not stated)";
        Handgun = "12", "Handgun";
        AutomaticHandgun = "12A", "Automatic Handgun";
        Rifle = "13", "Rifle";
        AutomaticRifle = "13A", "Automatic Rifle";
        Shotgun = "14", "Shotgun";
        AutomaticShotgun = "14A", "Automatic Shotgun";
        OtherFirearm = "15", "Other Firearm";
        OtherAutomaticFirearm = "15A", "Other Automatic Firearm";
        LethalCuttingInstrument = "20", "Lethal Cutting Instrument";
        Club = "30", "Club/Blackjack/Brass Knuckles";
        Vehicle = "35", "Motor Vehicle/Vessel";
        PersonalWeapons = "40", "Personal Weapons";
        Poison = "50", "Poison";
        Explosives = "60", "Explosives";
        Fire = "65", "Fire/Incendiary Device";
        DrugsWeapon = "70", "Drugs/Narcotics/Sleeping Pills";
        Asphyxiation = "85", "Asphyxiation";
        Other = "90", "Other";
        Unknown = "95", "Unknown";
        NoWeapon = "99", "None";
    }
    /// Data element 46: what the arrestee was armed with.
    ArmedWith {
        Unarmed = "01", "Unarmed";
        Firearm = "11", "Firearm (type not stated)";
        AutomaticFirearm = "11A", "Automatic Firearm (type not stated)";
        Handgun = "12", "Handgun";
        AutomaticHandgun = "12A", "Automatic Handgun";
        Rifle = "13", "Rifle";
        AutomaticRifle = "13A", "Automatic Rifle";
        Shotgun = "14", "Shotgun";
        AutomaticShotgun = "14A", "Automatic Shotgun";
        OtherFirearm = "15", "Other Firearm";
        OtherAutomaticFirearm = "15A", "Other Automatic Firearm";
        LethalCuttingInstrument = "16", "Lethal Cutting Instrument";
        Club = "17", "Club/Blackjack/Brass Knuckles";
    }
    /// Data element 33: type of injury.
    Injury {
        ApparentBrokenBones = "B", "Apparent Broken Bones";
        PossibleInternalInjury = "I", "Possible Internal Injury";
        SevereLaceration = "L", "Severe Laceration";
        ApparentMinorInjury = "M", "Apparent Minor Injury";
        NoInjury = "N", "None";
        OtherMajorInjury = "O", "Other Major Injury";
        LossOfTeeth = "T", "Loss of Teeth";
        Unconsciousness = "U", "Unconsciousness";
    }
    /// Data element 31: circumstances of an aggravated assault or homicide.
    Circumstance {
        Argument = "01", "Argument";
        AssaultOnLawEnforcementOfficer = "02", "Assault on Law Enforcement Officer(s)";
        DrugDealing = "03", "Drug Dealing";
        Gangland = "04", "Gangland";
        JuvenileGang = "05", "Juvenile Gang";
        DomesticViolence = "06", "Domestic Violence";
        MercyKilling = "07", "Mercy Killing";
        OtherFelonyInvolved = "08", "Other Felony Involved";
        OtherCircumstances = "09", "Other Circumstances";
        UnknownCircumstances = "10", "Unknown Circumstances";
        CriminalKilledByPrivateCitizen = "20", "Criminal Killed by Private Citizen";
        CriminalKilledByPoliceOfficer = "21", "Criminal Killed by Police Officer";
        ChildPlayingWithWeapon = "30", "Child Playing With Weapon";
        GunCleaningAccident = "31", "Gun-Cleaning Accident";
        HuntingAccident = "32", "Hunting Accident";
        OtherNegligentWeaponHandling = "33", "Other Negligent Weapon Handling";
        OtherNegligentKillings = "34", "Other Negligent Killings";
    }
    /// Data element 32: circumstances of a justifiable homicide.
    Justification {
        AttackedOfficerWhoKilled = "A", "Criminal Attacked Police Officer and That Officer Killed Criminal";
        AttackedOfficerKilledByAnother = "B", "Criminal Attacked Police Officer and Criminal Killed by Another Police Officer";
        CriminalAttackedACivilian = "C", "Criminal Attacked a Civilian";
        CriminalAttemptedFlightFromACrime = "D", "Criminal Attempted Flight From a Crime";
        CriminalKilledInCommissionOfACrime = "E", "Criminal Killed in Commission of a Crime";
        CriminalResistedArrest = "F", "Criminal Resisted Arrest";
        UnableToDetermine = "G", "Unable to Determine";
    }
}
