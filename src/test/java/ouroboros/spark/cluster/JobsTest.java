package ouroboros.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.spark.Runs;

@Tag("spark")
class JobsTest {
  private static CountTable table(int files) {
    return new CountTable(
        IntStream.range(0, files)
            .mapToObj(i -> new SealedFile("S-" + i, i, "0".repeat(56) + (10_000_000 + i)))
            .toList(),
        files,
        files,
        files,
        1);
  }

  /** Each task reads what its work refers to, so a table of all files would be read each time. */
  @Test
  void manyTasksDoNotCarryATable() {
    Runs.session("local[2]", Map.of());
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(SparkContext.getOrCreate());
    CountTable large = table(20_000);
    Jobs.Given<CountTable> carried = Jobs.given(spark, 2, large);
    Jobs.Given<CountTable> sent = Jobs.given(spark, 20_000, large);
    assertThat(Packed.of(carried).length).isGreaterThan(1_000_000);
    assertThat(Packed.of(sent).length).isLessThan(10_000);
    List<Integer> files =
        Jobs.each(spark, List.of(3, 19_999), i -> (int) sent.get().ranges().get(i).bytes());
    assertThat(files).containsExactly(3, 19_999);
    assertThat(sent.get()).isEqualTo(large).hasSameHashCodeAs(large);
  }
}
