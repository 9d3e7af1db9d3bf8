package ouroboros.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The names that kinds and constants have in files and tables. They are made from the names of
 * their Java types.
 */
public final class Names {
  private Names() {}

  /** {@code EXACT} is {@code exact}, {@code ORDER_BY} is {@code order-by}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * {@code ModifiedKneserNey} is {@code modified-kneser-ney}; variants such as {@code
   * GrowingByFactor} and {@code GrowingByPower} are both {@code growing}.
   */
  public static String of(Class<?> type) {
    return type.getSimpleName()
        .replaceFirst("(?<=[a-z])By[A-Z].*$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /** The kinds of a sealed type, in the order it permits them. */
  public static List<String> in(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses()).map(Names::of).distinct().toList();
  }
}
