package ouroboros.experiment.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.mixture.ComponentMatch;

/**
 * The description of one sealed generation of one lineage: its files by name, size and SHA-256, and
 * the record of what it was made of and what was measured. The tables of a run are derived from
 * manifests alone. In JSON the fields of both are at the top level.
 *
 * @param format of this record; {@link #FORMAT}
 * @param generation g
 * @param owner whose it is; null in seals of version 1
 * @param before hash of what was sealed before it in its lineage, {@link SealChain}; null in seals
 *     of version 1
 * @param tables the sealed files
 * @param record what is known about the generation, apart from its files
 */
public record Manifest(
    int format,
    int generation,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SealOwner owner,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String before,
    @JsonUnwrapped GenerationFiles tables,
    @JsonUnwrapped GenerationRecord record)
    implements Sealable {
  /** The format. It is increased whenever an older reader would misread a manifest. */
  public static final int FORMAT = 2;

  /** The format of version 0.1.0, which does not say whose a seal is. */
  static final int NAMELESS = 1;

  /**
   * The first words of the recipe of a generation whose text another program made. The name of the
   * text follows.
   */
  public static final String MADE_ELSEWHERE = "made elsewhere: ";

  /** A manifest of this format. */
  public static Manifest of(int generation, GenerationFiles tables, GenerationRecord record) {
    return new Manifest(FORMAT, generation, null, null, tables, record);
  }

  @Override
  public Manifest ownedBy(SealOwner whose) {
    return new Manifest(format, generation, whose, before, tables, record);
  }

  /** The same with the hash of what was sealed before it. */
  Manifest after(String sealedBefore) {
    return new Manifest(format, generation, owner, sealedBefore, tables, record);
  }

  /** The same with more notes. */
  public Manifest noting(Map<String, Long> notes) {
    GenerationRecord noted =
        new GenerationRecord(
            record.units(),
            record.recipe(),
            record.measured().and(List.of(), notes),
            record.ledger(),
            record.samples(),
            record.components(),
            record.gates());
    return new Manifest(format, generation, owner, before, tables, noted);
  }

  /**
   * The number of models between people and a unit of S_g, g >= 1, from the manifest of the
   * generation before.
   */
  public static int depth(Manifest before) {
    return 1 + before.record.ledger().stream().mapToInt(Share::depth).max().orElse(0);
  }

  /**
   * A component of M_g.
   *
   * @param nearestAncestor the component of M_0 that it is nearest to
   * @param distance Bhattacharyya distance to that one, nats
   * @param mergedWith the lowest component from which it cannot be distinguished; null for none
   * @param died the first generation in which it was dead; null while it lives
   * @param words its most probable words, the most probable first, separated by spaces; null where
   *     it has none
   * @param scope its name in the scopes of metrics; null where it has none
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
     * The components at generation g.
     *
     * @param before the components at the generation before; empty for g = 0
     * @param words the most probable words of each component; null where it has none
     * @param scopes the name of each component in the scopes of metrics; null where it has none
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

  /** How often the n-gram type of a rank occurs. */
  public record RankCount(int n, long rank, long count) {}

  /**
   * One author's share of T_g.
   *
   * @param author 0 for people, j for M_{j-1}, from which S_j was drawn
   * @param depth number of models between people and this text
   * @param writers which members of an ecosystem wrote it, by their numbers; empty where there is
   *     one model, and for people
   */
  public record Share(
      int author,
      int depth,
      long units,
      long tokens,
      double share,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Written> writers) {
    /** Copies the list; a seal without it has none. */
    public Share {
      writers = writers == null ? List.of() : List.copyOf(writers);
    }

    /** Of one model, or of people. */
    public Share(int author, int depth, long units, long tokens, double share) {
      this(author, depth, units, tokens, share, List.of());
    }
  }

  /** What one member of an ecosystem wrote. */
  public record Written(int member, long units, long tokens) {
    /** What all of some lists have together, by member. */
    public static List<Written> sum(List<List<Written>> lists) {
      TreeMap<Integer, Written> all = new TreeMap<>();
      for (List<Written> list : lists) {
        for (Written each : list) {
          all.merge(
              each.member,
              each,
              (a, b) -> new Written(a.member, a.units + b.units, a.tokens + b.tokens));
        }
      }
      return List.copyOf(all.values());
    }
  }

  /**
   * One shown sentence: unit {@code unit} of S_g (g = 0: of R).
   *
   * @param text its tokens, separated by spaces
   * @param lost words of R's sentence with this number that S_g no longer has, in the order of that
   *     sentence
   * @param novel n-grams of this sentence that occur in no real text used so far, the shortest at
   *     each position, tokens separated by spaces
   * @param gates where safeguards dropped or changed candidates of this unit; otherwise null
   */
  public record Sample(
      long unit,
      String text,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> lost,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> novel,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Judged gates) {
    /** What the manifest does not contain is empty. */
    @SuppressWarnings("NullAway") // Jackson leaves out what is not there
    public Sample {
      lost = lost == null ? List.of() : List.copyOf(lost);
      novel = novel == null ? List.of() : List.copyOf(novel);
    }

    /** A sentence without marks. */
    public static Sample of(long unit, String text) {
      return new Sample(unit, text, List.of(), List.of(), null);
    }

    /** The same with what safeguards did. */
    public Sample with(Judged judged) {
      return new Sample(unit, text, lost, novel, judged);
    }
  }

  /**
   * What safeguards did to the first candidates of a unit.
   *
   * @param passed the unit in S'_g; null where it is left out or a unit of R
   */
  public record Judged(
      List<Decision> decisions,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String passed) {
    public Judged {
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * A gate dropped or changed a candidate.
   *
   * @param gate its position in the list, from 1
   * @param kind its name in a spec
   * @param text the candidate as the gate saw it
   * @param changed what the gate made of it; null where the gate dropped it
   */
  public record Decision(
      int gate,
      String kind,
      String text,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String changed) {}

  @Override
  public List<SealedFile> files() {
    GateRecord gates = record.gates();
    if (gates == null || gates.review() == null) {
      return tables.files();
    }
    List<SealedFile> all = new ArrayList<>(tables.files());
    all.add(gates.review().decisions());
    return all;
  }
}
