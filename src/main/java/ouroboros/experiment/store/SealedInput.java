package ouroboros.experiment.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.Measurement;

/**
 * An input that is made from the corpus once for all lineages, and sealed: R's counts, R's
 * sentences, or documents as vectors.
 *
 * @param format that of {@link Manifest}
 * @param owner whose it is; null in seals of version 1
 * @param training its files, with the sizes of their content
 * @param measurements metrics of it
 * @param samples single sentences that the report shows
 * @param notes amounts, and how often a fallback was used
 */
@JsonIgnoreProperties(ignoreUnknown = true) // version 0.1.0 sealed these as generations
public record SealedInput(
    int format,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SealOwner owner,
    CountTable training,
    List<Measurement> measurements,
    List<Manifest.Sample> samples,
    SortedMap<String, Long> notes)
    implements Sealable {

  /** What the manifest does not contain is empty. */
  @SuppressWarnings("NullAway") // Jackson leaves out what is not there
  public SealedInput {
    measurements = measurements == null ? List.of() : List.copyOf(measurements);
    samples = samples == null ? List.of() : List.copyOf(samples);
    notes = notes == null ? new TreeMap<>() : notes;
  }

  /** Files and notes. */
  public static SealedInput of(CountTable training, SortedMap<String, Long> notes) {
    return of(training, List.of(), List.of(), notes);
  }

  /** Files, metrics, shown sentences and notes. */
  public static SealedInput of(
      CountTable training,
      List<Measurement> measurements,
      List<Manifest.Sample> samples,
      SortedMap<String, Long> notes) {
    return new SealedInput(Manifest.FORMAT, null, training, measurements, samples, notes);
  }

  @Override
  public SealedInput ownedBy(SealOwner whose) {
    return new SealedInput(format, whose, training, measurements, samples, notes);
  }

  @Override
  public List<SealedFile> files() {
    return training.files();
  }
}
