package ouroboros.experiment;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import ouroboros.text.Part;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * The number of units in the four parts of a corpus, for each kind of unit.
 *
 * @param all sizes by kind of unit; a kind that is missing cannot be drawn from this corpus
 */
public record UnitSizes(Map<FamilySpec.Unit, PartSizes> all) {
  /** Copies the map. */
  public UnitSizes {
    all = Collections.unmodifiableMap(new EnumMap<>(all));
  }

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
            FamilySpec.Unit.PARAGRAPH, sizes(corpus, PreparedCorpus.PartEntry::paragraphs)));
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
