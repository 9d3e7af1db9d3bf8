package ouroboros.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Causes a fault, once, in the executor of one task of every step. A step is the group of stages
 * that one line of the program starts, reached by one chain of calls. The fault hits the first task
 * of the first of these stages. The driver knows the steps and chooses the task. Settings: {@value
 * #KIND}; {@value #STEPS}, a pattern of the steps' names; {@value #MARKS}, a folder where the names
 * of the steps that were struck are files.
 */
public final class ExecutorFault implements SparkPlugin {
  static final String KIND = "spark.faults.kind";
  static final String STEPS = "spark.faults.steps";
  static final String MARKS = "spark.faults.marks";

  /** Every step is started through {@code Jobs}. */
  private static final Pattern FRAME =
      Pattern.compile("ouroboros(?:\\.[a-z]+)++\\.(?!Jobs\\.)([\\w.$]+)\\(\\w+\\.java:(\\d+)\\)");

  /** As many calls as fit into the name of a file. */
  private static final int FRAMES = 6;

  /** What can happen to a task that has done its work but has not reported it yet. */
  enum Kind {
    /** Its JVM ends, and all data that its executor stored for other tasks is lost. */
    HALT {
      @Override
      void strike() {
        Runtime.getRuntime().halt(137);
      }
    },
    /** It is so late that Spark starts another attempt in parallel. */
    LATE {
      @Override
      void strike() {
        try {
          Thread.sleep(4_000);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt(); // the other attempt was first
        }
      }
    };

    abstract void strike();
  }

  /** Created by Spark. */
  public ExecutorFault() {}

  /**
   * Our methods in a stage's stack of calls, the innermost first: {@code CountJobs.merge:170 ..}.
   */
  static String step(String details) {
    return FRAME
        .matcher(details)
        .results()
        .limit(FRAMES)
        .map(frame -> frame.group(1) + ":" + frame.group(2))
        .collect(Collectors.joining(" "));
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new Judge();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new Hand();
  }

  /** The part in the driver: decides whether a stage is the first of its step. */
  private static final class Judge extends SparkListener implements DriverPlugin {
    private final Map<Integer, String> names = new ConcurrentHashMap<>();
    private final Set<String> struck = new HashSet<>();
    private @Nullable PluginContext context;

    @Override
    public Map<String, String> init(SparkContext spark, PluginContext plugin) {
      context = plugin;
      spark.addSparkListener(this);
      return Map.of();
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
      names.put(submitted.stageInfo().stageId(), step(submitted.stageInfo().details()));
    }

    @Override
    public synchronized Object receive(Object stage) throws IOException {
      while (!names.containsKey(stage)) {
        Cluster.pause(); // its submission is still on its way to listeners
      }
      String name = names.get(stage);
      boolean first = name.matches(context.conf().get(STEPS)) && struck.add(name);
      if (first) {
        Files.createFile(Path.of(context.conf().get(MARKS), name));
      }
      return first;
    }
  }

  /** The part in an executor. */
  private static final class Hand implements ExecutorPlugin {
    private @Nullable PluginContext context;

    @Override
    public void init(PluginContext plugin, Map<String, String> extra) {
      context = plugin;
    }

    @Override
    public void onTaskStart() {
      TaskContext task = TaskContext.get();
      Kind kind = Kind.valueOf(context.conf().get(KIND));
      try {
        if (context.ask(task.stageId()).equals(true)) {
          task.addTaskCompletionListener((TaskCompletionListener) ended -> kind.strike());
        }
      } catch (Exception e) { // Spark's own, undeclared there
        throw new IllegalStateException(e);
      }
    }
  }
}
