package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Into whom customers went who were merged more than once, as far as anything says so clearly. */
final class MergeChains {
  private final Map<String, String> next = new HashMap<>();

  /** As the ledger has them now. */
  MergeChains(LedgerDatabase database, String source) {
    database
        .sql()
        .sql(
            """
            select m.loser, coalesce(m.survivor, min(e.survivor)) as survivor
            from customer_merge m
            left join merge_evidence e on e.source = m.source and e.loser = m.loser
              and e.piece = 'AUDIT'
            where m.source = ?
            group by m.loser, m.survivor
            having m.survivor is not null or count(*) = 1 and min(e.survivor) is not null
            """)
        .param(source)
        .query(
            row -> {
              next.put(row.getString("loser"), row.getString("survivor"));
            });
  }

  /** The last whom a customer went into; the one that is named, if the chain comes back to it. */
  String end(String loser, String survivor) {
    Set<String> passed = new HashSet<>(Set.of(loser));
    String end = survivor;
    while (next.containsKey(end)) {
      if (!passed.add(end)) {
        return survivor;
      }
      end = next.get(end);
    }
    return passed.contains(end) ? survivor : end;
  }
}
