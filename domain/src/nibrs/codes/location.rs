//! Data element 9: kinds of place.
//!
//! Transcribed from the FBI's NIBRS 2019.1 code tables, a work of the United States Government; a test compares
//! every code with that file.

use super::codes;

codes! {
    /// Data element 9: location type.
    Location {
        Terminal = "01", "Air/Bus/Train Terminal";
        Bank = "02", "Bank/Savings and Loan";
        Bar = "03", "Bar/Nightclub";
        PlaceOfWorship = "04", "Church/Synagogue/Temple/Mosque";
        Office = "05", "Commercial/Office Building";
        ConstructionSite = "06", "Construction Site";
        ConvenienceStore = "07", "Convenience Store";
        DepartmentStore = "08", "Department/Discount Store";
        DrugStoreOrHospital = "09", "Drug Store/Doctor's Office/Hospital";
        FieldOrWoods = "10", "Field/Woods";
        GovernmentBuilding = "11", "Government/Public Building";
        Grocery = "12", "Grocery/Supermarket";
        Street = "13", "Highway/Road/Alley/Street/Sidewalk";
        Hotel = "14", "Hotel/Motel/Etc.";
        Jail = "15", "Jail/Prison/Penitentiary/Corrections Facility";
        WaterwayOrBeach = "16", "Lake/Waterway/Beach";
        LiquorStore = "17", "Liquor Store";
        ParkingLot = "18", "Parking/Drop Lot/Garage";
        RentalStorageFacility = "19", "Rental Storage Facility";
        Residence = "20", "Residence/Home";
        Restaurant = "21", "Restaurant";
        School = "22", "School/College";
        GasStation = "23", "Service/Gas Station";
        SpecialtyStore = "24", "Specialty Store";
        Other = "25", "Other/Unknown";
        AbandonedStructure = "37", "Abandoned/Condemned Structure";
        AmusementPark = "38", "Amusement Park";
        Arena = "39", "Arena/Stadium/Fairgrounds/Coliseum";
        Atm = "40", "ATM Separate from Bank";
        AutoDealership = "41", "Auto Dealership New/Used";
        Camp = "42", "Camp/Campground";
        DaycareFacility = "44", "Daycare Facility";
        Dock = "45", "Dock/Wharf/Freight/Modal Terminal";
        FarmFacility = "46", "Farm Facility";
        Casino = "47", "Gambling Facility/Casino/Race Track";
        IndustrialSite = "48", "Industrial Site";
        MilitaryInstallation = "49", "Military Installation";
        Park = "50", "Park/Playground";
        RestArea = "51", "Rest Area";
        College = "52", "School - College/University";
        ElementaryOrSecondarySchool = "53", "School - Elementary/Secondary";
        Shelter = "54", "Shelter - Mission/Homeless";
        ShoppingMall = "55", "Shopping Mall";
        TribalLands = "56", "Tribal Lands";
        CommunityCenter = "57", "Community Center";
        Cyberspace = "58", "Cyberspace";
    }
}
