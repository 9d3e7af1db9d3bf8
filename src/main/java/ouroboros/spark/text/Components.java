package ouroboros.spark.text;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/**
 * The components of a mixture and the rule that gives each real sentence its component.
 *
 * @param name the end of the name of the folder with R's counts, after the order; empty for one
 *     component
 * @param scopes [components] scope of each in metrics
 * @param real component of a sentence of R
 * @param reserve component of a sentence of reserve
 */
public record Components(String name, List<String> scopes, Labels real, Labels reserve) {
  /** One component with all sentences. */
  static final Components ONE = new Components("", List.of("all"), Labels.ONE, Labels.ONE);

  /** One component per stratum. */
  static Components strata(List<String> strata) {
    return strata.size() < 2
        ? ONE
        : new Components(
            "-by-stratum",
            strata.stream().map(name -> "stratum=" + name).toList(),
            Labels.STRATUM,
            Labels.STRATUM);
  }

  private static final ConcurrentMap<Integer, Components> PARTS = new ConcurrentHashMap<>();

  /** So many parts: sentence i belongs to part i mod their number. */
  public static Components parts(int parts) {
    return PARTS.computeIfAbsent(parts, Components::byNumber);
  }

  private static Components byNumber(int parts) {
    Labels labels = (block, i) -> (int) ((block.first() + i) % parts);
    return new Components(
        "-parts-" + parts,
        IntStream.range(0, parts).mapToObj(k -> "part=" + k).toList(),
        labels,
        labels);
  }

  /** So many components, given by labels. */
  static Components labelled(int size, Labels real, Labels reserve) {
    return new Components(
        "-components-" + size,
        IntStream.range(0, size).mapToObj(k -> "component=" + k).toList(),
        real,
        reserve);
  }

  public int size() {
    return scopes.size();
  }

  /** Component of a sentence of a part of the corpus. */
  Labels of(ouroboros.text.Part part) {
    return part == ouroboros.text.Part.RESERVE ? reserve : real;
  }
}
