package com.khaosbridge.sandbox.retail;

/** The invented names of people, a few of them hostile to whoever forgets to escape. */
record Names(String forename, String surname) {
  private static final String[] FIRST = {
    "Alice", "Amir", "Anna", "Arthur", "Beatrice", "Ben", "Carys", "Charlotte", "Daniel", "Diana",
    "Edward", "Eilidh", "Ella", "Farah", "Finlay", "Freya", "George", "Grace", "Hannah", "Harry",
    "Imogen", "Isaac", "Jack", "Jasmine", "Kieran", "Laura", "Liam", "Maisie", "Mohammed", "Niamh",
    "Oliver", "Priya", "Rhys", "Rosie", "Samuel", "Sophie", "Thomas", "Victoria", "William", "Zoë"
  };
  private static final String[] LAST = {
    "Ahmed",
    "Allen",
    "Bailey",
    "Baker",
    "Begum",
    "Brown",
    "Campbell",
    "Carter",
    "Chapman",
    "Clarke",
    "Cooper",
    "Davies",
    "Edwards",
    "Evans",
    "Fletcher",
    "Fraser",
    "Green",
    "Griffiths",
    "Hall",
    "Harris",
    "Hughes",
    "Jackson",
    "Jones",
    "Kaur",
    "Kelly",
    "Khan",
    "King",
    "Lee",
    "Lewis",
    "MacDonald",
    "Marshall",
    "Mason",
    "Mitchell",
    "Moore",
    "Morgan",
    "Murphy",
    "O'Neill",
    "Palmer",
    "Parker",
    "Patel",
    "Price",
    "Reid",
    "Roberts",
    "Robinson",
    "Scott",
    "Shah",
    "Singh",
    "Smith",
    "Stewart",
    "Taylor",
    "Thompson",
    "Turner",
    "Walker",
    "Ward",
    "Watson",
    "White",
    "Williams",
    "Wilson",
    "Wood",
    "Young"
  };
  private static final double ODD_SHARE = 0.01;
  private static final String[][] ODD = {
    {"Jo \"JJ\"", "O'Brien & 'Sons'"},
    {"<script>alert(1)</script>", "</CONTACT><!--"},
    {"\u0645\u062D\u0645\u062F", "\u202E\u05DB\u05D4\u05DF"},
    {"\uD83D\uDE80 Rocket", "\uD842\uDFB7\u91CE\u5BB6"},
    {"M" + "a".repeat(99), "X" + "y".repeat(99)}
  };

  static Names of(String customer, Invention invention) {
    double odd = invention.u("odd", customer);
    if (odd < ODD_SHARE) {
      String[] pair = ODD[Math.min((int) (odd / ODD_SHARE * ODD.length), ODD.length - 1)];
      return new Names(pair[0], pair[1]);
    }
    return new Names(
        FIRST[invention.choice("first", customer, FIRST.length)],
        LAST[invention.choice("last", customer, LAST.length)]);
  }
}
