package ouroboros.experiment.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sealed files of one generation.
 *
 * @param synthetic S_g's counts; null for g = 0
 * @param guarded S'_g's counts; null where they are the same as S_g's
 * @param training T_g's counts
 * @param fresh counts of the real text that T_g is the first to use; null where there is none
 * @param model M_g's parameters; null where these are just the counts of T_g
 */
public record GenerationFiles(
    @Nullable CountTable synthetic,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CountTable guarded,
    CountTable training,
    @Nullable CountTable fresh,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SealedFile model) {
  /** Keeps the names of its files once where T_g is S_g or S'_g. */
  public GenerationFiles {
    training =
        training.equals(guarded) ? guarded : training.equals(synthetic) ? synthetic : training;
  }

  /** The files of a generation whose model is given by the counts of T_g. */
  public static GenerationFiles ofCounts(
      @Nullable CountTable synthetic, CountTable training, @Nullable CountTable fresh) {
    return new GenerationFiles(synthetic, null, training, fresh, null);
  }

  /** The same with the counts of S'_g. */
  public GenerationFiles withGuarded(CountTable passed) {
    return new GenerationFiles(synthetic, passed, training, fresh, model);
  }

  /** The same with M_g's parameters. */
  public GenerationFiles withModel(SealedFile parameters) {
    return new GenerationFiles(synthetic, guarded, training, fresh, parameters);
  }

  /** The counts of the units that later training sets can take, S'_g; null for g = 0. */
  public @Nullable CountTable passed() {
    return guarded == null ? synthetic : guarded;
  }

  /** Every file, each once. */
  public List<SealedFile> files() {
    return Stream.concat(
            Stream.of(synthetic, guarded, training, fresh)
                .filter(Objects::nonNull)
                .flatMap(table -> table.files().stream()),
            Stream.ofNullable(model))
        .distinct()
        .toList();
  }
}
