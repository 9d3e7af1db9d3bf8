package ouroboros.text.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import ouroboros.text.PeriodValue;

class FollowedPeriodsTest {
  private static SortedMap<Long, Long> sentences(Object... periodThenMany) {
    TreeMap<Long, Long> sentences = new TreeMap<>();
    for (int i = 0; i < periodThenMany.length; i += 2) {
      long period = PeriodValue.of((String) periodThenMany[i]);
      sentences.put(PeriodValue.place(period), ((Integer) periodThenMany[i + 1]).longValue());
    }
    return sentences;
  }

  @Test
  void upToTheLimitEveryPeriodIsItsOwnScope() {
    FollowedPeriods periods = FollowedPeriods.of(sentences("1791", 5, "1900", 900, "2021", 1), 3);
    assertThat(periods.names()).containsExactly("1791", "1900", "2021");
    assertThat(periods.scope(1791)).isZero();
    assertThat(periods.scope(1900)).isEqualTo(1);
    assertThat(periods.scope(2021)).isEqualTo(2);
  }

  @Test
  void aboveTheLimitNeighboursAreJoinedToAboutEqualParts() {
    FollowedPeriods periods =
        FollowedPeriods.of(
            sentences("1", 10, "2", 10, "3", 10, "4", 10, "5", 60, "6", 10, "7", 10), 2);
    assertThat(periods.names()).containsExactly("1..5", "6..7");
    assertThat(periods.scope(1)).isZero();
    assertThat(periods.scope(5)).isZero();
    assertThat(periods.scope(6)).isEqualTo(1);
    assertThat(periods.scope(7)).isEqualTo(1);
  }

  @Test
  void neverMoreThanTheLimit() {
    TreeMap<Long, Long> sentences = new TreeMap<>();
    for (int year = 1; year <= 1000; year++) {
      sentences.put(PeriodValue.place(year), (long) (year % 7 + 1));
    }
    for (int most : new int[] {1, 2, 99, 100, 999}) {
      assertThat(FollowedPeriods.of(sentences, most).names()).hasSizeBetween(most / 2 + 1, most);
    }
  }

  @Test
  void textWithoutAPeriodIsInNoScope() {
    TreeMap<Long, Long> sentences = new TreeMap<>(sentences("1999", 3, "1999-05", 2));
    sentences.put(PeriodValue.place(PeriodValue.UNKNOWN), 7L);
    FollowedPeriods periods = FollowedPeriods.of(sentences, 10);
    assertThat(periods.names()).containsExactly("1999", "1999-05");
    assertThat(periods.scope(PeriodValue.UNKNOWN)).isEqualTo(FollowedPeriods.NONE);
    assertThat(FollowedPeriods.of(new TreeMap<>(), 10).names()).isEmpty();
  }
}
