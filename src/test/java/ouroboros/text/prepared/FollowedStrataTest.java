package ouroboros.text.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ouroboros.text.Part;
import ouroboros.text.SpecFixtures;
import ouroboros.text.prepared.PreparedCorpus.Amounts;
import ouroboros.text.prepared.PreparedCorpus.PartEntry;
import ouroboros.text.prepared.PreparedCorpus.VocabularyEntry;

class FollowedStrataTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  private static PreparedCorpus corpus(int types, List<String> names, long... sentences) {
    List<PartEntry> parts = new ArrayList<>();
    for (Part part : Part.values()) {
      List<Amounts> amounts =
          IntStream.range(0, names.size())
              .mapToObj(s -> new Amounts(1, 1, part == Part.REAL ? sentences[s] : 9 - s, 1))
              .toList();
      parts.add(new PartEntry(part, 1, 1, 1, 1, 0, amounts, List.of()));
    }
    return new PreparedCorpus(
        PreparedCorpus.VERSION,
        "",
        1,
        "",
        SpecFixtures.of("x").spec(),
        List.of(),
        new VocabularyEntry("v", 1, "", types + 3, types),
        names,
        parts,
        List.of());
  }

  @Test
  void upToTheLimitEveryStratumIsItsOwnScope() {
    FollowedStrata all = FollowedStrata.of(corpus(10, NAMES, 1, 2, 3, 4), 4);
    assertThat(all.names()).isEqualTo(NAMES);
    assertThat(all.scopes()).containsExactly(0, 1, 2, 3);
    assertThat(all.followed()).isEqualTo(4);
  }

  @Test
  void theLargestInRealTextAreFollowedInTheirOrder() {
    FollowedStrata two = FollowedStrata.of(corpus(10, NAMES, 1, 7, 3, 7), 2);
    assertThat(two.names()).containsExactly("b", "d", "(others)");
    assertThat(two.scopes()).containsExactly(2, 0, 2, 1);
    assertThat(two.followed()).isEqualTo(2);
    assertThat(two.strata()).isEqualTo(4);
  }

  @Test
  void amongEqualsTheFirstAreFollowed() {
    assertThat(FollowedStrata.of(corpus(10, NAMES, 5, 5, 5, 5), 3).names())
        .containsExactly("a", "b", "c", "(others)");
  }

  @Test
  void oneStratumLessThanAllLeavesOneAmongTheOthers() {
    FollowedStrata three = FollowedStrata.of(corpus(10, NAMES, 4, 3, 2, 1), 3);
    assertThat(three.scopes()).containsExactly(0, 1, 2, 3);
    assertThat(three.followed()).isEqualTo(3);
  }

  @Test
  void aStratumMayHaveTheNameOfTheOthers() {
    List<String> names = List.of("(others)", "b", "c");
    assertThat(FollowedStrata.of(corpus(10, names, 3, 2, 1), 1).names())
        .containsExactly("(others)", "((others))");
  }

  /** 2^25 cells in all: a million types leave room for 33 strata. */
  @Test
  void manyTypesLowerTheLimit() {
    List<String> names = IntStream.range(0, 50).mapToObj(s -> "s" + s).toList();
    long[] sentences = IntStream.range(0, 50).mapToLong(s -> 50 - s).toArray();
    assertThat(FollowedStrata.of(corpus(1_000_000, names, sentences), 100).followed())
        .isEqualTo(33);
    assertThat(FollowedStrata.of(corpus(100_000, names, sentences), 100).followed()).isEqualTo(50);
  }
}
