package ouroboros.report.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.interval.ClopperPearsonInterval;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import ouroboros.ancestry.Descendants;
import ouroboros.ancestry.Place;

/** The descendants of a human text in each generation, as lines for a terminal. */
public final class DescendantsText {
  private static final double LEVEL = .95;

  private DescendantsText() {}

  /** A line for each generation; shares of sampled tokens with their intervals. */
  public static List<String> lines(List<Descendants> generations) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-8s %13s %9s %9s  %-27s %s",
            "text",
            "tokens",
            "followed",
            "descend",
            "share (95 % interval)",
            "tokens that descend from it"));
    generations.forEach(each -> lines.add(line(each)));
    return lines;
  }

  private static String line(Descendants of) {
    String head =
        String.format(
            Locale.ROOT,
            "%-8s %,13d %,9d %,9d  ",
            Place.sourceName(of.generation()),
            of.tokens(),
            of.sampled(),
            of.found());
    if (of.sampled() == 0) {
      return head + "-";
    }
    if (of.isExact()) {
      return head
          + String.format(
              Locale.ROOT, "%-27s %,d", percent(of.share()) + ", all followed", of.found());
    }
    ConfidenceInterval interval =
        new ClopperPearsonInterval().createInterval(of.sampled(), of.found(), LEVEL);
    double low = of.found() == 0 ? 0 : interval.getLowerBound();
    double high = of.found() == of.sampled() ? 1 : interval.getUpperBound();
    return head
        + String.format(
            Locale.ROOT,
            "%-27s about %,d (%,d .. %,d)",
            percent(of.share()) + " (" + percent(low) + " .. " + percent(high) + ")",
            Math.round(of.share() * of.tokens()),
            Math.round(Math.floor(low * of.tokens())),
            Math.round(Math.ceil(high * of.tokens())));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f %%", 100 * share);
  }
}
