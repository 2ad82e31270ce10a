// What the residents of the tests answer: one table per kind of report, by field key. A page is filled with
// whatever of it the page asks, so a test knows questions and not pages.
export type Answer = string | readonly string[];
export type Answers = Readonly<Record<string, Answer>>;

export interface Story {
  readonly answers: Answers;
  /** Entries of the repeated groups, by the step's id. A group without entries is left empty. */
  readonly groups: Readonly<Record<string, readonly Answers[]>>;
}

export const KINDS = [
  "lost_property",
  "vehicle_burglary",
  "vandalism",
  "damage_to_vehicle",
  "identity_theft",
  "harassing_calls",
] as const;
export type Kind = (typeof KINDS)[number];

/** Stands in every narrative, and may stand in no receipt and no log. */
export const CANARY = "Zebrafinch-4711";

/** A day in the past as an American writes it, in the department's own time zone. */
export function daysAgo(days: number): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York" });
  return parts.format(new Date(Date.now() - days * 86_400_000));
}

const screening: Answers = {
  emergency: "no",
  area: "in_town",
  suspect: "no",
  weapon: "no",
  signs: ["none"],
};

const place: Answers = {
  place_address: "110 Myrtle Avenue",
  place_kind: "parking_lot",
  from_day: daysAgo(3),
  from_time: "6:30 PM",
  to_day: daysAgo(2),
  to_time: "7:15 AM",
  how_discovered: "I came back in the morning.",
};

function filer(email: string): Answers {
  return {
    role: "victim",
    first_name: "Zoë",
    last_name: "O’Hara-Müller",
    born: "7/4/1980",
    email,
    phone: "203 555 0142",
    best_time: "evening",
    channel: "email",
    language: "en",
    home_street: "12 Imperial Avenue, Apt. 3",
    home_city: "Westport",
    home_state: "Connecticut",
    home_zip: "06880",
    sex: "female",
    race: "unknown",
    ethnicity: "unknown",
  };
}

const vehicle: Answers = {
  plate: "AB 12345",
  plate_state: "Connecticut",
  plate_type: "passenger",
  vehicle_make: "Toyota",
  vehicle_model: "RAV4",
  vehicle_color: "Silver",
  vehicle_year: "2021",
  vehicle_style: "suv",
  vin: "1M8GDM9AXKP042788",
  vehicle_insurer: "Acme Mutual 77-1234",
};

const cameras: Answers = { cameras: "yes", camera_owner: "The bakery at number 112", camera_days: "14" };

const wallet: Answers = {
  item_category: "wallet",
  item_description: "Black leather wallet with a silver clip",
  item_color: "Black",
  item_value: "$120",
};
const telephone: Answers = {
  item_category: "phone",
  item_description: "Cell phone in a green case",
  item_quantity: "1",
  item_brand: "Acme",
  item_model: "Eight",
  item_serial: "SN-99-0001",
  item_imei: "490154203237518",
  item_value: "1,099.50",
};
const witness: Answers = {
  witness_name: "Pat Lee",
  witness_contact: "203 555 0177",
  witness_saw: "A person with a flashlight near the cars.",
};

const own: Record<Kind, Story> = {
  lost_property: {
    answers: {
      how_noticed: "I reached for my bag at the station and it was not there.",
      lost_documents: ["drivers_license", "bank_cards"],
      phone_carrier: "Acme Mobile",
      phone_locked: "yes",
    },
    groups: { items: [wallet, telephone] },
  },
  vehicle_burglary: {
    answers: {
      ...cameras,
      parked_where: "Second level of the garage",
      last_seen_day: daysAgo(3),
      last_seen_time: "9 PM",
      locked: "unsure",
      keys_inside: "no",
      way_in: "window",
      areas_entered: ["cabin", "glovebox"],
      entry_damage: "Rear side window broken",
      entry_damage_estimate: "$350",
      anything_taken: "yes",
      access_taken: ["registration", "garage_opener"],
      cards_used: "no",
    },
    groups: { vehicles: [vehicle], items: [telephone], witnesses: [witness] },
  },
  vandalism: {
    answers: {
      ...cameras,
      damage_method: ["paint", "broken"],
      damage_estimate: "$800",
      graffiti_text: "Two initials in red paint",
      earlier_incidents: "yes",
      earlier_what: "The mailbox, last spring.",
      material_left: "A spray can, not touched",
    },
    groups: {
      items: [{ item_category: "garden", item_description: "White picket fence, two panels", item_value: "$400" }],
      witnesses: [],
    },
  },
  damage_to_vehicle: {
    answers: {
      cameras: "unsure",
      unattended: "yes",
      damaged_areas: ["rear", "driver_side"],
      damage_description: "Long scratch and a dent in the left rear door",
      repair_estimate: "$800",
      believed_cause: "other_vehicle",
      debris_left: "White paint",
      note_left: "yes",
      note_text: "Sorry, call me.",
    },
    groups: { vehicles: [vehicle], witnesses: [] },
  },
  identity_theft: {
    answers: {
      lives_in_town: "yes",
      learned_how: "My bank called about a loan that I never took.",
      data_used: ["name", "social_security"],
      banks_told: "yes",
      bureaus_told: "yes",
      freeze: "both",
      ftc_number: "123456789",
    },
    groups: {
      accounts: [
        {
          institution: "First Acme Bank",
          account_type: "loan",
          misuse: "opened_new",
          account_last_four: "4321",
          misuse_first_day: daysAgo(40),
          misuse_last_day: daysAgo(30),
          misuse_amount: "$1,200",
          misuse_bought: "A television",
          misuse_delivered: "A parcel locker in another state",
        },
      ],
    },
  },
  harassing_calls: {
    answers: {
      call_area: "received_in_town",
      number_called: "203 555 0142",
      line_carrier: "Acme Mobile",
      calls_in_all: "12",
      calls_over: "week",
      threat_made: "no",
      believed_caller: "unknown",
      told_to_stop: "yes",
      call_trace: "no",
      recordings: "yes",
    },
    groups: {
      calls: [
        {
          call_day: daysAgo(4),
          call_time: "2:30 PM",
          number_shown: "blocked",
          call_form: "spoken",
          call_duration: "2 minutes",
          call_words: "Only breathing, then a laugh.",
          call_voice: "Deep, no accent",
        },
        { call_day: daysAgo(2), number_shown: "203 555 0199", call_form: "silence" },
      ],
    },
  },
};

/** A whole story of one kind; `changes` replace single answers. */
export function story(kind: Kind, email: string, changes: Answers = {}): Story {
  return {
    answers: {
      ...screening,
      kind,
      ...place,
      ...filer(email),
      ...own[kind].answers,
      narrative: `I parked in the evening, and in the morning I saw what had happened. ${CANARY}. “Nothing” else.`,
      ...changes,
    },
    groups: own[kind].groups,
  };
}
