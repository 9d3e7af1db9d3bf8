package ouroboros.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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

  private static JavaSparkContext spark() {
    Runs.session("local[2]", Map.of());
    return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate());
  }

  private static List<String> threads(int tasks) {
    List<Integer> inputs = IntStream.range(0, tasks).boxed().toList();
    return Jobs.each(spark(), inputs, i -> Thread.currentThread().getName());
  }

  @Test
  void aLoneTaskIsDoneByTheThreadThatAsks() {
    String own = Thread.currentThread().getName();
    assertThat(threads(1)).containsExactly(own);
    assertThat(threads(2)).hasSize(2).doesNotContain(own);
    assertThat(Jobs.eachSmall(spark(), List.of(1), i -> Thread.currentThread().getName()))
        .containsExactly(own);
  }

  /** When a lineage fails, the others are interrupted; they must not go on without Spark. */
  @Test
  void anInterruptedThreadDoesNoMoreWork() {
    JavaSparkContext spark = spark();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> Jobs.each(spark, List.of(1), i -> i))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void benchmarksCountTheWorkOfSuchATask() {
    JavaSparkContext spark = spark();
    try (JobTotals totals = JobTotals.listen(spark.sc())) {
      long sum =
          Jobs.each(spark, List.of(1L), from -> LongStream.range(from, 100_000_000).sum()).get(0);
      JobTotals.Sums sums = totals.inTheLast(10);
      assertThat(sum).isPositive();
      assertThat(sums.jobs()).isZero();
      assertThat(sums.tasks()).isEqualTo(1);
      assertThat(sums.cpuSeconds()).isPositive();
    }
  }

  /** Each task reads what its work refers to, so a table of all files would be read each time. */
  @Test
  void manyTasksDoNotCarryATable() {
    JavaSparkContext spark = spark();
    CountTable large = table(20_000);
    Jobs.Given<CountTable> carried = Jobs.given(spark, 2, large);
    Jobs.Given<CountTable> sent = Jobs.given(spark, 20_000, large);
    // The hash of a file alone has 32 bytes.
    assertThat(Packed.of(carried).length).isGreaterThan(32 * 20_000);
    assertThat(Packed.of(sent).length).isLessThan(10_000);
    List<Integer> files =
        Jobs.each(spark, List.of(3, 19_999), i -> (int) sent.get().ranges().get(i).bytes());
    assertThat(files).containsExactly(3, 19_999);
    assertThat(sent.get()).isEqualTo(large).hasSameHashCodeAs(large);
  }
}
