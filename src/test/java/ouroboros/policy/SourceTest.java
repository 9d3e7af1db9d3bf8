package ouroboros.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceTest {
  /** The sealed text of a recipe and its random numbers are those of a run without authors. */
  @Test
  void theOnlyAuthorIsThatOfRunsWithOneModel() {
    for (int j : new int[] {1, 2, 10, 1_000_000}) {
      Source.Synthetic synthetic = new Source.Synthetic(j);
      assertThat(synthetic.author()).isZero();
      assertThat(synthetic).isEqualTo(new Source.Synthetic(0, j));
      assertThat(synthetic.word()).isEqualTo(j);
      assertThat(synthetic.salt()).isEqualTo(1 + j);
      assertThat(synthetic).hasToString("Synthetic[generation=" + j + "]");
    }
  }

  @Test
  void anotherAuthorHasOtherNumbers() {
    Source.Synthetic third = new Source.Synthetic(2, 5);
    assertThat(third.word()).isEqualTo((2L << 32) + 5);
    assertThat(third.salt()).isEqualTo((2L << 32) + 6);
    assertThat(third).hasToString("Synthetic[author=2, generation=5]");
    List<Source> sources =
        Stream.concat(
                Stream.of(new Source.Real(), new Source.Reserve(Policy.OrderBy.HASH)),
                IntStream.range(0, 20)
                    .boxed()
                    .flatMap(
                        author ->
                            IntStream.rangeClosed(1, 20)
                                .<Source>mapToObj(j -> new Source.Synthetic(author, j))))
            .toList();
    assertThat(sources).extracting(Source::salt).doesNotHaveDuplicates();
  }

  @Test
  void anAuthorIsPartOfWhatASourceIs() {
    assertThat(new Source.Synthetic(1, 5)).isNotEqualTo(new Source.Synthetic(5));
    assertThat(
            new Source.Synthetic(1, 5)
                .units(AvailableUnits.ofCorpus(9, 0, 7).and(1).and(2).and(3).and(4).and(5)))
        .isEqualTo(5);
  }
}
