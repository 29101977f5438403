package com.khaosbridge.activities.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedQueriesTest {

  @Test
  void eachQueryStandsBelowItsName() {
    NamedQueries queries =
        NamedQueries.parse(
            """
            -- What this file is about; it doesn't matter.
            -- name: one
            select 1 where :changedSince < now();
            --name:two
            select 2
             where :changedsince < now() order by 1; -- the end
            """);

    assertThat(queries.query("one"))
        .isEqualTo(new NamedQuery("one", "select 1 where ? < now()", 1, false));
    assertThat(queries.query("two").sql()).startsWith("select 2\n where ? < now() order by 1");
    assertThat(queries.query("two").ordered()).isTrue();
  }

  @Test
  void quotesCommentsAndCastsAreLeftAlone() {
    String sql =
        """
        select ':changedSince; it''s', ":changedSince" /* :changedSince; order by */, x::changedSince
        -- :changedSince; it's
          from t where a >= :changedSince and b >= :changedSince and c = :changedSinceThen""";

    NamedQuery query = NamedQueries.parse("-- name: q\n" + sql).query("q");

    assertThat(query.parameters()).isEqualTo(2);
    assertThat(query.ordered()).isFalse();
    assertThat(query.sql())
        .isEqualTo(
            sql.replace("a >= :changedSince", "a >= ?").replace("b >= :changedSince", "b >= ?"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1 where :changedSince < now(); delete from t",
        "select 1 where :changedSince < now();;",
        "select 1",
        "select 1 -- :changedSince",
        "-- nothing",
        "",
      })
  void aQueryIsOneStatementWithItsParameter(String sql) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedQueries.parse("-- name: q\n" + sql))
        .withMessageStartingWith("query q: ");
  }

  @Test
  void aNameComesOnce() {
    String query = "-- name: q\nselect :changedSince\n";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedQueries.parse(query + query))
        .withMessage("query q: comes twice in the file of queries. Remove one.");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedQueries.of(Path.of("no-such-file.sql")))
        .withMessageContaining("can't be read (NoSuchFileException)");
  }
}
