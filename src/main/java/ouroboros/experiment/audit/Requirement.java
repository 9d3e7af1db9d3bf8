package ouroboros.experiment.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.yaml.Shown;

/**
 * A rule that every training set of a run must keep, such as {@code contamination<=0.3}.
 *
 * @param text as it was written
 * @param value the limit
 */
public record Requirement(String text, Quantity quantity, Comparison comparison, double value) {
  /** A share is a quotient of sums; a smaller difference is rounding. */
  private static final double ROUNDING = 1e-9;

  private static final String KEY = "--require";
  private static final String EXAMPLE = "contamination<=0.3; reviewed=all; depth<=2";
  private static final Pattern RULE =
      Pattern.compile("\\s*([A-Za-z-]+)\\s*(<=|>=|<|>|=)\\s*([^\\s<>=]+)\\s*");

  /** What a rule can limit. */
  public enum Quantity {
    /** Share of the units of T_g that a model wrote, weights included. */
    CONTAMINATION {
      @Override
      double of(TrainingSet set) {
        return set.contamination();
      }
    },
    /** Share of the synthetic units of T_g that were reviewed; 1 where T_g has none. */
    REVIEWED {
      @Override
      double of(TrainingSet set) {
        return set.reviewed();
      }
    },
    /** The largest number of models between people and a unit of T_g. */
    DEPTH {
      @Override
      double of(TrainingSet set) {
        return set.depth();
      }
    };

    abstract double of(TrainingSet set);

    /** The name in a rule. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a quantity is compared with the limit. */
  public enum Comparison {
    /** At most. */
    AT_MOST("<="),
    /** At least. */
    AT_LEAST(">="),
    /** Less than. */
    LESS("<"),
    /** More than. */
    MORE(">"),
    /** Equal to. */
    EQUAL("=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    private static Comparison of(String sign) {
      return Arrays.stream(values()).filter(c -> c.sign.equals(sign)).findFirst().orElseThrow();
    }

    private boolean holds(double left, double right) {
      return switch (this) {
        case AT_MOST -> left <= right + ROUNDING;
        case AT_LEAST -> left >= right - ROUNDING;
        case LESS -> left < right - ROUNDING;
        case MORE -> left > right + ROUNDING;
        case EQUAL -> Math.abs(left - right) <= ROUNDING;
      };
    }
  }

  /**
   * Reads rules that are separated by semicolons.
   *
   * @throws SpecException with every rule that cannot be read
   */
  public static List<Requirement> parse(String rules) {
    List<Requirement> read = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String rule : rules.split(";", -1)) {
      if (!rule.isBlank()) {
        parse(rule.strip(), read, problems);
      }
    }
    if (read.isEmpty() && problems.isEmpty()) {
      problems.add(problem("no rule is given; example: \"" + EXAMPLE + "\""));
    }
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    return List.copyOf(read);
  }

  private static void parse(String rule, List<Requirement> read, List<Problem> problems) {
    Matcher parts = RULE.matcher(rule);
    String shown = Shown.text(rule);
    if (!parts.matches()) {
      problems.add(problem(shown + " is no rule; a rule is NAME<=VALUE (or <, >, >=, =)"));
      return;
    }
    String name = parts.group(1);
    String limit = parts.group(3);
    Quantity quantity =
        Arrays.stream(Quantity.values())
            .filter(q -> q.toString().equals(name))
            .findFirst()
            .orElse(null);
    if (quantity == null) {
      problems.add(
          problem(
              shown
                  + ": nothing is called "
                  + Shown.text(name)
                  + "; a rule can limit "
                  + Arrays.stream(Quantity.values())
                      .map(Quantity::toString)
                      .collect(Collectors.joining(", "))));
      return;
    }
    double value = value(quantity, limit);
    double most = quantity == Quantity.DEPTH ? Integer.MAX_VALUE : 1;
    if (!(value >= 0 && value <= most)) {
      problems.add(
          problem(
              shown
                  + ": "
                  + Shown.text(limit)
                  + " is not "
                  + (quantity == Quantity.DEPTH
                      ? "a number of models, 0 or more"
                      : "a share in [0, 1]")
                  + (quantity == Quantity.REVIEWED ? ", all or none" : "")));
      return;
    }
    read.add(new Requirement(rule, quantity, Comparison.of(parts.group(2)), value));
  }

  private static double value(Quantity quantity, String limit) {
    if (quantity == Quantity.REVIEWED && limit.equals("all")) {
      return 1;
    }
    if (quantity == Quantity.REVIEWED && limit.equals("none")) {
      return 0;
    }
    try {
      return Double.parseDouble(limit);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Problem problem(String message) {
    return new Problem(KEY, 0, "", message);
  }

  /** Whether a training set keeps the rule. */
  public boolean holds(TrainingSet set) {
    return comparison.holds(quantity.of(set), value);
  }

  /** Which rule a training set breaks, and by what value. */
  public String broken(TrainingSet set) {
    return set.name() + " breaks " + text + ": " + quantity + " is " + shown(quantity.of(set));
  }

  private String shown(double measured) {
    return quantity == Quantity.DEPTH
        ? Integer.toString((int) measured)
        : String.format(Locale.ROOT, "%.6f", measured);
  }
}
