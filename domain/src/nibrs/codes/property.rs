//! Data elements 14, 15 and 20 to 22: what was lost, and how.
//!
//! Transcribed from the FBI's NIBRS 2019.1 code tables, a work of the United States Government; a test compares
//! every code with that file.

use super::codes;

codes! {
    /// Data element 15: property description.
    PropertyCode {
        Aircraft = "01", "Aircraft";
        Alcohol = "02", "Alcohol";
        Automobile = "03", "Automobile";
        Bicycles = "04", "Bicycles";
        Buses = "05", "Buses";
        Clothes = "06", "Clothes/Furs";
        Computer = "07", "Computer Hardware/Software";
        Consumables = "08", "Consumable Goods";
        CreditCards = "09", "Credit/Debit Cards";
        Drugs = "10", "Drugs/Narcotics";
        DrugEquipment = "11", "Drug/Narcotic Equipment";
        FarmEquipment = "12", "Farm Equipment";
        Firearms = "13", "Firearms";
        GamblingEquipment = "14", "Gambling Equipment";
        HeavyEquipment = "15", "Heavy Construction/Industrial Equipment";
        HouseholdGoods = "16", "Household Goods";
        Jewelry = "17", "Jewelry/Precious Metals/Gems";
        Livestock = "18", "Livestock";
        Merchandise = "19", "Merchandise";
        Money = "20", "Money";
        NegotiableInstruments = "21", "Negotiable Instruments";
        NonnegotiableInstruments = "22", "Nonnegotiable Instruments";
        OfficeTypeEquipment = "23", "Office-Type Equipment";
        OtherMotorVehicle = "24", "Other Motor Vehicles";
        Purse = "25", "Purses/Handbags/Wallets";
        RadioTv = "26", "Radio/TV/VCR/DVD Players";
        Recordings = "27", "Recordings - audio/visual";
        RecreationalVehicle = "28", "Recreational Vehicles";
        SingleDwelling = "29", "Structures - single occupancy dwellings";
        OtherDwelling = "30", "Structures - other dwellings";
        CommercialStructure = "31", "Structures - other commercial/business";
        IndustrialStructure = "32", "Structures - industrial/manufacturing";
        PublicStructure = "33", "Structures - public/community";
        StorageStructure = "34", "Structures - storage";
        OtherStructure = "35", "Structures - other";
        Tools = "36", "Tools";
        Truck = "37", "Trucks";
        VehicleParts = "38", "Vehicle Parts/Accessories";
        Watercraft = "39", "Watercraft";
        AircraftParts = "41", "Aircraft Parts/Accessories";
        ArtisticSupplies = "42", "Artistic Supplies/Accessories";
        BuildingMaterials = "43", "building materials";
        CampingEquipment = "44", "Camping/Hunting/Fishing Equipment/Supplies";
        Chemicals = "45", "Chemicals";
        Collections = "46", "Collections/Collectibles";
        Crops = "47", "Crops";
        Documents = "48", "Documents/Personal or Business";
        Explosives = "49", "Explosives";
        FirearmAccessories = "59", "Firearm Accessories";
        Fuel = "64", "Fuel";
        IdentityDocuments = "65", "Identity Documents";
        IdentityIntangible = "66", "Identity - Intangible";
        LawEnforcementEquipment = "67", "Law Enforcement Equipment";
        GardenEquipment = "68", "Lawn/Yard/Garden Equipment";
        LoggingEquipment = "69", "Logging Equipment";
        MedicalEquipment = "70", "Medical/Medical Lab Equipment";
        Metals = "71", "Metals, Non-Precious";
        MusicalInstruments = "72", "Musical Instruments";
        Pets = "73", "Pets";
        Photographic = "74", "Photographic/Optical Equipment";
        PortableCommunications = "75", "Portable Electronic Communications";
        SportsEquipment = "76", "Recreational/Sports Equipment";
        Other = "77", "Other";
        Trailer = "78", "Trailers";
        WatercraftEquipment = "79", "Watercraft Equipment/Parts/Accessories";
        OtherWeapons = "80", "Weapons - Other";
        PendingInventory = "88", "Pending Inventory";
    }
    /// Data element 20: suspected drug type.
    DrugType {
        CrackCocaine = "A", "Crack Cocaine";
        Cocaine = "B", "Cocaine (All forms except Crack)";
        Hashish = "C", "Hashish";
        Heroin = "D", "Heroin";
        Marijuana = "E", "Marijuana";
        Morphine = "F", "Morphine";
        Opium = "G", "Opium";
        OtherNarcotics = "H", "Other Narcotics";
        Lsd = "I", "LSD";
        Pcp = "J", "PCP";
        OtherHallucinogens = "K", "Other Hallucinogens";
        Amphetamines = "L", "Amphetamines/Methamphetamines";
        OtherStimulants = "M", "Other Stimulants";
        Barbiturates = "N", "Barbiturates";
        OtherDepressants = "O", "Other Depressants";
        OtherDrugs = "P", "Other Drugs";
        UnknownDrugType = "U", "Unknown Drug Type";
        Over3DrugTypes = "X", "Over 3 Drug Types";
    }
    /// Data element 22: type of drug measurement.
    DrugMeasure {
        DosageUnitsItems = "DU", "Dosage Units/Items";
        FluidOunce = "FO", "Fluid Ounce";
        Gallon = "GL", "Gallon";
        Gram = "GM", "Gram";
        Kilogram = "KG", "Kilogram";
        Pound = "LB", "Pound";
        Liter = "LT", "Liter";
        Milliliter = "ML", "Milliliter";
        NumberOfPlants = "NP", "Number of Plants";
        Ounce = "OZ", "Ounce";
        NotReported = "XX", "Not Reported";
    }
}
