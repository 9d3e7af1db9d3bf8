package ouroboros.text.read;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;
import ouroboros.text.PeriodValue;

/**
 * The fields of one document as they were found, and what replaces the missing ones. Used for JSON
 * lines, tables and Parquet.
 */
public final class DocumentFields {
  private final CorpusSpec spec;
  private final IngestReport tally;
  private @Nullable String id;
  private @Nullable String group;
  private @Nullable String stratum;
  private @Nullable String period;

  /** Empty, for documents of a corpus. */
  public DocumentFields(CorpusSpec spec, IngestReport tally) {
    this.spec = spec;
    this.tally = tally;
  }

  /** Forgets the last document. */
  public void clear() {
    id = null;
    group = null;
    stratum = null;
    period = null;
  }

  /**
   * Sets a field other than the text. One field may serve several purposes, such as id and group.
   */
  public void put(String name, @Nullable String value) {
    if (name.equals(spec.id())) {
      id = value;
    }
    if (name.equals(spec.group())) {
      group = value;
    }
    if (name.equals(spec.stratum())) {
      stratum = value;
    }
    if (name.equals(spec.period())) {
      period = value;
    }
  }

  /** Whether the corpus section asks for a field with this name, other than the text. */
  public boolean wants(String name) {
    return name.equals(spec.id())
        || name.equals(spec.group())
        || name.equals(spec.stratum())
        || name.equals(spec.period());
  }

  /** The fields that the corpus section asks for, other than the text, each once. */
  public List<String> wanted() {
    return Stream.of(spec.id(), spec.group(), spec.stratum(), spec.period())
        .flatMap(Stream::ofNullable)
        .distinct()
        .toList();
  }

  /** Whether a wanted field, or the text, is inside the object with this path. */
  public boolean wantsWithin(String path) {
    return Stream.of(spec.text(), spec.id(), spec.group(), spec.stratum(), spec.period())
        .anyMatch(each -> each != null && each.startsWith(path + "."));
  }

  /** Makes the document. Every missing field is counted. */
  public Document document(String text, String place, Origin at) {
    tally.add(Notice.DOCUMENTS, 1, null);
    String sound = Utf8.wellFormed(text);
    if (!sound.equals(text)) {
      tally.add(Notice.REPLACED_SURROGATES, 1, at);
    }
    if (sound.indexOf('\0') >= 0) {
      // No text file can have it, so no text that a model writes may have it either.
      tally.add(Notice.REPLACED_BYTES, sound.chars().filter(c -> c == 0).count(), at);
      sound = sound.replace('\0', '\uFFFD');
    }
    String name = present(spec.id(), id, Notice.MISSING_ID, at);
    String label = present(spec.stratum(), stratum, Notice.MISSING_STRATUM, at);
    return new Document(
        name == null ? place : name,
        present(spec.group(), group, Notice.MISSING_GROUP, at),
        label == null ? "" : label,
        period(at),
        at,
        ContentCredentials.removedFrom(sound, tally, at));
  }

  private @Nullable String present(
      @Nullable String field, @Nullable String value, Notice missing, Origin at) {
    if (field != null && (value == null || value.isEmpty())) {
      tally.add(missing, 1, at);
    }
    return value == null || value.isEmpty() ? null : Utf8.wellFormed(value);
  }

  private long period(Origin at) {
    if (spec.period() == null) {
      return PeriodValue.UNKNOWN;
    }
    long value = period == null ? PeriodValue.UNKNOWN : PeriodValue.of(period);
    if (value == PeriodValue.UNKNOWN) {
      tally.add(Notice.MISSING_PERIOD, 1, at);
    }
    return value;
  }
}
