package ouroboros.spark;

import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.store.Lineage;
import ouroboros.text.CorpusException;

/** Finds the exception of a task that made a Spark job fail. */
public final class TaskFailure {
  private static final int DEEPEST = 64;

  /** What Spark says where it has no exception, but the text of one. */
  private static final Pattern SAID =
      Pattern.compile(
          "most recent failure: Lost task [^\n]*?\\): (?<said>.*?)(\n\tat |\nDriver stacktrace:|\\z)",
          Pattern.DOTALL);

  private static final Pattern TYPE =
      Pattern.compile("(?:[a-z]\\w*\\.)+(?<type>\\w+(?:\\$\\w+)*): (?<message>.*)", Pattern.DOTALL);

  private static final Pattern LOST =
      Pattern.compile("ExecutorLostFailure .*code (?<code>\\d+).*", Pattern.DOTALL);

  private static final String NO_HEAP = "52";

  private TaskFailure() {}

  /**
   * The cause to report. For a failed Spark job it is the exception that ended the task, as far as
   * the driver received it; any other failure is returned without what only wraps it.
   */
  public static Throwable cause(Throwable failure) {
    Throwable spoken = failure;
    Throwable each = failure;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      if (each instanceof CorpusException || each instanceof SpecException || named(each)) {
        return each;
      }
      if (wraps(spoken)) {
        spoken = each;
      }
      each = each.getCause();
    }
    return spoken instanceof SparkException job ? said(job) : spoken;
  }

  /** The exception that ended a lineage, with the name of the lineage where it names no file. */
  static Exception of(Lineage lineage, Throwable failure) {
    Throwable said = cause(failure);
    String text =
        said instanceof OutOfMemoryError full ? FullHeap.text(full, null) : said.getMessage();
    return failure instanceof Exception other
            && !(said instanceof IllegalStateException)
            && !(said instanceof IllegalArgumentException)
            && !(said instanceof OutOfMemoryError)
        ? other
        : new IllegalStateException(lineage.name() + ": " + text, failure);
  }

  /** Whether an exception says nothing that its cause does not say. */
  private static boolean wraps(Throwable e) {
    Throwable cause = e.getCause();
    return cause != null
        && (e instanceof SparkException
            || e instanceof ExecutionException
            || e instanceof CompletionException
            || e instanceof InvocationTargetException
            || e instanceof UndeclaredThrowableException
            || cause.toString().equals(e.getMessage()));
  }

  /**
   * What the text of a failed job says about the task; the exception itself, if it says nothing.
   */
  private static Throwable said(SparkException failure) {
    Matcher text = SAID.matcher(String.valueOf(failure.getMessage()));
    if (!text.find()) {
      return failure;
    }
    String said = text.group("said").strip();
    Matcher lost = LOST.matcher(said);
    if (lost.matches()) {
      return new IllegalStateException(
          lost.group("code").equals(NO_HEAP)
              ? "the heap of an executor is full; give executors more: -- --executor-memory"
              : "executors were lost, the last with exit code "
                  + lost.group("code")
                  + "; their logs say why",
          failure);
    }
    Matcher typed = TYPE.matcher(said);
    if (!typed.matches()) {
      return new IllegalStateException(said, failure);
    }
    String type = typed.group("type");
    String message = typed.group("message");
    boolean plain =
        type.startsWith("Illegal")
            || type.equals("CorpusException")
            || type.startsWith("Unchecked");
    return new IllegalStateException(plain ? message : type + ": " + message, failure);
  }

  /**
   * Whether the message of an exception adds something to that of its cause, such as the name of a
   * file.
   */
  private static boolean named(Throwable e) {
    return e instanceof UncheckedIOException
        && e.getCause() != null
        && !e.getCause().toString().equals(e.getMessage());
  }
}
