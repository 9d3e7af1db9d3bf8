package ouroboros.faults;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Does something to the executor of one task of every stage, once: its first attempt on whichever
 * executor comes first. Settings: {@value #KIND}, and {@value #MARKS}, a folder where it is written
 * down which stages were struck.
 */
public final class ExecutorFault implements SparkPlugin {
  static final String KIND = "spark.faults.kind";
  static final String MARKS = "spark.faults.marks";

  /** What can happen to a task. */
  enum Kind {
    /** Its JVM is gone before it has done anything. */
    HALT_AT_START {
      @Override
      void strike(TaskContext task) {
        Runtime.getRuntime().halt(137);
      }
    },
    /** Its JVM is gone when all is done and nothing is said. */
    HALT_AT_END {
      @Override
      void strike(TaskContext task) {
        task.addTaskCompletionListener(
            (TaskCompletionListener) ended -> Runtime.getRuntime().halt(137));
      }
    },
    /** It is so late that another attempt does the same beside it. */
    LATE {
      @Override
      void strike(TaskContext task) {
        task.addTaskCompletionListener((TaskCompletionListener) ended -> sleep());
      }
    };

    abstract void strike(TaskContext task);

    private static void sleep() {
      try {
        Thread.sleep(4_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Created by Spark. */
  public ExecutorFault() {}

  @Override
  public @Nullable DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      private @Nullable Kind kind;
      private @Nullable Path marks;

      @Override
      public void init(PluginContext context, Map<String, String> extra) {
        kind = Kind.valueOf(context.conf().get(KIND));
        marks = Path.of(context.conf().get(MARKS));
      }

      @Override
      public void onTaskStart() {
        TaskContext task = TaskContext.get();
        Path mark = marks.resolve("stage-" + task.stageId());
        try {
          Files.createFile(mark);
        } catch (FileAlreadyExistsException e) {
          return; // struck before
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        kind.strike(task);
      }
    };
  }
}
