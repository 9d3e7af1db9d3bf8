package ouroboros.text.prepared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec.Split;
import ouroboros.text.Part;
import ouroboros.text.PeriodValue;
import ouroboros.text.block.DocumentHash;

class DocumentSplitTest {
  /**
   * Gold by Python: {@code u = sha256(name)[:8]}, {@code numpy.random.Philox(key=[seed, 0],
   * counter=numpy.array([0, u, 0, 5], dtype=numpy.uint64)).random_raw(2)}.
   */
  @ParameterizedTest
  @CsvSource({
    "42, sotu-1791-george-washington-n, 8551313749246442592, -2914076971686045834, GUARD,"
        + " 8483902732552636664",
    "42, ß-Straße, 4263010685686268888, -2661980516328884281, REAL, 8425021096388591757",
    "42, a.txt:0, -7858407806768958677, 4811194898047339405, REAL, -6790775375529401999",
    "7, sotu-1791-george-washington-n, 8551313749246442592, -2914076971686045834, TEST,"
        + " -5991115565487768970",
    "7, ß-Straße, 4263010685686268888, -2661980516328884281, REAL, -4282670488977963780",
    "7, a.txt:0, -7858407806768958677, 4811194898047339405, RESERVE, 8591284752992198929"
  })
  void equalsNumpy(long seed, String name, long unit, long share, Part part, long order) {
    DocumentHash hash = DocumentHash.of(name);
    DocumentSplit split = new DocumentSplit(seed, Split.DEFAULT);
    assertThat(hash).isEqualTo(new DocumentHash(unit, share));
    assertThat(split.part(hash)).isEqualTo(part);
    assertThat(split.order(hash)).isEqualTo(order);
  }

  /** 100,000 documents, seed 3: each bound is 5 sigma; false alarm below 1e-5. */
  @Test
  void partsHaveTheirShares() {
    DocumentSplit split = new DocumentSplit(3, Split.DEFAULT);
    int[] documents = new int[4];
    for (int i = 0; i < 100_000; i++) {
      documents[split.part(DocumentHash.of("document " + i)).code()]++;
    }
    assertThat(documents[0]).isBetween(59_225, 60_775);
    assertThat(documents[1]).isBetween(19_367, 20_633);
    assertThat(documents[2]).isBetween(9_525, 10_475);
    assertThat(documents[3]).isBetween(9_525, 10_475);
  }

  @Test
  void aPartWithoutAShareStaysEmpty() {
    DocumentSplit split = new DocumentSplit(3, new Split(0.5, 0.5, 0, 0));
    DocumentSplit all = new DocumentSplit(3, new Split(1, 0, 0, 0));
    for (int i = 0; i < 10_000; i++) {
      DocumentHash hash = DocumentHash.of("document " + i);
      assertThat(split.part(hash)).isIn(Part.REAL, Part.RESERVE);
      assertThat(all.part(hash)).isEqualTo(Part.REAL);
    }
  }

  /** Guard and test are those of the same split without a period. */
  @Test
  void upToAPeriodItIsRAndAfterItTheReserve() {
    DocumentSplit byHash = new DocumentSplit(3, new Split(0.5, 0.2, 0.1, 0.2));
    DocumentSplit until = new DocumentSplit(3, new Split(0.5, 0.2, 0.1, 0.2, 1899L));
    int[] documents = new int[4];
    for (int i = 0; i < 1_000; i++) {
      DocumentHash hash = DocumentHash.of("document " + i);
      long period = i % 10 == 0 ? PeriodValue.UNKNOWN : 1800 + i % 200;
      Part part = until.part(hash, period);
      documents[part.code()]++;
      assertThat(byHash.part(hash, period)).isEqualTo(byHash.part(hash));
      if (byHash.part(hash) == Part.GUARD || byHash.part(hash) == Part.TEST) {
        assertThat(part).isEqualTo(byHash.part(hash));
      } else {
        boolean isOld = i % 10 != 0 && period <= 1899;
        assertThat(part).isEqualTo(isOld ? Part.REAL : Part.RESERVE);
      }
    }
    assertThat(documents).doesNotContain(0);
    long month = PeriodValue.of("1899-05");
    for (int i = 0; i < 100; i++) {
      assertThat(until.part(DocumentHash.of("document " + i), month)).isNotEqualTo(Part.REAL);
    }
  }

  @Test
  void samplesAreNestedAndKnowNoSeed() {
    int inTenth = 0;
    for (int i = 0; i < 10_000; i++) {
      DocumentHash hash = DocumentHash.of("document " + i);
      assertThat(hash.sampled(1.0)).isTrue();
      if (hash.sampled(0.1)) {
        inTenth++;
        assertThat(hash.sampled(0.2)).isTrue();
      }
    }
    // 5 sigma about 1,000; false alarm below 1e-6.
    assertThat(inTenth).isBetween(850, 1_150);
  }

  @Test
  void sharesThatDoNotMakeOneAreRefused() {
    assertThatThrownBy(() -> new DocumentSplit(1, new Split(0.6, 0.2, 0.1, 0.2)))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("they must make 1");
    assertThatThrownBy(() -> new DocumentSplit(1, new Split(1.5, -0.5, 0, 0)))
        .hasMessageContaining("the share of real is 1.5; it must lie in [0, 1]");
  }
}
