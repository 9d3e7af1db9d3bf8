package ouroboros.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The benchmark of safeguards: whole generations without any, then the same with one. Both measure
 * the default metrics of counts; with a safeguard that is a gate, of S_g and of S'_g.
 */
public final class GateBench {
  /** What is measured where only a kind is given. */
  private static final Map<String, String> USUAL =
      new TreeMap<>(
          Map.of(
              "thin", "{kind: thin, share: 0.1}",
              "detector", "{kind: detector, recall: 0.1, false-alarm: 0}",
              "critic", "{kind: critic, keep: [0.05, 0.95]}",
              "revise", "{kind: revise, when: likely, threshold: 0.99}",
              "best-of", "{kind: best-of, candidates: 2, reward: critic}",
              "packed-critic", "{kind: packed-critic}",
              "review",
                  "{kind: review, budget: {share: 0.1}, by: {critic: {keep: [0.05, 0.95]}, error:"
                      + " 0.1}, rest: pass}",
              "retrieval", "{kind: retrieval, rate: 0.3, store: R}",
              "ensemble", "{kind: ensemble, members: [{order: 3}, {order: 2}], combine: average}",
              "diversity", "{kind: diversity, entropy-floor: 1}"));

  private GateBench() {}

  /** The kinds that need no more than their name. */
  public static List<String> kinds() {
    return List.copyOf(USUAL.keySet());
  }

  /**
   * Runs generations twice and returns both costs and their ratio. The seconds are those of
   * generations, without what gates learn from guard while R is counted, and the task CPU seconds
   * those of their tasks: on a busy machine they say more than the seconds. The CPU seconds are
   * those of the whole process during a run, preparation and counting of R included.
   *
   * @param safeguard one of {@link #kinds()}, or a safeguard as a spec has it, or a list of them
   * @param settings overrides of both specs
   */
  public static Map<String, Object> run(
      Session session,
      String corpus,
      int order,
      String smoothing,
      int generations,
      String safeguard,
      List<String> settings,
      PrintStream console)
      throws IOException {
    String spec = USUAL.getOrDefault(safeguard, safeguard);
    String list = spec.startsWith("[") ? spec : "[" + spec + "]";
    Map<String, Object> line = new LinkedHashMap<>();
    double[] seconds = new double[2];
    double[] cpu = new double[2];
    double[] tasks = new double[2];
    for (int with = 0; with < 2; with++) {
      List<String> own =
          new ArrayList<>(List.of("corpus.split={real: 0.9, reserve: 0, guard: 0.1, test: 0}"));
      own.addAll(settings);
      own.add("safeguards=" + (with == 0 ? "[]" : list));
      double before = cpuSeconds();
      Map<String, Object> cycle =
          CycleBench.run(
              session,
              "gates",
              corpus,
              order,
              smoothing,
              generations,
              CycleBench.Asked.DEFAULT,
              own,
              console);
      seconds[with] = cycle.get("seconds") instanceof Double taken ? taken : Double.NaN;
      cpu[with] = cpuSeconds() - before;
      tasks[with] = cycle.get("taskCpuSeconds") instanceof Double used ? used : Double.NaN;
      line.putAll(cycle);
    }
    line.put("safeguard", list);
    line.put("secondsWithout", seconds[0]);
    line.put("ratio", seconds[1] / seconds[0]);
    line.put("taskCpuSecondsWithout", tasks[0]);
    line.put("taskCpuRatio", tasks[1] / tasks[0]);
    line.put("cpuSeconds", cpu[1]);
    line.put("cpuSecondsWithout", cpu[0]);
    line.put("cpuRatio", cpu[1] / cpu[0]);
    return line;
  }

  private static double cpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean process
        ? process.getProcessCpuTime() / 1e9
        : Double.NaN;
  }
}
