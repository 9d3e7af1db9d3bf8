package ouroboros.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What a cluster has, as {@code --cluster} describes it, and how much text it is asked about.
 *
 * @param cores of all workers together
 * @param workerCores of one worker
 * @param memory heap of one worker, in bytes
 * @param disk bytes that a worker reads or writes in a second
 * @param network bytes that a worker receives in a second
 * @param real tokens of R; 0 where the experiment says it
 * @param generation tokens of a generation; 0 for as many as R has
 * @param rangeTokens tokens of R in a key range ({@code spark.ouroboros.tokensPerRange})
 */
public record ClusterSize(
    long cores,
    long workerCores,
    long memory,
    double disk,
    double network,
    long real,
    long generation,
    long rangeTokens) {
  private static final List<String> KEYS =
      List.of(
          "cores",
          "worker-cores",
          "memory",
          "disk",
          "network",
          "real",
          "generation",
          "tokens-per-range");
  private static final String OPTION = "--cluster";
  private static final double MOST_TOKENS = 1e15;

  /** That of runs for which nothing else is set. */
  private static final String TOKENS_PER_RANGE = "1572864";

  /**
   * Reads {@code cores=1000, memory=8g, ..}. Cores and memory are required; a worker has 8 cores, a
   * disk of 200 MB and a network of 1 GB a second where nothing else is said. Bytes end in k, m, g
   * or t (powers of 1,024); tokens may be written as 1e12.
   *
   * @throws SpecException with every problem
   */
  public static ClusterSize parse(String text) {
    List<Problem> problems = new ArrayList<>();
    TreeMap<String, String> given = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String key = (equals < 0 ? part : part.substring(0, equals)).strip();
      if (equals < 0 || !KEYS.contains(key)) {
        problems.add(
            problem(
                key,
                "expected KEY=VALUE with one of the keys "
                    + String.join(", ", KEYS)
                    + ", found '"
                    + part.strip()
                    + "'"));
      } else if (given.put(key, part.substring(equals + 1).strip()) != null) {
        problems.add(problem(key, "is given twice; leave one of them out"));
      }
    }
    for (String key : List.of("cores", "memory")) {
      if (!given.containsKey(key) && problems.isEmpty()) {
        problems.add(problem(key, "is missing; give both, as in 'cores=1000, memory=8g'"));
      }
    }
    ClusterSize size =
        new ClusterSize(
            whole(given, "cores", "1", 1, 1e7, problems),
            whole(given, "worker-cores", "8", 1, 1e4, problems),
            (long) bytes(given, "memory", "1g", 256e6, problems),
            bytes(given, "disk", "200m", 1e6, problems),
            bytes(given, "network", "1g", 1e6, problems),
            whole(given, "real", "0", given.containsKey("real") ? 1 : 0, MOST_TOKENS, problems),
            whole(
                given,
                "generation",
                "0",
                given.containsKey("generation") ? 1 : 0,
                MOST_TOKENS,
                problems),
            whole(given, "tokens-per-range", TOKENS_PER_RANGE, 1, MOST_TOKENS, problems));
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    return size;
  }

  /** How many workers there are; the last may have fewer cores. */
  public long workers() {
    return (cores + workerCores - 1) / workerCores;
  }

  /** The same cluster, asked about an R of so many tokens unless it says something else. */
  public ClusterSize askedAbout(long tokensOfReal) {
    long ofReal = real > 0 ? real : tokensOfReal;
    return new ClusterSize(
        cores,
        workerCores,
        memory,
        disk,
        network,
        ofReal,
        generation > 0 ? generation : ofReal,
        rangeTokens);
  }

  private static long whole(
      TreeMap<String, String> given,
      String key,
      String missing,
      double least,
      double most,
      List<Problem> problems) {
    String text = given.getOrDefault(key, missing);
    double value = number(text);
    if (!(value >= least && value <= most) || value != StrictMath.rint(value)) {
      problems.add(
          problem(
              key,
              String.format(
                  Locale.ROOT,
                  "expected a whole number from %.0f to %.0e, found '%s'",
                  least,
                  most,
                  text)));
      return 1;
    }
    return (long) value;
  }

  private static double bytes(
      TreeMap<String, String> given,
      String key,
      String missing,
      double least,
      List<Problem> problems) {
    String text = given.getOrDefault(key, missing).toLowerCase(Locale.ROOT);
    int unit = text.isEmpty() ? -1 : "kmgt".indexOf(text.charAt(text.length() - 1));
    double value =
        number(unit < 0 ? text : text.substring(0, text.length() - 1)) * (1L << (10 * (unit + 1)));
    if (!(value >= least && value <= 1e18)) {
      problems.add(
          problem(
              key,
              String.format(
                  Locale.ROOT,
                  "expected a number of bytes of at least %.0f MB, such as 8g or 200m, found '%s'",
                  least / 1e6,
                  text)));
      return 1;
    }
    return value;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Problem problem(String key, String text) {
    return new Problem(OPTION, 0, key, text);
  }
}
