package ouroboros.experiment;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import ouroboros.text.Part;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * The number of units in the four parts of a corpus, for each kind of unit.
 *
 * @param all sizes by kind of unit; a kind that is missing cannot be drawn from this corpus
 * @param strata of the corpus, by their numbers; empty where they are not known
 */
public record UnitSizes(Map<FamilySpec.Unit, PartSizes> all, List<Stratum> strata) {
  /** Copies the map and the list. */
  public UnitSizes {
    all = Collections.unmodifiableMap(new EnumMap<>(all));
    strata = List.copyOf(strata);
  }

  /** Sizes of a corpus whose strata are not known. */
  public UnitSizes(Map<FamilySpec.Unit, PartSizes> all) {
    this(all, List.of());
  }

  /**
   * A stratum.
   *
   * @param sentences of it in R
   */
  public record Stratum(String name, long sentences) {}

  /** R alone, where every token is a unit of its own. */
  public static UnitSizes ofTokens(long real) {
    return new UnitSizes(
        Map.of(FamilySpec.Unit.SENTENCE, new PartSizes(real, 0, 0, 0, real, 0, 0)));
  }

  /** The sizes of a prepared corpus. */
  public static UnitSizes of(PreparedCorpus corpus) {
    return new UnitSizes(
        Map.of(
            FamilySpec.Unit.SENTENCE, sizes(corpus, PreparedCorpus.PartEntry::sentences),
            FamilySpec.Unit.DOCUMENT, sizes(corpus, PreparedCorpus.PartEntry::documents),
            FamilySpec.Unit.PARAGRAPH, sizes(corpus, PreparedCorpus.PartEntry::paragraphs)),
        IntStream.range(0, corpus.strata().size())
            .mapToObj(
                s ->
                    new Stratum(
                        corpus.strata().get(s), corpus.part(Part.REAL).strata().get(s).sentences()))
            .toList());
  }

  private static PartSizes sizes(
      PreparedCorpus corpus, ToLongFunction<PreparedCorpus.PartEntry> count) {
    return new PartSizes(
        count.applyAsLong(corpus.part(Part.REAL)),
        count.applyAsLong(corpus.part(Part.RESERVE)),
        count.applyAsLong(corpus.part(Part.GUARD)),
        count.applyAsLong(corpus.part(Part.TEST)),
        corpus.part(Part.REAL).tokens(),
        corpus.part(Part.RESERVE).tokens(),
        corpus.vocabulary().realTypes());
  }

  /** The sizes, counted in the units that a cell draws. */
  public PartSizes of(Cell cell) {
    return Objects.requireNonNull(all.get(cell.family().unit()), "no units of the cell's kind");
  }
}
