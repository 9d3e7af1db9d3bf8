package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.FileNotFoundException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.spark.cluster.Jobs;
import ouroboros.text.CorpusException;

/** The sentence that a task said, without what Spark says around it. */
@Tag("spark")
class TaskFailureTest {
  private static final String SAID = "sentence 168 passed 1000000 tokens";

  /** What a task throws. */
  private interface Kind extends Serializable {
    Throwable thrown();
  }

  private static String said(Throwable failure) {
    return TaskFailure.cause(failure).getMessage();
  }

  private static Throwable failing(Kind thrown) {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(Runs.session().spark().sparkContext());
    return catchThrowable(
        () ->
            Jobs.each(
                spark,
                List.of(1),
                one -> {
                  throw TaskFailureTest.<RuntimeException>sneaky(thrown.thrown());
                }));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void everyKindOfExceptionInATaskSpeaksForItself() {
    List<Kind> kinds =
        List.of(
            () -> new IllegalStateException(SAID),
            () -> new IllegalArgumentException(SAID),
            () -> new ArithmeticException(SAID),
            () -> new CorpusException(SAID),
            () -> new UncheckedIOException(SAID, new FileNotFoundException("x")),
            () -> new FileNotFoundException(SAID),
            () -> new OutOfMemoryError(SAID),
            () -> new StackOverflowError(SAID));
    for (Kind kind : kinds) {
      Throwable failure = failing(kind);
      Throwable cause = TaskFailure.cause(failure);
      assertThat(cause).hasMessage(SAID).hasSameClassAs(kind.thrown());
      assertThat(TaskFailure.cause(new CompletionException(failure))).isSameAs(cause);
      assertThat(TaskFailure.cause(new IllegalStateException(failure))).isSameAs(cause);
    }
    Throwable spec =
        failing(() -> new SpecException(List.of(new Problem("a.yaml", 1, "size", "too small"))));
    assertThat(TaskFailure.cause(spec)).isInstanceOf(SpecException.class);
  }

  @Test
  void wrappersOfWrappersAreOpened() {
    Throwable inner = new IllegalStateException(SAID);
    assertThat(
            said(
                new ExecutionException(
                    new CompletionException(new SparkException("Job aborted", inner)))))
        .isEqualTo(SAID);
    assertThat(said(new IllegalStateException("base replicate 0: " + SAID, inner)))
        .isEqualTo("base replicate 0: " + SAID);
  }

  @Test
  void theTextOfAJobIsReadWhereTheExceptionDidNotArrive() {
    String head =
        "Job aborted due to stage failure: Task 1 in stage 7.0 failed 4 times, most recent failure:"
            + " Lost task 1.3 in stage 7.0 (TID 12) (10.0.0.7 executor 2): ";
    String tail = "\n\tat a.B.c(B.java:1)\n\nDriver stacktrace:";
    assertThat(said(new SparkException(head + "java.lang.IllegalStateException: " + SAID + tail)))
        .isEqualTo(SAID);
    assertThat(said(new SparkException(head + "java.io.IOException: No space left" + tail)))
        .isEqualTo("IOException: No space left");
    String lost = "ExecutorLostFailure (executor 1 exited caused by one of the running tasks) ";
    assertThat(
            said(
                new SparkException(
                    head + lost + "Reason: Command exited with code 52\nDriver stacktrace:")))
        .isEqualTo("the heap of an executor is full; give executors more: -- --executor-memory");
    assertThat(
            said(
                new SparkException(
                    head + lost + "Reason: Command exited with code 137\nDriver stacktrace:")))
        .contains("exit code 137")
        .doesNotContain("stage");
    assertThat(said(new SparkException("Job 3 cancelled"))).isEqualTo("Job 3 cancelled");
  }
}
