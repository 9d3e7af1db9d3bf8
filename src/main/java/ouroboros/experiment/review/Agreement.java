package ouroboros.experiment.review;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.review.ReviewAnswer.Choice;

/**
 * How far several people agree beyond chance about the units that at least two of them accepted or
 * rejected.
 *
 * <p>Two people, who both say their names: Cohen's kappa (1960), with the rates of each. Otherwise
 * Fleiss' kappa (1971), with the rates of all answers together; a unit with n answers has the share
 * of agreeing pairs among n (n - 1) / 2.
 *
 * @param kind {@code cohen} or {@code fleiss}
 * @param units units that were compared
 * @param kappa 1 for full agreement, 0 for that of chance; null where all answers are the same, so
 *     that nothing is left to agree about
 */
public record Agreement(String kind, long units, @Nullable Double kappa) {

  /**
   * The agreement of answers.
   *
   * @param byUnit the answers to each unit
   * @return null where no unit has two answers
   */
  public static @Nullable Agreement of(List<List<ReviewAnswer>> byUnit) {
    List<List<ReviewAnswer>> compared =
        byUnit.stream().map(Agreement::votes).filter(votes -> votes.size() > 1).toList();
    if (compared.isEmpty()) {
      return null;
    }
    SortedSet<String> people = new TreeSet<>();
    compared.forEach(votes -> votes.forEach(vote -> people.add(vote.annotator())));
    boolean two = people.size() == 2 && compared.stream().allMatch(votes -> votes.size() == 2);
    return two ? cohen(compared, people.first()) : fleiss(compared);
  }

  /** The answers that decide: ignored units count as not reviewed. */
  static List<ReviewAnswer> votes(List<ReviewAnswer> answers) {
    return answers.stream().filter(answer -> answer.choice() != Choice.IGNORE).toList();
  }

  private static boolean accepts(ReviewAnswer answer) {
    return answer.choice() == Choice.ACCEPT;
  }

  private static Agreement cohen(List<List<ReviewAnswer>> compared, String first) {
    double n = compared.size();
    double agree = 0;
    double[] accepted = new double[2];
    for (List<ReviewAnswer> votes : compared) {
      agree += accepts(votes.get(0)) == accepts(votes.get(1)) ? 1 : 0;
      for (ReviewAnswer vote : votes) {
        accepted[vote.annotator().equals(first) ? 0 : 1] += accepts(vote) ? 1 / n : 0;
      }
    }
    double chance = accepted[0] * accepted[1] + (1 - accepted[0]) * (1 - accepted[1]);
    return of("cohen", compared.size(), agree / n, chance);
  }

  private static Agreement fleiss(List<List<ReviewAnswer>> compared) {
    double agree = 0;
    double accepted = 0;
    double all = 0;
    for (List<ReviewAnswer> votes : compared) {
      double n = votes.size();
      double yes = votes.stream().filter(Agreement::accepts).count();
      agree += (yes * (yes - 1) + (n - yes) * (n - yes - 1)) / (n * (n - 1));
      accepted += yes;
      all += n;
    }
    double p = accepted / all;
    return of("fleiss", compared.size(), agree / compared.size(), p * p + (1 - p) * (1 - p));
  }

  private static Agreement of(String kind, long units, double observed, double chance) {
    return new Agreement(
        kind,
        units,
        chance > 1 - 1e-12 ? null : Double.valueOf((observed - chance) / (1 - chance)));
  }
}
