package ouroboros.safeguard.judge;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How well a detector tells sentences of machines from those of people, both of which it has not
 * seen before.
 *
 * @param auc probability that a sentence of a person has a higher score than one of a machine, ties
 *     counted half
 * @param recall share of the sentences of machines below its limit
 * @param falseAlarm share of the sentences of people below its limit
 */
public record DetectorQuality(double auc, double recall, double falseAlarm)
    implements Serializable {

  /**
   * The quality on two samples.
   *
   * @param people scores, ascending
   * @param machines scores, ascending
   * @param least the smallest score that passes
   */
  public static DetectorQuality of(double[] people, double[] machines, double least) {
    return new DetectorQuality(auc(people, machines), below(machines, least), below(people, least));
  }

  /** The Mann-Whitney statistic over all pairs. Cost: one pass over both. */
  private static double auc(double[] people, double[] machines) {
    double wins = 0;
    int below = 0;
    int equalTo = 0;
    for (double person : people) {
      while (below < machines.length && machines[below] < person) {
        below++;
      }
      equalTo = Math.max(equalTo, below);
      while (equalTo < machines.length && machines[equalTo] == person) {
        equalTo++;
      }
      wins += below + (equalTo - below) / 2.0;
    }
    return wins / people.length / machines.length;
  }

  private static double below(double[] scores, double least) {
    return (double) Arrays.stream(scores).filter(score -> score < least).count() / scores.length;
  }
}
