package ouroboros.experiment.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.mixture.ComponentMatch;

/**
 * What one sealed generation of one lineage is: its files by name, size and SHA-256, and the record
 * of what it was made of and what was measured. The tables of a run are derived from manifests
 * alone. In JSON the components of both stand at the top level.
 *
 * @param format of this record; {@link #FORMAT}
 * @param generation g
 * @param tables the sealed files
 * @param record what is known of the generation besides its files
 */
public record Manifest(
    int format,
    int generation,
    @JsonUnwrapped GenerationFiles tables,
    @JsonUnwrapped GenerationRecord record)
    implements Sealable {
  /** Raised whenever an older reader would misread a manifest. */
  public static final int FORMAT = 1;

  /** How the recipe of a generation begins that was made elsewhere; its text's name follows. */
  public static final String MADE_ELSEWHERE = "made elsewhere: ";

  /** Of this format. */
  public static Manifest of(int generation, GenerationFiles tables, GenerationRecord record) {
    return new Manifest(FORMAT, generation, tables, record);
  }

  /** Models between people and a unit of S_g, g >= 1, by the record of the generation before. */
  public static int depth(Manifest before) {
    return 1 + before.record.ledger().stream().mapToInt(Share::depth).max().orElse(0);
  }

  /**
   * A component of M_g.
   *
   * @param nearestAncestor the component of M_0 that it is nearest to
   * @param distance Bhattacharyya distance to that one, nats
   * @param mergedWith the lowest component that it cannot be told apart from; null for none
   * @param died the first generation in which it was dead; null while it lives
   * @param words its most probable words, falling, parted by spaces; null where it has none
   * @param scope what the scopes of metrics call it; null where they do not
   */
  public record Component(
      int component,
      double weight,
      int nearestAncestor,
      double distance,
      @Nullable Integer mergedWith,
      @Nullable Integer died,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String words,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String scope) {
    /**
     * What became of the components by generation g.
     *
     * @param before the same of the generation before; empty for g = 0
     * @param words what each has most of; null for nothing to say
     * @param scopes what metrics call each; null for nothing
     */
    public static List<Component> of(
        int g,
        List<ComponentMatch> fates,
        List<Component> before,
        IntFunction<@Nullable String> words,
        IntFunction<@Nullable String> scopes) {
      List<Component> components = new ArrayList<>();
      for (ComponentMatch fate : fates) {
        Integer died = g == 0 ? null : before.get(fate.component()).died();
        components.add(
            new Component(
                fate.component(),
                fate.weight(),
                fate.nearestAncestor(),
                fate.distance(),
                fate.mergedWith() < 0 ? null : fate.mergedWith(),
                died == null && fate.weight() == 0 ? Integer.valueOf(g) : died,
                words.apply(fate.component()),
                scopes.apply(fate.component())));
      }
      return components;
    }
  }

  /** R's n-gram types of one bin of initial counts, and how many of them S_g has. */
  public record Survivors(int n, long initialCount, long types, long alive) {}

  /** How often the type of a rank occurs. */
  public record RankCount(int n, long rank, long count) {}

  /**
   * One author's share of T_g.
   *
   * @param author 0 for people, j for M_{j-1}, who wrote S_j
   * @param depth models between people and this text
   */
  public record Share(int author, int depth, long units, long tokens, double share) {}

  /**
   * One shown sentence: unit {@code unit} of S_g (g = 0: of R).
   *
   * @param text its tokens, parted by spaces
   * @param lost words of R's sentence of this number that S_g no longer has, in its order
   * @param novel n-grams of this sentence found in no real text used so far, the shortest at each
   *     place, tokens parted by spaces
   */
  public record Sample(
      long unit,
      String text,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> lost,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> novel) {
    /** What a manifest does not name is empty. */
    @SuppressWarnings("NullAway") // Jackson leaves out what is not there
    public Sample {
      lost = lost == null ? List.of() : List.copyOf(lost);
      novel = novel == null ? List.of() : List.copyOf(novel);
    }

    /** A sentence without marks. */
    public static Sample of(long unit, String text) {
      return new Sample(unit, text, List.of(), List.of());
    }
  }

  @Override
  public List<SealedFile> files() {
    return tables.files();
  }
}
