package ouroboros.spark.count;

import java.util.List;

/**
 * The processes that shards are best continued in: each has its shards in memory.
 *
 * @param copies in how many processes each shard is: one, or more where there are more processes
 *     than shards
 * @param first the process of the first shard; models begin with different ones
 */
record Homes(List<String> processes, int shards, int copies, int first) {
  /**
   * Homes in the processes of a round's tasks.
   *
   * @param model a number that differs from model to model
   */
  static Homes of(List<Remaining> tasks, int shards, int model) {
    List<String> processes = tasks.stream().map(Remaining::process).distinct().sorted().toList();
    int copies = Math.max(1, processes.size() / shards);
    return new Homes(processes, shards, copies, Math.floorMod(model, processes.size()));
  }

  /**
   * A process for a task.
   *
   * @param way its number among the tasks of the shard
   */
  String of(int shard, int way) {
    return processes.get((first + shard + shards * (way % copies)) % processes.size());
  }
}
